// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Testing

@testable import Experiments
@testable import Reports

@Suite("The report for a terminal")
struct ReportTableTests {
  private func table(_ result: RunResult, _ style: TextStyle = TextStyle(), path: String = Samples.path) -> String {
    RunReport.table(result, style, path: path)
  }

  // MARK: As a person reads it

  @Test("80 columns of ASCII") func narrow() {
    #expect(table(Samples.thumbnails, TextStyle(ascii: true, width: 80)) == Goldens.narrow)
  }

  @Test("100 columns") func wide() {
    #expect(table(Samples.thumbnails, TextStyle(width: 100)) == Goldens.wide)
  }

  @Test("several sources, competing workers, a worker behind the dead-letter queue, a circle") func web() {
    let lines = table(Samples.web).split(separator: "\n").map(String.init)
    #expect(Array(lines[2..<8]) == Goldens.web.split(separator: "\n").map(String.init))
  }

  @Test("-q has only the verdicts") func quiet() {
    let text = table(Samples.thumbnails, TextStyle(quiet: true))
    #expect(text.hasPrefix("SLO  "))
    #expect(text.contains("usual-is-snappy") && !text.contains("LATENCY") && !text.contains("COST"))
  }

  @Test("-V draws values over time, lists assumptions and fingerprints") func verbose() {
    let text = table(Samples.thumbnails, TextStyle(verbose: true))
    #expect(text.contains("  jobs.depth  ▁█▅▁  3,978 at 30m00s"))
    #expect(text.contains("channels.jobs.servers: 8  (AWS publishes no number)"))
    #expect(text.contains("scenario abcd") && text.contains("00ff"))
    #expect(text.contains("uploads latency.p99, 1,000 observations"))
    // The half-width of the promotion's p99, 362 s / 20.
    #expect(text.contains("95% +/-        50ms  18.1s"))
  }

  @Test func interruption() {
    var result = Samples.thumbnails
    result.partial = true
    #expect(table(result).contains("\nPARTIAL: interrupted after 10 replications\n"))
    #expect(table(result, TextStyle(quiet: true)).hasPrefix("PARTIAL: interrupted after 10 replications\n"))
  }

  @Test func changesAndStops() {
    var result = Samples.thumbnails
    result.scenario.set = ["workers.resizer.tasks=32", "a.b=it's"]
    result.scenario.variant = "give-back"
    result.windows[1].stopped = (1...5).map { "replication \($0): too many messages" }
    let text = table(result, path: "my scenario.yaml")
    #expect(text.contains("changed: workers.resizer.tasks=32 · a.b=it's"))
    #expect(text.contains("STOPPED EARLY · promo, replication 1: too many messages"))
    #expect(text.contains("and 2 more"))
    // Two lines that a shell reads as one.
    #expect(
      text.contains(
        """
        next    sluice run 'my scenario.yaml' -v give-back -s workers.resizer.tasks=32 -s 'a.b=it'\\''s' \\
                  -n 55
        """))
  }

  @Test func commandsWithoutAnythingUndecided() {
    var result = Samples.thumbnails
    result.slos.removeAll { $0.verdict == .undecided }
    #expect(
      ClosingSection.commands(result, path: "x.yaml") == [
        ["sluice run x.yaml", "--format json", "-o result.json"], ["sluice cost x.yaml"], ["sluice check x.yaml"],
        ["sluice explain latency"],
      ])
    result.slos = []
    #expect(ClosingSection.commands(result, path: "").last == ["sluice explain retry-wait"])
    #expect(table(result).contains("SLO  none in this scenario"))
  }

  @Test(
    "what an objective is about",
    arguments: [
      ("latency.p99", "p99"), ("oldest_message_age.max", "max age"), ("duplicate_work.ratio", "ratio"),
      ("cost.per_million", "per million"), ("in_flight.max", "max in flight"), ("wait.p99.9", "p99.9 wait"),
    ])
  func statistic(_ metric: String, _ shown: String) {
    var slo = Samples.slos[0]
    slo.metric = metric
    #expect(ObjectiveSection.statistic(slo) == shown)
  }

  // MARK: Money

  /// The amounts of the bill and its total, as they stand in the text.
  private func bill(_ text: String) throws -> (amounts: [Decimal], total: Decimal) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).drop { !$0.hasPrefix("COST") }.dropFirst()
    var amounts: [Decimal] = []
    for line in lines {
      guard let amount = Reading.dollars(line) else { continue }
      if line.contains(" total ") || line.contains(" at least ") { return (amounts, amount) }
      amounts.append(amount)
    }
    throw Example.Problem(description: "no total in\n\(text)")
  }

  @Test("the lines of the bill add up to the total that is shown", arguments: [60, 80, 100, 140])
  func sums(_ width: Int) async throws {
    for result in [Samples.thumbnails, try await Example.result()] {
      let (amounts, total) = try bill(table(result, TextStyle(width: width)))
      #expect(amounts.count == (result.cost?.lines.count ?? 0) + (result.cost?.credits.count ?? 0))
      #expect(amounts.reduce(0, +) == total)
      #expect(total == Decimal(string: result.cost?.monthly ?? ""))
    }
  }
}
