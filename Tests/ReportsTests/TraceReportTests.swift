// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios
import Testing

@testable import Experiments
@testable import Reports

@Suite("The report of sluice trace") struct TraceReportTests {
  static let hostile = [
    "a \"quoted\" name; with #1", "[brackets] {braces} (round) <angle>", "한국어 이름", "end", "100% & more | \\ back`tick`",
    String(repeating: "long-", count: 20), "two\nlines\u{1B}[31m", "%% comment", "",
  ]

  /// One message in 1,000 s, which fails three times.
  static func life(_ worker: String = "tasks: 1, service_time: 2s, failures: { poison: 100% }", receives: Int = 3)
    throws -> TraceResult
  {
    let text = """
      version: 1
      name: lives
      calibration: none
      run: { seed: 1, duration: 20m, warmup: 0s, replications: 1 }
      traffic: { uploads: { to: jobs, rate: 3.6/h, arrivals: constant, size: 1400B } }
      channels:
        jobs: { type: sqs, receive_wait: 20s, visibility_timeout: 30s, dead_letter: { to: jobs-dlq, max_receives: \(receives) } }
        jobs-dlq: { type: sqs }
      workers: { resizer: { type: fleet, from: jobs, \(worker) } }
      """
    var diagnostics = Diagnostics()
    let file = try #require(ScenarioFile(bytes: Array(text.utf8), path: "test.yaml", &diagnostics))
    let scenario = try #require(ScenarioReader.scenario(file, &diagnostics), "\(diagnostics.sorted)")
    return try #require(
      try TraceStudy(
        scenario, book: try PriceBook.builtIn(.documented), choice: .message(source: nil, number: 1)
      ).result())
  }

  /// The same life with other names.
  static func renamed(_ name: String) throws -> TraceResult {
    let json = try TraceReport.json(try life())
    let encoded = String(decoding: try JSONEncoder().encode(name), as: UTF8.self)
    return try RunReport.decoder.decode(
      TraceResult.self, from: Data(json.replacing("\"resizer\"", with: encoded).utf8))
  }

  @Test("every time by hand") func golden() throws {
    let text = TraceReport.table(try Self.life(), TextStyle(ascii: true, width: 90))
    // The message is sent at an instant that is drawn; the rest is counted from there.
    let steps = text.split(separator: "\n").filter { $0.wholeMatch(of: #/\d\d:\d\d:\d\d\.\d{3}  .*/#) != nil }
    let what = steps.map { String($0.dropFirst(14)) }
    #expect(
      what == [
        "uploads      SendMessage to jobs                  1 request",
        "jobs         visible, first in line",
        "resizer[01]  ReceiveMessage from jobs, receive 1  waited 0s, 1 request",
        "jobs         invisible until \(time(steps[2], plus: 30))",
        "resizer[01]  works on it",
        "resizer[01]  fails: poison, every attempt does    worked 2s",
        "jobs         visible again                        28s after the attempt",
        "resizer[01]  ReceiveMessage from jobs, receive 2  waited 0s, 1 request",
        "jobs         invisible until \(time(steps[2], plus: 60))",
        "resizer[01]  works on it, attempt 2",
        "resizer[01]  fails: poison, every attempt does    worked 2s",
        "jobs         visible again                        28s after the attempt",
        "resizer[01]  ReceiveMessage from jobs, receive 3  waited 0s, 1 request",
        "jobs         invisible until \(time(steps[2], plus: 90))",
        "resizer[01]  works on it, attempt 3",
        "resizer[01]  fails: poison, every attempt does    worked 2s",
        "jobs         visible again, first in line         28s after the attempt",
        "jobs         3 receives used up -> jobs-dlq",
        "             dead-lettered",
        "jobs-dlq     visible, first in line",
      ], "\(text)")
    #expect(text.contains("dead-lettered \(time(steps[2], plus: 90)) after 3 receives"))
    #expect(text.contains("cost of this message  $0.0000016, prices documented"))
    #expect(text.contains("not priced: resizer"))
    let bar = try #require(text.split(separator: "\n").first { $0.hasPrefix("|") })
    #expect(bar.filter { $0 == "#" }.count >= 3 && bar.contains(".") && bar.hasSuffix("x|"), "\(bar)")
  }

  /// The time of a line, some seconds later.
  private func time(_ line: Substring, plus seconds: Int) -> String {
    let parts = line.prefix(12).split(whereSeparator: { ":.".contains($0) }).compactMap { Int($0) }
    let all = parts[0] * 3600 + parts[1] * 60 + parts[2] + seconds
    return TraceWords.clock(Int64(all) * 1_000_000_000 + Int64(parts[3]) * 1_000_000)
  }

  @Test(
    "no line is too long, whatever the width and the names; in ASCII nothing is left out", arguments: [40, 60, 80, 120])
  func widths(_ width: Int) throws {
    for name in ["resizer", String(repeating: "long-", count: 20)] {
      let text = TraceReport.table(try Self.renamed(name), TextStyle(ascii: true, width: width))
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= width }, "\(text)")
      #expect(text.utf8.allSatisfy { $0 < 128 } && !text.contains("?"), "\(text)")
    }
    let quiet = TraceReport.table(try Self.life(), TextStyle(width: width, quiet: true))
    #expect(quiet.contains("uploads#1") && !quiet.contains("ReceiveMessage"))
  }

  @Test("a life of hundreds of receives is shortened in the middle, and whole with -V") func long() throws {
    let life = try Self.life(
      "tasks: 1, service_time: 1s, on_error: give_back, failures: { poison: 100% }", receives: 400)
    #expect(life.end.receives == 400 && life.end.outcome == "dead-lettered")
    let short = TraceReport.table(life, TextStyle(width: 100)).split(separator: "\n")
    #expect(short.count < 90)
    #expect(short.contains { $0.contains("lines left out, -V shows them") })
    let whole = TraceReport.table(life, TextStyle(width: 100, verbose: true)).split(separator: "\n")
    #expect(whole.count > 2_000 && !whole.contains { $0.contains("left out") })
    let diagram = TraceReport.mermaid(life)
    #expect(diagram.utf8.count < 50_000 && diagram.contains("steps left out"), "Mermaid draws no more")
    #expect(MermaidGrammar.problems(diagram).isEmpty)
    #expect(TraceReport.csv(life).split(separator: "\n").count == life.steps.count + 1)
  }

  @Test("JSON is read back as it was, and has a schema") func json() throws {
    let life = try Self.life()
    let text = try TraceReport.json(life)
    let again = try RunReport.decoder.decode(TraceResult.self, from: Data(text.utf8))
    #expect(try TraceReport.json(again) == text)
    #expect(text.contains("\"schema\" : \"trace/1\""))
    #expect(again.steps == life.steps && again.phases == life.phases && again.cost == life.cost)
  }

  @Test("the sequence diagram is one, whatever the names", arguments: hostile)
  func mermaid(_ name: String) throws {
    let text = TraceReport.mermaid(try Self.renamed(name))
    #expect(MermaidGrammar.problems(text).isEmpty, "\(MermaidGrammar.problems(text))")
    #expect(text.hasPrefix("sequenceDiagram\n  participant p1 as uploads (traffic source)\n"))
  }

  @Test(
    "the Trace Event Format: every event is whole, slices of a thread do not overlap", arguments: hostile + ["resizer"])
  func chrome(_ name: String) throws {
    let life = try Self.renamed(name)
    let object = try JSONSerialization.jsonObject(with: Data(try TraceReport.chrome(life).utf8))
    let file = try #require(object as? [String: Any])
    let events = try #require(file["traceEvents"] as? [[String: Any]])
    #expect(file["displayTimeUnit"] as? String == "ms")
    var ends: [String: Double] = [:]
    for event in events {
      let phase = try #require(event["ph"] as? String)
      #expect(["M", "X", "i"].contains(phase) && event["name"] is String)
      let thread = "\(try #require(event["pid"] as? Int)):\(try #require(event["tid"] as? Int))"
      if phase == "M" { continue }
      let time = try #require(event["ts"] as? Double)
      if phase == "i" { #expect(event["s"] as? String == "t") }
      guard phase == "X" else { continue }
      let length = try #require(event["dur"] as? Double)
      #expect(length > 0 && time + 0.001 >= ends[thread] ?? 0)
      ends[thread] = time + length
    }
    #expect(events.count { $0["ph"] as? String == "i" } == life.steps.count)
    #expect(events.count { $0["ph"] as? String == "X" } == life.phases.count)
    // Microseconds: the work of two seconds.
    let work = try #require(events.first { $0["name"] as? String == "working" })
    #expect(work["dur"] as? Double == 2_000_000)
  }

  @Test("Markdown has the steps as a table and the diagram") func markdown() throws {
    let text = TraceReport.markdown(try Self.life())
    #expect(text.contains("| time | part | what happens | effect |\n| --- | --- | --- | --- |\n"))
    #expect(text.contains("```mermaid\nsequenceDiagram\n") && text.hasSuffix("```\n"))
  }

  @Test("an event as a line fits the width, and marks what concerns the message") func events() {
    let event = TraceEvent(
      number: 7, atNs: 2_467_312_000_000, part: "jobs", title: "a message is sent",
      levels: [.init(part: "jobs", queue: 611, busy: nil), .init(part: "resizer", queue: nil, busy: 1)],
      concernsMessage: true)
    let wide = EventLine.text(event, message: "uploads#1", partWidth: 7, TextStyle(ascii: true, width: 100))
    #expect(
      wide
        == "00:41:07.312  jobs     a message is sent  <- uploads#1    jobs 611 - resizer 100% busy\n")
    for width in [40, 60, 80] {
      let text = EventLine.text(event, message: "uploads#1", partWidth: 40, TextStyle(width: width))
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= width }, "\(text)")
    }
  }
}
