// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Experiments
@testable import Reports

@Suite("The report of sluice plan")
struct PlanReportTests {
  private static func judged(
    _ value: Double, _ verdict: SLOResult.Verdict = .pass, circumstance: String = "at 1.25x traffic",
    withinRoom: Bool = false
  ) -> PlanResult.Judged {
    PlanResult.Judged(
      objective: "fresh", metric: "latency.p99", of: "clicks", window: "sale", circumstance: circumstance,
      asked: "< 5s", bound: 5, unit: "s", value: value, low: value * 0.95, high: value * 1.05, n: 1_000,
      verdict: verdict, withinRoom: withinRoom)
  }

  private static func plan(
    _ number: Int, _ shards: String, _ tasks: String, _ monthly: String, _ latency: Double, more: String? = nil
  ) -> PlanResult.Plan {
    PlanResult.Plan(
      number: number, label: "kinesis: shards \(shards), tasks \(tasks)", variant: "kinesis",
      settings: [
        .init(path: "channels.clicks.shards", value: shards), .init(path: "workers.reader.tasks", value: tasks),
      ], monthly: .init(value: monthly, low: monthly, high: monthly, n: 12), atLeast: false,
      more: more.map { .init(value: $0, n: 12) }, latency: judged(latency), objectives: [judged(latency)],
      isChecked: more == nil, replications: 12, parts: 3)
  }

  static func result(answer: Bool = true) -> PlanResult {
    let run = Samples.thumbnails
    let fails = PlanResult.Rejected(
      number: 3, label: "kinesis: shards 3, tasks 4", variant: "kinesis",
      settings: [.init(path: "channels.clicks.shards", value: "3"), .init(path: "workers.reader.tasks", value: "4")],
      lowerBound: "101.25", mayBeCheaper: true, kind: .fails,
      reason: "fails fresh in sale at 1.25x traffic: p99 14s .. 22s, asked < 5s", judged: judged(18, .fail), by: nil,
      replications: 6, simulatedCost: nil)
    var counts = PlanResult.Counts()
    counts.searched = 1_264
    counts.cannotWork = 702
    counts.dearer = 419
    counts.simulated = 143
    counts.replications = 2_310
    counts.fresh = 36
    return PlanResult(
      partial: false, madeBy: run.madeBy, scenario: run.scenario, seed: 7, confidence: 0.95, procedure: "ocba",
      asked: .init(
        headroom: 1.25, survive: ["one-broker-down"], room: 0.05, indifference: "20", mostReplications: nil,
        circumstances: ["at 1.25x traffic"], objectives: ["fresh", "producers-happy"]),
      outcome: answer ? .found : .none,
      promise: answer ? "With probability at least 95%, it does." : "No configuration meets every SLO.",
      remarks: ["something is remarkable"], counts: counts, latency: "fresh p99",
      answer: answer ? plan(9, "4", "4", "123.4567", 0.856) : nil,
      others: answer ? [plan(11, "5", "5", "150.5", 0.5, more: "27.0433")] : [], rejected: [fails],
      whyNot: [
        .init(
          variants: ["kinesis"], which: "shards 3 with any tasks", count: 10, kind: .fails, reason: fails.reason,
          mayBeCheaper: true, lowerBound: "101.25"),
        .init(
          variants: ["sqs"], which: "all 5", count: 5, kind: .cannot, reason: "cannot: no order per key, no replay",
          mayBeCheaper: true, lowerBound: "20"),
        .init(
          variants: ["msk"], which: "all 90", count: 90, kind: .cannot, reason: "cannot: not cheaper either",
          mayBeCheaper: false, lowerBound: "400"),
      ],
      front: [
        .init(
          number: 9, label: "kinesis: shards 4, tasks 4", monthly: "123.4567", isBound: false, latency: 0.856,
          meets: true, isOnFront: true),
        .init(
          number: 11, label: "kinesis: shards 5, tasks 5", monthly: "150.5", isBound: false, latency: 0.5, meets: true,
          isOnFront: true),
        .init(
          number: 3, label: "kinesis: shards 3, tasks 4", monthly: "101.25", isBound: true, latency: 18, meets: false,
          isOnFront: false),
      ], miss: answer ? nil : .init(nobodyMeets: ["fresh"], nearest: fails, share: 2.6), brokenClaims: [])
  }

  @Test("a person's report") func table() {
    let text = PlanReport.table(Self.result(), TextStyle(width: 100), path: "my file.yaml")
    let flat = text.split(separator: #/\s+/#).joined(separator: " ")
    for words in [
      "PLAN thumbnails", "meets 2 SLOs at 1.25x traffic, also with one-broker-down", "95% sure",
      "searched 1,264 configurations: 702 cannot work", "419 dearer than the answer",
      "143 simulated, 2,310 replications, 36 of them in the check of the answer",
      "▶ 1 kinesis shards 4, tasks 4 $123.46 p99 813ms .. 899ms (asked < 5s)",
      "2 kinesis shards 5, tasks 5 +$27.04", "WHY NOT CHEAPER",
      "kinesis shards 3 with any tasks $101.25 fails fresh in sale at 1.25x traffic: p99 14s .. 22s, asked < 5s",
      "sqs all 5 $20.00 cannot: no order per key, no replay", "FRONT (cost against fresh p99)",
      "sluice run 'my file.yaml' -v kinesis -s channels.clicks.shards=4 \\ -s workers.reader.tasks=4 -x 1.25",
    ] { #expect(flat.contains(words), "\(words) in\n\(text)") }
    #expect(!text.contains("not cheaper either"))
    #expect(!text.contains("HEADROOM") && !text.contains("MATTERS MOST"))
  }

  @Test("no line is too long, whatever the width; in ASCII nothing is left out", arguments: [60, 80, 100, 200])
  func widths(_ width: Int) {
    for answer in [true, false] {
      let text = PlanReport.table(Self.result(answer: answer), TextStyle(ascii: true, width: width))
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= width }, "\(text)")
      #expect(text.utf8.allSatisfy { $0 < 128 } && !text.contains("?"), "\(text)")
    }
  }

  @Test("nothing meets the objectives") func none() {
    let text = PlanReport.table(Self.result(answer: false), TextStyle(width: 100))
    let flat = text.split(separator: #/\s+/#).joined(separator: " ")
    #expect(flat.contains("✗ No configuration meets every SLO."))
    #expect(flat.contains("no configuration that was simulated meets fresh"))
    #expect(flat.contains("the nearest miss is kinesis: shards 3, tasks 4: it fails fresh in sale"))
    #expect(flat.contains("WHY NONE") && flat.contains("(by 260% of the bound)"))
  }

  @Test("what others add is shown where it is there") func hooks() {
    var result = Self.result()
    result.headroom = [
      .init(objective: "reader", factor: Samples.figure(2.4), isBeyond: false, because: nil),
      .init(objective: "fresh", factor: Samples.figure(1.6), isBeyond: false, because: "shard limit"),
    ]
    result.sensitivity = [.init(input: "rate", monthly: .init(value: "12.5", n: 1), latency: Samples.figure(0.6))]
    let flat = PlanReport.table(result, TextStyle(width: 120)).split(separator: #/\s+/#).joined(separator: " ")
    #expect(flat.contains("HEADROOM traffic until an SLO fails: 1.6x fresh (shard limit) · 2.4x reader"))
    #expect(flat.contains("1.6x (fresh)"))
    #expect(flat.contains("MATTERS MOST (±20%) rate: cost $12.50, latency 600ms"))
  }

  @Test("each format has the same numbers") func formats() throws {
    let result = Self.result()
    let back = try PlanReport.read(json: Data(try PlanReport.json(result).utf8))
    #expect(try PlanReport.json(back) == PlanReport.json(result))
    #expect(back.answer?.monthly.value == "123.4567" && back.counts.searched == 1_264)
    #expect(try PlanReport.json(result).contains("\"may_be_cheaper\" : true"))
    let rows = Reading.csv(PlanReport.csv(result))
    let columns = try #require(rows.first)
    #expect(rows.allSatisfy { $0.count == columns.count })
    func cell(_ kind: String, _ metric: String, _ column: String) throws -> String {
      let place = try #require(columns.firstIndex(of: column))
      let row = rows.first { $0[0] == kind && $0[5] == metric }
      return try #require(row)[place]
    }
    #expect(try cell("answer", "cost.monthly", "value") == "123.4567")
    #expect(try cell("count", "simulated", "value") == "143")
    #expect(try cell("objective", "latency.p99", "value") == "0.856")
    #expect(try cell("rejected", "lower_bound", "reason") == result.rejected[0].reason)
    #expect(try cell("front", "latency", "value") == "0.856")
    let markdown = PlanReport.markdown(result)
    #expect(markdown.hasPrefix("**thumbnails**: With probability at least 95%, it does."))
    #expect(markdown.contains("| **1** | **kinesis** | **shards 4, tasks 4** | **$123.46** |"))
    #expect(markdown.contains("| fresh latency.p99 | sale at 1.25x traffic | \\< 5s | 856ms |"))
    #expect(markdown.contains("| kinesis | shards 3 with any tasks | $101.25 | fails fresh"))
  }
}
