// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services
@testable import Simulation

/// A topic from end to end.
struct KafkaTests {
  @Test("Everything sent at a low load is delivered, to each of two groups; conservation holds")
  func delivers() throws {
    let one = try KafkaLab("partitions: 6", until: 8, builtInLatencies: true)
    #expect(one.flow.sent > 7_000)
    #expect(one.flow.delivered > one.flow.sent - 200)
    let two = try KafkaLab("partitions: 6", workers: 2, until: 8, builtInLatencies: true)
    for flow in two.outcomes.measured.flows { #expect(flow.delivered > flow.sent - 200) }
    #expect(two.outcomes.measured.flows.count == 3)
  }

  @Test(
    "A worker that hands on to a topic waits for the acknowledgement; the record goes on as the next stage of its way")
  func calls() throws {
    let outcomes = try Outcomes(
      parts(
        """
        traffic: { s: { to: q, rate: 100/s, size: 1000B, keys: { uniform: { count: 100 } } } }
        channels:
          q: { type: sqs, receive_wait: 20s }
          t: { type: kafka-ec2, instance: m7g.large, partitions: 6, linger: 0s, network_time: 1ms, broker_time: 1ms }
        workers:
          f: { type: fleet, from: q, tasks: 40, service_time: 1ms, calls: t }
          w: { type: fleet, from: t, tasks: 6, service_time: 1ms }
        """), until: s(20))
    let flow = outcomes.measured.flows[0]
    #expect(flow.delivered > flow.sent - 30)
    // Two round trips and two appends.
    #expect(outcomes.times("f", "call_time").mean > 0.0055)
    #expect(outcomes.count("f", "failed_calls") == 0)
    // A topic that cannot be reached fails the calls in the end, and takes nothing.
    let cut = try Outcomes(
      parts(
        """
        traffic: { s: { to: q, rate: 20/s, size: 1000B } }
        channels:
          q: { type: sqs, visibility_timeout: 60s, receive_wait: 20s }
          t: { type: kafka-ec2, instance: m7g.large, partitions: 2, delivery_timeout: 2s, request_timeout: 1s }
        workers: { f: { type: fleet, from: q, tasks: 40, service_time: 1ms, calls: t } }
        faults: { cut: { at: 5s, for: 20s, stop: t } }
        """), until: s(120))
    #expect(cut.count("f", "failed_calls") > 0)
    #expect(cut.measured.flows[0].delivered > cut.measured.flows[0].sent - 10)
  }
}
