// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Statistics

/// What may come, where rates are uncertain: so many futures that are all as likely. In each the rate of every uncertain
/// source lies at some quantile of its range, in all windows at the same one; the sources are independent of each other.
public struct Futures: Sendable, Hashable {
  /// How many are drawn if nobody says.
  public static let usualCount = 16
  public static let mostCount = 1024
  /// Sources whose rates may be uncertain.
  public static let mostSources = ScrambledSobol.mostDimensions

  /// One of them.
  public struct Future: Sendable, Hashable {
    /// From 1.
    public let number: Int
    /// By the place of the source, above 0 and below 1.
    public let quantiles: [Double]
    /// Messages a second at a load of 1, by the place of the source.
    public let rates: [Double]
  }

  public let sources: [Scenario.UncertainSource]
  public let futures: [Future]

  /// Draws futures: scrambled Sobol points, mapped by the inverse of each rate's distribution function.
  ///
  /// - Parameters:
  ///   - scenarios: whose uncertain sources count, each once in the order of its first appearance. Variants may have others.
  ///   - seed: of the scrambling.
  /// - Returns: nil where no rate is uncertain, or more than `ScrambledSobol.mostDimensions` are.
  public init?(of scenarios: [Scenario], count: Int = usualCount, seed: UInt64) {
    var sources: [Scenario.UncertainSource] = []
    for source in scenarios.flatMap(\.uncertainSources) where !sources.contains(where: { $0.name == source.name }) {
      sources.append(source)
    }
    self.init(sources, count: count, seed: seed)
  }

  init?(_ sources: [Scenario.UncertainSource], count: Int, seed: UInt64) {
    let points = ScrambledSobol.points(count, dimensions: sources.count, seed: seed)
    guard !points.isEmpty else { return nil }
    self.sources = sources
    futures = points.enumerated().map { place, point in
      Future(
        number: place + 1, quantiles: point, rates: zip(sources, point).map { $0.rate.rate(atQuantile: $1) })
    }
  }

  /// The changes from outside that make a scenario that of a future.
  public func options(_ future: Future, over options: ScenarioOptions) -> ScenarioOptions {
    var options = options
    for (source, quantile) in zip(sources, future.quantiles) { options.rateQuantiles[source.name] = quantile }
    return options
  }
}
