// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Experiments
@testable import Reports

@Suite("The report as a page")
struct HTMLReportTests {
  private static let source = HTMLReport.Source(path: "scenarios/thumbnails.yaml", text: "name: thumbnails\n")

  /// The page as XML: what HTML leaves open is closed, style and script are taken out.
  private static func elements(_ html: String) -> Elements {
    let xml = html.replacing("<!DOCTYPE html>\n", with: "")
      .replacing(#/<(meta|link)([^>]*)>/#) { "<\($0.1)\($0.2)/>" }
      .replacing(#/(?s)<(style|script)>.*?<\/(style|script)>/#, with: "")
    return Elements(xml)
  }

  static func pages() throws -> [(name: String, html: String)] {
    var plan = PlanReportTests.result()
    plan.headroom = [
      .init(
        objective: "fresh", factor: .init(value: 1.6, low: 1.5, high: 1.7, n: 3), isBeyond: false, because: "shards")
    ]
    plan.sensitivity = [.init(input: "rate", monthly: .init(value: "12.5", low: "11", high: "14", n: 3), latency: nil)]
    return [
      ("run", HTMLReport.run([Samples.thumbnails], source)),
      ("runs", HTMLReport.run([Samples.thumbnails, Samples.web, Samples.empty], source)),
      ("empty", HTMLReport.run([Samples.empty], source)),
      ("compare", HTMLReport.compare(CompareReportTests.clicks(mcb: true), [source])),
      ("plan", HTMLReport.plan(plan, source)),
      ("no plan", HTMLReport.plan(PlanReportTests.result(answer: false), source)),
      ("curve", HTMLReport.curve([CurveReportTests.catalogue], source)),
    ]
  }

  @Test("A page is well-formed, with headings in order, landmarks, and anchors of its own")
  func structure() throws {
    for (name, html) in try Self.pages() {
      let page = Self.elements(html)
      #expect(page.isWellFormed, "\(name)")
      for element in ["main", "nav", "header", "footer", "title"] {
        #expect(page.names.count { $0 == element } >= 1, "\(name): \(element)")
      }
      #expect(page.names.count { $0 == "h1" } == 1)
      let levels = page.names.compactMap { $0.wholeMatch(of: #/h([1-6])/#).flatMap { Int($0.1) } }
      #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 }, "\(name): \(levels)")
      let ids = page.attributes.compactMap { $0["id"] }
      #expect(Set(ids).count == ids.count, "\(name)")
      let targets = zip(page.names, page.attributes).filter { $0.0 == "a" }.compactMap { $0.1["href"] }
        .filter { $0.hasPrefix("#") }.map { String($0.dropFirst()) }
      #expect(targets.count > 3 && targets.allSatisfy(ids.contains), "\(name)")
      let labels = page.attributes.compactMap { $0["aria-labelledby"] }.flatMap {
        $0.split(separator: " ").map(String.init)
      }
      #expect(labels.allSatisfy(ids.contains), "\(name)")
      #expect(page.attributes.first?["lang"] == "en")
      for (element, attributes) in zip(page.names, page.attributes) where element == "th" {
        #expect(["col", "row", "rowgroup"].contains(attributes["scope"] ?? ""), "\(name)")
      }
    }
  }

  @Test("A page asks for nothing from outside")
  func noRequests() throws {
    for (name, html) in try Self.pages() {
      let page = Self.elements(html)
      for (element, attributes) in zip(page.names, page.attributes) {
        #expect(attributes["src"] == nil && element != "iframe" && element != "img")
        if let href = attributes["href"] { #expect(href.hasPrefix("#") || href.hasPrefix("data:"), "\(name): \(href)") }
      }
      #expect(!html.contains("http://") && !html.contains("https://") && !html.contains("@import"), "\(name)")
      #expect(!HTMLTemplates.css.contains("url("))
      #expect(html.utf8.count < 1_000_000)
    }
  }

  @Test("The same result gives the same bytes")
  func bytes() throws {
    #expect(try Self.pages().map(\.html) == Self.pages().map(\.html))
  }

  // MARK: Numbers

  /// Texts and values of the cells of a table, by rows.
  private static func cells(_ html: String, table: String) throws -> [[(text: String, value: String?)]] {
    let body = try #require(html.split(separator: "<table id=\"\(table)\"").dropFirst().first)
    let end = try #require(body.range(of: "</table>")?.lowerBound)
    return body[..<end].split(separator: "<tr").dropFirst().map { row in
      row.matches(of: #/<t[dh]([^>]*)>(.*?)<\/t[dh]>/#).map { cell in
        let value = cell.1.firstMatch(of: #/data-value="([^"]*)"/#).map { String($0.1) }
        let text = cell.2.replacing(#/<span class="note">.*?<\/span>/#, with: "").replacing(#/<[^>]*>/#, with: "")
        return (String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">"), value)
      }
    }
  }

  @Test("The numbers of a run stand in its tables, in full behind the texts")
  func numbers() throws {
    let result = Samples.thumbnails
    let html = HTMLReport.run([result], Self.source)
    let objectives = try Self.cells(html, table: "slo-table").dropFirst()
    #expect(objectives.count == result.slos.count)
    for (row, slo) in zip(objectives, result.slos) {
      #expect(row[0].text == slo.name && row[4].text == slo.asked)
      #expect(row[5].value.flatMap(Double.init) == slo.value && row[4].value.flatMap(Double.init) == slo.bound)
      #expect(row[5].text == Words.value(slo.value, unit: slo.unit) && row[7].value == slo.verdict.rawValue)
    }
    let latency = try Self.cells(html, table: "latency-table").filter { $0.count > 1 }
    let titles = latency[0].map(\.text)
    for (row, window) in zip(latency.dropFirst(), result.windows) {
      #expect(row[0].text == window.name)
      for (statistic, figure) in window.flows[0].metrics["latency"]?.stats ?? [:] {
        let column = try #require(titles.firstIndex(of: statistic))
        #expect(row[column].value.flatMap(Double.init) == figure.value)
      }
    }
    let cost = try #require(result.cost)
    let bill = try Self.cells(html, table: "cost-table")
    let amounts = bill.dropFirst().compactMap { $0.last?.value }.compactMap { Decimal(string: $0) }
    #expect(amounts.last == Decimal(string: cost.monthly))
    #expect(amounts.dropLast().reduce(0, +) == Decimal(string: cost.monthly))
    for (name, value) in [("seed", "7"), ("random numbers", result.madeBy.rng), ("program", result.madeBy.program)] {
      #expect(html.contains("<dt>\(name)</dt><dd>\(value)</dd>"))
    }
    #expect(html.contains("channels.jobs.servers") && html.contains("<code>name: thumbnails"))
    #expect(html.contains("FAIL: 1 of 5 SLOs: usual-is-snappy. Undecided: backlog-drains, retried."))
  }

  @Test("The pictures have the numbers of the result as well")
  func pictures() throws {
    let result = Samples.thumbnails
    let charts = Chart.all(of: result)
    #expect(charts.map(\.id) == ["latency-1", "account-1", "time-1", "time-2", "warm-up-1", "warm-up-2", "cost-1"])
    let html = HTMLReport.run([result], Self.source)
    for chart in charts {
      let link = try #require(
        html.split(separator: "<figure").first { $0.contains("id=\"\(chart.id)-figure\"") }?
          .firstMatch(of: #/href="data:text\/csv;charset=utf-8,([^"]*)"/#)?.1)
      #expect(String(link).removingPercentEncoding == chart.csv)
    }
    let tail = Reading.csv(charts[0].csv).filter { $0[0] == "line" }
    for row in tail {
      let window = try #require(result.windows.first { $0.name == row[1] })
      let name = ["0.5": "p50", "0.99": "p99"][row[2]] ?? ""
      #expect(window.flows[0].metrics["latency"]?.stats[name]?.value == Double(row[3]))
    }
    #expect(tail.count == 4)
    let paid = Reading.csv(charts[6].csv).filter { $0[0] == "stack" }.compactMap { Decimal(string: $0[2]) }
    #expect(paid.reduce(0, +) == Decimal(string: result.cost?.monthly ?? ""))
  }

  @Test("A result without data has a page and no broken picture")
  func empty() throws {
    let charts = Chart.all(of: Samples.empty)
    #expect(charts.isEmpty, "\(charts.map(\.title))")
    #expect(HTMLReport.run([Samples.empty], Self.source).contains("Nothing was finished"))
  }

  // MARK: Escaping

  private static func named(_ name: String) -> RunResult {
    var result = Samples.thumbnails
    result.scenario.name = name
    result.scenario.title = name
    result.scenario.variant = name
    result.slos[0].name = name
    result.slos[0].of = name
    result.checks[0].message = name
    result.assumptions = [.init(path: name, value: name, why: name)]
    for window in result.windows.indices {
      result.windows[window].name = name + "\(window)"
      result.windows[window].flows[0].name = name
      result.windows[window].parts[0].name = name
      result.windows[window].parts[0].title = name
      result.windows[window].links[0].from = name
      result.windows[window].faults = [.init(name: name, kind: "kill", of: name, fromS: 10, toS: 600)]
      result.windows[window].series[0].name = "\(name).depth"
    }
    result.cost?.lines[0].part = name
    result.cost?.lines[0].title = name
    return result
  }

  @Test(
    "Whatever things are called, it is text",
    arguments: [
      ChartFormatTests.evil, "\"><img src=x onerror=alert(1)>", "'\u{301} onload='x", "{{title}} {{{body}}}",
      "]]></script>",
      String(repeating: "long", count: 200), "한국어 이름 📷", "\u{202E}gpj.exe", "a&amp;b<!--",
    ])
  func escaping(_ name: String) throws {
    let plain = Self.elements(HTMLReport.run([Self.named("plain")], Self.source))
    let html = HTMLReport.run([Self.named(name)], HTMLReport.Source(path: name, text: "# \(name)\n"))
    let page = Self.elements(html)
    #expect(page.isWellFormed)
    // Nothing that a name could bring is an element or an attribute.
    #expect(Set(page.names) == Set(plain.names))
    let known = Set(plain.attributes.flatMap(\.keys))
    #expect(Set(page.attributes.flatMap(\.keys)).isSubset(of: known.union(["x", "y"])))
    #expect(!html.contains("\u{202E}") && !html.contains("\u{0}"))
    let text = Characters.clean(name)
    #expect(page.texts.contains(text), "\(text)")
  }

  // MARK: Other results

  @Test("The numbers of a comparison stand in its page")
  func compare() throws {
    let result = CompareReportTests.clicks(mcb: true)
    let html = HTMLReport.compare(result, [Self.source])
    let rows = try Self.cells(html, table: "compare-table").map { $0.map(\.text) }
    for row in CompareTable(result: result, words: CompareWords()).rows where row.kind != .heading {
      #expect(rows.contains([row.label] + row.cells), "\(row)")
    }
    let charts = Chart.all(of: result)
    let differences = charts.filter { $0.id.hasPrefix("difference") }
    #expect(differences.count == result.measures.count + 1)
    let money = try #require(differences.last)
    let values = Reading.csv(money.csv).dropFirst().map { ($0[3], $0[2]) }
    for variant in result.variants.dropFirst() {
      let amount = try #require(variant.monthlyDifference?.amount.value)
      #expect(values.contains { $0.0 == variant.label && $0.1 == amount })
    }
    let even = try #require(charts.first { $0.id == "break-even-1" })
    #expect(even.x.scale == .log10 && even.y.scale == .log10 && even.rules.count == 1)
    #expect(even.series.map { $0.points.map(\.y) } == [[512.3, 51_230], [590, 9_100]])
  }

  @Test("The numbers of a plan stand in its page")
  func plan() throws {
    let result = PlanReportTests.result()
    let html = HTMLReport.plan(result, Self.source)
    let rows = try Self.cells(html, table: "plan-table").dropFirst()
    #expect(rows.first?[3].value == "123.4567" && rows.first?[4].value == "0.856")
    #expect(html.contains("With probability at least 95%, it does."))
    let front = try #require(Chart.all(of: result).first { $0.id == "front-1" })
    let chosen = try #require(front.series.first { $0.mark == .chosen })
    #expect(chosen.points.map(\.x) == [123.4567] && chosen.points.map(\.y) == [0.856])
    #expect(Set(front.series.flatMap(\.points).map(\.x)) == [123.4567, 150.5, 101.25])
    #expect(Chart.all(of: PlanReportTests.result(answer: false)).flatMap(\.series).allSatisfy { $0.mark != .chosen })
  }

  @Test("The numbers of a sweep stand in its page, and its pictures have them")
  func sweep() async throws {
    let result = try await SweepReportTests.points("workers.team.tasks=2..6 step 2")
    let html = HTMLReport.sweep(result, Self.source)
    #expect(Self.elements(html).isWellFormed)
    let points = try #require(result.points)
    let rows = try Self.cells(html, table: "sweep-table-1").dropFirst()
    #expect(rows.map { $0[0].text } == points.map { $0.values[0] })
    let cost = try #require(Chart.all(of: result).first { $0.id == "cost-1" })
    #expect(cost.series[0].points.map(\.x) == [2, 4, 6])
    #expect(cost.series[0].points.map(\.exact) == points.map { $0.monthly?.value })
  }

  @Test("What matters most, and how far it reaches, are bars")
  func bars() {
    func end(_ money: String, _ seconds: Double) -> TornadoResult.End {
      .init(value: "1", monthly: .init(value: money, n: 3), objective: Samples.figure(seconds, plusMinus: 0.1))
    }
    let tornado = TornadoResult(
      by: 0.2,
      objective: .init(
        name: "fresh", of: "clicks", metric: "latency.p99", window: "day", asked: "< 5s", unit: "s", level: "fail",
        figure: nil, verdict: .pass), monthly: nil,
      inputs: [
        .init(path: "small", written: "1", low: end("-1.25", 0.2), high: end("1.5", 0.3)),
        .init(path: "large", written: "1", low: end("-100.125", -4), high: end("90", 5)),
      ], leftOut: [])
    let charts = SensitivityChart.tornado(tornado)
    #expect(charts.count == 2 && charts.allSatisfy { $0.y.categories == ["large", "small"] })
    #expect(charts[0].series.map { $0.points.map(\.exact) } == [["-100.125", "-1.25"], ["90", "1.5"]])
    #expect(charts[1].series.map { $0.points.map(\.x) } == [[-4, 0.2], [5, 0.3]])
    let headroom = HeadroomResult(
      from: 0.5, upTo: 4, replications: 3, evaluations: 9, isPartial: false,
      objectives: [
        .init(
          name: "fresh", of: "clicks", metric: "latency.p99", asked: "< 5s", level: "fail", status: .fails,
          factor: Samples.figure(1.6, plusMinus: 0.1), window: "day"),
        .init(
          name: "whole", of: "clicks", metric: "lost.ratio", asked: "== 0%", level: "fail", status: .holds, factor: nil,
          window: nil),
        .init(
          name: "dark", of: "clicks", metric: "lost.ratio", asked: "== 0%", level: "fail", status: .noData, factor: nil,
          window: nil),
      ], first: "fresh", limit: nil)
    let bars = HeadroomChart.chart(headroom)
    #expect(bars?.y.categories == ["fresh", "whole"])
    #expect(bars?.series[0].points.map(\.x) == [1.6, 4] && bars?.series[0].points[1].label == "above 4x")
  }

  @Test("A cache's curve has the present memory and the types of nodes in it")
  func curve() throws {
    let result = CurveReportTests.catalogue
    let chart = try #require(Chart.all(of: result).first)
    let window = result.windows[0]
    #expect(chart.series[0].points.map(\.x) == window.points.map { Double($0.bytes) })
    #expect(chart.rules.first?.at == Double(window.now.bytes))
    #expect(chart.x.scale == .log10)
  }
}
