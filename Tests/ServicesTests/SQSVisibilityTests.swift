// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services

/// Visibility timeouts, receipt handles and deletes. Source: SQS Developer Guide, visibility timeout;
/// API/ChangeMessageVisibility, DeleteMessage.
@Suite struct SQSVisibilityTests {
  @Test("SQS: reappears exactly at the end of the timeout (sqs-visibility-timeout)")
  func reappearsExactlyAtTheEndOfTheTimeout() throws {
    let run = try QueueRun(
      "receive_wait: 20s",
      [at(0, .send(7)), at(1, .receive(1)), at(20, .receive(2)), at(30.9, .look("hidden")), at(31.1, .look("again"))])
    #expect(run.log.deliveries.map(\.at) == [1, 31])
    #expect(run.log.deliveries.map(\.receives) == [1, 2])
    #expect(run.gauge("in_flight", at: "hidden") == 1)
    #expect(run.gauge("depth", at: "hidden") == 0)
    #expect(run.gauge("in_flight", at: "again") == 1)
    let receipts = [1, 2].compactMap { run.log.handles[Handle(7, $0)]?.receipt }
    #expect(receipts.count == 2 && receipts[0] != receipts[1])
    #expect(run.count("visibility_timeouts") == 2)
  }

  @Test("SQS: timeout counts anew from each receive (sqs-visibility-timeout)")
  func timeoutCountsAnewFromEachReceive() throws {
    let run = try QueueRun(
      "receive_wait: 20s, visibility_timeout: 10s",
      [at(0, .send(0)), at(3, .receive(1)), at(17, .receive(2)), at(18, .receive(3)), at(30, .receive(4))])
    // Received at 3, visible at 13, received at 17, visible at 27: not at 23, which is 10 s after the first end.
    #expect(run.log.deliveries(of: 0) == [3, 17, 27, 37])
  }

  @Test("SQS: zero timeout hides nothing (sqs-visibility-timeout)")
  func zeroTimeoutHidesNothing() throws {
    let run = try QueueRun(
      "visibility_timeout: 0s, short_poll_servers: 8", [at(0, .send(0)), at(1, .receive(1)), at(1.001, .receive(2))])
    #expect(run.log.deliveries.map(\.call) == [1, 2])
    #expect(run.log.deliveries.map(\.receives) == [1, 2])
  }

  @Test("SQS: delete takes the message out (API/DeleteMessage)")
  func deleteTakesTheMessageOut() throws {
    let run = try QueueRun(
      "receive_wait: 20s", [at(0, .send(0)), at(1, .receive(1)), at(2, .delete(Handle(0))), at(25, .receive(2))])
    #expect(run.log.deliveries.count == 1)
    #expect(run.log.empty(2) == 45)
    #expect(run.count("deletes") == 1)
    #expect(run.count("delete_requests") == 1)
    #expect(run.log.answers == [2])
  }

  @Test("SQS: an old handle succeeds and the message stays (API/DeleteMessage)")
  func anOldHandleSucceedsAndTheMessageStays() throws {
    let run = try QueueRun(
      "receive_wait: 20s, visibility_timeout: 5s",
      [
        at(0, .send(0)), at(0, .receive(1)), at(5, .receive(2)), at(6, .delete(Handle(0, 1))), at(7, .receive(3)),
      ])
    #expect(run.log.answers == [6], "the request succeeds")
    #expect(run.log.deliveries(of: 0) == [0, 5, 10], "the message stays and keeps its timeout")
    #expect(run.count("deletes") == 1, "NumberOfMessagesDeleted counts successful requests")
    #expect(run.count("stale_deletes") == 1)
  }

  @Test("SQS: newest handle deletes after the timeout has ended (API/DeleteMessage)")
  func newestHandleDeletesAfterTheTimeoutHasEnded() throws {
    let run = try QueueRun(
      "receive_wait: 1s, visibility_timeout: 5s",
      [
        at(0, .send(0)), at(0, .receive(1)), at(8, .look("visible")), at(8, .delete(Handle(0))),
        at(9, .look("deleted")), at(9, .receive(2)),
      ])
    #expect(run.gauge("depth", at: "visible") == 1)
    #expect(run.gauge("depth", at: "deleted") == 0)
    #expect(run.log.empty(2) == 10)
    #expect(run.count("stale_deletes") == 0)
  }

  @Test("SQS: delete twice is harmless (API/DeleteMessage)")
  func deleteTwiceIsHarmless() throws {
    let run = try QueueRun(
      "receive_wait: 1s",
      [
        at(0, .send(0)), at(0, .receive(1)), at(1, .delete(Handle(0))), at(2, .delete(Handle(0))),
        // The place in the queue is used again; the old handle must not fit.
        at(3, .send(1)), at(3, .receive(2)), at(4, .delete(Handle(0))), at(40, .receive(3)),
      ])
    #expect(run.log.answers == [1, 2, 4])
    #expect(run.count("deletes") == 3)
    #expect(run.log.returned(3) == [1])
  }

  @Test("SQS: delete while another consumer holds the message (API/DeleteMessage)")
  func deleteWhileAnotherConsumerHoldsTheMessage() throws {
    // Standard queues: the newest handle deletes, whoever uses it; an older one does not.
    let run = try QueueRun(
      "receive_wait: 20s, visibility_timeout: 5s",
      [
        at(0, .send(0)), at(0, .receive(1)), at(5, .receive(2)), at(6, .delete(Handle(0, 2))),
        at(7, .delete(Handle(0, 1))), at(12, .look("end")),
      ])
    #expect(run.gauge("in_flight", at: "end") == 0)
    #expect(run.gauge("depth", at: "end") == 0)
    #expect(run.count("stale_deletes") == 1)
  }

  @Test("SQS: changed visibility counts from the call (API/ChangeMessageVisibility)")
  func changedVisibilityCountsFromTheCall() throws {
    let run = try QueueRun(
      "receive_wait: 20s, visibility_timeout: 60s",
      [at(0, .send(0)), at(0, .receive(1)), at(15, .extend(Handle(0), to: 10)), at(16, .receive(2))])
    #expect(run.log.deliveries(of: 0) == [0, 25])
    #expect(run.count("visibility_requests") == 1)
    #expect(run.count("visibility_errors") == 0)
  }

  @Test("SQS: changed visibility is not remembered by the next receive (API/ChangeMessageVisibility)")
  func changedVisibilityIsNotRememberedByTheNextReceive() throws {
    let run = try QueueRun(
      "receive_wait: 20s, visibility_timeout: 30s",
      [
        at(0, .send(0)), at(0, .receive(1)), at(15, .extend(Handle(0), to: 1)), at(15.5, .receive(2)),
        at(40, .receive(3)),
      ])
    #expect(run.log.deliveries(of: 0) == [0, 16, 46])
  }

  @Test("SQS: zero releases now (API/ChangeMessageVisibility)")
  func zeroReleasesNow() throws {
    let run = try QueueRun(
      "receive_wait: 20s",
      [at(0, .send(0)), at(0, .receive(1)), at(3, .receive(2)), at(4, .giveBack(Handle(0))), at(5, .receive(3))])
    #expect(run.log.deliveries(of: 0) == [0, 4])
    #expect(run.log.deliveries.map(\.receives) == [1, 2])
    #expect(run.log.answers == [4])
    #expect(run.count("visibility_requests") == 1)
    #expect(run.count("visibility_timeouts") == 1, "giving back is no timeout; the second receive's is")
  }

  @Test("SQS: zero by extend releases now (API/ChangeMessageVisibility)")
  func zeroByExtendReleasesNow() throws {
    let run = try QueueRun(
      "receive_wait: 20s",
      [at(0, .send(0)), at(0, .receive(1)), at(3, .receive(2)), at(4, .extend(Handle(0), to: 0))])
    #expect(run.log.deliveries(of: 0) == [0, 4])
  }

  @Test("SQS: beyond twelve hours from the receive nothing changes (API/ChangeMessageVisibility)")
  func beyondTwelveHoursFromTheReceiveNothingChanges() throws {
    let run = try QueueRun(
      "receive_wait: 20s, visibility_timeout: 1h",
      [
        at(0, .send(0)), at(0, .receive(1)),
        at(1800, .extend(Handle(0), to: 43_200)),  // would end at 12.5 h
        at(3590, .receive(2)),
      ], until: 4000)
    #expect(run.log.deliveries(of: 0) == [0, 3600])
    #expect(run.count("visibility_errors") == 1)
    #expect(run.count("visibility_requests") == 1, "an error is a request too")
  }

  @Test("SQS: extending does not reset the twelve hours (API/ChangeMessageVisibility)")
  func extendingDoesNotResetTheTwelveHours() throws {
    let run = try QueueRun(
      "receive_wait: 20s, visibility_timeout: 12h",
      [
        at(0, .send(0)), at(0, .receive(1)), at(21_600, .extend(Handle(0), to: 21_600)),
        at(32_400, .extend(Handle(0), to: 21_600)), at(43_190, .receive(2)),
      ], until: 44_000)
    #expect(run.count("visibility_errors") == 1, "9 h + 6 h is too much, 6 h + 6 h is not")
    #expect(run.log.deliveries(of: 0) == [0, 43_200])
  }

  @Test("SQS: not in flight is an error (API/ChangeMessageVisibility)")
  func notInFlightIsAnError() throws {
    let run = try QueueRun(
      "visibility_timeout: 5s, short_poll_servers: 8",
      [
        at(0, .send(0)), at(0, .receive(1)),
        at(6, .extend(Handle(0), to: 60)), at(6, .giveBack(Handle(0))),  // visible again: MessageNotInflight
        at(7, .receive(2)), at(8, .giveBack(Handle(0, 1))),  // an old handle
        at(9, .delete(Handle(0, 2))), at(9, .extend(Handle(0, 2), to: 60)),  // deleted
      ])
    #expect(run.count("visibility_errors") == 4)
    #expect(run.count("visibility_requests") == 4)
    #expect(run.log.deliveries(of: 0) == [0, 7])
  }

  @Test("SQS: many timeouts of different lengths end in their own order (sqs-visibility-timeout)")
  func manyTimeoutsOfDifferentLengthsEndInTheirOwnOrder() throws {
    var steps = [at(0, .batch([0, 1, 2, 3])), at(0, .receive(1))]
    for (place, seconds) in [9.0, 3, 27, 6].enumerated() { steps.append(at(1, .extend(Handle(place), to: seconds))) }
    for call in 2...5 { steps.append(at(2, .receive(call, atMost: 1))) }
    let run = try QueueRun("receive_wait: 20s", steps)
    #expect(run.log.deliveries.dropFirst(4).map(\.message) == [1, 3, 0])
    #expect(run.log.deliveries.dropFirst(4).map(\.at) == [4, 7, 10])
    #expect(run.log.empty(5) == 22)
  }
}
