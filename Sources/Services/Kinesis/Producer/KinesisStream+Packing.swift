// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// What producers do with the Kinesis Producer Library: they pack messages for one shard into records, gather records for
/// PutRecords, keep to a limit of their own, and put what was throttled back among the others without a back-off
/// (Developer Guide, KPL key concepts, retries and rate limiting).
extension KinesisStream {
  mutating func pack(
    _ message: MessageID, bytes: Int64, _ producer: Int, _ source: Int, _ aggregation: KinesisSettings.Aggregation,
    _ timeline: inout Timeline
  ) {
    let shard = shard(of: timeline.messages[message])
    let limit = aggregation.rateLimit
    while producers[producer].packs.count < shards.count { producers[producer].packs.append(KinesisPack(limit: limit)) }
    let packed = bytes + aggregation.overhead
    if producers[producer].packs[shard].batch != KinesisPack.none,
      producers[producer].packs[shard].bytes + packed > aggregation.largest
    {
      close(producer, shard)
    }
    if producers[producer].packs[shard].batch == KinesisPack.none {
      producers[producer].packs[shard].batch = timeline.batches.make()
      producers[producer].packs[shard].bytes = 0
      producers[producer].packs[shard].number &+= 1
      note(producer, shard, source, &timeline)
    }
    timeline.batches.append(message, to: producers[producer].packs[shard].batch)
    producers[producer].packs[shard].bytes += packed
    if producers[producer].packs[shard].bytes >= aggregation.largest { close(producer, shard) }
    if sources[source].wait == 0 {
      close(producer, shard)
      producers[producer].isDue = true
    }
    pump(producer, &timeline)
  }

  /// Ends a pack: it becomes a record that waits for its call.
  private mutating func close(_ producer: Int, _ shard: Int) {
    let pack = producers[producer].packs[shard]
    guard pack.batch != KinesisPack.none else { return }
    producers[producer].packs[shard].batch = KinesisPack.none
    producers[producer].waiting.append(
      KinesisEntry(content: pack.batch, shard: UInt32(shard), bytes: UInt32(pack.bytes)))
    producers[producer].waitingBytes += pack.bytes
  }

  // MARK: Deadlines

  /// Notes when a pack that has just been begun is to be sent.
  private mutating func note(_ producer: Int, _ shard: Int, _ source: Int, _ timeline: inout Timeline) {
    let due = timeline.now.advanced(by: sources[source].wait)
    if sources[source].packs.isEmpty { timeline.schedule(Event(to: id, Signal.packDue, a: UInt32(source)), at: due) }
    sources[source].packs.append(
      (due, UInt32(producer), UInt32(shard), producers[producer].packs[shard].number))
  }

  /// The oldest packs have waited long enough: their producers send all records that they have.
  mutating func packDue(_ source: Int, _ timeline: inout Timeline) {
    while let next = sources[source].packs.first, next.due <= timeline.now {
      sources[source].packs.removeFirst()
      let producer = Int(next.producer)
      let shard = Int(next.shard)
      if producers[producer].packs[shard].number == next.number { close(producer, shard) }
      send(all: producer, &timeline)
    }
    guard let next = sources[source].packs.first else { return }
    timeline.schedule(Event(to: id, Signal.packDue, a: UInt32(source)), at: next.due)
  }

  private mutating func send(all producer: Int, _ timeline: inout Timeline) {
    guard !producers[producer].waiting.isEmpty else { return }
    producers[producer].isDue = true
    pump(producer, &timeline)
  }

  // MARK: The producer's own limit

  mutating func isWithinOwnLimit(_ producer: Int, _ entry: KinesisEntry, _ now: Instant) -> Bool {
    let shard = Int(entry.shard)
    guard producers[producer].packs[shard].records.has(1, at: now),
      producers[producer].packs[shard].allowance.has(Double(entry.bytes), at: now)
    else { return false }
    producers[producer].packs[shard].records.take(1)
    producers[producer].packs[shard].allowance.take(Double(entry.bytes))
    return true
  }

  mutating func armDrain(_ producer: Int, _ timeline: inout Timeline) {
    guard !producers[producer].isArmed else { return }
    producers[producer].isArmed = true
    timeline.schedule(Event(to: id, Signal.drainDue, a: UInt32(producer)), after: KinesisLimits.drainEvery)
  }

  mutating func drain(_ producer: Int, _ timeline: inout Timeline) {
    producers[producer].isArmed = false
    dropOld(producer, &timeline)
    send(all: producer, &timeline)
  }

  // MARK: Trying again

  /// What a call could not bring goes back among the records that wait, with half the time to be sent.
  mutating func packAgain(_ call: Int, _ producer: Int, _ timeline: inout Timeline) {
    let source = producers[producer].source
    var isWaiting = false
    for var entry in calls[call].entries {
      if isTooOld(entry, &timeline) {
        giveUp(entry, &timeline)
        continue
      }
      entry.attempts += 1
      producers[producer].waiting.append(entry)
      producers[producer].waitingBytes += Int64(entry.bytes)
      isWaiting = true
    }
    if isWaiting {
      let due = timeline.now.advanced(by: max(sources[source].wait / 2, KinesisLimits.drainEvery))
      if sources[source].repacks.isEmpty {
        timeline.schedule(Event(to: id, Signal.repackDue, a: UInt32(source)), at: due)
      }
      sources[source].repacks.append((due, UInt32(producer)))
      producers[producer].isDue = false
    }
    endCall(call, &timeline)
  }

  mutating func repackDue(_ source: Int, _ timeline: inout Timeline) {
    while let next = sources[source].repacks.first, next.due <= timeline.now {
      sources[source].repacks.removeFirst()
      dropOld(Int(next.producer), &timeline)
      send(all: Int(next.producer), &timeline)
    }
    guard let next = sources[source].repacks.first else { return }
    timeline.schedule(Event(to: id, Signal.repackDue, a: UInt32(source)), at: next.due)
  }

  private func isTooOld(_ entry: KinesisEntry, _ timeline: inout Timeline) -> Bool {
    guard let aggregation = settings.aggregation else { return false }
    let first = timeline.batches[entry.content, 0]
    return timeline.now - timeline.messages[first].idleSince >= aggregation.timeToLive
  }

  /// Gives up what has waited for longer than RecordTtl.
  private mutating func dropOld(_ producer: Int, _ timeline: inout Timeline) {
    for _ in 0..<producers[producer].waiting.count {
      guard let entry = producers[producer].waiting.popFirst() else { return }
      if isTooOld(entry, &timeline) {
        producers[producer].waitingBytes -= Int64(entry.bytes)
        giveUp(entry, &timeline)
      } else {
        producers[producer].waiting.append(entry)
      }
    }
  }

  /// The number of shards is about to change: what is packed goes out as it is.
  mutating func closePacks() {
    guard settings.aggregation != nil else { return }
    for producer in producers.indices {
      for shard in producers[producer].packs.indices { close(producer, shard) }
    }
  }
}
