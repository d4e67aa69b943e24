// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// What `sluice sweep` finds out. Of `points`, `headroom`, `tornado` and `indices` there is one. Times are seconds, money
/// is decimal text.
public struct SweepResult: Sendable, Codable {
  /// What was changed.
  public struct Input: Sendable, Codable, Hashable {
    /// `workers.resizer.tasks`; `traffic` is the factor of all traffic.
    public var path: String
    public var values: [String]
  }

  /// An objective at a point, in the window where it is worst.
  public struct Judgement: Sendable, Codable {
    public var name: String
    public var of: String
    /// `latency.p99`.
    public var metric: String
    public var window: String
    public var asked: String
    public var unit: String
    public var level: String
    /// Nil without data.
    public var figure: Figure?
    public var verdict: SLOResult.Verdict
  }

  /// A figure of a flow or part in a window.
  public struct Reading: Sendable, Codable {
    public var window: String
    public var subject: String
    /// `latency.p99`, `utilisation.mean`.
    public var metric: String
    public var unit: String
    public var figure: Figure
  }

  /// One combination of values.
  public struct Point: Sendable, Codable {
    /// From 0.
    public var number: Int
    /// A value for each input.
    public var values: [String]
    public var replications: Int
    /// US dollars a month; nil where nothing was simulated.
    public var monthly: CostResult.Amount?
    /// Whether something has no price, so that it is a lower bound.
    public var atLeast: Bool
    public var objectives: [Judgement]
    public var latencies: [Reading]
    public var utilisations: [Reading]
    /// Whether it has all required abilities; nil where nothing is required.
    public var able: Bool?
    /// Of all objectives of level `fail` together: pass when all do.
    public var verdict: SLOResult.Verdict
  }

  /// Where a flow's latency begins to climb; for an input of which more helps, where more no longer helps much.
  public struct KneeResult: Sendable, Codable {
    public var window: String
    public var subject: String
    public var metric: String
    public var unit: String
    /// The input's path.
    public var against: String
    /// Whether the latency rises with the input.
    public var rises: Bool
    /// The value of the input there, and the point.
    public var at: String
    public var point: Int
    public var figure: Figure
    /// Utilisation of the busiest part there.
    public var utilisation: Reading?
  }

  /// From where on, or up to where, something passes along one input.
  public struct Span: Sendable, Codable, Hashable {
    /// All objectives together, or one of them.
    public var objective: String?
    /// The least value from which all points pass up to the end; nil where the last does not, or all do.
    public var passesFrom: String?
    /// The largest value up to which all points pass from the start; nil where the first does not, or all do.
    public var passesUpTo: String?
    /// The nearest value on the other side that fails for certain; between it and the passing one nobody knows.
    public var failsAt: String?
    /// Whether every point passes, or none.
    public var all: Bool
    public var none: Bool
  }

  public var schema = "sweep/1"
  /// `points`, `headroom`, `tornado` or `sobol-indices`.
  public var kind: String
  public var partial: Bool
  public var madeBy: RunResult.MadeBy
  public var scenario: RunResult.Identity
  public var seed: UInt64
  public var confidence: Double
  /// Of each point, at most.
  public var replications: Int
  public var inputs: [Input]
  public var design: SweepDesign?
  public var points: [Point]?
  public var knees: [KneeResult]?
  public var breakEven: [Span]?
  /// The number of the cheapest point that passes; nil if none does.
  public var cheapest: Int?
  public var headroom: HeadroomResult?
  public var tornado: TornadoResult?
  public var indices: SobolIndicesResult?

  init(
    _ kind: String, _ alternative: Alternative, replications: Int, partial: Bool, inputs: [Input] = []
  ) {
    let scenario = alternative.scenario
    self.kind = kind
    self.partial = partial
    madeBy = RunResult.MadeBy(alternative.book, scenario)
    self.scenario = RunResult.Identity(scenario)
    seed = scenario.seed
    confidence = scenario.confidence
    self.replications = replications
    self.inputs = inputs
  }
}

extension SweepResult.Judgement {
  init(_ tally: Tally, _ objective: Objective) {
    let judgement = tally.verdict(objective)
    self.init(
      name: objective.name, of: objective.subject, metric: "\(objective.metric).\(objective.statistic)",
      window: judgement.window, asked: objective.asked, unit: objective.unit.rawValue,
      level: objective.level.rawValue, figure: judgement.figure, verdict: judgement.verdict)
  }
}

extension SweepResult.Point {
  init(_ number: Int, _ values: [String], _ tally: Tally) {
    let scenario = tally.panel.alternative.scenario
    self.number = number
    self.values = values
    replications = tally.replications
    monthly = tally.monthly()
    atLeast = tally.costing?.bill(0..<1).isAtLeast ?? false
    objectives = scenario.objectives.map { SweepResult.Judgement(tally, $0) }
    latencies = tally.readings { $0.metric == "latency" }
    utilisations = tally.readings { $0.metric == "utilisation" }
    able = RequirementResult.all(of: scenario).map { $0.allSatisfy(\.able) }
    let judged = objectives.filter { $0.level == Objective.Level.fail.rawValue }.map(\.verdict)
    verdict =
      able == false || judged.contains(.fail)
      ? .fail : tally.replications == 0 || judged.contains(.undecided) ? .undecided : .pass
  }
}

extension Tally {
  /// The figures of some readings.
  func readings(_ isWanted: (Panel.Reading) -> Bool) -> [SweepResult.Reading] {
    panel.readings.enumerated().compactMap { place, reading in
      guard isWanted(reading), let figure = figure(place) else { return nil }
      return SweepResult.Reading(
        window: reading.window, subject: reading.subject, metric: "\(reading.metric).\(reading.statistic)",
        unit: reading.unit.rawValue, figure: figure)
    }
  }
}
