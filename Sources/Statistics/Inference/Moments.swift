// SPDX-License-Identifier: GPL-3.0-or-later

/// Count, mean and spread of values that need not be kept: memory does not grow with their number.
///
/// Added one after another in a fixed order, they give the same bits on any machine (Welford 1962).
public struct Moments: Sendable, Hashable {
  public private(set) var count = 0
  public private(set) var mean = 0.0
  /// The sum of the squared deviations from the mean.
  public private(set) var squares = 0.0
  public private(set) var least = Double.infinity
  public private(set) var most = -Double.infinity

  public init() {}

  /// Of values that are all at hand: two passes, so that there is no cancellation where the spread is small beside the
  /// mean.
  public init(_ values: [Double]) {
    guard !values.isEmpty else { return }
    count = values.count
    mean = values.reduce(0, +) / Double(count)
    for value in values {
      squares += (value - mean) * (value - mean)
      least = min(least, value)
      most = max(most, value)
    }
  }

  public mutating func add(_ value: Double) {
    count += 1
    let deviation = value - mean
    mean += deviation / Double(count)
    squares += deviation * (value - mean)
    least = min(least, value)
    most = max(most, value)
  }

  /// The variance of one value, without bias; nil for fewer than two.
  public var variance: Double? { count > 1 ? max(0, squares) / Double(count - 1) : nil }

  /// The standard error of the mean; nil for fewer than two values.
  public var standardError: Double? { variance.map { ($0 / Double(count)).squareRoot() } }

  /// The mean with Student's t interval; infinite bounds for fewer than two values.
  public func studentT(confidence: Double) -> (mean: Double, low: Double, high: Double) {
    guard let error = standardError else { return (count > 0 ? mean : .nan, -.infinity, .infinity) }
    if error == 0 { return (mean, mean, mean) }
    let half = Intervals.studentTQuantile(0.5 + min(max(confidence, 0), 1) / 2, count - 1) * error
    return (mean, mean - half, mean + half)
  }
}
