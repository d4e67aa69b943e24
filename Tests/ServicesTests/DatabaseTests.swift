// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

@Suite("Databases: calls, pools and commits") struct DatabaseTests {
  private let one = "type: other, concurrency: 1, read_time: 10s, write_time: 1s"

  @Test("A query waits for its turn in order of arrival; the answer says how long it has been in lines")
  func inOrder() throws {
    let run = try DatabaseRun("\(one), timeout: 100s", [.read(0), .write(1), .write(2)])
    #expect(run.answers.map(\.at) == [10, 11, 12] && run.answers.map(\.waited) == [0, 9, 9])
    #expect(run.answers.allSatisfy { $0.status == CallStatus.ok && !$0.isAbsent })
    #expect(run.count("reads") == 1 && run.count("writes") == 2 && run.count("succeeded") == 3)
    #expect(run.level("queued").max == 2 && run.level("connections").max == 3 && run.level("running").max == 1)
    #expect(run.level("connections").last == 0 && run.level("utilisation").last == 0)
    #expect(abs(run.level("utilisation").mean - 12.0 / 1000) < 1e-12)
  }

  @Test("The wait for a connection is told apart from the wait for a server (facts: caching, section 4)")
  func poolWait() throws {
    let run = try DatabaseRun("\(one), timeout: 100s, connections: 1", [.read(0), .write(1), .write(2)])
    #expect(run.answers.map(\.at) == [10, 11, 12] && run.answers.map(\.waited) == [0, 9, 9])
    #expect(run.outcomes.times("db", "wait").mean == 6 && run.outcomes.times("db", "server_wait").max == 0)
    #expect(run.level("waiting").max == 2 && run.level("connections").max == 1 && run.level("queued").max == 0)
  }

  @Test("acquire_timeout: a query that gets no connection in time fails; the others keep their order")
  func acquireTimeout() throws {
    let run = try DatabaseRun(
      "\(one), timeout: 100s, connections: 1, acquire_timeout: 4s", [.read(0), .write(1), .write(2), .write(7)])
    #expect(run.answers.map(\.at) == [10, 5, 6, 11])
    #expect(run.answers.map(\.status) == [CallStatus.ok, CallStatus.failed, CallStatus.failed, CallStatus.ok])
    #expect(run.answers[1].waited == 4 && run.count("pool_timeouts") == 2 && run.count("failed") == 2)
  }

  @Test("queue_limit: one more than may wait is refused at once")
  func queueLimit() throws {
    let run = try DatabaseRun(
      "\(one), timeout: 100s, connections: 1, queue_limit: 1", [.read(0), .write(1), .write(2)])
    #expect(run.answers[2].at == 2 && run.answers[2].status == CallStatus.throttled)
    #expect(run.answers[1].at == 11 && run.count("refused") == 1)
  }

  @Test("A query that its client has given up runs on, and holds its server and its connection")
  func abandoned() throws {
    let plan: [Ask] = [.read(0), .write(7)]
    let run = try DatabaseRun("\(one), timeout: 5s", plan)
    #expect(run.answers[0].at == 5 && run.answers[0].status == CallStatus.failed)
    #expect(run.answers[1].at == 11 && run.answers[1].waited == 3)
    #expect(run.count("timeouts") == 1 && run.count("abandoned_queries") == 1 && run.count("reads") == 1)
    #expect(run.level("abandoned").max == 1 && run.level("abandoned").last == 0)
    let single = try DatabaseRun("\(one), timeout: 5s, connections: 1", plan)
    #expect(single.answers[1].at == 11 && single.outcomes.times("db", "wait").max == 3, "the connection, too")
  }

  @Test("cancels_abandoned: the query ends with its client's patience")
  func cancelled() throws {
    for scheduling in ["fcfs", "sharing"] {
      let run = try DatabaseRun(
        "\(one), timeout: 5s, cancels_abandoned: true, scheduling: \(scheduling)", [.read(0), .write(7)])
      #expect(run.answers.map(\.at) == [5, 8] && run.count("timeouts") == 1 && run.count("abandoned_queries") == 0)
      #expect(run.level("connections").last == 0 && run.level("running").last == 0)
      #expect(abs(run.level("utilisation").mean - 6.0 / 1000) < 1e-12)
    }
    // One that still waits for a server leaves the line.
    let waits = try DatabaseRun("\(one), timeout: 8s, cancels_abandoned: true", [.read(0), .read(1), .write(8.5)])
    #expect(waits.answers.map(\.at) == [8, 9, 10] && waits.level("queued").last == 0)
  }

  @Test("An abandoned write is committed all the same")
  func abandonedWrite() throws {
    let cache = ListeningCachePart(name: "cache", database: "db")
    let run = try DatabaseRun(
      "type: other, concurrency: 1, read_time: 1s, write_time: 10s, timeout: 5s", [.write(1, key: 7)], others: [cache])
    #expect(run.answers[0].at == 6 && run.answers[0].status == CallStatus.failed)
    #expect(cache.log.commits.map(\.at) == [11] && cache.log.commits[0].key == 7)
  }

  @Test("retry: failed and timed-out queries are tried again after a pause that doubles, at the end of the line")
  func retries() throws {
    let run = try DatabaseRun(
      "type: other, concurrency: 5, read_time: 10s, write_time: 1s, timeout: 2s, "
        + "retry: { attempts: 4, backoff: 1s, max_backoff: 2s, jitter: none }", [.read(0)])
    // Tries at 0, 3, 7 and 11 s, each given up after two seconds.
    #expect(run.answers[0].at == 13 && run.answers[0].status == CallStatus.failed)
    #expect(run.count("queries") == 4 && run.count("retries") == 3 && run.count("timeouts") == 4)
    #expect(run.level("abandoned").max == 3 && run.count("abandoned_queries") == 4, "all of them run on")
    let fault = try DatabaseRun(
      "type: other, concurrency: 1, read_time: 1s, write_time: 1s, failure_time: 0s, "
        + "retry: { attempts: 5, backoff: 2s, jitter: none }", [.write(0)], faults: "f: { at: 0s, for: 5s, stop: db }")
    // Refused at 0 and 2 s; the pause of 4 s leads past the outage.
    #expect(fault.answers[0].at == 7 && fault.answers[0].status == CallStatus.ok)
    #expect(fault.count("unreachable") == 2)
  }

  @Test("Each cache in front is told of every commit at its instant; the caches of others are not")
  func commits() throws {
    let first = ListeningCachePart(name: "first", database: "db")
    let second = ListeningCachePart(name: "second", database: "db")
    let other = ListeningCachePart(name: "other", database: "elsewhere")
    let run = try DatabaseRun(
      one, [.write(1, key: 5), .read(2, key: 5), .delete(20, key: 6)], others: [first, other, second])
    let asker = try #require(run.outcomes.model.parts.position(of: "asker"))
    #expect(
      first.log.commits == [
        .init(at: 2, key: 5, space: 0, writer: asker), .init(at: 21, key: 6, space: 0, writer: asker),
      ])
    #expect(second.log.commits == first.log.commits && other.log.commits.isEmpty)
    #expect(run.count("writes") == 2, "a delete is a write")
  }

  @Test("A read sees what was committed when it began to run: its age is its time at the server (facts: caching, 3.6)")
  func snapshot() throws {
    let cache = ListeningCachePart(name: "cache", database: "db")
    let run = try DatabaseRun(
      "type: other, concurrency: 2, read_time: 10s, write_time: 2s", [.read(0, key: 3), .write(1, key: 3)],
      others: [cache])
    #expect(run.answers[0].at == 10 && run.answers[0].age == 10 && run.answers[1].age == 0)
    // So the reader's data are older than the commit: what a cache stores from them would be stale.
    #expect(run.answers[0].at - run.answers[0].age < cache.log.commits[0].at)
    // Waiting for a server does not make them older.
    let waits = try DatabaseRun("\(one), timeout: 100s", [.read(0), .read(1)])
    #expect(waits.answers[1].at == 20 && waits.answers[1].age == 10)
  }

  @Test("absent: a share of the keys has nothing under it, the same at every read")
  func absent() throws {
    let plan = (0..<4000).map { Ask.read(Double($0) * 0.1, key: UInt32($0 % 2000)) }
    let run = try DatabaseRun("type: other, concurrency: 1, read_time: 0s, write_time: 0s, absent: 25%", plan)
    let absent = run.answers.map(\.isAbsent)
    #expect(Array(absent[..<2000]) == Array(absent[2000...]))
    let share = Double(absent.count { $0 }) / 4000
    #expect(abs(share - 0.25) < 0.03)
  }

  @Test("Queries share the processors: two take twice as long together, and speed up when one ends")
  func sharing() throws {
    let run = try DatabaseRun(
      "type: other, concurrency: 1, scheduling: sharing, read_time: 4s, write_time: 1s", [.read(0), .write(2)])
    // Alone for 2 s; then both at half speed, and the write needs 2 s; the last second alone again.
    #expect(run.answers.map(\.at) == [5, 4] && run.answers.map(\.waited) == [0, 0])
    let two = try DatabaseRun(
      "type: other, concurrency: 2, scheduling: sharing, read_time: 4s, write_time: 1s", [.read(0), .read(0), .read(2)])
    // Three on two processors from 2 s on: 2/3 each. The first two are done at 5 s; the third has 2 of 4 s left.
    #expect(zip(two.answers, [5, 5, 7]).allSatisfy { abs($0.at - $1) <= 1.5e-9 }, "to the nanosecond")
    #expect(abs(two.level("utilisation").mean - 12.0 / 2000) < 1e-12, "busy time is the sum of the work")
  }

  @Test("Contention: n queries each run at 1/(1 + sigma (n-1) + kappa n (n-1)) (Gunther)")
  func contention() throws {
    let run = try DatabaseRun(
      "type: other, concurrency: 8, contention: { sigma: 0.5, kappa: 0.25 }, read_time: 4s, write_time: 1s",
      [.read(0), .read(0)])
    #expect(run.answers.map(\.at) == [8, 8], "1 + 0.5 + 0.5 times as long")
  }

  @Test("A query fails by the share of a planned fault, and slow makes those that begin then longer")
  func faults() throws {
    let plan = (0..<2000).map { Ask.read(Double($0)) }
    let run = try DatabaseRun(
      "type: other, concurrency: 1, read_time: 10ms, write_time: 1s", plan,
      faults: "f: { at: 500s, for: 500s, fail: db, share: 20% }, l: { at: 1000s, for: 500s, slow: db, by: 5x }",
      until: 2001)
    let failed = run.answers.filter { $0.status == CallStatus.failed }
    #expect(failed.allSatisfy { (500..<1001).contains($0.at) } && abs(Double(failed.count) - 100) < 35)
    #expect(run.answers[1200].at == 1200.05 && run.answers[1600].at == 1600.01)
    #expect(run.count("reads") == 2000 - Int64(failed.count), "a failed query has done nothing")
  }

  @Test("remove: calls are refused, and the driver does not try again")
  func removed() throws {
    let run = try DatabaseRun(
      "\(one), failure_time: 1s, retry: { attempts: 3 }", [.read(0), .read(6)],
      faults: "f: { at: 5s, for: 10s, remove: db }")
    #expect(run.answers.map(\.at) == [5, 7] && run.answers.allSatisfy { $0.status == CallStatus.refused })
    #expect(run.count("retries") == 0)
  }
}
