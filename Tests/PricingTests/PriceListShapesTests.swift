// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Testing

@testable import Pricing

@Suite("Price lists: the forms of a file") struct PriceListShapesTests {
  static let sqs = SampleOffer(products: [
    SampleOffer.product(
      "SQSSTANDARD00001", service: "AWSQueueService", usage: "USE1-Requests-Tier1",
      [
        SampleRate(begin: "200000000000", end: "Inf", usd: "0.0000002400"),
        SampleRate(begin: "0", end: "100000000000", usd: "0.0000004000"),
        SampleRate(begin: "100000000000", end: "200000000000", usd: "0.0000003000"),
      ], also: [("queueType", "Standard"), ("group", "SQS-APIRequest-Tier1")]),
    SampleOffer.product(
      "SQSFREE000000001", service: "AWSQueueService", usage: "Global-Requests", region: "",
      [SampleRate(end: "1000000", usd: "0.0000000000"), SampleRate(begin: "1000000", usd: "0.0000000000")]),
    SampleOffer.product(
      "SQSOTHER00000001", service: "AWSQueueService", usage: "USE1-DataTransfer-In-Bytes",
      [
        SampleRate(usd: "0.0")
      ]),
  ])

  static let nodes: SampleOffer = {
    var offer = SampleOffer(
      code: "AmazonElastiCache", version: "20250624130639", published: "2025-06-24T13:06:39Z", products: [])
    func node(_ sku: String, _ usage: String, _ engine: String, _ usd: String) -> SampleProduct {
      var product = SampleOffer.product(
        sku, service: "AmazonElastiCache", usage: usage, region: "ap-northeast-2", unit: "Hrs", [SampleRate(usd: usd)],
        also: [("instanceType", "cache.t4g.micro"), ("cacheEngine", engine)])
      product.family = "Cache Instance"
      // Some seconds after the publication, as in real files.
      product.terms[0].effective = "2025-06-24T13:06:47Z"
      return product
    }
    // The surcharge comes first: whoever takes the first product of a node type takes it for the node.
    offer.products = [
      node("EXTENDED00000001", "APN2-ExtendedSupportYr1_Yr2-NodeUsage:cache.t4g.micro", "Redis", "0.0190000000"),
      node("REDIS00000000001", "APN2-NodeUsage:cache.t4g.micro", "Redis", "0.0240000000"),
      node("VALKEY0000000001", "APN2-NodeUsage:cache.t4g.micro", "Valkey", "0.0192000000"),
      node("OUTPOST000000001", "APN2-Outpost-NodeUsage:cache.t4g.micro", "Redis", "0.0100000000"),
    ]
    offer.products[1].terms += [
      .reserved("4NA7Y494T4", "1yr", "No Upfront", [SampleRate(unit: "Hrs", usd: "0.0170000000")]),
      .reserved(
        "HU7G6KETJZ", "1yr", "Partial Upfront", [.upfront("78"), SampleRate(unit: "Hrs", usd: "0.0090000000")]),
      .reserved("NQ3QZPMQV9", "3yr", "All Upfront", [SampleRate(unit: "Hrs", usd: "0.0000000000"), .upfront("293")]),
      .reserved("HEAVY00000", "1yr", "Heavy Utilization", [.upfront("10")]),
    ]
    return offer
  }()

  @Test("tiers in any order, the free million and what is no price here")
  func json() {
    let found = Imported(Self.sqs.json())
    #expect(found.problems.isEmpty)
    #expect(
      found.tiers("sqs", "standard:request")
        == "0..100000000000 0.0000004, 100000000000..200000000000 0.0000003, 200000000000.. 0.00000024")
    #expect(found.book.rows.allSatisfy { $0.unit == "request" && $0.tier.date.text == "2026-04-30" })
    #expect(found.book.rows.first?.tier.source == "AWS Price List AWSQueueService 20260430120000")
    #expect(found.book.regions == [Region(id: "us-east-1", name: "US East (N. Virginia)")])
    #expect(found.book.offers.map(\.quantity) == [1_000_000])
    #expect(found.book.offers.first?.references.map(\.item) == ["standard:request", "fifo:request"])
    #expect(found.skipped("nothing here is priced by") == 1)
  }

  @Test("keys in any order give the same book")
  func orders() {
    let wanted = Imported(Self.nodes.json()).book.text
    #expect(!wanted.isEmpty)
    for order: [SampleOffer.Section] in [
      [.terms, .products, .code, .version, .published], [.products, .code, .terms, .published, .version],
      [.terms, .code, .products, .version, .published], [.published, .terms, .version, .products, .format, .code],
    ] {
      let found = Imported(Self.nodes.json(order, flipsTerms: true))
      #expect(found.problems.isEmpty)
      #expect(found.book.text == wanted)
    }
  }

  @Test("CSV, the Query API's answers and bare lists of its texts give the book that JSON gives")
  func sameBook() {
    for offer in [Self.sqs, Self.nodes] {
      let wanted = Imported(offer.json()).book.text
      #expect(Imported(offer.csv()).book.text == wanted)
      let texts = offer.productTexts().map(SampleOffer.quoted)
      let list = "[\n" + texts.joined(separator: ",\n") + "\n]"
      #expect(Imported(list).book.text == wanted)
      #expect(
        Imported("{ \"FormatVersion\" : \"aws_v1\", \"NextToken\" : null, \"PriceList\" : \(list) }").book.text
          == wanted)
      #expect(Imported(texts.joined(separator: "\n")).book.text == wanted)
      #expect(Imported(offer.productTexts().joined(separator: "\n")).book.text == wanted)
      #expect(Imported("\u{FEFF}" + offer.json()).book.text == wanted)
      let windows = offer.csv().split(separator: "\n").joined(separator: "\r\n")
      #expect(Imported(windows).book.text == wanted)
    }
  }

  @Test("a node is never priced by its surcharge, and reservations cost what they cost an hour")
  func reserved() {
    let found = Imported(Self.nodes.json())
    func price(_ item: String) -> String { found.tiers("elasticache", "\(item):cache.t4g.micro", "ap-northeast-2") }
    #expect(price("node") == "0.. 0.024")
    #expect(price("node-valkey") == "0.. 0.0192")
    #expect(price("extended-support-yr1-2-addon") == "0.. 0.019")
    #expect(price("ri-1y-noupfront") == "0.. 0.017")
    // 78 / 8,760 = 0.008904109589..., and 0.009.
    #expect(price("ri-1y-partial-effective") == "0.. 0.0179041096")
    // 293 / 26,280 = 0.0111491628614...
    #expect(price("ri-3y-allupfront-effective") == "0.. 0.0111491629")
    #expect(price("ri-3y-noupfront") == "")
    #expect(found.skipped("reserved terms") == 1)
    #expect(found.skipped("nothing here is priced by") == 1)
  }

  @Test("reserved terms below OnDemand are told by their attributes")
  func misplacedReservation() {
    let text = Self.nodes.json()
    let moved = text.replacingOccurrences(of: "\"Reserved\"", with: "\"OnDemand2\"")
    #expect(Imported(moved).book.text == Imported(text).book.text)
  }

  @Test(
    "files that hold no prices say what to download instead",
    arguments: [
      (
        #"{"formatVersion":"v1.0","publicationDate":"2026-04-27T07:13:25Z","offers":{"AmazonMSK":{"offerCode":"AmazonMSK"}}}"#,
        "index of all services", "/offers/v1.0/aws/AmazonElastiCache/current/ap-northeast-2/index.json"
      ),
      (
        #"{"regions":{"ap-northeast-2":{"regionCode":"ap-northeast-2","currentVersionUrl":"/offers/v1.0/aws/AmazonMSK/20260427/ap-northeast-2/index.json"}}}"#,
        "index of the regions of AmazonMSK", "/offers/v1.0/aws/AmazonMSK/20260427/ap-northeast-2/index.json"
      ),
      (
        #"{"offerCode":"AmazonMSK","currentVersion":"2026","versions":{"2026":{"offerVersionUrl":"/x"}}}"#,
        "index of the versions of AmazonMSK", "/offers/v1.0/aws/AmazonMSK/VERSION/REGION/index.json"
      ),
      (
        #"{"publicationDate":"2026","regions":[{"regionCode":"us-east-1","versionUrl":"/savingsPlan/v1.0/x"}]}"#,
        "index of savings plans", "discounts"
      ),
      (
        #"{"manifest":{},"sets":{},"regions":{"Asia Pacific (Seoul)":{"Storage":{"rateCode":"A.B.C","price":"0.0185000000"}}}}"#,
        "calculator", "/offers/v1.0/aws/OFFER/current/REGION/index.json"
      ),
      (
        #"{"version":"1","products":[{"sku":"A"}],"terms":{"savingsPlan":[]}}"#, "price list of savings plans",
        "discounts"
      ),
      (#"{"products":{}}"#, "no terms", "`products` and `terms`"),
      ("{}", "no products", "`products` and `terms`"),
    ])
  func otherLayouts(text: String, message: String, hint: String) throws {
    let found = Imported(text)
    let problem = try #require(found.diagnostics.sorted.first)
    #expect(problem.message.contains(message))
    #expect(problem.hint?.contains(hint) == true)
    #expect(problem.location != nil)
    #expect(found.book.rows.isEmpty)
  }

  @Test("savings plans as CSV are refused at their column")
  func savingsPlanCSV() {
    let text = """
      FormatVersion,v1.0
      Disclaimer,x
      Publication Date,2026-01-16T16:02:58Z
      Version,20260116160258
      OfferCode,ComputeSavingsPlans
      SKU,RateCode,Unit,EffectiveDate,DiscountedRate,Currency,DiscountedSKU
      A,A.B,Hrs,2026-01-01,0.1,USD,C
      """
    #expect(Imported(text).problems == ["6:33 unsupported"])
  }

  @Test("other kinds of file are refused at their first byte")
  func noPriceList() {
    #expect(Imported("").problems == ["1:1 missing"])
    #expect(Imported("  \n ").problems == ["2:2 missing"])
    #expect(Imported("hello").problems == ["1:1 syntax"])
    #expect(Imported([[0x1F, 0x8B, 8, 0]]).problems == ["1:1 unsupported"])
    #expect(Imported("[1]").problems == ["1:2 type"])
    #expect(Imported("[{}]").problems == ["1:2 type"])
    #expect(Imported("[\"[]\"]").problems == ["1:2 type"])
    #expect(Imported("SKU\n").problems == ["1:1 syntax"])
    #expect(Imported("\"FormatVersion\",\"v1.0\"\n\"Version\",\"1\"\n").problems.count == 1)
  }

  @Test("what comes through a pipe is read once, in the order of AWS's files")
  func pipe() {
    func read(_ text: String) -> (rows: Int, problems: Int) {
      let whole = ByteSource(bytes: Array(text.utf8))
      let pipe = ByteSource(
        fill: { target in
          let count = try whole.refill()
          target.copyMemory(from: UnsafeRawBufferPointer(start: whole.buffer, count: count))
          return count
        }, seek: nil)
      var prices = PriceListImport()
      var diagnostics = Diagnostics()
      prices.read(pipe, file: "pipe", &diagnostics)
      return (prices.book(name: "mine").book.rows.count, diagnostics.errorCount)
    }
    #expect(read(Self.sqs.json()) == (3, 0))
    #expect(read(Self.sqs.csv()) == (3, 0))
    #expect(read(Self.sqs.json([.code, .terms, .products])) == (0, 1))
  }
}
