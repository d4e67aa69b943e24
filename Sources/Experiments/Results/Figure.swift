// SPDX-License-Identifier: GPL-3.0-or-later

/// A number with its interval: what every measured value of a result is.
public struct Figure: Sendable, Hashable, Codable {
  public var value: Double
  /// The interval's ends; nil when there are too few replications for one.
  public var low: Double?
  public var high: Double?
  /// Observations behind it.
  public var n: Int

  public init(value: Double, low: Double? = nil, high: Double? = nil, n: Int) {
    self.value = value
    self.low = low
    self.high = high
    self.n = n
  }

  /// How far the interval reaches from the value, on its longer side; infinite without one.
  public var halfWidth: Double {
    guard let low, let high else { return .infinity }
    return max(high - value, value - low)
  }
}
