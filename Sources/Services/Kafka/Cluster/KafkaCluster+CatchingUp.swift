// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// How a broker that was away fetches what it has missed, until it is in sync again.
extension KafkaCluster {
  /// Lets a broker fetch what it lacks of the partitions that it is not in sync with.
  mutating func startCatchUp(_ broker: Int, _ timeline: inout Timeline) {
    guard brokers[broker].isUp, !brokers[broker].isCatchingUp else { return }
    nextChunk(broker, &timeline)
  }

  mutating func continueCatchUp(_ broker: Int, life: UInt32, _ timeline: inout Timeline) {
    guard brokers[broker].life == life, brokers[broker].isCatchingUp else { return }
    var isBack = false
    for part in brokers[broker].chunk where partitions[part.partition].epoch == part.epoch {
      let left = partitions[part.partition].lacksBytes[part.place] - part.bytes
      partitions[part.partition].lacksBytes[part.place] = max(0, left)
      if left <= 0 { partitions[part.partition].lacksRecords[part.place] = 0 }
      // It has reached the end of the log as it was when it asked.
      guard part.isAll, !partitions[part.partition].isInSync(part.place) else { continue }
      partitions[part.partition].inSync |= 1 << UInt8(part.place)
      partitions[part.partition].lacksBytes[part.place] = 0
      partitions[part.partition].lacksRecords[part.place] = 0
      isBack = true
    }
    nextChunk(broker, &timeline)
    if isBack { showHealth(&timeline) }
  }

  /// The most bytes of one partition in an answer to a follower, and of the whole answer (Apache Kafka documentation,
  /// replica.fetch.max.bytes and replica.fetch.response.max.bytes).
  private static let partitionChunk: Int64 = 1_048_576
  private static let chunk: Int64 = 10_485_760

  private mutating func nextChunk(_ broker: Int, _ timeline: inout Timeline) {
    brokers[broker].chunk.removeAll(keepingCapacity: true)
    brokers[broker].isCatchingUp = false
    var bytes: Int64 = 0
    var done = timeline.now
    let copies = brokers[broker].copies.count
    for step in 0..<copies where bytes < Self.chunk {
      let (partition, place) = brokers[broker].copies[(brokers[broker].cursor + step) % copies]
      let leader = partitions[partition].broker
      guard leader >= 0, leader != broker, !partitions[partition].isInSync(place) else { continue }
      let lacks = partitions[partition].lacksBytes[place]
      let part = min(lacks, Self.partitionChunk)
      brokers[broker].chunk.append(
        KafkaBroker.CatchUp(
          partition: partition, place: place, bytes: part, isAll: part == lacks, epoch: partitions[partition].epoch))
      bytes += part
      let item = UInt64(partition) << 32 | UInt64(broker)
      let written = ship(
        part, from: leader, to: broker, item: item, attempt: UInt32(truncatingIfNeeded: lacks), &timeline)
      done = max(done, written.advanced(by: network(draws.fetcher, item, attempt: UInt32(truncatingIfNeeded: lacks))))
    }
    guard !brokers[broker].chunk.isEmpty else { return }
    brokers[broker].cursor = (brokers[broker].cursor + brokers[broker].chunk.count) % copies
    brokers[broker].isCatchingUp = true
    timeline.schedule(
      Event(to: id, Signal.caughtUp, a: UInt32(broker), b: brokers[broker].life), at: max(done, timeline.now + 1_000))
  }
}
