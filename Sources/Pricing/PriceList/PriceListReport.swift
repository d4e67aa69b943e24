// SPDX-License-Identifier: GPL-3.0-or-later

/// What an import found: what became a price, what did not, and why.
public struct PriceListReport: Sendable {
  /// One thing that was left out.
  public struct Skipped: Hashable, Sendable {
    public var count: Int
    /// What it is and why: `products in regions that were not asked for`.
    public var why: String
    /// One of them.
    public var example: String
  }

  /// `AmazonElastiCache 20250624130639, published 2025-06-24`, in the order of reading, each once.
  public private(set) var lists: [String] = []
  /// Prices taken, by service in ascending order.
  public var taken: [(service: String, count: Int)] { counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
  /// Stretches of quantities that the price lists give no price for; a bill lists them as not priced.
  public var gaps: [String] = []

  private var counts: [String: Int] = [:]
  private var skips: [SkipReason: (count: Int, example: String)] = [:]

  /// In the order of the reasons.
  public var skipped: [Skipped] {
    SkipReason.allCases.compactMap { reason in
      skips[reason].map { Skipped(count: $0.count, why: reason.sentence, example: $0.example) }
    }
  }

  mutating func add(_ collector: OfferCollector) {
    for head in collector.heads {
      let name = [head.code.isEmpty ? "an unnamed offer" : head.code, head.version].filter { !$0.isEmpty }
      let list = name.joined(separator: " ") + (head.day.map { ", published \($0)" } ?? "")
      if !lists.contains(list) { lists.append(list) }
    }
    for reason in SkipReason.allCases {
      if let count = collector.skipped[reason] { skip(reason, count: count, collector.examples[reason] ?? "") }
    }
  }

  mutating func skip(_ reason: SkipReason, count: Int = 1, _ example: String) {
    let known = skips[reason]
    skips[reason] = ((known?.count ?? 0) + count, known?.example ?? example)
  }

  mutating func take(_ price: MergedPrice) { counts[price.reference.service, default: 0] += 1 }
}
