// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Scenarios
import Simulation
import Statistics

/// What the replications of one alternative add up to. It does not grow with their number.
public struct Tally: Sendable {
  private struct Entry {
    var values = Moments()
    var hits = 0
    var count = 0
  }

  public let panel: Panel
  public private(set) var replications = 0
  public private(set) var events: UInt64 = 0
  private var entries: [Entry]
  private var totals = MoneyMoments()
  private var perMillions = MoneyMoments()
  /// Whether no replication lacked a price for a million messages.
  private var hasPerMillion = true
  private var parts: [MoneyMoments]
  private var limited: [Entry]
  private var usage: [[(quantity: Double, aside: Double?)]]
  private var deliveredPerHour: [Double]
  private var stopped: [StopReason?]

  public init(_ panel: Panel) {
    self.panel = panel
    let windows = panel.alternative.scenario.windows
    entries = panel.readings.map { _ in Entry() }
    parts = panel.billedParts.map { _ in MoneyMoments() }
    limited = panel.limited.map { _ in Entry() }
    usage = windows.map { $0.model.meters.map { (0, $0.aside == nil ? nil : 0) } }
    deliveredPerHour = windows.map { _ in 0 }
    stopped = windows.map { _ in nil }
  }

  /// Adds a replication. The order counts for the last bits, so it must not depend on threads.
  public mutating func add(_ sample: Sample) {
    replications += 1
    events += sample.events
    for (place, answer) in sample.answers.enumerated() {
      if let value = answer.value { entries[place].values.add(value) }
      entries[place].hits += answer.hits
      entries[place].count += answer.count
    }
    totals.add(sample.total)
    if let amount = sample.perMillion { perMillions.add(amount) } else { hasPerMillion = false }
    for (place, amount) in sample.parts.enumerated() where amount != nil { parts[place].add(amount ?? 0) }
    for (place, share) in sample.limited.enumerated() {
      guard let share else { continue }
      limited[place].values.add(share.value)
      limited[place].count += share.count
    }
    for window in usage.indices {
      deliveredPerHour[window] += sample.deliveredPerHour[window]
      for place in usage[window].indices {
        usage[window][place].quantity += sample.usage[window][place].quantity
        if let aside = sample.usage[window][place].aside {
          usage[window][place].aside = (usage[window][place].aside ?? 0) + aside
        }
      }
      stopped[window] = stopped[window] ?? sample.stopped[window]
    }
  }

  private var scenario: Scenario { panel.alternative.scenario }

  // MARK: Figures

  /// The figure of a reading; nil without data.
  public func figure(_ reading: Int, confidence: Double? = nil) -> Figure? {
    let entry = entries[reading]
    return Figures.figure(
      entry.values, hits: entry.hits, count: entry.count, panel.readings[reading].summary,
      confidence: confidence ?? scenario.confidence)
  }

  /// The values of a reading over the replications.
  public func moments(_ reading: Int) -> Moments { entries[reading].values }

  /// The month's bill with its interval; nil without a replication.
  func cost(confidence: Double? = nil) -> MoneyFigure? {
    MoneyFigure(totals, confidence: confidence ?? scenario.confidence)
  }

  /// The same, as results carry it.
  public func monthly(confidence: Double? = nil) -> CostResult.Amount? { cost(confidence: confidence)?.result }

  /// The bill of the average replication; nil without one.
  var costing: Costing? {
    guard replications > 0 else { return nil }
    let count = Double(replications)
    return panel.costing(
      usage.map { $0.map { ($0.quantity / count, $0.aside.map { $0 / count }) } },
      deliveredPerHour.map { $0 / count })
  }

  // MARK: Verdicts

  /// An objective's figure and verdict in a window; the window is `month` for a cost.
  public struct Judgement: Sendable {
    public var window: String
    public var figure: Figure?
    public var verdict: SLOResult.Verdict
  }

  /// An objective in every window where it must hold.
  ///
  /// - Parameter confidence: of the interval that decides; the scenario's if it is left out.
  public func judgements(_ objective: Objective, confidence: Double? = nil) -> [Judgement] {
    let confidence = confidence ?? scenario.confidence
    if case .cost = objective.source {
      let amount = amount(objective, confidence)
      return [judgement("month", amount?.figure, Verdicts.verdict(amount, objective))]
    }
    if let place = panel.limited.firstIndex(where: { $0.name == objective.name && $0.asked == objective.asked }),
      let limits = costing?.limits(0..<1)
    {
      if limits.passed.contains(where: { Summary.cutsOff($0.part, objective, scenario) }) {
        let entry = limited[place]
        let figure = Figures.figure(entry.values, n: entry.count, confidence: confidence)
        return [judgement("month", figure, Verdicts.verdict(figure, objective))]
      }
      if limits.unknown.contains(where: { Summary.cutsOff($0.part, objective, scenario) }) {
        return windows(objective, confidence).map { one in
          var one = one
          if one.verdict == .pass { one.verdict = .undecided }
          return one
        }
      }
    }
    return windows(objective, confidence)
  }

  private func windows(_ objective: Objective, _ confidence: Double) -> [Judgement] {
    panel.readings.indices.compactMap { place in
      let reading = panel.readings[place]
      guard reading.subject == objective.subject, reading.metric == objective.metric,
        reading.statistic == objective.statistic, objective.windows?.contains(reading.window) ?? true
      else { return nil }
      let figure = figure(place, confidence: confidence)
      return judgement(reading.window, figure, Verdicts.verdict(figure, objective))
    }
  }

  /// A success of replications that were stopped before their end is none.
  private func judgement(_ window: String, _ figure: Figure?, _ verdict: SLOResult.Verdict) -> Judgement {
    let places = scenario.windows.indices.filter { window == "month" || scenario.windows[$0].name == window }
    let isStopped = places.contains { stopped[$0] != nil }
    return Judgement(window: window, figure: figure, verdict: verdict == .pass && isStopped ? .undecided : verdict)
  }

  /// An objective where it is worst: a failure counts more than doubt, and doubt more than success; then the figure that is
  /// worse for its bound. Undecided where there is no data.
  public func verdict(_ objective: Objective, confidence: Double? = nil) -> Judgement {
    Verdicts.worst(judgements(objective, confidence: confidence), objective) { ($0.verdict, $0.figure) }
      ?? Judgement(window: "", figure: nil, verdict: .undecided)
  }

  private func amount(_ objective: Objective, _ confidence: Double) -> MoneyFigure? {
    guard case .cost(let part) = objective.source else { return nil }
    if let part {
      guard let place = panel.billedParts.firstIndex(of: part), parts[place].count == replications else { return nil }
      return MoneyFigure(parts[place], confidence: confidence)
    }
    if objective.statistic == "monthly" { return cost(confidence: confidence) }
    return hasPerMillion ? MoneyFigure(perMillions, confidence: confidence) : nil
  }
}
