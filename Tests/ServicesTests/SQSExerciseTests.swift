// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services
@testable import Simulation

/// Exercises with known answers: what exactly follows from the documented rules, or nearly.
@Suite("SQS exercises")
struct SQSExerciseTests {
  @Test("E05: a visibility timeout shorter than the work: done again and again, never deleted (visibility timeout)")
  func tooShort() throws {
    func run(_ queue: String, fleet: String = "") throws -> Outcomes {
      try Outcomes(
        try parts(
          """
          channels:
            q: { type: sqs, receive_wait: 20s, duplicate_delivery: 0%, \(queue) }
            d: { type: sqs }
          workers: { w: { type: fleet, from: q, tasks: 10, service_time: 12s\(fleet) } }
          """) + [Burst(count: 1, at: 0)], until: s(600))
    }
    let short = try run("visibility_timeout: 5s")
    #expect(short.count("q", "receives") == 120, "at 0, 5, 10, 15 ...")
    #expect(short.count("q", "stale_deletes") == short.count("q", "deletes"))
    #expect(short.level("q", "in_flight").last == 1)
    #expect(abs(short.level("w", "busy").mean - 2.4) < 0.05, "12 / 5")
    let moved = try run("visibility_timeout: 5s, dead_letter: { to: d, max_receives: 3 }")
    #expect(moved.count("q", "receives") == 3 && moved.count("q", "dead_lettered") == 1)
    #expect(abs(moved.level("d", "depth").mean - 585.0 / 600) < 1e-6, "from 15 s on")
    #expect(moved.count("w", "succeeded") == 3, "although every attempt succeeded")
    #expect(try run("visibility_timeout: 30s").count("q", "receives") == 1)
    let beating = try run("visibility_timeout: 5s", fleet: ", heartbeat: { every: 2s, extend_to: 5s }")
    #expect(beating.count("q", "receives") == 1)
  }

  @Test("E10: the move happens on receive, not at the timeout (localstack#8234; API/CreateQueue)")
  func whenDoesItMove() throws {
    let run = try QueueRun(
      "visibility_timeout: 10s, dead_letter: { to: d, max_receives: 3 }, short_poll_servers: 8", deadLetter: "",
      [at(0, .send(0)), at(0, .receive(1)), at(10.5, .receive(2)), at(21, .receive(3)), at(40, .look("source"))]
        + [at(40, "d", .look("dead")), at(60, .receive(4)), at(60.1, "d", .look("moved"))])
    #expect(run.log.deliveries(of: 0) == [0, 10.5, 21])
    #expect(run.gauge("depth", at: "source") == 1 && run.gauge("depth", at: "dead") == 0)
    #expect(run.log.empty(4) == 60)
    #expect(run.gauge("depth", at: "moved") == 1)
  }

  @Test(
    "E12: retention eats the evidence: half a day in a standard dead-letter queue of 4 days (sqs-dead-letter-queues)",
    arguments: [("sqs", "4d", 4.0), ("sqs", "14d", 14), ("sqs-fifo", "4d", 7.5)])
  func retention(type: String, deadLetters: String, gone: Double) throws {
    let day = 86_400.0
    let start = 3.5 * day
    var steps = [at(0, .send(0))]
    for call in 0..<4 { steps.append(at(start + Double(call) * 61, .receive(call, waiting: 1))) }
    // The fourth attempt moves it, 183 s after the first; a FIFO queue's message has its retention anew from there.
    let end = gone * day + (type == "sqs-fifo" ? 183 : 0)
    steps += [at(end - 1, "d", .look("there")), at(end + 1, "d", .look("gone"))]
    let run = try QueueRun(
      "retention: 4d, visibility_timeout: 60s, dead_letter: { to: d, max_receives: 3 }", type: type,
      deadLetter: "retention: \(deadLetters)", steps, until: end + 10)
    #expect(run.log.deliveries(of: 0).count == 3)
    #expect(run.gauge("depth", at: "there") == 1)
    #expect(run.gauge("depth", at: "gone") == 0)
  }

  @Test("E16: groups are the parallelism: 20/s, 100/s and 100/s with 1, 5 and 50 groups (FIFO delivery logic)")
  func oneHotGroup() throws {
    func run(groups: Int, _ seconds: Double) throws -> Outcomes {
      try Outcomes(
        try parts(
          """
          traffic: { t: { to: q, rate: 100/s } }
          channels: { q: { type: sqs-fifo, receive_wait: 20s, group: \(groups) } }
          workers: { w: { type: fleet, from: q, tasks: 50, receive: 1, service_time: 50ms } }
          """), until: s(seconds))
    }
    let one = try run(groups: 1, 3_600)
    #expect(abs(Double(one.count("q", "deletes")) / 3_600 - 20) < 0.05)
    #expect(abs(one.level("q", "depth").last - 288_000) < 4 * 600, "80/s for an hour")
    #expect(one.level("q", "groups_in_flight").max == 1)
    let five = try run(groups: 5, 600)
    #expect(five.count("q", "deletes") > 57_000 && five.level("q", "groups_in_flight").max == 5)
    #expect(five.level("q", "depth").last > 0, "exactly at capacity: it grows slowly")
    let fifty = try run(groups: 50, 600)
    #expect(abs(Double(fifty.count("q", "deletes")) - 60_000) < 4 * 245)
    #expect(fifty.level("q", "depth").last < 100)
  }

  @Test("E17: a head that fails blocks its group alone: for ever, or for 3 x 60 s (FIFO delivery logic)")
  func headOfLine() throws {
    func run(_ settings: String) throws -> QueueRun {
      try fifoRun(
        "visibility_timeout: 60s\(settings)", deadLetter: "",
        [at(0, .batch(Array(0..<20), keys: Array(0..<10)))]
          + (0..<298).map { at(1 + Double($0), .receive($0, atMost: 10)) },
        until: 300, answers: { $0.message == 0 ? .nothing : .delete(after: 0.5) })
    }
    let blocked = try run("")
    #expect(blocked.log.deliveries(of: 0) == [1, 61, 121, 181, 241])
    // A call may take both messages of the group at once; the second waits in the same hands.
    #expect((11..<20).allSatisfy { blocked.log.deliveries(of: $0).first ?? 300 < 5 }, "the others are not affected")
    let single = try fifoRun(
      "visibility_timeout: 60s, dead_letter: { to: d, max_receives: 3 }", deadLetter: "",
      [at(0, .batch([0, 1], keys: [0]))] + (0..<250).map { at(1 + Double($0), .receive($0, atMost: 1)) }, until: 300,
      answers: { $0.message == 0 ? .nothing : .delete(after: 0.5) })
    #expect(single.log.deliveries(of: 0) == [1, 61, 121])
    #expect(single.log.deliveries(of: 1) == [181], "180 s later, with a gap in the order")
    #expect(single.count("dead_lettered") == 1)
  }

  @Test("E18: behind a backlog of 130,000 in one group the next is not seen until 10,000 are gone (backlog of a group)")
  func hiddenBehindABacklog() throws {
    let rounds = 1_100
    var steps = [at(0, .batch(Array(0..<130_000), size: 1, keys: [1])), at(0.5, .send(130_000, key: 2))]
    for round in 0..<rounds {
      let time = 1 + Double(round) * 0.1
      steps += [
        at(time, .receive(2 * round, atMost: 10)), at(time + 0.01, .receive(2 * round + 1, atMost: 1)),
        at(time + 0.02, .deleteBatch((0..<10).map { Handle(round * 10 + $0) })),
      ]
    }
    let run = try fifoRun("visibility_timeout: 1h", steps)
    let found = try #require(run.log.deliveries.first { $0.message == 130_000 })
    let deleted = run.log.deliveries.filter { $0.message != 130_000 && $0.at < found.at - 0.05 }.count
    #expect(deleted == 10_010, "its place is 130,001 less what is deleted: among 120,000 after 10,001")
  }
}
