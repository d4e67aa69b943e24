// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Scenarios
import Statistics

/// What the replications of all alternatives of a comparison add up to. Only whole replications count: those that every
/// alternative has finished, so that differences are paired. It does not grow with their number.
struct ComparisonBoard {
  /// A latency of a flow in a window, and its place in each alternative's panel.
  struct Measure {
    var window: String
    var subject: String
    var statistic: String
    var places: [Int?]
  }

  let panels: [Panel]
  let measures: [Measure]
  private(set) var tallies: [Tally]
  /// From the base, for each of the others.
  private(set) var differences: [Differences]
  private(set) var costs: PairwiseCosts
  /// For each measure the differences of all pairs; empty where nobody wants them.
  private var latencies: [PairwiseMoments]
  /// Replications in which a recovery was not complete, by alternative and reading.
  private(set) var notBack: [[Int]]
  private var waiting: [Sample?]

  /// - Parameters:
  ///   - comparesWithBest: whether differences of all pairs of latencies are wanted.
  ///   - wanted: further figures.
  init(_ alternatives: [Alternative], comparesWithBest: Bool, wanted: [Panel.Wanted] = []) {
    let panels = alternatives.map { Panel($0, wanted: Self.recoveries($0) + wanted) }
    self.panels = panels
    measures = Self.measures(alternatives, panels)
    tallies = panels.map(Tally.init)
    differences = panels.dropFirst().map { Differences($0, minus: panels[0]) }
    costs = PairwiseCosts(panels.count)
    latencies = comparesWithBest ? measures.map { _ in PairwiseMoments(panels.count) } : []
    notBack = panels.map { $0.readings.map { _ in 0 } }
    waiting = panels.map { _ in nil }
  }

  var replications: Int { tallies.first?.replications ?? 0 }

  /// Adds what one task gave; tasks come replication by replication.
  mutating func take(_ task: Laboratory.Task, _ sample: Sample) {
    waiting[task.alternative] = sample
    let samples = waiting.compactMap(\.self)
    guard samples.count == waiting.count else { return }
    waiting = waiting.map { _ in nil }
    for place in panels.indices {
      tallies[place].add(samples[place])
      if place > 0 { differences[place - 1].add(samples[place], minus: samples[0]) }
      for (reading, answer) in samples[place].answers.enumerated() { notBack[place][reading] += answer.hits }
    }
    costs.add(samples.map(\.total))
    for place in latencies.indices {
      latencies[place].add(
        zip(samples, measures[place].places).map { sample, reading in reading.flatMap { sample.answers[$0].value } })
    }
  }

  /// The differences of one measure between all pairs; nil where they are not kept.
  func pairs(ofMeasure place: Int) -> PairwiseMoments? { latencies.isEmpty ? nil : latencies[place] }

  /// The time that each flow takes to get over each fault that happens to an alternative.
  private static func recoveries(_ alternative: Alternative) -> [Panel.Wanted] {
    zip(alternative.scenario.windows, alternative.questions).flatMap { window, questions in
      questions.faults.flatMap { fault in
        window.model.instruments.flows.map { Panel.Wanted($0.name, "recovery_time", fault.name) }
      }
    }
  }

  /// Each flow's latency in each window: the statistics that objectives ask for, else the p99.
  private static func measures(_ alternatives: [Alternative], _ panels: [Panel]) -> [Measure] {
    var measures: [Measure] = []
    for alternative in alternatives {
      let objectives = alternative.scenario.objectives.filter { $0.metric == "latency" }
      for window in alternative.scenario.windows {
        for flow in window.model.instruments.flows.map(\.name) {
          let asked = objectives.filter { $0.subject == flow && $0.windows?.contains(window.name) ?? true }
          for statistic in asked.isEmpty ? ["p99"] : asked.map(\.statistic)
          where !measures.contains(where: { ($0.window, $0.subject, $0.statistic) == (window.name, flow, statistic) }) {
            measures.append(
              Measure(
                window: window.name, subject: flow, statistic: statistic,
                places: panels.map { $0.position(window: window.name, flow, "latency", statistic) }))
          }
        }
      }
    }
    // A flow's windows beside each other.
    let names = measures.map { "\($0.subject)\n\($0.statistic)" }
    let order = names.enumerated().filter { names.firstIndex(of: $0.element) == $0.offset }.map(\.element)
    return order.flatMap { name in zip(names, measures).filter { $0.0 == name }.map(\.1) }
  }
}

/// The bills of several alternatives, and the differences of all pairs, paired by replication.
struct PairwiseCosts: Sendable {
  let count: Int
  private(set) var totals: [MoneyMoments]
  /// Of the first minus the second, for first < second.
  private var pairs: [MoneyMoments]

  init(_ count: Int) {
    self.count = count
    totals = (0..<count).map { _ in MoneyMoments() }
    pairs = (0..<count * (count - 1) / 2).map { _ in MoneyMoments() }
  }

  /// Adds one replication's bills.
  mutating func add(_ amounts: [Decimal]) {
    for place in 0..<count { totals[place].add(amounts[place]) }
    for second in 0..<count {
      for first in 0..<second { pairs[Pairs.place(first, second)].add(amounts[first] - amounts[second]) }
    }
  }

  /// The difference of two bills with its two-sided interval; nil without a replication.
  func difference(_ one: Int, _ other: Int, confidence: Double) -> MoneyFigure? {
    guard one != other else { return nil }
    let moments = pairs[Pairs.place(min(one, other), max(one, other))]
    guard var figure = MoneyFigure(moments, confidence: confidence) else { return nil }
    if let high = figure.high { figure.low = figure.value - (high - figure.value) }
    guard one > other else { return figure }
    return figure.negated
  }
}

/// The differences of one figure between all pairs of alternatives, paired by replication.
struct PairwiseMoments: Sendable {
  private var pairs: [Moments]

  init(_ count: Int) { pairs = (0..<count * (count - 1) / 2).map { _ in Moments() } }

  /// Adds one replication; what has no data is left out.
  mutating func add(_ values: [Double?]) {
    for second in values.indices {
      for first in 0..<second {
        guard let one = values[first], let other = values[second] else { continue }
        pairs[Pairs.place(first, second)].add(one - other)
      }
    }
  }

  /// The mean difference, and the standard error's moments.
  func difference(_ one: Int, _ other: Int) -> (mean: Double, moments: Moments) {
    let moments = pairs[Pairs.place(min(one, other), max(one, other))]
    return (one < other ? moments.mean : -moments.mean, moments)
  }
}

private enum Pairs {
  /// The place of a pair, first < second.
  static func place(_ first: Int, _ second: Int) -> Int { second * (second - 1) / 2 + first }
}

extension MoneyFigure {
  /// The same difference the other way round.
  var negated: MoneyFigure {
    var other = self
    other.value = -value
    other.low = high.map { -$0 }
    other.high = low.map { -$0 }
    return other
  }

  var told: CompareResult.Told {
    guard let low, let high else { return .untold }
    return low == 0 && high == 0 ? .same : low > 0 ? .more : high < 0 ? .less : .untold
  }
}

extension Figure {
  /// What the figure, as a difference, says.
  var told: CompareResult.Told {
    guard let low, let high else { return .untold }
    return low == 0 && high == 0 ? .same : low > 0 ? .more : high < 0 ? .less : .untold
  }
}
