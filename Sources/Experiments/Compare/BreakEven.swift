// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Looks for the places where the cheapest alternative changes.
///
/// The bills at a few places of the range, then bisection between neighbours whose cheapest differ, all with the same
/// random numbers. Bills may have steps (whole shards, whole tasks), so only who is the cheapest counts, never a slope. The
/// interval of a change inverts the test of the difference of the two bills at each place (as Fieller does for a ratio,
/// 1954): it ends where one of them is told to be the cheaper one by Student's t of the paired differences.
public struct BreakEven: Sendable {
  /// Places that are looked at before anything is known.
  static let gridCount = 9
  /// The most places.
  static let mostPoints = 250

  public let range: BreakEvenRange
  public let labels: [String]
  public let replications: Int
  public let confidence: Double
  private let alternatives: @Sendable (Double) throws -> [Alternative]

  /// - Parameters:
  ///   - labels: of the alternatives that may be the cheapest.
  ///   - replications: at each place, at least 2.
  ///   - alternatives: the same ones at a value of the range.
  public init(
    _ range: BreakEvenRange, labels: [String], replications: Int, confidence: Double,
    alternatives: @escaping @Sendable (Double) throws -> [Alternative]
  ) {
    self.range = range
    self.labels = labels
    self.replications = max(2, replications)
    self.confidence = confidence
    self.alternatives = alternatives
  }

  /// - Throws: what the laboratory throws, and what making the alternatives throws.
  public func result(_ laboratory: Laboratory) async throws -> BreakEvenResult {
    var search = Search(self)
    try await search.run(laboratory)
    return search.result
  }

  /// The bills of all alternatives at a value; nil when it was stopped.
  fileprivate func costs(_ value: Double, _ laboratory: Laboratory) async throws -> PairwiseCosts? {
    let alternatives = try alternatives(value)
    let panels = alternatives.map { Panel($0) }
    let tasks = (0..<replications).flatMap { replication in
      alternatives.indices.map { Laboratory.Task(alternative: $0, replication: replication) }
    }
    var costs = PairwiseCosts(alternatives.count)
    var waiting: [Decimal] = []
    let handedOver = try await laboratory.run(tasks, of: alternatives, isPlanned: false) { task, outcome in
      panels[task.alternative].sample(outcome).total
    } take: { _, total in
      waiting.append(total)
      guard waiting.count == panels.count else { return }
      costs.add(waiting)
      waiting = []
    }
    return handedOver == tasks.count ? costs : nil
  }
}

/// The search for the changes of the cheapest.
private struct Search {
  private struct Place {
    var value: Double
    var costs: PairwiseCosts
    var cheapest: Int
  }

  private let problem: BreakEven
  /// In order of their values.
  private var places: [Place] = []
  private var changes: [BreakEvenResult.Change] = []
  private var isStopped = false

  init(_ problem: BreakEven) { self.problem = problem }

  mutating func run(_ laboratory: Laboratory) async throws {
    let grid = problem.range.grid(BreakEven.gridCount)
    for value in grid { _ = try await place(value, laboratory) }
    for (low, high) in zip(grid, grid.dropFirst()) where !isStopped { try await bisect(low, high, laboratory) }
  }

  /// Looks at a value unless that has been done; nil when it is stopped.
  private mutating func place(_ value: Double, _ laboratory: Laboratory) async throws -> Place? {
    if let known = places.first(where: { $0.value == value }) { return known }
    guard !isStopped, places.count < BreakEven.mostPoints,
      let costs = try await problem.costs(value, laboratory)
    else {
      isStopped = true
      return nil
    }
    let means = costs.totals.map { $0.mean ?? .greatestFiniteMagnitude }
    let least = means.indices.min { one, other in means[one] < means[other] } ?? 0
    let place = Place(value: value, costs: costs, cheapest: least)
    places.insert(place, at: places.firstIndex { $0.value > value } ?? places.count)
    return place
  }

  /// Finds the changes between two values.
  private mutating func bisect(_ low: Double, _ high: Double, _ laboratory: Laboratory) async throws {
    guard let left = try await place(low, laboratory), let right = try await place(high, laboratory),
      left.cheapest != right.cheapest
    else { return }
    guard let middle = problem.range.middle(low, high) else {
      try await add(left, right, laboratory)
      return
    }
    guard try await place(middle, laboratory) != nil else { return }
    try await bisect(low, middle, laboratory)
    try await bisect(middle, high, laboratory)
  }

  private mutating func add(_ left: Place, _ right: Place, _ laboratory: Laboratory) async throws {
    let (one, other) = (left.cheapest, right.cheapest)
    // From the change outwards to the first places where it is told; then as close to the change as it goes.
    var low = places.last { $0.value <= left.value && isCheaper(one, than: other, $0) }?.value
    var untold = left.value
    while let told = low, told < untold, let middle = problem.range.middle(told, untold),
      let place = try await place(middle, laboratory)
    {
      if isCheaper(one, than: other, place) { low = middle } else { untold = middle }
    }
    var high = places.first { $0.value >= right.value && isCheaper(other, than: one, $0) }?.value
    untold = right.value
    while let told = high, untold < told, let middle = problem.range.middle(untold, told),
      let place = try await place(middle, laboratory)
    {
      if isCheaper(other, than: one, place) { high = middle } else { untold = middle }
    }
    changes.append(
      BreakEvenResult.Change(
        from: problem.labels[one], to: problem.labels[other], before: left.value, after: right.value, low: low,
        high: high))
  }

  private func isCheaper(_ one: Int, than other: Int, _ place: Place) -> Bool {
    place.costs.difference(one, other, confidence: problem.confidence)?.told == .less
  }

  var result: BreakEvenResult {
    BreakEvenResult(
      path: problem.range.path, unit: problem.range.unit, from: problem.range.from, to: problem.range.to,
      labels: problem.labels, replications: problem.replications, confidence: problem.confidence,
      points: places.map { place in
        BreakEvenResult.Point(
          value: place.value, text: problem.range.text(place.value),
          monthly: place.costs.totals.map {
            MoneyFigure($0, confidence: problem.confidence)?.result
              ?? CostResult.Amount(value: "0", low: nil, high: nil, n: 0)
          }, cheapest: problem.labels[place.cheapest])
      }, changes: changes, partial: isStopped)
  }
}
