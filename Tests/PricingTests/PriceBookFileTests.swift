// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Testing

@testable import Pricing

@Suite("PriceBookFile") struct PriceBookFileTests {
  static let text = """
    version: 1
    name: our-prices
    source: "our contract"
    date: 2026-01-31
    currency: USD
    regions: { eu-west-1: "EU (Ireland)" }
    prices:
      - { service: elasticache, item: "node:cache.t3.micro", region: ap-northeast-2, unit: node-hour, usd: 0.0250 }
      - service: sqs
        item: standard:request
        region: us-east-1
        unit: request
        tiers:
          - { from: 100_000_000_000, usd: 0.0000003 }
          - { from: 0, usd: 0.0000004 }
      - service: kms
        item: request
        region: eu-west-1
        unit: request
        tiers: [ { from: 0, to: 10, usd: 1 }, { from: 20, usd: 0.5, source: "a call", confidence: unverified } ]
        source: "an offer"
        date: 2025-12-01
    discounts:
      - { service: elasticache, share: 12% }
      - { service: ec2, item: "linux:m5.large", region: us-east-1, share: 0.2 }
    free:
      - { service: sqs, items: [ "standard:request", "fifo:request" ], unit: request, quantity: 1000000, kind: always }
      - { service: sns, items: [ "delivery:email" ], unit: notification, quantity: 1000 }
    """

  private func read(_ text: String) -> (book: PriceBookFile?, diagnostics: Diagnostics) {
    var diagnostics = Diagnostics()
    let book = PriceBookFile.read(bytes: Array(text.utf8), path: "book.yaml", &diagnostics)
    return (book, diagnostics)
  }

  /// `unit: million`, the code and the marked text of each error in the order of places; warnings in brackets.
  private func problems(_ text: String) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return read(text).diagnostics.sorted.map { found in
      let line = (found.location?.line).map { lines[$0 - 1] } ?? ""
      let marked = line.unicodeScalars.dropFirst((found.location?.column ?? 1) - 1).prefix(found.length)
      let place = "\(found.code.rawValue): \(String(marked))"
      return found.severity == .error ? place : "(\(place))"
    }
  }

  @Test("prices with tiers, gaps, sources and exact numbers")
  func prices() throws {
    let (read, diagnostics) = read(Self.text)
    let book = try #require(read)
    #expect(diagnostics.isEmpty)
    #expect(book.name == "our-prices")
    let rows = book.rows.map { row in
      "\(row.reference) \(row.region) \(row.unit) \(row.tier.from)..\(row.tier.to.map { "\($0)" } ?? "") \(row.tier.usd) "
        + "\(row.tier.source), \(row.tier.date), \(row.tier.confidence.rawValue)"
    }
    #expect(
      rows == [
        "elasticache node:cache.t3.micro ap-northeast-2 node-hour 0.. 0.025 our contract, 2026-01-31, documented",
        "kms request eu-west-1 request 0..10 1 an offer, 2025-12-01, documented",
        "kms request eu-west-1 request 20.. 0.5 a call, 2025-12-01, unverified",
        "sqs standard:request us-east-1 request 0..100000000000 0.0000004 our contract, 2026-01-31, documented",
        "sqs standard:request us-east-1 request 100000000000.. 0.0000003 our contract, 2026-01-31, documented",
      ])
    #expect(
      book.discounts == [
        PriceDiscount(service: "ec2", item: "linux:m5.large", region: "us-east-1", share: try exact("0.2")),
        PriceDiscount(service: "elasticache", share: try exact("0.12")),
      ])
    #expect(book.offers.map(\.quantity) == [1000, 1_000_000])
    #expect(book.offers.map(\.kind) == [.always, .always])
    #expect(book.regions == [Region(id: "eu-west-1", name: "EU (Ireland)")])
    // Tiers with a gap and a price can be put into a book.
    _ = try PriceBook(name: .market, rows: book.rows, freeOffers: book.offers)
  }

  @Test("write, read, write: the same bytes, whatever the spelling was")
  func roundTrip() throws {
    let first = try #require(read(Self.text).book)
    let second = try #require(read(first.text).book)
    #expect(second.text == first.text)
    #expect(second.fingerprint == first.fingerprint)
    #expect(first.fingerprint.count == 16)
    #expect(second.rows == first.rows)
    #expect(second.discounts == first.discounts)
    #expect(second.offers == first.offers)
    #expect(first.text.contains("usd: 0.0000004 }"))
    let other = try #require(read(Self.text + "\n  # a remark\n").book)
    #expect(other.fingerprint == first.fingerprint)
    let changed = try #require(read(Self.text.replacingOccurrences(of: "0.0250", with: "0.026")).book)
    #expect(changed.fingerprint != first.fingerprint)
  }

  @Test("an imported book, the built-in books and odd texts survive the round trip")
  func roundTripOfOthers() throws {
    let builtIn = try PriceBook.builtIn(.market)
    let rows = builtIn.prices().flatMap { price in
      price.tiers.map { PriceBookFile.row(price.reference, region: price.region, unit: price.unit, $0) }
    }
    let dated = rows.filter { CalendarDay.isDay($0.tier.date.text) }
    #expect(dated.count > 1_000)
    let odd = PriceDate(PriceBookFile.undated)
    let strange = PriceBookFile.row(
      PriceReference(service: "sqs", item: "standard:request"), region: "eu-west-1", unit: "request",
      Tier(
        from: 0, to: 7, usd: try exact("0.00"), source: "a \"quote\" \\ \u{1}é \u{2028}😀 #: ", date: odd,
        confidence: .derived))
    for book in [
      PriceBookFile(name: "dated", rows: dated, offers: []), PriceBookFile(name: "strange", rows: [strange]),
      PriceBookFile(name: "mixed", rows: [strange] + dated), PriceBookFile(name: "nothing", rows: []),
      Imported(PriceListShapesTests.nodes.json()).book,
    ] {
      let again = try #require(read(book.text).book, "\(read(book.text).diagnostics.items.first?.message ?? "")")
      #expect(again.text == book.text)
      #expect(again.rows == book.rows)
    }
  }

  @Test("what prices list writes is numbers without exponent")
  func plainDecimals() throws {
    for (text, wanted) in [
      ("0.0000000000", "0"), ("0.0000004000", "0.0000004"), ("100", "100"), ("1.50", "1.5"), ("0", "0"),
      ("10000000000000000000000", "10000000000000000000000"),
      ("0.000000000000000000000001", "0.000000000000000000000001"),
    ] {
      #expect(PlainDecimal.text(try exact(text)) == wanted)
    }
  }

  /// The shortest file with these prices, or these other keys.
  private func book(_ lines: String) -> String {
    "name: x\n" + (lines.hasPrefix("  - ") ? "prices:\n" : "") + lines + "\n"
  }

  @Test("a mistake is told at its place, all of them at once")
  func mistakes() throws {
    let text = """
      version: 2
      name: x
      curency: USD
      prices:
        - { service: sqz, item: "standard:request", region: us-east-1, unit: request, usd: 1 }
        - { service: sqs, item: "standard:reqest", region: us-east-1, unit: request, usd: 1 }
        - { service: sqs, item: "standard:request", region: us-east-1, unit: million, usd: 1 }
        - { service: sqs, item: "fifo:request", region: us-esat-1, unit: request, usd: 4e-7 }
        - { service: sqs, item: "fifo:request", region: us-east-1, unit: request }
      discounts:
        - { service: sqs, share: 100% }
      """
    // What a key table refuses keeps the rest from being read together; each in turn:
    #expect(problems(text) == ["range: 2", "key: curency", "value: 4e-7", "range: 100%"])
    let mended = text.replacingOccurrences(of: "version: 2", with: "version: 1").replacingOccurrences(
      of: "curency", with: "currency"
    )
    .replacingOccurrences(of: "4e-7", with: "0.0000004").replacingOccurrences(of: "100%", with: "99.9%")
    #expect(
      problems(mended) == [
        "name: sqz", "(name: \"standard:reqest\")", "unit: million", "(name: us-esat-1)",
        "missing: { service: sqs, item: \"fifo:request\", region: us-east-1, unit: request }",
      ])
    let found = read(mended).diagnostics.sorted
    #expect(found[0].hint == "nearest: sqs")
    #expect(found[1].hint?.hasPrefix("nearest: standard:request;") == true)
    #expect(found[2].hint == "unit: request")
    #expect(found[3].hint == "nearest: us-east-1")
  }

  @Test(
    "other mistakes",
    arguments: [
      (
        "  - { service: sqs, item: a, region: us-east-1, unit: request, usd: 1, tiers: [ { from: 0, usd: 1 } ] }",
        ["(name: a)", "duplicate: [ { from: 0, usd: 1 } ]"]
      ),
      (
        "  - { service: sqs, item: a, region: us-east-1, unit: u, tiers: [ { from: 0, to: 9, usd: 1 }, { from: 5, usd: 1 } ] }",
        ["(name: a)", "range: 5"]
      ),
      (
        "  - { service: sqs, item: a, region: us-east-1, unit: u, tiers: [ { from: 5, usd: 1 }, { from: 5, usd: 1 } ] }",
        ["(name: a)", "range: 5"]
      ),
      (
        "  - { service: sqs, item: a, region: us-east-1, unit: u, tiers: [ { from: 5, to: 5, usd: 1 } ] }",
        ["(name: a)", "range: 5"]
      ),
      ("  - { service: sqs, item: a, region: us-east-1, unit: u, tiers: [] }", ["range: []"]),
      ("  - { service: sqs, item: a, region: us-east-1, unit: u, usd: 1, date: 2025-02-29 }", ["value: 2025-02-29"]),
      ("  - { service: sqs, item: a, region: us-east-1, unit: u, usd: $1 }", ["value: $1"]),
      ("  - { service: sqs, item: a, region: us-east-1, unit: u, usd: -1 }", ["range: -1"]),
      (
        "  - { service: sqs, item: a, region: us-east-1, unit: u, usd: 100000000000000000000000 }",
        ["range: 100000000000000000000000"]
      ),
      ("  - { service: sqs, item: a, region: us-east-1, unit: u, usd: 1, confidence: sure }", ["value: sure"]),
      (
        "  - { service: sqs, item: a, region: us-east-1, unit: u, usd: 1 }\n  - { service: sqs, item: a, region: us-east-1, unit: u, usd: 1 }",
        ["(name: a)", "duplicate: { service: sqs, item: a, region: us-east-1, unit: u, usd: 1 }"]
      ),
      ("currency: EUR", ["value: EUR"]),
      ("discounts: [ { service: sqs, share: 12 } ]", ["range: 12"]),
      (
        "discounts: [ { service: sqs, share: 5% }, { service: sqs, share: 6% } ]",
        ["duplicate: { service: sqs, share: 6% }"]
      ),
      ("discounts: [ { service: sqs, item: fifo:reqest, share: 5% } ]", ["(name: fifo:reqest)"]),
      (
        "free: [ { service: sqs, items: [ \"fifo:request\", \"fifo:request\" ], unit: request, quantity: 0 } ]",
        ["duplicate: \"fifo:request\"", "range: 0"]
      ),
      ("free: [ { service: sqs, items: [ \"fifo:request\" ], unit: GB, quantity: 1 } ]", ["unit: GB"]),
      (
        "free: [ { service: sqs, items: [ \"fifo:request\" ], unit: request, quantity: 1, kind: never } ]",
        ["value: never"]
      ),
    ])
  func otherMistakes(lines: String, wanted: [String]) {
    #expect(problems(book(lines)) == wanted)
  }

  @Test("a share without its sign is asked about")
  func share() {
    #expect(
      read(book("discounts: [ { service: sqs, share: 12 } ]")).diagnostics.items.first?.hint?.contains("12%") == true)
  }

  @Test("an instance type that the tables lack is no mistake, a misspelled one is")
  func newInstanceTypes() {
    func price(_ service: String, _ item: String, _ unit: String) -> String {
      "  - { service: \(service), item: \"\(item)\", region: us-east-1, unit: \(unit), usd: 1 }"
    }
    #expect(problems(book(price("ec2", "linux:c9g.48xlarge", "instance-hour"))).isEmpty)
    #expect(problems(book(price("msk", "broker:kafka.m9g.large", "broker-hour"))).isEmpty)
    #expect(problems(book(price("elasticache", "ri-1y-allupfront-effective:cache.t3.micro", "node-hour"))).isEmpty)
    #expect(problems(book(price("ec2", "linux:m5.larg", "instance-hour"))) == ["(name: \"linux:m5.larg\")"])
    #expect(problems(book(price("ec2", "linux:c9g.48xlarge", "hour"))) == ["unit: hour"])
  }

  @Test("the key tables are sound")
  func tables() {
    #expect(PriceBookFile.keys.defaultProblems().isEmpty)
    #expect(PriceBookFile.keys.explain("prices.tiers.from")?.contains("first tier 0") == true)
  }

  @Test("twenty thousand prices are read")
  func large() throws {
    let rows = try (0..<20_000).map { number in
      try row("item-\(number)", "0.0\(number + 1)", layer: .own)
    }
    let book = PriceBookFile(name: "large", rows: rows)
    var diagnostics = Diagnostics()
    let again = try #require(
      PriceBookFile.read(bytes: Array(book.text.utf8), path: "large", against: nil, &diagnostics))
    #expect(again.rows.count == 20_000)
    #expect(again.fingerprint == book.fingerprint)
  }

  @Test("a discount covers what it names")
  func covers() {
    let all = PriceDiscount(service: "EC2", share: 0)
    let one = PriceDiscount(service: "ec2", item: "linux:m5.large", region: "us-east-1", share: 0)
    let price = PriceReference(service: "ec2", item: "linux:m5.large")
    #expect(all.covers(price, region: "eu-west-1"))
    #expect(one.covers(price, region: "us-east-1"))
    #expect(!one.covers(price, region: "eu-west-1"))
    #expect(!one.covers(PriceReference(service: "ec2", item: "linux:m5.xlarge"), region: "us-east-1"))
  }
}
