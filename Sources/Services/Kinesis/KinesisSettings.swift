// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// A stream's settings, checked. Times are nanoseconds, sizes bytes.
struct KinesisSettings: Sendable {
  /// How messages are packed into records (Kinesis Producer Library).
  struct Aggregation: Sendable {
    let largest, overhead: Int64
    let wait, timeToLive: Nanoseconds
    /// Of a shard's limit.
    let rateLimit: Double

    /// With the defaults of its keys.
    static let standard = Aggregation(
      largest: 51_200, overhead: 12, wait: .second / 10, timeToLive: 30 * .second, rateLimit: 1.5)
  }

  /// A planned change of the number of shards: when it begins and when it is done.
  struct Reshard: Sendable, Hashable {
    let at, done: Instant
    let shards: Int
  }

  let name: String
  let node: Node
  let mode: KinesisMode
  /// At the start.
  let shards: Int
  let reshards: [Reshard]
  let scaleTime: Nanoseconds
  /// Whether a former peak is given, of an on-demand stream.
  let hasPeak: Bool
  /// The most shards that an on-demand stream grows to.
  let mostShards: Int
  let retention: Nanoseconds
  /// From this age on reading a record has a price of its own; tests shorten it.
  var longTermAge = KinesisLimits.week
  let isPushed: Bool
  let poll: Nanoseconds
  let largestRecord: Int64
  let keySize: Int64?
  /// Nil for a stream that is not encrypted.
  let encryption: KinesisEncryption?
  let burst: Nanoseconds
  /// Nil for producers that use the SDK.
  let aggregation: Aggregation?
  let mostInFlight: Int
  let checkpoint, failover, leaseScan: Nanoseconds
  let putTime, getTime, pushTime: Distribution
  let usesBuiltInLatencies: Bool

  /// Nil after an error.
  init?(name: String, _ record: Record, _ service: ServiceContext, _ context: inout ReadContext) {
    self.name = name
    node = record.node
    mode = record[KinesisKeys.mode]
    retention = record[KinesisKeys.retention]
    isPushed = record[KinesisKeys.enhancedFanOut]
    poll = record[KinesisKeys.iteratorPoll]
    largestRecord = record[KinesisKeys.maxRecordSize]
    keySize = record[KinesisKeys.partitionKeySize]
    encryption = record[KinesisKeys.encryption].encryption
    burst = record[KinesisKeys.writeBurst]
    aggregation =
      record[KinesisKeys.aggregation]
      ? Aggregation(
        largest: record[KinesisKeys.aggregationMaxSize], overhead: record[KinesisKeys.aggregationOverhead],
        wait: record[KinesisKeys.bufferedTime], timeToLive: record[KinesisKeys.recordTTL],
        rateLimit: record[KinesisKeys.rateLimit]) : nil
    mostInFlight = record[KinesisKeys.maxInFlight]
    checkpoint = record[KinesisKeys.checkpoint]
    failover = record[KinesisKeys.failoverTime]
    leaseScan = record[KinesisKeys.leaseScan]
    scaleTime = record[KinesisKeys.scaleTime]
    hasPeak = record[KinesisKeys.peakWrite] != nil
    let timeKeys = [KinesisKeys.putTime, KinesisKeys.getTime, KinesisKeys.pushTime]
    let isBuiltIn = service.usesBuiltInLatencies
    let times = timeKeys.map { record.isDefaulted($0) && !isBuiltIn ? Distribution.zero : record[$0] }
    (putTime, getTime, pushTime) = (times[0], times[1], times[2])
    usesBuiltInLatencies = isBuiltIn && timeKeys.contains { record.isDefaulted($0) }
    mostShards = mode == .onDemand ? KinesisLimits.onDemandMost(region: service.region) : KinesisLimits.shards
    guard let shards = KinesisSizing.shards(record, mode, most: mostShards, &context) else { return nil }
    self.shards = shards
    guard let reshards = KinesisSizing.reshards(record, from: shards, &context) else { return nil }
    self.reshards = reshards
  }
}

/// How many shards a stream has, and when it has others.
enum KinesisSizing {
  /// The shards at the start; nil after an error.
  static func shards(
    _ record: Record, _ mode: KinesisMode, most: Int, _ context: inout ReadContext
  ) -> Int? {
    func refuse(_ key: any AnyKey, _ message: String, hint: String) {
      context.diagnostics.error(.value, at: record.node(key) ?? record.node, message, hint: hint)
    }
    switch mode {
    case .provisioned:
      if record[KinesisKeys.peakWrite] != nil {
        refuse(
          KinesisKeys.peakWrite, "peak_write has no place in a provisioned stream: its shards decide what it takes",
          hint: "leave it out, or set mode: on-demand")
        return nil
      }
      guard let shards = record[KinesisKeys.shards] else {
        context.diagnostics.error(
          .missing, at: record.node, "a provisioned stream needs shards", hint: "such as shards: 2, or mode: on-demand")
        return nil
      }
      return shards
    case .onDemand:
      if record[KinesisKeys.shards] != nil {
        refuse(
          KinesisKeys.shards, "shards has no place in an on-demand stream: AWS decides how many there are",
          hint: "leave it out (in a variant, shards: null), or set mode: provisioned")
        return nil
      }
      if record[KinesisKeys.reshard] != nil {
        refuse(
          KinesisKeys.reshard, "reshard has no place in an on-demand stream: it grows by itself",
          hint: "leave it out, or set mode: provisioned")
        return nil
      }
      guard let peak = record[KinesisKeys.peakWrite] else { return KinesisLimits.onDemandShards }
      let wanted = (2 * peak / KinesisLimits.bytesPerSecond).rounded(.up)
      guard wanted <= Double(most) else {
        refuse(
          KinesisKeys.peakWrite,
          "an on-demand stream of this region takes \(most) MiB/s at most, twice peak_write included",
          hint: "at most \(most / 2)MiB/s")
        return nil
      }
      return max(KinesisLimits.onDemandShards, Int(wanted))
    }
  }

  /// How long an UpdateShardCount call takes if nothing is said: 30 s for each split or merge, ten at a time.
  static func reshardTime(from old: Int, to new: Int) -> Nanoseconds {
    max(60 * .second, Nanoseconds(abs(new - old)) * 3 * .second)
  }

  /// The planned changes, checked as API/UpdateShardCount does; nil after an error.
  static func reshards(
    _ record: Record, from start: Int, _ context: inout ReadContext
  ) -> [KinesisSettings.Reshard]? {
    var all: [KinesisSettings.Reshard] = []
    var shards = start
    for step in record[KinesisKeys.reshard] ?? [] {
      let at = step[KinesisKeys.Reshard.at]
      let wanted = step[KinesisKeys.Reshard.shards]
      func refuse(_ key: any AnyKey, _ message: String, hint: String) {
        context.diagnostics.error(.value, at: step.node(key) ?? step.node, message, hint: hint)
      }
      if let last = all.last, at < last.done {
        refuse(
          KinesisKeys.Reshard.at,
          "the change before this one is under way until \(Format.exactDuration(last.done)), and the stream refuses another",
          hint: "set at to \(Format.exactDuration(last.done)) or later")
        return nil
      }
      guard wanted <= 2 * shards, 2 * wanted >= shards, wanted != shards else {
        refuse(
          KinesisKeys.Reshard.shards,
          "one call changes \(shards) shards to between \((shards + 1) / 2) and \(2 * shards), and not to as many",
          hint: "take several steps")
        return nil
      }
      let inDay = all.count { at - $0.at < 86_400 * .second }
      guard inDay < KinesisLimits.reshardsPerDay else {
        refuse(
          KinesisKeys.Reshard.at, "UpdateShardCount can be called ten times in 24 hours, and this is the eleventh",
          hint: "take larger steps")
        return nil
      }
      let time = record[KinesisKeys.reshardTime] ?? reshardTime(from: shards, to: wanted)
      all.append(KinesisSettings.Reshard(at: at, done: at.advanced(by: time), shards: wanted))
      shards = wanted
    }
    return all
  }
}
