// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Statistics

/// A rate as it is written: `6/s`, or `{ low: 2/s, likely: 6/s, high: 20/s }` where nobody knows it yet.
public struct UncertainRate: Sendable, Hashable {
  /// Messages a second at a load of 1.
  public let likely: Double
  /// What it may be instead; nil for a rate that is known.
  public let spread: ThreePointLogNormal?

  /// Whether a map with these keys is the range of an uncertain rate.
  public static func isWritten(_ keys: [String]) -> Bool {
    keys.contains(TrafficKeys.Doubt.likely.name) && keys.allSatisfy { TrafficKeys.doubtTable.key($0) != nil }
  }

  /// - Parameter quantile: nil for the likely rate.
  public func rate(atQuantile quantile: Double?) -> Double {
    guard let quantile, let spread else { return likely }
    return spread.quantile(quantile)
  }
}

extension ValueKind where Value == UncertainRate {
  /// A rate, or `{ low, likely, high }`, of which one of low and high may be left out: it is then as far from the likely
  /// rate as the other, in proportion.
  static var uncertainRate: ValueKind<UncertainRate> {
    let doubt = ValueKind<Record>.record(TrafficKeys.doubtTable).map { record, _, context -> UncertainRate? in
      spread(record, &context).map { UncertainRate(likely: record[TrafficKeys.Doubt.likely], spread: $0) }
    }
    return .either(
      .rate, doubt.described(as: "map of low, likely and high"), { UncertainRate(likely: $0, spread: nil) }, { $0 })
  }

  private static func spread(_ record: Record, _ context: inout ReadContext) -> ThreePointLogNormal? {
    let likely = record[TrafficKeys.Doubt.likely]
    let (low, high) = (record[TrafficKeys.Doubt.low], record[TrafficKeys.Doubt.high])
    func text(_ rate: Double) -> String { Format.number(rate) + "/s" }
    guard low != nil || high != nil else {
      context.failMissing(
        "an uncertain rate needs low or high beside likely", in: record.node, hint: "or write rate: \(text(likely))")
      return nil
    }
    let least = low == nil ? (TrafficKeys.Doubt.likely.name, likely) : (TrafficKeys.Doubt.low.name, low ?? likely)
    if least.1 <= 0 {
      let node = low == nil ? record.node(TrafficKeys.Doubt.likely) : record.node(TrafficKeys.Doubt.low)
      context.diagnostics.error(
        .range, at: node ?? record.node, "\(least.0) of an uncertain rate must be above 0/s",
        hint: "such as a tenth of the likely rate")
      return nil
    }
    if let low, low > likely {
      context.diagnostics.error(
        .value, at: record.node(TrafficKeys.Doubt.low) ?? record.node,
        "low is \(text(low)), which is above the likely rate of \(text(likely))", hint: "from low to high they go up")
      return nil
    }
    if let high, high < likely {
      context.diagnostics.error(
        .value, at: record.node(TrafficKeys.Doubt.high) ?? record.node,
        "high is \(text(high)), which is below the likely rate of \(text(likely))", hint: "from low to high they go up")
      return nil
    }
    let mirror = likely / (low ?? high ?? likely) * likely
    return ThreePointLogNormal(low: low ?? mirror, likely: likely, high: high ?? mirror)
  }
}
