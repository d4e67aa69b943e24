// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Statistics

extension PlanEngine {
  /// The best of those that meet the objectives.
  struct Settled {
    var place: Int
    /// US dollars a month by which another may be cheaper for all that is known: the indifference, or more where costs could
    /// not be told apart.
    var within: Decimal
  }

  /// Compares the costs of those that meet the objectives.
  ///
  /// - Returns: nil where there is none.
  func settle() async throws -> Settled? {
    let all = status.indices.filter { status[$0] == .meets }.compactMap { place in
      cost(place).map { (place: place, cost: $0) }
    }
    guard let cheapest = all.min(by: { ($0.cost.value, $0.place) < ($1.cost.value, $1.place) }) else { return nil }
    var best = cheapest
    var within = settings.indifference
    let high = best.cost.high ?? best.cost.value
    let close = all.filter { $0.place == best.place || ($0.cost.low ?? $0.cost.value) < high - settings.indifference }
    if close.count > 1, fixed == nil {
      let contest = try await contest(close.map(\.place), best.place)
      best = all.first { $0.place == contest.place } ?? best
      within = max(within, contest.within)
    } else if close.count > 1 {
      let least = close.map { $0.cost.low ?? $0.cost.value }.min() ?? high
      within = max(within, high - least)
    }
    // Within the indifference the faster one is taken, but only where nothing can be cheaper by more.
    let dearer = status.indices.filter { status[$0] == .untried || status[$0] == .open }.map { self.least[$0] }
    let least = (all.map { $0.cost.low ?? $0.cost.value } + dearer).min() ?? high
    let ties = all.filter { one in
      one.place == best.place || (one.cost.high ?? one.cost.value) - settings.indifference <= least
    }
    let place = fastest(ties.map(\.place)) ?? best.place
    return Settled(place: place, within: within)
  }

  /// Of equal ones that with the lower latency; where that is the same to a hundredth, that with fewer parts, then the
  /// earlier one.
  private func fastest(_ places: [Int]) -> Int? {
    let timed = places.map { place in
      (place: place, latency: trials[place].flatMap { latency($0)?.value } ?? .infinity)
    }
    guard let least = timed.map(\.latency).min() else { return nil }
    return timed.filter { $0.latency <= least * 1.01 }.map(\.place).min {
      (candidate($0).parts, $0) < (candidate($1).parts, $1)
    }
  }

  /// Simulates the bills of some beside each other until one is known to be the cheapest but for the indifference.
  ///
  /// - Returns: it, and by how much another may still be cheaper.
  private func contest(_ places: [Int], _ cheapest: Int) async throws -> (place: Int, within: Decimal) {
    contests += 1
    let error = levels.contest(contests)
    let sides = places.compactMap { trials[$0] }
    let origin = sides.compactMap { $0.bill?.replications }.max() ?? 0
    var contest = PlanContest(
      sides.count, error: error, indifference: max(settings.indifference, Self.leastIndifference),
      isKimNelson: procedure == .kn)
    while !contest.isOver, contest.replications < PlanContest.most {
      let from = origin + contest.replications
      let range = from..<(from + contest.next)
      guard try await simulateBills(sides, range, &contest) else { break }
    }
    let best = contest.replications > 0 ? contest.best : places.firstIndex(of: cheapest) ?? 0
    return (places[best], contest.within(best))
  }

  /// Nobody tells amounts below a cent apart.
  private static let leastIndifference = Decimal(sign: .plus, exponent: -2, significand: 1)

  private func simulateBills(
    _ sides: [PlanTrial], _ range: Range<Int>, _ contest: inout PlanContest
  ) async throws -> Bool {
    let left = contest.left
    let total = left.count * range.count
    if let most = settings.mostReplications, replications + total > most { isExhausted = true }
    guard !isExhausted, laboratory.control.isOpen else {
      isExhausted = true
      return false
    }
    let panels = left.compactMap { sides[$0].bill?.panel }
    let tasks = range.flatMap { replication in
      left.indices.map { Laboratory.Task(alternative: $0, replication: replication) }
    }
    var stage: [Decimal] = []
    let done = try await laboratory.run(
      tasks, of: panels.map(\.alternative), isPlanned: false, read: { panels[$0.alternative].sample($1).total },
      take: { _, total in
        stage.append(total)
        if stage.count == left.count {
          contest.add(stage, of: left)
          stage.removeAll(keepingCapacity: true)
        }
      })
    replications += done
    if done < tasks.count { isExhausted = true }
    return done == tasks.count
  }
}

/// Which of several bills is the lowest, told by the same replications of all.
struct PlanContest: Sendable {
  /// Replications after which the rest is left open.
  static let most = 384
  private static let first = 10

  private let count: Int
  private let error: Double
  private let indifference: Decimal
  private(set) var replications = 0
  private var looks = 0
  private(set) var left: [Int]
  private(set) var isOver = false
  private var sums: [MoneyMoments]
  /// Of one's bill less another's.
  private var differences: [[MoneyMoments]]
  private var procedure: KimNelson?
  private var origin: [Decimal] = []

  init(_ count: Int, error: Double, indifference: Decimal, isKimNelson: Bool) {
    self.count = count
    self.error = error
    self.indifference = indifference
    left = Array(0..<count)
    sums = [MoneyMoments](repeating: MoneyMoments(), count: count)
    differences = (0..<count).map { [MoneyMoments](repeating: MoneyMoments(), count: $0) }
    procedure = isKimNelson ? KimNelson(systems: count, error: error, first: Self.first) : nil
  }

  /// Replications until the next look: that of Kim and Nelson looks after each.
  var next: Int { replications == 0 ? Self.first : procedure == nil ? replications : 1 }

  /// The one with the lowest mean of those that are left.
  var best: Int { left.min { (sums[$0].mean ?? 0, $0) < (sums[$1].mean ?? 0, $1) } ?? 0 }

  /// Adds a replication of those that are left.
  mutating func add(_ amounts: [Decimal], of places: [Int]) {
    if replications == 0 { origin = [amounts.first ?? 0] }
    replications += 1
    for (number, place) in places.enumerated() {
      sums[place].add(amounts[number])
      for (earlier, other) in places.prefix(number).enumerated() {
        differences[place][other].add(amounts[number] - amounts[earlier])
      }
    }
    if var sequential = procedure {
      // In units of the indifference, which is no money any more.
      var observations = [Double](repeating: 0, count: count)
      for (number, place) in places.enumerated() {
        let units = (amounts[number] - (origin.first ?? 0)) / indifference
        observations[place] = NSDecimalNumber(decimal: units.rounded(places: 15)).doubleValue
      }
      sequential.add(observations)
      procedure = sequential
      left = sequential.left
      isOver = sequential.selected != nil
    } else if replications == Self.first << looks {
      looks += 1
      let best = best
      isOver = places.allSatisfy { other in
        other == best || difference(best, other, confidence).map { $0.high <= indifference } ?? false
      }
    }
  }

  private var confidence: Double {
    PlanLevels.confidence(error * Simultaneous.share(ofLook: looks) / Double(max(1, count - 1)))
  }

  private func difference(_ one: Int, _ other: Int, _ confidence: Double) -> (low: Decimal, high: Decimal)? {
    let moments = differences[max(one, other)][min(one, other)]
    guard var figure = MoneyFigure(moments, confidence: confidence), let high = figure.high else { return nil }
    figure.low = figure.value - (high - figure.value)
    return one > other ? (figure.low ?? high, high) : (-high, -(figure.low ?? high))
  }

  /// By how much another may be cheaper than one.
  func within(_ place: Int) -> Decimal {
    // What Kim and Nelson's procedure left out differs by no more than the indifference, but with that probability.
    if procedure != nil, isOver { return indifference }
    let others = left.filter { $0 != place }
    return max(0, others.compactMap { difference(place, $0, confidence)?.high }.max() ?? 0)
  }
}
