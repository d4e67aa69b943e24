// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics
import Testing

@testable import Services

/// What a fleet calls after its work, seen from endpoints that answer as planned.
@Suite struct FleetCallTests {
  /// A fleet `w` behind the queue `q` with endpoints.
  private func run(
    _ fleet: String, _ endpoints: [FakeEndpointPart], _ steps: [Step], queue: String = "visibility_timeout: 60s",
    until duration: Double = 300, seed: UInt64 = 1, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws -> Outcomes {
    let read = try parts(
      """
      channels:
        q: { type: sqs, receive_wait: 20s, \(queue) }
        d: { type: sqs }
      workers: { w: { type: fleet, from: q, receive: 1, \(fleet) } }
      """, sourceLocation: sourceLocation)
    return try Outcomes(
      read + endpoints + [ScriptPart(steps: steps, log: Log())], until: s(duration), seed: seed,
      sourceLocation: sourceLocation)
  }

  @Test("Fleet: calls come after the work and before the delete, one after the other; the slot waits")
  func callsInOrder() throws {
    let a = FakeEndpointPart(name: "a", time: s(2))
    let b = FakeEndpointPart(name: "b", time: s(5))
    let outcomes = try run("service_time: 1s, calls: [a, b]", [a, b], [at(10, .send(0)), at(10, .send(1))])
    #expect(a.log.calls.map(\.at) == [11, 19])
    #expect(b.log.calls.map(\.at) == [13, 21])
    #expect(a.log.calls.allSatisfy { $0.kind == Int(CallKind.request) })
    #expect(outcomes.times("w", "service").mean == 8, "1 + 2 + 5")
    #expect(outcomes.times("script", "latency").max == 16)
    #expect(outcomes.level("w", "busy").mean == 16.0 / 300)
    #expect(outcomes.count("w", "calls") == 4)
    #expect(outcomes.count("w", "calls_to_b") == 2)
    #expect(outcomes.times("w", "call_time").mean == 3.5)
  }

  @Test("Fleet: parallel calls take as long as the longest")
  func parallelCalls() throws {
    let a = FakeEndpointPart(name: "a", time: s(2))
    let b = FakeEndpointPart(name: "b", time: s(5))
    let c = FakeEndpointPart(name: "c", time: s(1))
    let outcomes = try run(
      "service_time: 1s, calls: [{ parallel: [a, b] }, c]", [a, b, c], [at(10, .send(0))])
    #expect(a.log.calls.map(\.at) == [11])
    #expect(b.log.calls.map(\.at) == [11])
    #expect(c.log.calls.map(\.at) == [16])
    #expect(outcomes.times("script", "latency").mean == 7, "1 + max(2, 5) + 1")
  }

  @Test("Fleet: with calls, service_time may be left out")
  func onlyCalls() throws {
    let a = FakeEndpointPart(name: "a", time: s(2))
    let outcomes = try run("calls: a", [a], [at(10, .send(0))])
    #expect(outcomes.times("script", "latency").mean == 2)
  }

  @Test("AWS SDK standard mode: three tries in all, pauses drawn from 0 to 1 s and 0 to 2 s")
  func retriesOfTheStandardMode() throws {
    var pauses: [(Double, Double)] = []
    for seed in 1...60 {
      let a = FakeEndpointPart(name: "a", answers: [CallStatus.throttled, CallStatus.failed])
      let outcomes = try run("calls: a", [a], [at(10, .send(0))], seed: UInt64(seed))
      #expect(outcomes.count("w", "succeeded") == 1 && outcomes.count("w", "failed_calls") == 0)
      #expect(outcomes.count("w", "calls") == 1 && outcomes.count("w", "call_retries") == 2)
      let times = a.log.calls.map(\.at)
      try #require(times.count == 3)
      pauses.append((times[1] - times[0], times[2] - times[1]))
    }
    #expect(pauses.allSatisfy { (0...1).contains($0.0) && (0...2).contains($0.1) })
    // Even from 0 to 1 and 0 to 2: means 0.5 and 1, of 60 with 4 standard deviations of 0.037 and 0.075.
    #expect(abs(pauses.reduce(0) { $0 + $1.0 } / 60 - 0.5) < 0.15)
    #expect(abs(pauses.reduce(0) { $0 + $1.1 } / 60 - 1) < 0.3)
  }

  @Test(
    "Fleet: a call that fails at its last try fails the attempt, which waits out the timeout", arguments: [true, false])
  func failedCallFailsTheAttempt(givesBack: Bool) throws {
    let a = FakeEndpointPart(name: "a", answers: [UInt16](repeating: CallStatus.failed, count: 3))
    let outcomes = try run(
      "service_time: 2s, calls: { to: a, retry: { backoff: 0s } }\(givesBack ? ", on_error: give_back" : "")", [a],
      [at(10, .send(0))], queue: "visibility_timeout: 60s, dead_letter: { to: d, max_receives: 5 }")
    #expect(a.log.calls.map(\.at) == (givesBack ? [12, 12, 12, 14] : [12, 12, 12, 72]))
    #expect(outcomes.count("w", "failed") == 1 && outcomes.count("w", "succeeded") == 1)
    #expect(outcomes.count("w", "duplicate_work") == 0)
    #expect(outcomes.count("w", "failed_calls") == 1)
    #expect(outcomes.count("q", "visibility_requests") == (givesBack ? 1 : 0))
  }

  @Test("Fleet: a refused call is not tried again")
  func refusedCall() throws {
    let a = FakeEndpointPart(name: "a", answers: [CallStatus.refused])
    let outcomes = try run("calls: a, on_error: give_back, service_time: 1s", [a], [at(10, .send(0))])
    #expect(a.log.calls.map(\.at) == [11, 12])
    #expect(outcomes.count("w", "failed") == 1 && outcomes.count("w", "call_retries") == 0)
    let ignored = FakeEndpointPart(name: "a", answers: [CallStatus.refused])
    let goesOn = try run("calls: { to: a, on_failure: ignore }", [ignored], [at(10, .send(0))])
    #expect(ignored.log.calls.count == 1)
    #expect(goesOn.count("w", "failed") == 0 && goesOn.count("w", "succeeded") == 1)
    #expect(goesOn.count("w", "failed_calls") == 1)
  }

  @Test("Fleet: one failure of parallel calls fails the attempt when all have ended")
  func parallelFailure() throws {
    let a = FakeEndpointPart(name: "a", answers: [CallStatus.refused])
    let b = FakeEndpointPart(name: "b", time: s(5))
    let outcomes = try run("calls: { parallel: [a, b] }, on_error: give_back", [a, b], [at(10, .send(0))])
    #expect(a.log.calls.map(\.at) == [10, 15])
    #expect(outcomes.count("w", "failed") == 1 && outcomes.count("w", "succeeded") == 1)
  }

  @Test("Fleet: a share of the messages makes a call, the same ones at every attempt")
  func shares() throws {
    let count = 2_000
    let a = FakeEndpointPart(name: "a")
    let b = FakeEndpointPart(name: "b", answers: [UInt16](repeating: CallStatus.refused, count: count))
    let outcomes = try run(
      "calls: [{ to: a, share: 20% }, b], service_time: 1ms, on_error: give_back", [a, b],
      (0..<count).map { at(Double($0) * 0.01, .send($0)) })
    #expect(outcomes.count("w", "succeeded") == Int64(count))
    let messages = Set(a.log.calls.map(\.message))
    #expect(a.log.calls.count > messages.count, "some came twice")
    let range = Intervals.clopperPearson(successes: messages.count, of: count, confidence: 0.9999)
    #expect(range.low <= 0.2 && 0.2 <= range.high)
    let second = Dictionary(grouping: a.log.calls, by: \.message).values
    let twice = Dictionary(grouping: b.log.calls, by: \.message).filter { $0.value.count > 1 }
    #expect(second.allSatisfy { calls in calls.count == (twice[calls[0].message]?.count ?? 1) })
  }

  @Test("Fleet: a task that dies while it calls leaves nothing behind", arguments: 1...20)
  func crashWhileCalling(seed: Int) throws {
    let a = FakeEndpointPart(name: "a", answers: [1, 2, 1, 2, 0, 1, 1], time: s(1))
    let b = FakeEndpointPart(name: "b", answers: [1, 2, 1, 2, 0, 1, 1], time: s(1), keepsMessages: true)
    let c = FakeEndpointPart(name: "c", time: s(2), keepsMessages: true)
    let read = try parts(
      """
      traffic: { t: { to: q, rate: 2/s } }
      channels: { q: { type: sqs, receive_wait: 20s, visibility_timeout: 10s } }
      workers:
        w:
          type: fleet
          from: q
          tasks: 20
          calls: [a, { parallel: [b, c] }]
          failures: { crash: { every: 5s, restart: 1s } }
      """)
    let outcomes = try Outcomes(read + [a, b, c], until: s(100), seed: UInt64(seed))
    #expect(outcomes.count("w", "crashes") > 0)
    // Whoever kept a copy has got it, and no copy counts as sent that nobody kept.
    for end in ["b", "c"] {
      #expect(outcomes.count("t -> \(end)", "sent") == outcomes.count("t -> \(end)", "delivered"))
    }
  }

  // MARK: Errors

  @Test func whatCannotBeCalledIsALocatedError() {
    func errors(_ calls: String) -> [String] {
      Reading(
        """
        traffic: { t: { to: q, rate: 1/s } }
        channels: { q: { type: sqs, receive_wait: 1s }, q2: { type: sqs, receive_wait: 1s } }
        workers:
          w: { type: fleet, from: q, calls: \(calls) }
          v: { type: fleet, from: q2, service_time: 1s }
        """
      ).errors
    }
    #expect(errors("q2") == [])
    #expect(errors("[q2, { to: q2, share: 50%, size: 1KiB }]") == [])
    #expect(errors("v") == ["reference 4:37 w cannot call v: a fleet takes no calls"])
    #expect(errors("[t, v]").count == 2)
    for wrong in [
      "[]", "{ share: 5% }", "{ to: q2, parallel: [q2] }", "{ parallel: [] }", "{ parallel: [q2], share: 5% }",
      "{ to: q2, share: 0% }", "{ to: q2, retry: { attempts: 0 } }", "{ to: q2, on_failure: cry }", "5/s",
      "{ too: q2 }",
    ] {
      let found = errors(wrong)
      #expect(!found.isEmpty && found.allSatisfy { $0.contains(" 4:") }, "\(wrong): \(found)")
    }
  }

  @Test func aFleetNeedsWorkOrCalls() {
    let errors = Reading("workers: { w: { type: fleet, from: q } }").errors
    #expect(errors == ["missing 1:15 a fleet worker needs service_time"])
  }

  @Test func aFleetAsksAQueue() {
    let errors = Reading(
      """
      traffic: { t: { to: q, rate: 1/s } }
      channels: { q: { type: sqs } }
      workers: { w: { type: fleet, from: t, service_time: 1s } }
      """
    ).errors
    #expect(errors == ["reference 3:36 w cannot take messages from t: a traffic source has none to give"])
  }
}
