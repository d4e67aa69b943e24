// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// How a batch gets into the log: the leader appends it, the followers fetch it, and when all that are in sync have it
/// the high watermark passes it and consumers can read it.
extension KafkaCluster {
  /// The most bytes of one answer to a follower (Apache Kafka documentation, replica.fetch.response.max.bytes).
  private static let largestReplicaFetch: Int64 = 10_485_760

  /// A broker is to append a batch. Returns whether the log has it now, with `status` fine.
  mutating func accept(_ batch: UInt32, at broker: Int, _ timeline: inout Timeline) -> Bool {
    let index = Int(batch)
    let accumulator = Int(batches[index].accumulator)
    let partition = accumulators[accumulator].partition
    guard partitions[partition].broker == broker, !fails(batch, timeline) else { return refuse(batch) }
    if settings.producer.acks == .all, partitions[partition].inSyncCount < settings.minInsync {
      return refuse(batch)  // NotEnoughReplicasException
    }
    guard settings.producer.isIdempotent else {
      let isAgain = batches[index].isAppended
      add(isAgain ? copy(batch, &timeline) : batch, to: partition, &timeline)
      if isAgain {
        timeline.recorder.count(instruments.duplicates, Int64(timeline.batches.count(batches[index].list)))
        if timeline.isTracing { noteBatch(batch, .duplicated, a: -1, &timeline) }
      }
      return true
    }
    // A retry of what the log has already.
    if batches[index].isAppended { return true }
    fillGaps(accumulator)
    guard accumulators[accumulator].expected == batches[index].sequence else {
      return refuse(batch)  // OutOfOrderSequenceException
    }
    accumulators[accumulator].expected &+= 1
    add(batch, to: partition, &timeline)
    return true
  }

  private mutating func refuse(_ batch: UInt32) -> Bool {
    batches[Int(batch)].status = .retriable
    return false
  }

  /// Whether a planned fault lets it fail.
  private func fails(_ batch: UInt32, _ timeline: borrowing Timeline) -> Bool {
    guard faults.share > 0 else { return false }
    let message = timeline.batches[batches[Int(batch)].list, 0]
    return draws.fault.uniform(
      timeline.messages[message].drawKey, attempt: UInt32(truncatingIfNeeded: batches[Int(batch)].attempts))
      < faults.share
  }

  private mutating func fillGaps(_ accumulator: Int) {
    while let place = gaps.firstIndex(where: {
      $0.accumulator == accumulator && $0.sequence == accumulators[accumulator].expected
    }) {
      gaps.remove(at: place)
      accumulators[accumulator].expected &+= 1
    }
  }

  /// The same records once more, for the log alone.
  private mutating func copy(_ batch: UInt32, _ timeline: inout Timeline) -> UInt32 {
    let twin = addBatch(timeline.batches.make())
    let list = batches[Int(batch)].list
    for place in 0..<timeline.batches.count(list) {
      timeline.batches.append(timeline.batches[list, place], to: batches[Int(twin)].list)
    }
    batches[Int(twin)].accumulator = batches[Int(batch)].accumulator
    batches[Int(twin)].wire = batches[Int(batch)].wire
    batches[Int(twin)].createdAt = batches[Int(batch)].createdAt
    return twin
  }

  /// The leader appends a batch.
  private mutating func add(_ batch: UInt32, to partition: Int, _ timeline: inout Timeline) {
    let index = Int(batch)
    let list = batches[index].list
    let count = timeline.batches.count(list)
    for place in 0..<count {
      let message = timeline.batches[list, place]
      if settings.producer.keepsReferences { timeline.messages.retain(message) }
      if !batches[index].isAppended { LogReaders.noteTakenIn(message, &timeline) }
      if timeline.isTracing {
        timeline.note(
          .arrived, message, at: id, a: Int64(partition), b: Int64(timeline.messages[message].size))
      }
    }
    batches[index].isAppended = true
    batches[index].isLogs = true
    batches[index].appendedAt = timeline.now
    let leader = partitions[partition].leader
    let wire = batches[index].wire
    timeline.recorder.count(instruments.appended, Int64(count))
    timeline.recorder.count(instruments.bytesIn, wire)
    store(wire, in: partition, at: timeline.now)
    partitions[partition].tail.append(batch)
    var missing: UInt8 = 0
    for place in partitions[partition].replicas.indices where place != leader {
      if partitions[partition].isInSync(place) {
        missing |= 1 << UInt8(place)
        request(batch, of: partition, by: place)
      } else {
        partitions[partition].lacksBytes[place] += wire
        partitions[partition].lacksRecords[place] += Int64(count)
      }
    }
    batches[index].missing = missing
  }

  /// Lets a follower fetch a batch.
  mutating func request(_ batch: UInt32, of partition: Int, by place: Int) {
    let follower = partitions[partition].replicas[place]
    guard partitions[partition].leader >= 0, brokers[follower].isUp else { return }
    let fetcher = fetcher(of: partition, from: partitions[partition].broker, to: follower)
    fetchers[fetcher].pending.append(
      ReplicaFetcher.Entry(batch: batch, generation: batches[Int(batch)].generation))
    if !fetchers[fetcher].isBusy, fetchers[fetcher].pending.count == 1 { idleFetchers.append(fetcher) }
  }

  // MARK: Followers

  /// Fetchers whose requests wait at the leaders get what has just been appended.
  mutating func startFetchers(_ timeline: inout Timeline) {
    guard !idleFetchers.isEmpty else { return }
    for place in idleFetchers.indices where !fetchers[idleFetchers[place]].isBusy {
      startFetch(idleFetchers[place], &timeline)
    }
    idleFetchers.removeAll(keepingCapacity: true)
  }

  private func isWanted(_ entry: ReplicaFetcher.Entry, by follower: Int) -> Bool {
    let index = Int(entry.batch)
    guard batches[index].generation == entry.generation, batches[index].isLogs else { return false }
    let partition = accumulators[Int(batches[index].accumulator)].partition
    guard let place = partitions[partition].replicas.firstIndex(of: follower) else { return false }
    return batches[index].missing & (1 << UInt8(place)) != 0
  }

  private mutating func startFetch(_ fetcher: Int, _ timeline: inout Timeline) {
    let pair = fetcher / settings.replicaFetchers
    let (leader, follower) = (pair / settings.brokers, pair % settings.brokers)
    var bytes: Int64 = 0
    fetchers[fetcher].current.removeAll(keepingCapacity: true)
    while let entry = fetchers[fetcher].pending.first, bytes < Self.largestReplicaFetch {
      fetchers[fetcher].pending.removeFirst()
      guard isWanted(entry, by: follower) else { continue }
      fetchers[fetcher].current.append(entry)
      bytes += batches[Int(entry.batch)].wire
    }
    guard let first = fetchers[fetcher].current.first else { return }
    let batch = batches[Int(first.batch)]
    let item = timeline.messages[timeline.batches[batch.list, 0]].drawKey ^ UInt64(follower + 1) << 48
    let attempt = UInt32(truncatingIfNeeded: batch.attempts)
    let there = ship(bytes, from: leader, to: follower, item: item, attempt: attempt, &timeline)
    fetchers[fetcher].isBusy = true
    fetchers[fetcher].startedAt = timeline.now
    // Its next request tells the leader how far it has come.
    let back = network(draws.fetcher, item, attempt: attempt &+ 1 << 16)
    timeline.schedule(
      Event(to: id, Signal.replicated, a: UInt32(fetcher), b: fetchers[fetcher].generation),
      at: there.advanced(by: back))
  }

  /// Sends bytes from a broker to another, and returns when that has written them.
  mutating func ship(
    _ bytes: Int64, from leader: Int, to follower: Int, item: UInt64, attempt: UInt32, _ timeline: inout Timeline
  ) -> Instant {
    let now = timeline.now
    let amount = Double(bytes)
    let work = settings.requestCost + amount * settings.byteCost
    let computed = brokers[leader].processors.take(work, at: now, now: now)
    let left = max(computed, brokers[leader].networkOut.take(amount, at: now, now: now))
    let arrived = left.advanced(by: network(draws.fetcher, item, attempt: attempt))
    let read = brokers[follower].networkIn.take(amount, at: arrived, now: now)
    let handled = brokers[follower].processors.take(work, at: read, now: now)
      .advanced(by: brokerTime(item, attempt: attempt))
    timeline.recorder.count(instruments.replicationBytes, bytes)
    if leader % settings.zones != follower % settings.zones {
      timeline.recorder.count(instruments.zoneBytesReplication, bytes)
    }
    return max(handled, brokers[follower].disk.take(amount, at: handled, now: now, ahead: settings.dirtyLimit))
  }

  mutating func finishReplicaFetch(_ fetcher: Int, _ generation: UInt32, _ timeline: inout Timeline) {
    guard fetchers[fetcher].generation == generation else { return }
    let follower = fetcher / settings.replicaFetchers % settings.brokers
    for place in fetchers[fetcher].current.indices {
      let entry = fetchers[fetcher].current[place]
      guard isWanted(entry, by: follower) else { continue }
      let index = Int(entry.batch)
      let partition = accumulators[Int(batches[index].accumulator)].partition
      guard let replica = partitions[partition].replicas.firstIndex(of: follower) else { continue }
      batches[index].missing &= ~(1 << UInt8(replica))
      advance(partition, &timeline)
    }
    fetchers[fetcher].isBusy = false
    startFetch(fetcher, &timeline)
  }

  /// Followers whose fetch has taken too long are no longer in sync (replica.lag.time.max.ms).
  mutating func checkFetchers(_ timeline: inout Timeline) {
    for fetcher in fetchers.indices where fetchers[fetcher].isBusy {
      guard timeline.now - fetchers[fetcher].startedAt > settings.lagTime else { continue }
      let follower = fetcher / settings.replicaFetchers % settings.brokers
      let leader = fetcher / settings.replicaFetchers / settings.brokers
      fetchers[fetcher].isBusy = false
      fetchers[fetcher].generation &+= 1
      fetchers[fetcher].pending.removeAll(keepingCapacity: true)
      for (partition, place) in brokers[follower].copies
      where partitions[partition].broker == leader && partitions[partition].isInSync(place)
        && partition % settings.replicaFetchers == fetcher % settings.replicaFetchers
      {
        shrink(partition, place, &timeline)
      }
      startCatchUp(follower, &timeline)
      showHealth(&timeline)
    }
  }

  // MARK: The high watermark

  /// Lets consumers read what all in-sync replicas have.
  mutating func advance(_ partition: Int, _ timeline: inout Timeline) {
    var isMore = false
    while let batch = partitions[partition].tail.first {
      let index = Int(batch)
      guard batches[index].missing & partitions[partition].inSync == 0, partitions[partition].leader >= 0 else { break }
      partitions[partition].tail.removeFirst()
      isMore = true
      let list = batches[index].list
      let count = timeline.batches.count(list)
      if timeline.isTracing { noteBatch(batch, .replicated, a: Int64(partition), &timeline) }
      for place in 0..<count { groups.append(timeline.batches[list, place], to: partition, &timeline) }
      timeline.recorder.count(instruments.readable, Int64(count))
      timeline.recorder.record(instruments.replicate, timeline.now - batches[index].appendedAt, at: timeline.now)
      batches[index].isLogs = false
      let request = batches[index].request
      if settings.producer.acks == .all, request != IndexLists.none {
        // NotEnoughReplicasAfterAppendException: it is there, but not as safe as it was to be.
        if partitions[partition].inSyncCount < settings.minInsync { batches[index].status = .retriable }
        settle(batch, &timeline)
        if requests[Int(request)].pending == 0 { respond(request, &timeline) }
      }
      freeBatch(batch, &timeline)
    }
    if isMore { groups.wake(partition, &timeline) }
  }
}
