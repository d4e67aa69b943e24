// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// How the stream takes records in, and what becomes of those that it refuses.
extension KinesisStream {
  /// A PutRecords call is answered: each record has a result of its own (API/PutRecords).
  mutating func finishCall(_ call: Int, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.putRecordsCalls)
    timeline.recorder.record(instruments.putTime, timeline.now - calls[call].beganAt, at: timeline.now)
    let count = calls[call].entries.count
    timeline.recorder.count(instruments.putRecords, Int64(count))
    if let toll = sources[producers[calls[call].producer].source].toll {
      toll.count(sent: calls[call].entries.reduce(0) { $0 + Int64($1.bytes) }, &timeline)
    }
    guard !fails(calls[call].item, attempt: calls[call].attempt) else {
      timeline.recorder.count(instruments.failedCalls)
      timeline.recorder.count(instruments.failed, Int64(count))
      if timeline.isTracing {
        for entry in calls[call].entries {
          noteEntry(entry, .throttled, a: -1, b: Int64(calls[call].attempt) + 1, &timeline)
        }
      }
      return tryAgain(call, &timeline)
    }
    callNumber &+= 1
    var refused = 0
    for place in 0..<count {
      let entry = calls[call].entries[place]
      let shard = shard(of: entry, timeline)
      // What follows a refused record of a shard in the same call is refused, too: so the order of a key holds.
      if shards[shard].refusedIn != callNumber, shards[shard].admits(Int64(entry.bytes), at: timeline.now) {
        take(entry, shard, &timeline)
        touch(shard)
      } else {
        shards[shard].refusedIn = callNumber
        calls[call].entries[refused] = entry
        refused += 1
        if timeline.isTracing { noteEntry(entry, .throttled, a: -1, b: Int64(calls[call].attempt) + 1, &timeline) }
        noteThrottled(entry, call, &timeline)
      }
    }
    calls[call].entries.removeLast(count - refused)
    wakeTouched(&timeline)
    if refused == 0 {
      timeline.recorder.count(instruments.fullyTakenCalls)
      return endCall(call, &timeline)
    }
    timeline.recorder.count(instruments.throttled, Int64(refused))
    timeline.recorder.count(instruments.failed, Int64(refused))
    tryAgain(call, &timeline)
  }

  /// Whether a call fails on the server's side.
  func fails(_ item: UInt64, attempt: Int) -> Bool {
    if faults.stops > 0 { return true }
    return faults.share > 0 && draws.failure.uniform(item, attempt: UInt32(attempt)) < faults.share
  }

  private func noteThrottled(_ entry: KinesisEntry, _ call: Int, _ timeline: inout Timeline) {
    guard let counter = sources[producers[calls[call].producer].source].throttled else { return }
    timeline.recorder.count(counter, entry.isPack ? Int64(timeline.batches.count(entry.content)) : 1)
  }

  // MARK: Shards

  /// The open shard that a record belongs to.
  private mutating func shard(of entry: KinesisEntry, _ timeline: borrowing Timeline) -> Int {
    guard entry.isPack else { return shard(of: timeline.messages[entry.content]) }
    let shard = Int(entry.shard)
    // A producer that has not heard of new shards yet: the record goes where its hash key belongs now.
    return shards[shard].isOpen ? shard : shards.shard(of: shards[shard].range.lowerBound)
  }

  mutating func shard(of message: Message) -> Int {
    guard isKeyed(message) else { return shards.shard(of: UInt128(draws.hash.bits(message.drawKey)) << 64) }
    return shards.shard(ofKey: message.key)
  }

  private mutating func touch(_ shard: Int) {
    guard shards[shard].touchedIn != callNumber else { return }
    shards[shard].touchedIn = callNumber
    touched.append(shard)
  }

  mutating func wakeTouched(_ timeline: inout Timeline) {
    for shard in touched { wake(shard, &timeline) }
    touched.removeAll(keepingCapacity: true)
  }

  // MARK: Taking in

  private mutating func take(_ entry: KinesisEntry, _ shard: Int, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.incomingRecords)
    timeline.recorder.count(instruments.incomingBytes, Int64(entry.bytes))
    guard entry.isPack else {
      bill(Int64(timeline.messages[entry.content].size), &timeline)
      timeline.recorder.add(instruments.buffered, -1, at: timeline.now)
      noteTaken(entry.content, Int64(timeline.messages[entry.content].size), among: 1, shard, &timeline)
      return keep(entry.content, shard, &timeline)
    }
    // The packing is part of the data.
    bill(Int64(entry.bytes), &timeline)
    let count = timeline.batches.count(entry.content)
    timeline.recorder.add(instruments.buffered, -Double(count), at: timeline.now)
    let isStale = !shards[Int(entry.shard)].isOpen
    for place in 0..<count {
      let message = timeline.batches[entry.content, place]
      // Readers sort out what belongs to another shard since the pack was made; the model does so here.
      let home = isStale ? self.shard(of: timeline.messages[message]) : shard
      noteTaken(message, Int64(entry.bytes), among: count, home, &timeline)
      keep(message, home, &timeline)
      if isStale { touch(home) }
    }
    timeline.batches.remove(entry.content)
  }

  /// Counts what a record of so many bytes of data is billed as.
  func bill(_ bytes: Int64, _ timeline: inout Timeline) {
    let units = (bytes + KinesisLimits.payloadUnit - 1) / KinesisLimits.payloadUnit
    timeline.recorder.count(instruments.payloadUnits, max(1, units))
    timeline.recorder.count(instruments.billedBytes, Self.billedBytes(bytes))
    timeline.recorder.count(instruments.takenBytes, bytes)
  }

  /// What a record counts as in on-demand mode: whole KiB.
  static func billedBytes(_ bytes: Int64) -> Int64 {
    max(1, (bytes + KinesisLimits.kilobyte - 1) / KinesisLimits.kilobyte) * KinesisLimits.kilobyte
  }

  /// A message can be read from now on.
  mutating func keep(_ message: MessageID, _ shard: Int, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.taken)
    LogReaders.noteTakenIn(message, &timeline)
    log.append(message, to: shard, &timeline)
  }

  // MARK: Trying again

  /// What is left of a call was refused: it waits and goes out again, with nothing else, or is given up.
  private mutating func tryAgain(_ call: Int, _ timeline: inout Timeline) {
    let producer = calls[call].producer
    if settings.aggregation != nil { return packAgain(call, producer, &timeline) }
    let retry = sources[producers[producer].source].retry
    let attempt = calls[call].attempt
    guard attempt + 1 < retry.attempts else {
      for entry in calls[call].entries { giveUp(entry, &timeline) }
      return endCall(call, &timeline)
    }
    let wait = retry.wait(after: attempt, uniform: draws.retry.uniform(calls[call].item, attempt: UInt32(attempt)))
    calls[call].attempt += 1
    if timeline.isTracing {
      for entry in calls[call].entries {
        noteEntry(entry, .paused, a: timeline.now.advanced(by: max(wait, 1)), b: -1, &timeline)
      }
    }
    timeline.schedule(Event(to: id, Signal.callAgain, a: UInt32(call)), after: max(wait, 1))
  }

  /// A producer drops what it could not send.
  mutating func giveUp(_ entry: KinesisEntry, _ timeline: inout Timeline) {
    guard entry.isPack else {
      timeline.recorder.add(instruments.buffered, -1, at: timeline.now)
      return reject(entry.content, &timeline)
    }
    for place in 0..<timeline.batches.count(entry.content) {
      timeline.recorder.add(instruments.buffered, -1, at: timeline.now)
      reject(timeline.batches[entry.content, place], &timeline)
    }
    timeline.batches.remove(entry.content)
  }
}
