// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Testing

@testable import Experiments
@testable import Reports

/// The reports of experiments in Korean: that they fit, that they are whole, and that data stays what it is.
@Suite("Reports of experiments in Korean")
struct KoreanExperimentTests {
  static let widths = [60, 80, 100, 140]

  static func korean<Value>(_ body: () throws -> Value) rethrows -> Value {
    try Language.$current.withValue(.korean, operation: body)
  }

  // MARK: What is read

  /// Names and values of the samples; all other words must be Korean.
  private static let names = [
    "thumbnails", "sluice", "usual-is-snappy", "usual", "promo", "uploads", "documented", "ap-northeast-2", "base",
    "clicks -> sessions", "clicks", "sessions", "fresh", "keeps-up", "day", "sale", "kafka-on-ec2", "msk", "sqs",
    "kinesis", "one-broker-down", "per_key", "ordering", "replay", "stream", "pulsar", "traffic=1..10", "shards",
    "tasks", "producers-happy", "give-back", "latency", "monthly", "cost.monthly", "duration", "main.json", "pr.json",
    "queue", "line", "team", "arrivals", "quick", "tail", "affordable", "workers.team.tasks", "resizer", "jobs-dlq",
    "jobs", "lives", "SendMessage", "ReceiveMessage", "catalogue", "Redis", "cache-node-dies", "cache.t4g.micro",
    "cache.t4g.small", "cache.t4g.medium", "cache.m7g.xlarge", "cache.m7g.2xlarge", "cache.m7g.4xlarge",
    "cache.m7g.large", "mean", "total", "month", "cost", "window", "all",
  ]

  /// What is the same in every language.
  private static let words: Set<String> = [
    "SLO", "SLOs", "SQS", "LRU", "GiB", "MiB", "KiB", "ms", "vCPU", "ttl", "Hsu", "csv", "json", "sampling", "warn",
    "fail", "yaml", "OLD", "NEW", "plan", "FILE", "expand", "least", "regret", "compare", "analytic", "PutRecords",
    // Titles of meters are said by the reports of bills.
    "requests", "send", "receive", "delete", "exponential", "Fargate", "x24", "RDS", "fargate", "x86", "vcpu",
    "philox4x32", "mermaid", "graph", "subgraph", "flowchart", "LR", "ocba",
  ]

  /// English words that are left, outside of commands and of data.
  static func leftovers(_ text: String) -> [String] {
    var rest = text.split(separator: "\n").filter { !$0.contains("sluice ") }.joined(separator: "\n")
    // Paths of settings, regions.
    rest = rest.replacing(#/[a-z_]+(\.[a-z0-9_]+)+|[a-z]{2}-[a-z]+-[0-9]/#, with: " ")
    for name in names.sorted(by: { $0.count > $1.count }) { rest = rest.replacing(name, with: " ") }
    return rest.matches(of: #/[A-Za-z][A-Za-z0-9']+/#).map { String($0.output) }
      .filter { word in
        // Numbers with units, percentiles, factors.
        !words.contains(word) && word.wholeMatch(of: #/p[0-9]+|[0-9a-z]{1,2}|[hms0-9]+/#) == nil
      }
  }

  /// Tables of what is written, each in the form for a terminal, by the width.
  static func reports() async throws -> [(name: String, text: (TextStyle) -> String)] {
    let sweeps = [
      ("points", try await SweepReportTests.points("workers.team.tasks=1..3")),
      ("tornado", try await SweepReportTests.tornado()), ("indices", try await SweepReportTests.indices()),
      ("headroom", try await SweepReportTests.headroom()),
    ]
    let life = try TraceReportTests.life()
    var reports: [(name: String, text: (TextStyle) -> String)] = [
      ("compare", { CompareReport.table(clicks(), $0, paths: ["clicks.yaml"]) }),
      ("best", { CompareReport.table(clicks(mcb: true), $0, paths: ["clicks.yaml"]) }),
      ("plan", { PlanReport.table(plan(), $0) }), ("no plan", { PlanReport.table(plan(answer: false), $0) }),
      ("outlook", { PlanReport.table(outlook, $0) }), ("trace", { TraceReport.table(life, $0) }),
      ("diff", { DiffReport.table(DiffReportTests.thumbnails(), $0) }),
      ("curve", { CurveReport.table(CurveReportTests.catalogue, $0) }),
    ]
    for (name, result) in sweeps { reports.append((name, { SweepReport.table(result, $0) })) }
    return reports
  }

  /// The sample of a comparison, of which nothing had to be left out.
  static func clicks(mcb: Bool = false) -> CompareResult {
    var result = CompareReportTests.clicks(mcb: mcb)
    result.leftOut = []
    return result
  }

  /// The sample of a plan with the sentences that a search makes.
  static func plan(answer: Bool = true) -> PlanResult {
    var result = PlanReportTests.result(answer: answer)
    result.promise =
      answer
      ? "With probability at least 95%, kinesis: shards 4, tasks 4 meets every SLO at 1.25 times the traffic and with "
        + "one-broker-down, and no configuration in the search space that meets them with some room (5% of the bound) "
        + "is cheaper by more than $20.00 a month, apart from 2 configurations that could not be told."
      : "No configuration meets every SLO at 1.25 times the traffic and with one-broker-down."
    result.remarks = ["fresh in sale at 1.25x traffic is met within the room of 5%: p99 4s .. 5.1s, asked < 5s"]
    result.whyNot[0].reason +=
      ", at best (3 of them not simulated: they have no more of anything than kinesis: shards 3, tasks 4)"
    result.whyNot[1].reason = "cannot: no ordering per_key of clicks, no replay 24h of clicks"
    return result
  }

  private static var outlook: PlanResult {
    var result = PlanOutlookReportTests.result
    result.promise =
      "No configuration is known to meet every SLO yet: the budget ended with 3 configurations not simulated."
    result.whatIf?.removeLast()
    return result
  }

  @Test("no line is wider than asked") func widths() async throws {
    for (name, text) in try await Self.reports() {
      for width in Self.widths {
        let text = Self.korean { text(TextStyle(width: width)) }
        for line in text.split(separator: "\n") {
          #expect(Reading.width(line) <= width, "\(name) at \(width): \(line)")
        }
      }
    }
  }

  @Test("no English words are left") func words() async throws {
    for (name, text) in try await Self.reports() {
      for quiet in [false, true] {
        let text = Self.korean { text(TextStyle(width: 100, quiet: quiet)) }
        #expect(Self.leftovers(text).isEmpty, "\(name): \(Self.leftovers(text))\n\(text)")
        #expect(text.contains { ("가"..."힣").contains($0) })
      }
    }
  }

  @Test("in Markdown too") func markdown() async throws {
    let life = try TraceReportTests.life()
    let points = try await SweepReportTests.points("workers.team.tasks=1..3")
    let texts = Self.korean {
      [
        CompareReport.markdown(Self.clicks()), PlanReport.markdown(Self.plan()),
        PlanReport.markdown(Self.outlook), SweepReport.markdown(points),
        DiffReport.markdown(DiffReportTests.thumbnails(), name: "thumbnails"),
        String(TraceReport.markdown(life).prefix { $0 != "`" }),
      ]
    }
    for text in texts {
      // Mark-up is no word.
      let plain = text.replacing(#/<[^>]*>/#, with: "").replacing("\\", with: "")
      #expect(Self.leftovers(plain).isEmpty, "\(Self.leftovers(plain))\n\(text)")
    }
  }

  // MARK: Columns

  /// Where the cells of a line begin, in columns of a terminal; a cell ends at two spaces.
  private static func starts(_ line: Substring) -> [Int] {
    var starts: [Int] = []
    var (column, spaces) = (0, 2)
    for character in line {
      if character == " " {
        spaces += 1
      } else {
        if spaces > 1 { starts.append(column) }
        spaces = 0
      }
      column += DisplayWidth.of(character)
    }
    return starts
  }

  @Test("the columns of a trace stand below their titles") func columns() throws {
    let life = try TraceReportTests.life()
    let lines = Self.korean { TraceReport.table(life, TextStyle(width: 120)) }.split(separator: "\n")
    let heading = try #require(lines.first { $0.hasPrefix("시간") })
    let steps = lines.filter { $0.wholeMatch(of: #/\d\d:\d\d:\d\d\.\d{3}  .*/#) != nil }
    #expect(steps.count > 10)
    for step in steps { #expect(Set(Self.starts(step)).isSubset(of: Set(Self.starts(heading))), "\(heading)\n\(step)") }
    #expect(steps.contains { $0.contains("ReceiveMessage, 1번째 수신") && $0.hasSuffix("요청 1건") }, "\(steps)")
  }

  @Test("the variants of a comparison stand below each other") func variants() throws {
    let text = Self.korean {
      CompareReport.table(CompareReportTests.clicks(), TextStyle(width: 120), paths: ["a.yaml"])
    }
    let lines = text.split(separator: "\n")
    let heading = try #require(lines.first { $0.contains("kafka-on-ec2") && !$0.contains(":") })
    let titles = Set(Self.starts(heading))
    let labels = ["    base 대비", "  합계", "  판정", "  SLO "]
    let rows = lines.filter { line in labels.contains { line.hasPrefix($0) } }
    #expect(rows.count > 4)
    for row in rows { #expect(titles.isSubset(of: Set(Self.starts(row))), "\(heading)\n\(row)") }
  }

  // MARK: Sentences

  @Test(
    "sentences of results are said in Korean",
    arguments: [
      ("fails fresh in sale: p99 14s .. 22s, asked < 5s", "sale의 fresh 실패: p99 14s .. 22s, 요구 < 5s"),
      (
        "fails fresh in sale at 1.25x traffic with one-broker-down: p99 14s, asked < 5s, at best",
        "sale, 트래픽 1.25x의 fresh(one-broker-down) 실패: p99 14s, 요구 < 5s, 가장 나은 경우"
      ),
      (
        "has no more of anything than base: tasks 4, which fails affordable over the month: monthly $120, asked < $90",
        "어느 것도 base: tasks 4보다 많지 않은데, 그것은 한 달의 affordable 실패: monthly $120, 요구 < $90"
      ),
      ("shards 3 with any tasks and any memory", "shards 3, tasks, memory 무엇이든"),
      ("4 of those with shards 3, tasks 4", "shards 3, tasks 4 가운데 4가지"),
      (
        "base: tasks 4 is the cheapest found so far, without a promise: the budget ended with 2 not decided.",
        "지금까지 찾은 가장 싼 것은 base: tasks 4이며, 장담은 하지 못합니다: 예산이 다했고, 2가지는 판정하지 못했습니다."
      ),
      ("costs at least $5.00 a month, and the like", "적어도 월 $5.00 듦 등"),
      ("no price from 10 to 20 GB", "10부터 20까지 가격 없음(GB)"),
    ])
  func sentences(_ english: String, _ korean: String) {
    #expect(Self.korean { said(english) } == korean)
    #expect(said(english) == english)
  }

  // MARK: Drawings

  @Test("labels of drawings are Korean, their identifiers are not") func drawings() throws {
    let graph = GraphTests.graph("resizer")
    let life = try TraceReportTests.life()
    let texts = Self.korean { [graph.mermaid(), graph.dot(), graph.svg(), TraceReport.mermaid(life)] }
    #expect(texts[0].contains("수신 3회 뒤") && texts[0].hasPrefix("flowchart LR\n  n1"))
    #expect(texts[1].contains("수신 3회 뒤") && texts[1].hasPrefix("digraph {\n"))
    #expect(texts[2].contains("설정이 말하는 비율") && texts[2].contains("사용률 81%"))
    #expect(texts[3].hasPrefix("sequenceDiagram\n  participant p1 as uploads (트래픽 원천)\n"))
    #expect(MermaidGrammar.problems(texts[3]).isEmpty && MermaidGrammar.problems(texts[0]).isEmpty)
  }

  // MARK: Data

  @Test("data is the same in both languages") func data() async throws {
    let points = try await SweepReportTests.points("workers.team.tasks=1..3")
    let life = try TraceReportTests.life()
    let clicks = CompareReportTests.clicks(mcb: true)
    let graph = GraphTests.graph("resizer")
    func all() throws -> [String] {
      [
        CompareReport.csv(clicks), try CompareReport.json(clicks), SweepReport.csv(points),
        try SweepReport.json(points),
        PlanReport.csv(Self.plan()), try PlanReport.json(Self.plan()), PlanReport.csv(Self.outlook),
        TraceReport.csv(life), try TraceReport.json(life), try TraceReport.chrome(life),
        DiffReport.csv(DiffReportTests.thumbnails()), try DiffReport.json(DiffReportTests.thumbnails()),
        CurveReport.csv(CurveReportTests.catalogue), try CurveReport.json(CurveReportTests.catalogue), try graph.json(),
      ]
    }
    let english = try all()
    let korean = try Self.korean { try all() }
    for (one, other) in zip(english, korean) { #expect(one == other) }
  }
}
