// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Multiple comparisons with the best, where the best is the smallest.
///
/// Hsu, "Constrained simultaneous confidence intervals for multiple comparisons with the best", Annals of Statistics 12
/// (1984) 1136-1144: for every i at once an interval of μi - min(μj, j ≠ i), whose lower end is at most 0 and whose
/// upper end is at least 0. The proof needs only that, with the wanted confidence, no estimate of μj - μb lies above the
/// truth by more than its width, b being the best: k - 1 one-sided statements. For alternatives that share their random
/// numbers each width is Student's t of the paired differences, and Bonferroni's inequality joins the statements however
/// they depend on each other (Yang and Nelson, Operations Research 39 (1991) 583-592; Nelson and Matejcik, Management
/// Science 41 (1995) 1935-1945).
enum MultipleComparisons {
  /// - Parameters:
  ///   - count: alternatives, at least 2.
  ///   - difference: the estimate of μi - μj.
  ///   - width: how far that can lie from the truth on one side, at 1 - α/(k - 1); the same for (i, j) and (j, i).
  /// - Returns: for each alternative the interval of μi - min(μj, j ≠ i).
  static func withTheLeast<Number: Comparable & SignedNumeric>(
    _ count: Int, difference: (Int, Int) -> Number, width: (Int, Int) -> Number
  ) -> [(low: Number, high: Number)] {
    guard count > 1 else { return (0..<count).map { _ in (.zero, .zero) } }
    // How much alternative i is surely above the best of the others; not above 0 for what may be the best.
    let above = (0..<count).map { one -> Number in
      let others = (0..<count).filter { $0 != one }.map { difference(one, $0) - width(one, $0) }
      return others.max() ?? .zero
    }
    let maybeBest = (0..<count).filter { above[$0] <= .zero }
    return (0..<count).map { one in
      let low = min(.zero, above[one])
      guard maybeBest != [one] else { return (low, .zero) }
      let high = maybeBest.filter { $0 != one }.map { difference(one, $0) + width(one, $0) }.max() ?? .zero
      return (low, max(.zero, high))
    }
  }
}
