// SPDX-License-Identifier: GPL-3.0-or-later

/// `range`, of the brokers: of each topic a member keeps its first partitions up to its quota, and what is free goes in
/// runs to those below theirs (KIP-848; Apache Kafka, coordinator's RangeAssignor). Starting fresh it gives what `range`
/// gives.
enum ServerRangeAssignor: PartitionAssigning {
  static func assign(topics: [Int], to members: [GroupSubscriber]) -> [[TopicPartition]] {
    var assignment = [[TopicPartition]](repeating: [], count: members.count)
    for (topic, partitions) in topics.enumerated() {
      let readers = members.indices.filter { members[$0].topics.contains(topic) }
      guard !readers.isEmpty else { continue }
      var (each, more) = partitions.quotientAndRemainder(dividingBy: readers.count)
      var isFree = [Bool](repeating: true, count: partitions)
      var unfilled: [(member: Int, missing: Int)] = []
      for member in readers {
        let owned = members[member].owned.filter { $0.topic == topic && $0.partition < partitions }.sorted()
        // Whoever has more than the others must have keeps one of the odd ones.
        let keepsOneMore = owned.count > each && more > 0
        if keepsOneMore { more -= 1 }
        let kept = owned.prefix(keepsOneMore ? each + 1 : each)
        for partition in kept { isFree[partition.partition] = false }
        assignment[member] += kept
        if !keepsOneMore { unfilled.append((member, each - kept.count)) }
      }
      var free = isFree.indices.filter { isFree[$0] }[...]
      for (member, missing) in unfilled {
        let count = missing + (more > 0 ? 1 : 0)
        more = max(0, more - 1)
        assignment[member] += free.prefix(count).map { TopicPartition(topic, $0) }
        free = free.dropFirst(count)
      }
    }
    return assignment
  }
}
