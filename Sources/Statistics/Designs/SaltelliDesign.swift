// SPDX-License-Identifier: GPL-3.0-or-later

/// Where a function of several inputs must be evaluated so that its Sobol' indices can be estimated, and the estimate.
///
/// The inputs are independent and uniform on the unit interval; whoever evaluates the function stretches them. Two
/// samples A and B of one Sobol' sequence, and for each input A with that input's column from B: `base` times
/// (`inputs` + 2) points (Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola 2010, Computer Physics
/// Communications 181, 259-270).
public struct SaltelliDesign: Sendable {
  /// An index with its interval.
  public struct Index: Sendable, Hashable {
    public var value: Double
    public var low: Double
    public var high: Double
  }

  /// The indices of one input.
  public struct Indices: Sendable, Hashable {
    /// The share of the variance that would go if the input were known (first order).
    public var first: Index
    /// The share that would be left if all others were known: the input alone and together with others.
    public var total: Index
  }

  /// The most inputs: two columns of the sequence are needed for each.
  public static let mostInputs = Designs.mostSobolDimensions / 2

  public let inputs: Int
  public let base: Int
  /// One row after another; of each row A, B, then A with one column of B for each input.
  public let points: [[Double]]

  /// - Parameter base: points of each sample; powers of two are best.
  public init(inputs: Int, base: Int, key: RandomKey) {
    self.inputs = min(max(inputs, 0), Self.mostInputs)
    self.base = self.inputs > 0 ? max(base, 0) : 0
    let count = self.inputs
    let sequence = Designs.rotated(Designs.sobol(points: self.base, dimensions: 2 * max(count, 1)), key: key)
    points = sequence.flatMap { row -> [[Double]] in
      let (a, b) = (Array(row[..<count]), Array(row[count...]))
      let mixed = (0..<count).map { input in
        var point = a
        point[input] = b[input]
        return point
      }
      return [a, b] + mixed
    }
  }

  /// The indices of every input, from the function's values at ``points``: first order after Saltelli 2010 (table 2 b,
  /// values centred), total after Jansen 1999. The intervals are those of the bootstrap over rows (Archer, Saltelli and
  /// Sobol' 1997), by percentiles.
  ///
  /// - Returns: nil where there are too few values, one is not finite, or the function does not vary.
  public func indices(
    _ values: [Double], confidence: Double = 0.95, resamples: Int = 1_000, key: RandomKey
  ) -> [Indices]? {
    guard inputs > 0, base > 1, values.count == points.count, values.allSatisfy(\.isFinite) else { return nil }
    let terms = Terms(values, inputs: inputs, base: base)
    guard let estimate = terms.indices(Array(repeating: 1, count: base)) else { return nil }
    var firsts = [[Double]](repeating: [], count: inputs)
    var totals = firsts
    var weights = [Double](repeating: 0, count: base)
    for resample in 0..<resamples {
      let draws = DrawStream(key, name: "resample \(resample)", purpose: "bootstrap")
      for row in weights.indices { weights[row] = 0 }
      for row in 0..<base { weights[min(Int(draws.uniform(UInt64(row)) * Double(base)), base - 1)] += 1 }
      guard let again = terms.indices(weights) else { continue }
      for input in 0..<inputs {
        firsts[input].append(again[input].first)
        totals[input].append(again[input].total)
      }
    }
    return (0..<inputs).map { input in
      Indices(
        first: Self.index(estimate[input].first, firsts[input], confidence),
        total: Self.index(estimate[input].total, totals[input], confidence))
    }
  }

  private static func index(_ value: Double, _ resampled: [Double], _ confidence: Double) -> Index {
    let sorted = resampled.sorted()
    guard sorted.count > 1 else { return Index(value: value, low: value, high: value) }
    func quantile(_ p: Double) -> Double {
      sorted[min(max(Int((p * Double(sorted.count)).rounded(.down)), 0), sorted.count - 1)]
    }
    let tail = (1 - min(max(confidence, 0), 1)) / 2
    return Index(value: value, low: min(quantile(tail), value), high: max(quantile(1 - tail), value))
  }

  /// What the estimators add up, row by row.
  private struct Terms {
    let inputs: Int
    /// f(A) and f(B), less the mean of both.
    var a: [Double] = []
    var b: [Double] = []
    /// f(B) (f(A with column i of B) - f(A)), and (f(A) - f(A with column i of B))², by row and input.
    var products: [Double] = []
    var squares: [Double] = []

    init(_ values: [Double], inputs: Int, base: Int) {
      self.inputs = inputs
      let width = inputs + 2
      let mean = (0..<base).reduce(0.0) { $0 + values[$1 * width] + values[$1 * width + 1] } / Double(2 * base)
      for row in 0..<base {
        let (fa, fb) = (values[row * width] - mean, values[row * width + 1] - mean)
        a.append(fa)
        b.append(fb)
        for input in 0..<inputs {
          let difference = values[row * width + 2 + input] - mean - fa
          products.append(fb * difference)
          squares.append(difference * difference)
        }
      }
    }

    /// - Parameter weights: how often each row counts.
    func indices(_ weights: [Double]) -> [(first: Double, total: Double)]? {
      var (count, sum, square) = (0.0, 0.0, 0.0)
      var firsts = [Double](repeating: 0, count: inputs)
      var totals = firsts
      for (row, weight) in weights.enumerated() where weight > 0 {
        count += weight
        sum += weight * (a[row] + b[row])
        square += weight * (a[row] * a[row] + b[row] * b[row])
        for input in 0..<inputs {
          firsts[input] += weight * products[row * inputs + input]
          totals[input] += weight * squares[row * inputs + input]
        }
      }
      let mean = sum / (2 * count)
      let variance = square / (2 * count) - mean * mean
      guard variance > 0, variance.isFinite else { return nil }
      return (0..<inputs).map { (firsts[$0] / count / variance, totals[$0] / (2 * count) / variance) }
    }
  }
}
