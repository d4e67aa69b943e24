// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Pricing
import Scenarios
import Testing

/// Bills of what was measured: by window, for hours, again under other prices and terms.
@Suite struct CostingTests {
  private func hours(_ text: String) throws -> Costing.Period { .hours(try #require(Decimal(string: text))) }

  /// A usage made up by hand: one node, requests and GB, in windows of these hours with the same load.
  private func usage(_ hours: [Double]) throws -> UsageResult {
    func quantity(_ id: String, _ service: String, _ item: String, _ unit: String, _ perHour: Double) -> String {
      """
      {"part":"p","counted_from":"","meter":{"id":"\(id)","title":"\(id)","service":"\(service)","item":"\(item)",
      "unit":"\(unit)","display_unit":"","display_scale":1,"by_started_hour":\(id == "node"),"outside_free_tier":false},
      "per_hour":[\(hours.map { _ in "[\(perHour),\(perHour * 1.1)]" }.joined(separator: ","))]}
      """
    }
    let json = """
      {"windows":[\(hours.enumerated().map { "{\"name\":\"w\($0)\",\"month_hours\":\($1),\"delivered_per_hour\":[7,8]}" }
        .joined(separator: ","))],
      "quantities":[\(quantity("node", "elasticache", "node:cache.t3.micro", "node-hour", 1)),
      \(quantity("send", "sqs", "standard:request", "request", 21591.74193548387)),
      \(quantity("disk", "ebs", "gp3:storage", "GB-month", 100.0 / 730)),
      \(quantity("out", "datatransfer", "internet-out", "GB", 97.123456789))]}
      """
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(UsageResult.self, from: Data(json.utf8))
  }

  private func costing(_ usage: UsageResult, _ period: Costing.Period = .month) throws -> Costing {
    Costing(
      usage, book: try .builtIn(.documented), region: "ap-northeast-2", terms: PricingTerms(freeTier: .always),
      period: period)
  }

  @Test(
    "a month in windows of equal traffic has the bill of one window",
    arguments: [[690.0, 40], [365, 365], [1, 2, 3, 724]])
  func windows(_ hours: [Double]) throws {
    let one = try costing(try usage([730])).result
    let several = try costing(try usage(hours)).result
    #expect(several.exact == one.exact && several.monthly == one.monthly)
    #expect(several.low == one.low && several.high == one.high)
    #expect(several.lines.map(\.quantity) == one.lines.map(\.quantity))
    #expect(several.perMillion == one.perMillion)
    // The windows add up to the whole: the total, and each line.
    func sum(_ texts: [String]) -> Decimal { texts.reduce(0) { $0 + (Decimal(string: $1) ?? .nan) } }
    #expect(sum(several.windows.map(\.amount)) == Decimal(string: several.exact))
    #expect(sum(several.windows.map(\.shown)) == Decimal(string: several.monthly))
    for line in several.lines {
      #expect(sum(line.windows.map(\.amount)) == Decimal(string: line.amount))
      #expect(sum(line.windows.map(\.quantity)) == Decimal(string: line.quantity))
    }
  }

  @Test("hours: in proportion; nodes by each hour that is begun; tiers and free quantities from the start")
  func someHours() throws {
    // One hour of an average of 1.05 nodes: 1.05 x 0.017 = 0.01785.
    func amount(_ period: Costing.Period, _ meter: String) throws -> String? {
      try costing(try usage([730]), period).result.lines.first { $0.meter == meter }?.amount
    }
    #expect(try amount(try hours("1"), "node") == "0.01785")
    #expect(try amount(try hours("0.5"), "node") == "0.01785")
    #expect(try amount(try hours("1.5"), "node") == "0.0357")
    // 100 GB-months by the hour: 105 / 730 x 0.0912 x 1.5 h
    let text = try amount(try hours("1.5"), "disk")
    let disk = try #require(text.flatMap { Double($0) })
    #expect(abs(disk - 105 / 730 * 0.0912 * 1.5) < 1e-9)
    // 102 GB of the first hour at 0.126, of which 100 GB are free.
    let result = try costing(try usage([730]), try hours("1")).result
    #expect(result.hours == "1" && result.credits.contains { $0.prices == ["datatransfer internet-out"] })
  }

  @Test("the lab of the course: one hour is 0.01745 dollars")
  func courseLab() throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    func quantity(_ id: String, _ service: String, _ item: String, _ unit: String, _ perHour: Int) -> String {
      """
      {"part":"lab","counted_from":"","meter":{"id":"\(id)","title":"\(id)","service":"\(service)","item":"\(item)",
      "unit":"\(unit)","display_unit":"","display_scale":1,"by_started_hour":false,"outside_free_tier":false},
      "per_hour":[[\(perHour)]]}
      """
    }
    let json = """
      {"windows":[{"name":"w","month_hours":730,"delivered_per_hour":[1]}],"quantities":[
      \(quantity("node", "elasticache", "node:cache.t3.micro", "node-hour", 1)),
      \(quantity("sqs", "sqs", "standard:request", "request", 1_000)),
      \(quantity("sns", "sns", "standard:publish", "request", 100))]}
      """
    let usage = try decoder.decode(UsageResult.self, from: Data(json.utf8))
    func cost(_ period: Costing.Period, _ freeTier: FreeTier) throws -> CostResult {
      Costing(
        usage, book: try .builtIn(.documented), region: "ap-northeast-2", terms: PricingTerms(freeTier: freeTier),
        period: period
      ).result
    }
    let hour = try cost(.hours(1), .none)
    #expect(hour.lines.map(\.amount) == ["0.017", "0.0004", "0.00005"])
    #expect(hour.exact == "0.01745" && hour.monthly == "0.02")
    // With the free tiers on, requests and publishes cost nothing; in the first year the node neither.
    #expect(try cost(.hours(1), .always).exact == "0.017")
    #expect(try cost(.hours(1), .firstYear).exact == "0")
    #expect(try cost(.month, .none).lines[0].amount == "12.41")
  }

  @Test("a saved result gives the same bill again, and another one under other terms")
  func again() async throws {
    let text = try Trial.pictures()
    var options = ScenarioOptions()
    options.precision = .replications(2)
    options.changes = [("run.windows.usual.duration", "10m"), ("run.windows.promo.duration", "10m")]
    let result = try await Trial.run(text, options: options)
    var found = Diagnostics()
    let pricing = try #require(result.pricing)
    let terms = try #require(PricingReader.terms(pricing, changes: [], &found))
    let book = try PriceBook.builtIn(terms.book)
    let same = try #require(result.priced(book, region: result.scenario.region, terms: terms)).cost
    let cost = try #require(result.cost)
    #expect(same.exact == cost.exact && same.low == cost.low && same.high == cost.high)
    #expect(same.lines.map(\.amount) == cost.lines.map(\.amount))

    let changes = [(path: "pricing.graviton", value: "true"), (path: "pricing.free_tier", value: "always")]
    let other = try #require(PricingReader.terms(pricing, changes: changes, &found))
    let arm = try #require(result.priced(book, region: "us-east-1", terms: other)).cost
    // 24 tasks of 1 vCPU and 2 GiB on Arm in us-east-1: 17,520 x 0.03238 + 35,040 x 0.00356
    let tasks = arm.lines.filter { $0.part == "resizer" }.compactMap { Double($0.amount) }.reduce(0, +)
    #expect(abs(tasks - (17_520 * 0.03238 + 35_040 * 0.00356)) < 1e-6)
    #expect(arm.credits.count == 1 && arm.region == "us-east-1")
    let refused = PricingReader.terms("{}", changes: [(path: "workers.x.tasks", value: "2")], &found)
    #expect(refused == nil && found.hasErrors)
  }

  @Test("terms are read from a scenario and written so that they are read again")
  func termsOfAScenario() throws {
    let text = """
      version: 1
      name: t
      run: { duration: 1m }
      traffic: { a: { to: q, rate: 1/s } }
      channels: { q: { type: sqs } }
      workers: { w: { type: fleet, from: q, service_time: 1ms } }
      pricing:
        free_tier: first-year
        discount: 12.5%
        credits: $200
        graviton: true
        date: 2026-11-21
        reserved: { elasticache: { term: 3y, payment: all-upfront, covers: 80% }, rds: { discount: 30% } }
        savings: { discount: 27%, covers: 50% }
      """
    let terms = try Trial.scenario(text).terms
    #expect(terms.commitments.count == 3 && terms.credits == 200 && terms.usesGraviton && terms.date == "2026-11-21")
    var found = Diagnostics()
    #expect(PricingReader.terms(PricingReader.text(terms), changes: [], &found) == terms && !found.hasErrors)
    let plain = text.components(separatedBy: "pricing:")[0]
    for (wrong, word) in [
      ("date: soon", "date must be a day"), ("savings: {}", "discount"), ("reserved: { sqs: {} }", "sqs"),
      ("reserved: { ec2: { term: 2y } }", "2y"), ("credits: 200", "$200"), ("currency: EUR", "EUR"),
    ] {
      let error = #expect(throws: BadScenario.self, "\(wrong)") {
        try Trial.scenario(plain + "pricing: { \(wrong) }\n")
      }
      #expect(error?.description.contains(word) ?? false, "\(wrong): \(error?.description ?? "")")
    }
  }
}
