// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Statistics
import Testing

@testable import CacheEngines

/// The same requests, at the same instants, to a real server and to its model: batches of GETs, and then a SET for each
/// that missed. Skipped where the machine does not have the server.
@Suite(.serialized) struct RealServerTests {
  static let redisPath = RealServer.path(["redis-server", "valkey-server"])
  static let memcachedPath = RealServer.path(["memcached"])

  private static let keys = 60_000
  private static let requests = 90_000
  private static let batch = 50
  /// How long a replay takes at least: a few ticks of the LRU clock.
  private static let seconds = 1.5
  private static let size = ItemSize(key: 12, value: 200)
  private static let stream = ZipfTable(count: keys, exponent: 0.9).requests(requests, testStream("real"))

  /// What both sides saw.
  private struct Run {
    var hits = (server: 0, model: 0)
    var late = (server: 0, model: 0)
    var difference: Double { Double(hits.server - hits.model) / Double(RealServerTests.requests) }
    /// Over the second half, when the caches are full.
    var lateDifference: Double { 2 * Double(late.server - late.model) / Double(RealServerTests.requests) }
  }

  @Test(
    "Hit ratio of a real Redis within a point of the model's; two under LFU", .enabled(if: redisPath != nil),
    arguments: [RedisPolicy.allKeysLRU, .allKeysRandom, .volatileTTL, .allKeysLFU])
  func redis(policy: RedisPolicy) throws {
    let server = try RealServer(try #require(Self.redisPath)) { port, directory in
      ["--port", "\(port)", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", directory]
    }
    defer { server.stop() }
    let client = RedisClient(connection: server.connection)
    _ = try client.command(["CONFIG", "SET", "maxmemory-policy", policy.rawValue])
    let allocator = try client.allocator(Self.size)
    // The client's buffers count as well: let them grow to their size first.
    var none = LRU(.items(1))
    _ = try Self.play(0..<2_000, client, &none) { _ in nil }
    _ = try client.command(["FLUSHALL"])
    let base = try client.usedMemory()
    let limit = base + 4_500_000
    _ = try client.command(["CONFIG", "SET", "maxmemory", "\(limit)"])
    var settings = RedisSettings(maxmemory: limit, policy: policy, seed: testSeed)
    settings.baseBytes = base
    settings.allocator = allocator
    var model = RedisEngine(settings)
    var nextCycle: Int64 = 0
    let run = try Self.play(0..<Self.requests, client, &model) { key in
      policy == .volatileTTL ? 100 + Int(hashed(key) % 5_000) : nil
    } background: { model, now in
      if now >= nextCycle {
        _ = model.expireCycle(now: now)
        nextCycle = now + second / 10
      }
    }
    let items = try client.items()
    print(
      "\(policy.rawValue): model - server \(-100 * run.difference) points, second half \(-100 * run.lateDifference);",
      "\(model.items) and \(items) keys, \(Double(run.hits.server) / Double(Self.requests)) hits")
    let tolerance = policy == .allKeysLFU ? 0.02 : 0.01
    #expect(abs(run.difference) < tolerance && abs(run.lateDifference) < tolerance, "seed \(testSeed)")
    #expect(abs(Double(model.items) / Double(items) - 1) < 0.02, "memory per key")
  }

  @Test("Hit ratio of a real Memcached within a point of the model's", .enabled(if: memcachedPath != nil))
  func memcached() throws {
    let server = try RealServer(try #require(Self.memcachedPath)) { port, _ in
      ["-p", "\(port)", "-l", "127.0.0.1", "-U", "0", "-m", "5", "-t", "1", "-u", NSUserName()]
    }
    defer { server.stop() }
    var model = MemcachedEngine(MemcachedSettings(memory: 5 << 20))
    let run = try Self.play(0..<Self.requests, MemcachedClient(connection: server.connection), &model) { _ in nil }
    print(
      "memcached: model - server \(-100 * run.difference) points, second half \(-100 * run.lateDifference),",
      "\(Double(run.hits.server) / Double(Self.requests)) hits, \(model.items) items")
    #expect(abs(run.difference) < 0.01 && abs(run.lateDifference) < 0.01, "seed \(testSeed)")
  }

  @Test("used_memory of a real Redis with 40,000 keys within 1 % of the model's", .enabled(if: redisPath != nil))
  func redisMemory() throws {
    let server = try RealServer(try #require(Self.redisPath)) { port, directory in
      ["--port", "\(port)", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", directory]
    }
    defer { server.stop() }
    let client = RedisClient(connection: server.connection)
    let memory = RedisMemory(try client.allocator(Self.size))
    for (value, life) in [(20, nil), (200, 10_000), (700, nil)] as [(Int, Int?)] {
      _ = try client.command(["FLUSHALL"])
      let size = ItemSize(key: 12, value: value)
      let base = try client.usedMemory()
      for start in stride(from: UInt64(0), to: 40_000, by: 100) {
        try client.set((start..<start + 100).map { ($0, life) }, valueBytes: value)
      }
      let expected = memory.serverBytes(items: 40_000, size, withExpiry: life == nil ? 0 : 40_000, base: base)
      // The server moves the buckets of doubled tables for a millisecond every tenth of a second.
      var found = try client.usedMemory()
      for _ in 0..<15 where abs(found - expected) > expected / 200 {
        usleep(100_000)
        found = try client.usedMemory()
      }
      print("used_memory with \(value) B: \(found), model \(expected)")
      #expect(abs(Double(found - base) / Double(expected - base) - 1) < 0.01)
    }
  }

  /// - Parameters:
  ///   - life: seconds until a key that is stored expires.
  ///   - background: what the server does besides, given the model and the instant.
  private static func play<Model: CacheEngine>(
    _ range: Range<Int>, _ client: some CacheClient, _ model: inout Model, life: (UInt64) -> Int?,
    background: (inout Model, Int64) -> Void = { _, _ in }
  ) throws -> Run {
    var run = Run()
    let begin = clock()
    let share = Double(range.count) / Double(requests)
    for start in stride(from: range.lowerBound, to: range.upperBound, by: batch) {
      let keys = Array(stream[start..<min(start + batch, range.upperBound)])
      let due = begin + Int64(Double(start - range.lowerBound) / Double(range.count) * seconds * share * 1e9)
      let early = due - clock()
      if early > 1_000_000 { usleep(UInt32(early / 1_000)) }
      let now = clock()
      background(&model, now)
      let found = try client.get(keys, valueBytes: size.value)
      try client.set(zip(keys, found).filter { !$0.1 }.map { ($0.0, life($0.0)) }, valueBytes: size.value)
      let known = keys.map { model.get($0, now: now).isHit }
      for (key, isHit) in zip(keys, known) where !isHit {
        _ = model.set(key, size, expires: life(key).map { now + Int64($0) * second }, stamp: 0, now: now)
      }
      let isLate = start >= range.lowerBound + range.count / 2
      run.hits.server += found.filter { $0 }.count
      run.hits.model += known.filter { $0 }.count
      if isLate {
        run.late.server += found.filter { $0 }.count
        run.late.model += known.filter { $0 }.count
      }
    }
    return run
  }

  /// The wall clock, by which servers count seconds [ns].
  private static func clock() -> Int64 { Int64(Date().timeIntervalSince1970 * 1e9) }
}

private protocol CacheClient {
  /// Whether each key was found.
  func get(_ keys: [UInt64], valueBytes: Int) throws -> [Bool]
  /// Stores keys with the seconds until they expire.
  func set(_ keys: [(UInt64, Int?)], valueBytes: Int) throws
}

/// Twelve characters for a key.
private func name(_ key: UInt64) -> String {
  let digits = String(key)
  return "key:" + String(repeating: "0", count: 8 - digits.count) + digits
}

private struct RedisClient: CacheClient {
  let connection: Connection

  private func encoded(_ words: [String]) -> String {
    "*\(words.count)\r\n" + words.map { "$\($0.utf8.count)\r\n\($0)\r\n" }.joined()
  }

  /// A simple reply's text, or the text of a bulk reply; nil for none.
  private func reply() throws -> String? {
    let line = try connection.line()
    let text = String(decoding: line.dropFirst(), as: UTF8.self)
    guard line.first == UInt8(ascii: "$") else {
      if line.first == UInt8(ascii: "-") { throw RealServer.Failure(description: text) }
      return text
    }
    guard var rest = Int(text), rest >= 0 else { return nil }
    var lines: [String] = []
    while rest >= 0 {
      let line = try connection.line()
      lines.append(String(decoding: line, as: UTF8.self))
      rest -= line.count + 2
    }
    return lines.joined(separator: "\n")
  }

  func command(_ words: [String]) throws -> String? {
    try connection.send(Array(encoded(words).utf8))
    return try reply()
  }

  func get(_ keys: [UInt64], valueBytes: Int) throws -> [Bool] {
    try connection.send(Array(keys.map { encoded(["GET", name($0)]) }.joined().utf8))
    return try keys.map { _ in
      let isFound = try connection.line().dropFirst().first != UInt8(ascii: "-")
      if isFound { try connection.skip(valueBytes + 2) }
      return isFound
    }
  }

  func set(_ keys: [(UInt64, Int?)], valueBytes: Int) throws {
    let value = String(repeating: "v", count: valueBytes)
    let commands = keys.map { key, life in
      encoded(["SET", name(key), value] + (life.map { ["EX", "\($0)"] } ?? []))
    }
    try connection.send(Array(commands.joined().utf8))
    for _ in keys { _ = try reply() }
  }

  func usedMemory() throws -> Int {
    let lines = try (command(["INFO", "memory"]) ?? "").split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix("used_memory:") }), let used = Int(line.dropFirst(12)) else {
      throw RealServer.Failure(description: "no used_memory")
    }
    return used
  }

  func items() throws -> Int { try Int(command(["DBSIZE"]) ?? "") ?? 0 }

  /// Which of the two kinds of size classes the server's memory grows by.
  func allocator(_ size: ItemSize) throws -> RedisMemory.Allocator {
    _ = try command(["FLUSHALL"])
    let base = try usedMemory()
    for start in stride(from: UInt64(0), to: 8_000, by: 100) {
      try set((start..<start + 100).map { ($0, nil) }, valueBytes: size.value)
    }
    let grown = try usedMemory() - base
    _ = try command(["FLUSHALL"])
    return RedisMemory.Allocator.allCases.min {
      abs(RedisMemory($0).serverBytes(items: 8_000, size, base: 0) - grown)
        < abs(RedisMemory($1).serverBytes(items: 8_000, size, base: 0) - grown)
    } ?? .official
  }
}

private struct MemcachedClient: CacheClient {
  let connection: Connection

  func get(_ keys: [UInt64], valueBytes: Int) throws -> [Bool] {
    try connection.send(Array(keys.map { "get \(name($0))\r\n" }.joined().utf8))
    return try keys.map { _ in
      let isFound = try connection.line().first == UInt8(ascii: "V")
      if isFound {
        try connection.skip(valueBytes + 2)
        _ = try connection.line()
      }
      return isFound
    }
  }

  func set(_ keys: [(UInt64, Int?)], valueBytes: Int) throws {
    let value = String(repeating: "v", count: valueBytes)
    let commands = keys.map { key, life in "set \(name(key)) 0 \(life ?? 0) \(valueBytes)\r\n\(value)\r\n" }
    try connection.send(Array(commands.joined().utf8))
    for _ in keys {
      let line = try connection.line()
      guard line.first == UInt8(ascii: "S"), line.last == UInt8(ascii: "D") else {
        throw RealServer.Failure(description: String(decoding: line, as: UTF8.self))
      }
    }
  }
}
