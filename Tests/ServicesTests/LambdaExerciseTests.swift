// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

/// Situations with figures worked out by hand.
@Suite struct LambdaExerciseTests {
  @Test("Lambda: throttled hand-overs use up receives, and messages are dead-lettered without a run (L-DG/with-sqs)")
  func throttledIntoTheDeadLetterQueue() throws {
    let queue = "visibility_timeout: 12s, dead_letter: { to: d, max_receives: 1 }"
    let function = "service_time: 2s, batch_size: 1"
    let looks = [at(59, "f", .look("1")), at(399.5, "q", .look("399")), at(400.5, "q", .look("400"))]
    let trap = try MappingRun(
      queue: queue, function: function + ", reserved_concurrency: 5", sends(0..<1000) + looks, until: 1000)
    #expect(trap.log.looks["1"]?.counters["throttles"] == 0, "the first minute is fine: 5 pollers")
    #expect(trap.flow.deadLettered > 300)
    #expect(trap.count("dropped_unrun") == trap.flow.deadLettered, "not one of them has run")
    #expect(trap.count("attempts") == trap.flow.delivered)
    #expect(trap.count("errors") == 0 && trap.count("failed") == 0)
    #expect(trap.count("throttles") > 0)
    // What runs costs, throttles do not.
    #expect(trap.count("requests") == trap.count("invocations"))
    #expect(trap.count("billed_time") == 2000 * trap.count("invocations"))

    let remedy = try MappingRun(
      queue: queue, function: function + ", maximum_concurrency: 5", sends(0..<1000) + looks, until: 1000)
    #expect(remedy.flow.delivered == 1000 && remedy.count("throttles") == 0)
    #expect(remedy.outcomes.count("q", "dead_lettered") == 0)
    #expect(try #require(remedy.log.looks["399"]?.counters["deletes"]) < 1000)
    #expect(remedy.log.looks["400"]?.counters["deletes"] == 1000, "1,000 times 2 s by 5")
  }

  @Test("Lambda: six times the function's timeout buys time for throttled batches (L-DG/services-sqs-configure)")
  func sixTimesTheTimeout() throws {
    func deadLettered(_ timeout: Int, _ limit: String) throws -> Int {
      try MappingRun(
        queue: "visibility_timeout: \(timeout)s, dead_letter: { to: d, max_receives: 3 }",
        function: "service_time: 25s, timeout: 30s, batch_size: 1, \(limit)", sends(0..<40), until: 3000
      ).flow.deadLettered
    }
    let short = try deadLettered(30, "reserved_concurrency: 2")
    #expect((5...20).contains(short), "\(short)")
    let long = try deadLettered(180, "reserved_concurrency: 2")
    #expect((0...2).contains(long), "\(long)")
    #expect(try deadLettered(30, "maximum_concurrency: 2") == 0)
  }

  @Test("Lambda: one bad item in ten spoils 40.1% of batches, and each item is run 0.67 times too often")
  func oneBadItemSpoilsTheBatch() throws {
    func run(_ more: String) throws -> (extra: Double, failing: Double) {
      let run = try MappingRun(
        queue: "visibility_timeout: 4s",
        function: "service_time: 100ms, parallel: true, maximum_concurrency: 2, failures: { error: 5% }\(more)",
        sends(0..<20_000), until: 3000)
      #expect(run.flow.delivered == 20_000)
      return (
        Double(run.count("attempts")) / 20_000 - 1, Double(run.count("errors")) / Double(run.count("invocations"))
      )
    }
    let whole = try run("")
    #expect(abs(whole.failing - (1 - 0.598_74)) < 0.02, "\(whole)")
    #expect(abs(whole.extra - (1 / 0.598_74 - 1)) < 0.05, "\(whole)")
    let partial = try run(", partial_batch_response: true")
    #expect(partial.failing == 0)
    #expect(abs(partial.extra - 0.05 / 0.95) < 0.006, "\(partial)")
  }

  @Test("Lambda: a mapping begins with 5 and adds 300 a minute while messages remain (L-DG/services-sqs-scaling)")
  func ramp() throws {
    let looks = (0..<5).map { at(Double($0) * 60 + 30, "f", .look("\($0)")) }
    func concurrency(_ more: String) throws -> [Double] {
      let run = try MappingRun(
        queue: "visibility_timeout: 900s", function: "service_time: 500s, timeout: 900s, batch_size: 1\(more)",
        sends(0..<5000) + looks, until: 300)
      return (0..<5).compactMap { run.gauge("concurrency", at: "\($0)") }
    }
    #expect(try concurrency("") == [5, 305, 605, 905, 1000], "then the account's quota")
    #expect(try concurrency(", mapping_ramp: 60") == [5, 65, 125, 185, 245], "before November 2023")
    #expect(try concurrency(", account_concurrency: 3000") == [5, 305, 605, 905, 1205])
    #expect(try concurrency(", account_concurrency: 3000, mapping_ramp: 1000").last == 1250, "the cap of a mapping")
    #expect(try concurrency(", maximum_concurrency: 400") == [5, 305, 400, 400, 400])
    #expect(try concurrency(", provisioned_pollers: { min: 50, max: 50 }") == [500, 500, 500, 500, 500])
    #expect(
      try concurrency(", account_concurrency: 3000, provisioned_pollers: { min: 50, max: 200 }") == [
        500, 1500, 2000, 2000, 2000,
      ], "1,000 more a minute, 10 for each poller")
  }

  @Test("Lambda: the batch window trades invocations for latency, and low traffic waits up to 20 s (L-DG/with-sqs)")
  func batchWindow() throws {
    func run(_ window: String) throws -> (size: Double, longest: Double) {
      let read = try parts(
        """
        traffic: { t: { to: q, rate: 0.5/s } }
        channels: { q: { type: sqs, visibility_timeout: 60s } }
        workers: { f: { type: lambda, from: q, service_time: 10ms, \(window) } }
        """)
      let outcomes = try Outcomes(read, until: s(20_000))
      return (
        Double(outcomes.count("f", "attempts")) / Double(outcomes.count("f", "invocations")),
        outcomes.times("t", "latency").max
      )
    }
    let none = try run("batch_window: 0s")
    #expect(none.size < 1.02 && none.longest < 1)
    let few = try run("batch_window: 5s, idle_pollers: 2")
    #expect(few.size > 2.5 && few.size < 3.5, "\(few)")
    #expect(few.longest > 15 && few.longest < 25.2, "\(few): 5 s and a poll of 20 s")
    let five = try run("batch_window: 5s")
    #expect(five.size > 1.5 && five.size < few.size, "\(five): shared among 5 pollers")
    #expect(five.longest > 18, "\(five)")
  }
}
