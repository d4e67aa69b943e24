// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics
import Testing

@testable import Services

/// Workers that send messages on: latencies, conservation and forks over several stages.
@Suite struct PipelineTests {
  /// Two queues with a fleet each.
  private func tandem(
    rate: String = "{ rate: 1/s }", first: String, second: String, queues: String = "visibility_timeout: 12h",
    sendTime: String = "0s"
  ) throws -> [any Part] {
    try parts(
      """
      traffic: { t: { to: q1, \(rate.dropFirst().dropLast()) } }
      channels:
        q1: { type: sqs, receive_wait: 20s, duplicate_delivery: 0%, \(queues) }
        q2: { type: sqs, receive_wait: 20s, visibility_timeout: 12h, duplicate_delivery: 0%, send_time: \(sendTime) }
        d: { type: sqs }
      workers:
        w1: { type: fleet, from: q1, calls: q2, \(first) }
        w2: { type: fleet, from: q2, \(second) }
      """)
  }

  @Test("Pipeline: the latency of the source's flow is the sum over both stages, and its parts add up")
  func latenciesAddUp() throws {
    let read = try tandem(
      first: "tasks: 100, service_time: 2s", second: "tasks: 100, service_time: 3s", sendTime: "1s")
    let outcomes = try Outcomes(read, until: s(200))
    let all = outcomes.times("t", "latency")
    #expect(all.count > 100)
    #expect(abs(all.mean - 6) < 1e-6, "2 + 1 for the call + 3")
    #expect(abs(outcomes.times("t -> w1", "latency").mean - 3) < 1e-6, "the attempt ends with the call's answer")
    #expect(abs(outcomes.times("t", "service").mean - 5) < 1e-6)
    #expect(abs(outcomes.times("t", "wait").mean) < 1e-6)
    #expect(abs(outcomes.times("w1", "service").mean - 3) < 1e-6, "the slot waits for the answer")
    #expect(outcomes.count("t -> w1", "delivered") == outcomes.count("q2", "sent"))
    #expect(outcomes.count("w2", "worked") == outcomes.count("w2", "attempts"))
    let flow = outcomes.measured.flows[0]
    #expect(flow.sent == flow.delivered + flow.inFlight && flow.delivered == all.count)
    #expect(outcomes.model.instruments.flows.count == 1)
  }

  @Test("Pipeline: a message that stage 1 works on twice counts once, though stage 2 gets it twice")
  func duplicatesAtTheFirstStage() throws {
    let read = try tandem(
      rate: "{ rate: 0.05/s, arrivals: constant }", first: "tasks: 9, service_time: 12s",
      second: "tasks: 9, service_time: 1s",
      queues: "visibility_timeout: 5s, dead_letter: { to: d, max_receives: 3 }")
    let outcomes = try Outcomes(read, until: s(400))
    let flow = outcomes.measured.flows[0]
    #expect(flow.delivered >= 17)
    #expect(outcomes.count("q2", "sent") >= 3 * Int64(flow.delivered - 1), "three deletes with old handles")
    #expect(outcomes.count("t -> w1", "delivered") == Int64(flow.delivered))
    #expect(outcomes.times("t", "latency").count == flow.delivered)
    #expect(abs(outcomes.times("t", "latency").mean - 13) < 1e-6)
    #expect(outcomes.count("w2", "worked") == outcomes.count("w2", "attempts"), "each is a message of its own there")
  }

  @Test("Pipeline: errors at both stages lose nothing and tell the message's own account of time")
  func errorsAtBothStages() throws {
    let read = try tandem(
      rate: "{ rate: 5/s }", first: "tasks: 30, service_time: 1s, failures: { error: 20% }",
      second: "tasks: 30, service_time: 1s, on_error: give_back, failures: { error: 20% }",
      queues: "visibility_timeout: 10s, dead_letter: { to: d, max_receives: 3 }")
    let outcomes = try Outcomes(read, until: s(2_000))
    let flow = outcomes.measured.flows[0]
    // Three attempts at stage 1: 0.2^3 are set aside.
    let range = Intervals.clopperPearson(successes: flow.deadLettered, of: flow.sent, confidence: 0.9999)
    #expect(range.low <= 0.008 && 0.008 <= range.high)
    #expect(outcomes.count("t -> w1", "dead_lettered") == Int64(flow.deadLettered))
    #expect(abs(outcomes.times("t", "service").mean - 2) < 1e-6, "one successful attempt at each stage")
  }

  @Test("Jackson: the sojourn times of two M/M/1 stages in a row add up")
  func tandemOfMM1() throws {
    let read = try tandem(
      rate: "{ rate: 5/s }", first: "receive: 1, service_time: { exponential: { mean: 100ms } }",
      second: "receive: 1, service_time: { exponential: { mean: 125ms } }")
    let runs = try (0..<12).map { try Outcomes(read, until: s(4_000), replication: UInt32($0)) }
    let first = Intervals.studentT(runs.map { $0.times("t -> w1", "latency").mean }, confidence: 0.9999)
    let both = Intervals.studentT(runs.map { $0.times("t", "latency").mean }, confidence: 0.9999)
    #expect(first.low <= 1 / (10.0 - 5) && 1 / (10.0 - 5) <= first.high, "\(first)")
    let sum = 1 / (10.0 - 5) + 1 / (8.0 - 5)
    #expect(both.low <= sum && sum <= both.high, "\(both)")
  }

  @Test("Fork: a worker that sends to two queues ends its flow, and each copy has a fate of its own")
  func forkAtAWorker() throws {
    let read = try parts(
      """
      traffic: { t: { to: q, rate: 2/s } }
      channels:
        q: { type: sqs, receive_wait: 20s }
        qa: { type: sqs, receive_wait: 20s }
        qb: { type: sqs, receive_wait: 20s, dead_letter: { to: d, max_receives: 1 }, visibility_timeout: 5s }
        d: { type: sqs }
      workers:
        w: { type: fleet, from: q, tasks: 20, service_time: 1s, calls: [qa, { to: qb, share: 50%, size: 3KiB }] }
        a: { type: fleet, from: qa, tasks: 20, service_time: 2s }
        b: { type: fleet, from: qb, tasks: 20, service_time: 3s, failures: { error: 100% } }
      """)
    let outcomes = try Outcomes(read, until: s(500))
    #expect(outcomes.model.instruments.flows.map(\.name) == ["t", "t -> a", "t -> b"])
    let flows = outcomes.measured.flows
    #expect(abs(outcomes.times("t", "latency").mean - 1) < 1e-6)
    #expect(abs(outcomes.times("t -> a", "latency").mean - 3) < 1e-6, "from the first send")
    #expect(abs(outcomes.times("t -> a", "service").mean - 3) < 1e-6, "the worker's second too")
    #expect(flows[1].sent == flows[0].delivered)
    #expect(flows[2].delivered == 0 && flows[2].deadLettered > 200, "the source's flow has nothing to do with it")
    let range = Intervals.clopperPearson(successes: flows[2].sent, of: flows[1].sent, confidence: 0.9999)
    #expect(range.low <= 0.5 && 0.5 <= range.high)
    // 3 KiB are one chunk of 64 KiB, as anything small.
    #expect(outcomes.count("qb", "send_requests") == Int64(flows[2].sent))
  }

  @Test("Fork: what a throttled call would have sent is not counted, and is sent by the retry")
  func forkWithRetries() throws {
    let a = FakeEndpointPart(name: "a", answers: [1, 1, 0, 1, 2, 1], keepsMessages: true)
    let b = FakeEndpointPart(name: "b", keepsMessages: true)
    let read = try parts(
      """
      channels: { q: { type: sqs, receive_wait: 20s, visibility_timeout: 60s } }
      traffic: { t: { to: q, rate: 0.1/s, arrivals: constant } }
      workers: { w: { type: fleet, from: q, calls: [{ to: b, size: 7KiB }, a] } }
      """)
    let outcomes = try Outcomes(read + [a, b], until: s(100))
    let flows = Dictionary(
      uniqueKeysWithValues: zip(outcomes.model.instruments.flows.map(\.name), outcomes.measured.flows))
    #expect(outcomes.count("w", "failed") == 1, "the second message's three tries")
    #expect(flows["t"]?.sent == flows["t -> a"]?.sent, "its next attempt sends it")
    #expect(flows["t -> b"]?.sent == (flows["t"]?.sent ?? 0) + 1, "what went out before the failure goes out again")
    #expect(b.log.calls.allSatisfy { $0.size == 7 * 1024 })
  }

  @Test("Fleet: the reader of a dead-letter queue counts its own work")
  func readerOfADeadLetterQueue() throws {
    let read = try parts(
      """
      traffic: { t: { to: q, rate: 1/s } }
      channels:
        q: { type: sqs, receive_wait: 20s, visibility_timeout: 5s, dead_letter: { to: d, max_receives: 2 } }
        d:
          type: sqs
          receive_wait: 20s
          visibility_timeout: 10s
          retention: 14d
          dead_letter: { to: last, max_receives: 3 }
        last: { type: sqs }
      workers:
        w: { type: fleet, from: q, tasks: 10, receive: 1, service_time: 1s, failures: { error: 100% } }
        r: { type: fleet, from: d, tasks: 60, receive: 1, service_time: 12s }
      """)
    let outcomes = try Outcomes(read, until: s(500))
    #expect(outcomes.count("w", "worked") > 450)
    #expect(outcomes.count("w", "duplicate_work") == 0)
    let worked = outcomes.count("r", "worked")
    #expect(worked > 450 && worked <= outcomes.count("q", "dead_lettered"))
    let late = outcomes.count("r", "duplicate_work")
    #expect(late > 430 && late <= worked, "12 s of work, a timeout of 10 s")
    #expect(outcomes.measured.flows[0].delivered > 430)
  }

  @Test("Fleet: a reader of the dead-letter queue can send messages back on their way")
  func backFromTheDeadLetterQueue() throws {
    let read = try parts(
      """
      traffic: { t: { to: q, rate: 1/s } }
      channels:
        q: { type: sqs, receive_wait: 20s, visibility_timeout: 5s, dead_letter: { to: d, max_receives: 2 } }
        d: { type: sqs, receive_wait: 20s, retention: 14d }
      workers:
        w: { type: fleet, from: q, tasks: 10, service_time: 1s }
        r: { type: fleet, from: d, tasks: 10, service_time: 2s, calls: q }
      faults: { f: { at: 100s, for: 60s, fail: w } }
      """)
    let outcomes = try Outcomes(read, until: s(500))
    #expect(outcomes.count("q", "dead_lettered") > 60)
    #expect(outcomes.measured.flows[0].deadLettered == 0)
    #expect(outcomes.measured.flows[0].sent - outcomes.measured.flows[0].delivered < 20)
  }
}
