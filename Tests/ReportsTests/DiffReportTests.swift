// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Experiments
@testable import Reports

@Suite("The report of sluice diff")
struct DiffReportTests {
  static func thumbnails(figures: Int = 2) -> DiffResult {
    func side(_ file: String, _ seed: UInt64) -> DiffResult.Side {
      .init(
        file: file, program: "sluice 0.0.0", seeds: [seed], replications: 10, prices: "documented 2026-10-01",
        partial: false)
    }
    func figure(_ number: Int) -> DiffResult.Change {
      .init(
        kind: .figure, window: "usual", subject: "uploads", metric: "latency", statistic: "p\(number)", unit: "s",
        old: "\(26.8)", new: "\(29.5)", oldFigure: Samples.figure(26.8, plusMinus: 1),
        newFigure: Samples.figure(29.5, plusMinus: 1), difference: Samples.figure(2.7, plusMinus: 1.3),
        relative: 0.1007, isWorse: true)
    }
    let changes: [DiffResult.Change] =
      [
        .init(
          kind: .verdict, window: "", subject: "usual-is-snappy", metric: "latency.p99", statistic: "", unit: "s",
          old: "pass", new: "fail", oldFigure: Samples.figure(19), newFigure: Samples.figure(29.5), isWorse: true),
        .init(
          kind: .cost, window: "month", subject: "total", metric: "cost", statistic: "monthly", unit: "USD",
          old: "1014.7412", new: "980.10", amount: .init(value: "-34.6412", low: "-36.0412", high: "-33.2412", n: 10),
          relative: -0.0341, isWorse: false),
      ] + (0..<figures).map { figure(50 + $0) }
      + [
        .init(
          kind: .setting, window: "usual", subject: "window", metric: "duration", statistic: "", unit: "s",
          old: "7200.0", new: "3600.0")
      ]
    return DiffResult(
      old: side("main.json", 7), new: side("pr.json", 7), confidence: 0.95, tolerance: 0.02,
      variants: [
        .init(
          scenario: "thumbnails", variant: "base", changes: changes, unchanged: 31, withinNoise: 4, withinTolerance: 2,
          untold: 0)
      ], onlyOld: [], onlyNew: ["thumbnails give-back"])
  }

  @Test("80 columns") func golden() {
    let text = DiffReport.table(Self.thumbnails(), TextStyle(width: 80))
    #expect(text == Self.golden, "\(text)")
  }

  @Test(
    "no line is too long; in ASCII nothing is left out", arguments: [40, 60, 80, 100, 200])
  func widths(_ width: Int) {
    let text = DiffReport.table(Self.thumbnails(), TextStyle(ascii: true, width: width))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= width }, "\(text)")
    #expect(text.utf8.allSatisfy { $0 < 128 } && !text.contains("?"), "\(text)")
  }

  @Test("Markdown for a pull request: verdict, table, the rest folded, a marker") func markdown() {
    let text = DiffReport.markdown(Self.thumbnails(figures: 200), name: "pr --> <script>")
    #expect(text.hasPrefix("**1 SLO newly failing"))
    #expect(text.hasSuffix("<!-- sluice diff pr - script -->\n"))
    #expect(text.components(separatedBy: "-->").count == 2 && !text.contains("<script>"))
    #expect(text.contains("more changes</summary>"))
    #expect(text.contains("31 numbers unchanged, 4 within the noise, 2 within the tolerance"))
    // A bot edits what it finds by the marker, which therefore does not depend on what changed.
    let other = DiffReport.markdown(Self.thumbnails(), name: "pr --> <script>")
    #expect(other.split(separator: "\n").last == text.split(separator: "\n").last)
  }

  @Test("a comment has room for 65,536 characters", arguments: [0, 24, 25, 26, 600, 5_000])
  func length(_ figures: Int) {
    let text = DiffReport.markdown(Self.thumbnails(figures: figures), name: "x")
    #expect(text.count < DiffReport.mostCharacters, "\(text.count)")
    if figures == 5_000 { #expect(text.contains("more: -f csv") && text.count > 50_000, "\(text.count)") }
    #expect(text.components(separatedBy: "<details>").count == text.components(separatedBy: "</details>").count)
  }

  @Test("every format says the same numbers") func formats() throws {
    let result = Self.thumbnails()
    let rows = DiffReport.csv(result).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(Set(rows.map(\.count)) == [14])
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(try DiffReport.json(result).utf8)) as? [String: Any])
    #expect(json["schema"] as? String == "diff/1")
    let changes = try #require((json["variants"] as? [[String: Any]])?.first?["changes"] as? [[String: Any]])
    let (table, markdown) = (
      DiffReport.table(result, TextStyle(width: 200)), DiffReport.markdown(result, name: "x")
    )
    #expect(changes.count == 5)
    for change in changes {
      let row = try #require(
        rows.first {
          $0[2] == change["kind"] as? String && $0[4] == change["subject"] as? String
            && $0[6] == change["statistic"] as? String
        })
      #expect(row[7] == change["old"] as? String && row[8] == change["new"] as? String)
      if let amount = change["amount"] as? [String: Any], let value = amount["value"] as? String {
        #expect(row[9] == value && table.contains("-$34.64 ±$1.40") && markdown.contains("-$34.64 ±$1.40"))
      }
      if let figure = change["difference"] as? [String: Any], let value = figure["value"] as? Double {
        #expect(Double(row[9]) == value && table.contains("+2.7s ±1.3s") && markdown.contains("+2.7s ±1.3s"))
      }
    }
    #expect(rows.contains { $0[2] == "count" && $0[6] == "" && $0[5] == "unchanged" && $0[8] == "31" })
    #expect(rows.contains { $0[2] == "only" && $0[1] == "thumbnails give-back" })
  }

  @Test("nothing differs") func same() {
    var result = Self.thumbnails()
    result.variants[0].changes = []
    result.onlyNew = []
    #expect(!result.differs)
    let text = DiffReport.markdown(result, name: "x")
    #expect(text.hasPrefix("**no difference beyond the noise and the tolerance of 2"))
    #expect(!text.contains("| what |"))
  }
}

extension DiffReportTests {
  static let golden = #"""
    old  main.json · seed 7 · 10 replications · prices documented 2026-10-01 ·
        sluice 0.0.0
    new  pr.json · seed 7 · 10 replications · prices documented 2026-10-01 · sluice
        0.0.0

    1 SLO newly failing, 3 numbers differ beyond the noise and the tolerance of
      2.0%, 1 other change, 1 variant on one side only; 31 numbers unchanged, 4
      within the noise, 2 within the tolerance
    only in the new file: thumbnails give-back

    thumbnails · base
                                      OLD          NEW             DIFFERENCE
    SLO usual-is-snappy        pass (19s) fail (29.5s)                        worse
    latency.p99
    month: total cost monthly   $1,014.74      $980.10 -$34.64 ±$1.40 (-3.4%) better
    usual: uploads latency p50      26.8s        29.5s   +2.7s ±1.3s (+10.1%) worse
    usual: uploads latency p51      26.8s        29.5s   +2.7s ±1.3s (+10.1%) worse
    usual: window duration          2h00m        1h00m
    31 numbers unchanged, 4 within the noise, 2 within the tolerance

    beyond the noise: Welch's t of the two figures as independent samples, all
      differences together at 95% (Holm); ± is a difference's own interval
    both have the same seed, so that much of the chance is common; a saved result
      cannot show how much, and real differences may count as noise: sluice compare
      OLD.yaml NEW.yaml pairs them

    """#
}
