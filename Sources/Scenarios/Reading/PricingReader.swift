// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing

/// Reads what a scenario says under `pricing`, and writes it again, so that a saved result can be priced under other terms.
public enum PricingReader {
  /// The terms of a record that was read by ``PricingKeys/table``.
  static func terms(_ pricing: Record, _ diagnostics: inout Diagnostics) -> PricingTerms {
    let book = PriceBookName(rawValue: pricing[PricingKeys.prices]) ?? .documented
    let freeTier = FreeTier(rawValue: pricing[PricingKeys.freeTier]) ?? .none
    var terms =
      (try? PricingTerms(freeTier: freeTier, discount: Decimal(count: pricing[PricingKeys.discount]), book: book))
      ?? PricingTerms(freeTier: freeTier, book: book)
    terms.credits = pricing[PricingKeys.credits] ?? 0
    terms.usesGraviton = pricing[PricingKeys.graviton]
    if let date = pricing[PricingKeys.date] {
      if PriceDate(date).day == date {
        terms.date = date
      } else {
        diagnostics.error(
          .value, at: pricing.node(PricingKeys.date) ?? pricing.node,
          "date must be a day such as 2026-11-21, not \(Diagnostic.quoted(date))")
      }
    }
    if let reserved = pricing[PricingKeys.reserved] {
      for (scope, key) in PricingKeys.Reserved.all {
        if let record = reserved[key] {
          terms.commitments.append(commitment(scope, record, record[PricingKeys.Promise.discount]))
        }
      }
    }
    if let savings = pricing[PricingKeys.savings] {
      terms.commitments.append(commitment(.compute, savings, savings[PricingKeys.Savings.discount]))
    }
    return terms
  }

  private static func commitment(_ scope: Commitment.Scope, _ record: Record, _ discount: Double?) -> Commitment {
    Commitment(
      scope: scope, years: record[PricingKeys.Promise.term] == "3y" ? 3 : 1,
      payment: Commitment.Payment(rawValue: record[PricingKeys.Promise.payment]) ?? .noUpfront,
      covers: Decimal(count: record[PricingKeys.Promise.covers]), discount: discount.map { Decimal(count: $0) })
  }

  // MARK: Of a saved result

  /// The terms as a scenario would say them, on one line.
  public static func text(_ terms: PricingTerms) -> String {
    func share(_ share: Decimal) -> String { "\(Money.plain(share * 100))%" }
    func promise(_ commitment: Commitment) -> String {
      let off = commitment.discount.map { ", discount: \(share($0))" } ?? ""
      return
        "{ term: \(commitment.years)y, payment: \(commitment.payment.rawValue), covers: \(share(commitment.covers))"
        + "\(off) }"
    }
    var keys = [
      "free_tier: \(terms.freeTier.rawValue)", "discount: \(share(terms.discount))", "prices: \(terms.book.rawValue)",
      "graviton: \(terms.usesGraviton)",
    ]
    if terms.credits > 0 { keys.append("credits: $\(Money.plain(terms.credits))") }
    if let date = terms.date { keys.append("date: \(date)") }
    let reserved = terms.commitments.filter { $0.scope != .compute }.map { "\($0.scope.rawValue): \(promise($0))" }
    if !reserved.isEmpty { keys.append("reserved: { \(reserved.joined(separator: ", ")) }") }
    for savings in terms.commitments where savings.scope == .compute { keys.append("savings: \(promise(savings))") }
    return "{ \(keys.joined(separator: ", ")) }"
  }

  /// The terms of a text as ``text(_:)`` writes it, with changes such as `pricing.discount` = `10%`.
  ///
  /// - Returns: nil after an error. A change of anything but `pricing` is one: a result is simulated already.
  public static func terms(
    _ text: String, changes: [(path: String, value: String)], _ diagnostics: inout Diagnostics
  ) -> PricingTerms? {
    let before = diagnostics.errorCount
    guard var tree = Document.parse("pricing: \(text)\n", file: "pricing", into: &diagnostics) else { return nil }
    for change in changes {
      guard change.path == "pricing" || change.path.hasPrefix("pricing.") else {
        diagnostics.error(
          .value, at: nil, length: 0,
          "--set \(change.path): a saved result is simulated already; only what is under pricing can be changed",
          hint: "give the scenario instead of the result")
        continue
      }
      tree = tree.setting(path: change.path, to: change.value, into: &diagnostics)
    }
    guard diagnostics.errorCount == before, let node = tree["pricing"] else { return nil }
    var context = ReadContext()
    let record = PricingKeys.table.read(node, &context)
    diagnostics.append(contentsOf: context.diagnostics)
    guard let record, diagnostics.errorCount == before else { return nil }
    let terms = terms(record, &diagnostics)
    return diagnostics.errorCount == before ? terms : nil
  }
}
