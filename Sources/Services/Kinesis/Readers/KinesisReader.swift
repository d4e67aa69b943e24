// SPDX-License-Identifier: GPL-3.0-or-later

import DequeModule
import Simulation
import Statistics

/// A member of a reader: a worker of the KCL, or the lane of Lambda for the shard of its number.
struct KinesisMember: Sendable {
  var life: UInt32 = 0
  var isLive = false
  /// Whether it waits for records.
  var isReady = false
  /// The most records that it wants at once.
  var most = 0
  /// The shard that its batch comes from, if it has one, and when it got it.
  var held: Int?
  var heldSince: Instant = 0
  /// Its shards, and which of them is asked first.
  var shards: [Int] = []
  var turn = 0
}

/// What one reader does with one shard.
struct KinesisReading: Sendable {
  enum State: UInt8, Sendable {
    /// The shards that it came from are not done.
    case waiting
    /// Nobody's.
    case free
    case owned
    /// Its owner has crashed, and nobody knows yet.
    case lost
    /// Closed, and read to the end.
    case done
  }

  var state = State.waiting
  /// The member that reads it.
  var owner = 0
  /// The member that gets it when its owner has finished the batch in hand.
  var heir: Int?
  /// What has been fetched or pushed, and what members have finished: offsets.
  var fetched: Int64 = 0
  var processed: Int64 = 0
  /// Where the batch in a member's hands ends.
  var handed: Int64?
  /// Makes events void that were meant for an earlier owner or position.
  var epoch: UInt32 = 0
  /// Whether the next fetch or push is planned.
  var isArmed = false
  var committedAt: Instant = 0
  var isCommitArmed = false
  /// When polls happen: at this instant and every interval after it; and when the latest one did that found records.
  var phase: Instant = 0
  var polledAt: Instant = -1
  /// What is on its way to a registered consumer: when it comes, and the offset before which it is.
  var pushes = Deque<(due: Instant, offset: Int64)>()
  var pushesAgainAt: Instant = 0
}

/// One reader of a stream: an application of the KCL, or an event source mapping.
struct KinesisReader: Sendable {
  let component: ComponentID
  let hasLanes: Bool
  /// Time between two polls of a shard.
  let interval: Nanoseconds
  let commitInterval: Nanoseconds
  var members: [KinesisMember] = []
  /// By shard.
  var readings: [KinesisReading] = []
  var isScanArmed = false
  var hasBegun = false
  private var draws = DrawStream(RandomKey(seed: 0, replication: 0), name: "", purpose: "")

  init(_ reader: LogReaders.Reader, _ settings: KinesisSettings, shards: Int) {
    component = reader.component
    hasLanes = reader.reading.members == .lanes
    interval = hasLanes ? KinesisLimits.lambdaPoll : settings.poll
    commitInterval = hasLanes ? 0 : reader.commitInterval
    reserve(shards: shards)
    for shard in 0..<shards { readings[shard].state = .free }
  }

  mutating func start(_ draws: DrawStream) {
    self.draws = draws
    for shard in readings.indices { setPhase(shard) }
  }

  /// Readers and shards are not in step with each other.
  private mutating func setPhase(_ shard: Int) {
    readings[shard].phase = Instant(Double(interval) * draws.uniform(UInt64(shard)))
  }

  /// A refused poll is tried again at a random time within the interval, and the next ones follow from there.
  mutating func loseStep(_ shard: Int, at now: Instant) {
    let number = poll(of: shard, from: now)
    let wait = Double(interval) * (1 + draws.uniform(UInt64(shard) << 40 | UInt64(number), attempt: 2)) / 2
    readings[shard].phase += now.advanced(by: Nanoseconds(wait)) - time(ofPoll: number + 1, shard)
  }

  mutating func reserve(shards: Int) {
    while readings.count < shards {
      readings.append(KinesisReading())
      setPhase(readings.count - 1)
    }
  }

  // MARK: Polls

  /// The number of the first poll of a shard at an instant or later, from 0.
  func poll(of shard: Int, from time: Instant) -> Int64 {
    let late = time - readings[shard].phase
    return late <= 0 ? 0 : (late + interval - 1) / interval
  }

  func time(ofPoll number: Int64, _ shard: Int) -> Instant { readings[shard].phase + number * interval }

  /// Whether a poll is let through where readers poll too often together.
  ///
  /// - Parameter share: of the polls that are let through.
  @inline(__always)
  func succeeds(_ number: Int64, _ shard: Int, share: Double) -> Bool {
    share >= 1 || draws.uniform(UInt64(shard) << 40 | UInt64(number), attempt: 1) < share
  }

  /// The next poll of a shard that is let through, from an instant on.
  func nextPoll(of shard: Int, from time: Instant, share: Double) -> Instant {
    var number = poll(of: shard, from: time)
    // At least one in a thousand comes through.
    for _ in 0..<10_000 where !succeeds(number, shard, share: share) { number += 1 }
    return self.time(ofPoll: number, shard)
  }

  // MARK: Leases

  var liveMembers: [Int] { members.indices.filter { members[$0].isLive } }

  /// Who is to get which of the shards that nobody reads: always who has fewest.
  func takers() -> [(shard: Int, member: Int)] {
    let live = liveMembers
    guard !live.isEmpty else { return [] }
    var counts = members.map(\.shards.count)
    var result: [(shard: Int, member: Int)] = []
    for shard in readings.indices where readings[shard].state == .free {
      guard let member = live.min(by: { counts[$0] < counts[$1] }) else { break }
      counts[member] += 1
      result.append((shard, member))
    }
    return result
  }

  /// Who is to take a shard from whom: one for each member that has at least two fewer than the one with most
  /// (KCL, maxLeasesToStealAtOneTime 1).
  func thefts() -> [(shard: Int, from: Int, to: Int)] {
    let live = liveMembers
    var counts = members.map(\.shards.count)
    // What is promised counts as taken.
    for reading in readings {
      guard reading.state == .owned, let heir = reading.heir else { continue }
      counts[reading.owner] -= 1
      counts[heir] += 1
    }
    var result: [(shard: Int, from: Int, to: Int)] = []
    for member in live.sorted(by: { (counts[$0], $0) < (counts[$1], $1) }) {
      guard let richest = live.max(by: { counts[$0] < counts[$1] }), counts[richest] >= counts[member] + 2,
        let shard = members[richest].shards.last(where: { shard in
          readings[shard].heir == nil && !result.contains { $0.shard == shard }
        })
      else { continue }
      counts[richest] -= 1
      counts[member] += 1
      result.append((shard, richest, member))
    }
    return result
  }

  /// Whether the next look at the leases will change something.
  var needsScan: Bool {
    let live = liveMembers
    guard !live.isEmpty else { return false }
    return readings.contains { $0.state == .free } || !thefts().isEmpty
  }
}
