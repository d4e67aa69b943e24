// SPDX-License-Identifier: GPL-3.0-or-later

/// A measured number with its confidence interval and what it rests on.
///
/// As JSON, a bound that is infinite (one replication says nothing about the spread) or a value that does not exist is
/// written as null.
public struct Estimate: Sendable, Codable, Hashable {
  public var value: Double
  /// The bounds of the interval; −∞ and +∞ where nothing is known.
  public var low: Double
  public var high: Double
  /// How many observations were made, over all replications.
  public var count: Int
  /// How many independent replications made them.
  public var replications: Int

  public init(value: Double, low: Double, high: Double, count: Int, replications: Int) {
    self.value = value
    self.low = low
    self.high = high
    self.count = count
    self.replications = replications
  }

  /// Half the width of the interval; may be infinite.
  public var halfWidth: Double { (high - low) / 2 }

  private enum CodingKeys: String, CodingKey { case value, low, high, count, replications }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    value = try container.decodeIfPresent(Double.self, forKey: .value) ?? .nan
    low = try container.decodeIfPresent(Double.self, forKey: .low) ?? -.infinity
    high = try container.decodeIfPresent(Double.self, forKey: .high) ?? .infinity
    count = try container.decode(Int.self, forKey: .count)
    replications = try container.decode(Int.self, forKey: .replications)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(value.isFinite ? value : nil, forKey: .value)
    try container.encode(low.isFinite ? low : nil, forKey: .low)
    try container.encode(high.isFinite ? high : nil, forKey: .high)
    try container.encode(count, forKey: .count)
    try container.encode(replications, forKey: .replications)
  }
}
