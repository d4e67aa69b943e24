// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Statistics

/// A configuration under one circumstance: its replications and what is known from them.
struct PlanCourse: Sendable {
  let circumstance: Circumstance
  let panel: Panel
  /// Whether the objectives other than costs are judged here.
  let judges: Bool
  /// Whether the bill is made here and objectives about costs are judged.
  let bills: Bool
  private(set) var tally: Tally
  /// How often it has been looked at.
  private(set) var looks = 0
  /// Tests that are decided for good, by objective and window.
  private var met: [(objective: Int, window: String)] = []
  /// Objectives that must hold, all of them.
  let objectives: [Objective]

  init(_ panel: Panel, _ circumstance: Circumstance, _ objectives: [Objective], judges: Bool, bills: Bool) {
    self.panel = panel
    self.circumstance = circumstance
    self.objectives = objectives
    self.judges = judges
    self.bills = bills
    tally = Tally(panel)
  }

  var replications: Int { tally.replications }

  mutating func add(_ sample: Sample) { tally.add(sample) }

  /// How many tests there are.
  var tests: Int { states(confidence: 0.95).count }

  /// All its tests as they stand.
  func states(confidence: Double) -> [PlanTest] {
    objectives.indices.filter(isJudged).flatMap { place -> [PlanTest] in
      let objective = objectives[place]
      return tally.judgements(objective, confidence: confidence).map { one in
        let isHeldBack =
          one.verdict == .undecided && Verdicts.verdict(one.figure, objective) == .pass
        return PlanTest(objective: place, window: one.window, figure: one.figure, isHeldBack: isHeldBack)
      }
    }
  }

  private func isJudged(_ objective: Int) -> Bool {
    if case .cost = objectives[objective].source { return bills }
    return judges
  }

  /// Whether it has passed.
  func isMet(_ test: PlanTest) -> Bool {
    met.contains { $0.objective == test.objective && $0.window == test.window }
  }

  var isDecided: Bool { states(confidence: 0.95).allSatisfy(isMet) }

  /// The tests that are not decided yet, at 95%.
  var open: [PlanTest] { states(confidence: 0.95).filter { !isMet($0) } }

  /// How far it is from the bound that is hardest to keep, in standard errors.
  var margin: Double {
    open.map { PlanTest.margin($0.figure, objectives[$0.objective], replications: replications) }.min() ?? .infinity
  }

  /// Looks at what there is.
  ///
  /// - Parameters:
  ///   - failure: the level of a failure.
  ///   - pass: the level of a pass; nil while it is too early for one.
  /// - Returns: the tests that fail, at the confidence that decided.
  mutating func look(failure: Double, pass: Double?, room: Double) -> [PlanTest] {
    looks += 1
    let failed = failures(failure).filter { !isMet($0) }
    guard failed.isEmpty, let pass else { return failed }
    for test in states(confidence: PlanLevels.confidence(pass)) where !isMet(test) && !test.isHeldBack {
      if case .meets = PlanTest.meets(test.figure, objectives[test.objective], room: room) {
        met.append((test.objective, test.window))
      }
    }
    return []
  }

  /// The tests that fail at a level.
  func failures(_ level: Double) -> [PlanTest] {
    states(confidence: PlanLevels.confidence(level)).filter { PlanTest.fails($0.figure, objectives[$0.objective]) }
  }
}

/// When a configuration is looked at.
enum PlanLooks {
  /// Replications after which there is a look.
  static let schedule = [3, 6, 12, 24, 48, 96, 192, 384]
  /// Fewer replications are not enough to say that something holds: what is rare has not happened yet.
  static let leastToMeet = 12

  static var most: Int { schedule[schedule.count - 1] }

  /// The next number of replications; nil when that was the last.
  static func next(after count: Int) -> Int? { schedule.first { $0 > count } }
}
