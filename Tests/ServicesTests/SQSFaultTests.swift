// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

@Suite("SQS: queues that cannot be reached or are deleted", .serialized)
struct SQSFaultTests {
  @Test(
    "stop: sends fail, receives are empty, deletes are tried again, and nothing is lost",
    arguments: ["sqs", "sqs-fifo"])
  func stop(type: String) throws {
    let run = try QueueRun(
      "retry_backoff: 1s, receive_wait: 20s, visibility_timeout: 30s", type: type,
      [
        at(0, .send(0)), at(1, .receive(1)), at(5, .receive(2)), at(10, .begin(.stop)), at(11, .send(1, listens: true)),
        at(12, .receive(3)), at(13, .delete(Handle(0))), at(14, .send(2)), at(20.5, .end(.stop)),
        at(22, .look("after")),
        at(23, .send(3)), at(24, .receive(4)),
      ])
    #expect(run.log.empty(2) == 11, "a waiting call is cut off")
    #expect(run.log.empty(3) == 13)
    #expect(run.log.throttled.map(\.message) == [1], "its producer may try again")
    #expect(run.count("rejected") == 1, "nobody was listening")
    #expect(run.log.answers == [21], "the delete goes on until it succeeds")
    #expect(run.gauge("in_flight", at: "after") == 0)
    #expect(run.log.returned(4) == [3])
    #expect(run.count("deletes") == 1)
    #expect(run.count("failed_calls") >= 4)
    #expect(run.count("receive_requests") == 2 && run.count("send_requests") == 2, "failed calls are not billed")
  }

  @Test("stop: what happens inside goes on: timeouts, moves", arguments: ["sqs", "sqs-fifo"])
  func insideGoesOn(type: String) throws {
    let run = try QueueRun(
      "visibility_timeout: 10s, dead_letter: { to: d, max_receives: 1 }, receive_wait: 1s", type: type, deadLetter: "",
      [
        at(0, .send(0)), at(1, .receive(1)), at(5, .begin(.stop)), at(12, .look("visible")), at(15, .end(.stop)),
        at(16, "d", .begin(.stop)), at(17, .receive(2)), at(18, "d", .look("moved")),
      ])
    #expect(run.gauge("depth", at: "visible") == 1)
    #expect(run.log.looks["moved"]?.gauges["depth"] == 1)
  }

  @Test("faults may overlap")
  func overlap() throws {
    let run = try QueueRun(
      "receive_wait: 1s, retry_backoff: 1s",
      [
        at(0, .send(0)), at(1, .begin(.stop)), at(2, .begin(.stop)), at(3, .end(.stop)), at(4, .receive(1)),
        at(5, .end(.stop)), at(6, .receive(2)),
      ])
    #expect(run.log.empty(1) == 5)
    #expect(run.log.returned(2) == [0])
  }

  @Test("remove: messages are lost, sends are refused for good", arguments: ["sqs", "sqs-fifo"])
  func remove(type: String) throws {
    let run = try QueueRun(
      "visibility_timeout: 30s, receive_wait: 20s, retry_backoff: 1s\(type == "sqs" ? ", servers: 1" : "")", type: type,
      deadLetter: "",
      [
        at(0, .batch([0, 1, 2], keys: [1, 2, 3])), at(1, .receive(1, atMost: 1)), at(5, .begin(.remove)),
        at(6, .look("gone")), at(7, .send(3, listens: true)), at(8, .delete(Handle(0))), at(9, .end(.remove)),
        at(10, .send(4)), at(11, .receive(2)),
      ])
    for gauge in ["depth", "in_flight", "delayed"] { #expect(run.gauge(gauge, at: "gone") == 0) }
    #expect(run.count("expired") == 3)
    #expect(run.flow.expired == 2 && run.flow.delivered == 1, "what was in a worker's hands was done all the same")
    #expect(run.flow.rejected == 1 && run.log.throttled.isEmpty)
    #expect(run.log.answers == [8])
    #expect(run.log.returned(2) == [4])
  }

  @Test("a whole scenario survives its queue's outage: everything is delivered in the end")
  func scenario() throws {
    let outcomes = try Outcomes(
      try parts(
        """
        traffic: { t: { to: q, rate: 20/s, shape: [ { at: 0s, x: 1 }, { at: 100s, x: 0 }, { at: 200s, x: 1 } ] } }
        channels: { q: { type: sqs, receive_wait: 20s, receive_time: 10ms, duplicate_delivery: 0% } }
        workers: { w: { type: fleet, from: q, tasks: 10, service_time: 200ms } }
        faults: { outage: { at: 105s, for: 60s, stop: q }, again: { at: 150s, for: 30s, stop: q } }
        """), until: s(300))
    let flow = outcomes.measured.flows[0]
    #expect(flow.rejected == 0 && flow.expired == 0 && flow.sent > 3_500)
    #expect(flow.sent - flow.delivered == flow.inFlight && flow.inFlight < 20)
    #expect(outcomes.count("q", "failed_calls") > 1_000)
  }
}
