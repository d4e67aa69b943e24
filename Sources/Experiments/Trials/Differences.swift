// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Statistics

/// The differences between two alternatives, replication by replication. Under common random numbers most of the chance is
/// the same in both and cancels.
public struct Differences: Sendable {
  /// By the place of the reading in the other's panel; nil where the base has no such figure.
  private var values: [Moments?]
  private let partners: [Int?]
  private var totals = MoneyMoments()

  /// - Parameters:
  ///   - other: the panel whose readings count.
  ///   - base: what is taken off.
  public init(_ other: Panel, minus base: Panel) {
    partners = other.readings.map { reading in base.readings.firstIndex { $0.isSame(as: reading) } }
    values = partners.map { $0 == nil ? nil : Moments() }
  }

  /// Adds the same replication of both.
  public mutating func add(_ other: Sample, minus base: Sample) {
    for (place, partner) in partners.enumerated() {
      guard let partner, let value = other.answers[place].value, let from = base.answers[partner].value else {
        continue
      }
      values[place]?.add(value - from)
    }
    totals.add(other.total - base.total)
  }

  /// The values of a reading's differences; nil where the base has no such figure.
  public func moments(_ reading: Int) -> Moments? { values[reading] }

  /// The mean difference of a reading with its interval; nil without data in both.
  public func figure(_ reading: Int, confidence: Double) -> Figure? {
    guard let moments = values[reading], moments.count > 0 else { return nil }
    let interval = moments.studentT(confidence: confidence)
    guard moments.count > 1 else { return Figure(value: interval.mean, n: moments.count) }
    return Figure(value: interval.mean, low: interval.low, high: interval.high, n: moments.count)
  }

  /// The difference of the monthly bills; nil without a replication.
  public func monthly(confidence: Double) -> CostResult.Amount? {
    cost(confidence: confidence)?.result
  }

  func cost(confidence: Double) -> MoneyFigure? {
    guard var figure = MoneyFigure(totals, confidence: confidence) else { return nil }
    // A difference may be below 0 however the amounts are.
    if let high = figure.high { figure.low = figure.value - (high - figure.value) }
    return figure
  }
}
