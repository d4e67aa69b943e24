// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import sluice

/// `sluice cost`, from outside: of a scenario and of a saved result, in every format, under other prices and terms.
@Suite struct CostProgramTests {
  private let program: Program
  private let folder: TemporaryFolder

  private static let scenario = """
    version: 1
    name: shop
    region: ap-northeast-2
    run: { replications: 2, warmup: 0s, windows: { day: { duration: 2m, month: 400h }, night: { duration: 2m, month: 330h } } }
    traffic: { orders: { to: jobs, rate: 4/s, arrivals: constant } }
    channels: { jobs: { type: sqs, receive_wait: 20s } }
    workers:
      w: { type: fleet, from: jobs, tasks: 2, service_time: 100ms, compute: { fargate: { vcpu: 1, memory: 2GiB } } }
    variants: { base: { title: two tasks }, four: { workers: { w: { tasks: 4 } } } }

    """

  init() throws {
    program = try Program()
    folder = try TemporaryFolder()
    try Data(Self.scenario.utf8).write(to: folder.url("s.yaml"))
    let run = try program.run("run", folder.path("s.yaml"), "-v", "all", "-o", folder.path("r.json"), "-q")
    #expect(run.status == 0, "\(run.error)")
    let one = try program.run("run", folder.path("s.yaml"), "-o", folder.path("one.json"), "-q")
    #expect(one.status == 0, "\(one.error)")
  }

  private func cost(_ words: String...) throws -> Outcome { try program.run(["cost"] + words) }

  private typealias Outcome = Program.Outcome

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func total(_ text: String) throws -> Decimal {
    let cost = try #require(try object(text)["cost"] as? [String: Any])
    return try #require(Decimal(string: cost["exact"] as? String ?? ""))
  }

  @Test("a scenario and its saved result have the same bill, in every format")
  func sameBill() throws {
    for format in ["table", "json", "csv", "md", "focus"] {
      let direct = try cost(folder.path("s.yaml"), "-f", format)
      let saved = try cost(folder.path("one.json"), "-f", format)
      #expect(direct.status == 0 && saved.status == 0, "\(direct.error)\(saved.error)")
      // Only the commands to try next name the file.
      func body(_ text: String) -> String { text.components(separatedBy: "\nnext ")[0] }
      #expect(body(direct.output) == body(saved.output), "\(format)")
    }
  }

  @Test("every format says the same total, and its rows add up to it")
  func formats() throws {
    let exact = try total(try cost(folder.path("one.json"), "-f", "json").output)
    func column(_ text: String, _ name: String, where keep: ([String]) -> Bool) throws -> Decimal {
      let rows = text.split(separator: "\n").map { line in
        line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
      let place = try #require(rows.first?.firstIndex(of: name))
      return rows.dropFirst().filter(keep).reduce(Decimal(0)) { $0 + (Decimal(string: $1[place]) ?? 0) }
    }
    let csv = try cost(folder.path("one.json"), "-f", "csv").output
    #expect(try column(csv, "amount") { $0[1] != "total" } == exact)
    #expect(try column(csv, "amount") { $0[1] == "total" } == exact)
    let focus = try cost(folder.path("one.json"), "-f", "focus").output
    #expect(try column(focus, "BilledCost") { _ in true } == exact)
    let cents = String(format: "$%.2f", NSDecimalNumber(decimal: exact).doubleValue)
    #expect(try cost(folder.path("one.json")).output.contains("TOTAL \(cents) a month"))
    #expect(try cost(folder.path("one.json"), "-f", "md").output.contains("| | **total** | | | **\(cents)** |"))
  }

  @Test("hours, region, book and terms change the bill, not the simulation")
  func whatIf() throws {
    let one = folder.path("one.json")
    let month = try total(try cost(one, "-f", "json").output)
    let hour = try total(try cost(one, "-f", "json", "--hours", "1").output)
    #expect(abs(hour * 730 - month) < Decimal(sign: .plus, exponent: -4, significand: 1))
    // Two tasks of 1 vCPU and 2 GiB in us-east-1 on Arm: 1,460 x 0.03238 + 2,920 x 0.00356 = 57.67
    let arm = try cost(one, "--as", "market", "--region", "us-east-1", "-s", "pricing.graviton=true", "-f", "csv")
    let tasks = arm.output.split(separator: "\n").filter { $0.contains(",w,") }.joined()
    #expect(tasks.contains(",47.2748,") && tasks.contains(",10.3952,"), "\(arm.output)")
    let free = try cost(one, "-s", "pricing.free_tier=always", "-s", "pricing.discount=10%")
    #expect(free.output.contains("Free tier: sqs, 1,000,000 request") && free.output.contains("Discount 10%"))
    let night = try cost(one, "-w", "night")
    #expect(night.output.contains("a month (only 330 h night)"))
  }

  @Test("doubts come first: mixed books, old prices, what is not priced")
  func doubts() throws {
    let mixed = try cost(folder.path("one.json"), "--width", "200")
    let head = mixed.output.components(separatedBy: "\nPART")[0]
    #expect(head.contains("! mixed prices: 3 lines from the course, 2 lines list price"))
    #expect(head.contains("! undated prices: 3 lines"))
    let old = try cost(folder.path("one.json"), "--width", "200", "-s", "pricing.date=2027-11-21")
    #expect(
      old.output.contains("! stale prices: 2 lines more than 12 months old on 2027-11-21, the oldest of 2025-10-27"))
    let gone = try cost(folder.path("one.json"), "-s", "pricing.reserved={ ec2: {} }", "-s", "pricing.prices=market")
    #expect(gone.status == 0 && gone.output.contains("TOTAL"))
    let unpriced = Self.scenario.replacing("region: ap-northeast-2", with: "region: eu-west-1")
    try Data(unpriced.utf8).write(to: folder.url("eu.yaml"))
    let gaps = try cost(folder.path("eu.yaml"), "--width", "200")
    #expect(
      gaps.output.contains("AT LEAST $0.00 a month") && gaps.output.contains("! not priced: jobs SQS requests: send"))
  }

  @Test("several variants of a result: all, some, none of that name")
  func variants() throws {
    let all = try cost(folder.path("r.json"), "-f", "csv")
    #expect(all.output.contains("\nbase,") && all.output.contains("\nfour,"))
    #expect(all.output.components(separatedBy: "variant,kind").count == 2)
    let four = try cost(folder.path("r.json"), "-v", "four", "-f", "csv")
    #expect(!four.output.contains("\nbase,") && four.output.contains("\nfour,"))
    let wrong = try cost(folder.path("r.json"), "-v", "for")
    #expect(wrong.status == 2 && wrong.error.contains("four"))
  }

  @Test("what cannot be is said, with what to do")
  func errors() throws {
    let one = folder.path("one.json")
    for (words, status, part) in [
      (["--hours", "0"], 2, "is not a number of hours above 0"), (["--hours", "many"], 2, "such as 1 or 0.5"),
      (["--region", "ap-northeast-3"], 2, "did you mean ap-northeast-2"), (["--as", "markt"], 2, "market"),
      (["-s", "workers.w.tasks=3"], 3, "a saved result is simulated already"), (["-x", "2"], 2, "simulated already"),
      (["-n", "3"], 2, "simulated already"), (["-s", "pricing.discuont=3"], 3, "nearest: discount"),
      (["-f", "yaml"], 2, "table, json, csv, md, focus"), (["-w", "noon"], 2, "day"),
      (["-o", "x.pdf"], 2, ".focus.csv"),
    ] {
      let outcome = try program.run(["cost", one] + words)
      #expect(
        outcome.status == Int32(status) && outcome.error.contains(part), "\(words): \(outcome.status) \(outcome.error)")
      #expect(outcome.output.isEmpty)
    }
    for (name, text, part) in [
      (
        "half.json", String(try String(contentsOf: folder.url("one.json"), encoding: .utf8).prefix(3_000)),
        "not a whole result"
      ),
      ("other.json", #"{ "schema": "result/1" }"#, "not a whole result"),
      ("scenario.json", "{ version: 1, name: x }", "traffic"),
    ] {
      try Data(text.utf8).write(to: folder.url(name))
      let outcome = try cost(folder.path(name))
      #expect(outcome.status != 0 && outcome.error.contains(part), "\(name): \(outcome.error)")
    }
    #expect(try cost(folder.path("missing.yaml")).status == 1)
  }

  @Test("files by their endings, and no line wider than asked")
  func files() throws {
    let names = ["b.txt", "b.json", "b.csv", "b.md", "b.focus.csv"]
    let outcome = try program.run(
      ["cost", folder.path("one.json"), "--width", "60"] + names.flatMap { ["-o", folder.path($0)] })
    #expect(outcome.status == 0, "\(outcome.error)")
    for name in names { #expect(FileManager.default.fileExists(atPath: folder.path(name))) }
    #expect(
      try String(contentsOf: folder.url("b.focus.csv"), encoding: .utf8).hasPrefix("AvailabilityZone,BilledCost,"))
    #expect(try String(contentsOf: folder.url("b.csv"), encoding: .utf8).hasPrefix("variant,kind,"))
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 60 || !$0.contains(" x ") })
    #expect(!outcome.output.contains("\u{1B}"))
  }
}
