// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Which figures come first.
public enum PriceBookName: String, Hashable, Sendable, CaseIterable {
  /// The figures of the course text, filled in with dated list prices where it has none.
  case documented
  /// Dated list prices only.
  case market
}

/// Where a figure is from.
public enum PriceLayer: String, Hashable, Sendable, CaseIterable {
  /// The course text.
  case documented
  /// AWS's list prices.
  case market
  /// What the user says: a price file of their own, or the scenario.
  case own
}

/// How far a figure can be trusted; greater is better. It says nothing of the book that a figure belongs to.
public enum Confidence: String, Hashable, Sendable, CaseIterable, Comparable {
  /// Sources are in conflict, or there is only one third-party source.
  case unverified
  /// Worked out from a documented figure.
  case derived
  /// Stated by the named source.
  case documented

  private var rank: Int {
    switch self {
    case .unverified: 0
    case .derived: 1
    case .documented: 2
    }
  }

  public static func < (left: Confidence, right: Confidence) -> Bool { left.rank < right.rank }
}

/// When a figure was published, as its source tells it.
public struct PriceDate: Hashable, Sendable, CustomStringConvertible {
  /// The text of the table: `2025-10-30`, `2026-06`, `2024-07-01/2026`, `undated (…)`.
  public let text: String
  /// The first complete day in the text as `yyyy-mm-dd`; absent where there is only a year, a month or nothing.
  public let day: String?

  public init(_ text: String) {
    self.text = text
    day = Self.firstDay(in: text)
  }

  public var description: String { text }

  private static func firstDay(in text: String) -> String? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10 else { return nil }
    for start in 0...(bytes.count - 10) {
      let word = bytes[start..<(start + 10)]
      let hasShape = word.enumerated().allSatisfy { index, byte in
        index == 4 || index == 7
          ? byte == UInt8(ascii: "-") : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
      guard hasShape else { continue }
      let day = String(decoding: word, as: UTF8.self)
      let month = Int(day.dropFirst(5).prefix(2)) ?? 0
      let number = Int(day.suffix(2)) ?? 0
      if (1...12).contains(month), (1...31).contains(number) { return day }
    }
    return nil
  }
}

/// One step of a price: what a unit costs while the month's quantity lies between two bounds.
public struct Tier: Hashable, Sendable {
  /// Units of the month below which another tier applies; 0 or more.
  public let from: Decimal
  /// Units at which the tier ends; `nil` when it has no end.
  public let to: Decimal?
  /// US dollars for one unit.
  public let usd: Decimal
  public let source: String
  public let date: PriceDate
  public let confidence: Confidence

  public init(
    from: Decimal, to: Decimal?, usd: Decimal, source: String, date: PriceDate,
    confidence: Confidence
  ) {
    self.from = from
    self.to = to
    self.usd = usd
    self.source = source
    self.date = date
    self.confidence = confidence
  }
}

/// What one thing costs in one region.
///
/// The tiers ascend and do not overlap. They may leave gaps: quantities for which no source was found. A gap is never
/// free of charge; a bill lists what falls into it as not priced.
public struct Price: Hashable, Sendable {
  public let reference: PriceReference
  /// AWS's name of the region: `ap-northeast-2`.
  public let region: String
  /// What one unit is: `request`, `vCPU-hour`.
  public let unit: String
  /// At least one, in ascending order.
  public let tiers: [Tier]
  public let layer: PriceLayer

  /// The sources of all tiers, each once, in the order of the tiers.
  public var source: String { Self.sources(of: tiers) }
  /// The date of the tier whose date is oldest; an undated tier counts as the oldest.
  public var date: PriceDate { Self.oldestDate(of: tiers) }
  /// The confidence of the weakest tier.
  public var confidence: Confidence { Self.weakest(of: tiers) }

  static func sources(of tiers: [Tier]) -> String {
    var found: [String] = []
    for tier in tiers where !found.contains(tier.source) { found.append(tier.source) }
    return found.joined(separator: "; ")
  }

  static func oldestDate(of tiers: [Tier]) -> PriceDate {
    let oldest = tiers.min { ($0.date.day ?? "") < ($1.date.day ?? "") }
    return oldest?.date ?? PriceDate("undated")
  }

  static func weakest(of tiers: [Tier]) -> Confidence {
    tiers.map(\.confidence).min() ?? .unverified
  }
}
