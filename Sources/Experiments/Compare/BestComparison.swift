// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Statistics

/// Differences of latencies and bills from the best of the others, among the alternatives that can do what is required.
///
/// See ``MultipleComparisons`` for the method.
struct BestComparison {
  private let board: ComparisonBoard
  private let able: [Int]
  /// The confidence of each one-sided statement.
  let each: Double

  init(_ board: ComparisonBoard, confidence: Double) {
    self.board = board
    able = board.panels.indices.filter { board.panels[$0].alternative.scenario.isAble }
    each = Simultaneous.each(confidence, of: able.count - 1)
  }

  /// Of a measure, by alternative; nil for one that is out, has no such figure, or has too few replications.
  func latencies(_ measure: Int) -> [Figure?] {
    guard let pairs = board.pairs(ofMeasure: measure) else { return board.panels.map { _ in nil } }
    let among = able.filter { one in
      guard let reading = board.measures[measure].places[one] else { return false }
      return board.tallies[one].moments(reading).count > 1
    }
    // With too few common replications nothing can be said of anybody.
    let counts = among.flatMap { one in
      among.filter { $0 != one }.map { pairs.difference(one, $0).moments.count }
    }
    guard among.count > 1, let least = counts.min(), least > 1 else { return board.panels.map { _ in nil } }
    let intervals = MultipleComparisons.withTheLeast(among.count) { one, other in
      pairs.difference(among[one], among[other]).mean
    } width: { one, other in
      let moments = pairs.difference(among[one], among[other]).moments
      let error = moments.standardError ?? 0
      return error == 0 ? 0 : Intervals.studentTQuantile(each, moments.count - 1) * error
    }
    return board.panels.indices.map { place in
      guard let number = among.firstIndex(of: place) else { return nil }
      let values = among.filter { $0 != place }.map { pairs.difference(place, $0).mean }
      let interval = intervals[number]
      return Figure(value: values.max() ?? 0, low: interval.low, high: interval.high, n: least)
    }
  }

  /// Of the month's bill.
  var costs: [MoneyFigure?] {
    guard able.count > 1, board.replications > 1 else { return board.panels.map { _ in nil } }
    // A two-sided interval whose upper end is the one-sided one.
    let twoSided = max(0, 2 * each - 1)
    func difference(_ one: Int, _ other: Int) -> MoneyFigure? {
      board.costs.difference(able[one], able[other], confidence: twoSided)
    }
    let intervals = MultipleComparisons.withTheLeast(able.count) { one, other in
      difference(one, other)?.value ?? 0
    } width: { one, other in
      difference(one, other).flatMap { figure in figure.high.map { $0 - figure.value } } ?? 0
    }
    return board.panels.indices.map { place in
      guard let number = able.firstIndex(of: place) else { return nil }
      let values = able.indices.filter { $0 != number }.compactMap { difference(number, $0) }
      guard var figure = values.max(by: { $0.value < $1.value }) else { return nil }
      (figure.low, figure.high) = (intervals[number].low, intervals[number].high)
      return figure
    }
  }
}

extension BestComparison {
  /// What an interval of a difference from the best of the others says: its ends are 0 where it is told.
  static func told<Number: Comparable & SignedNumeric>(_ low: Number?, _ high: Number?) -> CompareResult.Told {
    guard let low, let high else { return .untold }
    if low == .zero, high == .zero { return .same }
    return high <= .zero ? .less : low >= .zero ? .more : .untold
  }
}
