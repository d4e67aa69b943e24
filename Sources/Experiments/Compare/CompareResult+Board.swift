// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Scenarios
import Statistics

extension CompareResult {
  /// Puts everything together.
  init(_ comparison: Comparison, _ board: ComparisonBoard, looks: Int, ended: String?, leftOut: [LeftOut]) {
    let confidence = comparison.confidence(look: looks)
    let best = comparison.method == .mcb ? BestComparison(board, confidence: confidence) : nil
    let makers = board.tallies.indices.map {
      VariantMaker(
        board: board, place: $0, confidence: confidence, differences: comparison.differenceConfidence(look: looks))
    }
    var variants = makers.map(\.variant)
    if let best {
      for measure in board.measures.indices {
        for (place, figure) in best.latencies(measure).enumerated() {
          guard let figure else { continue }
          let asked = board.measures[measure]
          variants[place].fromBest.append(
            Difference(
              window: asked.window, subject: asked.subject, metric: "latency", statistic: asked.statistic,
              unit: FigureUnit.seconds.rawValue, figure: figure, told: BestComparison.told(figure.low, figure.high)))
        }
      }
      for (place, figure) in best.costs.enumerated() {
        guard let figure else { continue }
        variants[place].monthlyFromBest = MoneyDifference(
          amount: figure.result, told: BestComparison.told(figure.low, figure.high))
      }
    }
    let ranking = Ranking(board, makers.map(\.standing), confidence: confidence)
    let base = comparison.alternatives[0]
    self.init(
      partial: ended == "interrupted", madeBy: RunResult.MadeBy(base.book, base.scenario), seed: base.scenario.seed,
      confidence: comparison.confidence,
      method: Method(
        differences: comparison.method.rawValue, stopping: comparison.stopping, looks: looks,
        figureConfidence: confidence, differenceConfidence: comparison.differenceConfidence(look: looks),
        bestConfidence: best?.each, ended: ended),
      replications: board.replications, variants: variants,
      measures: board.measures.map { Measure(window: $0.window, subject: $0.subject, statistic: $0.statistic) },
      cheapest: ranking.choice, cheaperButUndecided: ranking.cheaperButUndecided, leftOut: leftOut)
  }
}

extension Comparison {
  /// What decides when to stop.
  fileprivate var stopping: String {
    if untilDecided { return "until-decided" }
    if case .replications = precision { return "fixed" }
    return "until"
  }
}

/// Which alternative is the cheapest of those that do what is required, and whether that is more than chance.
private struct Ranking {
  var choice: CompareResult.Choice?
  var cheaperButUndecided: [String] = []

  init(_ board: ComparisonBoard, _ standings: [CompareResult.Standing], confidence: Double) {
    let labels = board.panels.map(\.alternative.label)
    let amounts = board.tallies.map { $0.cost()?.value }
    // Equal ones in the order in which they are given.
    let ranked = standings.indices.filter { standings[$0] == .pass && amounts[$0] != nil }.sorted { one, other in
      let (a, b) = (amounts[one] ?? 0, amounts[other] ?? 0)
      return a == b ? one < other : a < b
    }
    guard let first = ranked.first, let amount = amounts[first] else { return }
    // Which ones are compared depends on the figures, so all pairs of the able ones are allowed for.
    let able = standings.count { $0 != .out }
    let each = Simultaneous.each(confidence, of: able * (able - 1) / 2)
    func difference(_ other: Int) -> MoneyFigure? { board.costs.difference(first, other, confidence: each) }
    let next = ranked.dropFirst().first
    choice = CompareResult.Choice(
      label: labels[first], next: next.map { labels[$0] }, difference: next.flatMap { difference($0)?.result },
      notToldFrom: ranked.dropFirst().filter { difference($0)?.told != .less }.map { labels[$0] })
    cheaperButUndecided = standings.indices.filter {
      standings[$0] == .undecided && amounts[$0].map { $0 < amount } ?? false
    }.map { labels[$0] }
  }
}

/// What there is to say of one alternative.
private struct VariantMaker {
  let board: ComparisonBoard
  let place: Int
  let confidence: Double
  /// The confidence of a difference.
  let differences: Double

  private var tally: Tally { board.tallies[place] }
  private var alternative: Alternative { tally.panel.alternative }
  private var scenario: Scenario { alternative.scenario }

  var variant: CompareResult.Variant {
    let monthly = tally.cost(confidence: confidence)
    var cost = tally.costing?.result
    cost?.low = monthly?.low.map { Money.cents($0.roundedToCents) }
    cost?.high = monthly?.high.map { Money.cents($0.roundedToCents) }
    return CompareResult.Variant(
      label: alternative.label, scenario: RunResult.Identity(scenario),
      able: scenario.requirements.isEmpty ? nil : scenario.isAble, requirements: RequirementResult.all(of: scenario),
      standing: standing, readings: readings, differences: fromBase, fromBest: [], slos: scenario.objectives.map(slo),
      survivals: survivals, monthly: monthly?.result, atLeast: cost?.atLeast ?? false,
      monthlyDifference: monthlyDifference, monthlyFromBest: nil, cost: cost, events: tally.events)
  }

  var standing: CompareResult.Standing {
    guard scenario.isAble else { return .out }
    let verdicts = scenario.objectives.filter { $0.level == .fail }.map {
      tally.verdict($0, confidence: confidence).verdict
    }
    return verdicts.contains(.fail) ? .fail : verdicts.contains(.undecided) ? .undecided : .pass
  }

  // MARK: Figures

  private var readings: [CompareResult.Reading] {
    tally.panel.readings.enumerated().map { number, reading in
      CompareResult.Reading(
        window: reading.window, subject: reading.subject, metric: reading.metric, statistic: reading.statistic,
        unit: reading.unit.rawValue, figure: tally.figure(number, confidence: confidence))
    }
  }

  private var fromBase: [CompareResult.Difference] {
    guard place > 0 else { return [] }
    return tally.panel.readings.enumerated().compactMap { number, reading in
      guard let figure = board.differences[place - 1].figure(number, confidence: differences) else { return nil }
      return CompareResult.Difference(
        window: reading.window, subject: reading.subject, metric: reading.metric, statistic: reading.statistic,
        unit: reading.unit.rawValue, figure: figure, told: figure.told)
    }
  }

  private var monthlyDifference: CompareResult.MoneyDifference? {
    guard place > 0, let figure = board.differences[place - 1].cost(confidence: differences) else { return nil }
    return CompareResult.MoneyDifference(amount: figure.result, told: figure.told)
  }

  // MARK: Verdicts

  private func slo(_ objective: Objective) -> SLOResult {
    let judgement = tally.verdict(objective, confidence: confidence)
    let figure = judgement.figure
    var reason: String?
    var needed: Int?
    if figure == nil {
      reason = "no data"
    } else if judgement.verdict == .undecided, let figure {
      needed = Verdicts.replicationsNeeded(figure, objective, now: tally.replications)
      reason =
        if let needed {
          "needs about \(needed) replications"
        } else {
          figure.halfWidth.isFinite ? "too close to the bound to tell" : "too few replications for an interval"
        }
    }
    return SLOResult(
      name: objective.name, of: objective.subject, metric: "\(objective.metric).\(objective.statistic)",
      window: judgement.window, asked: objective.asked, bound: objective.bound, unit: objective.unit.rawValue,
      value: figure?.value, low: figure?.low, high: figure?.high, n: figure?.n ?? 0, verdict: judgement.verdict,
      level: objective.level.rawValue, exit: objective.exitCode, reason: reason, needsReplications: needed)
  }

  // MARK: Faults

  /// Every fault of any alternative, in order.
  private var faults: [String] {
    board.panels.flatMap { $0.alternative.questions.flatMap { $0.faults.map(\.name) } }
      .reduce(into: []) { names, name in if !names.contains(name) { names.append(name) } }
  }

  private var survivals: [CompareResult.Survival] {
    faults.map { fault in
      let windows = zip(scenario.windows, alternative.questions).filter { _, questions in
        questions.faults.contains { $0.name == fault }
      }.map(\.0.name)
      guard !windows.isEmpty else {
        return CompareResult.Survival(
          fault: fault, windows: [], verdict: nil, objectives: [], subject: nil, recovery: nil, notBack: 0)
      }
      let judged = judged(fault, windows)
      let worst = judged.map(\.verdict).max { Verdicts.weight($0) < Verdicts.weight($1) }
      let longest = recovery(fault)
      return CompareResult.Survival(
        fault: fault, windows: windows, verdict: worst,
        objectives: RunResult.once(judged.filter { $0.verdict == worst && worst != .pass }.map(\.objective)),
        subject: longest?.subject, recovery: longest?.figure, notBack: longest?.notBack ?? 0)
    }
  }

  /// The objectives that say whether a fault is survived: those about the recovery from it, and those of the windows in
  /// which it happens.
  private func judged(_ fault: String, _ windows: [String]) -> [(objective: String, verdict: SLOResult.Verdict)] {
    scenario.objectives.filter { $0.level == .fail }.flatMap { objective in
      switch objective.source {
      case .cost: return [(objective: String, verdict: SLOResult.Verdict)]()
      case .recovery(let from) where from != fault: return []
      case .recovery, .measured:
        return tally.judgements(objective, confidence: confidence).filter { windows.contains($0.window) }
          .map { (objective.name, $0.verdict) }
      }
    }
  }

  /// The longest of the flows' recoveries.
  private func recovery(_ fault: String) -> (subject: String, figure: Figure, notBack: Int)? {
    tally.panel.readings.enumerated().compactMap { number, reading in
      guard reading.metric == "recovery_time", reading.statistic == fault,
        let figure = tally.figure(number, confidence: confidence)
      else { return nil }
      return (reading.subject, figure, board.notBack[place][number])
    }.max { $0.1.value < $1.1.value }
  }
}

extension RunResult {
  /// Each name once, in order.
  fileprivate static func once(_ names: [String]) -> [String] {
    names.reduce(into: []) { found, name in if !found.contains(name) { found.append(name) } }
  }
}
