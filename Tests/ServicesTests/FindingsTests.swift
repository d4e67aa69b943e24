// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Testing

@testable import Services

/// The checks, against numbers made by hand.
@Suite struct FindingsTests {
  private static let fleet =
    "service_time: { lognormal: { p50: 1.6s, p99: 9s } }, failures: { error: 1%, poison: 0.1% }"

  private func findings(
    queue: String = "receive_wait: 10s", fleet: String = FindingsTests.fleet, more: String = "",
    traffic: String = "rate: 1/s", tasks: Int = 24, receive: Int = 1, builtInLatencies: Bool = false,
    duration: Double = 3600,
    measured: FindingsView.Measured? = nil, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws -> [Finding] {
    let read = try parts(
      """
      traffic: { t: { to: q, \(traffic) } }
      channels:
        q: { type: sqs, \(queue) }
        d: { type: sqs, retention: 14d }
      workers:
        w: { type: fleet, from: q, tasks: \(tasks), receive: \(receive), \(fleet) }
        \(more)
      """, builtInLatencies: builtInLatencies, sourceLocation: sourceLocation)
    let view = FindingsView(
      parts: PartDirectory(read), window: "usual", duration: s(duration), hoursPerMonth: 690, measured: measured)
    return read.flatMap { $0.findings(view) }
  }

  private func number(_ name: String, _ finding: Finding?) -> Double {
    finding?.numbers.first { $0.name == name }?.value ?? .nan
  }

  @Test func shortVisibilityTellsTheProbability() throws {
    let found = try findings(queue: "receive_wait: 10s, visibility_timeout: 5s").first { $0.id == "vis-short" }
    let finding = try #require(found)
    // ln(5 / 1.6) = 1.13943 over sigma = ln(9 / 1.6) / 2.32635 = 0.74248 is z = 1.53463: 6.244%.
    #expect(abs(number("probability", finding) - 0.062_44) < 0.000_05)
    #expect(finding.level == .warn && finding.part == "q")
    #expect(finding.message.contains("6.2") && finding.message.contains("1 in 16"))
    #expect(try !findings().contains { $0.id == "vis-short" }, "P(work > 30 s) is 0.004%")
    #expect(
      try !findings(
        queue: "receive_wait: 1s, visibility_timeout: 5s",
        fleet: Self.fleet + ", heartbeat: { every: 2s, extend_to: 5s }"
      )
      .contains { $0.id == "vis-short" })
    #expect(
      try !findings(queue: "receive_wait: 1s, visibility_timeout: 5s", fleet: Self.fleet + ", delete: before_work")
        .contains { $0.id == "vis-short" })
    let zero = try findings(queue: "receive_wait: 1s, visibility_timeout: 0s").first { $0.id == "vis-short" }
    #expect(number("probability", zero) == 1)
  }

  @Test func messagesInHandUseUpTheirTimeout() throws {
    // Ten attempts of 2.108 s on average (1.6 s times e to half the square of 0.74248) are 21.1 s of 30 s.
    let found = try findings(receive: 10).first { $0.id == "vis-short" }
    #expect(abs(number("held_s", found) - 21.08) < 0.01)
    #expect(found?.level == .note && found?.part == "w")
    let short = try findings(queue: "receive_wait: 1s, visibility_timeout: 20s", receive: 10)
    #expect(short.first { $0.id == "vis-short" && $0.part == "w" }?.level == .warn)
    #expect(try !findings(fleet: Self.fleet + ", slots: 10", receive: 10).contains { $0.id == "vis-short" })
    #expect(try !findings(receive: 5).contains { $0.id == "vis-short" }, "10.5 s of 30 s")
  }

  /// The 99th percentile of one attempt and, where it fails, a second one, by sums over a fine grid.
  private func percentile(failing: Double, timeout: Double) -> Double {
    let sigma = 0.742_477  // ln(9 / 1.6) / 2.326_348
    // The density of the logarithm, by its definition.
    var values: [(value: Double, weight: Double)] = []
    var z = -5.0
    while z < 5 {
      values.append((1.6 * exponential(sigma * z), exponential(-z * z / 2) * 0.02 / 2.506_628_27))
      z += 0.02
    }
    var all = values.map { (value: $0.value, weight: $0.weight * (1 - failing)) }
    for first in values {
      for second in values {
        all.append((max(timeout, first.value) + second.value, failing * first.weight * second.weight))
      }
    }
    all.sort { $0.value < $1.value }
    var sum = 0.0
    for (value, weight) in all {
      sum += weight
      if sum >= 0.99 { return value }
    }
    return .infinity
  }

  /// e to the power x, from its series.
  private func exponential(_ x: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    for n in 1..<40 {
      term *= x / 16 / Double(n)
      sum += term
    }
    return (0..<4).reduce(sum) { power, _ in power * power }
  }

  @Test func retryWaitTellsBothPercentiles() throws {
    let found = try findings().first { $0.id == "retry-wait" }
    let finding = try #require(found)
    let failing = 1 - 0.99 * 0.999
    #expect(abs(number("failing", finding) - failing) < 1e-12)
    #expect(abs(number("p99_s", finding) / percentile(failing: failing, timeout: 30) - 1) < 0.02)
    #expect(abs(number("p99_give_back_s", finding) / percentile(failing: failing, timeout: 0) - 1) < 0.02)
    #expect(abs(number("p99_give_back_s", finding) - 9.1) < 0.15)
    #expect(finding.level == .warn && finding.message.contains("give_back"))
    #expect(try !findings(fleet: Self.fleet + ", on_error: give_back").contains { $0.id == "retry-wait" })
    #expect(try !findings(fleet: Self.fleet + ", delete: before_work").contains { $0.id == "retry-wait" })
    #expect(try !findings(fleet: "service_time: 1s").contains { $0.id == "retry-wait" })
  }

  @Test func withoutADeadLetterQueuePoisonIsReceivedForDays() throws {
    let found = try findings().first { $0.id == "no-dlq" }
    let finding = try #require(found)
    #expect(number("receives", finding) == 11_520, "4 days of 30 s")
    #expect(finding.message.contains("11,520"))
    #expect(try !findings(queue: "receive_wait: 1s, dead_letter: { to: d }").contains { $0.id == "no-dlq" })
    #expect(try !findings(fleet: "service_time: 1s").contains { $0.id == "no-dlq" }, "nothing fails")
    let back = try findings(fleet: "service_time: 2s, on_error: give_back, failures: { poison: 1% }")
    #expect(number("receives", back.first { $0.id == "no-dlq" }) == 172_800, "4 days of 2 s")
    #expect(try findings(queue: "receive_wait: 1s, visibility_timeout: 0s").filter { $0.id == "no-dlq" }.isEmpty)
  }

  @Test func aDeadLetterQueueMustKeepLonger() throws {
    let short = try findings(queue: "receive_wait: 1s, retention: 14d, dead_letter: { to: d }")
    let finding = try #require(short.first { $0.id == "dlq-retention" })
    #expect(finding.part == "d")
    #expect(number("retention_s", finding) == 1_209_600 && number("source_retention_s", finding) == 1_209_600)
    #expect(try !findings(queue: "receive_wait: 1s, dead_letter: { to: d }").contains { $0.id == "dlq-retention" })
  }

  @Test func shortPollingCosts() throws {
    let idle = try findings(queue: "receive_wait: 0s, receive_time: 10ms").first { $0.id == "short-poll" }
    #expect(idle?.level == .note && number("tasks", idle) == 24)
    let measured = FindingsView.Measured(
      level: { _, _ in nil },
      perHour: { counter, subject in
        subject != "q" ? nil : counter == "empty_receives" ? 300 : counter == "receive_requests" ? 400 : nil
      })
    let counted = try findings(queue: "receive_wait: 0s, receive_time: 10ms", measured: measured)
      .first { $0.id == "short-poll" }
    #expect(counted?.level == .warn)
    #expect(number("empty_receives_month", counted) == 300 * 690 && number("share", counted) == 0.75)
    #expect(try !findings(measured: measured).contains { $0.id == "short-poll" })
  }

  @Test func readersOfOneQueueCompete() throws {
    let two = try findings(more: "v: { type: fleet, from: q, service_time: 1s }")
    let finding = try #require(two.first { $0.id == "competing-readers" })
    #expect(finding.message.contains("w and v") && number("readers", finding) == 2)
    #expect(two.filter { $0.id == "competing-readers" }.count == 1)
    #expect(
      try !findings(more: "v: { type: fleet, from: d, poll_pause: 1s, service_time: 1s }").contains {
        $0.id == "competing-readers"
      })
  }

  @Test func unstableWhenTheLoadNeverFits() throws {
    let found = try findings(fleet: "service_time: 2s", traffic: "rate: 6/s", tasks: 12).first { $0.id == "unstable" }
    #expect(number("offered", found) == 12 && number("slots", found) == 12)
    #expect(found?.level == .warn && found?.part == "w")
    let fits = try findings(fleet: "service_time: 2s", traffic: "rate: 5.9/s", tasks: 12)
    #expect(!fits.contains { $0.id == "unstable" || $0.id == "overload" })
    let failing = try findings(fleet: "service_time: 2s, failures: { error: 50% }", traffic: "rate: 3/s", tasks: 12)
    #expect(number("offered", failing.first { $0.id == "unstable" }) == 12, "every message takes two attempts")
    let slots = try findings(fleet: "service_time: 2s, slots: 2", traffic: "rate: 6/s", tasks: 12)
    #expect(!slots.contains { $0.id == "unstable" })
  }

  @Test func overloadWhenItPasses() throws {
    let shape = "rate: 4/s, shape: [ { at: 40m, x: 3 }, { at: 50m, x: 1 } ]"
    let found = try findings(fleet: "service_time: 2s", traffic: shape, tasks: 12)
    let finding = try #require(found.first { $0.id == "overload" })
    #expect(number("offered", finding) == 24 && finding.level == .note)
    #expect(!found.contains { $0.id == "unstable" })
    #expect(
      try !findings(fleet: "service_time: 2s", traffic: shape, tasks: 12, duration: 2000).contains {
        $0.id == "overload"
      })
    let stays = try findings(fleet: "service_time: 2s", traffic: shape, tasks: 12, duration: 2700)
    #expect(stays.contains { $0.id == "unstable" }, "the window ends before the load falls")
    let ramp = "rate: 4/s, shape: [ { at: 10m, x: 3, ramp: 10m }, { at: 20m, x: 1, ramp: 10m } ]"
    #expect(
      abs(
        number(
          "offered", try findings(fleet: "service_time: 2s", traffic: ramp, tasks: 12).first { $0.id == "overload" })
          - 24) < 0.001)
  }

  @Test func builtInLatenciesAreNamed() throws {
    // The dead-letter queue is used by nobody.
    #expect(try findings(builtInLatencies: true).filter { $0.id == "uncalibrated" }.map(\.part) == ["q"])
    #expect(try !findings().contains { $0.id == "uncalibrated" })
    let own = "receive_wait: 1s, send_time: 1ms, receive_time: 1ms, delete_time: 1ms"
    #expect(try findings(queue: own, builtInLatencies: true).filter { $0.id == "uncalibrated" }.map(\.part) == [])
  }

  @Test func aSoundScenarioIsQuiet() throws {
    let found = try findings(
      queue: "receive_wait: 20s, visibility_timeout: 2m, dead_letter: { to: d, max_receives: 5 }",
      fleet: "service_time: 1s",
      tasks: 4)
    #expect(found.map(\.id) == [])
  }
}
