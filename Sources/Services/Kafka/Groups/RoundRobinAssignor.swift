// SPDX-License-Identifier: GPL-3.0-or-later

/// `roundrobin`: all partitions of all topics in order are dealt out like cards; a member that does not read a topic is
/// passed over (Apache Kafka Javadoc: RoundRobinAssignor).
///
/// The share of nearly every member changes with each that comes or goes.
enum RoundRobinAssignor: PartitionAssigning {
  static func assign(topics: [Int], to members: [GroupSubscriber]) -> [[TopicPartition]] {
    var assignment = [[TopicPartition]](repeating: [], count: members.count)
    var next = 0
    for partition in TopicPartition.all(of: topics) {
      guard members.contains(where: { $0.topics.contains(partition.topic) }) else { continue }
      while !members[next].topics.contains(partition.topic) { next = (next + 1) % members.count }
      assignment[next].append(partition)
      next = (next + 1) % members.count
    }
    return assignment
  }
}
