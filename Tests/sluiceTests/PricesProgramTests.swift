// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import sluice

/// `sluice prices …` and own prices in `sluice run`, from outside.
@Suite struct PricesProgramTests {
  private let program: Program
  private let folder: TemporaryFolder

  /// A contract in Ireland, where the tables have no prices.
  private static let book = """
    name: ours
    source: our contract
    date: 2026-09-30
    regions: { eu-west-1: EU (Ireland) }
    prices:
      - { service: sqs, item: "standard:request", region: eu-west-1, unit: request, usd: 0.0000005 }
      - { service: fargate, item: "x86:vcpu", region: ap-northeast-2, unit: vCPU-hour, usd: 0.05238 }
      - { service: nat, item: "gb", region: eu-west-1, unit: GB, usd: 0.045 }
    discounts:
      - { service: kinesis, share: 10%, region: us-east-1 }

    """

  private static let scenario = """
    version: 1
    name: x
    region: eu-west-1
    run: { duration: 1m, replications: 2 }
    traffic: { a: { to: jobs, rate: 6/s } }
    channels: { jobs: { type: sqs } }
    workers: { w: { type: fleet, from: jobs, tasks: 4, service_time: 100ms, compute: none } }

    """

  init() throws {
    program = try Program()
    folder = try TemporaryFolder()
    try Data(Self.book.utf8).write(to: folder.url("my.yaml"))
    try Data(Self.scenario.utf8).write(to: folder.url("x.yaml"))
    try Data(Self.book.replacingOccurrences(of: "usd: 0.0000005", with: "usd: cheap").utf8)
      .write(to: folder.url("wrong.yaml"))
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  // MARK: run

  @Test func aRunByOwnPricesInAnotherRegion() throws {
    let words = ["run", folder.path("x.yaml"), "--prices", folder.path("my.yaml")]
    let one = try program.run(words + ["-f", "json"])
    #expect(one.status == 0, "\(one.error)")
    let cost = try #require(try object(one.output)["cost"] as? [String: Any])
    #expect(cost["book"] as? String == "documented")
    #expect(cost["own_prices"] as? String == "ours")
    let lines = try #require(cost["lines"] as? [[String: Any]])
    let requests = try #require(lines.first { $0["item"] as? String == "standard:request" })
    #expect(requests["layer"] as? String == "own")
    #expect(requests["source"] as? String == "our contract")
    // Every request costs 0.0000005 dollars, exactly.
    let quantity = try #require(Decimal(string: requests["quantity"] as? String ?? ""))
    let amount = try #require(Decimal(string: requests["amount"] as? String ?? ""))
    #expect(quantity > 1_000_000)
    #expect(amount == quantity * Decimal(sign: .plus, exponent: -7, significand: 5))
    #expect(cost["not_priced"] as? [String] == [])
    #expect(try program.run(words + ["-f", "json", "-j", "2"]).output == one.output)
    let table = try program.run(words + ["--as", "market"])
    #expect(table.output.contains("prices of ours over market"))
    // Without the book Ireland has no prices: the total is a lower bound.
    let without = try program.run("run", folder.path("x.yaml"))
    #expect(without.output.contains("not priced: jobs"))
  }

  @Test func aBookThatIsNotValidPricesNothing() throws {
    let words = ["run", folder.path("x.yaml"), "--prices", folder.path("wrong.yaml")]
    let outcome = try program.run(words)
    #expect(outcome.status == 3 && outcome.output.isEmpty)
    #expect(outcome.error.contains("wrong.yaml:6:"))
    #expect(outcome.error.contains("^^^^^"))
    #expect(outcome.error.hasSuffix("1 error. Nothing was priced.\n"))
    let json = try program.run(words + ["-f", "json"])
    struct Entry: Decodable { var line: Int?, severity: String }
    #expect(json.status == 3)
    #expect(try JSONDecoder().decode([Entry].self, from: Data(json.output.utf8)).map(\.line) == [6])
    let curve = try program.run("curve", folder.path("x.yaml"), "--prices", folder.path("wrong.yaml"))
    #expect(curve.status == 3)
    #expect(try program.run("run", folder.path("x.yaml"), "--prices", folder.path("no.yaml")).status == 1)
  }

  // MARK: list and show

  @Test func theBookIsNamedByAs() throws {
    let market = try program.run("prices", "list", "--service", "sqs", "--as", "market")
    #expect(market.status == 0 && !market.output.contains(" documented "))
    let old = try program.run("prices", "list", "--prices", "market")
    #expect(old.status == 2 && old.output.isEmpty)
    #expect(old.error.contains("--as market"))
  }

  @Test func whatAListTells() throws {
    let words = ["prices", "list", "--service", "fargate", "--region", "ap-northeast-2", "--date", "2026-11-27"]
    let csv = try program.run(words + ["-f", "csv", "--prices", folder.path("my.yaml")])
    let rows = csv.output.split(separator: "\n").filter { $0.contains(",x86:vcpu,") }
    // From 2026-09-30 to 2026-11-27 there are two months less three days.
    #expect(rows == ["fargate,own,x86:vcpu,ap-northeast-2,vCPU-hour,0,,0.05238,our contract,2026-09-30,documented,1,"])
    let all = try program.run(words + ["-f", "csv", "--prices", folder.path("my.yaml"), "--all-layers"])
    // The list price behind it is of 2025-10-27: thirteen months.
    #expect(all.output.contains("fargate,market,x86:vcpu,ap-northeast-2,vCPU-hour,0,,0.04656,"))
    #expect(all.output.contains(",2025-10-27,documented,13,\n"))
    let shown = try program.run("prices", "show", "fargate:x86:vcpu", "--date", "2026-11-27")
    #expect(shown.output.contains("2025-10-27, 13 months old, documented"))
    #expect(try program.run(words + ["--region", "eu-west-1"]).status == 2)
  }

  @Test func aListTellsWhereTheListPriceDiffers() throws {
    let json = try object(try program.run("prices", "list", "-f", "json").output)
    let prices = try #require(json["prices"] as? [[String: Any]])
    let differing = prices.filter { $0["list_price"] is [Any] }
    #expect(!differing.isEmpty && differing.count < prices.count)
    #expect(differing.allSatisfy { $0["book"] as? String == "documented" })
    let item = try #require(differing.first?["item"] as? String)
    let service = try #require(differing.first?["service"] as? String)
    #expect(try program.run("prices", "show", "\(service):\(item)").output.contains("the list price differs: $"))
  }

  // MARK: check

  @Test func theTablesAreChecked() throws {
    let words = ["prices", "check", "--date", "2026-10-01"]
    let table = try program.run(words)
    #expect(table.status == 0 && table.error.isEmpty)
    for word in ["price-gap", "price-stale", "price-differs", "price-region", "more (-V)"] {
      #expect(table.output.contains(word), "\(word)")
    }
    #expect(!table.output.contains("clock"))
    #expect(try program.run("prices", "check", "-q").output.contains("today by the clock"))
    let json = try program.run(words + ["-f", "json"])
    #expect(json.output == (try program.run(words + ["-f", "json"])).output)
    let object = try object(json.output)
    let counts = try #require(object["counts"] as? [String: Int])
    let findings = try #require(object["findings"] as? [[String: Any]])
    #expect(counts.values.reduce(0, +) == findings.count)
    #expect(object["date_by_clock"] as? Bool == false)
    // Ten years later everything that has a date is old.
    let late = try self.object(try program.run("prices", "check", "--date", "2036-10-01", "-f", "json").output)
    let lateCounts = try #require(late["counts"] as? [String: Int])
    #expect(
      (lateCounts["price-stale"] ?? 0) + (lateCounts["price-undated"] ?? 0) == late["prices"] as? Int)
    let csv = try program.run(words + ["-f", "csv", "--service", "sqs"])
    #expect(csv.output.hasPrefix("file,line,column,severity,code,service,item,region,message,hint\n"))
    #expect(csv.output.split(separator: "\n").dropFirst().allSatisfy { $0.contains(",sqs,") })
  }

  @Test func anOwnBookIsChecked() throws {
    let words = ["prices", "check", folder.path("my.yaml"), "--date", "2026-10-01", "--width", "200"]
    let table = try program.run(words)
    #expect(table.status == 0, "\(table.error)")
    // `nat` has no item of that name: a warning with its place, and no error.
    #expect(table.output.contains("my.yaml:8:"))
    #expect(table.output.contains("warning[name]"))
    #expect(table.output.contains("price book ours, over documented: 3 prices, 1 discount"))
    // 0.05238 is 12.5 % more than 0.04656.
    #expect(table.output.contains("+12.5%"))
    #expect(table.output.contains("-10%"))
    let json = try object(try program.run(words + ["-f", "json"]).output)
    let changes = try #require(json["changes"] as? [[String: Any]])
    #expect(changes.filter { $0["change"] as? String == "added" }.count == 2)
    #expect(json["valid"] as? Bool == true)
    // Ireland has two prices of a whole book; of the regions that the tables know nothing is said.
    #expect(table.output.contains("warning[") && table.output.contains("eu-west-1 lacks "))
    #expect(!table.output.contains("ap-northeast-2 lacks "))
    let wrong = try program.run("prices", "check", folder.path("wrong.yaml"))
    #expect(wrong.status == 3 && wrong.output.isEmpty && wrong.error.contains("wrong.yaml:6:"))
    let refused = try program.run("prices", "check", folder.path("wrong.yaml"), "-f", "json")
    #expect(refused.status == 3)
    #expect(try object(refused.output)["valid"] as? Bool == false)
    let old = try program.run("prices", "check", folder.path("my.yaml"), "--date", "2027-11-01")
    #expect(old.status == 0 && old.output.contains("warning[price-stale]: 3 prices older than 12 months"))
  }

  // MARK: diff

  @Test func booksThatDiffer() throws {
    let same = try program.run("prices", "diff", "market", "market")
    #expect(same.status == 0)
    #expect(same.output.hasPrefix("market to market: equal, "))
    let words = ["prices", "diff", "market", folder.path("my.yaml")]
    let differ = try program.run(words + ["--service", "fargate"])
    #expect(differ.status == 7, "\(differ.error)")
    #expect(differ.output.contains("fargate:x86:vcpu"))
    #expect(differ.output.contains("+12.5%"))
    #expect(differ.output.contains("market to ours: 1 changed, "))
    let json = try program.run(words + ["-f", "json"])
    #expect(json.status == 7)
    #expect(json.output == (try program.run(words + ["-f", "json"])).output)
    #expect(try object(json.output)["schema"] as? String == "price-diff/1")
    let alone = try program.run("prices", "diff", folder.path("my.yaml"), "-f", "csv")
    let both = try program.run(words + ["-f", "csv"])
    #expect(alone.output == both.output)
    #expect(
      alone.output.contains("fargate,x86:vcpu,ap-northeast-2,changed,vCPU-hour,0,,0.04656,0.05238,12.5\n"))
    #expect(alone.output.contains("sqs,standard:request,eu-west-1,added,request,0,,,0.0000005,\n"))
    let back = try program.run("prices", "diff", folder.path("my.yaml"), "market", "-f", "csv")
    #expect(back.output.contains("sqs,standard:request,eu-west-1,removed,request,0,,0.0000005,,\n"))
  }

  @Test func whatCannotBeCompared() throws {
    let near = try program.run("prices", "diff", "markt", "documented")
    #expect(near.status == 2 && near.error.contains("did you mean market?"))
    #expect(try program.run("prices", "diff", "market", folder.path("no.yaml")).status == 1)
    #expect(try program.run("prices", "diff", "market", folder.path("wrong.yaml")).status == 3)
    #expect(try program.run("prices", "diff").status == 2)
    #expect(try program.run("prices", "diff", "market", "market", "market").status == 2)
    #expect(try program.run("prices", "diff", "market", "documented", "--service", "sqss").error.contains("sqs?"))
  }

  // MARK: Looks

  @Test(
    arguments: [
      ["list"], ["list", "--all-layers", "--region", "us-east-1"], ["show", "sqs", "ec2", "kinesis"], ["check", "-V"],
      ["diff", "documented", "market"],
    ])
  func eightyColumnsAreEnough(_ words: [String]) throws {
    let variables = ["SLUICE_WIDTH": "80"]
    let outcome = try program.run(["prices"] + words, variables: variables)
    #expect(outcome.error.isEmpty)
    let lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(lines.count > 3)
    #expect(lines.filter { $0.count > 80 } == [])
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test func coloursOnlyWhereTheyAreWanted() throws {
    for words in [["list", "--service", "sqs"], ["check"], ["diff", "documented", "market"]] {
      let words = ["prices"] + words
      #expect(try program.run(words, variables: ["CLICOLOR_FORCE": "1"]).output.contains("\u{1B}["))
      let none = try program.run(words, variables: ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"])
      #expect(!none.output.contains("\u{1B}"))
    }
  }

  @Test func helpFitsOnAScreen() throws {
    for words in [
      ["help", "curve"], ["prices", "check", "--help"], ["prices", "diff", "--help"], ["prices", "list", "--help"],
    ] {
      let outcome = try program.run(words)
      let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(outcome.status == 0 && lines.count <= 50, "\(words)")
      #expect(lines.allSatisfy { $0.count <= 80 }, "\(words) \(lines.filter { $0.count > 80 })")
    }
  }
}
