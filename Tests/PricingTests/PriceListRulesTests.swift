// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Pricing

@Suite("Price lists: what becomes a price and what does not") struct PriceListRulesTests {
  private func sqs(_ rates: [SampleRate], usage: String = "USE1-Requests-Tier1", sku: String = "A") -> SampleProduct {
    SampleOffer.product(sku, service: "AWSQueueService", usage: usage, rates)
  }

  private func imported(_ products: SampleProduct..., date: String? = nil) -> Imported {
    Imported(SampleOffer(products: products).json(), date: date)
  }

  @Test("a first tier at 0 is the free quantity, and the price holds from the first unit")
  func freeTier() {
    let publish = SampleOffer.product(
      "A", service: "AmazonSNS", usage: "USE1-Requests-Tier1",
      [SampleRate(end: "1000000", usd: "0"), SampleRate(begin: "1000000", usd: "0.0000005")])
    let queue = SampleOffer.product(
      "B", service: "AmazonSNS", usage: "USE1-DeliveryAttempts-SQS", [SampleRate(usd: "0.0")])
    let found = Imported(SampleOffer(code: "AmazonSNS", products: [publish, queue]).json())
    #expect(found.tiers("sns", "standard:publish") == "0.. 0.0000005")
    #expect(found.tiers("sns", "delivery:sqs") == "0.. 0")
    #expect(found.book.offers.map(\.quantity) == [1_000_000])
    #expect(found.book.offers.first?.references == [PriceReference(service: "sns", item: "standard:publish")])
  }

  @Test("free quantities that differ by region are left out, and it is said")
  func freeConflict() {
    let products = [("us-east-1", "1000"), ("ap-northeast-2", "2000")].map { region, end in
      SampleOffer.product(
        region, service: "AmazonSNS", usage: "DeliveryAttempts-SMTP", region: region, unit: "Notifications",
        [SampleRate(end: end, usd: "0"), SampleRate(begin: end, usd: "0.00002")])
    }
    let found = Imported(SampleOffer(code: "AmazonSNS", products: products).json())
    #expect(found.book.rows.count == 2)
    #expect(found.book.offers.isEmpty)
    #expect(found.skipped("regions differ") == 1)
  }

  @Test("a gap stays a gap; a price that does not begin at 0 is left out")
  func gaps() {
    let gap = imported(sqs([SampleRate(end: "100", usd: "0.4"), SampleRate(begin: "200", usd: "0.2")]))
    #expect(gap.tiers("sqs", "standard:request") == "0..100 0.4, 200.. 0.2")
    #expect(gap.report.gaps == ["sqs standard:request in us-east-1 has no price from 100 to 200"])
    let late = imported(sqs([SampleRate(begin: "100", usd: "0.4")]))
    #expect(late.book.rows.isEmpty)
    #expect(late.skipped("does not begin at 0") == 1)
    let short = imported(sqs([SampleRate(end: "100", usd: "0.4")]))
    #expect(short.report.gaps == ["sqs standard:request in us-east-1 has no price from 100 on"])
  }

  @Test("ranges that overlap or end before they begin are errors at their place")
  func badRanges() throws {
    let rates = [SampleRate(end: "200", usd: "0.4"), SampleRate(begin: "100", usd: "0.2")]
    let text = SampleOffer(products: [sqs(rates)]).json()
    let overlap = Imported(text)
    let problem = try #require(overlap.diagnostics.sorted.first)
    #expect(problem.message == "two ranges of one price hold for the quantity 100")
    // The key of the second dimension.
    #expect(overlap.marked(in: text) == "\"A.JRTCKXETXF.R1\" ")
    #expect(imported(sqs([SampleRate(begin: "5", end: "5", usd: "0.4")])).diagnostics.errorCount == 1)
  }

  @Test("tiers may be spread over several products")
  func tiersOfSeveralProducts() {
    let found = imported(
      sqs([SampleRate(begin: "100", usd: "0.3")], sku: "B"), sqs([SampleRate(end: "100", usd: "0.4")], sku: "A"))
    #expect(found.tiers("sqs", "standard:request") == "0..100 0.4, 100.. 0.3")
  }

  @Test("products that differ are left out; those that say the same are one")
  func conflict() {
    let differ = imported(sqs([SampleRate(usd: "0.3")], sku: "A"), sqs([SampleRate(usd: "0.4")], sku: "B"))
    #expect(differ.book.rows.isEmpty)
    #expect(differ.skipped("differ in what they cost") == 1)
    let same = imported(sqs([SampleRate(usd: "0.3")], sku: "A"), sqs([SampleRate(usd: "0.30")], sku: "B"))
    #expect(same.tiers("sqs", "standard:request") == "0.. 0.3")
  }

  @Test("us-east-1's second name for requests is used only where the first is missing")
  func secondName() {
    let both = imported(
      sqs([SampleRate(usd: "0.4")], usage: "Requests-RBP", sku: "A"), sqs([SampleRate(usd: "0.3")], sku: "B"))
    #expect(both.tiers("sqs", "standard:request") == "0.. 0.3")
    #expect(
      imported(sqs([SampleRate(usd: "0.4")], usage: "Requests-RBP")).tiers("sqs", "standard:request") == "0.. 0.4")
  }

  @Test("of several terms the newest that has begun holds")
  func terms() {
    var product = sqs([SampleRate(usd: "0.1")])
    product.terms[0].effective = "2026-01-01T00:00:00Z"
    product.terms.append(SampleTerm(code: "SECOND", effective: "2026-04-30T23:59:59Z", rates: [SampleRate(usd: "0.2")]))
    product.terms.append(SampleTerm(code: "THIRD", effective: "2026-05-01T00:00:00Z", rates: [SampleRate(usd: "0.3")]))
    let offer = SampleOffer(products: [product])
    func price(_ date: String?) -> String { Imported(offer.json(), date: date).tiers("sqs", "standard:request") }
    // The file was published on 2026-04-30.
    #expect(price(nil) == "0.. 0.2")
    #expect(price("2026-04-29") == "0.. 0.1")
    #expect(price("2026-05-01") == "0.. 0.3")
    #expect(price("2025-12-31") == "")
    #expect(Imported(offer.json(), date: "2025-12-31").skipped("begin only after") == 1)
    #expect(Imported(offer.csv(), date: "2026-05-01").tiers("sqs", "standard:request") == "0.. 0.3")
  }

  @Test("products without terms and terms without products are counted")
  func lonely() {
    var alone = sqs([], sku: "LONELY")
    alone.terms = []
    let text = SampleOffer(products: [alone, sqs([SampleRate(usd: "0.4")])]).json()
      .replacingOccurrences(of: "\"A\" : {\n      \"sku\" : \"A\"", with: "\"B\" : {\n      \"sku\" : \"B\"")
    let found = Imported(text)
    #expect(found.problems.isEmpty)
    #expect(found.skipped("without an on-demand price") == 2)
    #expect(found.skipped("products that the file does not have") == 1)
  }

  @Test("only the regions asked for; local zones and Outposts never")
  func places() {
    var zone = sqs([SampleRate(usd: "9")], sku: "ZONE")
    zone.attributes = zone.attributes.map { $0.0 == "locationType" ? ($0.0, "AWS Local Zone") : $0 }
    let seoul = SampleOffer.product(
      "SEOUL", service: "AWSQueueService", usage: "APN2-Requests-Tier1", region: "ap-northeast-2",
      [SampleRate(usd: "0.5")])
    let offer = SampleOffer(products: [zone, seoul, sqs([SampleRate(usd: "0.4")])])
    let all = Imported(offer.json())
    #expect(all.book.rows.map(\.region) == ["ap-northeast-2", "us-east-1"])
    #expect(all.skipped("local zones") == 1)
    let one = Imported(offer.json(), regions: ["ap-northeast-2"])
    #expect(one.book.rows.map(\.region) == ["ap-northeast-2"])
    #expect(one.skipped("not asked for") == 1)
  }

  @Test("old files without region codes are read by the location's name")
  func oldFile() {
    var old = sqs([SampleRate(usd: "0.4")])
    old.attributes.removeAll { $0.0 == "regionCode" }
    var unknown = sqs([SampleRate(usd: "0.4")], sku: "B")
    unknown.attributes = unknown.attributes.filter { $0.0 != "regionCode" }
      .map { $0.0 == "location" ? ($0.0, "Atlantis") : $0 }
    let found = imported(old, unknown)
    #expect(found.tiers("sqs", "standard:request") == "0.. 0.4")
    #expect(found.skipped("no region known here") == 1)
  }

  @Test("a usage type that services share is told apart by the service")
  func sharedUsageType() {
    let products = [("AmazonS3", "9"), ("AmazonSNS", "0.5"), ("AWSQueueService", "0.4")].map { service, usd in
      SampleOffer.product(service, service: service, usage: "APN2-Requests-Tier1", [SampleRate(usd: usd)])
    }
    let found = Imported(SampleOffer(products: products).json())
    #expect(found.tiers("sqs", "standard:request") == "0.. 0.4")
    #expect(found.tiers("sns", "standard:publish") == "0.. 0.5")
    #expect(found.book.rows.count == 2)
  }

  @Test("a missing product family is no fault")
  func noFamily() {
    var fifo = SampleOffer.product(
      "A", service: "AmazonSNS", usage: "USE1-F-Request-Tier1", [SampleRate(usd: "0.0000003")])
    fifo.family = nil
    #expect(
      Imported(SampleOffer(code: "AmazonSNS", products: [fifo]).json()).tiers("sns", "fifo:publish") == "0.. 0.0000003")
  }

  @Test("only plain Linux on shared hardware is an instance's price")
  func instances() {
    func box(_ sku: String, _ usd: String, _ changes: [String: String]) -> SampleProduct {
      let usual = [
        ("instanceType", "m5.large"), ("operatingSystem", "Linux"), ("tenancy", "Shared"), ("preInstalledSw", "NA"),
        ("capacitystatus", "Used"), ("licenseModel", "No License required"),
      ]
      let product = SampleOffer.product(
        sku, service: "AmazonEC2", usage: "BoxUsage:m5.large", unit: "Hrs", [SampleRate(usd: usd)],
        also: usual.map { ($0.0, changes[$0.0] ?? $0.1) })
      return product
    }
    let offer = SampleOffer(
      code: "AmazonEC2",
      products: [
        box("UNUSED", "0.0000000000", ["capacitystatus": "UnusedCapacityReservation"]),
        box("WINDOWS", "0.188", ["operatingSystem": "Windows"]), box("SQL", "0.576", ["preInstalledSw": "SQL Std"]),
        box("DEDICATED", "0.102", ["tenancy": "Dedicated"]), box("RIGHT", "0.096", [:]),
      ])
    let found = Imported(offer.json())
    #expect(found.tiers("ec2", "linux:m5.large") == "0.. 0.096")
    #expect(found.skipped("nothing here is priced by") == 4)
    #expect(Imported(offer.csv()).book.text == found.book.text)
  }

  @Test("the throughput of a volume is published per GiB/s and priced per MB/s")
  func throughput() {
    let volume = SampleOffer.product(
      "A", service: "AmazonEC2", usage: "EBS:VolumeP-Throughput.gp3", unit: "GiBps-mo",
      [SampleRate(usd: "40.9600000000")])
    // 40.96 / 1,024 = 0.04
    #expect(
      Imported(SampleOffer(code: "AmazonEC2", products: [volume]).json()).tiers("ebs", "gp3:throughput-over-125")
        == "0.. 0.04")
  }

  @Test(
    "units in the spellings of price lists",
    arguments: [
      ("Hrs", "hours 1"), ("hours", "hours 1"), ("ShardHour", "hours 1"), ("vCPU-Hours", "hours 1"),
      ("ACU-Hr", "hours 1"),
      ("GB-Mo", "gigabyteMonths 1"), ("GB-month", "gigabyteMonths 1"), ("GB", "gigabytes 1"),
      ("Lambda-GB-Second", "gigabyteSeconds 1"), ("GB-Seconds", "gigabyteSeconds 1"), ("GB-Hours", "gigabyteHours 1"),
      ("IOPS-Mo", "iopsMonths 1"), ("GiBps-mo", "throughputMonths 1024"), ("MiBps-Mo", "throughputMonths 1"),
      ("Requests", "count 1"), ("Notifications", "count 1"), ("ElastiCacheProcessingUnit", "count 1"),
      ("Quantity", "upfront 1"), ("10K Requests", ""), ("TB-Mo", ""), ("Seconds", ""), ("", ""),
    ])
  func units(text: String, wanted: String) {
    #expect((PriceListUnit.reading(text).map { "\($0.unit) \($0.size)" } ?? "") == wanted)
  }

  @Test("a unit that does not fit is no price")
  func wrongUnit() {
    var product = sqs([SampleRate(usd: "0.4")])
    product.terms[0].rates[0].unit = "Hrs"
    #expect(imported(product).skipped("a unit that") == 1)
  }

  @Test("what is no plain US dollar amount is an error at its place")
  func amounts() {
    for (usd, currency, code) in [
      ("0.4", "CNY", "unsupported"), ("4e-7", "USD", "value"), ("-0.4", "USD", "range"), ("", "USD", "value"),
      ("1" + String(repeating: "0", count: 36), "USD", "value"),
      ("1" + String(repeating: "0", count: 30), "USD", "range"),
      ("NaN", "USD", "value"),
    ] {
      let offer = SampleOffer(products: [sqs([SampleRate(usd: usd, currency: currency)])])
      let wanted = "\"\(currency == "USD" ? usd : currency)\""
      for text in [offer.json(), offer.csv()] {
        let found = Imported(text)
        #expect(found.problems.count == 1)
        #expect(found.problems.first?.hasSuffix(" \(code)") == true, "\(usd) \(currency)")
        #expect(found.marked(in: text).prefix { $0 != " " } == wanted, "\(usd) \(currency)")
      }
      #expect(Imported(offer.json()).book.rows.isEmpty)
    }
    let two = SampleOffer(products: [sqs([SampleRate(usd: "0.4")])]).json()
      .replacingOccurrences(of: "\"USD\" : \"0.4\"", with: "\"USD\" : \"0.4\", \"CNY\" : \"3\"")
    #expect(Imported(two).diagnostics.errorCount == 1)
  }

  @Test("a product given twice is an error")
  func twice() {
    #expect(imported(sqs([SampleRate(usd: "0.4")]), sqs([SampleRate(usd: "0.4")])).diagnostics.errorCount == 1)
  }

  @Test("prices of one item between regions are one only if all destinations cost the same")
  func betweenRegions() {
    func traffic(_ to: String, _ usage: String, _ usd: String) -> SampleProduct {
      SampleProduct(
        sku: to, family: "Data Transfer",
        attributes: [
          ("servicecode", "AWSDataTransfer"), ("transferType", "InterRegion Outbound"), ("fromRegionCode", "us-east-1"),
          ("fromLocation", "US East (N. Virginia)"), ("fromLocationType", "AWS Region"), ("toRegionCode", to),
          ("toLocation", to), ("toLocationType", "AWS Region"), ("usagetype", usage),
        ], terms: [SampleTerm(rates: [SampleRate(unit: "GB", usd: usd)])])
    }
    let offer = SampleOffer(
      code: "AWSDataTransfer",
      products: [
        traffic("us-east-2", "USE1-USE2-AWS-Out-Bytes", "0.01"), traffic("eu-west-1", "USE1-EU-AWS-Out-Bytes", "0.02"),
        traffic("ap-northeast-2", "USE1-APN2-AWS-Out-Bytes", "0.02"),
      ])
    let found = Imported(offer.json())
    #expect(found.tiers("datatransfer", "us-east-1-to-us-east-2") == "0.. 0.01")
    #expect(found.tiers("datatransfer", "inter-region-out") == "0.. 0.02")
  }
}
