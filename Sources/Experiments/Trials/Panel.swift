// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Scenarios
import Services

/// What is read off every replication of an alternative: the figure of each objective in each of its windows, the latency
/// of each flow, the month's bill.
public struct Panel: Sendable {
  /// A figure of one window.
  public struct Reading: Sendable {
    public let window: String
    public let subject: String
    public let metric: String
    public let statistic: String
    public let unit: FigureUnit
    let place: (window: Int, question: Int)
    let summary: Statistic

    /// Whether both are the same figure, perhaps of different alternatives.
    func isSame(as other: Reading) -> Bool {
      window == other.window && subject == other.subject && metric == other.metric && statistic == other.statistic
    }
  }

  /// A figure by its names, in every window: `uploads`, `latency`, `p99`.
  public struct Wanted: Sendable, Hashable {
    public var subject: String
    public var metric: String
    public var statistic: String

    public init(_ subject: String, _ metric: String, _ statistic: String) {
      self.subject = subject
      self.metric = metric
      self.statistic = statistic
    }
  }

  public let alternative: Alternative
  public let readings: [Reading]
  /// Parts whose own cost an objective is about.
  let billedParts: [String]
  /// Objectives about deliveries that a limit of the month may cut off.
  let limited: [Objective]
  let template: UsageResult

  /// - Parameter wanted: figures besides those of the objectives and the flows' latencies; what there is not is left out.
  public init(_ alternative: Alternative, wanted: [Wanted] = []) {
    self.alternative = alternative
    let scenario = alternative.scenario
    var readings: [Reading] = []
    func add(_ window: Int, _ name: Wanted) {
      let questions = alternative.questions[window]
      guard let place = questions.position(name.subject, name.metric, name.statistic),
        !readings.contains(where: { $0.place == (window, place) })
      else { return }
      let question = questions.questions[place]
      readings.append(
        Reading(
          window: scenario.windows[window].name, subject: name.subject, metric: name.metric, statistic: name.statistic,
          unit: question.unit, place: (window, place), summary: question.summary))
    }
    for (place, window) in scenario.windows.enumerated() {
      for objective in scenario.objectives where objective.windows?.contains(window.name) ?? true {
        if case .cost = objective.source { continue }
        add(place, Wanted(objective.subject, objective.metric, objective.statistic))
      }
      for flow in window.model.instruments.flows {
        for statistic in ["mean", "max", "p99"] + scenario.percentiles.map(\.description) {
          add(place, Wanted(flow.name, "latency", statistic))
        }
      }
      for name in wanted { add(place, name) }
    }
    self.readings = readings
    billedParts = scenario.objectives.reduce(into: []) { parts, objective in
      if case .cost(let part?) = objective.source, !parts.contains(part) { parts.append(part) }
    }
    template = UsageResult(scenario, scenario.windows.map { _ in [] })
    let limits = template.quantities.filter { $0.limit != nil }.map(\.part)
    limited = scenario.objectives.filter { objective in
      limits.contains { Summary.cutsOff($0, objective, scenario) }
    }
  }

  /// The reading of a figure.
  public func position(window: String, _ subject: String, _ metric: String, _ statistic: String) -> Int? {
    readings.firstIndex {
      $0.window == window && $0.subject == subject && $0.metric == metric && $0.statistic == statistic
    }
  }

  /// Reads one replication. The bill is made here, so that it is made on the thread that simulated.
  public func sample(_ outcome: Outcome) -> Sample {
    let usage = outcome.windows.map(\.meteredPerHour)
    let delivered = outcome.windows.map(\.deliveredPerHour)
    let costing = costing(usage, delivered)
    let bill = costing.bill(0..<1)
    return Sample(
      answers: readings.map { outcome.windows[$0.place.window].answers[$0.place.question] }, total: bill.total,
      parts: billedParts.map { Summary.cost(of: $0, bill) }, perMillion: costing.perMillion([bill])?.value,
      limited: limited.map { within($0, outcome, costing) }, usage: usage, deliveredPerHour: delivered,
      stopped: outcome.windows.map(\.stopped), events: outcome.events)
  }

  /// Prices what one replication, or the average of several, used.
  func costing(_ usage: [[(quantity: Double, aside: Double?)]], _ deliveredPerHour: [Double]) -> Costing {
    var priced = template
    for window in priced.windows.indices { priced.windows[window].deliveredPerHour = [deliveredPerHour[window]] }
    for place in priced.quantities.indices {
      priced.quantities[place].perHour = usage.map { [$0[place].quantity] }
      if priced.quantities[place].aside != nil {
        priced.quantities[place].asidePerHour = usage.map { $0[place].aside ?? 0 }
      }
    }
    let scenario = alternative.scenario
    return Costing(
      priced, book: alternative.book, region: scenario.region, terms: scenario.terms, confidence: scenario.confidence)
  }

  /// The share of a month's messages that an objective is about, as far as the month's limits let them through.
  private func within(_ objective: Objective, _ outcome: Outcome, _ costing: Costing) -> (value: Double, count: Int)? {
    let scenario = alternative.scenario
    var hits = 0.0
    var all = 0.0
    var count = 0
    for (place, window) in scenario.windows.enumerated() where objective.windows?.contains(window.name) ?? true {
      guard let question = alternative.questions[place].position(objective.subject, "delivered", "ratio") else {
        return nil
      }
      let answer = outcome.windows[place].answers[question]
      let hours = window.hoursPerMonth * 3600 / outcome.windows[place].duration.seconds
      hits += Double(answer.hits) * hours
      all += Double(answer.count) * hours
      count += answer.count
    }
    guard all > 0 else { return nil }
    let passed = costing.limits(0..<1).passed.first { Summary.cutsOff($0.part, objective, scenario) }
    let kept = hits * (passed?.share ?? 1) / all
    return (objective.metric == "delivered" ? kept : 1 - kept, count)
  }
}
