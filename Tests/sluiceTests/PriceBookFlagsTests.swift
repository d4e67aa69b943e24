// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Testing

@testable import sluice

/// `--as` and `--prices`: which book the flags, the variables and the scenario come to.
@Suite struct PriceBookFlagsTests {
  private static let text = """
    name: ours
    date: 2026-09-30
    prices:
      - { service: sqs, item: "standard:request", region: ap-northeast-2, unit: request, usd: 0.0000003 }

    """
  private let request = PriceReference(service: "sqs", item: "standard:request")

  private func session(_ variables: [String: String] = [:], today: String = "2026-10-01") throws -> Session {
    try Session(
      try CommonFlags.parse(["-q"]),
      Surroundings(
        environment: Environment(variables), outputIsTerminal: false, errorIsTerminal: false, terminalColumns: nil,
        cores: 2, today: today))
  }

  private func books(
    _ words: [String], _ variables: [String: String] = [:], scenario: String? = nil
  ) throws -> BookRequest {
    try BookRequest(try PriceFlags.parse(words), try session(variables), scenario: scenario)
  }

  private func failure(_ work: () throws -> Void) -> Failure? {
    do { try work() } catch { return error as? Failure }
    return nil
  }

  @Test func theScenariosBookUnlessAnotherIsAskedFor() throws {
    let (market, documented) = (PricingTerms(book: .market), PricingTerms(book: .documented))
    #expect(try books([]).book(market).name == .market)
    #expect(try books([]).book(documented).name == .documented)
    #expect(try books(["--as", "market"]).book(documented).name == .market)
    #expect(try books([], ["SLUICE_AS": "market"]).book(documented).name == .market)
    #expect(try books(["--as", "documented"], ["SLUICE_AS": "market"]).book(market).name == .documented)
    #expect(try books([]).book(documented).ownName == nil)
  }

  @Test func ownPricesLieOverEitherBook() throws {
    let folder = try TemporaryFolder()
    try Data(Self.text.utf8).write(to: folder.url("my.yaml"))
    let wanted = try #require(Decimal(exactText: "0.0000003"))
    for (words, variables) in [
      (["--prices", folder.path("my.yaml")], [:]), ([], ["SLUICE_PRICES": folder.path("my.yaml")]),
    ] as [([String], [String: String])] {
      for name in PriceBookName.allCases {
        let book = try books(words, variables).book(PricingTerms(book: name))
        #expect(book.name == name && book.ownName == "ours")
        #expect(book.price(request, region: "ap-northeast-2")?.tiers.map(\.usd) == [wanted])
        #expect(book.price(request, region: "ap-northeast-2")?.layer == .own)
      }
    }
  }

  @Test func aBooksNameIsNoFile() throws {
    for (word, near) in [("market", "market"), ("documented", "documented"), ("markt", "market")] {
      let failure = try #require(failure { _ = try books(["--prices", word]) })
      #expect(failure.status == .usage)
      #expect(failure.message.hasPrefix("--prices takes a file"))
      #expect(failure.hint == "the book is named by --as \(near)")
    }
    #expect(failure { _ = try books([], ["SLUICE_PRICES": "market"]) }?.message.hasPrefix("SLUICE_PRICES ") == true)
    let unknown = try #require(failure { _ = try books(["--as", "documentd"]) })
    #expect(unknown.status == .usage && unknown.hint == "did you mean documented?")
    #expect(unknown.message.hasPrefix("--as: "))
    let file = try #require(failure { _ = try books(["--as", "my.yaml"]) })
    #expect(file.hint == "a file of your own: --prices my.yaml")
  }

  @Test func aFileThatIsMissingOrNotValid() throws {
    let folder = try TemporaryFolder()
    let missing = try #require(failure { _ = try books(["--prices", folder.path("my.yaml")]) })
    #expect(missing.status == .failure && missing.message.contains("my.yaml"))
    try Data(Self.text.utf8).write(to: folder.url("mine.yaml"))
    #expect(failure { _ = try books(["--prices", folder.path("min.yaml")]) }?.hint == "did you mean mine.yaml?")
    #expect(failure { _ = try books(["--prices", "-"], scenario: "-") }?.status == .usage)
    try Data(Self.text.replacingOccurrences(of: "usd", with: "eur").utf8).write(to: folder.url("wrong.yaml"))
    #expect(throws: BookRefused.self) { _ = try books(["--prices", folder.path("wrong.yaml")]) }
  }

  @Test func oldPricesAreNoted() throws {
    let book = try PriceBook(
      name: .market,
      rows: [
        PriceRow(
          layer: .market, reference: request, region: "here", unit: "request",
          tier: Tier(
            from: 0, to: nil, usd: 1, source: "test", date: PriceDate("2025-06-24"), confidence: .documented))
      ])
    #expect(PriceAgeNote.text(book, today: "2026-06-24") == nil)
    #expect(PriceAgeNote.text(book, today: "2026-07-23") == nil)
    #expect(
      PriceAgeNote.text(book, today: "2026-07-24")
        == "the newest price of the book is 13 months old (2025-06-24); sluice prices import reads newer ones")
    #expect(PriceAgeNote.text(book, today: "2025-01-01") == nil)
    #expect(PriceAgeNote.text(try PriceBook(name: .market, rows: []), today: "2040-01-01") == nil)
  }

  @Test func theDayOfTheClock() throws {
    let day = Surroundings.dayOfClock()
    #expect(PriceListImport.isDay(day) && day > "2026-01-01")
    #expect(try FlagValue.day("2028-02-29") == "2028-02-29")
    for wrong in ["2027-02-29", "2026-13-01", "2026-1-1", "today", ""] {
      #expect(throws: FlagError.self) { try FlagValue.day(wrong) }
    }
  }
}
