// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Scenarios
import Statistics

/// Simulates a scenario at many points of its inputs under common random numbers, and tells where it turns, from where on
/// it meets its objectives, and where it does so at the lowest cost.
public struct Sweep: Sendable {
  public let inputs: [SweepInput]
  public let design: SweepDesign
  public let precision: Precision
  /// The values of each point.
  let points: [[String]]
  let alternatives: [Alternative]
  private let asWritten: Alternative

  /// - Parameters:
  ///   - count: points of a design that is no grid.
  ///   - precision: `until` looks again at the points whose objectives are not known well enough.
  /// - Throws: ``SweepDesign/Refused``, ``PlanSpace/Invalid``, and what the price book throws.
  public init(
    _ space: SweepSpace, inputs: [SweepInput], design: SweepDesign = .grid, count: Int = 64, precision: Precision
  ) throws {
    asWritten = try space.asWritten()
    self.inputs = inputs
    self.design = design
    self.precision = precision
    points = try design.points(inputs, count: count, seed: asWritten.scenario.seed)
    alternatives = try points.map { try space.alternative(inputs, $0) }
  }

  public func result(_ laboratory: Laboratory) async throws -> SweepResult {
    var bench = Bench(alternatives)
    let first = first
    try await bench.simulate(0..<first, laboratory, isPlanned: true)
    try await refine(&bench, laboratory)
    let told = bench.tallies.enumerated().map { SweepResult.Point($0, points[$0], $1) }
    var result = SweepResult(
      "points", asWritten, replications: told.map(\.replications).max() ?? 0, partial: !bench.isComplete,
      inputs: inputs.map { SweepResult.Input(path: $0.path, values: $0.range.values) })
    result.design = design
    result.points = told
    let line = SweepLine(inputs, told)
    result.knees = line?.knees() ?? []
    result.breakEven = line?.spans() ?? []
    result.cheapest = Self.cheapest(told)
    return result
  }

  private var first: Int { precision.atLeast }

  /// More replications where an objective's half-width is too large a share of its figure or bound.
  private func refine(_ bench: inout Bench, _ laboratory: Laboratory) async throws {
    guard case .until(let share, _, let atMost) = precision else { return }
    var done = first
    while done < atMost, bench.isComplete {
      let open = bench.tallies.indices.filter {
        bench.tallies[$0].isVague(share) && bench.tallies[$0].replications == done
      }
      guard !open.isEmpty else { return }
      let next = min(atMost, done * 2)
      try await bench.simulate(done..<next, of: open, laboratory, isPlanned: false)
      done = next
    }
  }

  /// The point that passes at the lowest cost; of two that cost the same the earlier.
  static func cheapest(_ points: [SweepResult.Point]) -> Int? {
    func amount(_ point: SweepResult.Point) -> Decimal? { point.monthly.flatMap { Decimal(exactText: $0.value) } }
    let passing = points.filter { $0.verdict == .pass && amount($0) != nil }
    return passing.min { (amount($0) ?? 0, $0.number) < (amount($1) ?? 0, $1.number) }?.number
  }
}

extension Tally {
  /// Whether an objective's interval is wider than a share of its figure or bound, whichever is larger.
  fileprivate func isVague(_ share: Double) -> Bool {
    panel.alternative.scenario.objectives.contains { objective in
      guard objective.comparison != .equal else { return false }
      return judgements(objective).contains { judgement in
        guard let figure = judgement.figure else { return false }
        return figure.halfWidth > share * max(abs(figure.value), abs(objective.bound))
      }
    }
  }
}
