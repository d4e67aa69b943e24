// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Experiments
@testable import Reports

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What an XML parser says of a text.
final class Elements: NSObject, XMLParserDelegate {
  private(set) var names: [String] = []
  private(set) var attributes: [[String: String]] = []
  private(set) var texts = ""
  let isWellFormed: Bool

  init(_ text: String) {
    let parser = XMLParser(data: Data(text.utf8))
    let collector = Collector()
    parser.delegate = collector
    isWellFormed = parser.parse()
    names = collector.names
    attributes = collector.attributes
    texts = collector.texts
  }

  private final class Collector: NSObject, XMLParserDelegate {
    var names: [String] = []
    var attributes: [[String: String]] = []
    var texts = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      names.append(name)
      self.attributes.append(attributes)
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) { texts += text }
  }
}

@Suite("Charts in their formats")
struct ChartFormatTests {
  static let evil = "\u{1F4F7} <script>alert(1)</script> \"quoted\"\u{301} 'it' ]]> & \u{0}\u{202E} 한국어"

  static var hostile: Chart {
    var chart = ChartTests.tail
    chart.title = evil
    chart.summary = evil
    chart.series[0].name = evil
    chart.series[0].points[0].label = evil
    chart.rules[0].name = evil
    chart.regions = [ChartRegion(evil, from: 0.6, to: 0.7)]
    return chart
  }

  @Test("SVG is well-formed, has a title and a description, and asks for nothing from outside")
  func svg() {
    for chart in ChartTests.crowded + [Self.hostile] {
      for drawing in [Chart.Drawing.inline, .standalone] {
        let text = chart.svg(drawing)
        let elements = Elements(text)
        #expect(elements.isWellFormed)
        #expect(elements.names.first == "svg" && elements.names[1] == "title" && elements.names[2] == "desc")
        #expect(elements.attributes[0]["role"] == "img")
        #expect(elements.attributes[0]["aria-labelledby"] == "\(chart.id)-title \(chart.id)-desc")
        #expect(!elements.names.contains("script") && !elements.names.contains("image"))
        let links = elements.attributes.flatMap { $0.filter { ["href", "src", "xlink:href"].contains($0.key) } }
        #expect(links.isEmpty)
        #expect(elements.attributes.allSatisfy { $0["fill"].map { $0.hasPrefix("url(#") } ?? true })
        #expect(text == chart.svg(drawing))
      }
    }
  }

  @Test("Several charts are one SVG, none is one that says so")
  func several() {
    let all = Elements(Chart.svg(ChartTests.crowded))
    #expect(all.isWellFormed && all.names.count { $0 == "svg" } == 1)
    #expect(all.attributes.count { $0["role"] == "img" } == ChartTests.crowded.count)
    let none = Elements(Chart.svg([]))
    #expect(none.isWellFormed && none.texts.contains("nothing to draw"))
  }

  @Test("A small chart, as it is drawn")
  func golden() {
    let chart = Chart(
      id: "c-1", title: "Waiting", summary: "It grows.", x: ChartAxis("time", .seconds),
      y: ChartAxis("waiting", .count),
      series: [ChartTests.line("jobs", [(0, 0), (60, 10)])])
    let svg = chart.svg()
    #expect(svg.contains("<path class=\"s1 line\" d=\"M26,254l555,-230\"/>"), "\(svg)")
    #expect(svg.contains("<title>jobs, 1m00s: 10</title></path>"))
    #expect(svg.contains(">30s</text>"))
  }

  @Test("CSV has every number in full")
  func csv() {
    let chart = ChartTests.tail
    let rows = Reading.csv(chart.csv)
    #expect(rows[0] == ["kind", "series", "percentile [ratio]", "latency [s]", "low", "high", "label"])
    let points = chart.series.flatMap { series in series.points.map { (series.name, $0) } }
    #expect(rows.count == 1 + points.count + chart.rules.count)
    for (row, (name, point)) in zip(rows.dropFirst(), points) {
      #expect(row[1] == name)
      #expect(Double(row[2]) == point.x && Double(row[3]) == point.y)
      #expect(Double(row[4]) == point.low && Double(row[5]) == point.high)
    }
    let exact = Chart(
      id: "c", title: "t", summary: "s", x: ChartAxis("a month", .dollars),
      y: ChartAxis("", .number, .category, categories: ["jobs, all"]),
      series: [ChartSeries("m", .stack, [ChartPoint(0.1, 0, exact: "0.1000000000000000000001")])])
    #expect(Reading.csv(exact.csv)[1][2...3] == ["0.1000000000000000000001", "jobs, all"])
  }

  @Test("The link to the data is the data")
  func link() throws {
    let chart = Self.hostile
    let prefix = "data:text/csv;charset=utf-8,"
    #expect(chart.csvLink.hasPrefix(prefix))
    #expect(chart.csvLink.allSatisfy { $0.isASCII && !"\"<>' \n".contains($0) })
    #expect(String(chart.csvLink.dropFirst(prefix.count)).removingPercentEncoding == chart.csv)
  }

  @Test("Vega-Lite is JSON with the same numbers")
  func vegaLite() throws {
    for chart in ChartTests.crowded + [Self.hostile] {
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(chart.vegaLite.utf8)) as? [String: Any])
      #expect(object["$schema"] as? String == "https://vega.github.io/schema/vega-lite/v5.json")
      let layers = try #require(object["layer"] as? [[String: Any]])
      #expect(layers.count >= 1 + chart.rules.count + chart.regions.count)
      for layer in layers {
        #expect(layer["mark"] is [String: Any] && layer["encoding"] is [String: Any])
        let rows = try #require((layer["data"] as? [String: Any])?["values"] as? [[String: Any]])
        #expect(!rows.isEmpty)
      }
      // The last layer of the marks has every point of the series that are drawn so.
      let mark = try #require(chart.series.last?.mark)
      let own = chart.series.filter { $0.mark == mark }
      let rows = try #require(
        layers.compactMap { ($0["data"] as? [String: Any])?["values"] as? [[String: Any]] }
          .first { Set($0.compactMap { $0["series"] as? String }) == Set(own.map { Characters.clean($0.name) }) })
      let points = own.flatMap(\.points)
      if chart.isHorizontal {
        #expect(rows.map { $0["x"] as? Double } == points.map { $0.x })
        #expect(rows.map { $0["y"] as? String } == points.map { chart.y.categories[Int($0.y)] })
      } else {
        #expect(rows.map { $0["x"] as? Double } == points.map { $0.x })
        #expect(rows.map { $0["y"] as? Double } == points.map { $0.y })
        #expect(rows.map { $0["low"] as? Double } == points.map { $0.low })
      }
    }
    let several = try #require(
      try JSONSerialization.jsonObject(with: Data(Chart.vegaLite(ChartTests.crowded).utf8)) as? [String: Any])
    #expect((several["vconcat"] as? [[String: Any]])?.count == ChartTests.crowded.count)
  }
}
