// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// How tasks read a log: each is a member of the group, takes a batch of records at a time, and works on one after the
/// other. A record that fails is tried again where it stands, for order's sake, and holds up what is behind it.
extension Fleet {
  mutating func takeRecords(_ event: Event, _ timeline: inout Timeline) {
    let task = Int(event.a)
    guard tasks[task].isAlive, tasks[task].life == event.b else {
      // The task that asked is gone, and what was committed before it came is lost.
      if log?.guarantee == .atMostOnce { lose(event.c, from: 0, &timeline) }
      return releaseRecords(event.c, from: 0, &timeline)
    }
    tasks[task].isCalling = false
    let job = addJob(
      Event(
        to: id, ConsumerSignal.records, a: event.a, b: event.c, c: 0, d: timeline.batches[event.c, 0]))
    lists.append(job, to: 2 * task)
    timeline.recorder.add(instruments.buffered, 1, at: timeline.now)
    advance(task, &timeline)
  }

  /// Goes on to the next record of a batch. Returns whether there is one.
  mutating func nextRecord(_ job: UInt32, _ timeline: inout Timeline) -> Bool {
    let place = Int(job)
    let next = jobs[place].receipt + 1
    guard Int(next) < timeline.batches.count(jobs[place].entry) else { return false }
    timeline.messages.release(jobs[place].message)
    jobs[place].receipt = next
    jobs[place].message = timeline.batches[jobs[place].entry, Int(next)]
    jobs[place].generation &+= 1
    jobs[place].step = 0
    jobs[place].tries = 0
    jobs[place].fails = false
    jobs[place].isOver = false
    jobs[place].isPassedOn = false
    return true
  }

  /// Works on the records of a batch one after the other, for none takes any time: one event for all of them.
  mutating func workAtOnce(_ job: UInt32, _ timeline: inout Timeline) {
    repeat {
      _ = beginAttempt(job, &timeline)
      if jobs[Int(job)].fails {
        return timeline.schedule(Event(to: id, Signal.worked, a: job, b: jobs[Int(job)].generation), after: 0)
      }
      noteSuccess(job, &timeline)
    } while nextRecord(job, &timeline)
    free(job, &timeline)
  }

  /// An attempt has failed: another after a pause, until the retries are used up.
  mutating func retry(_ job: UInt32, _ log: FleetLog, _ timeline: inout Timeline) {
    let place = Int(job)
    let message = jobs[place].message
    if log.guarantee != .atMostOnce, Int(jobs[place].tries) < log.retries {
      if jobs[place].tries < .max { jobs[place].tries += 1 }
      jobs[place].generation &+= 1
      jobs[place].step = 0
      jobs[place].fails = false
      jobs[place].isOver = false
      if timeline.isTracing {
        timeline.note(.paused, message, at: id, a: timeline.now.advanced(by: max(log.retryPause, 1_000)))
      }
      return timeline.schedule(
        Event(to: id, Signal.tryAgain, a: job, b: jobs[place].generation), after: max(log.retryPause, 1_000))
    }
    if let deadLetter = log.deadLetter {
      if timeline.isTracing {
        timeline.note(.setAside, message, at: id, with: deadLetter, a: Int64(jobs[place].tries) + 1)
      }
      timeline.end(message, as: .deadLettered)
      timeline.messages.retain(message)
      timeline.schedule(Event(to: deadLetter, ChannelSignal.move, a: message), after: 0)
    } else {
      timeline.end(message, as: .expired)
    }
    if nextRecord(job, &timeline) { begin(job, &timeline) } else { free(job, &timeline) }
  }

  /// Accounts for what is lost with a task that has committed before its work.
  mutating func loseHeld(_ job: UInt32, _ timeline: inout Timeline) {
    guard log != nil else { return timeline.end(jobs[Int(job)].message, as: .expired) }
    lose(jobs[Int(job)].entry, from: Int(jobs[Int(job)].receipt), &timeline)
  }

  private func lose(_ batch: BatchID, from first: Int, _ timeline: inout Timeline) {
    for place in first..<timeline.batches.count(batch) { timeline.end(timeline.batches[batch, place], as: .expired) }
  }

  /// Gives up the records from the current one on.
  mutating func discardRecords(_ job: UInt32, _ timeline: inout Timeline) {
    releaseRecords(jobs[Int(job)].entry, from: Int(jobs[Int(job)].receipt), &timeline)
  }

  private func releaseRecords(_ batch: BatchID, from first: Int, _ timeline: inout Timeline) {
    for place in first..<timeline.batches.count(batch) { timeline.messages.release(timeline.batches[batch, place]) }
    timeline.batches.remove(batch)
  }

  /// Tells the log that a task is gone, before its life ends.
  func leaveLog(_ task: Int, isCrash: Bool, _ timeline: inout Timeline) {
    guard log != nil else { return }
    timeline.schedule(
      Event(
        to: source, LogSignal.leave, small: isCrash ? 1 : 0, a: UInt32(task), b: tasks[task].life, d: id), after: 0)
  }
}
