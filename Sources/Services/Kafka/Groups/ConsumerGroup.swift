// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// One consumer group of a topic: who of a worker's tasks reads which partition.
///
/// A partition has at most one owner. How it passes from one to the next is the affair of the protocol: with the eager
/// ones everybody gives up everything at a barrier, with `cooperative-sticky` only what moves is given up, and with
/// `consumer` (KIP-848) there is no barrier. The coordinator's broker is taken to be up all the time.
struct ConsumerGroup: Sendable {
  /// Timers; `a` is the reader's number.
  enum Signal {
    /// A silent member's session is over: `b` member, `c` its generation.
    static let session: UInt16 = 64
    /// A member may have worked for too long: `b`, `c` as above.
    static let late: UInt16 = 65
    /// A member hears of the rebalance with its heartbeat: `b`, `c` as above, `d` the rebalance.
    static let learn: UInt16 = 66
    /// The join barrier has stood for too long: `d` the rebalance.
    static let barrier: UInt16 = 67
    /// The first rebalance of an empty group has waited for more members: `d` the rebalance.
    static let initialDelay: UInt16 = 68
    /// A member can read what it was assigned: `b`, `c` as above.
    static let resume: UInt16 = 69
    /// A member's heartbeat brings it what it shall own (KIP-848): `b`, `c` as above.
    static let heartbeat: UInt16 = 70
    /// An idle member commits: `b`, `c` as above.
    static let commit: UInt16 = 71
    /// A transaction has been committed: `b`, `c` as above.
    static let committed: UInt16 = 72
    /// A fetch has waited for long enough: `b`, `c` as above.
    static let waited: UInt16 = 73
    /// Records reach a member that commits before its work: `b`, `c` as above, `d` the batch.
    static let arrived: UInt16 = 74
  }

  static let nobody = -1

  /// Its place among the readers of the log.
  let reader: Int
  /// The log, and the worker.
  let log, worker: ComponentID
  let name: String
  let reading: LogReading
  let commitInterval: Nanoseconds
  /// How long the first rebalance of an empty group waits for further members.
  let initialDelay: Nanoseconds
  let instruments: ConsumerGroupInstruments
  var draws: ConsumerGroupDraws

  var members: [GroupMember] = []
  var freePlaces = FreePlaces()
  /// By task: the place of its member; ``nobody`` for none.
  var placeOfTask: [Int] = []

  // By partition.
  var owner: [Int]
  /// From when on the owner can read it.
  var readableAt: [Instant]
  /// Since when nobody reads it; -1 if somebody does.
  var pausedSince: [Instant]
  /// Since when the owner's client asks for more of it.
  var askedSince: [Instant]
  /// Whether there may be something to read.
  var hasWaiting: [Bool]
  /// When there were new records, the last time.
  var wokenAt: [Instant]
  /// Whether its leader is there.
  var isAvailable: [Bool]

  /// Whether members are on their way to the join barrier.
  var isJoining = false
  /// Rebalances so far: timers of an earlier one are void.
  var rebalance: UInt32 = 0
  var joiningSince: Instant = 0
  /// Whether the first rebalance of an empty group waits for further members.
  var isInInitialDelay = false

  /// Answers that the cluster has still to time.
  var fetches: [ConsumerGroups.Fetch] = []
  /// What is older is not in the servers' memory any more and comes from the disk.
  static let cachedFor: Nanoseconds = 60 * .second

  var group: LogGroup { reading.group }
  var isCooperative: Bool { group.assignor == .cooperativeSticky }
  var isConsumerProtocol: Bool { group.groupProtocol == .consumer }
  var isLanes: Bool { reading.members == .lanes }

  init(
    reader: Int, log: ComponentID, worker: ComponentID, name: String, reading: LogReading,
    commitInterval: Nanoseconds, initialDelay: Nanoseconds, partitions: Int, instruments: ConsumerGroupInstruments
  ) {
    self.reader = reader
    self.log = log
    self.worker = worker
    self.name = name
    self.reading = reading
    // An event source mapping commits what a function has finished, batch by batch.
    self.commitInterval = reading.members == .lanes && reading.commitInterval == nil ? 0 : commitInterval
    self.initialDelay = initialDelay
    self.instruments = instruments
    draws = ConsumerGroupDraws(key: RandomKey(seed: 0, replication: 0), group: name)
    owner = [Int](repeating: Self.nobody, count: partitions)
    readableAt = [Instant](repeating: 0, count: partitions)
    pausedSince = [Instant](repeating: -1, count: partitions)
    askedSince = [Instant](repeating: 0, count: partitions)
    hasWaiting = [Bool](repeating: false, count: partitions)
    wokenAt = [Instant](repeating: 0, count: partitions)
    isAvailable = [Bool](repeating: true, count: partitions)
  }

  /// Tasks that are there at the start have joined before, and own their partitions.
  mutating func start(_ timeline: inout Timeline) {
    draws = ConsumerGroupDraws(key: timeline.key, group: name)
    let count = isLanes ? owner.count : reading.membersAtStart
    for task in 0..<count {
      let place = addMember(UInt32(task), life: 0, at: 0)
      members[place].heartbeatPhase = Nanoseconds(
        Double(group.heartbeatInterval) * draws.heartbeat.uniform(UInt64(task)))
      // Nor are their commits in step.
      members[place].lastCommit = -Nanoseconds(Double(commitInterval) * draws.commit.uniform(UInt64(task)))
    }
    let assignment = isLanes ? owner.indices.map { [$0] } : assignment(to: Array(members.indices))
    for (place, partitions) in assignment.enumerated() {
      for partition in partitions { owner[partition] = place }
      members[place].partitions = partitions
      members[place].target = partitions
    }
    showMembers(&timeline)
  }

  // MARK: Members

  /// Puts in a member that owns nothing yet.
  mutating func addMember(_ task: UInt32, life: UInt32, at now: Instant) -> Int {
    let place: Int
    if let free = freePlaces.take() {
      place = Int(free)
    } else {
      place = members.count
      members.append(GroupMember())
    }
    let generation = members[place].generation &+ 1
    members[place] = GroupMember(task: task, life: life, generation: generation, isUsed: true)
    members[place].lastCommit = now
    members[place].heartbeatPhase = now % group.heartbeatInterval
    while placeOfTask.count <= Int(task) { placeOfTask.append(Self.nobody) }
    placeOfTask[Int(task)] = place
    return place
  }

  /// The places of all members, in the order of their ids.
  ///
  /// Kafka's ids begin with the client's id and end in random characters; here they count tasks, then lives.
  var placesInOrder: [Int] {
    members.indices.filter { members[$0].isUsed }.sorted {
      (members[$0].task, members[$0].life) < (members[$1].task, members[$1].life)
    }
  }

  func isCurrent(_ event: Event) -> Bool {
    members[Int(event.b)].isUsed && members[Int(event.b)].generation == event.c
  }

  /// An event for a member's own.
  func timer(_ signal: UInt16, _ place: Int, d: UInt32 = 0) -> Event {
    Event(to: log, signal, a: UInt32(reader), b: UInt32(place), c: members[place].generation, d: d)
  }

  /// What the assignor gives to each of these members.
  func assignment(to places: [Int]) -> [[Int]] {
    let subscribers = places.map { place in
      let owned = members[place]
      let partitions = isConsumerProtocol ? owned.target : owned.partitions.isEmpty ? owned.previous : owned.partitions
      return GroupSubscriber(owned: partitions.map { TopicPartition(0, $0) })
    }
    return group.assignor.assign(topics: [owner.count], to: subscribers, by: group.groupProtocol)
      .map { $0.map(\.partition) }
  }

  mutating func showMembers(_ timeline: inout Timeline) {
    var assigned = 0
    var all = 0
    for member in members where member.isUsed && !member.isGone {
      all += 1
      if !member.partitions.isEmpty { assigned += 1 }
    }
    timeline.recorder.set(instruments.assigned, Double(assigned), at: timeline.now)
    timeline.recorder.set(instruments.idle, Double(all - assigned), at: timeline.now)
  }

  // MARK: Ownership

  /// From now on nobody reads a partition.
  mutating func pause(_ partition: Int, _ timeline: inout Timeline) {
    guard pausedSince[partition] < 0 else { return }
    pausedSince[partition] = timeline.now
    timeline.recorder.add(instruments.paused, 1, at: timeline.now)
  }

  /// A member gives partitions up, or they are taken from it: whoever comes next begins at what was committed.
  mutating func release(_ partitions: [Int], of place: Int, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    for partition in partitions {
      rewind(partition, &readers, &timeline)
      owner[partition] = Self.nobody
      pause(partition, &timeline)
    }
    let owner = owner
    members[place].partitions.removeAll { owner[$0] != place }
    members[place].cursor = 0
  }

  mutating func rewind(_ partition: Int, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    readers.rewind(reader, partition, &timeline)
    hasWaiting[partition] = true
  }

  /// A member owns partitions and can read them after what a rebalance takes.
  mutating func give(_ partitions: [Int], to place: Int, _ timeline: inout Timeline) {
    guard !partitions.isEmpty else { return }
    let seconds = group.rebalanceTime.draw(draws.rebalance, UInt64(members[place].task), attempt: rebalance)
    let ready = timeline.now.advanced(by: Nanoseconds(seconds: seconds))
    for partition in partitions {
      owner[partition] = place
      readableAt[partition] = ready
      askedSince[partition] = ready
    }
    members[place].partitions += partitions
    timeline.schedule(timer(Signal.resume, place), at: ready)
  }

  /// What a member was assigned can be read.
  mutating func resume(_ place: Int, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    guard !members[place].isGone else { return }
    for partition in members[place].partitions
    where pausedSince[partition] >= 0 && readableAt[partition] <= timeline.now {
      timeline.recorder.record(instruments.pause, timeline.now - pausedSince[partition], at: timeline.now)
      timeline.recorder.add(instruments.paused, -1, at: timeline.now)
      pausedSince[partition] = -1
    }
    serveIfIdle(place, &readers, &timeline)
  }

  /// What a reader of this struct can rely on; for tests.
  var isConsistent: Bool {
    for (partition, place) in owner.enumerated() where place != Self.nobody {
      guard members[place].isUsed, members[place].partitions.filter({ $0 == partition }).count == 1 else {
        return false
      }
    }
    return members.indices.allSatisfy { place in
      !members[place].isUsed || members[place].partitions.allSatisfy { owner[$0] == place }
    }
  }
}

/// A group's random draws, each by a key of its own.
struct ConsumerGroupDraws: Sendable {
  let heartbeat, commit, rebalance, transaction: DrawStream

  init(key: RandomKey, group: String) {
    heartbeat = DrawStream(key, name: group, purpose: "heartbeat")
    commit = DrawStream(key, name: group, purpose: "commit")
    rebalance = DrawStream(key, name: group, purpose: "rebalance")
    transaction = DrawStream(key, name: group, purpose: "transaction")
  }
}
