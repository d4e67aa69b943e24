// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// What a person should know about a stream's settings.
enum KinesisFindings {
  static func all(_ part: KinesisPart, _ view: FindingsView) -> [Finding] {
    [shardLimit(part, view), readThroughput(part, view), ramp(part, view), uncalibrated(part, view)].compactMap { $0 }
      + LogFindings.all(part, view)
  }

  // MARK: Load by shard

  /// What a shard is offered of what it can take: the larger of records and bytes.
  struct Load {
    var records, bytes: Double

    var share: Double {
      max(records / KinesisLimits.recordsPerSecond, bytes / KinesisLimits.bytesPerSecond)
    }
    var isRecords: Bool {
      records / KinesisLimits.recordsPerSecond >= bytes / KinesisLimits.bytesPerSecond
    }
  }

  /// Messages a second at an instant by shard, of so many with equal ranges; how many bytes they have; and the bytes of
  /// their partition keys.
  static func load(
    _ part: KinesisPart, shards: Int, _ shares: [[Double]], _ parts: PartDirectory, at time: Instant
  ) -> [Load] {
    load(part, shards: shards, shares, parts, at: time, aggregation: part.settings.aggregation)
  }

  /// - Parameter aggregation: how producers pack messages, if they do.
  static func load(
    _ part: KinesisPart, shards: Int, _ shares: [[Double]], _ parts: PartDirectory, at time: Instant,
    aggregation: KinesisSettings.Aggregation?
  ) -> [Load] {
    var loads = [Load](repeating: Load(records: 0, bytes: 0), count: shards)
    var rest = parts.inflow(of: part.name, at: time)
    func add(_ rate: Double, size: Double, _ shard: Int) {
      var records = rate
      var bytes = rate * size
      if let aggregation {
        let packed = size + Double(aggregation.overhead)
        bytes = rate * packed
        // A pack holds what its size lets in, or what comes in the time that it waits.
        records = max(rate * packed / Double(aggregation.largest), 0)
      }
      loads[shard].records += records
      loads[shard].bytes += bytes
    }
    for (producer, shares) in zip(parts.producers(to: part.name), shares) {
      let rate = producer.rate(at: time) ?? 0
      rest -= rate
      let keySize = part.settings.keySize.map(Double.init) ?? (producer.keys(parts) == nil ? 36 : 6)
      let size = (producer.sizes?.mean ?? 1024) + keySize
      for shard in 0..<shards { add(rate * shares[shard], size: size, shard) }
    }
    if rest > 1e-6 {
      for shard in 0..<shards { add(rest / Double(shards), size: 1024 + 36, shard) }
    }
    return loads
  }

  /// For each source the share of its messages that goes to each shard.
  static func shares(_ part: KinesisPart, shards: Int, _ parts: PartDirectory) -> [[Double]] {
    parts.producers(to: part.name).map { producer in
      guard let keys = producer.keys(parts) else { return [Double](repeating: 1 / Double(shards), count: shards) }
      return KinesisShares.of(keys, shards: shards)
    }
  }

  /// The hottest shard at the worst instant of the window, of the shards that there are by plan at that time.
  private static func hottest(
    _ part: KinesisPart, _ view: FindingsView
  ) -> (load: Load, shard: Int, shards: Int, at: Instant)? {
    var worst: (load: Load, shard: Int, shards: Int, at: Instant)?
    let changes = view.parts.inflowChanges(of: part.name) + part.settings.reshards.map(\.done)
    var known: [Int: [[Double]]] = [:]
    for time in view.extremes(of: changes) {
      let count = part.settings.reshards.last { $0.done <= time }?.shards ?? part.settings.shards
      let shares = known[count] ?? shares(part, shards: count, view.parts)
      known[count] = shares
      for (shard, load) in load(part, shards: count, shares, view.parts, at: time).enumerated()
      where load.share > worst?.load.share ?? 0 {
        worst = (load, shard, count, time)
      }
    }
    return worst
  }

  /// Whether no shard is ever offered more than half of what it takes, so that next to nothing is throttled.
  static func isFarBelowLimits(_ part: KinesisPart, _ parts: PartDirectory) -> Bool {
    let counts = Set([part.settings.shards] + part.settings.reshards.map(\.shards)).sorted()
    let times = parts.inflowChanges(of: part.name).flatMap { [max(0, $0 - 1), $0] }
    return counts.allSatisfy { count in
      let shares = shares(part, shards: count, parts)
      return times.allSatisfy { time in
        load(part, shards: count, shares, parts, at: time).allSatisfy { $0.share <= 0.5 }
      }
    }
  }

  // MARK: Checks

  /// A shard is offered more than it takes.
  private static func shardLimit(_ part: KinesisPart, _ view: FindingsView) -> Finding? {
    guard part.settings.mode == .provisioned, let worst = hottest(part, view), worst.load.share > 1 else { return nil }
    let total = load(
      part, shards: worst.shards, shares(part, shards: worst.shards, view.parts), view.parts, at: worst.at)
    let sum = total.reduce(Load(records: 0, bytes: 0)) {
      Load(records: $0.records + $1.records, bytes: $0.bytes + $1.bytes)
    }
    let needed = Int((sum.share).rounded(.up))
    let amount =
      worst.load.isRecords
      ? "\(Format.number(worst.load.records)) records a second of 1,000"
      : "\(Format.number(worst.load.bytes / KinesisLimits.bytesPerSecond)) MiB a second of 1"
    let hint =
      needed > worst.shards
      ? "the load needs at least \(needed) shards"
      : "the load as a whole would fit into \(needed): its keys are uneven"
    return Finding(
      .shardLimit, .warn, part: part.name,
      "shard \(worst.shard) of \(part.name) (of \(worst.shards)) is offered \(amount) in window \(view.window): the rest is "
        + "throttled; \(hint)",
      numbers: [
        "share": worst.load.share, "records_per_s": worst.load.records, "bytes_per_s": worst.load.bytes,
        "shard": Double(worst.shard), "shards": Double(worst.shards), "shards_needed": Double(needed),
      ],
      advice: KinesisAdvice(part: part, view: view).shardLimit(
        load: sum.share, isRecords: worst.load.isRecords, shards: worst.shards),
      accountsFor: ["throttled", "latency", "utilisation"],
      reason: "shard \(worst.shard) is offered \(Format.percent(worst.load.share, decimals: 0)) of its limit",
      window: view.window)
  }

  /// Readers ask more often, or for more, than shards hand out to all of them together.
  private static func readThroughput(_ part: KinesisPart, _ view: FindingsView) -> Finding? {
    guard !part.settings.isPushed else { return nil }
    let readers = view.parts.consumers(of: part.name).compactMap { $0 as? any LogReader }
    guard !readers.isEmpty else { return nil }
    let polls = readers.reduce(0.0) { sum, reader in
      sum + 1 / (reader.reading.members == .lanes ? KinesisLimits.lambdaPoll : part.settings.poll).seconds
    }
    let count = readers.count
    let who = "\(count) \(count == 1 ? "reader" : "readers") of \(part.name)"
    if polls > KinesisLimits.readsPerSecond + 1e-9 {
      let wait = 1 / KinesisLimits.readsPerSecond * Double(count)
      return Finding(
        .readThroughput, .warn, part: part.name,
        "\(who) \(count == 1 ? "asks" : "ask") each shard \(Format.number(polls)) times a second, and five are let through: "
          + "the others are throttled, and a record waits about \(Format.duration(seconds: wait)) for its reader; "
          + "enhanced_fan_out gives each reader its own",
        numbers: ["polls_per_s": polls, "readers": Double(count), "wait_s": wait],
        advice: KinesisAdvice(part: part, view: view).readThroughput(readers: count), accountsFor: ["latency"],
        reason: "\(Format.number(polls)) reads a second and shard of 5")
    }
    guard let worst = hottest(part, view) else { return nil }
    let bytes = min(worst.load.bytes, KinesisLimits.bytesPerSecond) * Double(count)
    guard bytes > KinesisLimits.readBytesPerSecond * (1 + 1e-9) else { return nil }
    return Finding(
      .readThroughput, .warn, part: part.name,
      "\(who) read \(Format.number(bytes / 1_048_576)) MiB a second from shard \(worst.shard) in window \(view.window), and it "
        + "hands out 2 MiB/s to all together: they fall behind; enhanced_fan_out gives each reader its own 2 MiB/s",
      numbers: ["bytes_per_s": bytes, "readers": Double(count)],
      advice: KinesisAdvice(part: part, view: view).readThroughput(readers: count),
      accountsFor: ["latency", "lag", "iterator_age"],
      reason: "readers want \(Format.number(bytes / 1_048_576)) MiB/s of a shard's 2", window: view.window)
  }

  /// The load of an on-demand stream grows faster than the stream does.
  private static func ramp(_ part: KinesisPart, _ view: FindingsView) -> Finding? {
    guard part.settings.mode == .onDemand else { return nil }
    let even = [[Double]](
      repeating: [1], count: view.parts.producers(to: part.name).count)
    func offered(_ time: Instant) -> Double { load(part, shards: 1, even, view.parts, at: time)[0].share }
    let instants = view.extremes(of: view.parts.inflowChanges(of: part.name))
    var capacity = Double(part.settings.shards)
    var worst: (time: Instant, offered: Double, capacity: Double)?
    for time in instants {
      // What it took in until scale_time ago, it is ready for twice.
      let before = instants.filter { $0 <= time - part.settings.scaleTime }.map(offered).max() ?? 0
      capacity = max(capacity, 2 * before)
      if offered(time) > capacity, offered(time) / capacity > (worst.map { $0.offered / $0.capacity } ?? 1) {
        worst = (time, offered(time), capacity)
      }
    }
    guard let worst else { return nil }
    return Finding(
      .onDemandRamp, .warn, part: part.name,
      "\(part.name) is offered \(Format.number(worst.offered)) shards' worth at \(Format.duration(worst.time)) in window "
        + "\(view.window) and is ready for \(Format.number(worst.capacity)): an on-demand stream takes in twice its former "
        + "peak, and needs up to \(Format.exactDuration(part.settings.scaleTime)) for more; the rest is throttled. Say "
        + "peak_write if it has had such a peak in the last 30 days",
      numbers: ["offered": worst.offered, "capacity": worst.capacity, "at_s": worst.time.seconds],
      advice: KinesisAdvice(part: part, view: view).ramp(offered: worst.offered),
      accountsFor: ["throttled", "latency"],
      reason: "\(Format.number(worst.offered)) shards' worth offered, \(Format.number(worst.capacity)) there",
      window: view.window)
  }

  private static func uncalibrated(_ part: KinesisPart, _ view: FindingsView) -> Finding? {
    let isUsed = !view.parts.consumers(of: part.name).isEmpty || view.parts.outletsReach(part.name)
    guard part.settings.usesBuiltInLatencies, isUsed else { return nil }
    return Finding(
      .uncalibrated, .note, part: part.name,
      "the call times of \(part.name) are the built-in assumption, not measured in your account")
  }
}
