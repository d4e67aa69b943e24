// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Scenarios

/// The factors that have been tried, and where to try next.
struct HeadroomSearch {
  /// What is looked for along the factors.
  enum Boundary: CaseIterable {
    /// Where the figure meets its bound.
    case bound
    /// The end of what passes for certain, and the begin of what fails for certain.
    case pass, fail
  }

  private struct Evaluation {
    var factor: Double
    var judgements: [Tally.Judgement]
  }

  let laboratory: Laboratory
  let replications: Int
  /// The most traffic that may be tried; less where the model refuses more.
  private(set) var mostFactor: Double
  private(set) var objectives: [Objective] = []
  private(set) var limit: HeadroomResult.Limit?
  /// The least factor first.
  private var evaluations: [Evaluation] = []
  private var isPartial = false
  private var refusal = ""

  init(_ laboratory: Laboratory, replications: Int, mostFactor: Double) {
    self.laboratory = laboratory
    self.replications = replications
    self.mostFactor = mostFactor
  }

  // MARK: Trying

  /// Whether the model takes so much traffic, and it was simulated.
  mutating func evaluate(_ factor: Double, _ make: (Double) throws -> Alternative) async throws -> Bool {
    guard !isPartial else { return false }
    if evaluations.contains(where: { $0.factor == factor }) { return true }
    let alternative: Alternative
    do {
      alternative = try make(factor)
    } catch let invalid as PlanSpace.Invalid {
      refusal = invalid.diagnostics.first { $0.severity == .error }?.message ?? "the scenario is not valid"
      return false
    }
    try await evaluate(factor, alternative, isPlanned: false)
    return !isPartial
  }

  mutating func evaluate(_ factor: Double, _ alternative: Alternative, isPlanned: Bool) async throws {
    var bench = Bench([alternative])
    try await bench.simulate(0..<replications, laboratory, isPlanned: isPlanned)
    guard bench.isComplete else {
      isPartial = true
      return
    }
    if objectives.isEmpty { objectives = alternative.scenario.objectives }
    let judged = alternative.scenario.objectives.map { bench.tallies[0].verdict($0) }
    let place = evaluations.firstIndex { $0.factor > factor } ?? evaluations.endIndex
    evaluations.insert(Evaluation(factor: factor, judgements: judged), at: place)
  }

  /// Finds the most traffic that the model takes, by reading alone.
  mutating func narrowLimit(from taken: Double, _ make: (Double) throws -> Alternative) throws {
    var (low, high) = (taken, mostFactor)
    while high / low > 1 + Headroom.resolution {
      let middle = Headroom.rounded((low * high).squareRoot())
      guard middle > low, middle < high else { break }
      do {
        _ = try make(middle)
        low = middle
      } catch is PlanSpace.Invalid {
        high = middle
      }
    }
    mostFactor = low
    limit = HeadroomResult.Limit(factor: low, reason: refusal)
  }

  // MARK: Where next

  /// Whether an objective does not fail yet at the most traffic that was tried.
  var isOpenAbove: Bool {
    !isPartial && (evaluations.last?.judgements.contains { $0.verdict != .fail && $0.figure != nil } ?? false)
  }

  /// Whether an objective does not pass yet at the least traffic that was tried.
  var isOpenBelow: Bool {
    !isPartial && (evaluations.first?.judgements.contains { $0.verdict != .pass && $0.figure != nil } ?? false)
  }

  /// The factor between those on both sides of a boundary; nil where they are near enough, or one is missing.
  func next(_ objective: Int, _ boundary: Boundary) -> Double? {
    guard !isPartial, let (low, high) = bracket(objective, boundary), high / low > 1 + Headroom.resolution else {
      return nil
    }
    let middle = Headroom.rounded((low * high).squareRoot())
    return middle > low && middle < high ? middle : nil
  }

  private func bracket(_ objective: Int, _ boundary: Boundary) -> (low: Double, high: Double)? {
    let below = evaluations.map { isBelow($0.judgements[objective], objectives[objective], boundary) }
    // Where a figure goes up and down by chance, the outer change counts: no traffic passes behind one that does not, and
    // none fails before one that does not.
    let first =
      boundary == .fail
      ? below.lastIndex(of: true).map { $0 + 1 } ?? 0 : below.firstIndex(of: false) ?? below.count
    guard first > 0, first < evaluations.count else { return nil }
    return (evaluations[first - 1].factor, evaluations[first].factor)
  }

  private func isBelow(_ judgement: Tally.Judgement, _ objective: Objective, _ boundary: Boundary) -> Bool {
    switch boundary {
    case .pass: judgement.verdict == .pass
    case .fail: judgement.verdict != .fail
    case .bound: judgement.figure.map { objective.comparison.isMet($0.value, objective.bound) } ?? true
    }
  }

  // MARK: Result

  var result: HeadroomResult {
    let found = objectives.indices.map(result)
    let failing = found.filter { $0.level == Objective.Level.fail.rawValue && $0.status == .fails }
    let first = failing.min { ($0.factor?.value ?? .infinity) < ($1.factor?.value ?? .infinity) }
    let always = found.first { $0.level == Objective.Level.fail.rawValue && $0.status == .failsAlways }
    return HeadroomResult(
      from: evaluations.first?.factor ?? 1, upTo: evaluations.last?.factor ?? 1, replications: replications,
      evaluations: evaluations.count, isPartial: isPartial, objectives: found, first: (always ?? first)?.name,
      limit: limit)
  }

  private func result(_ place: Int) -> HeadroomResult.Objective {
    let objective = objectives[place]
    let judged = evaluations.map { $0.judgements[place] }
    var result = HeadroomResult.Objective(
      name: objective.name, of: objective.subject, metric: "\(objective.metric).\(objective.statistic)",
      asked: objective.asked, level: objective.level.rawValue, status: .noData)
    guard judged.contains(where: { $0.figure != nil }) else { return result }
    let low = bracket(place, .pass)?.low ?? (judged.allSatisfy { $0.verdict == .pass } ? evaluations.last?.factor : nil)
    let high = bracket(place, .fail)?.high
    if let crossing = crossing(place) {
      result.status = .fails
      // Both are brackets of the same crossing, but chance may have moved one past the other.
      result.factor = Figure(
        value: crossing.factor, low: low.map { min($0, crossing.factor) }, high: high.map { max($0, crossing.factor) },
        n: replications)
      result.window = crossing.window
    } else if judged.allSatisfy({ $0.verdict == .fail }) {
      result.status = .failsAlways
      result.window = judged.first?.window
    } else if judged.last?.verdict == .pass {
      result.status = limit == nil ? .holds : .limit
    } else {
      result.status = .undecided
      if let low { result.factor = Figure(value: low, low: low, n: replications) }
    }
    return result
  }

  /// Where the figure meets the bound, between the two factors next to it by a straight line.
  private func crossing(_ place: Int) -> (factor: Double, window: String)? {
    guard let (low, high) = bracket(place, .bound), let from = judgement(place, low), let to = judgement(place, high),
      let a = from.figure?.value, let b = to.figure?.value
    else { return nil }
    let share = a == b ? 0.5 : min(max((objectives[place].bound - a) / (b - a), 0), 1)
    return (low + (high - low) * share, to.window)
  }

  private func judgement(_ place: Int, _ factor: Double) -> Tally.Judgement? {
    evaluations.first { $0.factor == factor }?.judgements[place]
  }
}

extension Objective.Comparison {
  /// Whether a value meets a bound.
  func isMet(_ value: Double, _ bound: Double) -> Bool {
    switch self {
    case .less: value < bound
    case .atMost: value <= bound
    case .greater: value > bound
    case .atLeast: value >= bound
    case .equal: value == bound
    }
  }
}
