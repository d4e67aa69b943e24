// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Pricing

@Suite("CSVTable") struct CSVTableTests {
  @Test("quoted fields hold commas, quotes and line ends")
  func quotes() throws {
    let table = try CSVTable(
      text: "a,b\n\"x, y\",\"say \"\"no\"\"\"\r\n\"two\nlines\",\n\nlast,1", file: "f", columns: ["a", "b"])
    #expect(table.rows.map(\.fields) == [["x, y", "say \"no\""], ["two\nlines", ""], ["last", "1"]])
    #expect(table.rows.map(\.line) == [2, 3, 6])
  }

  @Test("a wrong heading, a missing field and an open quote are told with their line")
  func faults() {
    #expect(throws: PricingError.badRow(file: "f", line: 1, reason: "the heading must be a,b")) {
      try CSVTable(text: "a,c\n1,2\n", file: "f", columns: ["a", "b"])
    }
    #expect(throws: PricingError.badRow(file: "f", line: 1, reason: "the heading must be a,b")) {
      try CSVTable(text: "", file: "f", columns: ["a", "b"])
    }
    #expect(throws: PricingError.badRow(file: "f", line: 3, reason: "1 fields where 2 are due")) {
      try CSVTable(text: "a,b\n1,2\n3\n", file: "f", columns: ["a", "b"])
    }
    #expect(throws: PricingError.badRow(file: "f", line: 2, reason: "a quoted field has no end")) {
      try CSVTable(text: "a,b\n1,\"2\n", file: "f", columns: ["a", "b"])
    }
  }
}

@Suite("PriceRow") struct PriceRowTests {
  let heading = "book,item,region,unit,from,to,usd,source,date,confidence\n"

  @Test("a row is one tier")
  func oneRow() throws {
    let text = heading + "market,fifo:request,us-east-1,request,0,100000000000,0.0000005,a source,2024-07-01,derived\n"
    let row = try #require(try PriceRow.rows(text: text, service: "SQS", file: "sqs.csv").first)
    #expect(row.reference == PriceReference(service: "sqs", item: "fifo:request"))
    #expect(row.layer == .market)
    #expect(row.tier.to == 100_000_000_000)
    #expect(row.tier.usd == (try exact("0.0000005")))
    #expect(row.tier.confidence == .derived)
    #expect(row.tier.date.day == "2024-07-01")
  }

  @Test(
    "a fault in any column is told with file and line",
    arguments: [
      "cheap,i,r,u,0,,1,s,d,documented", "market,,r,u,0,,1,s,d,documented", "market,i,,u,0,,1,s,d,documented",
      "market,i,r,,0,,1,s,d,documented", "market,i,r,u,,,1,s,d,documented", "market,i,r,u,0,Inf,1,s,d,documented",
      "market,i,r,u,5,5,1,s,d,documented", "market,i,r,u,0,,-1,s,d,documented", "market,i,r,u,0,,1e-7,s,d,documented",
      "market,i,r,u,0,,1,,d,documented", "market,i,r,u,0,,1,s,,documented", "market,i,r,u,0,,1,s,d,sure",
    ])
  func faults(line: String) {
    let error = #expect(throws: PricingError.self) {
      try PriceRow.rows(text: heading + line, service: "x", file: "x.csv")
    }
    let text = error?.description ?? ""
    #expect(text.starts(with: "x.csv:2: "))
  }

  @Test("dates keep their text and yield a day only where there is one")
  func dates() {
    #expect(PriceDate("2025-10-30").day == "2025-10-30")
    #expect(PriceDate("2024-07-01/2026").day == "2024-07-01")
    #expect(PriceDate("fetched 2025-11-04").day == "2025-11-04")
    for text in ["", "undated", "2026", "2026-06", "2026-13-01", "2026-00-10", "2026-01-32", "20260-1-01x"] {
      #expect(PriceDate(text).day == nil)
      #expect(PriceDate(text).text == text)
    }
  }

  @Test("free quantities are read with the items that share them")
  func offers() throws {
    let text = "service,items,unit,quantity,kind,source,date\nsqs,a;b,request,1000000,always,s,d\n"
    let offer = try #require(try FreeOffer.offers(text: text, file: "f").first)
    #expect(offer.references.map(\.item) == ["a", "b"])
    #expect(offer.quantity == 1_000_000)
    #expect(offer.kind == .always)
    for fault in ["sqs,a,request,0,always,s,d", "sqs,a,request,1,sometimes,s,d", "sqs,,request,1,always,s,d"] {
      #expect(throws: PricingError.self) {
        try FreeOffer.offers(text: "service,items,unit,quantity,kind,source,date\n\(fault)\n", file: "f")
      }
    }
  }
}

@Suite("PriceFiles") struct PriceFilesTests {
  @Test("without tables the error names every path tried")
  func missing() {
    let paths = ["/nowhere/a", "/nowhere/b"]
    #expect(throws: PricingError.missingPrices(tried: paths)) { try PriceFiles(searching: paths) }
    #expect(PricingError.missingPrices(tried: paths).description.contains("/nowhere/a, /nowhere/b"))
  }

  @Test("an installed program finds its tables in ../share/sluice")
  func installed() throws {
    let manager = FileManager.default
    let root = manager.temporaryDirectory
      .appendingPathComponent("sluice-prices-\(ProcessInfo.processInfo.processIdentifier)").path
    defer { try? manager.removeItem(atPath: root) }
    try manager.createDirectory(atPath: "\(root)/bin", withIntermediateDirectories: true)
    try manager.createDirectory(atPath: "\(root)/share/sluice/Prices", withIntermediateDirectories: true)
    let text = "book,item,region,unit,from,to,usd,source,date,confidence\nmarket,i,r,u,0,,2,s,d,derived\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(root)/share/sluice/Prices/one.csv"))
    let folders = PriceFiles.folders(home: "\(root)/bin")
    #expect(folders.contains("\(root)/share/sluice/Prices"))
    #expect(try PriceFiles(searching: folders).rows.map(\.reference.service) == ["one"])

    // A resource bundle beside the program comes first, whatever the package is called.
    try manager.createDirectory(atPath: "\(root)/bin/any_Pricing.resources/Prices", withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(root)/bin/any_Pricing.resources/Prices/two.csv"))
    let files = try PriceFiles(searching: PriceFiles.folders(home: "\(root)/bin"))
    #expect(files.rows.map(\.reference.service) == ["two"])
  }

  @Test("the hash is FNV-1a")
  func hash() {
    var hash = FowlerNollVo()
    #expect(hash.text == "cbf29ce484222325")
    // The published value for "foobar" is 85944171f73967e8; a closing zero byte follows it here.
    hash.add("foobar".utf8)
    #expect(hash.value == 0x8594_4171_f739_67e8 &* 0x100_0000_01b3)
  }
}
