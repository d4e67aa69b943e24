// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What is to be known about prices before anybody relies on them: gaps, doubts, age.
public struct BookHealth: Sendable {
  /// What can be the matter with a price. The words are part of the program's output and stay the same.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Some quantities of a month have no price.
    case gap = "price-gap"
    /// Sources are in conflict, or there is one third-party source only.
    case unverified = "price-unverified"
    /// Older than ``BillProvenance/staleMonths``.
    case stale = "price-stale"
    /// Without a complete date.
    case undated = "price-undated"
    /// Worked out from a documented price.
    case derived = "price-derived"
    /// The documented price and the list price are not the same.
    case differs = "price-differs"
    /// One region has the item, another has not.
    case region = "price-region"

    /// Whether amounts may be wrong or missing because of it.
    public var isWarning: Bool { [.gap, .unverified, .stale].contains(self) }
  }

  public struct Finding: Hashable, Sendable {
    public let kind: Kind
    public let reference: PriceReference
    /// The region that it is about; of ``Kind/region`` the one without the price.
    public let region: String
    public let layer: PriceLayer?
    public let message: String
  }

  /// How many prices were looked at.
  public let prices: Int
  /// In ascending order, without repetition.
  public let services: [String]
  public let regions: [String]
  /// The earliest and the latest complete date of a tier.
  public let oldest: String?
  public let newest: String?
  /// The day from which ages are told.
  public let date: String
  /// By kind, then in the order of the prices.
  public let findings: [Finding]

  /// - Parameters:
  ///   - prices: in the order in which findings are wanted.
  ///   - date: `yyyy-mm-dd`.
  ///   - book: which tells documented prices that differ from list prices; nil for no comparison.
  ///   - coverage: the prices among which it is looked for what a region lacks, and the regions of which it is told; nil
  ///     for those of `prices`.
  public init(
    _ prices: [Price], date: String, comparing book: PriceBook?,
    coverage: (prices: [Price], regions: [String])? = nil
  ) {
    self.prices = prices.count
    self.date = date
    services = Set(prices.map(\.reference.service)).sorted()
    regions = Set(prices.map(\.region)).sorted()
    let days = prices.flatMap(\.tiers).compactMap(\.date.day)
    oldest = days.min()
    newest = days.max()
    var found: [Kind: [Finding]] = [:]
    for price in prices {
      for (kind, message) in Self.messages(price, date) {
        found[kind, default: []].append(
          Finding(
            kind: kind, reference: price.reference, region: price.region, layer: price.layer, message: message))
      }
    }
    if let book { found[.differs] = Self.differences(prices, book) }
    found[.region] = Self.missing(coverage?.prices ?? prices, coverage?.regions ?? regions)
    findings = Kind.allCases.flatMap { found[$0] ?? [] }
  }

  public func count(_ kind: Kind) -> Int { findings.count { $0.kind == kind } }

  private static func messages(_ price: Price, _ date: String) -> [(Kind, String)] {
    var messages = price.gaps.map { gap -> (Kind, String) in
      (.gap, "no price \(words(gap.from, gap.to)) \(price.unit)")
    }
    let sources = Price.sources(of: price.tiers.filter { $0.confidence == price.confidence })
    switch price.confidence {
    case .unverified: messages.append((.unverified, sources))
    case .derived: messages.append((.derived, sources))
    case .documented: break
    }
    guard price.date.day != nil else { return messages + [(.undated, price.date.text)] }
    if price.isStale(on: date), let age = price.age(on: date) {
      messages.append((.stale, "\(price.date.text), \(age) months old"))
    }
    return messages
  }

  private static func words(_ from: Decimal, _ to: Decimal?) -> String {
    guard let to else { return "above \(Money.grouped(from, places: 9))" }
    let end = Money.grouped(to, places: 9)
    return from == 0 ? "below \(end)" : "from \(Money.grouped(from, places: 9)) to \(end)"
  }

  private static func differences(_ prices: [Price], _ book: PriceBook) -> [Finding] {
    var findings: [Finding] = []
    for price in prices {
      // Two layers of one price stand side by side and make one difference.
      if let last = findings.last, last.reference == price.reference, last.region == price.region { continue }
      guard let difference = book.documentedDiffers(price.reference, region: price.region) else { continue }
      findings.append(
        Finding(
          kind: .differs, reference: price.reference, region: price.region, layer: .documented,
          message: "documented \(difference.documented.words), list price \(difference.market.words)"))
    }
    return findings
  }

  private static func missing(_ prices: [Price], _ regions: [String]) -> [Finding] {
    var priced: [PriceReference: Set<String>] = [:]
    for price in prices { priced[price.reference, default: []].insert(price.region) }
    return priced.sorted { $0.key < $1.key }.flatMap { reference, having in
      let names = having.sorted().joined(separator: ", ")
      return regions.filter { !having.contains($0) }.map {
        Finding(
          kind: .region, reference: reference, region: $0, layer: nil, message: "no price; there is one in \(names)")
      }
    }
  }
}

extension Price {
  /// The prices of all tiers: `$0.04656`, `$0.126, $0.122 and $0.117`.
  public var words: String {
    let amounts = tiers.map { Money.unitPrice($0.usd) }
    guard let last = amounts.last, amounts.count > 1 else { return amounts.first ?? "" }
    return amounts.dropLast().joined(separator: ", ") + " and " + last
  }
}
