// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Simulation
import Statistics

/// What ElastiCache Serverless can do at the moment.
///
/// Quantities are in 1024ths of an ECPU: a command takes one for each byte, and no less than 1024, so that sums are exact.
struct ServerlessLimits: Sendable {
  /// [ECPU / 1024 / s].
  private(set) var capacity: Double
  private let most: Double
  /// How much more it can do after a second in which much was asked for.
  private let growth: Double
  private var tokens: Double
  private var filledAt: Instant = 0
  /// Asked for since the last second.
  private var offered: Double = 0
  /// What has been counted, less whole ECPUs.
  private var rest: Int64 = 0
  /// By slot: the second that was counted last, and what it has used.
  private var seconds: [UInt32]
  private var used: [UInt32]
  /// The least data that are billed [GB].
  private let leastData: Double
  /// Of this hour: how long it has lasted, and what was stored and billed in it [GB s].
  private var hour: Instant = 0
  private var lasted = 0.0
  private var stored = 0.0
  private var billed = 0.0

  static let unit = 1024.0
  /// What may come at once, of what it can do in a second.
  private static let burst = 0.1

  init(_ settings: ServerlessSettings, _ engine: CacheEngineKind) {
    capacity = settings.startECPU * Self.unit
    most = settings.maxECPU * Self.unit
    growth = DeterministicMath.exp(DeterministicMath.log(2) / settings.scalingTime.seconds)
    tokens = capacity * Self.burst
    leastData = ClusterMeters.leastData(engine)
    seconds = Array(repeating: 0, count: HashSlot.count)
    used = Array(repeating: 0, count: HashSlot.count)
  }

  /// Whether there is room for a command; if not it is throttled.
  mutating func admit(_ units: Int64, slot: Int, at now: Instant) -> Bool {
    offered += Double(units)
    tokens = min(capacity * Self.burst, tokens + Double(now &- filledAt) / 1e9 * capacity)
    filledAt = now
    let second = UInt32(truncatingIfNeeded: now / .second &+ 1)
    if seconds[slot] != second {
      seconds[slot] = second
      used[slot] = 0
    }
    guard tokens > 0, Double(used[slot]) < ServerlessSettings.slot * Self.unit else { return false }
    tokens -= Double(units)
    used[slot] = UInt32(clamping: Int64(used[slot]) &+ units)
    return true
  }

  /// The part of an answer that was not known before: it was larger than the least.
  mutating func add(_ units: Int64, slot: Int) {
    tokens -= Double(units)
    offered += Double(units)
    used[slot] = UInt32(clamping: Int64(used[slot]) &+ units)
  }

  /// Whole ECPUs to be counted now.
  mutating func count(_ units: Int64) -> Int64 {
    rest &+= units
    let whole = rest >> 10
    rest &= 1023
    return whole
  }

  /// The data that are billed for the time since the last call [GB].
  ///
  /// The average of an hour is billed, or the least if that is more (ElastiCache pricing, data stored): hours, not
  /// seconds, so that a full half of an hour makes up for an empty one.
  mutating func bill(_ gigabytes: Double, for elapsed: Nanoseconds, until now: Instant) -> Double {
    guard elapsed > 0 else { return max(leastData, gigabytes) }
    let begun = (now &- 1) / Self.hour
    if begun != hour { (hour, lasted, stored, billed) = (begun, 0, 0, 0) }
    let seconds = elapsed.seconds
    lasted += seconds
    stored += gigabytes * seconds
    let due = max(leastData * lasted, stored)
    let level = (due - billed) / seconds
    billed = due
    return level
  }

  private static let hour: Nanoseconds = 3600 * .second

  /// Another second is over: what it can do grows while more than half of it is asked for.
  mutating func scale() {
    if offered > capacity / 2 { capacity = min(most, capacity * growth) }
    offered = 0
  }
}

/// ElastiCache Serverless in place of nodes.
extension CacheCluster {
  /// Turns a command away where there is no room for it.
  @inline(__always)
  mutating func admit(_ command: CacheCommand, _ now: Instant, _ timeline: inout Timeline) -> CacheReply.Outcome? {
    serverless == nil ? nil : throttle(command, now, &timeline)
  }

  @inline(never)
  private mutating func throttle(
    _ command: CacheCommand, _ now: Instant, _ timeline: inout Timeline
  ) -> CacheReply.Outcome? {
    let units = max(1024, Int64(command.bytes))
    if serverless?.admit(units, slot: DecimalKey.slot(command.key), at: now) ?? true { return nil }
    if let counter = instruments.serverless?.throttled { timeline.recorder.count(counter) }
    return .throttled
  }

  /// Counts what a command costs: an ECPU for each KiB that it moves, or as many as it takes more CPU than a GET,
  /// whichever is more (ElastiCache pricing).
  /// - Returns: The proxy's time.
  @inline(never)
  mutating func charge(
    _ command: CacheCommand, _ work: Double, _ output: Int, _ input: Int, _ timeline: inout Timeline
  ) -> Nanoseconds {
    guard let settings = settings.serverless, let instruments = instruments.serverless else { return 0 }
    let overhead = self.settings.packetOverhead
    let moved = max(0, max(output, input) &- overhead)
    var units = max(1024, Int64(moved))
    if case .work = command.verb, self.settings.cost.constant > 0 {
      units = max(units, Int64(work / self.settings.cost.constant * 1024))
    }
    let known = max(1024, Int64(command.bytes))
    if units > known { serverless?.add(units &- known, slot: DecimalKey.slot(command.key)) }
    if let whole = serverless?.count(units), whole > 0 { timeline.recorder.count(instruments.ecpu, whole) }
    return Nanoseconds(seconds: settings.addedLatency.draw(draws.proxy, command.item, attempt: command.attempt))
  }

  mutating func sampleServerless(_ bytes: Int, _ elapsed: Nanoseconds, _ timeline: inout Timeline) {
    guard let instruments = instruments.serverless else { return }
    if elapsed > 0 { serverless?.scale() }
    let gigabytes = Double(bytes) / ZoneTransfer.gigabyte
    let billed = serverless?.bill(gigabytes, for: elapsed, until: timeline.now) ?? gigabytes
    timeline.recorder.set(instruments.billedData, billed, at: timeline.now)
    timeline.recorder.set(
      instruments.capacity, (serverless?.capacity ?? 0) / ServerlessLimits.unit, at: timeline.now)
  }
}
