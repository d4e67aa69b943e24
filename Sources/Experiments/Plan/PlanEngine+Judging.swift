// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Scenarios

extension PlanEngine {
  /// Looks at some courses of a candidate, and decides it if they do.
  func judge(_ place: Int, _ courses: [Int]) {
    guard let trial = trials[place] else { return }
    wasSimulated[place] = true
    var failed: [(course: Int, test: PlanTest)] = []
    for course in courses {
      let look = look(trial, course)
      let count = trial.courses[course].replications
      let early = fixed == nil && count < PlanLooks.leastToMeet
      let pass = early ? nil : levels.pass(look: fixed == nil ? max(1, look - 2) : 1)
      failed += trial.courses[course].look(
        failure: levels.failure(look: look, tests: trial.tests), pass: pass, room: settings.room
      ).map { (course, $0) }
    }
    if !failed.isEmpty {
      reject(trial, failed, .fails)
    } else if fixed == nil ? trial.next.isEmpty : trial.courses.allSatisfy(\.isDecided) {
      met += 1
      trial.numberAmongThoseThatMeet = met
      status[place] = .meets
      credit.note(candidate(place).estimate, met: true)
      if isProbe[place] { breakClaims(contradictedBy: place) }
    } else {
      status[place] = .open
      lookAtBill(trial)
      giveUp(trial)
    }
  }

  /// What an undecided one costs at least, as far as its bill was simulated.
  private func lookAtBill(_ trial: PlanTrial) {
    guard fixed == nil, let bill = trial.courses.firstIndex(where: \.bills), trial.courses[bill].replications > 1,
      let low = trial.cost(level: levels.least(look: look(trial, bill)))?.low
    else { return }
    least[trial.place] = max(least[trial.place], low)
  }

  private func look(_ trial: PlanTrial, _ course: Int) -> Int {
    let count = trial.courses[course].replications
    return fixed == nil ? (PlanLooks.schedule.firstIndex { $0 >= count } ?? PlanLooks.schedule.count - 1) + 1 : 1
  }

  /// One that can never be told is out.
  private func giveUp(_ trial: PlanTrial) {
    for (number, course) in trial.courses.enumerated() where course.looks > 0 {
      let isLate = fixed != nil || course.replications >= PlanLooks.leastToMeet
      let isLast = fixed != nil || trial.target(number) == nil
      let isHopeless = isLate && course.open.contains { $0.hasNoData || $0.isHeldBack }
      if isHopeless || (isLast && !course.isDecided) { return cannotTell(trial, number) }
    }
  }

  /// Takes a configuration out because of a course that is still open.
  func cannotTell(_ trial: PlanTrial, _ number: Int) {
    let course = trial.courses[number]
    let open = course.open
    guard
      let test = open.first(where: \.hasNoData) ?? open.first(where: \.isHeldBack)
        ?? open.min(by: { abs(margin($0, course)) < abs(margin($1, course)) })
    else { return }
    let judged = judged(trial, number, test, confidence: settings.confidence)
    let place = PlanWords.place(judged)
    let reason =
      if test.hasNoData {
        "has no data for \(place)"
      } else if test.isHeldBack {
        "cannot be told for \(place): a replication was stopped early, or a limit of the month has no price"
      } else {
        "cannot be told for sure after \(PlanWords.plural(course.replications, "replication")): \(place): "
          + PlanWords.figure(judged)
      }
    out(trial, Rejection(kind: .undecided, reason: reason, judged: judged, replications: course.replications))
  }

  private func margin(_ test: PlanTest, _ course: PlanCourse) -> Double {
    PlanTest.margin(test.figure, course.objectives[test.objective], replications: course.replications)
  }

  /// Takes a configuration out, and those with less of everything where its failure is clear enough for that.
  func reject(
    _ trial: PlanTrial, _ failed: [(course: Int, test: PlanTest)], _ kind: PlanResult.Rejected.Kind,
    level: Double? = nil
  ) {
    func excess(_ one: (course: Int, test: PlanTest)) -> Double {
      PlanTest.excess(one.test.figure, trial.courses[one.course].objectives[one.test.objective])
    }
    guard let worst = failed.max(by: { excess($0) < excess($1) }) else { return }
    let judged = judged(trial, worst.course, worst.test, confidence: settings.confidence, verdict: .fail)
    var objectives: [Int] = []
    for one in failed where !objectives.contains(one.test.objective) { objectives.append(one.test.objective) }
    out(
      trial,
      Rejection(
        kind: kind, reason: PlanWords.failure(judged), judged: judged,
        replications: trial.courses[worst.course].replications, excess: excess(worst), failed: objectives))
    credit.note(candidate(trial.place).estimate, met: false)
    if kind == .fails, fixed == nil { rule(trial) }
  }

  private func out(_ trial: PlanTrial, _ rejection: Rejection) {
    status[trial.place] = .out
    rejections[trial.place] = rejection
    latencies[trial.place] = latency(trial)?.value
    if !(rejection.kind == .fails && fixed == nil) { trial.courses = [] }
  }

  // MARK: Order

  /// Those that a failure would rule out.
  func below(_ place: Int) -> [Int] {
    let limit = limit
    return order.chain(of: place).filter {
      status[$0] == .untried && !isProbe[$0] && matters($0, limit) && order.isBelow($0, place)
    }
  }

  /// Rules out what is below a failure, if that failure is clear at the level for it; else it may get more replications.
  func rule(_ trial: PlanTrial) {
    rulers.removeAll { $0 == trial.place }
    let below = below(trial.place)
    let alive = max(Self.picks, status.count { $0 == .open } + 1)
    guard !below.isEmpty else {
      trial.courses = []
      return
    }
    for (number, course) in trial.courses.enumerated() where course.judges && course.looks > 0 {
      let level = levels.ruling(look: look(trial, number), tests: trial.tests, alive: alive, met: met)
      let clear = course.failures(level).first { test in
        if case .cost = course.objectives[test.objective].source { return false }
        return true
      }
      guard let clear else { continue }
      let judged = judged(trial, number, clear, confidence: settings.confidence, verdict: .fail)
      for place in below {
        status[place] = .out
        rejections[place] = Rejection(
          kind: .ruledOut,
          reason: "has no more of anything than \(candidate(trial.place).label), which "
            + PlanWords.failure(judged), judged: judged, by: trial.place)
      }
      trial.courses = []
      return
    }
    rulers.append(trial.place)
  }

  /// A configuration meets the objectives although one with more of everything does not: the order does not hold for what
  /// the two differ in, and whatever was ruled out by it is back.
  private func breakClaims(contradictedBy place: Int) {
    guard let by = probeOf[place] else { return }
    let believed = candidate(place).values.filter { value in
      value.isMonotone && candidate(by).values.contains { $0.path == value.path && $0.value != value.value }
    }.map(\.path)
    for path in believed where !broken.contains(where: { $0.path == path }) {
      broken.append(
        PlanResult.BrokenClaim(path: path, meets: candidate(place).label, fails: candidate(by).label))
    }
    order = PlanOrder(space.candidates, without: broken.map(\.path))
    for other in status.indices where status[other] == .out && rejections[other]?.kind == .ruledOut {
      if let by = rejections[other]?.by, !order.isBelow(other, by) {
        status[other] = .untried
        rejections[other] = nil
      }
    }
  }

  /// Asks for simulations of some that were ruled out: of each that rules out, and next to the answer, once for each answer.
  ///
  /// - Parameter answer: nil where there is none: then until none is left whose ruling was not looked into.
  /// - Returns: whether there is something to simulate now.
  func probeOrder(around answer: Int?) -> Bool {
    let limit = limit
    let ruled = status.indices.filter {
      rejections[$0]?.kind == .ruledOut && !isProbe[$0] && isBelow(limit, $0)
    }
    guard !ruled.isEmpty, answer.map({ !probed.contains($0) }) ?? true else { return false }
    if let answer { probed.append(answer) }
    func distance(_ one: Int, _ other: Int) -> Int {
      guard candidate(one).variant == candidate(other).variant else { return .max }
      return zip(candidate(one).values, candidate(other).values).reduce(0) { $0 + abs($1.0.place - $1.1.place) }
    }
    // The nearest to the answer; then of each failure what is farthest below it and what is nearest: where more does harm,
    // the one shows it best, where it helps up to a point, the other.
    var near: [(distance: Int, place: Int)] = []
    for place in ruled {
      let far = answer.map { distance(place, $0) } ?? .max
      if far < .max { near.append((far, place)) }
    }
    near.sort { ($0.distance, $0.place) < ($1.distance, $1.place) }
    var chosen = near.prefix(Self.mostProbes / 2).map(\.place)
    let most = answer == nil ? 2 * Self.mostProbes : Self.mostProbes
    // Those that were looked into before need no second look.
    var seen = status.indices.filter { isProbe[$0] }.compactMap { probeOf[$0] }
    for by in ruled.compactMap({ rejections[$0]?.by }) where chosen.count < most && !seen.contains(by) {
      seen.append(by)
      let own = ruled.filter { rejections[$0]?.by == by }.sorted { (distance($0, by), $0) < (distance($1, by), $1) }
      for place in [own.last, own.first].compactMap(\.self) where !chosen.contains(place) { chosen.append(place) }
    }
    for place in chosen {
      isProbe[place] = true
      probeOf[place] = rejections[place]?.by
      rejections[place] = nil
      status[place] = .untried
    }
    return !chosen.isEmpty
  }

  /// Simulations that check the order, for one answer.
  static let mostProbes = 4

  // MARK: Words

  /// A test as results carry it.
  func judged(
    _ trial: PlanTrial, _ course: Int, _ test: PlanTest, confidence: Double, verdict: SLOResult.Verdict? = nil
  ) -> PlanResult.Judged {
    let course = trial.courses[course]
    let objective = course.objectives[test.objective]
    // For a reader the figure has the interval that all reports have, not that of the level.
    let shown = course.states(confidence: confidence).first {
      $0.objective == test.objective && $0.window == test.window
    }
    let figure = shown?.figure ?? test.figure
    // Decided at a level beyond what is shown: within the room only where a reader sees it straddle.
    let isMet = course.isMet(test)
    var found = SLOResult.Verdict.undecided
    var withinRoom = false
    switch PlanTest.meets(figure, objective, room: 0) {
    case .fails: found = .fail
    case .meets: found = .pass
    case .open:
      found = isMet ? .pass : .undecided
      withinRoom = isMet
    }
    return PlanResult.Judged(
      objective: objective.name, metric: "\(objective.metric).\(objective.statistic)", of: objective.subject,
      window: test.window, circumstance: course.judges ? course.circumstance.name : "", asked: objective.asked,
      bound: objective.bound, unit: objective.unit.rawValue, value: figure?.value, low: figure?.low,
      high: figure?.high, n: figure?.n ?? 0, verdict: verdict ?? found, withinRoom: verdict == nil && withinRoom)
  }

  /// The latency by which plans are told apart: that with the smallest bound; nil without one.
  static func tightest(_ objectives: [Objective]) -> Int? {
    let seconds = objectives.indices.filter { objectives[$0].unit == .seconds && objectives[$0].comparison.wantsSmall }
    let latencies = seconds.filter { objectives[$0].metric == "latency" }
    return (latencies.isEmpty ? seconds : latencies).min { objectives[$0].bound < objectives[$1].bound }
  }

  /// That latency where it is worst, under the first circumstance in which it is judged.
  func latency(_ trial: PlanTrial) -> PlanResult.Judged? {
    guard let objective = Self.tightest(trial.objectives) else { return nil }
    for (number, course) in trial.courses.enumerated() where course.judges && course.replications > 0 {
      let tests = course.states(confidence: settings.confidence).filter { $0.objective == objective }
      let worst = tests.max { ($0.figure?.value ?? -.infinity) < ($1.figure?.value ?? -.infinity) }
      if let worst { return judged(trial, number, worst, confidence: settings.confidence) }
    }
    return nil
  }
}
