// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Scenarios
import Statistics
import Testing

@testable import Experiments
@testable import Reports

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("One result, many formats") struct RunFormatsTests {
  /// A number of a result, where the flat formats have it, and as a person reads it.
  private struct Number {
    var window: String
    var subject: String
    var metric: String
    var statistic: String
    var value: Double
    var shown: String
  }

  /// One replication, whose percentiles are those of its messages: the histograms say the same as the figures.
  private static func result() async throws -> RunResult {
    var options = ScenarioOptions()
    options.precision = .replications(1)
    options.changes = [("run.windows.usual.duration", "20m"), ("run.windows.promo.duration", "20m")]
    options.changes.append(("run.windows.promo.traffic.uploads.shape", "[ { at: 5m, x: 3 }, { at: 7m, x: 1 } ]"))
    let (scenario, problems) = try Example.scenario(options)
    guard let scenario else { throw Example.Problem(description: problems) }
    return try await Run(scenario, book: try .builtIn(scenario.terms.book), jobs: 2).result()
  }

  private static func numbers(_ result: RunResult) throws -> [Number] {
    var numbers: [Number] = []
    for window in result.windows {
      let flow = window.flows[0]
      for statistic in ["p50", "p90", "p95", "p99", "p99.9", "max"] {
        let value = try #require(flow.metrics["latency"]?.stats[statistic]?.value)
        numbers.append(
          Number(
            window: window.name, subject: flow.name, metric: "latency", statistic: statistic, value: value,
            shown: Words.value(value, unit: "s")))
      }
      let part = try #require(window.parts.first { $0.name == "resizer" })
      let busy = try #require(part.metrics["utilisation"]?.stats["mean"]?.value)
      numbers.append(
        Number(
          window: window.name, subject: "resizer", metric: "utilisation", statistic: "mean", value: busy,
          shown: Words.percent(busy, decimals: 0)))
    }
    for slo in result.slos where slo.value != nil && slo.name != "affordable" {
      numbers.append(
        Number(
          window: slo.window, subject: slo.name, metric: "slo", statistic: slo.metric, value: slo.value ?? 0,
          shown: Words.value(slo.value, unit: slo.unit)))
    }
    let cost = try #require(result.cost)
    numbers.append(
      Number(
        window: "month", subject: "cost", metric: "total", statistic: "monthly", value: Double(cost.monthly) ?? 0,
        shown: Words.dollars(cost.monthly)))
    return numbers
  }

  @Test("20 numbers are the same in every format") func formats() async throws {
    let result = try await Self.result()
    let numbers = try Self.numbers(result)
    try #require(numbers.count == 20, "\(numbers.map(\.statistic))")

    let saved = try RunReport.read(json: Data(try RunReport.json(result).utf8))
    #expect(try Self.numbers(saved).map(\.value) == numbers.map(\.value))
    let line = try #require(
      try JSONSerialization.jsonObject(with: Data(try RunReport.line(result).utf8)) as? [String: Any])
    let inLine = try JSONSerialization.data(withJSONObject: try #require(line["result"]))
    #expect(try Self.numbers(try RunReport.read(json: inLine)).map(\.value) == numbers.map(\.value))

    let rows = Reading.csv(RunReport.csv(result))
    let metrics = RunReport.openMetrics([result])
    let table = RunReport.table(result, TextStyle(width: 120), path: "x.yaml")
    let markdown = RunReport.markdown([result], path: "x.yaml")
    let page = HTMLReport.run([result], HTMLReport.Source(path: "x.yaml"))
    let junit = RunReport.junit([result])
    let pictures = Chart.vegaLite(Chart.all(of: result))
    for number in numbers {
      let row = rows.first {
        $0[1] == number.window && $0[2] == number.subject && $0[3] == number.metric && $0[4] == number.statistic
      }
      #expect(row.flatMap { Double($0[5]) } == number.value, "\(number)")
      #expect(Self.sample(metrics, number) == number.value, "\(number)")
      // A person reads rounded numbers, the same everywhere.
      #expect(table.contains(number.shown), "\(number)\n\(table)")
      #expect(page.contains(number.shown), "\(number)")
      #expect(markdown.contains(Markdown.text(number.shown)), "\(number)\n\(markdown)")
      if number.metric == "slo" { #expect(junit.contains("name=\"value\" value=\"\(number.value)\"")) }
      if number.metric == "latency", number.statistic != "max" { #expect(pictures.contains("\(number.value)")) }
    }
    try Self.histograms(result, numbers)
  }

  /// The value of a sample of OpenMetrics, read without the code that writes it.
  private static func sample(_ text: String, _ number: Number) -> Double? {
    let own =
      number.metric == "slo"
      ? ["sluice_slo_measured{", "subject=\"\(number.subject)\"", "window=\"\(number.window)\""]
      : number.subject == "cost"
        ? ["sluice_bill_monthly_dollars{", "line=\"total\""]
        : [
          "sluice_\(number.metric)_\(number.metric == "latency" ? "seconds" : "ratio"){",
          "subject=\"\(number.subject)\"", "window=\"\(number.window)\"", "stat=\"\(number.statistic)\"",
        ]
    let line = text.split(separator: "\n").first { line in own.allSatisfy { line.contains($0) } }
    return line?.split(separator: " ").last.flatMap { Double($0) }
  }

  private static func histograms(_ result: RunResult, _ numbers: [Number]) throws {
    let log = RunReport.histogramLog([result])
    let tables = RunReport.percentileTables([result])
    for window in result.windows {
      let entry = try #require(log.split(separator: "\n").first { $0.hasPrefix("Tag=base/\(window.name)/uploads,") })
      let encoded = String(entry.split(separator: ",").last ?? "")
      let histogram = try #require(HistogramEncoding.histogram(encoded))
      #expect(histogram.count == window.flows[0].metrics["latency"]?.stats["p50"]?.n)
      let table = try #require(tables.components(separatedBy: "#[base \(window.name) uploads]\n").last)
      for number in numbers where number.window == window.name && number.metric == "latency" {
        let percentile = Double(number.statistic.dropFirst())
        // The longest duration is known to the bucket, in a log.
        let read = percentile.flatMap { histogram.percentile($0) } ?? histogram.max
        #expect(abs(Double(read) / 1e9 / number.value - 1) < 0.001, "\(number)")
        guard let percentile, percentile < 96 else { continue }
        let row = try #require(
          table.split(separator: "\n").first { $0.contains(" \(percentile / 100)") && !$0.hasPrefix("#") })
        let value = try #require(row.split(separator: " ").first.flatMap { Double($0) })
        #expect(abs(value / 1000 / number.value - 1) < 0.001, "\(number): \(row)")
      }
    }
  }

  @Test("names that break any format are escaped") func awkward() throws {
    var result = Samples.thumbnails
    result.scenario.name = "a \"b\" <c> & \\ --> 그림"
    result.slos[0].name = "x\"<y>&\n\u{1}"
    let junit = RunReport.junit([result, result])
    let parser = XMLParser(data: Data(junit.utf8))
    #expect(parser.parse(), "\(junit)")
    #expect(junit.contains("tests=\"\(2 * result.slos.count + 2 * (result.requirements?.count ?? 0))\""))
    let metrics = RunReport.openMetrics([result, result])
    #expect(metrics.hasSuffix("# EOF\n") && metrics.contains("a \\\"b\\\" <c> & \\\\ --> 그림"))
    let samples = metrics.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(Set(samples.compactMap { $0.split(separator: "}").first }).count == samples.count)
    let markdown = RunReport.markdown([result], path: "x y.yaml")
    #expect(markdown.components(separatedBy: "-->").count == 2 && !markdown.contains("<c>"))
    let lines = RunReport.line(RunProgress(finished: 1, planned: 2, atMost: 3), variant: "a\"b")
    #expect(lines == "{\"at_most\":3,\"finished\":1,\"planned\":2,\"type\":\"progress\",\"variant\":\"a\\\"b\"}\n")
  }

  @Test("a comment holds no more than a comment can") func length() throws {
    let many = [RunResult](repeating: Samples.thumbnails, count: 80)
    let text = RunReport.markdown(many, path: "x.yaml")
    #expect(text.count < 65_536 && text.hasSuffix("-->\n"))
  }
}
