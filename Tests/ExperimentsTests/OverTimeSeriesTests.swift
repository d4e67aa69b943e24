// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Experiments
@testable import Scenarios
@testable import Simulation

/// What a result keeps of windows with faults.
@Suite struct OverTimeSeriesTests {
  private static let text = """
    version: 1
    name: pause
    calibration: none
    run: { duration: 40m, warmup: 0s, replications: 3 }
    traffic: { jobs-come: { to: jobs, rate: 2/s } }
    channels: { jobs: { type: sqs, visibility_timeout: 60s, receive_wait: 20s } }
    workers:
      worker: { type: fleet, from: jobs, tasks: 4, service_time: { exponential: { mean: 1s } } }
    faults:
      lunch: { at: 10m, for: 5m, pause: worker }
      never: { at: 2h, pause: worker }
    """

  @Test func seriesFaultsAndRecoveries() async throws {
    let result = try await Trial.run(Self.text)
    let window = try #require(result.windows.first)
    #expect(window.faults.map(\.name) == ["lunch"], "what begins after the window's end is none")
    #expect(window.faults[0].fromS == 600 && window.faults[0].toS == 900)
    #expect(window.overTime.map(\.series) == ["jobs-come.latency", "jobs.depth", "worker.utilisation"])
    let latency = try #require(window.series.first { $0.name == "jobs-come.latency" })
    #expect(latency.tS.count <= Measurements.seriesPoints && latency.mean.count == latency.tS.count)
    // Nothing is delivered during the pause, after the second that the last attempts take: a gap and no zero.
    #expect(!latency.tS.contains { $0 > 615 && $0 < 885 })
    #expect(latency.mean.allSatisfy { $0 > 0 })
    let peak = try #require(latency.mean.max())
    #expect(peak > 200 && peak < 300, "the first of those who waited through the pause")
    let recovery = try #require(window.overTime.first?.recoveries.first)
    #expect(recovery.fault == "lunch" && recovery.notBack == 0)
    // 600 wait, and 4 a second are served while 2 come: about 5 minutes after the pause.
    #expect(recovery.time.value > 500 && recovery.time.value < 800, "\(recovery.time)")
    #expect(recovery.time == window.figure("jobs-come", "recovery_time", "lunch"))
  }

  @Test func whatIsNotBackIsCounted() async throws {
    var options = ScenarioOptions()
    options.changes = [("faults.lunch.for", "35m")]
    let result = try await Trial.run(Self.text, options: options)
    let depth = try #require(result.windows[0].overTime.first { $0.subject == "jobs" })
    #expect(depth.recoveries.map(\.notBack) == [3])
    #expect(depth.recoveries[0].time.value == 1800)
  }

  @Test func withoutFaultsThereIsNothing() async throws {
    var options = ScenarioOptions()
    options.changes = [("faults", "null")]
    let window = try await Trial.run(Self.text, options: options).windows[0]
    #expect(window.faults.isEmpty && window.overTime.isEmpty)
    #expect(!window.series.contains { $0.name.hasSuffix(".latency") })
  }

  @Test("Replications on one grid: those that ended early and stretches without data") func grid() {
    func point(_ start: Double, _ mean: Double, _ count: Int) -> Measurements.Point {
      .init(start: Nanoseconds(seconds: start), mean: mean, max: mean, count: count)
    }
    let points = Points.withData(
      [
        [point(0, 1, 10), point(10, 0, 0), point(20, 3, 10), point(30, 0, 0)], [point(0, 3, 5), point(5, 9, 1)],
      ], duration: 40 * .second, confidence: 0.95)
    #expect(points.map(\.start.seconds) == [0, 20])
    #expect(points.map(\.mean) == [2.5, 3], "the second's first ten seconds are 4 on average, of 6")
    #expect(Points.withData([], duration: .second, confidence: 0.95).isEmpty)
    #expect(Points.withData([[]], duration: .second, confidence: 0.95).isEmpty)
  }
}
