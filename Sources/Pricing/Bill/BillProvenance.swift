// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Where the prices of a bill are from, how old they are and how far they can be trusted: what a reader must know before
/// the amounts.
public struct BillProvenance: Hashable, Sendable {
  /// How many lines have their price of a layer.
  public struct Share: Hashable, Sendable {
    public let layer: PriceLayer
    public let lines: Int
  }

  /// How many lines have prices of each layer, those that have any.
  public let layers: [Share]
  /// The day from which ages are told.
  public let date: String?
  /// The oldest and the newest complete day among the prices.
  public let oldest: String?
  public let newest: String?
  /// Lines whose price is older than ``staleMonths`` on ``date``.
  public let staleLines: Int
  /// Months from the oldest price to ``date``.
  public let oldestAge: Int?
  /// Lines whose price has no complete date.
  public let undatedLines: Int
  /// Lines whose price is worked out from a documented one, or on which sources are in conflict.
  public let derivedLines: Int
  public let unverifiedLines: Int

  /// A price that is older than this is stale.
  public static let staleMonths = 12

  /// Whether prices of several layers are added up.
  public var isMixed: Bool { layers.count > 1 }

  /// - Parameter date: `yyyy-mm-dd`.
  public init(_ lines: [BillLine], date: String?) {
    layers = PriceLayer.allCases.compactMap { layer in
      let count = lines.count { $0.layer == layer }
      return count > 0 ? Share(layer: layer, lines: count) : nil
    }
    self.date = date
    // What the scenario itself says has no age.
    let listed = lines.filter { $0.meter.ownPrice == nil }
    let days = listed.compactMap(\.date.day)
    oldest = days.min()
    newest = days.max()
    let ages = days.compactMap { day in date.flatMap { PriceDate.months(from: day, to: $0) } }
    staleLines = ages.count { $0 > Self.staleMonths }
    oldestAge = ages.max()
    undatedLines = listed.count { $0.date.day == nil }
    derivedLines = listed.count { $0.confidence == .derived }
    unverifiedLines = listed.count { $0.confidence == .unverified }
  }
}

extension PriceDate {
  /// Whole months between two days `yyyy-mm-dd`; negative when the second is earlier, nil for what is no day.
  public static func months(from first: String, to second: String) -> Int? {
    func parts(_ day: String) -> (months: Int, day: Int)? {
      let numbers = day.split(separator: "-").compactMap { Int($0) }
      guard numbers.count == 3, (1...12).contains(numbers[1]), (1...31).contains(numbers[2]) else { return nil }
      return (numbers[0] * 12 + numbers[1], numbers[2])
    }
    guard let from = parts(first), let to = parts(second) else { return nil }
    let months = to.months - from.months
    // The last month counts when its day has come.
    return months > 0 && to.day < from.day ? months - 1 : months < 0 && to.day > from.day ? months + 1 : months
  }
}
