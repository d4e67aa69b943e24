// SPDX-License-Identifier: GPL-3.0-or-later

/// A partition of one of several topics, which are numbered in the order of their names.
struct TopicPartition: Hashable, Comparable, Sendable {
  var topic: Int
  var partition: Int

  init(_ topic: Int, _ partition: Int) {
    self.topic = topic
    self.partition = partition
  }

  static func < (one: TopicPartition, other: TopicPartition) -> Bool {
    (one.topic, one.partition) < (other.topic, other.partition)
  }

  /// All partitions of topics with so many each, in order.
  static func all(of topics: [Int]) -> [TopicPartition] {
    topics.enumerated().flatMap { topic, count in (0..<count).map { TopicPartition(topic, $0) } }
  }
}

/// A member of a consumer group, as an assignor sees it.
struct GroupSubscriber: Sendable {
  /// The topics that it reads, in order.
  var topics: [Int]
  /// What it has been assigned so far.
  var owned: [TopicPartition]

  init(topics: [Int] = [0], owned: [TopicPartition] = []) {
    self.topics = topics
    self.owned = owned
  }
}

/// A rule by which the partitions of topics are dealt out to the members of a consumer group.
protocol PartitionAssigning {
  /// - Parameters:
  ///   - topics: for each topic how many partitions it has.
  ///   - members: in the order of their ids.
  /// - Returns: for each member its partitions.
  static func assign(topics: [Int], to members: [GroupSubscriber]) -> [[TopicPartition]]
}

/// The rules by their names (Apache Kafka documentation, consumer configs: partition.assignment.strategy,
/// group.remote.assignor).
public enum GroupAssignor: String, Sendable, Hashable, CaseIterable {
  case range
  case roundRobin = "roundrobin"
  case sticky
  case cooperativeSticky = "cooperative-sticky"
  case uniform

  /// What is in force where nothing is said. Kafka's default list is range and cooperative-sticky, of which the first
  /// that all members know wins.
  static func standard(of groupProtocol: LogGroup.GroupProtocol) -> GroupAssignor {
    groupProtocol == .classic ? .range : .uniform
  }

  /// Those that a protocol knows.
  static func known(to groupProtocol: LogGroup.GroupProtocol) -> [GroupAssignor] {
    groupProtocol == .classic ? [.range, .roundRobin, .sticky, .cooperativeSticky] : [.uniform, .range]
  }

  func assign(
    topics: [Int], to members: [GroupSubscriber], by groupProtocol: LogGroup.GroupProtocol
  ) -> [[TopicPartition]] {
    guard !members.isEmpty else { return [] }
    switch (self, groupProtocol) {
    case (.range, .classic): return RangeAssignor.assign(topics: topics, to: members)
    case (.range, .consumer): return ServerRangeAssignor.assign(topics: topics, to: members)
    case (.roundRobin, _): return RoundRobinAssignor.assign(topics: topics, to: members)
    case (.sticky, _): return StickyAssignor.assign(topics: topics, to: members)
    case (.cooperativeSticky, _): return CooperativeStickyAssignor.assign(topics: topics, to: members)
    case (.uniform, _): return UniformAssignor.assign(topics: topics, to: members)
    }
  }
}
