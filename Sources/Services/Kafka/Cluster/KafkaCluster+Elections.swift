// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// Who leads a partition, and what that costs.
extension KafkaCluster {
  mutating func elect(_ partition: Int, epoch: UInt32, _ timeline: inout Timeline) {
    guard partitions[partition].epoch == epoch, partitions[partition].leader < 0 else { return }
    partitions[partition].isElecting = false
    guard hasQuorum else { return }
    if let clean = candidate(partition, { partitions[partition].isInSync($0) }) {
      lead(partition, by: clean, isClean: true, &timeline)
    } else if settings.electsUnclean, let any = candidate(partition, { _ in true }) {
      lead(partition, by: any, isClean: false, &timeline)
    }
    showHealth(&timeline)
  }

  /// The first replica whose broker is up and that will do.
  private func candidate(_ partition: Int, _ isGood: (Int) -> Bool) -> Int? {
    partitions[partition].replicas.indices.first { brokers[partitions[partition].replicas[$0]].isUp && isGood($0) }
  }

  /// A replica becomes the leader. What it lacks of the former leader's log is lost.
  mutating func lead(_ partition: Int, by place: Int, isClean: Bool, _ timeline: inout Timeline) {
    let bit = UInt8(1) << UInt8(place)
    timeline.recorder.count(instruments.elections)
    partitions[partition].epoch &+= 1
    partitions[partition].leader = place
    if isClean {
      cutTail(partition, &timeline) { $0.missing & bit == 0 }
    } else {
      timeline.recorder.count(instruments.uncleanElections)
      let inTail = partitions[partition].tail.reduce(0) { $0 + timeline.batches.count(batches[Int($1)].list) }
      let lacks = Int(partitions[partition].lacksRecords[place])
      cutTail(partition, &timeline) { _ in false }
      let read = max(0, lacks - inTail)
      timeline.recorder.count(instruments.lostAcknowledged, Int64(read))
      groups.readers.truncate(partition, by: read, &timeline)
      partitions[partition].inSync = bit
      for other in partitions[partition].replicas.indices {
        partitions[partition].lacksBytes[other] = 0
        partitions[partition].lacksRecords[other] = 0
      }
    }
    partitions[partition].lacksBytes[place] = 0
    partitions[partition].lacksRecords[place] = 0
    replicateTail(partition)
    startFetchers(&timeline)
    groups.setAvailable(partition, true, &timeline)
    for replica in partitions[partition].replicas { startCatchUp(replica, &timeline) }
    // Producers learn of it when they ask for metadata again.
    let wait = Nanoseconds(
      Double(settings.producer.retryBackoff)
        * draws.election.uniform(UInt64(partition), attempt: partitions[partition].epoch &+ 1))
    let time = timeline.now.advanced(by: wait)
    eachAccumulator(of: partition) { cluster, accumulator in
      cluster.detach(accumulator)
      cluster.attach(accumulator)
    }
    var accumulator = partitionAccumulators.first(partition)
    while accumulator != IndexLists.none {
      touch(accumulators[Int(accumulator)].lane, at: time, &timeline)
      accumulator = partitionAccumulators.next(accumulator)
    }
    advance(partition, &timeline)
  }

  /// Drops the batches from the first on that the new leader lacks.
  private mutating func cutTail(
    _ partition: Int, _ timeline: inout Timeline, isKept: (RecordBatch) -> Bool
  ) {
    guard let first = partitions[partition].tail.firstIndex(where: { !isKept(batches[Int($0)]) }) else { return }
    let lost = Array(partitions[partition].tail[first...])
    partitions[partition].tail.removeLast(lost.count)
    for batch in lost { loseBatch(batch, partition, &timeline) }
  }

  /// The log has lost a batch. A producer that has heard nothing of it sends it again.
  private mutating func loseBatch(_ batch: UInt32, _ partition: Int, _ timeline: inout Timeline) {
    let index = Int(batch)
    let list = batches[index].list
    let count = timeline.batches.count(list)
    batches[index].isLogs = false
    batches[index].isAppended = false
    batches[index].missing = 0
    if batches[index].isClients {
      let accumulator = Int(batches[index].accumulator)
      if settings.producer.isIdempotent {
        let behind = Int32(bitPattern: batches[index].sequence &- accumulators[accumulator].expected)
        if behind < 0 { accumulators[accumulator].expected = batches[index].sequence }
      } else {
        for place in 0..<count { timeline.messages.release(timeline.batches[list, place]) }
      }
      // Its request, if it still waits at a broker, ends as one to a broker that does not lead.
      batches[index].status = .retriable
      let request = batches[index].request
      if request != IndexLists.none {
        settle(batch, &timeline)
        if requests[Int(request)].pending == 0 { respond(request, &timeline) }
      }
      return
    }
    timeline.recorder.count(instruments.lostAcknowledged, Int64(count))
    for place in 0..<count {
      timeline.end(timeline.batches[list, place], as: .expired)
      timeline.messages.release(timeline.batches[list, place])
    }
    freeBatch(batch, &timeline)
  }

  /// Lets the in-sync followers fetch from the new leader what they lack.
  private mutating func replicateTail(_ partition: Int) {
    let leader = partitions[partition].leader
    for batch in partitions[partition].tail {
      batches[Int(batch)].missing &= partitions[partition].inSync & ~(1 << UInt8(leader))
      for place in partitions[partition].replicas.indices
      where batches[Int(batch)].missing & (1 << UInt8(place)) != 0 {
        request(batch, of: partition, by: place)
      }
    }
  }

  /// Leaders go back to the brokers that they belong to, where more than a tenth of them are elsewhere (Apache Kafka
  /// documentation, leader.imbalance.per.broker.percentage).
  mutating func checkLeaders(_ timeline: inout Timeline) {
    timeline.schedule(Event(to: id, Signal.checkLeaders), after: settings.leaderCheck)
    guard hasQuorum else { return }
    for broker in brokers.indices where brokers[broker].isUp {
      let own = brokers[broker].copies.filter { $0.place == 0 }
      let away = own.filter { partitions[$0.partition].leader > 0 }
      guard 10 * away.count > own.count else { continue }
      for (partition, place) in away where partitions[partition].isInSync(place) {
        lead(partition, by: place, isClean: true, &timeline)
      }
    }
  }
}
