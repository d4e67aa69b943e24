// SPDX-License-Identifier: GPL-3.0-or-later

/// `uniform`, of the brokers: every member has a quota, the first ones one more if it does not come out even; it keeps
/// what it has up to that, and the rest is dealt out to those below their quota, one member after the other (KIP-848;
/// Apache Kafka, UniformHomogeneousAssignmentBuilder). For members that all read the same topics.
enum UniformAssignor: PartitionAssigning {
  static func assign(topics: [Int], to members: [GroupSubscriber]) -> [[TopicPartition]] {
    let all = TopicPartition.all(of: topics)
    let (each, more) = all.count.quotientAndRemainder(dividingBy: max(members.count, 1))
    func quota(_ member: Int) -> Int { each + (member < more ? 1 : 0) }
    var assignment: [[TopicPartition]] = members.enumerated().map { member, subscriber in
      Array(
        subscriber.owned.filter { $0.topic < topics.count && $0.partition < topics[$0.topic] }.sorted()
          .prefix(quota(member)))
    }
    let taken = Set(assignment.joined())
    var free = all.filter { !taken.contains($0) }[...]
    for member in members.indices {
      let missing = quota(member) - assignment[member].count
      assignment[member] += free.prefix(missing)
      free = free.dropFirst(missing)
    }
    return assignment
  }
}
