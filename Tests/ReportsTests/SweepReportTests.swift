// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios
import Testing

@testable import Experiments
@testable import Reports

/// The pictures of a sweep, made of sweeps that are really done.
@Suite("The report of sluice sweep")
struct SweepReportTests {
  private static let text = """
    version: 1
    name: queue
    calibration: none
    run: { seed: 5, duration: 40s, warmup: 5s, replications: 3 }
    traffic: { arrivals: { to: line, rate: 12/s } }
    channels:
      line: { type: sqs, servers: 1, duplicate_delivery: 0%, receive_wait: 20s }
    workers:
      team:
        type: fleet
        from: line
        tasks: 2
        receive: 1
        compute: { fargate: { vcpu: 1, memory: 2GiB } }
        service_time: { exponential: { mean: 100ms } }
    slos:
      quick: { of: arrivals, latency.mean: "< 200ms" }
      tail: { of: arrivals, latency.p99: "< 30s" }
      affordable: { cost.monthly: "< $140", level: warn }
    """

  private static func space() throws -> SweepSpace {
    var diagnostics = Diagnostics()
    let file = try #require(ScenarioFile(bytes: Array(text.utf8), path: "test.yaml", &diagnostics))
    return SweepSpace(file: file, variant: "base", options: ScenarioOptions()) { try PriceBook.builtIn($0.book) }
  }

  static func points(_ inputs: String...) async throws -> SweepResult {
    try await Sweep(
      try space(), inputs: try inputs.map { try SweepInput($0) }, precision: .replications(3)
    ).result(Laboratory(jobs: 2))
  }

  private static func numbers() throws -> [NumericInput] {
    var diagnostics = Diagnostics()
    return try space().file.numericInputs(variant: "base", &diagnostics)
  }

  static func tornado() async throws -> SweepResult {
    let by = try #require(Decimal(string: "0.2"))
    return try await Tornado(try space(), try numbers(), by: by, replications: 3).result(Laboratory(jobs: 2))
  }

  static func indices() async throws -> SweepResult {
    let by = try #require(Decimal(string: "0.2"))
    return try await SobolStudy(try space(), numbers: try numbers(), by: by, basePoints: 4, replications: 1)
      .result(Laboratory(jobs: 2))
  }

  static func headroom() async throws -> SweepResult {
    try await HeadroomStudy(try space(), upTo: 2, replications: 3).result(Laboratory(jobs: 2))
  }

  /// What the JSON says.
  private static func read(_ result: SweepResult) throws -> SweepResult {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "infinity", negativeInfinity: "-infinity", nan: "not-a-number")
    return try decoder.decode(SweepResult.self, from: Data(try SweepReport.json(result).utf8))
  }

  private static func rows(_ result: SweepResult) -> [[String: String]] {
    // None of the fields has a quote.
    let lines = SweepReport.csv(result).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  @Test("the numbers of the points are the same in every format") func points() async throws {
    let result = try await Self.points("workers.team.tasks=1..4")
    let json = try Self.read(result)
    let rows = Self.rows(result)
    let table = SweepReport.table(result, TextStyle(width: 400))
    let markdown = SweepReport.markdown(result)
    #expect(json.schema == "sweep/1" && json.kind == "points")
    let points = try #require(json.points)
    #expect(points.count == 4)
    for point in points {
      let own = rows.filter { $0["kind"] == "point" && $0["point"] == String(point.number) }
      let cost = try #require(own.first { $0["subject"] == "cost" })
      #expect(cost["value"] == point.monthly?.value && cost["low"] == point.monthly?.low)
      #expect(cost["values"] == point.values[0] && cost["verdict"] == point.verdict.rawValue)
      var shown = [SweepWords.amount(point.monthly)]
      for judged in point.objectives {
        let row = try #require(own.first { $0["subject"] == judged.name })
        let figure = try #require(judged.figure)
        #expect(row["value"] == "\(figure.value)" && row["high"] == figure.high.map { "\($0)" })
        #expect(row["verdict"] == judged.verdict.rawValue && row["asked"] == judged.asked)
        shown.append(
          "\(SweepWords.mark(judged.verdict)) \(SweepWords.figure(figure, unit: judged.unit))")
      }
      for reading in point.latencies + point.utilisations {
        let row = own.first { $0["subject"] == reading.subject && $0["metric"] == reading.metric }
        #expect(row?["value"] == "\(reading.figure.value)" && row?["unit"] == reading.unit)
      }
      let lines = [table, markdown].map { text in
        text.split(separator: "\n").filter { line in shown.allSatisfy { line.contains($0) } }
      }
      #expect(lines.allSatisfy { $0.count == 1 }, "\(shown) in \(lines)")
    }
    let cheapest = try #require(json.cheapest)
    #expect(rows.first { $0["kind"] == "cheapest" }?["value"] == points[cheapest].monthly?.value)
    let words = "cheapest  workers.team.tasks \(points[cheapest].values[0])"
    #expect(table.contains(words))
    let from = try #require(json.breakEven?.first?.passesFrom)
    #expect(table.contains("pass from workers.team.tasks \(from) on") && markdown.contains("tasks \(from) on"))
    #expect(rows.contains { $0["kind"] == "break_even" && $0["metric"] == "passes_from" && $0["values"] == from })
  }

  @Test("the numbers of headroom, tornado and indices are the same in every format") func others() async throws {
    let headroom = try await Self.headroom()
    let found = try #require(try Self.read(headroom).headroom)
    let table = SweepReport.table(headroom, TextStyle(width: 200))
    for objective in found.objectives {
      let row = try #require(Self.rows(headroom).first { $0["subject"] == objective.name })
      #expect(row["value"] == objective.factor.map { "\($0.value)" } ?? "")
      #expect(row["verdict"] == objective.status.rawValue)
      guard objective.status == .fails, let factor = objective.factor else { continue }
      #expect(table.contains(SweepWords.factor(factor.value)))
      #expect(SweepReport.markdown(headroom).contains(SweepWords.factor(factor.value)))
    }
    #expect(found.objectives.contains { $0.status == .fails })

    let tornado = try await Self.tornado()
    let varied = try #require(try Self.read(tornado).tornado)
    let pictures = [SweepReport.table(tornado, TextStyle(width: 200)), SweepReport.markdown(tornado)]
    for input in varied.inputs {
      let rows = Self.rows(tornado).filter { $0["kind"] == "tornado" && $0["subject"] == input.path }
      #expect(rows.count == 4)
      for end in [input.low, input.high] {
        #expect(rows.contains { $0["value"] == end.monthly?.value && $0["values"] == end.value })
        #expect(rows.contains { $0["value"] == end.objective.map { "\($0.value)" } })
        let text = SweepWords.figure(end.objective, unit: "s", signed: true)
        for picture in pictures { #expect(picture.contains(text)) }
      }
    }
    // The rate and the time of work; a wait of 20 s is the longest there is, and one message the fewest.
    #expect(varied.inputs.count == 2)

    let indices = try await Self.indices()
    let shares = try #require(try Self.read(indices).indices)
    #expect(SweepReport.table(indices, TextStyle(width: 200)).contains("SOBOL' INDICES"))
    for input in shares.inputs {
      let pair = try #require(input.objective)
      let rows = Self.rows(indices).filter { $0["kind"] == "index" && $0["subject"] == input.path }
      #expect(rows.contains { $0["metric"] == "arrivals latency.mean first" && $0["value"] == "\(pair.first.value)" })
      #expect(SweepReport.markdown(indices).contains(SweepWords.index(pair.total)))
    }
  }

  @Test("no line is too long, whatever the width; in ASCII nothing is left out")
  func widths() async throws {
    let results = [
      try await Self.points("workers.team.tasks=1..3"),
      try await Self.points("workers.team.tasks=1..2", "traffic=1..2"),
      try await Self.headroom(), try await Self.tornado(), try await Self.indices(),
    ]
    for (width, result) in [60, 80, 100, 200].flatMap({ width in results.map { (width, $0) } }) {
      let text = SweepReport.table(result, TextStyle(ascii: true, width: width))
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= width }, "\(text)")
      #expect(text.utf8.allSatisfy { $0 < 128 }, "\(text)")
      #expect(!SweepReport.table(result, TextStyle(width: width)).contains("\u{1B}"))
      #expect(SweepReport.table(result, TextStyle(color: true, width: width)).contains("\u{1B}"))
    }
  }

  @Test("many points are cut off, unless all are asked for") func manyPoints() async throws {
    var result = try await Self.points("workers.team.tasks=1..2")
    let points = try #require(result.points)
    result.points = (0..<150).map { number in
      var point = points[number % 2]
      point.number = number
      return point
    }
    #expect(SweepReport.table(result, TextStyle(width: 200)).contains("and 50 more: -V shows all"))
    #expect(!SweepReport.table(result, TextStyle(width: 200, verbose: true)).contains("more: -V"))
  }

  @Test("what a scenario is called cannot break the tables") func hostileNames() async throws {
    var result = try await Self.points("workers.team.tasks=1..2")
    result.scenario.name = "a|b<c>*\u{1B}[31m"
    #expect(SweepReport.markdown(result).contains("a\\|b\\<c\\>\\*"))
    #expect(!SweepReport.table(result, TextStyle(width: 80)).contains("\u{1B}"))
  }
}
