// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import FoundationXML
import Scenarios
import Testing

@testable import Experiments
@testable import Reports

@Suite("The architecture as a drawing") struct GraphTests {
  /// Graphviz, if it is installed.
  static let graphviz = ["/usr/bin/dot", "/usr/local/bin/dot", "/opt/homebrew/bin/dot"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// A source, a queue, a worker and all that is between, the worker under the name that is given.
  static func graph(_ name: String) -> ArchitectureGraph {
    ArchitectureGraph(
      scenario: "test", variant: "base", title: nil, basis: .expected, windows: ["usual", "promo"],
      nodes: [
        .init(name: "uploads", title: "uploads", kind: .source),
        .init(name: "jobs", title: "jobs (SQS)", kind: .queue),
        .init(name: name, title: name + " x24", kind: .worker, busy: [.init(window: "usual", value: 0.81)]),
        .init(name: "dlq", title: "dlq (SQS)", kind: .queue),
        .init(name: "cart", title: "cart (Redis)", kind: .cache), .init(name: "db", title: "db (RDS)", kind: .database),
      ],
      edges: [
        .init(
          from: "uploads", to: "jobs", perSecond: [.init(window: "usual", value: 6), .init(window: "promo", value: 9)]),
        .init(from: "jobs", to: name), .init(from: "jobs", to: "dlq", aside: "after 3 receives"),
        .init(from: name, to: "cart", perSecond: [.init(window: "usual", value: 6)]), .init(from: "cart", to: "db"),
        .init(from: name, to: "db"), .init(from: "dlq", to: "jobs", aside: "failed"),
      ])
  }

  // MARK: From a scenario and from a result

  private static func scenario(_ name: String) throws -> Scenario {
    let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("scenarios")
    let bytes = Array(try Data(contentsOf: folder.appendingPathComponent(name + ".yaml")))
    var diagnostics = Diagnostics()
    let file = try #require(ScenarioFile(bytes: bytes, path: name, &diagnostics))
    return try #require(ScenarioReader.scenario(file, &diagnostics))
  }

  @Test("rates that the settings tell: the pictures") func expectedRates() throws {
    let graph = ArchitectureGraph(try Self.scenario("image-processing"))
    #expect(graph.basis == .expected)
    #expect(graph.nodes.map(\.kind) == [.source, .queue, .queue, .worker])
    #expect(graph.edges.map { "\($0.from)>\($0.to)" } == ["uploads>jobs", "jobs>jobs-dlq", "jobs>resizer"])
    // 6/s, and for ten minutes of two hours three times as many.
    let rates = graph.edges[0].perSecond.map(\.value)
    #expect(graph.edges[0].perSecond.map(\.window) == ["usual", "promo"])
    #expect(abs(rates[0] - 6) < 1e-9 && abs(rates[1] - 7) < 0.01)
    #expect(graph.edges[2].perSecond == graph.edges[0].perSecond)
    #expect(graph.edges[1].aside == "after 3 receives" && graph.edges[1].perSecond.isEmpty)
  }

  @Test("what a topic hands on is what its filters let through") func filteredRates() throws {
    let graph = ArchitectureGraph(try Self.scenario("sns-fanout"))
    func rate(_ from: String, _ to: String) -> Double? {
      graph.edges.first { $0.from == from && $0.to == to && $0.aside == nil }?.perSecond.first?.value
    }
    let all = try #require(rate("alerts", "alerts-topic"))
    #expect(rate("alerts-topic", "report-queue") == all && rate("report-queue", "reporter") == all)
    #expect(try #require(rate("alerts-topic", "on-call-sms")) < all * 0.03)
  }

  @Test("a result's rates and loads") func simulatedRates() {
    var result = Samples.thumbnails
    for window in result.windows.indices {
      result.windows[window].links = [
        LinkResult(from: "uploads", to: "jobs", perSecond: Samples.figure(6)), LinkResult(from: "jobs", to: "resizer"),
        LinkResult(from: "jobs", to: "jobs-dlq", afterReceives: 3, perSecond: Samples.figure(0.006)),
      ]
    }
    let graph = ArchitectureGraph(result)
    #expect(graph.basis == .simulated && graph.nodes.map(\.name).first == "uploads")
    #expect(graph.label(graph.edges[0]) == "6/s" && graph.label(graph.edges[1]).isEmpty)
    #expect(graph.label(graph.edges[2]) == "after 3 receives, 0.006/s")
    #expect(graph.load(graph.nodes.first { $0.name == "resizer" } ?? graph.nodes[0]).contains("% busy"))
    #expect(ArchitectureGraph.svg(result) == graph.svg())
  }

  // MARK: Texts

  @Test("Mermaid, whatever the names", arguments: TraceReportTests.hostile)
  func mermaid(_ name: String) {
    let text = Self.graph(name).mermaid()
    #expect(MermaidGrammar.problems(text).isEmpty, "\(MermaidGrammar.problems(text))")
    #expect(text.contains("  n2 -.->|\"after 3 receives\"| n4\n") && text.contains("|\"6/s usual, 9/s promo\"|"))
  }

  @Test("DOT has as many quotes as it needs, whatever the names", arguments: TraceReportTests.hostile)
  func dot(_ name: String) {
    let text = Self.graph(name).dot()
    for line in text.split(separator: "\n") {
      let plain = line.replacing("\\\\", with: "").replacing("\\\"", with: "")
      #expect(plain.count { $0 == "\"" } % 2 == 0, "\(line)")
    }
    #expect(text.split(separator: "\n").count == 4 + 6 + 7 + 1, "\(text)")
    #expect(text.contains("n2 -> n4 [label=\"after 3 receives\", style=dashed]"))
  }

  @Test(
    "Graphviz draws it, whatever the names",
    .enabled(if: graphviz != nil, "Graphviz is not installed: apt-get install graphviz"),
    arguments: TraceReportTests.hostile)
  func drawn(_ name: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.graphviz))
    process.arguments = ["-Tplain"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(Self.graph(name).dot().utf8))
    try input.fileHandleForWriting.close()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(text.split(separator: "\n").count { $0.hasPrefix("node ") } == 6)
    #expect(text.split(separator: "\n").count { $0.hasPrefix("edge ") } == 7)
  }

  @Test("JSON is read back as it was") func json() throws {
    let graph = Self.graph("resizer")
    let text = try graph.json()
    #expect(try RunReport.decoder.decode(ArchitectureGraph.self, from: Data(text.utf8)) == graph)
    #expect(text.contains("\"schema\" : \"graph/1\""))
  }

  // MARK: SVG

  /// What an XML reader finds.
  private final class Reading: NSObject, XMLParserDelegate {
    var elements: [(name: String, attributes: [String: String])] = []
    var texts: [String] = []
    private var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      elements.append((name, attributes))
      text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      if ["title", "desc", "text"].contains(name) { texts.append(text) }
    }
  }

  @Test("SVG is well-formed, names all parts and ways, and loads nothing", arguments: TraceReportTests.hostile)
  func svg(_ name: String) throws {
    let text = Self.graph(name).svg()
    let parser = XMLParser(data: Data(text.utf8))
    let reading = Reading()
    parser.delegate = reading
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    let titles = reading.texts
    #expect(titles.contains { $0.hasPrefix("Parts: uploads; jobs (SQS); ") })
    #expect(titles.contains("uploads to jobs: 6/s usual, 9/s promo"))
    #expect(reading.elements.count { $0.name == "path" && $0.attributes["class"] == "way aside" } == 2)
    #expect(!text.contains("href") && !text.contains("<script"))
    #expect(text.contains("prefers-color-scheme:dark"))
    let ids = reading.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    #expect(Self.graph(name).svg() == text)
    #expect(!Self.graph(name).svg(prefix: "other").contains("graph-"))
  }

  // MARK: Layout

  /// A graph that is drawn from a number: as many boxes and edges as it says, back edges and several edges among them.
  private static func layout(_ seed: Int) -> GraphLayout {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let boxes = (0..<(2 + next(14))).map { _ in
      GraphLayout.Box(width: Double(84 + next(160)), height: Double(37 + 17 * next(4)))
    }
    let lines = (0..<(1 + next(24))).map { _ in
      GraphLayout.Line(from: next(boxes.count), to: next(boxes.count), labelWidth: Double(next(3) * next(90)))
    }
    return GraphLayout(boxes: boxes, lines: lines)
  }

  @Test("boxes do not touch each other, nor labels boxes or labels, whatever the graph", arguments: 1...150)
  func apart(_ seed: Int) {
    let layout = Self.layout(seed)
    typealias Rectangle = (left: Double, top: Double, right: Double, bottom: Double)
    func overlap(_ one: Rectangle, _ other: Rectangle) -> Bool {
      one.left < other.right - 0.01 && other.left < one.right - 0.01 && one.top < other.bottom - 0.01
        && other.top < one.bottom - 0.01
    }
    let boxes: [Rectangle] = layout.boxes.map { ($0.x, $0.y, $0.x + $0.width, $0.y + $0.height) }
    let labels: [Rectangle] = layout.lines.filter { $0.labelWidth > 0 }.map {
      ($0.label.x - $0.labelWidth / 2, $0.label.y - 8, $0.label.x + $0.labelWidth / 2, $0.label.y + 8)
    }
    let all = boxes + labels
    for one in all.indices {
      for other in all.indices where other > one {
        #expect(!overlap(all[one], all[other]), "seed \(seed): \(all[one]) and \(all[other])")
      }
    }
    for rectangle in all {
      #expect(rectangle.left >= -0.01 && rectangle.top >= -0.01)
      #expect(rectangle.right <= layout.width + 0.01 && rectangle.bottom <= layout.height + 0.01, "seed \(seed)")
    }
    for line in layout.lines {
      #expect(line.points.count >= 3 && line.points.allSatisfy { $0.x.isFinite && $0.y.isFinite })
    }
    #expect(Self.layout(seed).boxes == layout.boxes && Self.layout(seed).lines == layout.lines)
  }

  @Test("a graph without edges, and one box that leads to itself") func small() {
    let empty = ArchitectureGraph(
      scenario: "x", variant: "base", title: nil, basis: .expected, windows: [], nodes: [], edges: [])
    #expect(empty.svg().hasSuffix("</svg>\n") && empty.mermaid() == "flowchart LR\n")
    let loop = GraphLayout(
      boxes: [.init(width: 90, height: 40)], lines: [.init(from: 0, to: 0, labelWidth: 20)])
    #expect(loop.lines[0].points.count == 6)
  }
}
