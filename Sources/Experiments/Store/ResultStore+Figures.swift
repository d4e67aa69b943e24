// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Statistics

/// A figure of an alternative, over all its replications in a store.
public struct StoredFigure: Sendable, Hashable {
  public var window: String
  public var subject: String
  public var metric: String
  public var statistic: String
  public var unit: FigureUnit
  /// Nil without data.
  public var figure: Figure?

  /// Whether it says how the system does, rather than why.
  public var isOutcome: Bool {
    (metric == "latency" && ["mean", "p50", "p99", "max"].contains(statistic))
      || (["delivered", "lost", "dead_lettered", "hit"].contains(metric) && statistic == "ratio")
  }
}

/// One number of one replication.
public struct StoredNumber: Sendable, Hashable {
  public var replication: Int
  public var window: String
  /// Empty for what is about the whole window.
  public var subject: String
  public var metric: String
  public var statistic: String
  public var unit: String
  /// Nil without data.
  public var value: Double?
  /// Observations; for a ratio what it is of. Nil for what is not observed but added up.
  public var count: Int?
  /// For a ratio: how many of them.
  public var hits: Int?
}

extension ResultStore {
  /// The figures of an alternative with their intervals, in the order in which they were asked.
  ///
  /// - Throws: ``StoreProblem``
  public func figures(of alternative: StoredAlternative, confidence: Double = 0.95) throws -> [StoredFigure] {
    let names = try knownNames(alternative)
    var moments = names.windows.map { $0.questions.map { _ in (values: Moments(), hits: 0, count: 0) } }
    try forEachReplication(of: alternative.id) { number, outcome in
      try check(outcome, number, names, alternative)
      for (window, found) in outcome.windows.enumerated() {
        for (place, answer) in found.answers.enumerated() {
          if let value = answer.value { moments[window][place].values.add(value) }
          moments[window][place].hits += answer.hits
          moments[window][place].count += answer.count
        }
      }
    }
    return zip(names.windows, moments).flatMap { window, moments in
      zip(window.questions, moments).map { question, sum in
        StoredFigure(
          window: window.name, subject: question.subject, metric: question.metric, statistic: question.statistic,
          unit: question.unit,
          figure: Figures.figure(
            sum.values, hits: sum.hits, count: sum.count, question.summary, confidence: confidence))
      }
    }
  }

  /// Hands over every number of every replication of an alternative, replication by replication.
  ///
  /// - Throws: ``StoreProblem``, what `body` throws.
  public func forEachNumber(of alternative: StoredAlternative, _ body: (StoredNumber) throws -> Void) throws {
    guard alternative.replications > 0 else { return }
    let names = try knownNames(alternative)
    try forEachReplication(of: alternative.id) { number, outcome in
      try check(outcome, number, names, alternative)
      for (window, found) in zip(names.windows, outcome.windows) {
        func give(
          _ subject: String, _ metric: String, _ statistic: String, _ unit: String, _ value: Double?,
          _ count: Int? = nil, _ hits: Int? = nil
        ) throws {
          try body(
            StoredNumber(
              replication: number, window: window.name, subject: subject, metric: metric, statistic: statistic,
              unit: unit, value: value, count: count, hits: hits))
        }
        for (question, answer) in zip(window.questions, found.answers) {
          try give(
            question.subject, question.metric, question.statistic, question.unit.rawValue, answer.value, answer.count,
            answer.hits)
        }
        for (quantity, metered) in zip(window.quantities, found.meteredPerHour) {
          try give(quantity.part, quantity.meter, "per_hour", quantity.unit, metered.quantity)
          if let word = quantity.aside, let aside = metered.aside {
            try give(quantity.part, quantity.meter, "per_hour_\(word)", quantity.unit, aside)
          }
        }
        try give("", "delivered", "per_hour", "message", found.deliveredPerHour)
        try give("", "warmup", "time", "s", found.warmup.seconds)
        try give("", "duration", "time", "s", found.duration.seconds)
        try give("", "events", "count", "event", Double(found.events))
      }
    }
  }

  private func knownNames(_ alternative: StoredAlternative) throws -> OutcomeNames {
    guard let names = try names(of: alternative.id) else {
      throw StoreProblem(
        .other, file, "nobody has said what the figures of alternative \(alternative.id) are called",
        hint: "the experiment that it belongs to says so when it is done again")
    }
    return names
  }

  private func check(
    _ outcome: Outcome, _ number: Int, _ names: OutcomeNames, _ alternative: StoredAlternative
  ) throws(StoreProblem) {
    guard names.fit(outcome) else {
      throw StoreProblem(
        .damaged, file, "replication \(number) of alternative \(alternative.id) has other figures than names",
        hint: StoreProblem.damagedHint)
    }
  }
}
