// SPDX-License-Identifier: GPL-3.0-or-later

/// `range`: of each topic every member gets a run of neighbouring partitions, the first members one more if it does not
/// come out even (Apache Kafka Javadoc: RangeAssignor).
///
/// The same members have the larger runs of every topic, so several topics make the difference larger.
enum RangeAssignor: PartitionAssigning {
  static func assign(topics: [Int], to members: [GroupSubscriber]) -> [[TopicPartition]] {
    var assignment = [[TopicPartition]](repeating: [], count: members.count)
    for (topic, partitions) in topics.enumerated() {
      let readers = members.indices.filter { members[$0].topics.contains(topic) }
      guard !readers.isEmpty else { continue }
      let (each, more) = partitions.quotientAndRemainder(dividingBy: readers.count)
      var next = 0
      for (place, member) in readers.enumerated() {
        let end = next + each + (place < more ? 1 : 0)
        assignment[member] += (next..<end).map { TopicPartition(topic, $0) }
        next = end
      }
    }
    return assignment
  }
}
