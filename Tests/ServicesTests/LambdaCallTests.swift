// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

/// Functions between other parts: behind topics and workers, in front of queues and endpoints.
@Suite struct LambdaCallTests {
  private func run(
    _ text: String, more: [any Part] = [], steps: [Step] = [], until duration: Double = 300,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws -> Outcomes {
    // The fakes are not in the text, so the parts' own checks would miss them.
    let reading = Reading(text)
    try #require(!reading.diagnostics.hasErrors, sourceLocation: sourceLocation)
    let script: [any Part] = steps.isEmpty ? [] : [ScriptPart(steps: steps, log: Log())]
    return try Outcomes(reading.parts + more + script, until: s(duration), sourceLocation: sourceLocation)
  }

  @Test("Lambda: a function that sends on is a stage of its messages' flow")
  func passesOn() throws {
    let outcomes = try run(
      """
      traffic: { t: { to: q, rate: 1/s } }
      channels:
        q: { type: sqs, visibility_timeout: 60s, duplicate_delivery: 0% }
        r: { type: sqs, visibility_timeout: 60s, receive_wait: 20s, duplicate_delivery: 0% }
      workers:
        f: { type: lambda, from: q, service_time: 2s, batch_size: 1, maximum_concurrency: 100, mapping_start: 50, calls: r }
        w: { type: fleet, from: r, tasks: 50, service_time: 3s }
      """)
    #expect(outcomes.model.instruments.flows.count == 1)
    #expect(abs(outcomes.times("t", "latency").mean - 5) < 1e-6)
    #expect(abs(outcomes.times("t", "service").mean - 5) < 1e-6)
    #expect(abs(outcomes.times("t -> f", "latency").mean - 2) < 1e-6)
    #expect(outcomes.count("f", "calls_to_r") == outcomes.count("r", "sent"))
    #expect(outcomes.count("t -> f", "delivered") == outcomes.count("r", "sent"))
  }

  @Test("Lambda: a function that sends to several channels forks the flow")
  func forks() throws {
    let outcomes = try run(
      """
      traffic: { t: { to: q, rate: 1/s } }
      channels: { q: { type: sqs }, r: { type: sqs }, u: { type: sqs } }
      workers: { f: { type: lambda, from: q, service_time: 100ms, failures: { error: 10% }, calls: [r, u] } }
      """)
    #expect(outcomes.model.instruments.flows.count == 3)
    #expect(outcomes.count("r", "sent") == outcomes.count("f", "succeeded"))
    #expect(outcomes.count("u", "sent") == outcomes.count("f", "succeeded"))
    #expect(outcomes.count("f", "failed") > 10)
  }

  @Test("Lambda: a call that fails at its last try fails the attempt, and the batch comes back")
  func failedCalls() throws {
    let endpoint = FakeEndpointPart(
      name: "e", answers: [CallStatus.failed, CallStatus.failed, CallStatus.failed], time: s(0.1))
    let outcomes = try run(
      """
      channels: { q: { type: sqs, visibility_timeout: 30s, duplicate_delivery: 0% } }
      workers: { f: { type: lambda, from: q, service_time: 1s, timeout: 20s, calls: e } }
      """, more: [endpoint], steps: sends(0..<1), until: 100)
    #expect(endpoint.log.calls.count == 4, "three tries, and one after the visibility timeout")
    #expect(outcomes.count("f", "errors") == 1 && outcomes.count("f", "invocations") == 2)
    #expect(outcomes.measured.flows[0].delivered == 1)
    #expect(outcomes.times("script", "latency").max > 31)
  }

  @Test("Lambda: a timeout cuts off a call that takes too long; its answer is for nobody")
  func calledTooLong() throws {
    let endpoint = FakeEndpointPart(name: "e", time: s(10))
    let outcomes = try run(
      """
      channels: { q: { type: sqs, visibility_timeout: 30s, dead_letter: { to: d, max_receives: 2 } }, d: { type: sqs } }
      workers: { f: { type: lambda, from: q, service_time: 1s, timeout: 3s, calls: e } }
      """, more: [endpoint], steps: sends(0..<3), until: 200)
    #expect(outcomes.count("f", "timeouts") == 6 && outcomes.count("f", "succeeded") == 0)
    #expect(outcomes.count("f", "billed_time") == 6 * 3000)
    #expect(outcomes.measured.flows[0].deadLettered == 3)
  }

  @Test("Lambda: work that was cut off does not end a later run of the same event")
  func cutOffRunsAreOver() throws {
    // The first run's work would end at 100 s, within the run that begins at 63 s if it were not cut off too.
    let run = try EventRun(
      "service_time: { mix: [ { share: 100%, constant: 64s } ] }, timeout: 3s", calls: [0], until: 400)
    #expect(run.count("attempts") == 3 && run.count("succeeded") == 0)
    #expect(run.count("timeouts") == 3 && run.count("lost") == 1)
  }

  @Test("Lambda: a topic invokes a function asynchronously; throttles do not reach the topic")
  func behindATopic() throws {
    let outcomes = try run(
      """
      traffic: { t: { to: topic, rate: 20/s } }
      channels: { topic: { type: sns, deliver_to: { f: {} } } }
      workers: { f: { type: lambda, from: topic, service_time: 1s, reserved_concurrency: 30 } }
      """, until: 600)
    let received = outcomes.count("f", "events_received")
    #expect(received > 11_000)
    #expect(outcomes.count("f", "throttles") > 0, "20 on average, now and then more than 30")
    #expect(outcomes.count("f", "lost") == 0)
    let flow = outcomes.measured.flows[1]
    #expect(flow.delivered + flow.inFlight == flow.sent && flow.inFlight < 100)
  }

  @Test("Lambda: a worker can call a function without waiting for its work")
  func calledByAWorker() throws {
    let outcomes = try run(
      """
      traffic: { t: { to: q, rate: 1/s } }
      channels: { q: { type: sqs, receive_wait: 20s, duplicate_delivery: 0% } }
      workers:
        w: { type: fleet, from: q, tasks: 20, service_time: 1s, calls: f }
        f: { type: lambda, service_time: 2s, accept_time: 500ms }
      """)
    #expect(abs(outcomes.times("w", "service").mean - 1.5) < 1e-6, "until the event is accepted")
    #expect(abs(outcomes.times("t", "latency").mean - 3.5) < 1e-6)
    #expect(outcomes.count("f", "events_received") == outcomes.count("w", "succeeded"))
  }
}
