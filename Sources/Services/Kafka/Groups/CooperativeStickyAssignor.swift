// SPDX-License-Identifier: GPL-3.0-or-later

/// `cooperative-sticky`: what `sticky` says, but a partition that changes hands is left out until its owner has given it
/// up; the next rebalance deals it out (Apache Kafka Javadoc: CooperativeStickyAssignor; KIP-429).
enum CooperativeStickyAssignor: PartitionAssigning {
  static func assign(topics: [Int], to members: [GroupSubscriber]) -> [[TopicPartition]] {
    let target = StickyAssignor.assign(topics: topics, to: members)
    var owner: [TopicPartition: Int] = [:]
    for (member, subscriber) in members.enumerated() {
      for partition in subscriber.owned where owner[partition] == nil { owner[partition] = member }
    }
    return target.enumerated().map { member, partitions in
      partitions.filter { owner[$0] == nil || owner[$0] == member }
    }
  }
}
