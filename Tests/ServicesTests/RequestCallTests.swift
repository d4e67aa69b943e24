// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

/// Workers that ask caches and databases.
@Suite struct RequestCallTests {
  private static let workers = ["type: fleet, receive: 1", "type: lambda"]

  private func text(_ worker: String, _ calls: String, keys: String = "keys: { uniform: { count: 40 } }, ") -> String {
    """
    traffic: { t: { to: q, rate: 1/s, arrivals: constant, \(keys)shape: [ { at: 10s, x: 0 } ] } }
    channels: { q: { type: sqs, receive_wait: 20s, visibility_timeout: 60s, dead_letter: { to: d, max_receives: 2 } }, d: { type: sqs } }
    workers: { w: { \(worker), from: q, service_time: 100ms, calls: \(calls) } }
    """
  }

  @Test(
    "A worker asks by the message's key, waits for the answer, and then its message is delivered", arguments: workers)
  func asks(worker: String) throws {
    let cache = FakeCachePart(name: "catalogue", time: s(0.5))
    let database = FakeDatabasePart(name: "db", time: s(0.25))
    let read = try parts(text(worker, "[catalogue, { to: db, operation: write }, catalogue]"))
    let all: [any Part] = read + [cache, database]
    #expect(PartDirectory(all).requests(to: "catalogue").map(\.operation) == [.read, .read])
    #expect(PartDirectory(all).requests(to: "db").map(\.operation) == [.write])
    let outcomes = try Outcomes(all, until: s(300))
    #expect(outcomes.measured.flows.count == 1 && outcomes.measured.flows[0].delivered == 10)
    #expect(cache.log.asks.map(\.request).sorted() == [Int](repeating: 0, count: 10) + [Int](repeating: 1, count: 10))
    #expect(database.log.asks.map(\.request) == [Int](repeating: 0, count: 10))
    #expect(Set(cache.log.asks.map(\.key)) == Set(database.log.asks.map(\.key)) && cache.log.asks.count == 20)
    #expect(abs(outcomes.times("w", "service").mean - 1.35) < 1e-6, "0.1 + 0.5 + 0.25 + 0.5")
    #expect(outcomes.count("w", "answers") == 30 && outcomes.count("w", "stale_reads") == 0)
  }

  @Test("Stale answers are the worker's stale reads; a worker that asks nobody has no such counter", arguments: workers)
  func staleReads(worker: String) throws {
    let words = [CallStatus.ok | AnswerWord.stale, CallStatus.ok | AnswerWord.absent, CallStatus.ok | AnswerWord.stale]
    let outcomes = try Outcomes(
      try parts(text(worker, "db")) + [FakeDatabasePart(name: "db", answers: words)], until: s(300))
    #expect(outcomes.count("w", "stale_reads") == 2 && outcomes.count("w", "answers") == 10)
    let plain = try Outcomes(
      try parts(text(worker, "e")) + [FakeEndpointPart(name: "e")], until: s(300))
    #expect(!plain.model.instruments.counters.contains { $0.name == "stale_reads" || $0.name == "answers" })
  }

  @Test("Failures follow the call's retry and on_failure, as those of endpoints do", arguments: workers)
  func failures(worker: String) throws {
    let bad = [UInt16](repeating: CallStatus.failed | AnswerWord.stale, count: 1000)
    for (calls, delivered, asks) in [
      ("{ to: db, retry: { attempts: 2 } }", 0, 40), ("{ to: db, retry: { attempts: 3 }, on_failure: ignore }", 10, 30),
    ] {
      let server = FakeDatabasePart(name: "db", answers: bad)
      let outcomes = try Outcomes(try parts(text(worker, calls)) + [server], until: s(400))
      let flow = outcomes.measured.flows[0]
      #expect(flow.delivered == Int64(delivered) && flow.deadLettered == 10 - Int64(delivered))
      #expect(server.log.asks.count == asks)
      #expect(outcomes.count("w", "stale_reads") == 0, "a failure has no data")
    }
  }

  static let misplacements: [(calls: String, place: String, says: String)] = [
    ("{ to: e, operation: read }", "value 3:", "operation has no place with e"),
    ("{ to: db, operation: { session: {} } }", "value 3:", "db cannot be asked for sessions"),
    ("{ to: mc, operation: { queue: push } }", "value 3:", "Memcached has no lists"),
    ("{ to: db, size: 1KiB }", "value 3:", "no message is sent to it"),
    ("{ parallel: [db, e], operation: read }", "value 3:", "operation has no place beside parallel"),
  ]

  @Test(
    "What cannot be asked is told where it stands",
    arguments: misplacements)
  func misplaced(calls: String, place: String, says: String) {
    let found = errorsOfParts(
      text("type: fleet", calls),
      among: [FakeDatabasePart(name: "db"), FakeCachePart(name: "mc", isMemcached: true), FakeEndpointPart(name: "e")])
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.message.hasPrefix(place) ?? false, "\(found)")
    #expect(found.first?.message.contains(says) ?? false, "\(found)")
  }

  @Test("A worker cannot ask for records of keys that its messages do not have")
  func withoutKeys() {
    let found = errorsOfParts(text("type: fleet", "db", keys: ""), among: [FakeDatabasePart(name: "db")])
    #expect(found.count == 1 && found[0].message.contains("the messages of t have none"), "\(found)")
    #expect(
      errorsOfParts(text("type: fleet", "{ to: r, operation: increment }", keys: ""), among: [FakeCachePart(name: "r")])
        .isEmpty)
  }
}
