// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation
import Statistics
import Testing

@testable import Services

/// A fleet behind a queue: what the two do together.
@Suite struct FleetQueueTests {
  /// A queue `q` with a script and a fleet `w`.
  private func run(
    _ queue: String, _ fleet: String, _ steps: [Step],
    until duration: Double = 300, seed: UInt64 = 1, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws -> (outcomes: Outcomes, log: Log) {
    let read = try parts(
      """
      channels:
        q: { type: sqs, receive_wait: 20s, \(queue) }
        d: { type: sqs }
      workers: { w: { type: fleet, from: q, \(fleet) } }
      """, sourceLocation: sourceLocation)
    let log = Log()
    let outcomes = try Outcomes(
      read + [ScriptPart(steps: steps, log: log)], until: s(duration), seed: seed, sourceLocation: sourceLocation)
    return (outcomes, log)
  }

  @Test func workThatOutlastsTheTimeoutIsDoneTwice() throws {
    // Each delete comes with a handle that has become old, so only the dead-letter queue ends it.
    let (outcomes, _) = try run(
      "visibility_timeout: 5s, dead_letter: { to: d, max_receives: 3 }", "tasks: 3, service_time: 12s",
      [at(1, .send(0))])
    #expect(outcomes.count("w", "attempts") == 3, "received at 1, 6 and 11")
    #expect(outcomes.count("w", "worked") == 1)
    #expect(outcomes.count("w", "duplicate_work") == 1, "a message counts once")
    #expect(outcomes.count("w", "succeeded") == 3)
    #expect(outcomes.measured.flows[0].delivered == 1)
    #expect(outcomes.times("script", "latency").mean == 12)
    #expect(outcomes.count("q", "stale_deletes") == 3)
    #expect(outcomes.level("d", "depth").last == 1)
  }

  @Test func aRetryAfterAnErrorIsNoDuplicateWork() throws {
    let (outcomes, _) = try run(
      "visibility_timeout: 5s, dead_letter: { to: d, max_receives: 4 }",
      "tasks: 3, service_time: 1s, failures: { error: 100% }", [at(0, .send(0))])
    #expect(outcomes.count("w", "attempts") == 4)
    #expect(outcomes.count("w", "duplicate_work") == 0)
    #expect(outcomes.count("w", "worked") == 1)
    #expect(outcomes.measured.flows[0].deadLettered == 1)
  }

  @Test func failedAttemptsWaitOutTheTimeout() throws {
    let steps = [at(0, .send(0)), at(99, .look("before")), at(100.5, .look("after"))]
    let wait = try run(
      "visibility_timeout: 25s, dead_letter: { to: d, max_receives: 4 }",
      "service_time: 1s, failures: { error: 100% }", steps)
    #expect(wait.log.looks["before"]?.counters["dead_lettered"] == 0)
    #expect(wait.log.looks["after"]?.counters["dead_lettered"] == 1, "four timeouts of 25 s")
    let giveBack = try run(
      "visibility_timeout: 25s, dead_letter: { to: d, max_receives: 4 }",
      "service_time: 1s, on_error: give_back, failures: { error: 100% }", [at(0, .send(0)), at(4.5, .look("after"))])
    #expect(giveBack.log.looks["after"]?.counters["dead_lettered"] == 1, "four attempts of 1 s")
    #expect(giveBack.outcomes.count("q", "visibility_requests") == 4)
  }

  @Test func aHeartbeatKeepsALongJobHidden() throws {
    let (outcomes, _) = try run(
      "visibility_timeout: 10s", "tasks: 2, service_time: 100s, heartbeat: { every: 5s, extend_to: 10s }",
      [at(0, .send(0))])
    #expect(outcomes.count("w", "attempts") == 1)
    // At 5, 10, ... 95; the last at 100 falls to the delete.
    let requests = outcomes.count("q", "visibility_requests")
    #expect(requests == 19 || requests == 20)
    #expect(outcomes.count("q", "visibility_timeouts") == 0)
    let slow = try run(
      "visibility_timeout: 10s", "tasks: 2, service_time: 100s, heartbeat: { every: 12s, extend_to: 10s }",
      [at(0, .send(0))])
    #expect(slow.outcomes.count("w", "duplicate_work") == 1, "an extension that comes too late")
    #expect(slow.outcomes.count("q", "visibility_errors") > 0)
  }

  @Test func poisonFailsEveryAttemptUntilTheDeadLetterQueue() throws {
    let count = 2_000
    let steps = (0..<count).map { at(Double($0) * 0.02, .send($0)) }
    let (outcomes, _) = try run(
      "visibility_timeout: 5s, dead_letter: { to: d, max_receives: 3 }",
      "tasks: 20, receive: 1, service_time: 1ms, failures: { poison: 5% }", steps)
    let dead = Int(outcomes.count("q", "dead_lettered"))
    let range = Intervals.clopperPearson(successes: dead, of: count, confidence: 0.9999)
    #expect(range.low <= 0.05 && 0.05 <= range.high)
    #expect(outcomes.count("w", "failed") == Int64(3 * dead))
    #expect(outcomes.count("w", "succeeded") == Int64(count - dead))
    #expect(outcomes.level("d", "depth").last == Double(dead))
  }

  @Test func errorsOfAttemptsAreIndependent() throws {
    let count = 2_000
    let steps = (0..<count).map { at(Double($0) * 0.02, .send($0)) }
    let (outcomes, _) = try run(
      "visibility_timeout: 5s, dead_letter: { to: d, max_receives: 2 }",
      "tasks: 20, receive: 1, service_time: 1ms, on_error: give_back, failures: { error: 30% }", steps)
    let range = Intervals.clopperPearson(
      successes: Int(outcomes.count("q", "dead_lettered")), of: count, confidence: 0.9999)
    #expect(range.low <= 0.09 && 0.09 <= range.high)
  }

  @Test func heldMessagesReappearAtTheirTimeoutAfterACrash() throws {
    var crashes: Int64 = 0
    for seed in 1...10 {
      let (outcomes, _) = try run(
        "visibility_timeout: 30s", "service_time: 1h, failures: { crash: { every: 20s, restart: 1s } }",
        [at(0, .send(0))], until: 299, seed: UInt64(seed))
      let receives = outcomes.count("q", "receives")
      let timeouts = outcomes.count("q", "visibility_timeouts")
      #expect(receives - timeouts == 0 || receives - timeouts == 1)
      #expect(receives <= 10, "never before its timeout of 30 s")
      #expect(outcomes.count("q", "deletes") == 0)
      #expect(outcomes.measured.flows[0].inFlight == 1)
      let attempts = outcomes.count("w", "attempts")
      #expect(attempts <= receives)
      #expect(outcomes.count("w", "duplicate_work") == (attempts > 1 ? 1 : 0), "work that was cut off is done again")
      crashes += outcomes.count("w", "crashes")
    }
    // 10 x 299 s at one crash in 21 s.
    #expect(abs(Double(crashes) - 142) < 4 * 11.4)
  }

  @Test func behavesLikeMMc() throws {
    let read = try parts(
      """
      traffic: { t: { to: q, rate: 8/s } }
      channels: { q: { type: sqs, receive_wait: 20s, visibility_timeout: 12h } }
      workers: { w: { type: fleet, from: q, tasks: 2, receive: 1, service_time: { exponential: { mean: 200ms } } } }
      """)
    let runs = try (0..<16).map { try Outcomes(read, until: s(4_000), replication: UInt32($0)) }
    let busy = Intervals.studentT(runs.map { $0.level("w", "busy").mean }, confidence: 0.9999)
    #expect(busy.low <= 1.6 && 1.6 <= busy.high, "\(busy)")
    // M/M/2 at 80%: a mean wait of 0.64 / 0.36 service times.
    let wait = Intervals.studentT(runs.map { $0.times("t", "wait").mean }, confidence: 0.9999)
    #expect(wait.low <= 0.2 * 0.64 / 0.36 && 0.2 * 0.64 / 0.36 <= wait.high, "\(wait)")
    for run in runs {
      // Little's law: what waits, over the rate, is the wait.
      let waiting = run.level("q", "depth").mean / 8
      #expect(abs(waiting / run.times("t", "wait").mean - 1) < 0.05)
      #expect(run.count("w", "attempts") == run.count("w", "worked"))
    }
  }

  // MARK: Checks and meters

  @Test func pollingWithoutEndIsRefused() {
    let fleet = "workers: { w: { type: fleet, from: q, service_time: 1s"
    let endless = Reading("channels: { q: { type: sqs } }\n\(fleet) } }")
    #expect(endless.errors.count == 1)
    #expect(endless.errors.first?.hasPrefix("value 2:36 w would poll q more than a thousand times a second") ?? false)
    for (queue, more) in [
      ("receive_wait: 1s", ""), ("receive_time: 1ms", ""), ("visibility_timeout: 5s", ", poll_pause: 1ms"),
      ("receive_time: { exponential: { mean: 2ms } }", ""),
    ] {
      let fine = Reading("channels: { q: { type: sqs, \(queue) } }\n\(fleet)\(more) } }")
      #expect(fine.errors == [])
    }
    #expect(Reading("channels: { q: { type: sqs } }\n\(fleet) } }", builtInLatencies: true).errors == [])
    #expect(
      Reading("channels: { q: { type: sqs, receive_time: 0s } }\n\(fleet) } }", builtInLatencies: true).errors.count
        == 1)
  }

  @Test func fargateIsMeteredByTaskHours() throws {
    let read = try parts(
      """
      channels: { q: { type: sqs, receive_wait: 20s } }
      workers:
        w: { type: fleet, from: q, tasks: 24, service_time: 1s, compute: { fargate: { vcpu: 0.5, memory: 3GiB } } }
        a: { type: fleet, from: q, tasks: 2, service_time: 1s, compute: { fargate: { architecture: arm64 } } }
        e:
          type: fleet
          from: q
          tasks: 7
          service_time: 1s
          compute: { ec2: { type: m5.large, tasks_per_instance: 3 } }
        n: { type: fleet, from: q, service_time: 1s }
      """)
    let outcomes = try Outcomes(read, until: s(100))
    let meters = outcomes.model.meters.filter { $0.part != "q" }
    let hourly = meters.map {
      "\($0.part) \($0.meter.price.service) \($0.meter.price.item) \($0.perHour(outcomes.measured))"
    }
    #expect(
      hourly == [
        "w fargate x86:vcpu 12.0", "w fargate x86:memory 72.0", "a fargate arm:vcpu 0.5", "a fargate arm:memory 1.0",
        "e ec2 linux:m5.large 3.0",
      ])
  }
}
