// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Scenarios

/// The state of a search: which configurations are left, what was simulated, why others are out.
///
/// Everything here happens on one thread in one order; only replications are simulated side by side. So the answer does not
/// depend on the threads.
final class PlanEngine {
  enum Status: Sendable {
    /// Not simulated yet.
    case untried
    /// Simulated, not decided.
    case open
    /// Meets all objectives, as far as the search's replications say.
    case meets
    case out
  }

  /// Why one is out.
  struct Rejection {
    var kind: PlanResult.Rejected.Kind
    var reason: String
    var judged: PlanResult.Judged?
    var by: Int?
    var replications = 0
    /// By how much of its bound it misses the objective that it misses most, and all that it misses.
    var excess = 0.0
    var failed: [Int] = []
  }

  /// Replications of a course that are asked for at once.
  struct Request {
    var trial: PlanTrial
    var course: Int
    var range: Range<Int>
  }

  let space: PlanSpace
  let laboratory: Laboratory
  let procedure: PlanSearch.Procedure
  let levels: PlanLevels
  /// The number of replications of everything; nil where looks decide.
  let fixed: Int?
  var status: [Status]
  var trials: [PlanTrial?]
  var rejections: [Rejection?]
  var wasSimulated: [Bool]
  /// What each costs at least: its lower bound, or more where its bill was simulated.
  var least: [Decimal]
  /// What the latency of those that are out was.
  var latencies: [Double?]
  var order: PlanOrder
  /// Paths of settings whose order is not believed, and what contradicts it.
  var broken: [PlanResult.BrokenClaim] = []
  /// Those that were ruled out and are simulated all the same, to see whether the order holds.
  var isProbe: [Bool]
  /// Whose failure had ruled such a one out.
  var probeOf: [Int?]
  /// Those that failed, but not clearly enough to rule out others yet.
  var rulers: [Int] = []
  /// Answers around which the order has been checked.
  var probed: [Int] = []
  var met = 0
  var contests = 0
  var checks = 0
  var replications = 0
  var fresh = 0
  /// Whether a budget has ended.
  var isExhausted = false
  var credit = PlanCredit()

  init(_ search: PlanSearch) {
    space = search.space
    laboratory = search.laboratory
    procedure = search.procedure
    levels = PlanLevels(confidence: search.space.settings.confidence)
    fixed = search.procedure == .all ? search.replications : nil
    let count = search.space.candidates.count
    status = space.candidates.map { $0.exclusion == nil ? .untried : .out }
    trials = [PlanTrial?](repeating: nil, count: count)
    rejections = space.candidates.map { candidate in
      candidate.exclusion.map { Rejection(kind: $0.kind == "invalid" ? .invalid : .cannot, reason: $0.reason) }
    }
    wasSimulated = [Bool](repeating: false, count: count)
    least = space.candidates.map(\.lowerBound)
    latencies = [Double?](repeating: nil, count: count)
    isProbe = [Bool](repeating: false, count: count)
    probeOf = [Int?](repeating: nil, count: count)
    order = PlanOrder(space.candidates)
  }

  var settings: PlanSettings { space.settings }
  func candidate(_ place: Int) -> Candidate { space.candidates[place] }

  // MARK: What matters

  /// What one must be had for below to be worth simulating: the cost of the cheapest that meets the objectives, at the upper
  /// end of its interval, less the indifference. Nil without one.
  var limit: Decimal? {
    status.indices.filter { status[$0] == .meets }.compactMap { cost($0)?.high }.min().map {
      $0 - settings.indifference
    }
  }

  /// The bill of one that meets the objectives.
  func cost(_ place: Int) -> MoneyFigure? {
    guard let trial = trials[place] else { return nil }
    return trial.cost(level: levels.cost(trial.numberAmongThoseThatMeet))
  }

  /// Whether a candidate is not decided and could be cheaper than what is known.
  func matters(_ place: Int, _ limit: Decimal?) -> Bool {
    (status[place] == .untried || status[place] == .open) && isBelow(limit, place)
  }

  func isBelow(_ limit: Decimal?, _ place: Int) -> Bool {
    limit.map { limit in least[place] < limit } ?? true
  }

  // MARK: Simulation

  /// - Returns: the trial of a candidate; nil when it is no valid scenario, and then it is out.
  func trial(_ place: Int) throws -> PlanTrial? {
    if let trial = trials[place] { return trial }
    do {
      let trial = try PlanTrial(place, space)
      trials[place] = trial
      return trial
    } catch let invalid as PlanSpace.Invalid {
      status[place] = .out
      rejections[place] = Rejection(
        kind: .invalid, reason: "is not valid: \(invalid.diagnostics.first?.message ?? "an error in the scenario")")
      return nil
    }
  }

  /// Simulates what is asked for, the same replications of all beside each other.
  ///
  /// - Returns: whether all of it was done; if not, a budget has ended.
  func simulate(_ requests: [Request], isPlanned: Bool = false) async throws -> Bool {
    let total = requests.reduce(0) { $0 + $1.range.count }
    if fixed == nil, let most = settings.mostReplications, replications + total > most { isExhausted = true }
    guard !isExhausted, laboratory.control.isOpen || isPlanned else {
      isExhausted = true
      return false
    }
    let panels = requests.map { $0.trial.courses[$0.course].panel }
    var tasks: [Laboratory.Task] = []
    tasks.reserveCapacity(total)
    for offset in 0..<(requests.map(\.range.count).max() ?? 0) {
      for (place, request) in requests.enumerated() where offset < request.range.count {
        tasks.append(Laboratory.Task(alternative: place, replication: request.range.lowerBound + offset))
      }
    }
    let done = try await laboratory.run(
      tasks, of: panels.map(\.alternative), isPlanned: isPlanned,
      read: { panels[$0.alternative].sample($1) },
      take: { task, sample in
        let request = requests[task.alternative]
        request.trial.courses[request.course].add(sample)
      })
    replications += done
    if done < tasks.count { isExhausted = true }
    return done == tasks.count
  }
}
