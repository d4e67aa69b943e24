// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics
import Testing

@testable import Services

/// Long polls, and what a call returns. Source: SQS Developer Guide, short and long polling; API/ReceiveMessage.
@Suite struct SQSLongPollTests {
  @Test("SQS: returns at once when a message is visible (sqs-short-and-long-polling)")
  func returnsAtOnceWhenAMessageIsVisible() throws {
    // A lone message lies on one of 8 servers; a long poll asks all of them, so it never misses.
    for seed in 1...20 {
      let run = try QueueRun("receive_wait: 20s", [at(0, .send(0)), at(1, .receive(1))], seed: UInt64(seed))
      #expect(run.log.deliveries.map(\.at) == [1])
    }
  }

  @Test("SQS: waits at most the receive wait (sqs-short-and-long-polling)")
  func waitsAtMostTheReceiveWait() throws {
    let run = try QueueRun("receive_wait: 7s", [at(1, .receive(1)), at(2, .receive(2)), at(9.5, .receive(3))])
    #expect(run.log.empties.map(\.at) == [8, 9, 16.5])
    #expect(run.count("receive_requests") == 3, "an empty answer is one request, however long it took")
    #expect(run.count("empty_receives") == 3)
    #expect(run.count("receives") == 0)
  }

  @Test("SQS: wakes when a message arrives (sqs-short-and-long-polling)")
  func wakesWhenAMessageArrives() throws {
    let run = try QueueRun("receive_wait: 20s", [at(1, .receive(1)), at(6, .send(0))])
    #expect(run.log.deliveries.map(\.at) == [6])
    #expect(run.log.empties.isEmpty)
    #expect(run.count("receive_requests") == 1)
  }

  @Test("SQS: wakes when a delay ends (sqs-short-and-long-polling)")
  func wakesWhenADelayEnds() throws {
    let run = try QueueRun("receive_wait: 20s, delay: 9s", [at(0, .send(0)), at(1, .receive(1))])
    #expect(run.log.deliveries.map(\.at) == [9])
  }

  @Test("SQS: wakes when a visibility timeout ends (sqs-short-and-long-polling)")
  func wakesWhenAVisibilityTimeoutEnds() throws {
    let run = try QueueRun(
      "receive_wait: 20s, visibility_timeout: 12s", [at(0, .send(0)), at(1, .receive(1)), at(2, .receive(2))])
    #expect(run.log.deliveries.map(\.at) == [1, 13])
  }

  @Test("SQS: does not wait to fill the batch (sqs-short-and-long-polling)")
  func doesNotWaitToFillTheBatch() throws {
    let run = try QueueRun(
      "receive_wait: 20s",
      [at(0, .receive(1, atMost: 10)), at(3, .send(0)), at(3.1, .send(1)), at(4, .receive(2, atMost: 10))])
    #expect(run.log.returned(1) == [0])
    #expect(run.log.returned(2) == [1])
    #expect(run.log.deliveries.map(\.at) == [3, 4])
  }

  @Test("SQS: first waiter is served first (sqs-short-and-long-polling)")
  func firstWaiterIsServedFirst() throws {
    let run = try QueueRun(
      "receive_wait: 20s",
      [at(1, .receive(5)), at(2, .receive(3)), at(3, .receive(4)), at(8, .send(0)), at(9, .send(1)), at(10, .send(2))])
    #expect(run.log.deliveries.map(\.call) == [5, 3, 4])
  }

  @Test("SQS: more waiters than the ring holds at first (sqs-short-and-long-polling)")
  func moreWaitersThanTheRingHoldsAtFirst() throws {
    var steps = (1...300).map { at(Double($0) * 0.01, .receive($0, atMost: 1)) }
    steps += (0..<150).map { at(5 + Double($0) * 0.01, .send($0)) }
    let run = try QueueRun("receive_wait: 20s", steps)
    #expect(run.log.deliveries.map(\.call) == Array(1...150))
    #expect(run.log.empties.map(\.call) == Array(151...300))
  }

  @Test("SQS: a served waiter does not return twice (sqs-short-and-long-polling)")
  func aServedWaiterDoesNotReturnTwice() throws {
    let run = try QueueRun(
      "receive_wait: 5s", [at(0, .receive(1)), at(1, .receive(2)), at(2, .send(0)), at(3, .receive(3))])
    #expect(run.log.returned(1) == [0])
    #expect(run.log.empties.map(\.call) == [2, 3])
    #expect(run.log.empties.map(\.at) == [6, 8])
  }

  @Test("SQS: never more than asked nor ten (API/ReceiveMessage)")
  func neverMoreThanAskedNorTen() throws {
    let run = try QueueRun(
      "receive_wait: 20s",
      [at(0, .batch(Array(0..<40)))] + (1...10).map { at(Double($0), .receive($0, atMost: $0)) }
        + [at(12, .receive(11, atMost: 10))])
    // 1 + 2 + ... + 8 = 36; the ninth call gets the last four.
    #expect((1...9).map { run.log.returned($0).count } == [1, 2, 3, 4, 5, 6, 7, 8, 4])
    #expect(Set(run.log.deliveries.map(\.message)).count == 40)
    let greedy = try QueueRun("receive_wait: 20s", [at(0, .batch(Array(0..<40))), at(1, .receive(1, atMost: 500))])
    #expect(greedy.log.returned(1).count == 10)
  }

  @Test("SQS: call times follow the settings (model)")
  func callTimesFollowTheSettings() throws {
    let run = try QueueRun(
      "receive_wait: 4s, send_time: 100ms, receive_time: 20ms, delete_time: 8ms",
      [at(0, .send(0)), at(1, .receive(1)), at(2, .delete(Handle(0))), at(3, .receive(2))])
    #expect(run.log.deliveries.map(\.at) == [1.02])
    #expect(run.log.answers == [2.008])
    #expect(run.log.empties.map(\.at) == [7.02])
  }

  @Test("SQS: timeout counts from the queue's side of the receive (sqs-short-and-long-polling)")
  func timeoutCountsFromTheQueuesSideOfTheReceive() throws {
    // The message is hidden when the queue takes it, not when the answer has arrived.
    let run = try QueueRun(
      "receive_wait: 20s, visibility_timeout: 10s, receive_time: 1s",
      [at(0, .send(0)), at(1, .receive(1)), at(3, .receive(2))])
    #expect(run.log.deliveries.map(\.at) == [2, 12])
  }
}

/// Short polls ask some of the servers only.
@Suite struct SQSShortPollTests {
  /// Polls once a second for one message that is visible again at once, and counts the calls that miss it.
  private func misses(_ settings: String, calls: Int, seed: UInt64) throws -> Int {
    let steps = [at(0, .send(0))] + (1...calls).map { at(Double($0) * 0.01, .receive($0)) }
    let run = try QueueRun(
      "visibility_timeout: 0s" + settings, steps, until: Double(calls) * 0.01 + 1, seed: seed)
    #expect(run.log.deliveries.count + run.log.empties.count == calls)
    #expect(run.count("empty_receives") == Int64(run.log.empties.count))
    #expect(run.count("receive_requests") == Int64(calls))
    return run.log.empties.count
  }

  @Test(
    "SQS: misses a lone message as often as documented (sqs-short-and-long-polling)",
    arguments: [(8, 3), (8, 1), (8, 5), (5, 2), (20, 7), (2, 1)])
  func missesALoneMessageAsOftenAsDocumented(servers: Int, asked: Int) throws {
    let calls = 4_000
    let settings = servers == 8 && asked == 3 ? "" : ", servers: \(servers), short_poll_servers: \(asked)"
    let missed = try misses(settings, calls: calls, seed: UInt64(servers))
    let range = Intervals.clopperPearson(successes: missed, of: calls, confidence: 0.9999)
    let expected = 1 - Double(asked) / Double(servers)
    #expect(range.low <= expected && expected <= range.high, "\(missed) of \(calls), expected \(expected)")
  }

  @Test("SQS: asking all servers never misses (sqs-short-and-long-polling)", arguments: [1, 2, 8, 200])
  func askingAllServersNeverMisses(servers: Int) throws {
    #expect(try misses(", servers: \(servers), short_poll_servers: \(servers)", calls: 200, seed: 1) == 0)
    // More than there are is all.
    #expect(try misses(", servers: \(servers), short_poll_servers: 200", calls: 200, seed: 2) == 0)
  }

  @Test("SQS: answers at once (sqs-short-and-long-polling)")
  func answersAtOnce() throws {
    let run = try QueueRun("", [at(1, .receive(1)), at(1.5, .send(0))])
    #expect(run.log.empties.map(\.at) == [1])
    #expect(run.log.deliveries.isEmpty)
  }

  @Test("SQS: repeated calls reach every server (sqs-short-and-long-polling)")
  func repeatedCallsReachEveryServer() throws {
    var steps = [at(0, .batch(Array(0..<60)))]
    for call in 1...100 { steps.append(at(Double(call) * 0.1, .receive(call))) }
    let run = try QueueRun("visibility_timeout: 1h", steps)
    #expect(Set(run.log.deliveries.map(\.message)).count == 60)
    #expect((1...100).allSatisfy { run.log.returned($0).count <= 10 })
    #expect(run.log.empties.count > 0)
  }

  @Test("SQS: a full queue fills the batch (sqs-short-and-long-polling)")
  func aFullQueueFillsTheBatch() throws {
    let run = try QueueRun(
      "", [at(0, .batch(Array(0..<400)))] + (1...12).map { at(Double($0) * 0.1, .receive($0, atMost: $0 % 10 + 1)) })
    for call in 1...12 { #expect(run.log.returned(call).count == call % 10 + 1) }
  }

  /// Whatever the draw, a call visits as many different servers as it should, each as often as every other.
  @Test("SQS: order of servers is fair (model)", arguments: [1, 2, 3, 7, 8, 9, 12, 200])
  func orderOfServersIsFair(servers: Int) {
    let order = SQSServerOrder(servers: servers)
    let draws = 1_000 * servers
    for asked in Set([1, min(3, servers), servers]) {
      var visits = [Int](repeating: 0, count: servers)
      for draw in 0..<draws {
        let (first, stride) = order.draw((Double(draw) + 0.5) / Double(draws))
        let visited = Set((0..<asked).map { (first + $0 * stride) % servers })
        #expect(visited.count == asked)
        for server in visited { visits[server] += 1 }
      }
      let expected = Double(draws * asked) / Double(servers)
      #expect(visits.allSatisfy { abs(Double($0) - expected) <= 0.02 * expected })
    }
  }

  @Test("SQS: messages are spread evenly over the servers (model)")
  func messagesAreSpreadEvenlyOverTheServers() {
    let draws = SQSDraws(key: RandomKey(seed: 5, replication: 0), queue: "q", consumers: [])
    var counts = [Double](repeating: 0, count: 8)
    for key in 0..<80_000 { counts[Int(draws.server(UInt64(key), of: 8))] += 1 }
    let chiSquare = counts.reduce(0) { $0 + ($1 - 10_000) * ($1 - 10_000) / 10_000 }
    #expect(chiSquare < 29.9, "99.99% of a chi-square with 7 degrees of freedom")
  }
}
