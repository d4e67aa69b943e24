// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Simulation
import Testing

@testable import Services

/// What caches are asked for besides records, and what it costs Redis (facts: caching.md, 1.4 and 1.10).
@Suite struct RequestOperationTests {
  private let cost = RedisCommandCost()

  private func operation(_ text: String) throws -> RequestOperation {
    let read = try parts("traffic: { t: { to: r, rate: 1/s, operation: \(text) } }")
    return try #require((read.first as? TrafficPart)?.settings.operations.first)
  }

  private func microseconds(_ text: String, value: Int = 0) throws -> Double {
    try operation(text).plan.nanoseconds(cost, value: value) / 1000
  }

  static let written: [(text: String, expected: RequestOperation, commands: String)] = [
    ("read", RequestOperation.read, "GET"), ("write", .write, "SET"), ("delete", .delete, "DEL"),
    ("increment", .cacheOnly(.increment(timeToLive: nil)), "INCR"),
    ("{ increment: {} }", .cacheOnly(.increment(timeToLive: nil)), "INCR"),
    ("{ increment: { ttl: 1m } }", .cacheOnly(.increment(timeToLive: 60 * .second)), "INCR + EXPIRE NX"),
    ("{ session: {} }", .cacheOnly(.session(timeToLive: 1800 * .second)), "GETEX EX, then SET EX"),
    ("{ session: { ttl: 10m } }", .cacheOnly(.session(timeToLive: 600 * .second)), "GETEX EX, then SET EX"),
    (
      "{ rate_limit: { limit: 100, window: 1m } }",
      .cacheOnly(.rateLimit(.init(limit: 100, window: 60 * .second, algorithm: .fixedWindow))), "INCR + EXPIRE NX"
    ),
    (
      "{ rate_limit: { limit: 100, window: 1m, algorithm: sliding-log } }",
      .cacheOnly(.rateLimit(.init(limit: 100, window: 60 * .second, algorithm: .slidingLog))),
      "ZREMRANGEBYSCORE + ZADD + ZCARD + EXPIRE"
    ),
    (
      "{ rate_limit: { limit: 100, window: 1m, algorithm: token-bucket } }",
      .cacheOnly(.rateLimit(.init(limit: 100, window: 60 * .second, algorithm: .tokenBucket))), "EVALSHA"
    ),
    (
      "{ leaderboard: { action: add, members: 1M } }", .cacheOnly(.leaderboard(.add, members: 1_000_000, top: 10)),
      "ZINCRBY"
    ),
    (
      "{ leaderboard: { action: top, members: 1M, top: 50 } }",
      .cacheOnly(.leaderboard(.top, members: 1_000_000, top: 50)), "ZREVRANGE WITHSCORES"
    ),
    (
      "{ leaderboard: { action: rank, members: 3 } }", .cacheOnly(.leaderboard(.rank, members: 3, top: 10)),
      "ZREVRANK"
    ),
    ("{ publish: { subscribers: 50 } }", .cacheOnly(.publish(subscribers: 50)), "PUBLISH"),
    ("{ queue: push }", .cacheOnly(.queue(.push)), "LPUSH"), ("{ queue: pop }", .cacheOnly(.queue(.pop)), "BRPOP"),
  ]

  @Test(
    "Every way to write an operation is read",
    arguments: written)
  func forms(text: String, expected: RequestOperation, commands: String) throws {
    let read = try operation(text)
    #expect(read == expected && read.plan.title == commands)
  }

  static let wrong: [String] = [
    "get", "{}", "{ session: { ttl: 0s } }", "{ session: { ttl: 5 } }", "{ rate_limit: { limit: 5 } }",
    "{ rate_limit: { limit: 0, window: 1s } }", "{ rate_limit: { limit: 5, window: 0s } }",
    "{ rate_limit: { limit: 5, window: 1s, algorithm: leaky } }", "{ rate_limit: { limit: 1G, window: 1s } }",
    "{ leaderboard: { members: 5 } }", "{ leaderboard: { action: add } }",
    "{ leaderboard: { action: add, members: 0 } }", "{ leaderboard: { action: win, members: 5 } }",
    "{ publish: {} }", "{ publish: { subscribers: -1 } }", "{ queue: peek }", "{ session: {}, queue: push }",
    "[read]",
    "null", "5",
  ]

  @Test(
    "Wrong operations are located errors",
    arguments: wrong)
  func wrongForms(text: String) {
    let errors = Reading("traffic: { t: { to: r, rate: 1/s, operation: \(text) } }").errors
    #expect(errors.count == 1, "\(errors)")
    #expect(errors.allSatisfy { $0.contains(" 1:") })
  }

  @Test("GET, SET and INCR take 6, 6.35 and 6 us unpipelined; 0.1 us for each KB (facts 1.4)")
  func simpleCosts() throws {
    #expect(abs(try microseconds("read") - 6) < 1e-9)
    #expect(abs(try microseconds("write") - 6.35) < 1e-9)
    #expect(abs(try microseconds("increment") - 6) < 1e-9)
    #expect(abs(try microseconds("read", value: 1000) - 6.1) < 1e-9)
    #expect(abs(try microseconds("write", value: 1000) - 6.45) < 1e-9)
    #expect(abs(try microseconds("{ queue: pop }", value: 1000) - 6.1) < 1e-9)
    #expect(abs(try microseconds("{ session: {} }", value: 2000) - 6.2) < 1e-9, "one that is there")
  }

  @Test("Commands of one round trip share its system calls: INCR + EXPIRE cost 5 + 2 x 1 us (facts 1.4, 1.10)")
  func pipelines() throws {
    #expect(abs(try microseconds("{ increment: { ttl: 1m } }") - 7) < 1e-9)
    // 5 us once; 1 us each, 0.5 us for each tenfold of 1,000 entries for two of them, 0.1 us for the entry dropped.
    let log = try microseconds("{ rate_limit: { limit: 1000, window: 1m, algorithm: sliding-log } }")
    #expect(abs(log - (5 + 4 + 2 * 1.5 + 0.1)) < 1e-9)
    // A script: one request, four commands within.
    let bucket = try microseconds("{ rate_limit: { limit: 1000, window: 1m, algorithm: token-bucket } }")
    #expect(abs(bucket - (5 + 1 + 3 * 0.55)) < 1e-9)
  }

  @Test("Sorted sets cost the logarithm of their members, and ZREVRANGE what it lists (facts 1.4)")
  func sortedSets() throws {
    func board(_ action: String, _ members: String, top: Int = 10) throws -> Double {
      try microseconds("{ leaderboard: { action: \(action), members: \(members), top: \(top) } }")
    }
    for action in ["add", "rank"] {
      #expect(abs(try board(action, "1M") - (6 + 6 * 0.5)) < 1e-9)
      #expect(abs(try board(action, "1k") - (6 + 3 * 0.5)) < 1e-9)
    }
    #expect(abs(try board("top", "1M") - (6 + 3 + 1)) < 1e-9)
    // A list of 100,000 keeps everybody waiting for 10 ms.
    #expect(abs(try board("top", "1M", top: 100_000) - (6 + 3 + 10_000)) < 1e-6)
    #expect(abs(try board("top", "100", top: 100_000) - (6 + 1 + 10)) < 1e-9, "there are no more than 100")
  }

  @Test("PUBLISH costs 0.2 to 0.9 us for each subscriber, and sends each a copy (facts 1.4, 1.10)")
  func publish() throws {
    let plan = try operation("{ publish: { subscribers: 1000 } }").plan
    let each = (plan.nanoseconds(cost, value: 0) - 6_000) / 1000
    #expect((200...900).contains(each))
    let command = try #require(plan.commands.first)
    #expect(command.sent(value: 200) - command.sent(value: 100) == 100 * 1000)
    #expect(command.received(key: 10, value: 200) - command.received(key: 10, value: 100) == 100)
    #expect(command.verb(value: 100) == .work(.publish(subscribers: 1000), sent: command.sent(value: 100)))
    let alone = try operation("{ publish: { subscribers: 0 } }").plan
    #expect(alone.commands[0].sent(value: 5000) == 7, "the count, in four digits at the most")
  }

  @Test("Bytes as Redis's protocol writes them (redis.io, protocol specification)")
  func bytes() {
    // *2 $3 GET $5 hello, with line ends: 4 + 4 + 5 + 4 + 7.
    #expect(RedisProtocol.command([3, 5]) == 24)
    #expect(CommandPlan.Command.get.received(key: 5, value: 1000) == 24)
    // *3 $3 SET $5 hello $4 1000 bytes: 4 + 9 + 11 + (7 + 1000 + 2).
    #expect(CommandPlan.Command.set(timeToLive: nil).received(key: 5, value: 1000) == 24 + 1009)
    #expect(CommandPlan.Command.get.sent(value: 1000) >= 1000 + 9)
    #expect(RedisProtocol.bulk(0) == 6 && RedisProtocol.bulk(99_999) == 1 + 5 + 2 + 99_999 + 2)
    #expect(RedisProtocol.digits(0) == 1 && RedisProtocol.digits(9) == 1 && RedisProtocol.digits(10) == 2)
  }

  @Test("The verbs of a plan are what a cluster understands; only a session's SET waits for a miss")
  func verbs() throws {
    let session = try operation("{ session: { ttl: 30m } }").plan
    #expect(session.roundTrips.map { $0.map { $0.verb(value: 10) } } == [[.getAndRenew], [.set]])
    #expect(session.roundTrips.flatMap(\.self).map(\.timeToLive) == [1800 * .second, 1800 * .second])
    #expect(session.roundTrips.flatMap(\.self).map(\.condition) == [.always, .ifAbsent])
    #expect(session.commands.map(\.name) == ["GETEX EX"])
    let count = try operation("{ increment: { ttl: 1m } }").plan
    #expect(count.roundTrips[0][0].verb(value: 0) == .increment && count.roundTrips[0][0].timeToLive == 60 * .second)
    #expect(RequestOperation.read.plan.commands.map { $0.verb(value: 0) } == [.get])
    #expect(RequestOperation.write.plan.commands.map { $0.verb(value: 0) } == [.set])
    #expect(RequestOperation.delete.plan.commands.map { $0.verb(value: 0) } == [.delete])
  }

  @Test("Memcached has strings and counters: neither structures nor scripts nor Pub/Sub (facts 2.6)")
  func memcached() throws {
    let operations: [(String, String?)] = [
      ("increment", nil), ("{ session: {} }", nil), ("{ rate_limit: { limit: 1, window: 1s } }", nil),
      ("{ rate_limit: { limit: 1, window: 1s, algorithm: sliding-log } }", "sorted sets"),
      ("{ rate_limit: { limit: 1, window: 1s, algorithm: token-bucket } }", "scripts"),
      ("{ leaderboard: { action: rank, members: 5 } }", "sorted sets"),
      ("{ publish: { subscribers: 1 } }", "Pub/Sub"), ("{ queue: pop }", "lists"),
    ]
    for (text, missing) in operations {
      guard case .cacheOnly(let special) = try operation(text) else {
        Issue.record("\(text)")
        continue
      }
      #expect(special.missingInMemcached == missing)
      #expect(special.plan.roundTrips.flatMap(\.self).allSatisfy { $0.memcached != nil } == (missing == nil))
    }
  }

  @Test("A sorted set takes 80 to 110 bytes for each member; a sliding log one entry for each request (facts 1.10)")
  func memory() throws {
    guard case .cacheOnly(let board) = try operation("{ leaderboard: { action: add, members: 1M } }"),
      case .cacheOnly(let log) = try operation("{ rate_limit: { limit: 500, window: 1m, algorithm: sliding-log } }"),
      case .cacheOnly(let window) = try operation("{ rate_limit: { limit: 500, window: 1m } }")
    else {
      Issue.record("not read")
      return
    }
    #expect((80_000_000...110_000_000).contains(board.structureBytes))
    #expect((40_000...55_000).contains(log.structureBytes) && window.structureBytes == 0)
  }

  @Test("The largest settings overflow nothing")
  func bounds() throws {
    for text in [
      "{ leaderboard: { action: top, members: 1G, top: 1M } }", "{ publish: { subscribers: 1M } }",
      "{ rate_limit: { limit: 1M, window: 1d, algorithm: sliding-log } }",
    ] {
      let operation = try operation(text)
      for command in operation.plan.roundTrips.flatMap(\.self) {
        #expect(command.sent(value: 1 << 29) > 0 && command.received(key: 250, value: 1 << 29) > 0)
        #expect(operation.plan.nanoseconds(cost, value: 1 << 29).isFinite)
      }
    }
  }
}

/// What the three algorithms let through.
@Suite struct RequestRateLimitTests {
  private func limiter(_ algorithm: CacheOperation.RateLimit.Algorithm, limit: Int = 100) -> RateLimiter {
    RateLimiter(CacheOperation.RateLimit(limit: limit, window: 60 * .second, algorithm: algorithm))
  }

  /// The instants at which requests were let through.
  private func admitted(_ limiter: RateLimiter, _ instants: [Double]) -> [Double] {
    var limiter = limiter
    return instants.filter { limiter.admits(at: s($0)) }
  }

  /// The most in any stretch of 60 s.
  private func most(_ instants: [Double]) -> Int {
    var first = 0
    var most = 0
    for (place, instant) in instants.enumerated() {
      while instants[first] <= instant - 60 { first += 1 }
      most = max(most, place - first + 1)
    }
    return most
  }

  /// One request that begins a window, many before its end, many after it.
  private var edge: [Double] {
    [0] + (0..<500).map { 59 + Double($0) / 1000 } + (0..<500).map { 60.001 + Double($0) / 1000 }
  }

  @Test("Fixed window: almost twice the limit passes around a window's end (facts 1.10)")
  func fixedWindow() {
    let passed = admitted(limiter(.fixedWindow), edge)
    #expect(passed.count == 200)
    #expect(passed.filter { $0 > 50 }.count == 199 && most(passed) == 199, "within two seconds")
  }

  @Test("Sliding log: never more than the limit in a window, also at its end (facts 1.10)")
  func slidingLog() {
    let passed = admitted(limiter(.slidingLog), edge)
    #expect(passed.count == 100 && most(passed) == 100)
    // A minute after the latest requests everything is new.
    let later = admitted(limiter(.slidingLog), edge + [121])
    #expect(later.count == 101)
  }

  @Test("Token bucket: a full bucket at once, then the rate")
  func tokenBucket() {
    let burst = admitted(limiter(.tokenBucket), (0..<1000).map { 10 + Double($0) / 1_000_000 })
    #expect(burst.count == 100)
    // 10 requests a second against 100 a minute: the bucket, and 1.67 a second.
    let long = admitted(limiter(.tokenBucket), (0..<6000).map { Double($0) / 10 })
    #expect(abs(Double(long.count) - 1100) <= 2)
    #expect(most(long) <= 200)
  }

  @Test("Whatever comes: fixed window and token bucket pass at most twice the limit in a window, the log the limit")
  func bounds() {
    var state: UInt64 = 12_345
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 31)
    }
    for round in 0..<60 {
      var now = 0.0
      let pace = 0.02 + 2 * next()
      let instants = (0..<800).map { _ in
        now += next() < 0.03 ? 70 * next() : pace * next()
        return now
      }
      let limit = 1 + round
      #expect(most(admitted(limiter(.slidingLog, limit: limit), instants)) <= limit)
      #expect(most(admitted(limiter(.fixedWindow, limit: limit), instants)) <= 2 * limit)
      #expect(most(admitted(limiter(.tokenBucket, limit: limit), instants)) <= 2 * limit)
    }
  }

  @Test("Below the limit nothing is refused by any", arguments: CacheOperation.RateLimit.Algorithm.allCases)
  func below(algorithm: CacheOperation.RateLimit.Algorithm) {
    let instants = (0..<500).map { Double($0) * 0.7 }
    #expect(admitted(limiter(algorithm), instants).count == 500)
  }
}
