// SPDX-License-Identifier: GPL-3.0-or-later

/// The bill of a month. Money is decimal text; the shown amounts add up to the shown total.
public struct CostResult: Sendable, Codable {
  public struct TierLine: Sendable, Codable {
    public var from: String
    public var price: String
    public var quantity: String
    public var amount: String
  }

  public struct Line: Sendable, Codable {
    public var part: String
    public var meter: String
    public var title: String
    public var quantity: String
    public var unit: String
    /// The quantity and the unit price as a person reads them.
    public var quantityText: String
    public var unitPriceText: String
    public var note: String?
    public var tiers: [TierLine]
    public var amount: String
    public var shown: String
    public var countedFrom: String
    public var source: String
    public var date: String
    public var confidence: String
  }

  public struct Credit: Sendable, Codable {
    public var title: String
    public var amount: String
    public var shown: String
  }

  public struct Missing: Sendable, Codable {
    public var part: String
    public var meter: String
    public var quantity: String
    public var reason: String
  }

  public var currency = "USD"
  public var book: String
  public var region: String
  public var freeTierTerms: String
  /// What the shown lines add up to, to the cent.
  public var monthly: String
  /// The interval of the monthly total.
  public var low: String?
  public var high: String?
  /// Whether something could not be priced, so that the total is a lower bound.
  public var atLeast: Bool
  /// Dollars for a million delivered messages.
  public var perMillion: Figure?
  public var lines: [Line]
  public var credits: [Credit]
  public var notPriced: [Missing]
  /// Prices of the book that differ from the region's list price.
  public var differences: [String]
}
