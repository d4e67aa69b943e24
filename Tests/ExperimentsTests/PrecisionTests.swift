// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Pricing
import Scenarios
import Synchronization
import Testing

/// How many replications there are, and what happens when a run is stopped.
@Suite struct PrecisionTests {
  static func text(_ replications: String, load: String = "8/s", slos: String = "") -> String {
    """
    version: 1
    name: precision
    calibration: none
    run:
      seed: 6
      warmup: 30s
      replications: \(replications)
      windows:
        usual: { duration: 5m, month: 700h }
        promo: { duration: 5m, month: 30h, traffic: { uploads: { rate: 5/s } } }
    traffic: { uploads: { to: jobs, rate: \(load) } }
    channels:
      jobs: { type: sqs, receive_wait: 10s, servers: 1 }
    workers:
      resizer: { type: fleet, from: jobs, service_time: { exponential: { mean: 100ms } } }
    slos: { \(slos) }
    """
  }

  private static let soon = "soon: { of: uploads, latency.p90: \"< 5s\" }, cheap: { cost.monthly: \"< $100\" }"

  /// The numbers of replications after which the run looked at its figures.
  private final class Looks: Sendable {
    private let counts = Mutex<[Int]>([])

    func note(_ progress: RunProgress, windows: Int) {
      counts.withLock { counts in
        let planned = progress.planned / windows
        if counts.last != planned { counts.append(planned) }
      }
    }

    var all: [Int] { counts.withLock { $0 } }
  }

  private func run(_ text: String, jobs: Int) async throws -> (result: RunResult, looks: [Int]) {
    let scenario = try Trial.scenario(text)
    let looks = Looks()
    let run = Run(scenario, book: try PriceBook.builtIn(scenario.terms.book), jobs: jobs)
    let result = try await run.result { looks.note($0, windows: 2) }
    return (result, looks.all)
  }

  private func widest(_ result: RunResult) -> Double {
    result.windows.compactMap { $0.figure("uploads", "latency", "p90") }.map { $0.halfWidth / max($0.value, 5) }.max()
      ?? 0
  }

  @Test func itStopsWhenTheIntervalsAreNarrowAndNotBefore() async throws {
    let (result, looks) = try await run(
      Self.text("{ at_least: 3, at_most: 60, until: 2% }", slos: Self.soon), jobs: 2)
    let count = try #require(result.windows.first).replications
    #expect(result.windows.allSatisfy { $0.replications == count })
    #expect(looks.first == 3 && looks.last == count && count > 3 && count < 60, "\(looks)")
    #expect(widest(result) <= 0.02)
    for (look, next) in zip(looks, looks.dropFirst()) {
      #expect(next >= look + 2 && next <= max(look + 2, 2 * look), "\(looks)")
      // Had it stopped here, an interval would have been too wide.
      let early = try await Trial.run(Self.text("\(look)", slos: Self.soon))
      #expect(widest(early) > 0.02)
    }
    // What it came to is what that number of replications gives.
    let fixed = try await Trial.run(Self.text("\(count)", slos: Self.soon))
    #expect(fixed.windows.map(\.events) == result.windows.map(\.events))
    #expect(fixed.slos.map(\.value) == result.slos.map(\.value))
  }

  @Test func theScheduleDoesNotDependOnTheThreads() async throws {
    let text = Self.text("{ at_least: 3, at_most: 20, until: 2.5% }", slos: Self.soon)
    let one = try await run(text, jobs: 1)
    for jobs in [2, 3, 7] { #expect(try await run(text, jobs: jobs).looks == one.looks) }
    #expect(one.looks.count > 1)
  }

  @Test func atMostIsKept() async throws {
    let (result, looks) = try await run(
      Self.text("{ at_least: 3, at_most: 8, until: 0.01% }", slos: Self.soon), jobs: 2)
    #expect(result.windows.map(\.replications) == [8, 8])
    #expect(looks == [3, 6, 8])
  }

  @Test(arguments: [1, 2, 7]) func aNumberIsExact(_ count: Int) async throws {
    let result = try await Trial.run(Self.text("\(count)", slos: Self.soon))
    #expect(result.windows.map(\.replications) == [count, count])
    #expect(!result.partial)
  }

  @Test func withoutObjectivesTheSlowestMessagesDecide() async throws {
    let result = try await Trial.run(Self.text("{ at_least: 3, at_most: 60, until: 20% }"))
    let count = try #require(result.windows.first).replications
    #expect(count < 60)
    for window in result.windows {
      let p99 = try #require(window.figure("uploads", "latency", "p99"))
      #expect(p99.halfWidth <= 0.2 * p99.value)
    }
    // A scenario without data has nothing to wait for.
    let idle = try await Trial.run(
      Self.text("{ at_least: 3, at_most: 60, until: 1% }", load: "0/s").replacing("rate: 5/s", with: "rate: 0/s"))
    #expect(idle.windows.map(\.replications) == [3, 3])
  }

  // MARK: Until it is decided

  /// The mean of an M/M/1 queue at 8 of 10 a second is 0.5 s: a bound beside it takes replications to tell.
  private func decided(_ bound: String, _ replications: String) async throws -> RunResult {
    try await Trial.run(
      Self.text(
        "{ until: decided, \(replications) }",
        slos: "soon: { of: uploads, latency.mean: \"< \(bound)\", in: usual }"))
  }

  @Test func goesOnUntilTheVerdictIsClear() async throws {
    let near = try await decided("450ms", "at_least: 3, at_most: 400")
    let objective = try #require(near.slo("soon"))
    #expect(near.ended == .decided && objective.verdict == .fail)
    let looks = try #require(near.looks)
    #expect(looks > 1 && near.windows[0].replications > 3)
    // The k-th look spends α·6/(π²k²).
    let spent = 0.05 * 6 / (Double.pi * Double.pi * Double(looks * looks))
    #expect(abs(try #require(near.decisionConfidence) - (1 - spent)) < 1e-12)
    let far = try await decided("5s", "at_least: 3, at_most: 400")
    #expect(far.ended == .decided && far.looks == 1 && far.slo("soon")?.verdict == .pass)
    #expect(far.windows[0].replications == 3)
  }

  @Test func givesUpWhereNothingCanBeTold() async throws {
    let straddling = try await decided("500ms", "at_least: 3, at_most: 12")
    #expect(straddling.ended == .atMost && straddling.slo("soon")?.verdict == .undecided)
    #expect(straddling.windows[0].replications == 12)
    let idle = try await Trial.run(
      Self.text("{ until: decided, at_least: 3, at_most: 60 }", load: "0/s", slos: Self.soon).replacing(
        "rate: 5/s", with: "rate: 0/s"))
    #expect(idle.windows.map(\.replications) == [3, 3])
    let objective = try #require(idle.slo("soon"))
    #expect(objective.verdict == .undecided && objective.reason == "no data")
  }

  @Test func aBudgetBeginsNoMore() async throws {
    let scenario = try Trial.scenario(Self.text("500", slos: Self.soon))
    let control = RunControl()
    let run = Run(scenario, book: try PriceBook.builtIn(scenario.terms.book), jobs: 2)
    let result = try await run.result(control: control) { if $0.finished >= 9 { control.close() } }
    #expect(result.partial && result.ended == .budget)
    #expect((3..<20).contains(result.windows[0].replications))
  }

  // MARK: Stopping

  @Test func aStoppedRunIsTheShorterRun() async throws {
    let scenario = try Trial.scenario(Self.text("500", slos: Self.soon))
    let control = RunControl()
    let run = Run(scenario, book: try PriceBook.builtIn(scenario.terms.book), jobs: 2)
    var result = try await run.result(control: control) { if $0.finished >= 9 { control.cancel() } }
    #expect(result.partial)
    let count = try #require(result.windows.first).replications
    #expect(count >= 3 && count < 500)
    for window in result.windows {
      #expect(window.replications == count)
      let flow = try #require(window.flow("uploads"))
      #expect(flow.sent == flow.delivered + flow.deadLettered + flow.lost + flow.rejected + flow.inFlight)
    }
    // Bit for bit what so many replications give.
    let whole = try await Trial.run(Self.text("\(count)", slos: Self.soon))
    #expect(result.ended == .interrupted && whole.ended == .counted)
    result.partial = false
    result.ended = whole.ended
    result.scenario.fingerprint = whole.scenario.fingerprint
    #expect(try Trial.json(result) == Trial.json(whole))
  }

  @Test func aRunStoppedAtOnceHasNothingAndSaysSo() async throws {
    let scenario = try Trial.scenario(Self.text("5", slos: Self.soon))
    let control = RunControl()
    control.cancel()
    let run = Run(scenario, book: try PriceBook.builtIn(scenario.terms.book), jobs: 2)
    let result = try await run.result(control: control)
    #expect(result.partial && result.cost == nil)
    #expect(result.windows.map(\.replications) == [0, 0])
    #expect(result.slos.map(\.verdict) == [.undecided, .undecided])
    #expect(result.slos.allSatisfy { $0.reason == "no data" && $0.value == nil })
    #expect(try Trial.json(result).contains("\"partial\" : true"))
  }

  // MARK: Extremes

  @Test func whatNeverKeepsUpRunsToItsEndAndIsNamed() async throws {
    let result = try await Trial.run(
      Self.text("3", load: "30/s", slos: "age: { of: jobs, oldest_message_age.max: \"< 10s\" }"))
    let usual = try #require(result.window("usual"))
    #expect(usual.stopped == [])
    #expect(usual.durationS == 300)
    // 30 a second come and 10 a second go, for the whole of the window.
    let flow = try #require(usual.flow("uploads"))
    #expect(abs(Double(flow.inFlight) / 3 - 6000) < 300)
    let check = try #require(result.checks.first { $0.id == "unstable" })
    #expect(check.level == "warn" && check.part == "resizer")
    #expect(check.message.hasPrefix("offered load 3 of 1 slot in window usual"))
    let slo = try #require(result.slo("age"))
    #expect(slo.verdict == .fail && slo.window == "usual" && slo.reason == "offered load 3 of 1 slot")
  }

  @Test func noTrafficIsNoData() async throws {
    let text = Self.text(
      "3", load: "0/s",
      slos:
        "a: { of: uploads, latency.p99: \"< 1s\" }, b: { of: jobs, lost.ratio: \"< 1%\" }, "
        + "c: { cost.per_million: \"< $9\" }"
    ).replacing("rate: 5/s", with: "rate: 0/s")
    let result = try await Trial.run(text)
    for slo in result.slos {
      #expect(slo.verdict == .undecided && slo.reason == "no data" && slo.value == nil && slo.n == 0)
    }
    #expect(result.windows.allSatisfy { $0.flow("uploads")?.sent == 0 })
    #expect(result.cost?.perMillion == nil)
    // The empty receives are still paid for: a call every 10 s for 730 h.
    let receives = try #require(result.cost?.lines.first { $0.meter == "sqs.requests.receive" })
    let month = try #require(Double(receives.quantity))
    #expect(abs(month / (730 * 360) - 1) < 0.05)
    #expect(try !Trial.json(result).isEmpty)
  }

  @Test func aLoadWithoutAMeanCanBeWrittenDown() async throws {
    let text = Self.text("2").replacing("{ exponential: { mean: 100ms } }", with: "{ pareto: { min: 10ms, alpha: 1 } }")
    let result = try await Trial.run(text)
    let check = try #require(result.checks.first { $0.id == "unstable" })
    #expect(check.numbers["offered"] == nil && check.numbers["slots"] == 1)
    #expect(try Trial.json(result).contains("unstable"))
  }
}
