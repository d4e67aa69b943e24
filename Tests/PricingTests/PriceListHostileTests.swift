// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Testing

@testable import Pricing

@Suite("Price lists: damaged and hostile files") struct PriceListHostileTests {
  /// An error with its place, or prices that a book can be made of.
  private func isSound(_ bytes: [UInt8], _ what: String) throws {
    let found = Imported([bytes])
    if found.diagnostics.hasErrors {
      for item in found.diagnostics.items where item.severity == .error {
        let place = try #require(item.location, "\(what): \(item.message)")
        #expect(place.line >= 1 && place.column >= 1, "\(what)")
        #expect(!item.message.isEmpty)
      }
      #expect(found.book.rows.isEmpty, "\(what): an error and prices")
    } else {
      _ = try PriceBook(name: .market, rows: found.book.rows)
      #expect(found.book.text.utf8.count > 10)
    }
  }

  private static let good: [[UInt8]] = [PriceListShapesTests.sqs, PriceListShapesTests.nodes].flatMap { offer in
    [
      Array(offer.json().utf8), Array(offer.csv().utf8), Array(offer.json([.terms, .products, .code]).utf8),
      Array("[\(offer.productTexts().map(SampleOffer.quoted).joined(separator: ","))]".utf8),
    ]
  }

  @Test("cut off anywhere")
  func truncated() throws {
    for (number, bytes) in Self.good.enumerated() {
      for part in 0..<40 {
        let length = bytes.count * part / 40
        try isSound(Array(bytes[..<length]), "file \(number) cut off after \(length) bytes")
      }
    }
  }

  @Test("JSON cut off is always an error with line and column")
  func truncatedJSON() {
    let bytes = Self.good[0]
    let end = bytes.lastIndex(of: UInt8(ascii: "}")) ?? 0
    for length in stride(from: 1, through: end, by: 7) {
      #expect(Imported([Array(bytes[..<length])]).problems.count == 1, "after \(length) bytes")
    }
  }

  @Test("bytes changed, left out and put in")
  func changed() throws {
    var random = SplitMix64(state: 20_260_430)
    let nasty: [UInt8] = [0, 0x0A, 0x22, 0x5C, 0x7B, 0x7D, 0x5B, 0x2C, 0x2D, 0x80, 0xC0, 0xED, 0xF5, 0xFF]
    for (number, bytes) in Self.good.enumerated() {
      for round in 0..<40 {
        var copy = bytes
        for _ in 0...random.below(3) {
          let at = Int(random.below(UInt64(copy.count)))
          switch random.below(3) {
          case 0: copy[at] = nasty[Int(random.below(UInt64(nasty.count)))]
          case 1: copy[at] ^= 1 << UInt8(random.below(8))
          default: copy.remove(at: at)
          }
        }
        try isSound(copy, "file \(number), round \(round)")
      }
    }
  }

  @Test(
    "what is not JSON, with its place",
    arguments: [
      ("{\"a\": \"\\x\"}", "1:8 syntax"), ("{\"a\": \"\\ud800\"}", "1:8 syntax"),
      ("{\"a\": \"\\ud800\\u0041\"}", "1:8 syntax"),
      ("{\"a\": \"\\u12g4\"}", "1:8 syntax"), ("{\"a\": \"two\nlines\"}", "1:11 syntax"),
      ("{\"a\": 1-2}", "1:7 syntax"),
      ("{\"a\": 1.}", "1:7 syntax"), ("{\"a\": nul}", "1:7 syntax"), ("{\"a\" 1}", "1:6 syntax"),
      ("{\"a\": 1,}", "1:9 syntax"),
      ("{\"a\": [1 2]}", "1:10 syntax"), ("{a: 1}", "1:2 syntax"), ("{\n  \"é€😀\": ]}", "2:10 syntax"),
      ("{\"a\": 'x'}", "1:7 syntax"),
      ("{\"products\": 1}", "1:14 type"), ("{\"offerCode\":\"X\",\"products\": [{}]}", "1:30 unsupported"),
      ("{\"terms\": {}, \"terms\": {}}", "1:23 duplicate"),
    ])
  func places(text: String, wanted: String) {
    #expect(Imported(text).problems == [wanted])
  }

  @Test("bytes that are not UTF-8, with their place")
  func encoding() {
    for bad: [UInt8] in [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82]] {
      let text = Array("{\n \"a\": \"é".utf8) + bad + Array("\"}".utf8)
      #expect(Imported([text]).problems == ["2:9 syntax"])
    }
  }

  @Test("a thousand brackets are refused, not followed")
  func deep() {
    for open in ["[", "{\"a\":"] {
      #expect(Imported("{\"x\":" + String(repeating: open, count: 100_000)).problems.first?.hasSuffix("size") == true)
    }
  }

  @Test("texts without end take no memory without end")
  func longTexts() {
    let long = String(repeating: "x", count: 70_000)
    #expect(Imported("{\"\(long)\": 1}").problems.first == "1:2 size")
    #expect(Imported("{\"version\": \"\(long)\"}").problems.first == "1:13 size")
    // What nobody keeps may be as long as it likes.
    #expect(Imported("{\"disclaimer\": \"\(long)\"}").problems == ["1:1 missing"])
    #expect(Imported("\"FormatVersion\",\"\(long)\"\n").problems.first == "1:17 size")
  }

  @Test("rows that are too short, and a heading that lacks a column, are told with their line")
  func rows() {
    // Five lines about the file, the heading and six rates.
    let csv = PriceListShapesTests.sqs.csv()
    #expect(Imported(csv + "\"X\",\"Y\"\n").problems == ["13:1 missing"])
    #expect(Imported(csv.replacingOccurrences(of: "\"PricePerUnit\"", with: "\"Price\"")).problems == ["6:1 missing"])
    #expect(Imported(csv + "\"X\"Y\n").problems == ["13:4 syntax"])
    #expect(Imported(csv + "\"X").problems == ["13:1 syntax"])
  }

  @Test("a file of 20 MB is read without keeping it")
  func stream() throws {
    // Products of a kind that is not priced, two that are, and their terms, made as they are asked for.
    let count = 20_000
    let filler = String(repeating: "x", count: 400)
    let head =
      "{\"offerCode\":\"AmazonEC2\",\"version\":\"20260101000000\",\"publicationDate\":\"2026-01-01T00:00:00Z\",\"products\":{\n"
    func product(_ number: Int) -> String {
      let usage = number % 10_000 == 9 ? "EBS:SnapshotUsage" : "DataXfer"
      let region = number < 10_000 ? "us-east-1" : "ap-northeast-2"
      return
        "\"S\(number)\":{\"sku\":\"S\(number)\",\"attributes\":{\"servicecode\":\"AmazonEC2\",\"usagetype\":\"\(usage)\","
        + "\"regionCode\":\"\(region)\",\"locationType\":\"AWS Region\",\"other\":\"\(filler)\"}}"
    }
    func term(_ number: Int) -> String {
      "\"S\(number)\":{\"S\(number).T\":{\"effectiveDate\":\"2026-01-01T00:00:00Z\",\"priceDimensions\":{\"r\":{\"unit\":\"GB-Mo\","
        + "\"description\":\"\(filler)\",\"beginRange\":\"0\",\"endRange\":\"Inf\",\"pricePerUnit\":{\"USD\":\"0.05\"}}},\"termAttributes\":{}}}"
    }
    var step = 0
    var rest: [UInt8] = Array(head.utf8)
    var sent = 0
    func next() -> [UInt8]? {
      defer { step += 1 }
      if step < count {
        return Array((product(step) + (step + 1 < count ? ",\n" : "},\"terms\":{\"OnDemand\":{\n")).utf8)
      }
      if step < 2 * count { return Array((term(step - count) + (step + 1 < 2 * count ? ",\n" : "}}}\n")).utf8) }
      return nil
    }
    let source = ByteSource(
      fill: { target in
        while rest.count < target.count, let more = next() { rest += more }
        let taken = min(rest.count, target.count)
        target.copyBytes(from: rest[..<taken])
        rest.removeFirst(taken)
        sent += taken
        return taken
      }, seek: nil)
    let collector = OfferCollector(file: "stream", regions: [], date: nil)
    try PriceListReader.read(source, file: "stream", into: collector)
    #expect(sent > 20_000_000)
    // One in ten thousand is kept.
    #expect(collector.mostKept == 2)
    #expect(collector.prices.map(\.region) == ["us-east-1", "ap-northeast-2"])
    #expect(collector.skipped[.noItem] == count - 2)
  }
}
