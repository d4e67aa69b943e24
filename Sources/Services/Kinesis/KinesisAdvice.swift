// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What may be changed about what is found in a stream.
struct KinesisAdvice {
  let part: KinesisPart
  let view: FindingsView

  private func setting(_ key: String, _ value: String) -> Advice.Setting {
    Advice.Setting("channels.\(part.name).\(key)", value)
  }

  private var changes: [Instant] { view.extremes(of: view.parts.inflowChanges(of: part.name)) }

  /// What the hottest of so many shards is offered at the worst instant, as a share of what it takes.
  private func hottest(of shards: Int, _ aggregation: KinesisSettings.Aggregation?) -> Double {
    let shares = KinesisFindings.shares(part, shards: shards, view.parts)
    let loads = changes.flatMap { time in
      KinesisFindings.load(part, shards: shards, shares, view.parts, at: time, aggregation: aggregation)
    }
    return loads.map(\.share).max() ?? 0
  }

  /// So many shards that the hottest has something left; nil where keys are so uneven that no number helps.
  ///
  /// - Parameter load: shards' worth that are offered altogether.
  private func shards(for load: Double) -> Int? {
    let least = Int((load / LogFindings.advisedLoad).rounded(.up))
    // With uneven keys more than the load needs, within reason.
    return [1.0, 1.1, 1.25, 1.5, 2, 3, 4].lazy.map { Int((Double(least) * $0).rounded(.up)) }.first { count in
      count <= part.settings.mostShards
        && self.hottest(of: count, part.settings.aggregation) <= LogFindings.advisedLoad
    }
  }

  /// Fewer and larger records, if it is their number that is too large; more shards.
  func shardLimit(load: Double, isRecords: Bool, shards now: Int) -> [Advice] {
    var advices: [Advice] = []
    if isRecords, part.settings.aggregation == nil,
      hottest(of: now, KinesisSettings.Aggregation.standard) <= LogFindings.advisedLoad
    {
      advices.append(
        Advice("have producers pack small messages into larger records", setting("producer_aggregation", "true")))
    }
    if let count = shards(for: load), count > now, let setting = part.setting(partitions: count) {
      advices.append(Advice("take as many shards as the load needs", setting))
    }
    return advices
  }

  /// Each reader gets its own (Developer Guide, enhanced-consumers: up to 20 of them).
  func readThroughput(readers: Int) -> [Advice] {
    guard readers <= KinesisLimits.consumers else { return [] }
    return [Advice("give each reader its own throughput", setting("enhanced_fan_out", "true"))]
  }

  /// Shards for the peak, which are there before it comes.
  func ramp(offered: Double) -> [Advice] {
    guard let count = shards(for: offered) else { return [] }
    var advice = Advice(
      "have shards for the peak before it comes", setting("mode", "provisioned"), setting("shards", "\(count)"))
    if part.settings.hasPeak { advice.settings.append(setting("peak_write", "null")) }
    return [advice]
  }
}
