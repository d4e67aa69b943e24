// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Scenarios

/// An exercise: a story, a system that something is wrong with, and questions about it. What is right is measured when
/// it is needed; the exercise says only what to measure.
public struct Exercise: Sendable {
  /// The file's name without its ending.
  public let name: String
  /// Where it was read.
  public let path: String
  public let title: LocalText
  /// 1 first steps, 2 one service, 3 services together, 4 choosing, 5 planning capacity.
  public let level: Int
  /// Nanoseconds that a learner needs, about.
  public let time: Int64
  /// What it is about, in the services' own words.
  public let topics: [String]
  /// Names of the exercises that come before.
  public let needs: [String]
  /// The system as the learner finds it: the scenario with what is wrong laid over it.
  public let start: ScenarioFile
  /// The system's file, for the reader.
  public let scenarioPath: String
  /// Of everything that is measured.
  public let replications: Int
  public let story: LocalText
  public let questions: [Question]
  public let afterwards: [Look]
  public let discussion: [LocalText]

  /// Something to look at when the questions are answered.
  public struct Look: Sendable, Hashable {
    public let what: LocalText
    public let command: String
  }

  public func question(_ id: String) -> Question? { questions.first { $0.id == id } }
}

/// A question of an exercise.
public struct Question: Sendable {
  public let id: String
  public let ask: LocalText
  /// From a nudge to nearly the method.
  public let hints: [LocalText]
  public let task: Task

  public enum Task: Sendable {
    case number(NumberTask)
    case choice(ChoiceTask)
    case change(ChangeTask)
  }

  /// `number`, `choice` or `scenario`, as the file has it.
  public var kind: String {
    switch task {
    case .number: "number"
    case .choice: "choice"
    case .change: "scenario"
    }
  }
}

/// A figure that an exercise measures: `duplicate_work.ratio` of `resizer` in `usual`, or the month's bill.
public struct FigureName: Sendable, Hashable {
  /// Empty for the bill.
  public let subject: String
  public let metric: String
  public let statistic: String
  /// Nil where the system has only one window, and for the bill.
  public let window: String?
  /// Where it is named.
  public let node: Node

  /// The bill of a month.
  public var isCost: Bool { metric == "cost" }

  /// `duplicate_work.ratio of resizer`.
  public var text: String { isCost ? "cost.monthly" : "\(metric).\(statistic) of \(subject)" }
}

/// A number to predict.
public struct NumberTask: Sendable {
  public let figure: FigureName
  /// Laid over the start before it is measured; nil for the start itself.
  public let change: Node?
  /// Of a bare number.
  public let unit: AnswerUnit
  /// How far off an answer may be, as a share of the measured value.
  public let tolerance: Double
}

/// One of several to choose.
public struct ChoiceTask: Sendable {
  public enum Measure: Sendable {
    /// The change that makes a figure least, or most.
    case extreme(Extreme, FigureName)
    /// The range that a figure lies in, perhaps after a change.
    case range(FigureName, change: Node?)
  }

  public enum Extreme: String, Sendable, Hashable {
    case least, most
  }

  public struct Option: Sendable {
    /// `a`.
    public let name: String
    public let says: LocalText
    /// Of a choice of changes: what is laid over the start.
    public let change: Node?
    /// Of a choice of ranges.
    public let range: AnswerRange?
  }

  public let measure: Measure
  public let options: [Option]
}

/// A change of the system that makes it do what is asked.
public struct ChangeTask: Sendable {
  /// Paths, each with all that is below it.
  public let mayChange: [String]
  /// The objectives that must hold; nil for all.
  public let objectives: [String]?
  public let cost: CostCondition?
}
