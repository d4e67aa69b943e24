// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services

/// Moves to a dead-letter queue. Source: SQS Developer Guide, dead-letter queues; API/CreateQueue (RedrivePolicy).
@Suite struct SQSDeadLetterTests {
  /// Two deliveries at most.
  private let two = "dead_letter: { to: d, max_receives: 2 }, visibility_timeout: 10s"

  @Test("SQS: a consumer gets it so many times and the next attempt moves it (API/CreateQueue; localstack#8234)")
  func aConsumerGetsItSoManyTimesAndTheNextAttemptMovesIt() throws {
    let run = try QueueRun(
      two + ", short_poll_servers: 8", deadLetter: "short_poll_servers: 8",
      [
        at(0, .send(0)), at(1, .receive(1)), at(12, .receive(2)), at(50, .look("kept")), at(50, "d", .look("no dead")),
        at(60, .receive(3)), at(61, .look("moved")), at(61, "d", .look("dead")), at(62, "d", .receive(4)),
      ])
    #expect(run.log.returned(1) == [0] && run.log.returned(2) == [0])
    #expect(run.gauge("depth", at: "kept") == 1, "nothing happens at the end of the timeout")
    #expect(run.gauge("depth", at: "no dead") == 0)
    #expect(run.log.empty(3) == 60, "the attempt that moves it returns without it")
    #expect(run.gauge("depth", at: "moved") == 0)
    #expect(run.gauge("depth", at: "dead") == 1)
    #expect(run.log.returned(4) == [0])
    #expect(run.log.deliveries.map(\.receives) == [1, 2, 3], "receives are counted over all queues")
    #expect(run.flow.deadLettered == 1)
  }

  @Test("SQS: the move costs nothing and is no send (SQS pricing; CloudWatch metrics)")
  func theMoveCostsNothingAndIsNoSend() throws {
    let run = try QueueRun(
      two + ", short_poll_servers: 8", deadLetter: "",
      [at(0, .send(0)), at(1, .receive(1)), at(12, .receive(2)), at(60, .receive(3))])
    #expect(run.count("dead_lettered") == 1)
    #expect(run.count("send_requests") == 1)
    #expect(run.count("receive_requests") == 3)
    #expect(run.count("empty_receives") == 1)
    #expect(run.outcomes.count("d", "moved_in") == 1)
    for name in ["sent", "send_requests", "receive_requests", "delete_requests", "visibility_requests"] {
      #expect(run.outcomes.count("d", name) == 0)
    }
  }

  @Test("SQS: a long poll goes on waiting (sqs-dead-letter-queues)")
  func aLongPollGoesOnWaiting() throws {
    let run = try QueueRun(
      two + ", receive_wait: 20s", deadLetter: "",
      [at(0, .send(0)), at(1, .receive(1)), at(12, .receive(2)), at(30, .receive(3)), at(45, .send(1))])
    #expect(run.log.returned(3) == [1])
    #expect(run.log.deliveries.last?.at == 45)
    #expect(run.count("receive_requests") == 3)
    let alone = try QueueRun(
      two + ", receive_wait: 20s", deadLetter: "",
      [at(0, .send(0)), at(1, .receive(1)), at(12, .receive(2)), at(30, .receive(3))])
    #expect(alone.log.empty(3) == 50)
    #expect(alone.count("dead_lettered") == 1)
  }

  @Test("SQS: a waiting call is an attempt too (sqs-dead-letter-queues)")
  func aWaitingCallIsAnAttemptToo() throws {
    // The call waits when the timeout ends: the attempt is then.
    let run = try QueueRun(
      two + ", receive_wait: 20s", deadLetter: "receive_wait: 20s",
      [at(0, .send(0)), at(1, .receive(1)), at(12, .receive(2)), at(15, .receive(3)), at(15, "d", .receive(4))])
    #expect(run.log.returned(4) == [0])
    #expect(run.log.deliveries.last?.at == 22)
    #expect(run.log.empty(3) == 35)
  }

  @Test("SQS: the others of a batch are delivered (sqs-dead-letter-queues)")
  func theOthersOfABatchAreDelivered() throws {
    let run = try QueueRun(
      "dead_letter: { to: d, max_receives: 1 }, visibility_timeout: 10s, receive_wait: 20s", deadLetter: "",
      [at(0, .send(0)), at(0, .receive(1)), at(11, .send(1)), at(11, .send(2)), at(12, .receive(2))])
    #expect(run.log.returned(2).sorted() == [1, 2])
    #expect(run.count("dead_lettered") == 1)
  }

  @Test("SQS: a dead letter queue counts its own deliveries (API/ReceiveMessage)")
  func aDeadLetterQueueCountsItsOwnDeliveries() throws {
    // max_receives is the number of deliveries that a consumer of that queue can get.
    let read = try parts(
      """
      channels:
        q: { type: sqs, visibility_timeout: 5s, receive_wait: 1s, dead_letter: { to: d, max_receives: 2 } }
        d: { type: sqs, visibility_timeout: 5s, receive_wait: 1s, dead_letter: { to: e, max_receives: 2 } }
        e: { type: sqs, receive_wait: 1s }
      """)
    let log = Log()
    var steps = [at(0, .send(0))]
    for call in 1...3 { steps.append(at(Double(call) * 10, .receive(call))) }
    for call in 4...6 { steps.append(at(Double(call) * 10, "d", .receive(call))) }
    steps.append(at(70, "e", .receive(7)))
    let outcomes = try Outcomes(read + [ScriptPart(steps: steps, log: log)], until: s(200))
    #expect(log.deliveries.map(\.call) == [1, 2, 4, 5, 7])
    #expect(log.deliveries.map(\.receives) == [1, 2, 3, 4, 5])
    #expect(outcomes.measured.flows[0].deadLettered == 1, "a message is dead-lettered once")
  }

  @Test("SQS: two queues that move to each other do not stop the clock (sqs-dead-letter-queues)")
  func twoQueuesThatMoveToEachOtherDoNotStopTheClock() throws {
    let read = try parts(
      """
      channels:
        q: { type: sqs, visibility_timeout: 5s, receive_wait: 20s, dead_letter: { to: d, max_receives: 1 } }
        d: { type: sqs, visibility_timeout: 5s, receive_wait: 20s, dead_letter: { to: q, max_receives: 1 } }
      """)
    let log = Log()
    var steps = [at(0, .send(0))]
    for call in 1...5 { steps += [at(Double(call), .receive(call)), at(Double(call), "d", .receive(call + 10))] }
    _ = try Outcomes(read + [ScriptPart(steps: steps, log: log)], until: s(200))
    #expect(log.deliveries.map(\.call) == [1, 11, 2, 12, 3])
  }

  @Test("SQS: retention in the dead letter queue counts from the first enqueue (sqs-dead-letter-queues)")
  func retentionInTheDeadLetterQueueCountsFromTheFirstEnqueue() throws {
    // A day in the source and four days of retention: gone after three days in the dead-letter queue.
    let day = 86_400.0
    let run = try QueueRun(
      "dead_letter: { to: d, max_receives: 1 }, receive_wait: 1s", deadLetter: "retention: 4d",
      [
        at(100, .send(0)), at(200, .receive(1)), at(day, .receive(2)), at(4 * day + 99, "d", .look("kept")),
        at(4 * day + 101, "d", .look("gone")),
      ], until: 5 * day)
    #expect(run.gauge("depth", at: "kept") == 1)
    #expect(run.gauge("depth", at: "gone") == 0)
    #expect(run.outcomes.count("d", "expired") == 1)
    #expect(run.flow.deadLettered == 1 && run.flow.expired == 0)
  }

  @Test("SQS: an older message that is moved later expires first (sqs-dead-letter-queues)")
  func anOlderMessageThatIsMovedLaterExpiresFirst() throws {
    let run = try QueueRun(
      "dead_letter: { to: d, max_receives: 1 }, receive_wait: 1s, visibility_timeout: 10s",
      deadLetter: "retention: 100s",
      [
        at(0, .send(0)), at(1, .receive(1)), at(1.1, .extend(Handle(0), to: 40)),
        at(5, .send(1)), at(6, .receive(2)), at(20, .receive(3)),  // moves 1
        at(45, .receive(4)),  // moves 0
        at(99, "d", .look("both")), at(102, "d", .look("one")), at(106, "d", .look("none")),
      ])
    #expect(run.gauge("depth", at: "both") == 2)
    #expect(run.gauge("depth", at: "one") == 1)
    #expect(run.gauge("depth", at: "none") == 0)
  }

  @Test("SQS: a message that is too old for the dead letter queue is not delivered (sqs-dead-letter-queues)")
  func aMessageThatIsTooOldForTheDeadLetterQueueIsNotDelivered() throws {
    let run = try QueueRun(
      "dead_letter: { to: d, max_receives: 1 }, receive_wait: 1s", deadLetter: "retention: 60s, receive_wait: 20s",
      [at(0, .send(0)), at(1, .receive(1)), at(100, "d", .receive(2)), at(101, .receive(3))])
    #expect(run.log.returned(2).isEmpty)
    #expect(run.log.empty(2) == 120)
    #expect(run.outcomes.count("d", "expired") == 1)
  }

  @Test("SQS: age of the oldest counts from the move (sqs-available-cloudwatch-metrics)")
  func ageOfTheOldestCountsFromTheMove() throws {
    let run = try QueueRun(
      "dead_letter: { to: d, max_receives: 1 }, receive_wait: 1s", deadLetter: "",
      [
        at(0, .send(0)), at(1, .receive(1)), at(99.5, .look("source")), at(100, .receive(2)),
        at(130.5, "d", .look("dead")),
      ])
    #expect(run.gauge("oldest_message_age", at: "source") == 99)
    #expect(run.gauge("oldest_message_age", at: "dead") == 30)
  }

  @Test("SQS: a late success saves a moved message (sqs-dead-letter-queues)")
  func aLateSuccessSavesAMovedMessage() throws {
    let run = try QueueRun(
      "dead_letter: { to: d, max_receives: 1 }, receive_wait: 1s", deadLetter: "",
      [at(0, .send(0)), at(1, .receive(1)), at(40, .receive(2)), at(41, .delete(Handle(0)))])
    #expect(run.flow.delivered == 1 && run.flow.deadLettered == 0)
    #expect(run.count("stale_deletes") == 1, "the handle is of no use after the move")
    #expect(run.outcomes.level("d", "depth").last == 1)
  }

  @Test("SQS: wrong targets are refused (API/CreateQueue)")
  func wrongTargetsAreRefused() {
    let own = Reading("channels: { q: { type: sqs, dead_letter: { to: q } } }")
    #expect(own.errors == ["value 1:48 q cannot be its own dead-letter queue"])
    let none = Reading("channels: { q: { type: sqs, dead_letter: {} } }")
    #expect(none.errors.count == 1)
    let often = Reading("channels: { q: { type: sqs, dead_letter: { to: d, max_receives: 1001 } } }")
    #expect(often.errors.count == 1 && often.errors[0].hasPrefix("range 1:65"))
  }

  @Test("SQS: max receives is ten by default (API/CreateQueue)")
  func maxReceivesIsTenByDefault() throws {
    let steps = [at(0, .send(0))] + (1...12).map { at(Double($0) * 10, .receive($0)) }
    let run = try QueueRun(
      "visibility_timeout: 5s, receive_wait: 1s, dead_letter: { to: d }", deadLetter: "", steps)
    #expect(run.log.deliveries.count == 10)
    #expect(run.count("dead_lettered") == 1)
  }
}
