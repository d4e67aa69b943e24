// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Scenarios

/// Changes one input at a time to so much less and more than written, and tells what that does to the month's cost and to
/// the objective that is nearest to its bound. The effects are differences of replications with the same random numbers,
/// with a paired Student t interval.
public struct Tornado: Sendable {
  public let by: Decimal
  public let replications: Int
  private let inputs: [VariedInput]
  private let leftOut: [TornadoResult.LeftOut]
  /// As written; then the low and the high end of each input.
  private let alternatives: [Alternative]

  /// - Parameters:
  ///   - numbers: what is varied; those that the scenario does not take are left out.
  ///   - by: a share above 0 and below 1.
  /// - Throws: ``PlanSpace/Invalid``, and what the price book throws.
  public init(_ space: SweepSpace, _ numbers: [NumericInput], by: Decimal, replications: Int) throws {
    self.by = by
    self.replications = replications
    var alternatives = [try space.asWritten()]
    var leftOut: [TornadoResult.LeftOut] = []
    inputs = try numbers.compactMap { number in
      guard let input = VariedInput(number, by: by, in: space) else {
        leftOut.append(TornadoResult.LeftOut(path: number.path, written: number.written))
        return nil
      }
      for share in [0.0, 1.0] {
        alternatives.append(
          try space.alternative("\(input.path) \(input.value(share))") { input.set(share, &$0) })
      }
      return input
    }
    self.leftOut = leftOut
    self.alternatives = alternatives
  }

  public func result(_ laboratory: Laboratory) async throws -> SweepResult {
    var bench = Bench(alternatives)
    let base = bench.tallies[0].panel
    var differences = alternatives.indices.map { Differences(bench.tallies[$0].panel, minus: base) }
    var current: (replication: Int, sample: Sample)?
    try await bench.simulate(0..<replications, laboratory, isPlanned: true) { task, sample in
      if task.alternative == 0 {
        current = (task.replication, sample)
      } else if let current, current.replication == task.replication {
        differences[task.alternative].add(sample, minus: current.sample)
      }
    }
    var result = SweepResult(
      "tornado", alternatives[0], replications: bench.tallies[0].replications, partial: !bench.isComplete,
      inputs: inputs.map { SweepResult.Input(path: $0.path, values: [$0.value(0), $0.value(1)]) })
    let tightest = bench.tightest(0)
    let told = inputs.enumerated().map { place, input in
      TornadoResult.Input(
        path: input.path, written: input.written,
        low: end(differences[1 + 2 * place], bench.tallies[1 + 2 * place].panel, input.value(0), tightest),
        high: end(differences[2 + 2 * place], bench.tallies[2 + 2 * place].panel, input.value(1), tightest))
    }
    let cost = bench.tallies[0].cost()?.figure.value ?? 0
    let figure = tightest.flatMap { bench.tallies[0].figure($0.reading)?.value } ?? 0
    let swings = told.map { Self.swing($0, cost, figure) }
    result.tornado = TornadoResult(
      by: NSDecimalNumber(decimal: by).doubleValue,
      objective: tightest.map { SweepResult.Judgement(bench.tallies[0], $0.objective) },
      monthly: bench.tallies[0].monthly(),
      inputs: told.indices.sorted { (-swings[$0], $0) < (-swings[$1], $1) }.map { told[$0] }, leftOut: leftOut)
    return result
  }

  private func end(
    _ differences: Differences, _ panel: Panel, _ value: String, _ tightest: TightestObjective?
  ) -> TornadoResult.End {
    let confidence = alternatives[0].scenario.confidence
    let reading = tightest.flatMap { tightest in
      panel.position(
        window: tightest.window, tightest.objective.subject, tightest.objective.metric, tightest.objective.statistic)
    }
    return TornadoResult.End(
      value: value, monthly: differences.monthly(confidence: confidence),
      objective: reading.flatMap { differences.figure($0, confidence: confidence) })
  }

  /// The larger of both effects as a share of what there is.
  private static func swing(_ input: TornadoResult.Input, _ cost: Double, _ figure: Double) -> Double {
    let ends = [input.low, input.high]
    let costs = ends.compactMap { $0.monthly.flatMap { Double($0.value) } }.map { cost > 0 ? abs($0) / cost : 0 }
    let figures = ends.compactMap { $0.objective?.value }.map { figure > 0 ? abs($0) / figure : 0 }
    return (costs + figures).max() ?? 0
  }
}
