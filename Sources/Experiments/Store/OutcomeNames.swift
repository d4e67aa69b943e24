// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Scenarios

/// What the numbers of an outcome are called, so that they can be read without the scenario.
public struct OutcomeNames: Codable, Hashable, Sendable {
  public struct Question: Codable, Hashable, Sendable {
    public var subject: String
    public var metric: String
    public var statistic: String
    public var unit: FigureUnit
    /// Whether it is the statistic of a metric; else the recovery from the fault that the statistic names.
    var isStatistic: Bool

    /// How the values of the replications become one figure.
    var summary: Statistic { (isStatistic ? Statistic(statistic) : nil) ?? .mean }
  }

  public struct Quantity: Codable, Hashable, Sendable {
    public var part: String
    /// The meter's id.
    public var meter: String
    public var unit: String
    /// What the share beside it is of: `empty`.
    public var aside: String?
  }

  public struct Window: Codable, Hashable, Sendable {
    public var name: String
    public var questions: [Question]
    public var quantities: [Quantity]
  }

  public var windows: [Window]

  init(_ alternative: Alternative) {
    windows = zip(alternative.scenario.windows, alternative.questions).map { window, questions in
      Window(
        name: window.name,
        questions: questions.questions.map { question in
          var isStatistic = false
          if case .metric = question.kind { isStatistic = true }
          return Question(
            subject: question.subject, metric: question.metric, statistic: question.statistic, unit: question.unit,
            isStatistic: isStatistic)
        },
        quantities: window.model.meters.map {
          Quantity(part: $0.part, meter: $0.meter.id, unit: $0.meter.unit, aside: $0.aside?.word)
        })
    }
  }

  /// As JSON with sorted keys: the same names always give the same text.
  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// - Throws: `DecodingError`
  init(text: String) throws { self = try JSONDecoder().decode(OutcomeNames.self, from: Data(text.utf8)) }

  /// Whether an outcome has a number for every name.
  func fit(_ outcome: Outcome) -> Bool {
    outcome.windows.count == windows.count
      && zip(outcome.windows, windows).allSatisfy { found, named in
        found.answers.count == named.questions.count && found.meteredPerHour.count == named.quantities.count
          && zip(found.meteredPerHour, named.quantities).allSatisfy { ($0.aside == nil) == ($1.aside == nil) }
      }
  }
}

extension Alternative {
  /// Whether an outcome from a store has the figures of this alternative, in number.
  func fits(_ outcome: Outcome) -> Bool {
    outcome.windows.count == scenario.windows.count
      && scenario.windows.indices.allSatisfy { place in
        let (found, meters) = (outcome.windows[place], scenario.windows[place].model.meters)
        return found.answers.count == questions[place].questions.count && found.meteredPerHour.count == meters.count
          && zip(found.meteredPerHour, meters).allSatisfy { ($0.aside == nil) == ($1.aside == nil) }
      }
  }
}
