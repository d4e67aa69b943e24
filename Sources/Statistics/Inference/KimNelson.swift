// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds which of several systems has the least mean, in stages of one observation of each that is left: the procedure KN of
/// Kim and Nelson (2001), "A fully sequential procedure for indifference-zone selection in simulation", ACM TOMACS 11(3),
/// with its constant c = 1.
///
/// If the least mean is less than every other by the indifference zone or more, it is found with at least the wanted
/// probability; observations of one stage may depend on each other (common random numbers). They are given in units of the
/// indifference zone, and so are the variances here.
public struct KimNelson: Sendable {
  /// Observations of the first stage, at least 2.
  public let first: Int
  /// h² = 2cη(n₀ - 1), with η = ½((2α/(k - 1))^(-2/(n₀ - 1)) - 1).
  public let hSquared: Double
  /// Those that can still be the one, by their places.
  public private(set) var left: [Int]
  public private(set) var stages = 0
  private var sums: [Double]
  /// Of the differences of two systems, in the first stage.
  private var differences: [[Moments]]
  private let count: Int

  /// - Parameters:
  ///   - error: the probability of a wrong selection that is allowed, above 0 and below 1 - 1/k.
  public init(systems: Int, error: Double, first: Int = 10) {
    let n = max(2, first)
    self.first = n
    count = max(1, systems)
    left = Array(0..<max(1, systems))
    sums = [Double](repeating: 0, count: max(1, systems))
    differences = (0..<max(1, systems)).map { [Moments](repeating: Moments(), count: $0) }
    let share = 2 * error / Double(max(1, systems - 1))
    // Only + - * / and logarithms of our own, so that a last bit is the same everywhere.
    let power = DeterministicMath.exp(-2 / Double(n - 1) * DeterministicMath.log(share))
    let eta = (power - 1) / 2
    hSquared = 2 * max(0, eta) * Double(n - 1)
  }

  /// The variance of the differences of two systems in the first stage.
  public func variance(_ one: Int, _ other: Int) -> Double {
    differences[max(one, other)][min(one, other)].variance ?? 0
  }

  /// After so many stages two systems are always told apart: N = ⌊h²S²/δ²⌋.
  private func most(_ one: Int, _ other: Int) -> Int {
    let bound = hSquared * variance(one, other)
    return bound < 1e15 ? Int(bound) : Int(1e15)
  }

  /// The one that is selected; nil while there is more than one.
  public var selected: Int? { left.count == 1 ? left[0] : nil }

  /// Adds a stage: an observation of every system, of which those that are no longer left are not looked at.
  public mutating func add(_ observations: [Double]) {
    guard selected == nil || stages == 0 else { return }
    stages += 1
    for place in left { sums[place] += observations[place] }
    if stages <= first {
      for one in 0..<count {
        for other in 0..<one { differences[one][other].add(observations[one] - observations[other]) }
      }
    }
    if stages >= first { screen() }
  }

  private mutating func screen() {
    let stages = Double(stages)
    let old = left
    // W = max(0, δ/(2cr)·(h²S²/δ² - r)), in means; here in sums, hence times r.
    left = old.filter { one in
      old.allSatisfy { other in
        guard one != other else { return true }
        let room = max(0, (hSquared * variance(one, other) - stages) / 2)
        return sums[one] <= sums[other] + room
      }
    }
    let longest = old.map { one in old.filter { $0 != one }.map { most(one, $0) }.max() ?? 0 }.max() ?? 0
    if left.count > 1, self.stages > longest, let least = left.min(by: { sums[$0] < sums[$1] }) { left = [least] }
  }
}
