// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// Where records without keys go (Apache Kafka, KIP-794 and `BuiltInPartitioner`).
extension KafkaCluster {
  /// The partition that a client sticks to (Apache Kafka, KIP-794).
  mutating func stickyPartition(_ client: Int, _ message: Message) -> Int {
    if clients[client].stickyPartition < 0 {
      clients[client].stickyPartition = nextPartition(client, draws.partition.uniform(message.drawKey))
    }
    return clients[client].stickyPartition
  }

  /// Counts what went to the partition and leaves it after a batch's worth, when its batch is full, or at twice that.
  mutating func noteSticky(_ client: Int, _ accumulator: Int, _ bytes: Int64, isFull: Bool) {
    clients[client].stickyBytes += bytes
    let size = settings.producer.batchSize
    if clients[client].stickyBytes >= size && (isFull || accumulators[accumulator].open == IndexLists.none)
      || clients[client].stickyBytes >= 2 * size
    {
      clients[client].stickyPartition = -1
      clients[client].stickyBytes = 0
    }
  }

  /// Draws a partition: each as likely, or those the more whose queues in the client are shorter.
  private func nextPartition(_ client: Int, _ uniform: Double) -> Int {
    let count = settings.partitions
    var most = 0
    if settings.producer.isAdaptive {
      for broker in brokers.indices {
        var next = laneAccumulators.first(clients[client].firstLane + broker)
        while next != IndexLists.none {
          most = max(most, accumulatorBatches.count(Int(next)))
          next = laneAccumulators.next(next)
        }
      }
    }
    // A partition without a leader takes no records that may go elsewhere.
    let hasOffline = partitions.contains { $0.leader < 0 }
    guard most > 1 || hasOffline else { return min(Int(uniform * Double(count)), count - 1) }
    func weight(_ partition: Int) -> Int {
      guard partitions[partition].leader >= 0 else { return 0 }
      let known = accumulatorOf[UInt64(client) << 32 | UInt64(partition)]
      return most + 1 - (settings.producer.isAdaptive ? known.map { accumulatorBatches.count(Int($0)) } ?? 0 : most)
    }
    let total = (0..<count).reduce(0) { $0 + weight($1) }
    guard total > 0 else { return min(Int(uniform * Double(count)), count - 1) }
    var left = Int(uniform * Double(total))
    for partition in 0..<count {
      left -= weight(partition)
      if left < 0 { return partition }
    }
    return count - 1
  }
}
