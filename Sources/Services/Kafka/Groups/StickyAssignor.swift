// SPDX-License-Identifier: GPL-3.0-or-later

/// `sticky`: as even as possible first, then as few moves as possible (Apache Kafka Javadoc: StickyAssignor).
///
/// What a member has it keeps; what nobody has goes to whoever has least, those partitions first that fewest can read;
/// then the fullest give to the emptiest until nobody has two more than another who could take one.
enum StickyAssignor: PartitionAssigning {
  static func assign(topics: [Int], to members: [GroupSubscriber]) -> [[TopicPartition]] {
    var assignment = kept(topics, members)
    let taken = Set(assignment.joined())
    let readers = topics.indices.map { topic in members.indices.filter { members[$0].topics.contains(topic) } }
    // A stable order: those that fewest can read, then by number.
    let free = TopicPartition.all(of: topics).filter { !taken.contains($0) }.enumerated().sorted {
      (readers[$0.element.topic].count, $0.offset) < (readers[$1.element.topic].count, $1.offset)
    }
    for (_, partition) in free {
      if let least = least(of: readers[partition.topic], assignment) { assignment[least].append(partition) }
    }
    while move(readers, &assignment) {}
    return assignment
  }

  /// What each member has that exists and that it still reads; of what two claim, the first has it.
  private static func kept(_ topics: [Int], _ members: [GroupSubscriber]) -> [[TopicPartition]] {
    var taken: Set<TopicPartition> = []
    return members.map { member in
      member.owned.filter {
        $0.topic < topics.count && $0.partition < topics[$0.topic] && member.topics.contains($0.topic)
          && taken.insert($0).inserted
      }
    }
  }

  private static func least(of members: [Int], _ assignment: [[TopicPartition]]) -> Int? {
    members.min { (assignment[$0].count, $0) < (assignment[$1].count, $1) }
  }

  /// Moves one partition from the fullest member that can give one to the emptiest that can take it. Returns whether
  /// there was one.
  private static func move(_ readers: [[Int]], _ assignment: inout [[TopicPartition]]) -> Bool {
    let fullest = assignment.indices.sorted { (assignment[$1].count, $0) < (assignment[$0].count, $1) }
    for member in fullest {
      // The last come goes first.
      for place in assignment[member].indices.reversed() {
        guard let other = least(of: readers[assignment[member][place].topic], assignment),
          assignment[other].count + 1 < assignment[member].count
        else {
          // With one topic all that it has can go to the same.
          if readers.count == 1 { return false }
          continue
        }
        assignment[other].append(assignment[member].remove(at: place))
        return true
      }
    }
    return false
  }
}
