// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services

/// Topics and partitions as Kafka's documentation writes them: `t0p0`.
private func partitions(_ text: String) -> [TopicPartition] {
  text.split(separator: " ").map { word in
    let numbers = word.dropFirst().split(separator: "p").compactMap { Int($0) }
    return TopicPartition(numbers[0], numbers[1])
  }
}

private func text(_ assignment: [[TopicPartition]]) -> [String] {
  assignment.map { $0.sorted().map { "t\($0.topic)p\($0.partition)" }.joined(separator: " ") }
}

private func members(_ count: Int, topics: [Int], owned: [String] = []) -> [GroupSubscriber] {
  (0..<count).map { GroupSubscriber(topics: topics, owned: $0 < owned.count ? partitions(owned[$0]) : []) }
}

@Suite struct AssignorTests {
  @Test("range: two consumers, two topics of three partitions (Javadoc of RangeAssignor)")
  func range() {
    let assignment = RangeAssignor.assign(topics: [3, 3], to: members(2, topics: [0, 1]))
    #expect(text(assignment) == ["t0p0 t0p1 t1p0 t1p1", "t0p2 t1p2"])
  }

  @Test("roundrobin: two consumers, two topics of three partitions (Javadoc of RoundRobinAssignor)")
  func roundRobin() {
    let assignment = RoundRobinAssignor.assign(topics: [3, 3], to: members(2, topics: [0, 1]))
    #expect(text(assignment) == ["t0p0 t0p2 t1p1", "t0p1 t1p0 t1p2"])
  }

  @Test("roundrobin: three consumers that read different topics (Javadoc of RoundRobinAssignor)")
  func roundRobinOfDifferentTopics() {
    let readers = [[0], [0, 1], [0, 1, 2]].map { GroupSubscriber(topics: $0) }
    let assignment = RoundRobinAssignor.assign(topics: [1, 2, 3], to: readers)
    #expect(text(assignment) == ["t0p0", "t1p0", "t1p1 t2p0 t2p1 t2p2"])
  }

  @Test("sticky, example 1: three consumers, four topics of two partitions, then C1 goes (Javadoc of StickyAssignor)")
  func sticky() {
    let topics = [2, 2, 2, 2]
    let first = StickyAssignor.assign(topics: topics, to: members(3, topics: [0, 1, 2, 3]))
    #expect(text(first) == ["t0p0 t1p1 t3p0", "t0p1 t2p0 t3p1", "t1p0 t2p1"])
    #expect(text(RoundRobinAssignor.assign(topics: topics, to: members(3, topics: [0, 1, 2, 3]))) == text(first))
    let left = [first[0], first[2]].map { GroupSubscriber(topics: [0, 1, 2, 3], owned: $0) }
    let second = StickyAssignor.assign(topics: topics, to: left)
    #expect(text(second) == ["t0p0 t1p1 t2p0 t3p0", "t0p1 t1p0 t2p1 t3p1"])
    // Round robin would have moved more.
    let dealt = RoundRobinAssignor.assign(topics: topics, to: left)
    #expect(text(dealt) == ["t0p0 t1p0 t2p0 t3p0", "t0p1 t1p1 t2p1 t3p1"])
  }

  @Test("sticky, example 2: three consumers that read different topics, then C0 goes (Javadoc of StickyAssignor)")
  func stickyOfDifferentTopics() {
    let topics = [1, 2, 3]
    let first = StickyAssignor.assign(
      topics: topics, to: [[0], [0, 1], [0, 1, 2]].map { GroupSubscriber(topics: $0) })
    #expect(text(first) == ["t0p0", "t1p0 t1p1", "t2p0 t2p1 t2p2"])
    let left = [
      GroupSubscriber(topics: [0, 1], owned: first[1]), GroupSubscriber(topics: [0, 1, 2], owned: first[2]),
    ]
    #expect(text(StickyAssignor.assign(topics: topics, to: left)) == ["t0p0 t1p0 t1p1", "t2p0 t2p1 t2p2"])
  }

  @Test("cooperative-sticky leaves out what changes hands until its owner has given it up (KIP-429)")
  func cooperative() {
    let before = members(3, topics: [0], owned: ["t0p0 t0p2 t0p4", "t0p1 t0p3 t0p5"])
    let first = CooperativeStickyAssignor.assign(topics: [6], to: before)
    #expect(text(first) == ["t0p0 t0p2", "t0p1 t0p3", ""])
    let second = CooperativeStickyAssignor.assign(topics: [6], to: first.map { GroupSubscriber(owned: $0) })
    #expect(text(second) == ["t0p0 t0p2", "t0p1 t0p3", "t0p4 t0p5"])
  }

  @Test("the brokers' range keeps what it can (Kafka's RangeAssignorTest: one consumer added)")
  func serverRangeWithOneMore() {
    let before = members(3, topics: [0, 1], owned: ["t0p0 t0p1 t1p0 t1p1", "t0p2 t1p2"])
    let assignment = ServerRangeAssignor.assign(topics: [3, 3], to: before)
    #expect(text(assignment) == ["t0p0 t1p0", "t0p2 t1p2", "t0p1 t1p1"])
  }

  @Test("the brokers' range: a partition added for each topic (Kafka's RangeAssignorTest)")
  func serverRangeWithMorePartitions() {
    let before = members(2, topics: [0, 1], owned: ["t0p0 t0p1 t1p0 t1p1", "t0p2 t1p2"])
    let assignment = ServerRangeAssignor.assign(topics: [4, 4], to: before)
    #expect(text(assignment) == ["t0p0 t0p1 t1p0 t1p1", "t0p2 t0p3 t1p2 t1p3"])
  }

  @Test("the brokers' range: a consumer gone, and one that reads only one topic (Kafka's RangeAssignorTest)")
  func serverRangeWithOneLess() {
    let left = members(1, topics: [0, 1], owned: ["t0p2 t1p2"])
    #expect(text(ServerRangeAssignor.assign(topics: [3, 3], to: left)) == ["t0p0 t0p1 t0p2 t1p0 t1p1 t1p2"])
    let different = [
      GroupSubscriber(topics: [0, 1], owned: partitions("t0p0 t0p1 t1p0 t1p1")),
      GroupSubscriber(topics: [0, 1], owned: partitions("t0p2 t1p2")), GroupSubscriber(topics: [0]),
    ]
    let assignment = ServerRangeAssignor.assign(topics: [4, 3], to: different)
    #expect(text(assignment) == ["t0p0 t0p1 t1p0 t1p1", "t0p2 t1p2", "t0p3"])
  }

  @Test("uniform: quotas differ by at most one, the first members have the larger; what can stay stays (KIP-848)")
  func uniform() {
    let first = UniformAssignor.assign(topics: [3, 4], to: members(3, topics: [0, 1]))
    #expect(first.map(\.count) == [3, 2, 2])
    let more = first.map { GroupSubscriber(topics: [0, 1], owned: $0) } + [GroupSubscriber(topics: [0, 1])]
    let second = UniformAssignor.assign(topics: [3, 4], to: more)
    #expect(second.map(\.count) == [2, 2, 2, 1])
    #expect(Set(second[1]) == Set(first[1]) && Set(second[2]) == Set(first[2]) && Set(second[0]).isSubset(of: first[0]))
  }

  @Test("every rule gives each partition to exactly one member and, but for cooperative steps, evenly")
  func everyRuleIsComplete() {
    for assignor in GroupAssignor.allCases {
      for groupProtocol in LogGroup.GroupProtocol.allCases
      where GroupAssignor.known(to: groupProtocol).contains(assignor) {
        for count in 1...9 {
          for partitions in 1...20 {
            var owned = [[TopicPartition]](repeating: [], count: count)
            // From an uneven start; twice for the cooperative one, that others may take what has been given up.
            owned[0] = TopicPartition.all(of: [partitions / 2])
            for _ in 0..<2 {
              owned = assignor.assign(
                topics: [partitions], to: owned.map { GroupSubscriber(owned: $0) }, by: groupProtocol)
            }
            #expect(owned.joined().sorted() == TopicPartition.all(of: [partitions]))
            let sizes = owned.map(\.count)
            #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1, "\(assignor) \(count) \(partitions)")
          }
        }
      }
    }
  }
}
