// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios
import Services
import Simulation
import Statistics

/// All that some finished replications say: figures, verdicts, the bill. Makes the ``RunResult``.
struct Summary {
  let scenario: Scenario
  let questions: [Questions]
  let digests: [[Digest]]
  let book: PriceBook
  let cost: Costing
  /// The bill of each replication taken alone.
  let bills: [Bill]
  /// Limits of a month that are passed.
  let passedLimits: [Costing.Passed]
  /// Limits of a month of which nobody knows whether they are passed.
  let unknownLimits: [Costing.Unknown]
  /// The confidence of the intervals that decide; those that are shown have the scenario's.
  let decisionConfidence: Double

  init(
    scenario: Scenario, questions: [Questions], digests: [[Digest]], book: PriceBook, decisionConfidence: Double
  ) {
    self.decisionConfidence = decisionConfidence
    self.scenario = scenario
    self.questions = questions
    self.digests = digests
    self.book = book
    cost = Costing(
      UsageResult(scenario, digests), book: book, region: scenario.region, terms: scenario.terms,
      confidence: scenario.confidence)
    bills = cost.bills
    (passedLimits, unknownLimits) = bills.isEmpty ? ([], []) : cost.limits(0..<bills.count)
  }

  var replications: Int { digests.first?.count ?? 0 }

  /// The figure that answers a question in a window.
  func figure(window: Int, question: Int, confidence: Double? = nil) -> Figure? {
    Figures.figure(
      digests[window].map { $0.answers[question] }, questions[window].questions[question].summary,
      confidence: confidence ?? scenario.confidence)
  }

  // MARK: Precision

  /// Replications that would make every objective precise to `share`; nil when all are.
  func replicationsNeeded(until share: Double, now count: Int) -> Int? {
    var needed = 0
    for (figure, bound) in watched {
      let wanted = share * max(abs(figure.value), abs(bound))
      guard figure.halfWidth > wanted else { continue }
      needed = max(needed, Intervals.replicationsNeeded(now: count, halfWidth: figure.halfWidth, wanted: wanted))
    }
    return needed > 0 ? needed : nil
  }

  /// Replications that would probably decide every objective; nil when all are decided, or when none of the rest ever will
  /// be (no data, or a limit that nobody knows).
  func replicationsToDecide(now count: Int) -> Int? {
    scenario.objectives.filter { $0.comparison != .equal }.compactMap { objective in
      let verdict = verdict(objective, [])
      guard verdict.verdict == .undecided, let figure = judged(objective).worst?.decisive,
        unknownLimit(objective) == nil
      else { return nil }
      return Intervals.replicationsNeeded(
        now: count, halfWidth: figure.halfWidth, wanted: abs(figure.value - objective.bound))
    }
    .max().map { max($0, count + 1) }
  }

  /// What must be precise: each objective in each of its windows; without objectives the flows' p99.
  private var watched: [(figure: Figure, bound: Double)] {
    if scenario.objectives.isEmpty {
      return scenario.windows.indices.flatMap { window in
        scenario.windows[window].model.instruments.flows.compactMap { flow in
          questions[window].position(flow.name, "latency", "p99")
            .flatMap { figure(window: window, question: $0) }.map { ($0, 0) }
        }
      }
    }
    // What is counted to be exactly so is not a matter of precision.
    return scenario.objectives.filter { $0.comparison != .equal }.flatMap { objective in
      candidates(objective).compactMap { candidate in candidate.figure.map { ($0, objective.bound) } }
    }
  }

  // MARK: Verdicts

  /// An objective's figure in each window where it must hold.
  func candidates(_ objective: Objective, confidence: Double? = nil) -> [(window: String, figure: Figure?)] {
    switch objective.source {
    case .cost: return [("month", amount(objective, confidence: confidence)?.figure)]
    case .recovery, .measured: break
    }
    if let limited = limited(objective, confidence: confidence) { return [("month", limited)] }
    return scenario.windows.indices.compactMap { window in
      let name = scenario.windows[window].name
      guard objective.windows?.contains(name) ?? true,
        let question = questions[window].position(objective.subject, objective.metric, objective.statistic)
      else { return nil }
      return (name, figure(window: window, question: question, confidence: confidence))
    }
  }

  /// An objective in a window: the figure that is shown, the one that decides, and the verdict.
  private struct Judged {
    var window: String
    var shown: Figure?
    var decisive: Figure?
    var verdict: SLOResult.Verdict
  }

  private func judged(_ objective: Objective) -> (all: [Judged], worst: Judged?) {
    let shown = candidates(objective)
    let decisive =
      decisionConfidence == scenario.confidence
      ? shown : candidates(objective, confidence: decisionConfidence)
    let all = zip(shown, decisive).map { shown, decisive in
      Judged(
        window: shown.window, shown: shown.figure, decisive: decisive.figure,
        verdict: judge(decisive.figure, objective, in: shown.window))
    }
    return (all, Verdicts.worst(all, objective) { ($0.verdict, $0.shown) })
  }

  /// The verdict on an objective: that of the window where it is worst.
  func verdict(_ objective: Objective, _ findings: [Finding]) -> SLOResult {
    let (judged, worst) = judged(objective)
    let figure = worst?.shown
    let unknown = unknownLimit(objective)
    // Nobody knows whether the limit cuts off what the windows measured.
    let verdict = worst?.verdict == .pass && unknown != nil ? .undecided : worst?.verdict ?? .undecided
    var reason: String?
    var needed: Int?
    if figure == nil {
      reason = judged.isEmpty ? "none of its windows was simulated" : missing(objective)
    } else if verdict == .undecided, let unknown {
      reason =
        "\(unknown.limit.what)s have no price in \(scenario.region), and their limit holds only below "
        + "\(unknown.price) each"
    } else if verdict == .undecided, let stopped = stopped(in: worst?.window ?? "") {
      reason = "stopped early: \(stopped.rawValue)"
    } else if verdict == .undecided, let figure = worst?.decisive {
      needed = Verdicts.replicationsNeeded(figure, objective, now: replications)
      reason =
        if decisionConfidence != scenario.confidence, worst.map({ isClear($0.shown, objective) }) ?? false {
          "clear at \(Format.percent(scenario.confidence, decimals: 0)), but not for one who looks again and again"
        } else if let needed {
          "needs about \(needed) replications"
        } else {
          figure.halfWidth.isFinite ? "too close to the bound to tell" : "too few replications for an interval"
        }
    } else if verdict == .fail, let passed = passedLimit(objective) {
      reason = "the \(passed.limit.what) limit is used up on day \(passed.day) of the month"
    } else if verdict == .fail || objective.metric == "duplicate_work" {
      // What is special about the window comes before what holds in all of them.
      let about = findings.filter { isAbout($0, objective) }
      reason = (about.first { $0.window == worst?.window } ?? about.first { $0.window == nil })?.reason
    }
    return SLOResult(
      name: objective.name, of: objective.subject, metric: "\(objective.metric).\(objective.statistic)",
      window: worst?.window ?? "", asked: objective.asked, bound: objective.bound, unit: objective.unit.rawValue,
      value: figure?.value, low: figure?.low, high: figure?.high, n: figure?.n ?? 0, verdict: verdict,
      level: objective.level.rawValue, exit: objective.exitCode, reason: reason, needsReplications: needed)
  }

  /// Whether the interval that is shown lies on one side of the bound.
  private func isClear(_ figure: Figure?, _ objective: Objective) -> Bool {
    Verdicts.verdict(figure, objective) != .undecided
  }

  /// A success of replications that were stopped before their end is none.
  private func judge(_ figure: Figure?, _ objective: Objective, in window: String) -> SLOResult.Verdict {
    let verdict: SLOResult.Verdict =
      if case .cost = objective.source {
        Verdicts.verdict(amount(objective, confidence: decisionConfidence), objective)
      } else {
        Verdicts.verdict(figure, objective)
      }
    return verdict == .pass && stopped(in: window) != nil ? .undecided : verdict
  }

  /// Why a replication of a window ended early, if one did; of any window, for the month.
  private func stopped(in window: String) -> StopReason? {
    for (place, digests) in digests.enumerated()
    where window == "month" || scenario.windows[place].name == window {
      if let reason = digests.lazy.compactMap(\.stopped).first { return reason }
    }
    return nil
  }

  /// Whether a finding accounts for an objective's figure: it names the metric, and its part is wired to the subject.
  private func isAbout(_ finding: Finding, _ objective: Objective) -> Bool {
    guard finding.accountsFor.contains(objective.metric), let part = finding.part else { return false }
    let parts = scenario.windows.first?.model.parts.parts ?? []
    var reached: Set<String> = [objective.subject]
    var size = 0
    while size < reached.count {
      size = reached.count
      for one in parts {
        let names = one.references.map(\.name)
        if reached.contains(one.name) { reached.formUnion(names) }
        if !reached.isDisjoint(with: names) { reached.insert(one.name) }
      }
    }
    return reached.contains(part)
  }
}

/// How a figure with its interval is judged.
enum Verdicts {
  /// Pass or fail when the whole interval lies on one side of the bound.
  static func verdict(_ figure: Figure?, _ objective: Objective) -> SLOResult.Verdict {
    guard let figure, let low = figure.low, let high = figure.high else { return .undecided }
    return verdict(figure.value, low, high, objective.comparison, objective.bound)
  }

  /// The same for an amount of money, by decimal arithmetic.
  static func verdict(_ amount: MoneyFigure?, _ objective: Objective) -> SLOResult.Verdict {
    guard let amount, let low = amount.low, let high = amount.high else { return .undecided }
    return verdict(amount.value, low, high, objective.comparison, Decimal(count: objective.bound))
  }

  private static func verdict<Number: Comparable>(
    _ value: Number, _ low: Number, _ high: Number, _ comparison: Objective.Comparison, _ bound: Number
  ) -> SLOResult.Verdict {
    switch comparison {
    case .equal: value == bound ? .pass : .fail  // counted, not estimated
    case .less: high < bound ? .pass : low >= bound ? .fail : .undecided
    case .atMost: high <= bound ? .pass : low > bound ? .fail : .undecided
    case .greater: low > bound ? .pass : high <= bound ? .fail : .undecided
    case .atLeast: low >= bound ? .pass : high < bound ? .fail : .undecided
    }
  }

  static func weight(_ verdict: SLOResult.Verdict) -> Int {
    switch verdict {
    case .pass: 0
    case .undecided: 1
    case .fail: 2
    }
  }

  /// What is worst for an objective: a failure counts more than doubt, and doubt more than success; then the figure that
  /// is worse for its bound. Nil for none.
  static func worst<Judged>(
    _ judged: [Judged], _ objective: Objective, _ parts: (Judged) -> (SLOResult.Verdict, Figure?)
  ) -> Judged? {
    judged.max { one, other in
      let ((verdict, figure), (otherVerdict, otherFigure)) = (parts(one), parts(other))
      if verdict != otherVerdict { return weight(verdict) < weight(otherVerdict) }
      let (a, b) = (figure?.value ?? 0, otherFigure?.value ?? 0)
      return objective.comparison.wantsSmall ? a < b : a > b
    }
  }

  /// More replications than this nobody can ask for.
  static let mostReplications = 100_000

  /// Replications after which the interval would probably no longer reach the bound; nil without an interval, or when
  /// more would be needed than can be asked for.
  static func replicationsNeeded(_ figure: Figure, _ objective: Objective, now count: Int) -> Int? {
    guard figure.halfWidth.isFinite else { return nil }
    let distance = abs(figure.value - objective.bound)
    let needed = max(
      count + 1, Intervals.replicationsNeeded(now: count, halfWidth: figure.halfWidth, wanted: distance))
    return needed <= mostReplications ? needed : nil
  }
}
