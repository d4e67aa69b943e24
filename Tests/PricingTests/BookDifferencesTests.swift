// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Pricing

@Suite struct BookDifferencesTests {
  private func book(_ rows: [PriceRow]) throws -> PriceBook { try PriceBook(name: .market, rows: rows) }

  @Test func kindsInOrder() throws {
    let old = try book([
      row("a-same", "1"), row("b-changed", "8"), row("c-removed", "1"), row("e-unit", "1"),
      row("f-tiers", "1", to: "5"), row("f-tiers", "2", from: "5"),
    ])
    let new = try book([
      row("a-same", "1", confidence: .derived, date: "2020-01-01"), row("b-changed", "9"), row("d-added", "1"),
      row("e-unit", "1", unit: "hour"), row("f-tiers", "1", to: "6"), row("f-tiers", "2", from: "6"),
    ])
    let differences = BookDifferences(from: old, to: new)
    #expect(
      differences.changes.map { "\($0.reference.item) \($0.kind.rawValue)" }
        == ["b-changed changed", "c-removed removed", "d-added added", "e-unit unit", "f-tiers tiers"])
    // Source, date and confidence make no difference in what is paid.
    #expect(differences.unchanged == 1)
    #expect(differences.changes.filter { !$0.steps.isEmpty }.map(\.reference.item) == ["b-changed"])
    // The other way round what was added is removed.
    let back = BookDifferences(from: new, to: old)
    #expect(back.count(.added) == 1 && back.count(.removed) == 1 && back.unchanged == 1)
    #expect(back.changes.first { $0.kind == .added }?.reference.item == "c-removed")
  }

  @Test func aBookEqualsItself() throws {
    let book = try PriceBook.builtIn(.documented)
    let differences = BookDifferences(from: book, to: book)
    #expect(differences.changes.isEmpty)
    #expect(differences.unchanged == book.prices().count)
  }

  @Test func theBuiltInBooksDifferWhereTheyAreSaidTo() throws {
    let documented = try PriceBook.builtIn(.documented)
    let market = try PriceBook.builtIn(.market)
    let differences = BookDifferences(from: documented, to: market)
    #expect(differences.changes.count + differences.unchanged == documented.prices().count)
    #expect(differences.count(.added) == 0)
    for change in differences.changes where change.kind == .changed {
      #expect(documented.documentedDiffers(change.reference, region: change.region) != nil)
    }
    let some = BookDifferences(from: documented, to: market, service: "SQS", region: "ap-northeast-2")
    #expect(
      some.changes == differences.changes.filter { $0.reference.service == "sqs" && $0.region == "ap-northeast-2" })
  }

  @Test(
    arguments: [
      // (0.36 - 0.40) / 0.40 = -10 %; 1/3 more is 33.333333… %; 2/3 is 66.666667 % in six places.
      ("0.0000004", "0.00000036", "-10"), ("3", "4", "33.333333"), ("3", "5", "66.666667"), ("2", "2.5", "25"),
      ("0.1", "0.3", "200"), ("1", "0", "-100"), ("8", "9", "12.5"),
    ])
  func percentsAreDecimal(_ old: String, _ new: String, _ percent: String) throws {
    let change = try #require(
      BookDifferences(from: try book([row("a", old)]), to: try book([row("a", new)])).changes.first)
    #expect(try change.steps.map(\.percent) == [exact(percent)])
  }

  @Test func fromNothingThereIsNoPercent() throws {
    let change = try #require(
      BookDifferences(from: try book([row("a", "0")]), to: try book([row("a", "1")])).changes.first)
    #expect(change.kind == .changed)
    #expect(change.steps.first?.percent == nil)
  }

  @Test func onlyTheTiersThatCostAnotherAmountAreSteps() throws {
    let old = try book([row("a", "3", to: "5"), row("a", "2", from: "5", to: "9"), row("a", "1", from: "9")])
    let new = try book([row("a", "3", to: "5"), row("a", "1", from: "5", to: "9"), row("a", "1", from: "9")])
    let steps = try #require(BookDifferences(from: old, to: new).changes.first).steps
    #expect(steps.map(\.from) == [5] && steps.map(\.to) == [9])
    #expect(steps.first?.percent == -50)
  }
}
