// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services

/// Delay and retention. Source: SQS Developer Guide, delay queues, message timers; API/CreateQueue.
@Suite struct SQSRetentionTests {
  @Test("SQS: delay hides a new message (sqs-delay-queues; API/CreateQueue)")
  func delayHidesANewMessage() throws {
    let run = try QueueRun(
      "delay: 10s, short_poll_servers: 8",
      [
        at(0, .send(0)), at(5, .look("delayed")), at(9.9, .receive(1)), at(10.1, .look("visible")),
        at(10.2, .receive(2)),
        at(10.3, .look("in flight")),
      ])
    #expect(run.log.deliveries.map(\.call) == [2])
    let names = ["delayed", "depth", "in_flight"]
    #expect(names.map { run.gauge($0, at: "delayed") } == [1, 0, 0])
    #expect(names.map { run.gauge($0, at: "visible") } == [0, 1, 0])
    #expect(names.map { run.gauge($0, at: "in flight") } == [0, 0, 1])
  }

  @Test("SQS: delay is for new messages only (sqs-delay-queues; API/CreateQueue)")
  func delayIsForNewMessagesOnly() throws {
    let run = try QueueRun(
      "delay: 10s, visibility_timeout: 5s, receive_wait: 20s",
      [at(0, .send(0)), at(0, .receive(1)), at(11, .receive(2)), at(16, .receive(3)), at(21, .giveBack(Handle(0, 3)))]
        + [at(21.5, .receive(4))])
    #expect(run.log.deliveries(of: 0) == [10, 15, 20, 21.5])
    #expect(run.count("visibility_errors") == 0)
  }

  @Test("SQS: each delay ends in its turn (sqs-delay-queues; API/CreateQueue)")
  func eachDelayEndsInItsTurn() throws {
    let run = try QueueRun(
      "delay: 10s, receive_wait: 20s",
      (0..<5).map { at(Double($0), .send($0)) } + (0..<5).map { at(5 + Double($0) * 0.1, .receive($0, atMost: 1)) })
    #expect(run.log.deliveries.map(\.at) == [10, 11, 12, 13, 14])
    #expect(run.log.deliveries.map(\.message) == [0, 1, 2, 3, 4])
  }

  @Test("SQS: a visible message expires silently (sqs-delay-queues; API/CreateQueue)")
  func aVisibleMessageExpiresSilently() throws {
    let run = try QueueRun(
      "retention: 60s, receive_wait: 5s",
      [at(10, .send(0)), at(69.9, .look("kept")), at(70.1, .look("gone")), at(71, .receive(1))])
    #expect(run.gauge("depth", at: "kept") == 1)
    #expect(run.gauge("depth", at: "gone") == 0)
    #expect(run.log.empty(1) == 76)
    #expect(run.count("expired") == 1)
    #expect(run.flow.expired == 1)
  }

  @Test("SQS: a message in flight expires too (sqs-delay-queues; API/CreateQueue)")
  func aMessageInFlightExpiresToo() throws {
    let run = try QueueRun(
      "retention: 60s, visibility_timeout: 1h, receive_wait: 20s",
      [
        at(0, .send(0)), at(30, .receive(1)), at(59, .look("kept")), at(61, .look("gone")),
        at(62, .extend(Handle(0), to: 10)),
      ])
    #expect(run.gauge("in_flight", at: "kept") == 1)
    #expect(run.gauge("in_flight", at: "gone") == 0)
    #expect(run.count("expired") == 1)
    #expect(run.count("visibility_errors") == 1)
    #expect(run.flow.expired == 1)
  }

  @Test("SQS: a delayed message expires too (sqs-delay-queues; API/CreateQueue)")
  func aDelayedMessageExpiresToo() throws {
    let run = try QueueRun(
      "retention: 60s, delay: 15m, receive_wait: 20s",
      [at(0, .send(0)), at(61, .look("gone")), at(890, .receive(1)), at(895, .send(1)), at(950, .look("next"))],
      until: 2000)
    #expect(run.gauge("delayed", at: "gone") == 0)
    #expect(run.gauge("delayed", at: "next") == 1)
    #expect(run.log.empty(1) == 910)
    #expect(run.count("expired") == 2)
    #expect(run.flow.expired == 2)
  }

  @Test(
    "SQS: retention counts from the enqueue and not from the end of the delay or a receive (sqs-delay-queues; API/CreateQueue)"
  )
  func retentionCountsFromTheEnqueueAndNotFromTheEndOfTheDelayOrAReceive() throws {
    let run = try QueueRun(
      "retention: 60s, delay: 30s, visibility_timeout: 20s, receive_wait: 5s",
      [at(0, .send(0)), at(31, .receive(1)), at(52, .receive(2)), at(59.9, .look("kept")), at(60.1, .look("gone"))])
    #expect(run.log.deliveries(of: 0) == [31, 52])
    #expect(run.gauge("in_flight", at: "kept") == 1)
    #expect(run.gauge("in_flight", at: "gone") == 0)
  }

  @Test("SQS: worked on after its end is delivered all the same (sqs-delay-queues; API/CreateQueue)")
  func workedOnAfterItsEndIsDeliveredAllTheSame() throws {
    let run = try QueueRun(
      "retention: 60s, visibility_timeout: 1h, receive_wait: 5s",
      [at(0, .send(0)), at(30, .receive(1)), at(100, .delete(Handle(0)))])
    #expect(run.flow.delivered == 1)
    #expect(run.flow.expired == 0)
    #expect(run.count("expired") == 1)
    #expect(run.count("stale_deletes") == 1)
  }

  @Test("SQS: a message in flight that expires makes room for a waiting call (sqs-delay-queues; API/CreateQueue)")
  func aMessageInFlightThatExpiresMakesRoomForAWaitingCall() throws {
    let run = try QueueRun(
      "retention: 60s, visibility_timeout: 1h, receive_wait: 20s, in_flight_limit: 1, servers: 1",
      [at(0, .send(0)), at(1, .receive(1)), at(30, .send(1)), at(55, .receive(2))])
    #expect(run.log.deliveries.map(\.message) == [0, 1])
    #expect(run.log.deliveries.map(\.at) == [1, 60])
  }
}
