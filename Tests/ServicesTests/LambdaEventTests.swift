// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

/// Asynchronous invocation.
@Suite struct LambdaEventTests {
  @Test("Lambda: an event is accepted at once, and run afterwards (L-DG/invocation-async)")
  func accepted() throws {
    let run = try EventRun("service_time: 5s, timeout: 10s, accept_time: 20ms, event_queue_time: 80ms", calls: [1])
    #expect(run.caller.log.answers.map(\.at) == [1.02])
    #expect(run.caller.log.answers.map(\.status) == [CallStatus.ok])
    #expect(run.count("events_received") == 1)
    #expect(run.outcomes.times("caller", "latency").max == 5.1)
    #expect(abs(run.outcomes.times("f", "event_age").max - 0.08) < 1e-9)
  }

  @Test("Lambda: an event of more than 1 MB is refused (L-DG, quotas)")
  func tooLarge() throws {
    let run = try EventRun("service_time: 1s", calls: [1], size: 1 << 20 + 1)
    #expect(run.caller.log.answers.map(\.status) == [CallStatus.refused])
    #expect(run.flow.rejected == 1 && run.count("events_received") == 0)
  }

  @Test(
    "Lambda: after an error an event is run again after 1 minute, then after 2, then dropped (L-DG/invocation-async-error-handling)"
  )
  func retries() throws {
    let looks = [60.5, 61.5, 181.5, 182.5, 183.5].map { at($0, "f", .look("\($0)")) }
    let run = try EventRun("service_time: 1s, failures: { error: 100% }", calls: [0], looks)
    #expect(run.counter("attempts", at: "60.5") == 1 && run.counter("attempts", at: "61.5") == 2)
    #expect(run.counter("attempts", at: "181.5") == 2 && run.counter("attempts", at: "182.5") == 3)
    #expect(run.counter("lost", at: "182.5") == 0 && run.counter("lost", at: "183.5") == 1)
    #expect(run.count("events_dropped") == 1 && run.flow.expired == 1)
    #expect(run.count("duplicate_work") == 0)
    let none = try EventRun("service_time: 1s, retries: 0, failures: { error: 100% }", calls: [0])
    #expect(none.count("attempts") == 1 && none.flow.expired == 1)
    let some = try EventRun("service_time: 1s, failures: { error: 50% }", calls: (0..<400).map(Double.init), until: 800)
    #expect((30...72).contains(some.flow.expired), "an eighth of 400")
    #expect(some.flow.delivered + some.flow.expired == 400)
  }

  @Test("Lambda: the time between two runs is not the time of work")
  func timeOfRetries() throws {
    let run = try EventRun("service_time: 1s, failures: { error: 50% }", calls: (0..<100).map(Double.init), until: 800)
    let account = run.outcomes.measured.breakdowns[0]
    #expect(run.outcomes.times("caller", "latency").max == 183)
    #expect(run.outcomes.times("caller", "service").max == 1)
    #expect(run.outcomes.times("caller", "wait").max == 0, "\(account)")
  }

  @Test("Lambda: a given-up event goes to the on-failure destination (L-DG/invocation-async-retain-records)")
  func onFailure() throws {
    let run = try EventRun(
      "service_time: 1s, retries: 1, on_failure: d, failures: { error: 100% }", calls: [0, 1, 2])
    #expect(run.count("dead_lettered") == 3 && run.count("lost") == 0)
    #expect(run.flow.deadLettered == 3)
    #expect(run.outcomes.level("d", "depth").last == 3)
    #expect(run.count("events_dropped") == 3)
  }

  @Test(
    "Lambda: throttled events wait in the function's queue and none is lost before 6 h (L-DG/invocation-async-error-handling)"
  )
  func throttledTopic() throws {
    let run = try EventRun(
      "service_time: 1s, reserved_concurrency: 20", calls: (0..<12_000).map { Double($0) / 200 },
      [at(65, "f", .look("65"))], until: 6000)
    #expect(run.count("events_received") == 12_000)
    #expect(run.flow.delivered == 12_000 && run.count("lost") == 0)
    let oldest = run.outcomes.times("f", "event_age").max
    #expect(oldest >= 540, "(12,000 - 1,200) / 20: \(oldest)")
    #expect(oldest < 3600, "the wait is 5 min at most: \(oldest)")
    #expect(run.count("errors") == 0 && run.count("attempts") == 12_000)
    #expect(try #require(run.gauge("event_queue", at: "65")) > 10_500)
  }

  @Test("Lambda: an event that gets too old is given up (L-DG, MaximumEventAgeInSeconds)")
  func tooOld() throws {
    let run = try EventRun(
      "service_time: 1s, reserved_concurrency: 0, maximum_event_age: 60s", calls: [0, 10],
      [at(59, "f", .look("59")), at(61, "f", .look("61"))], until: 300)
    #expect(run.counter("lost", at: "59") == 0 && run.counter("lost", at: "61") == 1)
    #expect(run.count("lost") == 2 && run.count("invocations") == 0)
  }

  @Test("Lambda: an event may be run twice (L-DG/invocation-async-error-handling)")
  func duplicates() throws {
    let run = try EventRun("service_time: 1s, duplicate_events: 10%", calls: (0..<1000).map { Double($0) / 10 })
    #expect((70...130).contains(run.count("duplicate_work")))
    #expect(run.count("attempts") == 1000 + run.count("duplicate_work"))
    #expect(run.flow.delivered == 1000)
  }
}
