// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

@Suite("SQS FIFO queues: deduplication")
struct SQSFIFODeduplicationTests {
  /// The copies of one message that are stored when its producer sends it again after so many seconds.
  private func copies(after seconds: Int, _ more: String = "", steps: [Step] = []) throws -> (Int64, QueueRun) {
    let run = try fifoRun(
      "duplicate_sends: { share: 100%, after: \(seconds)s \(more) }", [at(0, .send(0))] + steps, until: 900)
    return (run.count("sent"), run)
  }

  @Test("E19: equal ids within 5 minutes of the first send are accepted and dropped (API/SendMessage)")
  func theLateRetry() throws {
    #expect(try [10, 200, 400].map { try copies(after: $0).0 } == [1, 1, 2])
    #expect(try [299, 300].map { try copies(after: $0).0 } == [1, 2], "the five minutes end after 300 s")
    let (_, run) = try copies(after: 10)
    #expect(run.count("send_requests") == 2, "the second call succeeds")
    #expect(run.count("deduplicated") == 1)
    #expect(run.flow.sent == 1, "for the producer it is one message")
  }

  @Test("an id is remembered although the message was received and deleted (API/SendMessage)")
  func rememberedAfterTheDelete() throws {
    let steps = [at(1, .receive(1)), at(2, .delete(Handle(0))), at(20, .receive(2))]
    let (stored, run) = try copies(after: 10, steps: steps)
    #expect(stored == 1)
    #expect(run.log.empty(2) == 20)
  }

  @Test("content-based ids tell bodies with a timestamp apart: always 2 (API/CreateQueue)")
  func contentBased() throws {
    func stored(_ settings: String, after seconds: Int) throws -> Int64 {
      try fifoRun(settings, [at(0, .send(0))], until: 900).count("sent")
    }
    for seconds in [10, 200, 400] {
      let sends = "duplicate_sends: { share: 100%, after: \(seconds)s, changes_body: true }"
      #expect(try stored("content_based_dedup: true, \(sends)", after: seconds) == 2)
      #expect(try stored(sends, after: seconds) == (seconds < 300 ? 1 : 2), "an explicit id goes before the body")
    }
  }

  @Test("the window can be changed for an experiment")
  func window() throws {
    let run = try fifoRun(
      "dedup_window: 60s, duplicate_sends: { share: 100%, after: 61s }", [at(0, .send(0))], until: 300)
    #expect(run.count("sent") == 2)
  }

  @Test("a second copy is worked on again, and counts for its message once")
  func aSecondCopy() throws {
    let (_, run) = try copies(
      after: 400,
      steps: [at(1, .receive(1)), at(2, .delete(Handle(0))), at(500, .receive(2)), at(501, .delete(Handle(0, 2)))])
    #expect(run.log.deliveries(of: 0) == [1, 500])
    #expect(run.flow.sent == 1 && run.flow.delivered == 1)
    #expect(run.count("stored_again") == 1)
  }

  @Test("a share of the sends is repeated")
  func share() throws {
    let run = try fifoRun(
      "call_limit: 10000, duplicate_sends: { share: 20%, after: 5s }",
      (0..<4_000).map { at(Double($0) * 0.01, .send($0)) })
    #expect(abs(run.count("deduplicated") - 800) < 4 * 26)
    #expect(run.count("sent") == 4_000)
  }

  @Test("a worker that hands a message on twice within 5 minutes is deduplicated by the message's id")
  func handedOnTwice() throws {
    let log = Log()
    let read = try parts(
      "channels: { q: { type: sqs-fifo, visibility_timeout: 1h }, d: { type: sqs-fifo, receive_wait: 1s } }")
    let steps = [
      at(0, .send(0)), at(1, .receive(1)), at(2, "d", .handOn(Handle(0))), at(3, "d", .handOn(Handle(0))),
      at(301, "d", .handOn(Handle(0))), at(302.5, "d", .handOn(Handle(0))),
    ]
    let outcomes = try Outcomes(read + [ScriptPart(steps: steps, log: log)], until: s(400))
    #expect(log.statuses.map(\.status) == [0, 0, 0, 0], "all are accepted")
    #expect(outcomes.count("d", "sent") == 2)
    #expect(outcomes.count("d", "deduplicated") == 2)
  }

  @Test("scope: high throughput counts ids by group, anything else has the normal limits (API/CreateQueue)")
  func scope() throws {
    func part(_ settings: String) throws -> FIFOPart {
      try #require(try parts("channels: { q: { type: sqs-fifo, \(settings) } }").first as? FIFOPart)
    }
    #expect(try part("high_throughput: true").fifo.dedupByGroup)
    #expect(try part("dedup_scope: group").fifo.dedupByGroup)
    #expect(try part("dedup_scope: group").fifo.mostPartitions == 1)
    let wrong = Reading("channels: { q: { type: sqs-fifo, high_throughput: true, dedup_scope: queue } }")
    #expect(wrong.errors.count == 1 && wrong.errors[0].hasPrefix("value 1:70 high_throughput needs dedup_scope group"))
  }

  @Test("ids are forgotten in the order in which they came, against a plain list")
  func memory() {
    var memory = Deduplication(window: 100)
    var naive: [(id: UInt64, until: Instant)] = []
    var state: UInt64 = 9
    for step in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let now = Instant(step / 3)
      let id = state >> 58
      naive.removeAll { $0.until <= now }
      let isNew = !naive.contains { $0.id == id }
      if isNew { naive.append((id, now + 100)) }
      #expect(memory.isNew(id, at: now) == isNew)
      #expect(memory.count == naive.count)
    }
  }
}
