// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Scenarios
import Statistics

/// Varies all inputs at once, uniformly and independently, and tells how much of the variance of the month's cost and of
/// the tightest objective comes from each: its Sobol' indices of first order and in total (`SaltelliDesign`).
///
/// What is decomposed is the mean of the replications, whose random numbers are the same at every point: chance itself is
/// held fixed and is no part of the variance.
public struct SobolStudy: Sendable {
  public let basePoints: Int
  public let replications: Int
  private let inputs: [VariedInput]
  private let leftOut: [TornadoResult.LeftOut]
  private let design: SaltelliDesign
  /// As written; then the points of the design, each configuration once.
  private let alternatives: [Alternative]
  /// Which alternative each point of the design is.
  private let places: [Int]
  private let key: RandomKey

  /// - Parameters:
  ///   - ranges: inputs that vary over ranges of their own.
  ///   - numbers: inputs that vary by a share of what is written, unless they have a range.
  /// - Throws: ``SweepDesign/Refused`` for too many inputs or points, ``PlanSpace/Invalid``, and what the price book
  ///   throws.
  public init(
    _ space: SweepSpace, ranges: [SweepInput] = [], numbers: [NumericInput], by: Decimal, basePoints: Int,
    replications: Int
  ) throws {
    let base = try space.asWritten()
    var leftOut: [TornadoResult.LeftOut] = []
    let varied =
      ranges.map { VariedInput($0) }
      + numbers.filter { number in !ranges.contains { $0.path == number.path } }.compactMap { number in
        if let input = VariedInput(number, by: by, in: space) { return input }
        leftOut.append(TornadoResult.LeftOut(path: number.path, written: number.written))
        return nil
      }
    guard varied.count <= SaltelliDesign.mostInputs else {
      throw SweepDesign.Refused(
        message: "has \(varied.count) inputs; indices can be found of at most \(SaltelliDesign.mostInputs)",
        hint: "choose some with --input PATH, such as those at the top of --tornado")
    }
    let evaluations = basePoints * (varied.count + 2)
    guard evaluations <= SweepDesign.mostPoints else {
      throw SweepDesign.Refused(
        message: "would be \(evaluations) points; at most \(SweepDesign.mostPoints) can be simulated",
        hint: "fewer --points, or fewer inputs by --input PATH")
    }
    self.basePoints = basePoints
    self.replications = replications
    self.leftOut = leftOut
    inputs = varied
    key = RandomKey(seed: base.scenario.seed, replication: .max)
    design = SaltelliDesign(inputs: varied.count, base: basePoints, key: key)
    var alternatives = [base]
    var known: [[String]: Int] = [:]
    places = try design.points.map { point in
      let values = zip(varied, point).map { $0.value($1) }
      if let place = known[values] { return place }
      alternatives.append(
        try space.alternative("point \(alternatives.count)") { options in
          for (input, share) in zip(varied, point) { input.set(share, &options) }
        })
      known[values] = alternatives.count - 1
      return alternatives.count - 1
    }
    self.alternatives = alternatives
  }

  public func result(_ laboratory: Laboratory) async throws -> SweepResult {
    var bench = Bench(alternatives)
    try await bench.simulate(0..<replications, laboratory, isPlanned: true)
    var result = SweepResult(
      "sobol-indices", alternatives[0], replications: replications, partial: !bench.isComplete,
      inputs: inputs.map { SweepResult.Input(path: $0.path, values: [$0.value(0), $0.value(1)]) })
    let tightest = bench.tightest(0)
    let confidence = alternatives[0].scenario.confidence
    let costs = indices(places.map { bench.tallies[$0].cost()?.figure.value }, confidence)
    let figures = tightest.flatMap { tightest in
      indices(
        places.map { place in
          let tally = bench.tallies[place]
          return tally.panel.position(
            window: tightest.window, tightest.objective.subject, tightest.objective.metric,
            tightest.objective.statistic
          ).flatMap { tally.figure($0)?.value }
        }, confidence)
    }
    let told = inputs.enumerated().map { place, input in
      SobolIndicesResult.Input(
        path: input.path, written: input.written, from: input.value(0), to: input.value(1),
        monthly: costs.map { pair($0[place]) }, objective: figures.map { pair($0[place]) })
    }
    func total(_ input: SobolIndicesResult.Input) -> Double {
      max(input.monthly?.total.value ?? 0, input.objective?.total.value ?? 0)
    }
    result.indices = SobolIndicesResult(
      basePoints: basePoints, points: design.points.count,
      objective: tightest.map { SweepResult.Judgement(bench.tallies[0], $0.objective) },
      inputs: told.indices.sorted { (-total(told[$0]), $0) < (-total(told[$1]), $1) }.map { told[$0] },
      leftOut: leftOut)
    return result
  }

  /// Nil where a value is missing, or all are the same.
  private func indices(_ values: [Double?], _ confidence: Double) -> [SaltelliDesign.Indices]? {
    let known = values.compactMap(\.self)
    return known.count == values.count ? design.indices(known, confidence: confidence, key: key) : nil
  }

  private func pair(_ indices: SaltelliDesign.Indices) -> SobolIndicesResult.Pair {
    func figure(_ index: SaltelliDesign.Index) -> Figure {
      Figure(value: index.value, low: index.low, high: index.high, n: basePoints)
    }
    return SobolIndicesResult.Pair(first: figure(indices.first), total: figure(indices.total))
  }
}
