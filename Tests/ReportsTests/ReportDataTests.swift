// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Testing

@testable import Experiments
@testable import Reports

@Suite("Results as JSON and CSV")
struct ReportDataTests {
  private func object(_ result: RunResult) throws -> [String: Any] {
    let json = try RunReport.json(result)
    return try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }

  // MARK: The same numbers everywhere

  @Test("a latency reads the same in table, JSON and CSV", arguments: [("usual", 29.4), ("promo", 362.0)])
  func threeFormats(_ window: String, _ p99: Double) throws {
    let result = Samples.thumbnails
    let windows = try #require(try object(result)["windows"] as? [[String: Any]])
    let found = try #require(windows.first { $0["name"] as? String == window })
    let flow = try #require((found["flows"] as? [[String: Any]])?.first)
    let latency = try #require((flow["metrics"] as? [String: Any])?["latency"] as? [String: Any])
    let stats = try #require(latency["stats"] as? [String: [String: Any]])
    #expect(stats["p99"]?["value"] as? Double == p99)
    #expect(flow["dead_lettered"] as? Int == 100)

    let rows = Reading.csv(RunReport.csv(result))
    let row = try #require(rows.first { Array($0[1...4]) == [window, "uploads", "latency", "p99"] })
    #expect(Double(row[5]) == p99)
    #expect(row[9] == "s")

    let lines = RunReport.table(result, TextStyle(), path: "x").split(separator: "\n")
    let heading = try #require(lines.first { $0.hasPrefix("LATENCY uploads") })
    let place = try #require(Reading.cells(heading).firstIndex(of: "p99"))
    let line = try #require(lines.first { $0.hasPrefix("\(window) ") })
    #expect(Double(try Units.duration(Reading.cells(line)[place])) / 1e9 == p99)
  }

  @Test("verdicts read the same in all three") func verdicts() throws {
    let result = Samples.thumbnails
    let slos = try #require(try object(result)["slos"] as? [[String: Any]])
    let rows = Reading.csv(RunReport.csv(result)).filter { $0[3] == "slo" }
    let table = RunReport.table(result, TextStyle(), path: "x").split(separator: "\n")
    #expect(slos.count == 5 && rows.count == 5)
    for (slo, row) in zip(slos, rows) {
      let name = try #require(slo["name"] as? String)
      let line = try #require(table.first { $0.dropFirst(2).hasPrefix(name) })
      #expect(row[2] == name && row[11] == slo["verdict"] as? String && row[4] == slo["metric"] as? String)
      #expect(Double(row[5]) == slo["value"] as? Double)
      #expect(line.localizedCaseInsensitiveContains(row[11]))
    }
  }

  @Test("the bill reads the same in all three, and adds up") func bill() throws {
    let result = Samples.thumbnails
    let cost = try #require(try object(result)["cost"] as? [String: Any])
    #expect(cost["monthly"] as? String == "1008.88")
    #expect(cost["at_least"] as? Bool == true)
    let rows = Reading.csv(RunReport.csv(result)).filter { $0[2] == "cost" }
    let shown = rows.filter { $0[4] == "shown" }.compactMap { Decimal(string: $0[5]) }
    let total = try #require(rows.first { $0[3] == "total" && $0[4] == "monthly" })
    #expect(shown.count == 5)
    #expect(shown.reduce(0, +) == Decimal(string: total[5]))
    #expect(Array(total[5...7]) == ["1008.88", "1008.82", "1008.95"])
    #expect(RunReport.table(result, TextStyle(), path: "x").contains("at least  $1,008.88"))
  }

  // MARK: JSON

  @Test("what was written is read back") func roundTrip() async throws {
    for result in [Samples.thumbnails, Samples.web, Samples.empty, try await Example.result()] {
      let json = try RunReport.json(result)
      let back = try RunReport.read(json: Data(json.utf8))
      #expect(try RunReport.json(back) == json)
      #expect(RunReport.csv(back) == RunReport.csv(result))
      let style = TextStyle(verbose: true)
      #expect(RunReport.table(back, style, path: "x") == RunReport.table(result, style, path: "x"))
    }
  }

  @Test("keys are in snake case and sorted, those of dictionaries as they are") func keys() throws {
    var result = Samples.thumbnails
    result.windows[0].parts[0].counts = ["aB": 1, "snake_case": 2]
    result.scenario.title = "a/b"
    let json = try RunReport.json(result)
    #expect(json.hasSuffix("}\n"))
    #expect(json.contains("\"aB\" : 1") && json.contains("\"snake_case\" : 2"))
    #expect(json.contains("\"warmup_s\" : 140") && json.contains("\"t_s\" : [") && json.contains("\"a/b\""))
    #expect(!json.contains("\"warmupS\""))
    let places = ["\"checks\"", "\"confidence\"", "\"cost\"", "\"made_by\"", "\"partial\"", "\"windows\""].map {
      json.range(of: "\n  \($0) :")?.lowerBound
    }
    #expect(places.allSatisfy { $0 != nil } && places.compactMap { $0 } == places.compactMap { $0 }.sorted())
    #expect(try RunReport.read(json: Data(json.utf8)).windows[0].parts[0].counts == ["aB": 1, "snake_case": 2])
  }

  @Test("numbers that are not finite are words") func notFinite() throws {
    var result = Samples.thumbnails
    result.slos[0].value = .nan
    result.slos[0].low = -.infinity
    result.slos[0].high = .infinity
    let json = try RunReport.json(result)
    #expect(json.contains("\"value\" : \"not-a-number\"") && json.contains("\"low\" : \"-infinity\""))
    let back = try RunReport.read(json: Data(json.utf8)).slos[0]
    #expect(back.value?.isNaN == true && back.low == -.infinity && back.high == .infinity)
    #expect(throws: Never.self) { try RunReport.json(ReportLayoutTests.absurd) }
    #expect(Reading.csv(RunReport.csv(ReportLayoutTests.absurd)).count > 10)
  }

  @Test("what is no result is an error", arguments: ["", "{", "[]", "{}", "null", "{\"schema\":3}", "\u{FFFF}"])
  func garbage(_ text: String) {
    #expect(throws: (any Error).self) { try RunReport.read(json: Data(text.utf8)) }
  }

  // MARK: CSV

  @Test("each row has its own key and all its fields") func rows() async throws {
    for result in [Samples.thumbnails, Samples.empty, try await Example.result()] {
      let rows = Reading.csv(RunReport.csv(result))
      #expect(
        rows.first == [
          "variant", "window", "subject", "metric", "stat", "value", "low", "high", "n", "unit", "asked", "verdict",
        ])
      #expect(rows.allSatisfy { $0.count == 12 })
      let keys = rows.map { $0.prefix(5).joined(separator: "\u{1F}") }
      #expect(Set(keys).count == keys.count)
      #expect(rows.dropFirst().allSatisfy { $0[5].isEmpty || Double($0[5]) != nil })
    }
  }

  @Test("fields are quoted where they must be") func quoting() {
    var result = Samples.thumbnails
    result.windows[0].name = "a,b \"c\"\nd\r\ne"
    let text = RunReport.csv(result)
    #expect(text.contains("base,\"a,b \"\"c\"\"\nd\r\ne\",window,month,value,690.0,"))
    #expect(Reading.csv(text).contains { $0[1] == "a,b \"c\"\nd\r\ne" })
  }

  @Test("the order does not depend on the order of dictionaries") func order() {
    let texts = Set((0..<20).map { _ in RunReport.csv(Samples.thumbnails) })
    #expect(texts.count == 1)
    let rows = Reading.csv(RunReport.csv(Samples.thumbnails))
    let stats = rows.filter { Array($0[1...3]) == ["usual", "uploads", "latency"] }.map { $0[4] }
    #expect(stats == ["p50", "p99", "mean", "max"])
    let units = rows.filter { Array($0[1...3]) == ["usual", "jobs", "dead_lettered"] }.map { "\($0[4]) \($0[9])" }
    #expect(units == ["ratio ratio", "count count", "rate /s", "total count"])
  }
}
