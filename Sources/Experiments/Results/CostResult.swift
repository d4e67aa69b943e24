// SPDX-License-Identifier: GPL-3.0-or-later

/// The bill of a month, or of some hours. Money is decimal text; the shown amounts add up to the shown total.
public struct CostResult: Sendable, Codable {
  /// An amount with its interval.
  public struct Amount: Sendable, Codable, Hashable {
    public var value: String
    public var low: String?
    public var high: String?
    /// Replications behind it.
    public var n: Int

    public init(value: String, low: String? = nil, high: String? = nil, n: Int) {
      self.value = value
      self.low = low
      self.high = high
      self.n = n
    }
  }

  public struct TierLine: Sendable, Codable {
    public var from: String
    /// Nil where the tier has no end.
    public var to: String?
    public var price: String
    public var quantity: String
    public var amount: String
  }

  /// What a window has of something; the windows add up to it exactly.
  public struct WindowShare: Sendable, Codable {
    public var window: String
    public var quantity: String
    public var amount: String
  }

  public struct Line: Sendable, Codable {
    public var part: String
    public var meter: String
    public var title: String
    /// The price in the price tables.
    public var service: String
    public var item: String
    public var quantity: String
    public var unit: String
    /// The quantity and the unit price as a person reads them.
    public var quantityText: String
    public var unitPriceText: String
    public var note: String?
    public var tiers: [TierLine]
    public var windows: [WindowShare]
    public var amount: String
    public var shown: String
    public var countedFrom: String
    /// `documented`, `market`, or `own`: what the user says.
    public var layer: String
    public var source: String
    public var date: String
    public var confidence: String
  }

  /// A free quantity, a discount or credits.
  public struct Credit: Sendable, Codable {
    public var title: String
    public var amount: String
    public var shown: String
    /// Units that were free; for a discount its share.
    public var quantity: String
    public var unit: String
    /// The prices whose quantities were free, as `service item`.
    public var prices: [String]
    public var source: String
  }

  public struct Missing: Sendable, Codable {
    public var part: String
    public var meter: String
    public var title: String
    public var service: String
    public var item: String
    public var quantity: String
    public var unit: String
    public var reason: String
  }

  /// The total of a window.
  public struct WindowTotal: Sendable, Codable {
    public var window: String
    public var hours: String
    public var amount: String
    public var shown: String
  }

  /// Where the prices are from, and how far they can be trusted.
  public struct Provenance: Sendable, Codable {
    /// Lines by layer.
    public var documentedLines: Int
    public var marketLines: Int
    public var ownLines: Int
    /// The day from which ages are told, and the oldest and newest price.
    public var date: String?
    public var oldest: String?
    public var newest: String?
    public var oldestAgeMonths: Int?
    public var staleLines: Int
    public var undatedLines: Int
    public var derivedLines: Int
    public var unverifiedLines: Int

    /// Whether prices of several layers are added up.
    public var isMixed: Bool { [documentedLines, marketLines, ownLines].count { $0 > 0 } > 1 }
  }

  public var currency = "USD"
  public var book: String
  /// What the user's own price file is called, if there is one.
  public var ownPrices: String?
  public var region: String
  public var freeTierTerms: String
  /// Other terms in words: discount, reserved nodes, Graviton.
  public var terms: [String]
  /// Hours that the bill is about; nil for a month.
  public var hours: String?
  /// What the shown lines add up to, to the cent.
  public var monthly: String
  /// The total to its last digit.
  public var exact: String
  /// The interval of the total.
  public var low: String?
  public var high: String?
  /// Whether something could not be priced, so that the total is a lower bound.
  public var atLeast: Bool
  /// Dollars for a million delivered messages.
  public var perMillion: Amount?
  public var windows: [WindowTotal]
  public var lines: [Line]
  public var credits: [Credit]
  public var notPriced: [Missing]
  /// Prices of the book that differ from the region's list price.
  public var differences: [String]
  public var provenance: Provenance
}
