// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

/// Environments, cold starts, limits and bills of functions.
@Suite struct LambdaInvocationTests {
  private func hourly(_ outcomes: Outcomes) -> [String: Double] {
    var found: [String: Double] = [:]
    for meter in outcomes.model.meters where meter.part == "f" {
      found[meter.meter.price.item] = meter.perHour(outcomes.measured)
    }
    return found
  }

  @Test(
    "Lambda: the first request makes an environment, the next one reuses it, an idle one goes (L-DG/lambda-runtime-environment)"
  )
  func coldStarts() throws {
    let run = try EventRun(
      "service_time: 1s, cold_start: 400ms, placement_time: 100ms, idle_life: 10m", calls: [0, 10, 700], until: 2000)
    #expect(run.count("cold_starts") == 2, "at 0 s, and at 700 s after 689 s without work")
    #expect(run.outcomes.times("caller", "latency").max == 1.5)
    #expect(run.outcomes.times("caller", "latency").min == 1)
    #expect(run.outcomes.times("f", "init_time").mean == 0.4)
    #expect(run.outcomes.times("f", "duration").max == 1, "the cold start is no part of the duration")
    let old = try EventRun(
      "service_time: 1s, cold_start: 400ms, environment_life: 1m", calls: [0, 30, 62, 90], until: 2000)
    #expect(old.count("cold_starts") == 2, "the first environment is replaced after a minute")
  }

  @Test("Lambda: the environment that was used last is used next, so the others go")
  func mostRecentlyUsedFirst() throws {
    // Two at once, then one every 100 s: one environment does, and the other is gone after 10 minutes.
    let times = [0, 0] + (1...15).map { Double($0) * 100 }
    let run = try EventRun("service_time: 1s", calls: times, [at(1590, "f", .look("end"))], until: 1600)
    #expect(run.count("cold_starts") == 2)
    #expect(run.gauge("environments", at: "end") == 1)
  }

  @Test(
    "Lambda: one environment works on one request at a time: concurrency is rate times duration (L-DG/lambda-concurrency)"
  )
  func littlesLaw() throws {
    let run = try EventRun("service_time: 2s", calls: (0..<1000).map { Double($0) / 10 }, until: 100)
    #expect(run.outcomes.level("f", "concurrency").max == 20)
    #expect(abs(run.outcomes.level("f", "concurrency").mean - 19.8) < 0.05, "20 from 2 s on")
    #expect(run.count("cold_starts") == 20)
  }

  @Test(
    "Lambda: billed by the millisecond, rounded up, INIT included (Lambda pricing; L-DG/lambda-runtime-environment)")
  func billedTime() throws {
    let run = try EventRun(
      "memory: 1769MB, service_time: 1234500us, cold_start: 100ms, placement_time: 50ms", calls: [0, 10], until: 3600)
    #expect(run.count("billed_time") == 1335 + 1235, "1,334.5 ms and 1,234.5 ms")
    let bill = hourly(run.outcomes)
    #expect(bill["x86:request"] == 2)
    #expect(abs(try #require(bill["x86:duration"]) - 2.570 * 1769 / 1024) < 1e-9)
    let arm = try EventRun("architecture: arm64, ephemeral_storage: 1536MB, service_time: 1s", calls: [0], until: 3600)
    #expect(
      hourly(arm.outcomes) == [
        "arm:request": 1, "arm:duration": 0.125, "ephemeral-storage-over-512MB": 1,
      ])
  }

  @Test("Lambda: an event of more than 256 KB is one more request for each 64 KB begun (Lambda pricing)")
  func largeEventsAreMoreRequests() throws {
    for (kibibytes, requests) in [(1, 1), (256, 1), (257, 2), (320, 2), (321, 3), (1024, 13)] {
      let run = try EventRun("service_time: 1s", calls: [0], size: UInt32(kibibytes) << 10, until: 100)
      #expect(run.count("requests") == requests)
    }
  }

  @Test("Lambda: an invocation that takes too long is cut off: an error, billed up to the timeout (API/CreateFunction)")
  func timeouts() throws {
    let run = try MappingRun(
      queue: "visibility_timeout: 20s, dead_letter: { to: d, max_receives: 1 }",
      function: "service_time: 5s, timeout: 3s", sends(0..<1) + [at(3.1, "f", .look("3"))], until: 100)
    #expect(run.log.looks["3"]?.counters["errors"] == 1)
    #expect(run.count("timeouts") == 1 && run.count("failed") == 1)
    #expect(run.count("billed_time") == 3000)
    #expect(run.flow.deadLettered == 1)
  }

  @Test("Lambda: 1,000 new environments at once, then 100 a second (L-DG/scaling-behavior)")
  func scalingRate() throws {
    let looks = [0.5, 2, 4].map { at($0, "f", .look("\($0)")) }
    let run = try EventRun(
      "service_time: 60s, timeout: 900s, account_concurrency: 3000", calls: [Double](repeating: 0, count: 1500), looks,
      until: 400)
    #expect(run.gauge("concurrency", at: "0.5") == 1000)
    let two = try #require(run.gauge("concurrency", at: "2.0"))
    #expect(two > 1000 && two <= 1200)
    #expect(try #require(run.gauge("concurrency", at: "4.0")) <= 1400)
    #expect(run.outcomes.level("f", "concurrency").max > 1400)
    #expect(run.flow.delivered == 1500)
    #expect(run.count("throttles") > 500)
  }

  @Test("Lambda: synchronous requests are limited to 10 a second for each environment (L-DG/lambda-concurrency)")
  func requestRate() throws {
    let run = try MappingRun(
      queue: "visibility_timeout: 600s",
      function: "service_time: 1ms, batch_size: 1, reserved_concurrency: 5",
      sends(0..<2000) + [at(10, "f", .look("10"))],
      until: 120)
    #expect(try #require(run.log.looks["10"]?.counters["invocations"]) <= 550, "50 at once and 50 a second")
    #expect(run.count("throttles") > 0)
    #expect(run.outcomes.level("f", "concurrency").max <= 5)
  }

  @Test("Lambda: reserved concurrency is floor and ceiling; 0 turns the function off (L-DG/configuration-concurrency)")
  func reserved() throws {
    let some = try EventRun(
      "service_time: 5s, timeout: 10s, reserved_concurrency: 3", calls: [Double](repeating: 0, count: 10), until: 300)
    #expect(some.outcomes.level("f", "concurrency").max == 3)
    #expect(some.flow.delivered == 10)
    let off = try EventRun("service_time: 1s, reserved_concurrency: 0", calls: [0, 1], until: 300)
    #expect(off.count("invocations") == 0 && off.count("throttles") > 10)
    #expect(off.flow.inFlight == 2)
    #expect(off.count("requests") == 0, "throttled calls are free")
  }

  @Test("Lambda: functions share what the account has unreserved (L-DG/lambda-concurrency)")
  func accountIsShared() throws {
    let read = try parts(
      """
      channels: { q: { type: sqs, visibility_timeout: 900s }, r: { type: sqs, visibility_timeout: 900s } }
      workers:
        f: { type: lambda, from: q, service_time: 20s, timeout: 60s, batch_size: 1, mapping_start: 200, account_concurrency: 250 }
        g: { type: lambda, from: r, service_time: 20s, timeout: 60s, batch_size: 1, mapping_start: 200 }
        h: { type: lambda, from: r, service_time: 20s, timeout: 60s, batch_size: 1, reserved_concurrency: 100, mapping_start: 200 }
      """)
    let steps = (0..<1500).map { at(1, $0 % 3 == 0 ? "q" : "r", .send($0)) }
    let outcomes = try Outcomes(read + [ScriptPart(steps: steps, log: Log())], until: s(600))
    #expect(outcomes.level("Lambda account", "unreserved_concurrency").max == 150, "250 less 100 reserved")
    #expect(outcomes.level("h", "concurrency").max == 100)
    #expect(outcomes.level("f", "concurrency").max > 50 && outcomes.level("g", "concurrency").max > 50)
    #expect(outcomes.count("f", "throttles") > 0 && outcomes.count("g", "throttles") > 0)
    #expect(outcomes.measured.flows[0].delivered == 1500)
  }

  @Test(
    "Lambda: provisioned environments never start cold and are paid for all the time; what exceeds them runs on demand")
  func provisioned() throws {
    let run = try EventRun(
      "memory: 1024MB, service_time: 1s, cold_start: 500ms, provisioned_concurrency: 2", calls: [0, 0, 0], until: 1800)
    #expect(run.count("cold_starts") == 1)
    #expect(run.count("billed_provisioned_time") == 2000 && run.count("billed_time") == 1500)
    let bill = hourly(run.outcomes)
    #expect(bill["x86:provisioned-concurrency"] == 7200)
    #expect(bill["x86:duration-provisioned"] == 4 && bill["x86:duration"] == 3, "half an hour was measured")
  }

  @Test("Lambda: provisioned pollers are billed by the hour")
  func provisionedPollersAreBilled() throws {
    let run = try MappingRun(function: "service_time: 1s, provisioned_pollers: { min: 3 }", [], until: 1800)
    #expect(hourly(run.outcomes)["esm-provisioned:sqs-epu-hour"] == 3)
  }

  @Test("Lambda: invocations that keep it warm avoid cold starts, and are billed")
  func keepWarm() throws {
    let function = "service_time: 1s, cold_start: 1s, idle_life: 10m"
    let cold = try EventRun(function, calls: [0, 3100, 3100], until: 3600)
    #expect(cold.count("cold_starts") == 3)
    let warm = try EventRun(
      function + ", keep_warm: { environments: 2, every: 5m }", calls: [0, 3100, 3100], until: 3600)
    #expect(warm.count("cold_starts") == 2, "the first event, and a second environment at 5 min")
    #expect(warm.count("requests") == 3 + 22)
    #expect(warm.flow.delivered == 3)
  }

  @Test("Lambda: a stopped function refuses no message: batches and events are tried again")
  func stop() throws {
    let run = try MappingRun(
      queue: "visibility_timeout: 60s", function: "service_time: 1s",
      more: "faults: { gone: { at: 5s, for: 10s, stop: f } }", [at(7, .send(0))], until: 100)
    #expect(run.flow.delivered == 1 && run.count("system_errors") > 0 && run.count("throttles") == 0)
    let called = try EventRun(
      "service_time: 1s", calls: [0, 7, 20], more: "faults: { gone: { at: 5s, for: 10s, stop: f } }")
    #expect(called.caller.log.answers.map(\.status) == [CallStatus.ok, CallStatus.failed, CallStatus.ok])
    let removed = try EventRun(
      "service_time: 1s", calls: [7], more: "faults: { gone: { at: 5s, for: 10s, remove: f } }")
    #expect(removed.caller.log.answers.map(\.status) == [CallStatus.refused])
  }

  @Test("Lambda: slow and fail change the work for a time, and end")
  func slowAndFail() throws {
    let slow = try EventRun(
      "service_time: 100ms", calls: [0, 7, 20],
      more: "faults: { a: { at: 5s, for: 10s, slow: f, by: 3x }, b: { at: 6s, for: 10s, slow: f, by: 2x } }")
    #expect(slow.outcomes.times("f", "service").max == 0.6)
    #expect(abs(slow.outcomes.times("f", "service").mean - 0.8 / 3) < 1e-9)
    let fail = try EventRun(
      "service_time: 100ms, retries: 0", calls: (0..<300).map { Double($0) / 10 },
      more: "faults: { a: { at: 10s, for: 10s, fail: f, share: 50% } }")
    #expect((30...70).contains(fail.count("lost")), "half of 100")
  }

  @Test("Lambda: the same seed gives the same bits")
  func deterministic() throws {
    func fingerprint(_ seed: UInt64) throws -> [UInt64] {
      let run = try MappingRun(
        queue: "visibility_timeout: 20s, dead_letter: { to: d, max_receives: 3 }",
        function: "service_time: { lognormal: { p50: 1s, p99: 4s } }, reserved_concurrency: 6, "
          + "failures: { error: 5%, poison: 1% }", sends(0..<500), seed: seed, builtInLatencies: true)
      return run.outcomes.measured.fingerprint
    }
    #expect(try fingerprint(1) == fingerprint(1))
    #expect(try fingerprint(1) != fingerprint(2))
  }
}
