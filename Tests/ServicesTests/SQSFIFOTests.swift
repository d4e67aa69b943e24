// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics
import Testing

@testable import Services

/// A script on a FIFO queue, perhaps with a dead-letter queue.
func fifoRun(
  _ settings: String = "", deadLetter: String? = nil, region: String = "us-east-1", _ steps: [Step],
  until duration: Double = 200, seed: UInt64 = 1, answers: (@Sendable (Log.Delivery) -> Script.Answer)? = nil,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws -> QueueRun {
  try QueueRun(
    settings, type: "sqs-fifo", deadLetter: deadLetter, region: region, steps, until: duration, seed: seed,
    answers: answers, sourceLocation: sourceLocation)
}

@Suite("SQS FIFO queues: groups")
struct SQSFIFOTests {
  // Group 1 has the odd numbers' messages, group 2 the even ones', unless said otherwise.

  @Test("order is strict within a group (Developer Guide, FIFO-queues-understanding-logic)")
  func orderWithinAGroup() throws {
    var steps = (0..<50).map { at(Double($0) * 0.01, .send($0, key: UInt32($0 % 3))) }
    for call in 0..<50 { steps.append(at(1 + Double(call) * 0.1, .receive(call, atMost: call % 4 + 1, waiting: 0))) }
    let run = try fifoRun("", steps, answers: { _ in .delete(after: 0.01) })
    #expect(run.log.deliveries.count == 50)
    for group in 0..<3 {
      let order = run.log.deliveries.map(\.message).filter { $0 % 3 == group }
      #expect(order == order.sorted())
    }
  }

  @Test("while a message of a group is in flight, no other of that group is returned (Developer Guide, as above)")
  func aGroupIsLocked() throws {
    let run = try fifoRun(
      "visibility_timeout: 30s",
      [
        at(0, .send(0, key: 1)), at(0, .send(1, key: 1)), at(0, .send(2, key: 2)), at(1, .receive(1, atMost: 1)),
        at(2, .receive(2)), at(3, .receive(3)), at(3.5, .look("locked")), at(4, .delete(Handle(0))), at(5, .receive(4)),
      ])
    #expect(run.log.returned(1) == [0])
    #expect(run.log.returned(2) == [2], "1 is behind 0, which is in flight")
    #expect(run.log.empty(3) == 3)
    #expect(run.log.returned(4) == [1])
    #expect(run.gauge("groups_in_flight", at: "locked") == 2)
    #expect(run.gauge("depth", at: "locked") == 1, "what is behind a lock counts as visible")
  }

  @Test("the lock ends when all returned messages are deleted or visible again (sqs-visibility-timeout)")
  func theLockEndsWithTheLast() throws {
    let run = try fifoRun(
      "visibility_timeout: 30s",
      [
        at(0, .batch([0, 1, 2, 3], keys: [1])), at(1, .receive(1, atMost: 2)), at(2, .delete(Handle(0))),
        at(3, .receive(2)), at(4, .giveBack(Handle(1))), at(5, .receive(3)),
      ])
    #expect(run.log.returned(1) == [0, 1])
    #expect(run.log.empty(2) == 3)
    #expect(run.log.returned(3) == [1, 2, 3], "what came back is at its place, before the others")
  }

  @Test("one call returns several messages of one group in order, then fills with other groups (as above)")
  func aCallTakesOneGroupFirst() throws {
    let steps = [at(0, .batch(Array(0..<8), keys: [1, 2])), at(1, .receive(1, atMost: 6)), at(2, .receive(2))]
    let run = try fifoRun("", steps)
    #expect(run.log.returned(1) == [0, 2, 4, 6, 1, 3])
    #expect(run.log.empty(2) == 2, "both groups are locked")
  }

  @Test("a message that comes back goes to its place, and blocks its group (as above)")
  func aFailingHeadBlocksItsGroup() throws {
    let run = try fifoRun(
      "visibility_timeout: 10s",
      [at(0, .batch([0, 1], keys: [1])), at(0, .send(2, key: 2)), at(1, .receive(1, atMost: 1))]
        + [at(5, .receive(2)), at(12, .receive(3, atMost: 1)), at(23, .receive(4))])
    #expect(run.log.deliveries.map(\.message) == [0, 2, 0, 0, 1, 2])
    #expect(run.log.deliveries(of: 0) == [1, 12, 23])
    #expect(run.log.deliveries(of: 1) == [23])
    #expect(run.log.returned(4).prefix(2) == [0, 1])
  }

  @Test("order through retries: several of a group come back one by one and are still in order (as above)")
  func manyComeBackInOrder() throws {
    let run = try fifoRun(
      "visibility_timeout: 60s",
      [
        at(0, .batch([0, 1, 2, 3], keys: [7])), at(1, .receive(1)), at(2, .giveBack(Handle(2))),
        at(3, .giveBack(Handle(0))), at(4, .receive(2)), at(5, .giveBack(Handle(3))), at(6, .giveBack(Handle(1))),
        at(7, .receive(3)),
      ])
    #expect(run.log.empty(2) == 4)
    #expect(run.log.returned(3) == [0, 1, 2, 3])
  }

  @Test("a waiting call is served when a group's lock ends (API/ReceiveMessage)")
  func aLockThatEndsWakesACall() throws {
    let run = try fifoRun(
      "receive_wait: 20s, visibility_timeout: 10s",
      [
        at(0, .batch([0, 1], keys: [1])), at(1, .receive(1, atMost: 1)), at(2, .receive(2, atMost: 1)),
        at(5, .delete(Handle(0))), at(6, .receive(3)),
      ])
    #expect(run.log.deliveries.map(\.at) == [1, 5, 15])
    #expect(run.log.deliveries.map(\.message) == [0, 1, 1])
  }

  @Test("short polls miss nothing: a FIFO queue is searched from the front (model)")
  func shortPollsMissNothing() throws {
    for seed in 1...20 {
      let run = try fifoRun("", [at(0, .send(0)), at(1, .receive(1))], seed: UInt64(seed))
      #expect(run.log.returned(1) == [0])
    }
  }

  // MARK: Delay

  @Test("a delay of the queue hides new messages; one of a message is an error (sqs-message-timers)")
  func delays() throws {
    let run = try fifoRun(
      "delay: 10s, receive_wait: 20s",
      [at(0, .send(0)), at(1, .receive(1)), at(2, .send(1, delay: 3)), at(3, .look("delayed"))])
    #expect(run.log.deliveries.map(\.at) == [10])
    #expect(run.count("rejected") == 1 && run.flow.rejected == 1)
    #expect(run.gauge("delayed", at: "delayed") == 1)
    let read = Reading(
      "traffic: { t: { to: q, rate: 1/s, delay: 3s } }\nchannels: { q: { type: sqs-fifo, receive_wait: 1s } }")
    #expect(read.errors.count == 1 && read.errors[0].contains("a FIFO queue does not take"))
    #expect(Reading("traffic: { t: { to: q, rate: 1/s } }\nchannels: { q: { type: sqs-fifo } }").errors == [])
  }

  @Test("a delayed message blocks what is behind it in its group only until it is visible (sqs-delay-queues)")
  func aDelayKeepsTheOrder() throws {
    let run = try fifoRun(
      "delay: 5s",
      [at(0, .send(0)), at(1, .send(1)), at(5.5, .receive(1)), at(5.6, .delete(Handle(0)))]
        + [at(5.7, .receive(2)), at(6.1, .receive(3))])
    #expect(run.log.returned(1) == [0])
    #expect(run.log.empty(2) == 5.7)
    #expect(run.log.returned(3) == [1])
  }

  // MARK: Handles

  @Test("deleting after the timeout is an error and the message stays (sqs-visibility-timeout)")
  func aLateDeleteIsAnError() throws {
    let run = try fifoRun(
      "visibility_timeout: 5s",
      [
        at(0, .send(0)), at(0.5, .receive(1)), at(6, .delete(Handle(0, 1))), at(6.5, .look("stays")),
        at(7, .receive(2)), at(8, .delete(Handle(0, 1))), at(9, .delete(Handle(0, 2))),
        at(10, .delete(Handle(0, 2))), at(11, .look("gone")),
      ])
    #expect(run.gauge("depth", at: "stays") == 1)
    #expect(run.count("delete_errors") == 2, "after the timeout, and with an old handle")
    #expect(run.count("deletes") == 2, "the second succeeds although the message is gone (API/DeleteMessage)")
    #expect(run.count("stale_deletes") == 1)
    #expect(run.log.answers == [6, 8, 9, 10])
    #expect(run.gauge("in_flight", at: "gone") == 0 && run.gauge("depth", at: "gone") == 0)
  }

  @Test("a handle of a message that is gone does not fit the next message in its place (API/DeleteMessage)")
  func aPlaceUsedAgain() throws {
    let run = try fifoRun(
      "",
      [
        at(0, .send(0)), at(1, .receive(1)), at(2, .delete(Handle(0))), at(3, .send(1)), at(4, .receive(2)),
        at(5, .delete(Handle(0))), at(6, .look("kept")),
      ])
    #expect(run.gauge("in_flight", at: "kept") == 1)
    #expect(run.count("delete_errors") == 0 && run.count("stale_deletes") == 1)
  }

  @Test("ChangeMessageVisibility works as on a standard queue (API/ChangeMessageVisibility)")
  func changedVisibility() throws {
    let run = try fifoRun(
      "receive_wait: 20s, visibility_timeout: 60s",
      [
        at(0, .send(0)), at(0, .receive(1)), at(15, .extend(Handle(0), to: 10)), at(16, .receive(2)),
        at(26, .delete(Handle(0, 2))), at(27, .extend(Handle(0, 2), to: 10)), at(28, .giveBack(Handle(0, 2))),
      ])
    #expect(run.log.deliveries(of: 0) == [0, 25])
    #expect(run.count("visibility_errors") == 2)
    #expect(run.count("visibility_requests") == 3)
  }

  // MARK: Dead letters

  @Test("moves at the next attempt, the group goes on without it, enqueue time anew (sqs-dead-letter-queues)")
  func deadLetters() throws {
    let run = try fifoRun(
      "visibility_timeout: 10s, dead_letter: { to: d, max_receives: 2 }", deadLetter: "retention: 100s",
      [
        at(0, .batch([0, 1], keys: [1])), at(1, .receive(1, atMost: 1)), at(12, .receive(2, atMost: 1)),
        at(50, .look("kept")), at(60, .receive(3)), at(60.5, "d", .look("moved")),
        at(159, "d", .look("before")), at(161, "d", .look("after")),
      ])
    #expect(run.log.deliveries(of: 0) == [1, 12])
    #expect(run.gauge("depth", at: "kept") == 2, "nothing happens at the timeout")
    #expect(run.log.returned(3) == [1])
    #expect(run.gauge("depth", at: "moved") == 1)
    #expect(run.count("dead_lettered") == 1 && run.outcomes.count("d", "sent") == 0)
    #expect(run.gauge("depth", at: "before") == 1, "retention counts from the move: 60 s + 100 s")
    #expect(run.gauge("depth", at: "after") == 0)
  }

  @Test("the dead-letter queue of a FIFO queue must be FIFO, and the other way round (API/CreateQueue)")
  func typesOfDeadLetterQueues() {
    let one = Reading(
      "channels: { q: { type: sqs-fifo, dead_letter: { to: d } }, d: { type: sqs } }")
    #expect(one.errors == ["reference 1:53 d is a SQS queue, not a queue of the same type"])
    let other = Reading(
      "channels: { q: { type: sqs, dead_letter: { to: d } }, d: { type: sqs-fifo } }")
    #expect(other.errors == ["reference 1:48 d is a SQS FIFO queue, not a queue of the same type"])
  }

  // MARK: Limits on messages

  @Test("over the limit in flight there is no error, and nothing (quotas-messages)")
  func inFlightLimit() throws {
    let run = try fifoRun(
      "in_flight_limit: 3",
      [
        at(0, .batch(Array(0..<10), keys: Array(0..<10))), at(1, .receive(1)), at(2, .receive(2)),
        at(3, .receive(3, waiting: 10)), at(5, .delete(Handle(1))),
      ])
    #expect(run.log.returned(1) == [0, 1, 2])
    #expect(run.log.empty(2) == 2)
    #expect(run.log.returned(3) == [3] && run.log.deliveries.last?.at == 5)
    #expect(run.count("over_limit") == 0)
  }

  @Test("only the first messages are looked through (avoid-backlog-with-the-same-message-group-id)")
  func lookAhead() throws {
    // Nine of group 1, then one of group 2, and only five are looked through.
    var steps = [at(0, .batch(Array(0..<9), keys: [1])), at(0.5, .send(9, key: 2)), at(1, .receive(0, atMost: 1))]
    for call in 1..<8 {
      steps += [
        at(Double(call) + 0.5, .receive(100 + call)), at(Double(call) + 0.8, .delete(Handle(call - 1))),
        at(Double(call) + 1, .receive(call, atMost: 1)),
      ]
    }
    let run = try fifoRun("look_ahead: 5", steps)
    // The tenth message is among the first five once five are gone.
    #expect(run.log.deliveries(of: 9) == [6.5])
  }

  @Test("retention drops messages in any state, and the group goes on (API/CreateQueue)")
  func retention() throws {
    let run = try fifoRun(
      "retention: 60s, visibility_timeout: 1h",
      [at(0, .send(0)), at(10, .send(1)), at(20, .receive(1, atMost: 1)), at(59, .receive(2)), at(61, .receive(3))])
    #expect(run.log.empty(2) == 59)
    #expect(run.log.returned(3) == [1])
    #expect(run.count("expired") == 2, "the second too, in flight, at 70 s")
  }

  @Test("the age of the oldest is that of the real head, however often it was received (CloudWatch metrics)")
  func ageOfTheOldest() throws {
    var steps = [at(0, .send(0)), at(30, .send(1, key: 5))]
    for call in 1...6 { steps.append(at(Double(call) * 2, .receive(call, atMost: 1))) }
    let run = try fifoRun("visibility_timeout: 1s", steps + [at(50.5, .look("age"))])
    #expect(run.log.deliveries(of: 0).count == 6)
    #expect(run.gauge("oldest_message_age", at: "age") == 50)
  }

  // MARK: Settings

  @Test("groups: a number of them is drawn evenly; a source is one group")
  func groupings() throws {
    let counted = try fifoRun(
      "group: 5, visibility_timeout: 1h",
      [at(0, .batch(Array(0..<500)))] + (0..<20).map { at(1, .receive($0, atMost: 1)) })
    #expect(counted.log.deliveries.count == 5, "each call locks a group")
    #expect(counted.outcomes.level("q", "groups_in_flight").max == 5)
    let source = try fifoRun(
      "group: source",
      [at(0, .batch(Array(0..<50), keys: Array(0..<50)))] + (0..<3).map { at(1, .receive($0, atMost: 2)) })
    #expect(source.log.deliveries.map(\.message) == [0, 1], "all come from one source")
    let draws = SQSDraws(key: RandomKey(seed: 5, replication: 0), queue: "q", consumers: [])
    var counts = [Double](repeating: 0, count: 8)
    for number in 0..<80_000 {
      let message = Message(number: UInt64(number), drawKey: UInt64(number), flow: 0, size: 1, sentAt: 0)
      counts[Int(draws.group(of: message, .count(8)))] += 1
    }
    let chiSquare = counts.reduce(0) { $0 + ($1 - 10_000) * ($1 - 10_000) / 10_000 }
    #expect(chiSquare < 29.9, "99.99% of a chi-square with 7 degrees of freedom")
  }

  @Test("defaults are those of AWS (API/CreateQueue)")
  func defaults() throws {
    let part = try #require(try parts("channels: { q: { type: sqs-fifo } }").first as? FIFOPart)
    #expect(part.settings.visibilityTimeout == s(30) && part.settings.retention == s(4 * 86_400))
    #expect(part.settings.inFlightLimit == 120_000 && part.fifo.lookAhead == 120_000)
    #expect(part.fifo.dedupWindow == s(300) && !part.fifo.dedupByGroup && !part.fifo.highThroughput)
    #expect(part.fifo.callLimit == 300 && part.fifo.mostPartitions == 1)
    #expect(part.kind == "SQS FIFO queue" && part.name == "q")
    for fault in FaultKind.allCases {
      #expect((part.problem(with: fault) == nil) == [.stop, .remove, .redrive].contains(fault))
    }
  }

  @Test("names of CloudWatch's metrics (sqs-available-cloudwatch-metrics)")
  func cloudWatchNames() throws {
    let run = try fifoRun("", [at(0, .send(0))])
    let metrics = run.outcomes.model.instruments.cloudWatch
    #expect(metrics.allSatisfy { $0.namespace == "AWS/SQS" && $0.dimension == "QueueName" && $0.subject == "q" })
    let names: Set<String> = Set(metrics.map(\.name))
    let expected: Set<String> = [
      "ApproximateNumberOfMessagesVisible", "ApproximateNumberOfMessagesNotVisible",
      "ApproximateNumberOfMessagesDelayed", "ApproximateAgeOfOldestMessage", "NumberOfMessagesSent",
      "NumberOfMessagesReceived", "NumberOfMessagesDeleted", "NumberOfEmptyReceives", "SentMessageSize",
      "NumberOfDeduplicatedSentMessages", "ApproximateNumberOfGroupsWithInflightMessages",
    ]
    #expect(names == expected)
  }

  @Test("requests are billed at the rate of FIFO queues (SQS pricing)")
  func meters() throws {
    let run = try fifoRun(
      "receive_wait: 1s",
      [
        at(0, .batch([0, 1], keys: [1])), at(1, .receive(1)), at(2, .deleteBatch([Handle(0), Handle(1)])),
        at(3, .receive(2)), at(4, .call(2)), at(5, .call(3, isPush: true)),
      ], until: 3600)
    let meters = run.outcomes.model.meters.filter { $0.part == "q" }
    #expect(meters.allSatisfy { $0.meter.price.item == "fifo:request" })
    let quantities: [Double] = meters.map { $0.perHour(run.outcomes.measured) }
    #expect(quantities == [2, 2, 1, 0], "a topic's delivery is no request")
    #expect(run.log.statuses.map(\.status) == [CallStatus.ok, CallStatus.ok])
    #expect(run.count("sent") == 4 && run.count("deletes") == 2)
  }
}
