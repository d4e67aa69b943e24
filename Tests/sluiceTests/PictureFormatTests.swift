// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import sluice

/// Pages and pictures as formats of the commands.
@Suite struct PictureFormatTests {
  private static let scenario = """
    version: 1
    name: line
    title: "<b>line</b> & co"
    run: { duration: 2m, replications: 2, warmup: 0s }
    traffic: { arrivals: { to: line, rate: 5/s } }
    channels: { line: { type: sqs, receive_wait: 20s } }
    workers:
      team: { type: fleet, from: line, tasks: 2, service_time: { exponential: { mean: 100ms } } }
    slos: { quick: { of: arrivals, latency.p99: "< 30s" } }
    variants: { more: { workers: { team: { tasks: 4 } } } }
    """

  @Test func theNameOfAFileSaysWhichItIs() throws {
    #expect(try ResultFormat.of(file: "a.html") == .html)
    #expect(try ResultFormat.of(file: "a.vl.json") == .vegaLite)
    #expect(try ResultFormat.of(file: "vl.json") == .json)
    #expect(try ExperimentFormat.of(file: "x/A.SVG") == .svg)
    #expect(try CostFormat.of(file: "bill.html") == .html)
    let error = #expect(throws: FlagError.self) { try ExperimentFormat.of(file: "a.htm") }
    #expect(error?.hint == "did you mean .html?" && error?.message.contains(".vl.json") == true)
    #expect(ExperimentFormat.md.text == .md && ExperimentFormat.html.text == nil)
  }

  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sluice-pictures-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Self.scenario.write(to: folder.appendingPathComponent("line.yaml"), atomically: true, encoding: .utf8)
    return folder
  }

  @Test func runWritesAllOfThem() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let words = ["run", "line.yaml", "--progress", "none", "-q"]
    let files = ["a.html", "a.svg", "a.vl.json"]
    let first = try Program().run(words + files.flatMap { ["-o", $0] }, folder: folder.path)
    #expect(first.status == 0, "\(first.error)")
    let again = try Program().run(words + ["-j", "1", "-f", "html"], folder: folder.path)
    let html = try String(contentsOf: folder.appendingPathComponent("a.html"), encoding: .utf8)
    #expect(again.output == html)
    #expect(html.hasPrefix("<!DOCTYPE html>") && !html.contains("<b>line</b>"))
    #expect(html.contains("&lt;b&gt;line&lt;/b&gt; &amp; co") && html.contains("service_time: { exponential"))
    let svg = try String(contentsOf: folder.appendingPathComponent("a.svg"), encoding: .utf8)
    #expect(svg.hasPrefix("<svg xmlns=") && svg.hasSuffix("</svg>\n"))
    let vega = try Data(contentsOf: folder.appendingPathComponent("a.vl.json"))
    let object = try #require(try JSONSerialization.jsonObject(with: vega) as? [String: Any])
    #expect((object["vconcat"] as? [Any])?.count ?? 0 > 2)
    let both = try Program().run(words + ["-v", "base", "-v", "more", "-f", "html"], folder: folder.path)
    #expect(both.output.contains("id=\"result-2\"") && both.output.contains("id=\"r2-cost-table\""))
  }

  @Test func experimentsAndBillsDo() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    for words in [
      ["compare", "line.yaml", "-n", "2", "--store", "none"],
      ["sweep", "line.yaml", "--over", "workers.team.tasks=2..4 step 2", "-n", "2", "--store", "none"],
      ["cost", "line.yaml", "-n", "2"],
    ] {
      let outcome = try Program().run(words + ["--progress", "none", "-q", "-f", "html"], folder: folder.path)
      #expect(
        outcome.output.hasPrefix("<!DOCTYPE html>") && outcome.output.contains("<svg"), "\(words): \(outcome.error)")
    }
  }
}
