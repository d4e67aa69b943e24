// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics
import Testing

@testable import Services

/// Traffic that asks a cache or a database.
@Suite struct RequestTests {
  private func run(
    _ settings: String, _ server: FakeDatabasePart, until duration: Double = 100, seed: UInt64 = 1,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws -> Outcomes {
    let read = try parts("traffic: { t: { to: db, \(settings) } }", sourceLocation: sourceLocation)
    return try Outcomes(read + [server], until: s(duration), seed: seed, sourceLocation: sourceLocation)
  }

  private let one = "rate: 1/s, arrivals: constant, keys: { uniform: { count: 7 } }, shape: [ { at: 1s, x: 0 } ]"
  private let ten = "rate: 1/s, arrivals: constant, keys: { uniform: { count: 7 } }, shape: [ { at: 10s, x: 0 } ]"

  @Test("A request is delivered by its answer: lines are waiting, the rest is work, and both are the latency")
  func answered() throws {
    let server = FakeDatabasePart(name: "db", time: s(0.5), waited: s(0.2))
    let outcomes = try run(ten, server)
    let flow = outcomes.measured.flows[0]
    #expect(flow.sent == 10 && flow.delivered == 10 && flow.inFlight == 0)
    #expect(abs(outcomes.times("t", "latency").mean - 0.5) < 1e-9)
    #expect(abs(outcomes.times("t", "wait").mean - 0.2) < 1e-9)
    #expect(abs(outcomes.times("t", "service").mean - 0.3) < 1e-9)
    #expect(server.log.asks.allSatisfy { $0.attempts == 1 && $0.request == 0 && $0.key < 7 })
    #expect(outcomes.count("t", "calls") == 10)
  }

  @Test("Requests that nobody has answered at the end are in flight: sent = delivered + rejected + in flight")
  func inFlight() throws {
    let server = FakeDatabasePart(name: "db", answers: [CallStatus.failed, CallStatus.refused], time: s(3))
    let flow = try run("rate: 1/s, arrivals: constant, keys: { uniform: { count: 7 } }", server, until: 10).measured
      .flows[0]
    #expect(flow.sent == 10 && flow.rejected == 2 && flow.delivered == 5 && flow.inFlight == 3)
  }

  static let staleAnswers: [(word: UInt16, counted: Int64)] = [
    (AnswerWord.stale, 1), (AnswerWord.absent, 0), (AnswerWord.stale | AnswerWord.absent, 1),
  ]

  @Test(
    "Stale and absent answers are answers; stale ones are counted",
    arguments: staleAnswers)
  func stale(word: UInt16, counted: Int64) throws {
    let outcomes = try run(ten, FakeDatabasePart(name: "db", answers: [CallStatus.ok | word]))
    #expect(outcomes.measured.flows[0].delivered == 10)
    #expect(outcomes.count("t", "stale") == counted)
  }

  @Test(
    "Without `retry` a failure ends the request: nobody reloads the page",
    arguments: [
      CallStatus.failed, CallStatus.throttled, CallStatus.refused,
    ])
  func rejected(status: UInt16) throws {
    let server = FakeDatabasePart(name: "db", answers: [status])
    let outcomes = try run(ten, server)
    #expect(outcomes.measured.flows[0].rejected == 1 && outcomes.measured.flows[0].delivered == 9)
    #expect(server.log.asks.count == 10)
    #expect(outcomes.count("t", "throttled") == (status == CallStatus.throttled ? 1 : 0))
  }

  @Test("With `retry` it is asked again after 1 s and 2 s, up to the attempts; what was in vain is failed work")
  func askedAgain() throws {
    let server = FakeDatabasePart(
      name: "db", answers: [CallStatus.failed, CallStatus.throttled], time: s(0.25), waited: s(0.05))
    let outcomes = try run("\(one), retry: { attempts: 3, jitter: none }", server)
    let first = try #require(server.log.asks.first).at
    #expect(server.log.asks.map { s($0.at - first) } == [0, s(1.25), s(3.5)])
    #expect(server.log.asks.map(\.attempts) == [1, 2, 3], "servers draw by the attempt")
    #expect(Set(server.log.asks.map(\.number)) == [0])
    let flow = outcomes.measured.flows[0]
    #expect(flow.sent == 1 && flow.delivered == 1)
    let account = try #require(outcomes.measured.breakdowns[0].slowest(1))
    #expect(abs(account.failedWork - 3.5) < 1e-9 && abs(account.work - 0.2) < 1e-6)
    #expect(abs(account.waiting - 0.05) < 1e-6)
    #expect(outcomes.count("t", "calls") == 3 && outcomes.count("t", "throttled") == 1)
  }

  @Test("The attempts end, and a refused request is not asked again")
  func attemptsEnd() throws {
    let always = FakeDatabasePart(name: "db", answers: [UInt16](repeating: CallStatus.failed, count: 99))
    var outcomes = try run("\(one), retry: { attempts: 4 }", always)
    #expect(always.log.asks.count == 4 && outcomes.measured.flows[0].rejected == 1)
    let refusing = FakeDatabasePart(name: "db", answers: [CallStatus.refused])
    outcomes = try run("\(one), retry: {}", refusing)
    #expect(refusing.log.asks.count == 1 && outcomes.measured.flows[0].rejected == 1)
  }

  @Test("Full jitter: pauses are even between 0 and the back-off, and other seeds give others")
  func jitter() throws {
    let pauses = try (1...200).map { seed in
      let server = FakeDatabasePart(name: "db", answers: [CallStatus.failed])
      _ = try run("\(one), retry: {}", server, seed: UInt64(seed))
      return server.log.asks[1].at - server.log.asks[0].at
    }
    #expect(pauses.allSatisfy { (0...1).contains($0) })
    // Even between 0 and 1: of 200 the mean has a standard deviation of 0.29 / 14.
    #expect(abs(pauses.reduce(0, +) / 200 - 0.5) < 0.09)
    #expect(Set(pauses).count == 200)
  }

  // MARK: Numbers, keys, sizes

  @Test("Each request has its place among all that a server is asked for; two runs are equal")
  func numbers() throws {
    let text = """
      traffic:
        a: { to: db, rate: 3/s, keys: { zipf: { count: 50, exponent: 0.9 } }, value: 900B }
        b: { to: other, rate: 3/s, keys: { same_as: a } }
        c: { to: db, operation: write, rate: 3/s, keys: { same_as: a }, value: { same_as: a } }
        d: { to: db, operation: delete, rate: 3/s, keys: { same_as: a } }
      """
    func once() throws -> (RequestLog, Outcomes) {
      let server = FakeDatabasePart(name: "db", time: s(0.01))
      let all: [any Part] = try parts(text) + [server, FakeCachePart(name: "other")]
      #expect(
        PartDirectory(all).requests(to: "db").map(\.operation) == [.read, .write, .delete])
      return (server.log, try Outcomes(all, until: s(200)))
    }
    let (log, outcomes) = try once()
    #expect(Set(log.asks.map(\.request)) == [0, 1, 2])
    #expect(log.asks.filter { $0.request < 2 }.allSatisfy { $0.size == 900 }, "the records have one size")
    #expect(log.asks.filter { $0.request == 2 }.allSatisfy { $0.size == 1024 }, "the messages' own")
    #expect(outcomes.measured.flows.allSatisfy { $0.sent > 500 && $0.rejected == 0 })
    let (again, others) = try once()
    #expect(again.asks == log.asks && others.measured.fingerprint == outcomes.measured.fingerprint)
  }

  @Test("The flow ends at the server, and what a cache answers is no load of the database")
  func routes() throws {
    let read = try parts(
      "traffic: { page-views: { to: catalogue, rate: 10/s, keys: { uniform: { count: 9 } } } }")
    let all: [any Part] = read + [FakeCachePart(name: "catalogue"), FakeDatabasePart(name: "db")]
    let directory = PartDirectory(all)
    let routes = Routes(directory)
    #expect(routes.end(of: 0) == "catalogue" && !routes.goesOn(0))
    #expect(routes.sources(reaching: "catalogue") == ["page-views"] && routes.sources(reaching: "db") == [])
    #expect(directory.inflow(of: "catalogue", at: 0) == 10 && directory.inflow(of: "db", at: 0) == 0)
    let model = ModelBuilder.model(all, usesBuiltInLatencies: false)
    #expect(model.links.map { "\($0.from) -> \($0.to)" } == ["page-views -> catalogue"])
    #expect(model.instruments.flows.map(\.name) == ["page-views"])
    #expect(model.instruments.subject(named: "page-views -> catalogue") == "page-views")
    #expect(model.instruments.ways == ["page-views -> catalogue"])
  }

  // MARK: Errors

  static let keyed = "rate: 1/s, keys: { uniform: { count: 5 } }"

  static let misplacements: [(traffic: String, says: String, hint: String)] = [
    ("t: { to: r, rate: 1/s }", "missing 1:21 t needs keys", "keys: { zipf"),
    ("t: { to: db, \(keyed), delay: 1s }", "value 1:76 delay has no place beside db", "leave it out"),
    ("t: { to: db, \(keyed), batch: 5 }", "value 1:76 batch has no place", "leave it out"),
    ("t: { to: db, \(keyed), producers: 5 }", "value 1:80 producers has no place", "leave it out"),
    ("t: { to: db, \(keyed), attributes: { a: b } }", "value 1:81 attributes has no place", "leave it out"),
    ("t: { to: db, \(keyed), body: { a: b } }", "value 1:75 body has no place", "leave it out"),
    (
      "t: { to: db, \(keyed), operation: { publish: { subscribers: 2 } } }",
      "value 1:80 db cannot be asked for Pub/Sub", "ask a cache"
    ),
    ("t: { to: db, \(keyed), operation: increment }", "value 1:80 db cannot be asked for counters", "ask a cache"),
    (
      "t: { to: mc, \(keyed), operation: { leaderboard: { action: add, members: 5 } } }",
      "value 1:80 mc cannot be asked for a leaderboard: Memcached has no sorted sets", "redis"
    ),
    (
      "t: { to: mc, \(keyed), operation: { publish: { subscribers: 2 } } }",
      "value 1:80 mc cannot be asked for Pub/Sub: Memcached has no Pub/Sub", "redis"
    ),
    ("t: { to: web, \(keyed) }", "reference 1:21 t cannot send to web", "send to a channel"),
    ("t: { to: r, rate: 1/s, operation: { session: {} } }", "missing 1:21 t needs keys", "keys:"),
  ]

  @Test(
    "What has no place beside a cache or database, or lacks, is told where it stands",
    arguments: misplacements)
  func misplaced(traffic: String, says: String, hint: String) {
    let text = "traffic: { \(traffic) }\nendpoints: { web: { type: http } }"
    let found = errorsOfParts(
      text,
      among: [
        FakeDatabasePart(name: "db"), FakeCachePart(name: "mc", isMemcached: true), FakeCachePart(name: "r"),
      ])
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.message.hasPrefix(says) ?? false, "\(found)")
    #expect(found.first?.hint.contains(hint) ?? false, "\(found)")
  }

  @Test("`operation` has no place beside a channel, and a worker is sent nothing")
  func besideAChannel() {
    let tail =
      "\nchannels: { q: { type: sqs, receive_wait: 20s } }\nworkers: { w: { type: fleet, from: q, service_time: 1s } }"
    var found = errorsOfParts("traffic: { t: { to: q, rate: 1/s, operation: read } }" + tail, among: [])
    #expect(found.count == 1 && found[0].message.hasPrefix("value 1:46 operation has no place beside q"), "\(found)")
    found = errorsOfParts("traffic: { t: { to: w, rate: 1/s } }" + tail, among: [])
    #expect(found.count == 1 && found[0].message.hasPrefix("reference 1:21 t cannot send to w"), "\(found)")
    #expect(found.first?.hint == "send to q, which it reads")
    // Keys and record sizes travel with the message to workers that ask a cache.
    found = errorsOfParts("traffic: { t: { to: q, \(Self.keyed), value: 2KiB } }" + tail, among: [])
    #expect(found.isEmpty, "\(found)")
  }

  @Test(
    "Memcached does what it can, and a counter, a rate limit or a leaderboard needs no keys",
    arguments: [
      "increment", "{ increment: { ttl: 1m } }", "{ rate_limit: { limit: 5, window: 1s } }",
      "{ leaderboard: { action: top, members: 5 } }", "{ publish: { subscribers: 0 } }", "{ queue: push }",
    ])
  func withoutKeys(operation: String) throws {
    let cache = FakeCachePart(name: "r")
    let read = try parts("traffic: { t: { to: r, rate: 1/s, operation: \(operation) } }")
    #expect(errorsOfParts("traffic: { t: { to: r, rate: 1/s, operation: \(operation) } }", among: [cache]).isEmpty)
    let outcomes = try Outcomes(read + [cache], until: s(100))
    #expect(outcomes.measured.flows[0].delivered > 50)
    let inMemcached = errorsOfParts(
      "traffic: { t: { to: r, rate: 1/s, operation: \(operation) } }",
      among: [FakeCachePart(name: "r", isMemcached: true)])
    let can = operation.contains("increment") || operation.contains("rate_limit")
    #expect(inMemcached.isEmpty == can, "\(inMemcached)")
  }

  @Test("An expanded scenario means the same: defaults that are written out are no settings of their own")
  func expandedDefaults() throws {
    let written = "batch: 1, producers: 1, size: 1KiB, arrivals: poisson"
    let text = "traffic: { t: { to: db, \(Self.keyed), \(written) } }"
    #expect(errorsOfParts(text, among: [FakeDatabasePart(name: "db")]).isEmpty)
    let plain = try #require(try parts("traffic: { t: { to: db, rate: 1/s } }").first as? TrafficPart)
    let empty = try #require(try parts("traffic: { t: { to: db, rate: 1/s, retry: {} } }").first as? TrafficPart)
    #expect(plain.settings.retry == empty.settings.retry && plain.settings.retry == .standard)
    #expect(!plain.settings.asksAgain && empty.settings.asksAgain)
  }
}
