// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// How records come to a reader: by GetRecords calls at fixed intervals, or pushed (enhanced fan-out).
///
/// Calls that would bring nothing are no events: when a record comes, the next poll is worked out.
extension KinesisStream {
  /// New records in a shard: who reads it will hear of them.
  mutating func wake(_ shard: Int, _ timeline: inout Timeline) {
    for reader in readers.indices {
      if settings.isPushed { notePush(reader, shard, &timeline) } else { arm(reader, shard, &timeline) }
    }
  }

  /// Calls succeed again: whoever has something to read begins.
  mutating func wakeAll(_ timeline: inout Timeline) {
    for reader in readers.indices {
      for shard in readers[reader].readings.indices { arm(reader, shard, &timeline) }
    }
  }

  private func isReadable(_ reader: Int, _ shard: Int) -> Bool {
    readers[reader].readings[shard].state == .owned && faults.stops == 0 && mayRead(reader, shard)
  }

  /// Plans the next fetch of a shard, where there is something to fetch and room for it; or has all that is not fetched
  /// pushed.
  mutating func arm(_ reader: Int, _ shard: Int, _ timeline: inout Timeline) {
    guard !readers[reader].readings[shard].isArmed,
      readers[reader].readings[shard].fetched < log.readers[reader].positions[shard].end, isReadable(reader, shard)
    else { return }
    if settings.isPushed {
      if readers[reader].readings[shard].pushes.isEmpty { notePush(reader, shard, &timeline) }
      return
    }
    // The client keeps what one call can bring, and asks for more when its worker has taken some of it.
    let kept = readers[reader].readings[shard].fetched - log.readers[reader].positions[shard].position
    guard kept < Int64(KinesisLimits.mostOfRead) else { return }
    let from = max(timeline.now, readers[reader].readings[shard].polledAt + 1)
    let time = readers[reader].nextPoll(of: shard, from: from, share: pollShare)
    readers[reader].readings[shard].isArmed = true
    timeline.schedule(
      Event(
        to: id, Signal.fetchDue, small: UInt16(reader), a: UInt32(shard), b: readers[reader].readings[shard].epoch),
      at: time)
  }

  /// The share of GetRecords calls that are within five a second and shard.
  var pollShare: Double {
    let polls = readers.reduce(0.0) { $0 + 1 / $1.interval.seconds }
    return polls > 0 ? min(1, KinesisLimits.readsPerSecond / polls) : 1
  }

  // MARK: Polling

  mutating func fetch(_ reader: Int, _ shard: Int, epoch: UInt32, _ timeline: inout Timeline) {
    guard readers[reader].readings[shard].epoch == epoch else { return }
    readers[reader].readings[shard].isArmed = false
    readers[reader].readings[shard].polledAt = timeline.now
    guard isReadable(reader, shard) else { return }
    guard shards[shard].readableAt <= timeline.now else {
      timeline.recorder.count(instruments.readThrottled)
      // Else the same readers would come first each time.
      readers[reader].loseStep(shard, at: timeline.now)
      return arm(reader, shard, &timeline)
    }
    let first = readers[reader].readings[shard].fetched
    let (end, bytes) = extent(
      reader, shard, from: first, to: log.readers[reader].positions[shard].end, bytes: KinesisLimits.largestRead,
      timeline)
    guard end > first else { return }
    shards[shard].readableAt = timeline.now.advanced(
      by: Nanoseconds(seconds: Double(bytes) / KinesisLimits.readBytesPerSecond))
    countOut(reader, shard, first, end, bytes, &timeline)
    countLongTerm(reader, shard, first, end, &timeline)
    timeline.recorder.count(instruments.nonEmptyReads)
    let item = timeline.messages[log.readers[reader].positions[shard][end - 1]].drawKey
    let time = Nanoseconds(
      seconds: settings.getTime.draw(draws.get, item, attempt: UInt32(reader)) * faults.factor)
    timeline.recorder.record(instruments.getTime, time, at: timeline.now)
    var answer = Event(to: id, Signal.fetched, small: UInt16(reader), a: UInt32(shard), b: epoch)
    answer.wide = end
    readers[reader].readings[shard].isArmed = true
    if time == 0 { return endFetch(answer, &timeline) }
    timeline.schedule(answer, after: time)
  }

  /// What a call has brought is in the hands of the worker's client.
  mutating func endFetch(_ event: Event, _ timeline: inout Timeline) {
    let reader = Int(event.small)
    let shard = Int(event.a)
    guard readers[reader].readings[shard].epoch == event.b else { return }
    readers[reader].readings[shard].isArmed = false
    readers[reader].readings[shard].fetched = max(readers[reader].readings[shard].fetched, event.wide)
    serve(reader, readers[reader].readings[shard].owner, &timeline)
    arm(reader, shard, &timeline)
  }

  /// How far one call or push gets: up to so many bytes and 10,000 records.
  private func extent(
    _ reader: Int, _ shard: Int, from first: Int64, to end: Int64, bytes most: Int64, _ timeline: borrowing Timeline
  ) -> (end: Int64, bytes: Int64) {
    let last = min(end, first + Int64(KinesisLimits.mostOfRead))
    var offset = first
    var bytes: Int64 = 0
    while offset < last {
      let size = Int64(timeline.messages[log.readers[reader].positions[shard][offset]].size)
      guard offset == first || bytes + size <= most else { break }
      bytes += size
      offset += 1
    }
    return (offset, bytes)
  }

  private func countOut(
    _ reader: Int, _ shard: Int, _ first: Int64, _ end: Int64, _ bytes: Int64, _ timeline: inout Timeline
  ) {
    timeline.recorder.count(instruments.outgoingRecords, end - first)
    timeline.recorder.count(instruments.outgoingBytes, bytes)
    // The calls are counted with the polls.
    tolls[reader]?.count(received: bytes, calls: 0, &timeline)
    guard settings.mode == .onDemand else { return }
    guard let aggregation = settings.aggregation else {
      var billed: Int64 = 0
      for offset in first..<end {
        billed += Self.billedBytes(Int64(timeline.messages[log.readers[reader].positions[shard][offset]].size))
      }
      return timeline.recorder.count(instruments.billedOut, billed)
    }
    // Large records: what is rounded up is little beside what the packing adds.
    timeline.recorder.count(instruments.billedOut, bytes + (end - first) * aggregation.overhead)
  }

  /// Counts what GetRecords calls bring that is older than seven days: it has a price of its own, which the push to a
  /// registered consumer has not (Amazon Kinesis Data Streams pricing: long-term data retrieval).
  private func countLongTerm(
    _ reader: Int, _ shard: Int, _ first: Int64, _ end: Int64, _ timeline: inout Timeline
  ) {
    guard settings.retention > settings.longTermAge else { return }
    var bytes: Int64 = 0
    for offset in first..<end {
      let message = log.readers[reader].positions[shard][offset]
      // Records of a shard lie in the order in which they came.
      guard timeline.now - timeline.messages[message].enqueuedAt > settings.longTermAge else { break }
      bytes += Int64(timeline.messages[message].size) + (settings.aggregation?.overhead ?? 0)
    }
    if bytes > 0 { timeline.recorder.count(instruments.longTermOut, bytes) }
  }

  /// Counts the calls since the last time, with those that brought nothing.
  mutating func countPolls(_ timeline: inout Timeline) {
    defer { countedAt = timeline.now }
    if settings.isPushed {
      // Subscriptions are renewed every five minutes.
      let renewals = timeline.now / KinesisLimits.subscription - countedAt / KinesisLimits.subscription
      guard renewals > 0 else { return }
      for reader in readers.indices {
        let held = readers[reader].readings.count { $0.state == .owned }
        tolls[reader]?.count(calls: renewals * Int64(held), &timeline)
      }
      let read = readers.reduce(0) { $0 + $1.readings.count { $0.state == .owned } }
      return timeline.recorder.count(instruments.subscriptions, renewals * Int64(read))
    }
    let share = pollShare
    for reader in readers.indices {
      for shard in readers[reader].readings.indices where readers[reader].readings[shard].state == .owned {
        let first = readers[reader].poll(of: shard, from: countedAt)
        let end = readers[reader].poll(of: shard, from: timeline.now)
        timeline.recorder.count(instruments.getCalls, end - first)
        tolls[reader]?.count(calls: end - first, &timeline)
        guard share < 1, end > first else { continue }
        let refused = (first..<end).count { !readers[reader].succeeds($0, shard, share: share) }
        timeline.recorder.count(instruments.readThrottled, Int64(refused))
      }
    }
  }

  // MARK: Pushing

  /// What is in a shard by now is on its way to a registered consumer.
  private mutating func notePush(_ reader: Int, _ shard: Int, _ timeline: inout Timeline) {
    let end = log.readers[reader].positions[shard].end
    let last = readers[reader].readings[shard].pushes.last
    guard end > max(readers[reader].readings[shard].fetched, last?.offset ?? 0), isReadable(reader, shard) else {
      return
    }
    let item = timeline.messages[log.readers[reader].positions[shard][end - 1]].drawKey
    let time = Nanoseconds(
      seconds: settings.pushTime.draw(draws.push, item, attempt: UInt32(reader)) * faults.factor)
    // Records of a shard arrive in their order.
    let due = max(timeline.now.advanced(by: time), last?.due ?? 0)
    readers[reader].readings[shard].pushes.append((due, end))
    armPush(reader, shard, &timeline)
  }

  private mutating func armPush(_ reader: Int, _ shard: Int, _ timeline: inout Timeline) {
    guard !readers[reader].readings[shard].isArmed, let next = readers[reader].readings[shard].pushes.first else {
      return
    }
    readers[reader].readings[shard].isArmed = true
    timeline.schedule(
      Event(to: id, Signal.pushDue, small: UInt16(reader), a: UInt32(shard), b: readers[reader].readings[shard].epoch),
      at: max(next.due, readers[reader].readings[shard].pushesAgainAt))
  }

  mutating func push(_ reader: Int, _ shard: Int, epoch: UInt32, _ timeline: inout Timeline) {
    guard readers[reader].readings[shard].epoch == epoch else { return }
    readers[reader].readings[shard].isArmed = false
    guard isReadable(reader, shard) else {
      return readers[reader].readings[shard].pushes.removeAll(keepingCapacity: true)
    }
    let first = readers[reader].readings[shard].fetched
    var target = first
    while let next = readers[reader].readings[shard].pushes.first, next.due <= timeline.now {
      target = max(target, next.offset)
      readers[reader].readings[shard].pushes.removeFirst()
    }
    // An event carries at most half a second's worth (Developer Guide: 2 MB/s for each consumer and shard).
    let (end, bytes) = extent(
      reader, shard, from: first, to: target, bytes: Int64(KinesisLimits.readBytesPerSecond / 2), timeline)
    if end < target { readers[reader].readings[shard].pushes.prepend((timeline.now, target)) }
    if end > first {
      readers[reader].readings[shard].fetched = end
      readers[reader].readings[shard].pushesAgainAt = timeline.now.advanced(
        by: Nanoseconds(seconds: Double(bytes) / KinesisLimits.readBytesPerSecond))
      countOut(reader, shard, first, end, bytes, &timeline)
      timeline.recorder.count(instruments.pushes)
      // What is pushed is the record, its packing included.
      let packing = (end - first) * (settings.aggregation?.overhead ?? 0)
      timeline.recorder.count(instruments.pushedBytes, bytes + packing)
      serve(reader, readers[reader].readings[shard].owner, &timeline)
    }
    armPush(reader, shard, &timeline)
  }
}
