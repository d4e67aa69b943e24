// SPDX-License-Identifier: GPL-3.0-or-later

/// Which alternative is the cheapest over a range of something, and where that changes.
public struct BreakEvenResult: Sendable, Codable {
  /// A place that was looked at.
  public struct Point: Sendable, Codable {
    public var value: Double
    /// As one writes it in a scenario.
    public var text: String
    /// The month's bill by alternative, in the order of ``BreakEvenResult/labels``.
    public var monthly: [CostResult.Amount]
    public var cheapest: String
  }

  /// From where on another is the cheapest.
  public struct Change: Sendable, Codable, Hashable {
    public var from: String
    public var to: String
    /// The values between which the cheapest changes: the last at which it is `from`, the first at which it is `to`.
    public var before: Double
    public var after: Double
    /// Up to where `from` is told to be cheaper than `to`, and from where on `to` is; nil where that is nowhere in the
    /// range.
    public var low: Double?
    public var high: Double?
  }

  /// `traffic`, or the path of a setting.
  public var path: String
  public var unit: String
  public var from: Double
  public var to: Double
  /// The alternatives that can do what is required.
  public var labels: [String]
  public var replications: Int
  /// Of each comparison of two bills at one place.
  public var confidence: Double
  /// In order of the value.
  public var points: [Point]
  public var changes: [Change]
  /// Whether it was stopped before all changes were found as closely as is asked for.
  public var partial: Bool
}
