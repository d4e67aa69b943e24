// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios

extension PlanEngine {
  /// All that the search has found.
  ///
  /// - Parameters:
  ///   - best: the answer; nil where nothing meets the objectives, as far as the search went.
  ///   - checked: what the check of the answer measured; nil where a budget ended before.
  func result(
    _ reference: (scenario: Scenario, book: PriceBook), _ best: Settled?, _ checked: PlanTrial?
  ) -> PlanResult {
    var scenario = reference.scenario
    let chosen = best.flatMap { best in (checked ?? trials[best.place]).map { plan($0, isChecked: checked != nil) } }
    if let chosen { scenario.variant = chosen.variant }
    let outcome: PlanResult.Outcome = isExhausted ? .unfinished : chosen == nil ? .none : .found
    let counts = counts()
    let rejected = rejected(chosen, best?.place)
    let groups = PlanGroups.groups(rejected, space.candidates)
    let facts = PlanPromise(
      answer: chosen, outcome: outcome, settings: settings, counts: counts, within: best?.within, rejected: rejected,
      warnings: best.flatMap { warnings(checked ?? trials[$0.place]) } ?? [],
      notJudged: notJudged(chosen, best?.place), broken: broken)
    let objectives = scenario.objectives.filter { $0.level == .fail }
    return PlanResult(
      partial: isExhausted, madeBy: RunResult.MadeBy(reference.book, scenario),
      scenario: RunResult.Identity(scenario), seed: scenario.seed, confidence: settings.confidence,
      procedure: procedure.rawValue,
      asked: PlanResult.Asked(
        headroom: settings.headroom, survive: settings.survive, room: settings.room,
        indifference: Money.plain(settings.indifference), mostReplications: settings.mostReplications,
        circumstances: space.circumstances.map(\.name), objectives: Self.unique(objectives.map(\.name))),
      outcome: outcome, promise: facts.promise, remarks: facts.remarks, counts: counts,
      latency: Self.tightest(objectives).map {
        "\(objectives[$0].name) \(objectives[$0].statistic)"
      }, answer: chosen, others: others(chosen, best?.place), rejected: rejected, whyNot: groups,
      front: front(chosen, best?.place), miss: chosen == nil ? miss(objectives, rejected) : nil, brokenClaims: broken)
  }

  private static func unique(_ names: [String]) -> [String] {
    names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Objectives of which nothing can be said under any circumstance: what they are about does not happen.
  private func notJudged(_ answer: PlanResult.Plan?, _ place: Int?) -> [String] {
    guard let answer, let trial = place.flatMap({ trials[$0] }) else { return [] }
    return Self.unique(
      trial.objectives.filter { objective in
        !answer.objectives.contains {
          $0.objective == objective.name && $0.metric == "\(objective.metric).\(objective.statistic)"
        }
      }.map(\.name))
  }

  private func settings(_ candidate: Candidate) -> [PlanResult.Setting] {
    candidate.values.map { PlanResult.Setting(path: $0.path, value: $0.value) }
  }

  // MARK: Plans

  private func plan(_ trial: PlanTrial, isChecked: Bool, more: CostResult.Amount? = nil) -> PlanResult.Plan {
    let candidate = candidate(trial.place)
    let tally = trial.bill?.tally
    return PlanResult.Plan(
      number: candidate.number, label: candidate.label, variant: candidate.variant, settings: settings(candidate),
      monthly: tally?.monthly(confidence: settings.confidence) ?? CostResult.Amount(value: "0", n: 0),
      atLeast: tally?.costing.map { $0.bill(0..<1).isAtLeast } ?? false, more: more, latency: latency(trial),
      objectives: worst(trial), isChecked: isChecked, replications: trial.courses.map(\.replications).min() ?? 0,
      parts: candidate.parts)
  }

  /// Every objective in the window and circumstance where it is worst.
  private func worst(_ trial: PlanTrial) -> [PlanResult.Judged] {
    trial.objectives.indices.compactMap { place in
      let all = trial.courses.indices.flatMap { number in
        trial.courses[number].states(confidence: settings.confidence).filter { $0.objective == place }.map {
          judged(trial, number, $0, confidence: settings.confidence)
        }
      }
      let objective = trial.objectives[place]
      return all.max { one, other in
        let (a, b) = (one.value ?? 0, other.value ?? 0)
        let weights = (Verdicts.weight(one.verdict), Verdicts.weight(other.verdict))
        return weights.0 != weights.1 ? weights.0 < weights.1 : objective.comparison.wantsSmall ? a < b : a > b
      }
    }
  }

  private func others(_ answer: PlanResult.Plan?, _ place: Int?) -> [PlanResult.Plan] {
    let base = place.flatMap { trials[$0]?.bill?.tally.cost() }
    var found: [(cost: Decimal, plan: PlanResult.Plan)] = []
    for other in status.indices where status[other] == .meets && other != place {
      guard let trial = trials[other], let cost = trial.bill?.tally.cost() else { continue }
      let more = base.map { CostResult.Amount(value: Money.plain(cost.value - $0.value), n: min(cost.n, $0.n)) }
      found.append((cost.value, plan(trial, isChecked: false, more: answer == nil ? nil : more)))
    }
    return found.sorted { ($0.cost, $0.plan.number) < ($1.cost, $1.plan.number) }.map(\.plan)
  }

  /// Objectives that are only told, and fail.
  private func warnings(_ trial: PlanTrial?) -> [String] {
    guard let trial, let course = trial.courses.first else { return [] }
    let warned = course.panel.alternative.scenario.objectives.filter { $0.level == .warn }
    return warned.compactMap { objective in
      let isCost = if case .cost = objective.source { true } else { false }
      guard let tally = isCost ? trial.bill?.tally : course.tally else { return nil }
      let worst = tally.verdict(objective)
      guard worst.verdict == .fail, let figure = worst.figure else { return nil }
      let judged = PlanResult.Judged(
        objective: objective.name, metric: "\(objective.metric).\(objective.statistic)", of: objective.subject,
        window: worst.window, circumstance: isCost ? "" : course.circumstance.name, asked: objective.asked,
        bound: objective.bound, unit: objective.unit.rawValue, value: figure.value, low: figure.low, high: figure.high,
        n: figure.n, verdict: .fail, withinRoom: false)
      return "it \(PlanWords.failure(judged)) (level warn)"
    }
  }

  // MARK: The others

  private func counts() -> PlanResult.Counts {
    var counts = PlanResult.Counts()
    let limit = limit
    counts.searched = status.count
    counts.replications = replications
    counts.fresh = fresh
    for place in status.indices {
      if wasSimulated[place] {
        counts.simulated += 1
      } else if let kind = rejections[place]?.kind {
        switch kind {
        case .ruledOut: counts.ruledOut += 1
        case .tooDear: counts.tooDear += 1
        default: counts.cannotWork += 1
        }
      } else if trials[place]?.replications ?? 0 > 0 {
        counts.simulated += 1
      } else if isExhausted, matters(place, limit) {
        counts.left += 1
      } else {
        counts.dearer += 1
      }
    }
    return counts
  }

  private func rejected(_ answer: PlanResult.Plan?, _ chosen: Int?) -> [PlanResult.Rejected] {
    let cost = answer.flatMap { Decimal(exactText: $0.monthly.value) }
    let limit = limit
    return status.indices.compactMap { place in
      guard place != chosen else { return nil }
      let candidate = candidate(place)
      let simulated = trials[place]?.bill?.tally.monthly(confidence: settings.confidence)
      let rejection: Rejection
      if let known = rejections[place] {
        rejection = known
      } else if status[place] == .meets, answer != nil {
        rejection = costsMore(place, chosen)
      } else if status[place] == .open || trials[place]?.replications ?? 0 > 0, status[place] != .meets {
        let count = trials[place]?.replications ?? 0
        rejection =
          isExhausted && isBelow(limit, place)
          ? Rejection(kind: .undecided, reason: "was not decided when the budget ended", replications: count)
          : Rejection(
            kind: .costsMore, reason: "costs at least \(Money.dollars(least[place])) a month", replications: count)
      } else {
        return nil
      }
      return PlanResult.Rejected(
        number: candidate.number, label: candidate.label, variant: candidate.variant, settings: settings(candidate),
        lowerBound: Money.plain(candidate.lowerBound), mayBeCheaper: cost.map { candidate.lowerBound < $0 } ?? true,
        kind: rejection.kind, reason: rejection.reason, judged: rejection.judged,
        by: rejection.by.map { self.candidate($0).number },
        replications: rejection.replications, simulatedCost: status[place] == .meets ? simulated : nil)
    }
  }

  private func costsMore(_ place: Int, _ chosen: Int?) -> Rejection {
    let own = trials[place]?.bill?.tally.cost()?.value ?? 0
    let other = chosen.flatMap { trials[$0]?.bill?.tally.cost()?.value } ?? 0
    let amount = "meets the objectives for \(Money.dollars(own)) a month"
    let reason =
      own > other + settings.indifference ? amount : "\(amount), within the indifference, and is not better"
    return Rejection(kind: .costsMore, reason: reason, replications: trials[place]?.replications ?? 0)
  }

  // MARK: Pictures

  private func front(_ answer: PlanResult.Plan?, _ chosen: Int?) -> [PlanResult.Point] {
    var points: [(cost: Decimal, point: PlanResult.Point)] = []
    for place in status.indices where wasSimulated[place] {
      let isMet = status[place] == .meets
      let cost = isMet ? trials[place]?.bill?.tally.cost()?.value : nil
      var latency = trials[place].flatMap { self.latency($0)?.value } ?? latencies[place]
      var amount = cost ?? candidate(place).lowerBound
      if place == chosen, let answer {
        latency = answer.latency?.value
        amount = Decimal(exactText: answer.monthly.value) ?? amount
      }
      points.append(
        (
          amount,
          PlanResult.Point(
            number: candidate(place).number, label: candidate(place).label, monthly: Money.plain(amount),
            isBound: cost == nil, latency: latency, meets: isMet, isOnFront: false)
        ))
    }
    points.sort { ($0.cost, $0.point.number) < ($1.cost, $1.point.number) }
    var least = Double.infinity
    for place in points.indices where points[place].point.meets {
      guard let latency = points[place].point.latency, latency < least else { continue }
      least = latency
      points[place].point.isOnFront = true
    }
    return points.map(\.point)
  }

  private func miss(_ objectives: [Objective], _ rejected: [PlanResult.Rejected]) -> PlanResult.Miss {
    let failed = status.indices.compactMap { place in
      rejections[place].flatMap { [.fails, .failsAfresh].contains($0.kind) ? ($0, place) : nil }
    }
    let nobody = objectives.indices.filter { objective in
      !failed.isEmpty && failed.allSatisfy { $0.0.failed.contains(objective) }
    }
    let nearest = failed.min { ($0.0.excess, $0.1) < ($1.0.excess, $1.1) }
    return PlanResult.Miss(
      nobodyMeets: Self.unique(nobody.map { objectives[$0].name }),
      nearest: nearest.flatMap { near in rejected.first { $0.number == candidate(near.1).number } },
      share: nearest?.0.excess)
  }
}
