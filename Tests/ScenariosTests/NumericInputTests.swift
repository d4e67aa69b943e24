// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Testing

@testable import Scenarios

/// Which numbers of a scenario might be wrong, and what they become.
@Suite struct NumericInputTests {
  private static let text = """
    version: 1
    name: numbers
    traffic:
      arrivals:
        to: line
        rate: 6/s
        size: { lognormal: { p50: 1KiB, p99: 4KiB } }
        keys: { zipf: { count: 1000, exponent: 0.9 } }
        shape: [ { at: 40m, x: 3 } ]
    channels:
      line: { type: sqs, visibility_timeout: 30s, receive_wait: 0s }
    workers:
      team:
        type: fleet
        from: line
        tasks: 4
        slots: 2
        service_time: { mix: [ { share: 95%, lognormal: { mean: 100ms, cv: 2 } }, { share: 5%, constant: 1s } ] }
        failures: { error: 1%, crash: { every: 1h30m } }
        on_error: give_back
    """

  private func inputs(_ text: String = text, changes: [(path: String, value: String)] = []) throws -> [NumericInput] {
    var diagnostics = Diagnostics()
    let file = try #require(ScenarioFile(bytes: Array(text.utf8), path: "test.yaml", &diagnostics))
    let found = file.numericInputs(variant: "base", changes: changes, &diagnostics)
    #expect(diagnostics.isEmpty)
    return found
  }

  @Test func whatIsWrittenAndNotChosenAsCapacity() throws {
    // Not: tasks and slots (the key table says that more never hurts), a wait of 0, words.
    #expect(
      try inputs().map { "\($0.path) \($0.written)" } == [
        "traffic.arrivals.rate 6/s", "traffic.arrivals.size lognormal p50 1KiB, p99 4KiB",
        "traffic.arrivals.keys.zipf.count 1000", "traffic.arrivals.keys.zipf.exponent 0.9",
        "traffic.arrivals.shape.0.at 40m", "traffic.arrivals.shape.0.x 3", "channels.line.visibility_timeout 30s",
        "workers.team.service_time mix 0.lognormal.mean 100ms, 1.constant 1s", "workers.team.failures.error 1%",
        "workers.team.failures.crash.every 1h30m",
      ])
  }

  @Test func changesFromOutsideCount() throws {
    let found = try inputs(changes: [("workers.team.failures", "null"), ("traffic.arrivals.rate", "9/s")])
    #expect(found.first?.written == "9/s")
    #expect(!found.contains { $0.path.contains("failures") })
  }

  @Test func scaledExactly() throws {
    let found = try inputs()
    func scaled(_ path: String, _ factor: String, wholly: Bool = false) throws -> [String]? {
      let input = try #require(found.first { $0.path == path })
      return input.scaled(by: try #require(Decimal(string: factor)), wholly: wholly)?.map { "\($0.path)=\($0.value)" }
    }
    #expect(try scaled("traffic.arrivals.rate", "1.2") == ["traffic.arrivals.rate=7.2/s"])
    #expect(try scaled("traffic.arrivals.rate", "1.2", wholly: true) == ["traffic.arrivals.rate=7/s"])
    // To the whole byte: 819.2 and 3276.8.
    #expect(
      try scaled("traffic.arrivals.size", "0.8") == [
        "traffic.arrivals.size.lognormal.p50=819B", "traffic.arrivals.size.lognormal.p99=3277B",
      ])
    #expect(
      try scaled("workers.team.service_time", "1.1") == [
        "workers.team.service_time.mix.0.lognormal.mean=110ms", "workers.team.service_time.mix.1.constant=1.1s",
      ])
    #expect(try scaled("traffic.arrivals.shape.0.x", "1.1", wholly: true) == nil)
    #expect(try scaled("workers.team.failures.crash.every", "0.8") == ["workers.team.failures.crash.every=72m"])
  }
}
