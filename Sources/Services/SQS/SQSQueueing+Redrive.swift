// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// A task that moves the messages of a dead-letter queue (StartMessageMoveTask).
struct SQSRedrive: Sendable {
  /// Time between two messages.
  var interval: Nanoseconds
  /// Where they go; nil for where each came from.
  var target: ComponentID?
  var startedAt: Instant
}

/// Redrive (API/StartMessageMoveTask; Developer Guide, dead-letter queue redrive): oldest first, at most 500 messages a
/// second, one task for each queue, 36 h at the longest. The messages are new where they arrive: enqueue time, retention
/// and receive count start again.
extension SQSQueueing {
  static var longestRedrive: Nanoseconds { 36 * 3600 * .second }

  mutating func beginRedrive(_ event: Event, _ timeline: inout Timeline) {
    // The call is a request like any other, one that is turned down too.
    if let redriveTasks { timeline.recorder.count(redriveTasks) }
    guard redrive == nil else { return timeline.recorder.count(instruments.redrivesRefused) }
    let rate = event.a == 0 ? 500 : Int64(min(event.a, 500))
    redrive = SQSRedrive(
      interval: .second / rate, target: event.c == 0 ? nil : event.c - 1, startedAt: timeline.now)
    redriveNext(&timeline)
  }

  /// Moves the oldest message that was there when the task began; without one the task is over.
  mutating func redriveNext(_ timeline: inout Timeline) {
    guard let task = redrive else { return }
    guard let (index, target) = nextToRedrive(task), timeline.now - task.startedAt < Self.longestRedrive,
      faults.removals == 0
    else {
      redrive = nil
      return
    }
    let message = store.entries[Int(index)].message
    takeAway(index, &timeline)
    timeline.recorder.count(instruments.redriven)
    timeline.reopen(message)
    timeline.messages[message].receives = 0
    if timeline.isTracing { timeline.note(.redriven, message, at: id, with: target) }
    timeline.schedule(
      Event(to: target, RedriveSignal.arrived, a: message, b: UInt32(settings.redriveRequests)), after: 0)
    timeline.schedule(Event(to: id, SQSQueue.Signal.redriveDue), after: task.interval)
  }

  /// The oldest visible message that was there when the task began, and where it goes. What a topic or a function has set
  /// aside here stays, unless the task says where to.
  private func nextToRedrive(_ task: SQSRedrive) -> (index: UInt32, target: ComponentID)? {
    var index = store.expiry.first(0)
    while index != IndexLists.none {
      let entry = store.entries[Int(index)]
      if entry.state == .visible, entry.arrivedAt <= task.startedAt {
        if let target = task.target { return (index, target) }
        if entry.from > 0 { return (index, ComponentID(entry.from) - 1) }
      }
      index = store.expiry.next(index)
    }
    return nil
  }

  /// Takes in a message that comes back from a dead-letter queue, as a new one.
  mutating func takeRedriven(_ event: Event, _ timeline: inout Timeline) {
    let message = event.a
    timeline.recorder.count(instruments.redrivenIn)
    guard faults.removals == 0 else {
      timeline.recorder.count(instruments.expired)
      timeline.end(message, as: .expired)
      return timeline.messages.release(message)
    }
    let requests = Int64(event.b) * SQSRequests.count(bytes: Int64(timeline.messages[message].size))
    if requests > 0 {
      countRequests(instruments.sendRequests, requests, &timeline)
      if timeline.isTracing {
        timeline.note(.accepted, message, at: id, a: 0, use: .init(instruments.sendRequests, requests))
      }
    }
    enter(message, delay: settings.delay, &timeline)
  }
}
