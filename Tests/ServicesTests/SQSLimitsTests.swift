// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics
import Testing

@testable import Services

/// Limits, requests, duplicates, order and metrics. Source: SQS Developer Guide, message quotas, standard queues,
/// available CloudWatch metrics; SQS pricing.
@Suite struct SQSLimitsTests {
  // MARK: In flight

  @Test("SQS: short poll over the limit is an error (quotas-messages)")
  func shortPollOverTheLimitIsAnError() throws {
    let run = try QueueRun(
      "in_flight_limit: 3, servers: 1",
      [at(0, .batch(Array(0..<5))), at(1, .receive(1)), at(2, .receive(2)), at(3, .delete(Handle(0)))]
        + [at(4, .receive(3))])
    #expect(run.log.returned(1).count == 3, "no more than there is room for")
    #expect(run.log.empty(2) == 2)
    #expect(run.count("over_limit") == 1)
    #expect(run.count("receive_requests") == 3)
    #expect(run.log.returned(3).count == 1)
  }

  @Test("SQS: long poll over the limit waits without an error (quotas-messages)")
  func longPollOverTheLimitWaitsWithoutAnError() throws {
    let run = try QueueRun(
      "in_flight_limit: 2, receive_wait: 20s, visibility_timeout: 5m, servers: 1",
      [
        at(0, .batch([0, 1, 2, 3])), at(1, .receive(1)), at(2, .receive(2)), at(9, .delete(Handle(1))),
        at(10, .receive(3)),
      ])
    #expect(run.log.returned(1) == [0, 1])
    #expect(run.log.returned(2) == [2])
    #expect(run.log.deliveries.last?.at == 9)
    #expect(run.log.empty(3) == 30)
    #expect(run.count("over_limit") == 0, "a long poll gets no error")
  }

  @Test("SQS: long poll resumes when a timeout ends (quotas-messages)")
  func longPollResumesWhenATimeoutEnds() throws {
    let run = try QueueRun(
      "in_flight_limit: 1, receive_wait: 20s, visibility_timeout: 10s, servers: 1",
      [at(0, .send(0)), at(0, .send(1)), at(1, .receive(1)), at(2, .receive(2))])
    #expect(run.log.deliveries.map(\.at) == [1, 11])
  }

  @Test("SQS: a late call does not overtake the waiting ones (quotas-messages)")
  func aLateCallDoesNotOvertakeTheWaitingOnes() throws {
    let run = try QueueRun(
      "in_flight_limit: 1, receive_wait: 20s, visibility_timeout: 5m, servers: 1",
      [
        at(0, .batch([0, 1, 2])), at(1, .receive(1)), at(2, .receive(2)), at(3, .receive(3)),
        at(4, .delete(Handle(0))), at(5, .delete(Handle(1))),
      ])
    #expect(run.log.deliveries.map(\.call) == [1, 2, 3])
    #expect(run.log.deliveries.map(\.at) == [1, 4, 5])
  }

  // MARK: Requests

  @Test(
    "SQS: one request for every 64 KiB begun (SQS pricing)",
    arguments: [
      (1, 1), (65_536, 1), (65_537, 2), (131_072, 2), (131_073, 3), (1_048_576, 16),
    ])
  func oneRequestForEvery64KiBBegun(bytes: Int, requests: Int64) throws {
    let run = try QueueRun(
      "receive_wait: 1s",
      [at(0, .send(0, size: UInt32(bytes))), at(1, .receive(1)), at(2, .delete(Handle(0))), at(3, .receive(2))])
    #expect(run.count("send_requests") == requests)
    #expect(run.count("receive_requests") == requests + 1, "the message and an empty answer")
    #expect(run.count("delete_requests") == 1)
  }

  @Test("SQS: a batch counts by its whole payload (SQS pricing)")
  func aBatchCountsByItsWholePayload() throws {
    let run = try QueueRun(
      "receive_wait: 1s",
      [at(0, .batch(Array(0..<10), size: 10_000)), at(1, .receive(1, atMost: 10)), at(2, .receive(2))])
    #expect(run.count("sent") == 10)
    #expect(run.count("send_requests") == 2, "100,000 bytes are two chunks")
    #expect(run.count("receive_requests") == 3, "two for what was returned and one empty")
    #expect(run.count("receives") == 10)
    let small = try QueueRun(
      "receive_wait: 1s", [at(0, .batch(Array(0..<10), size: 100)), at(1, .receive(1, atMost: 10))])
    #expect(small.count("send_requests") == 1)
    #expect(small.count("receive_requests") == 1)
  }

  @Test("SQS: every kind of request is metered apart (SQS pricing)")
  func everyKindOfRequestIsMeteredApart() throws {
    let run = try QueueRun(
      "receive_wait: 1s",
      [at(0, .send(0)), at(1, .receive(1)), at(2, .extend(Handle(0), to: 60)), at(3, .delete(Handle(0)))], until: 3600)
    let meters = run.outcomes.model.meters.filter { $0.part == "q" }
    #expect(
      meters.map(\.meter.id) == [
        "sqs.requests.send", "sqs.requests.receive", "sqs.requests.delete", "sqs.requests.change_visibility",
      ])
    for meter in meters { #expect(meter.perHour(run.outcomes.measured) == 1) }
  }

  // MARK: Size

  @Test("SQS: a message that is too large is rejected (quotas-messages)")
  func aMessageThatIsTooLargeIsRejected() throws {
    let run = try QueueRun(
      "max_size: 256KiB, receive_wait: 1s",
      [at(0, .send(0, size: 262_144)), at(1, .send(1, size: 262_145)), at(2, .receive(1))])
    #expect(run.log.returned(1) == [0])
    #expect(run.count("rejected") == 1)
    #expect(run.count("sent") == 1)
    #expect(run.flow.rejected == 1)
    let standard = try QueueRun("", [at(0, .send(0, size: 1_048_576)), at(0, .send(1, size: 1_048_577))])
    #expect(standard.flow.rejected == 1)
  }

  // MARK: Duplicates

  @Test("SQS: a duplicate comes back at the end of the timeout (standard-queues-at-least-once-delivery)")
  func aDuplicateComesBackAtTheEndOfTheTimeout() throws {
    let run = try QueueRun(
      "duplicate_delivery: 100%, receive_wait: 20s, visibility_timeout: 10s",
      [at(0, .send(0)), at(1, .receive(1)), at(2, .delete(Handle(0))), at(3, .receive(2)), at(5, .look("gone"))])
    #expect(run.log.deliveries(of: 0) == [1, 11])
    #expect(run.count("deletes") == 1)
    #expect(run.count("duplicate_deliveries") == 1)
    #expect(run.flow.delivered == 1)
  }

  @Test("SQS: without duplicates a delete is for good (standard-queues-at-least-once-delivery)")
  func withoutDuplicatesADeleteIsForGood() throws {
    var steps = [at(0, .batch(Array(0..<300)))]
    for call in 0..<60 { steps.append(at(1 + Double(call) * 0.01, .receive(call))) }
    for message in 0..<300 { steps.append(at(2, .delete(Handle(message)))) }
    steps.append(at(40, .receive(99)))
    let run = try QueueRun("duplicate_delivery: 0%, receive_wait: 1s", steps)
    #expect(run.count("duplicate_deliveries") == 0)
    #expect(run.log.empty(99) == 41)
  }

  @Test("SQS: duplicates are as rare as asked (standard-queues-at-least-once-delivery)")
  func duplicatesAreAsRareAsAsked() throws {
    var steps: [Step] = []
    let count = 4_000
    for message in 0..<count {
      let time = Double(message) * 0.01
      steps += [
        at(time, .send(message)), at(time + 0.001, .receive(message)), at(time + 0.002, .delete(Handle(message))),
      ]
    }
    let run = try QueueRun("duplicate_delivery: 5%, receive_wait: 1s, visibility_timeout: 1h, servers: 1", steps)
    let range = Intervals.clopperPearson(
      successes: Int(run.count("duplicate_deliveries")), of: count, confidence: 0.9999)
    #expect(range.low <= 0.05 && 0.05 <= range.high)
  }

  // MARK: Order

  @Test("SQS: one server is strict for first deliveries (model)")
  func oneServerIsStrictForFirstDeliveries() throws {
    var steps = (0..<100).map { at(Double($0) * 0.001, .send($0)) }
    for call in 0..<30 { steps.append(at(1 + Double(call), .receive(call, atMost: call % 10 + 1))) }
    let run = try QueueRun("servers: 1, visibility_timeout: 1h", steps)
    #expect(run.log.deliveries.map(\.message) == Array(0..<100))
  }

  @Test("SQS: eight servers are loose but lose nothing (standard-queues)")
  func eightServersAreLooseButLoseNothing() throws {
    var steps = (0..<400).map { at(Double($0) * 0.001, .send($0)) }
    for call in 0..<60 { steps.append(at(1 + Double(call), .receive(call))) }
    let run = try QueueRun("receive_wait: 1s, visibility_timeout: 1h", steps)
    let order = run.log.deliveries.map(\.message)
    #expect(order != order.sorted())
    #expect(order.sorted() == Array(0..<400))
  }

  @Test("SQS: messages that reappear at one instant keep their order (model)")
  func messagesThatReappearAtOneInstantKeepTheirOrder() throws {
    let run = try QueueRun(
      "servers: 1, visibility_timeout: 10s",
      [
        at(0, .batch(Array(0..<5))), at(0.5, .send(5)), at(1, .receive(1, atMost: 5)), at(12, .receive(2)),
        at(23, .receive(3, atMost: 6)),
      ])
    #expect(run.log.returned(2) == [0, 1, 2, 3, 4, 5], "in front of what was never received, in their order")
  }

  @Test("SQS: after three receives a message goes to the back (sqs-available-cloudwatch-metrics)")
  func afterThreeReceivesAMessageGoesToTheBack() throws {
    var steps = [at(0, .send(0)), at(0.5, .send(1))]
    for call in 0..<5 { steps.append(at(1 + Double(call) * 10, .receive(call, atMost: 1))) }
    let run = try QueueRun("servers: 1, visibility_timeout: 5s", steps)
    #expect(run.log.deliveries.map(\.message) == [0, 0, 0, 1, 1])
  }

  // MARK: Metrics

  @Test("SQS: CloudWatch names (sqs-available-cloudwatch-metrics)")
  func cloudWatchNames() throws {
    let run = try QueueRun("", [at(0, .send(0))])
    let metrics = run.outcomes.model.instruments.cloudWatch
    #expect(metrics.allSatisfy { $0.namespace == "AWS/SQS" && $0.dimension == "QueueName" && $0.subject == "q" })
    let names: Set<String> = Set(metrics.map(\.name))
    let expected: Set<String> = [
      "ApproximateNumberOfMessagesVisible", "ApproximateNumberOfMessagesNotVisible",
      "ApproximateNumberOfMessagesDelayed", "ApproximateAgeOfOldestMessage", "NumberOfMessagesSent",
      "NumberOfMessagesReceived", "NumberOfMessagesDeleted", "NumberOfEmptyReceives", "SentMessageSize",
    ]
    #expect(names == expected)
    #expect(run.count("sent_bytes") == 1024)
  }

  @Test("SQS: age of the oldest leaves out what was received three times (sqs-available-cloudwatch-metrics)")
  func ageOfTheOldestLeavesOutWhatWasReceivedThreeTimes() throws {
    let run = try QueueRun(
      "visibility_timeout: 5s, receive_wait: 1s",
      [
        at(0, .send(0)), at(10, .receive(1)), at(20, .receive(2)), at(25.5, .look("twice")), at(26, .send(1)),
        at(30, .receive(3)), at(40.5, .look("thrice")),
      ])
    // The third call may get either or both; both are there when it is made.
    #expect(run.gauge("oldest_message_age", at: "twice") == 25)
    #expect(run.log.deliveries(of: 0) == [10, 20, 30])
    #expect(run.gauge("oldest_message_age", at: "thrice") == 14)
  }

  @Test("SQS: age of the oldest follows the oldest (sqs-available-cloudwatch-metrics)")
  func ageOfTheOldestFollowsTheOldest() throws {
    let run = try QueueRun(
      "receive_wait: 1s, servers: 1",
      [
        at(0, .send(0)), at(4, .send(1)), at(9.5, .look("first")), at(10, .receive(1, atMost: 1)),
        at(12.5, .look("in flight")), at(13, .delete(Handle(0))), at(14.5, .look("second")),
        at(15, .receive(2)), at(16, .delete(Handle(1))), at(17.5, .look("none")),
      ])
    let ages = ["first", "in flight", "second", "none"].map { run.gauge("oldest_message_age", at: $0) }
    #expect(ages == [9, 12, 10, 0])
  }

  @Test("SQS: receives count repeats and can exceed sent (sqs-available-cloudwatch-metrics)")
  func receivesCountRepeatsAndCanExceedSent() throws {
    let steps = [at(0, .send(0))] + (1...5).map { at(Double($0) * 10, .receive($0)) }
    let run = try QueueRun("visibility_timeout: 5s, receive_wait: 1s", steps)
    #expect(run.count("sent") == 1)
    #expect(run.count("receives") == 5)
  }
}
