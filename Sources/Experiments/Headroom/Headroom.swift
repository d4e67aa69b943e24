// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// How much more traffic a configuration takes until each of its objectives fails.
///
/// By bisection on the factor of the traffic, every factor with the same random numbers, so that a figure hardly jumps
/// between neighbours. The estimate is where the figure meets its bound. Its interval is the set of factors at which the
/// verdict is neither pass nor fail: a confidence set by inversion of the verdicts' tests (Neyman 1937; Lehmann and Romano
/// 2005, section 3.5), which holds the true factor with the confidence of a verdict wherever the figure only gets worse
/// with traffic. Both ends are rounded outwards, to within ``resolution``.
public struct Headroom {
  /// Neighbouring factors at the end of a bisection differ by no more than this share.
  public static let resolution = 0.01
  /// The least traffic that is tried where an objective fails as it is.
  public static let least = 0.0625
  /// From one factor that is tried to the next, until something fails.
  private static let step = 1.5

  /// - Parameters:
  ///   - upTo: the largest factor to try, above 1.
  ///   - isPlanned: whether this is an experiment of its own, whose first factor shards can divide.
  ///   - alternative: the configuration at a factor of its traffic. ``PlanSpace/Invalid`` says that the model refuses it;
  ///     other errors end the search.
  /// - Throws: what the laboratory and `alternative` throw.
  public static func find(
    _ laboratory: Laboratory, upTo: Double, replications: Int, isPlanned: Bool = false,
    alternative: (Double) throws -> Alternative
  ) async throws -> HeadroomResult {
    var search = HeadroomSearch(laboratory, replications: replications, mostFactor: rounded(max(upTo, 1)))
    // As it is: if this is refused, there is nothing to search.
    let first = try alternative(1)
    try await search.evaluate(1, first, isPlanned: isPlanned)
    var factor = 1.0
    while search.isOpenAbove, factor < search.mostFactor {
      let next = rounded(min(factor * step, search.mostFactor))
      guard next > factor else { break }
      if try await !search.evaluate(next, alternative) {
        try search.narrowLimit(from: factor, alternative)
        guard search.mostFactor > factor else { break }
        continue
      }
      factor = next
    }
    factor = 1
    while search.isOpenBelow, factor > least {
      factor = rounded(max(factor / 2, least))
      guard try await search.evaluate(factor, alternative) else { break }
    }
    for objective in search.objectives.indices {
      for boundary in HeadroomSearch.Boundary.allCases {
        while let next = search.next(objective, boundary) {
          guard try await search.evaluate(next, alternative) else { break }
        }
      }
    }
    return search.result
  }

  /// To 4 digits, so that the same factor is the same text.
  static func rounded(_ factor: Double) -> Double {
    guard factor > 0, factor.isFinite else { return 1 }
    var scale = 1.0
    while factor * scale < 1_000 { scale *= 10 }
    return (factor * scale).rounded() / scale
  }
}
