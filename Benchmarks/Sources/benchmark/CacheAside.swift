// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Foundation
import Reference
import Statistics

/// A cache-aside loop before requests with Zipf popularity: a GET each and, where it misses, a SET. A million keys, a cache
/// for a tenth of them; the keys are drawn as a simulation draws them.
struct CacheAside: Benchmark {
  var name: String { "cacheaside" }

  private static let keys: UInt32 = 1_000_000
  private static let exponent = 0.99
  private static let cached = 100_000
  private static let requests = 4_000_000
  /// Bytes of a value.
  private static let value = 400
  /// Requests a second on one core that the loop has to do at least [M/s].
  private static let least = 8.0

  private let zipf: Zipf
  private let stream: DrawStream

  init() {
    guard let zipf = try? Zipf(count: Self.keys, exponent: Self.exponent) else { fatalError("no Zipf") }
    self.zipf = zipf
    stream = DrawStream(RandomKey(seed: 42, replication: 0), name: "page-views", purpose: "key")
  }

  func measure(rounds: Int) throws -> [Comparison] {
    let drawing = draws(rounds)
    return [
      drawing, try drawn(rounds, drawing: drawing.swift), try prepared(rounds), redis(rounds), try simulated(rounds),
    ]
  }

  /// The same through a whole simulation: traffic, Redis with its thread and network, a database, latencies measured.
  private func simulated(_ rounds: Int) throws -> Comparison {
    let text = """
      version: 1
      name: cache-aside
      run: { duration: 1000s, warmup: 0s }
      traffic:
        reads:
          to: cache
          operation: read
          rate: 1000/s
          keys: { zipf: { count: \(Self.keys), exponent: \(Self.exponent) } }
          value: \(Self.value)B
      caches: { cache: { engine: redis, node_type: cache.m7g.large, eviction: allkeys-lru, behind: store } }
      databases: { store: { type: other, concurrency: 64 } }
      """
    let times = try timed(rounds) { _ = try SQSLoop.run(text, replications: 1, jobs: 1) }
    return Comparison(
      name: "cacheaside simulated", unit: "M requests/s", swift: 1 / median(times),
      note: "events, latencies and the bill included")
  }

  /// The draws alone, which are part of the loops below.
  private func draws(_ rounds: Int) -> Comparison {
    var sum: UInt64 = 0
    let times = timed(rounds) {
      for number in 0..<UInt64(Self.requests) { sum &+= UInt64(zipf.rank(stream.uniform(number))) }
    }
    return Comparison(
      name: "cacheaside draws", unit: "M draws/s", swift: Self.mega / median(times), note: "checksum \(sum & 0xFFFF)")
  }

  /// Draws and exact LRU.
  private func drawn(_ rounds: Int, drawing: Double) throws -> Comparison {
    var cache = LRU(.items(Self.cached))
    var hits = 0
    let times = timed(rounds) {
      hits = 0
      let size = ItemSize(value: Self.value)
      for number in 0..<UInt64(Self.requests) {
        let key = UInt64(zipf.rank(stream.uniform(number)))
        if cache.get(key, now: 0).isHit {
          hits &+= 1
        } else {
          _ = cache.set(key, size, expires: nil, stamp: 0, now: 0)
        }
      }
    }
    let speed = Self.mega / median(times)
    // A record is 40 B, of which every cache of this kind needs its key, stamp, expiry and size.
    let bytes = Double(cache.allocatedBytes) / Double(cache.items) - 40
    return Comparison(
      name: "cacheaside lru", unit: "M requests/s", swift: speed, ratio: speed / Self.least, target: .atLeast(1),
      note: "the ratio is to \(decimals(Self.least, 0)) M/s; \(decimals(100 * speed / drawing, 0))% of the time is "
        + "drawing keys, \(decimals(100 * Double(hits) / Double(Self.requests), 2))% hits, "
        + "\(decimals(bytes, 1)) B a cached key besides its record")
  }

  /// The same with keys drawn beforehand, beside a hash table and a list in C++.
  private func prepared(_ rounds: Int) throws -> Comparison {
    let keys = (0..<UInt64(Self.requests)).map { UInt64(zipf.rank(stream.uniform($0))) }
    let reference = reference_lru_create(Int64(Self.cached))
    defer { reference_lru_destroy(reference) }
    var cache = LRU(.items(Self.cached))
    var hits: (swift: UInt64, reference: UInt64) = (0, 0)
    let times = Rounds(rounds) {
      var count: UInt64 = 0
      let size = ItemSize(value: Self.value)
      for key in keys {
        if cache.get(key, now: 0).isHit {
          count &+= 1
        } else {
          _ = cache.set(key, size, expires: nil, stamp: 0, now: 0)
        }
      }
      hits.swift = count
    } reference: {
      hits.reference = keys.withUnsafeBufferPointer {
        reference_lru_run(reference, $0.baseAddress, Int64(Self.requests))
      }
    }
    guard hits.swift == hits.reference else {
      throw Disagreement(description: "cacheaside: \(hits.swift) hits, \(hits.reference) in C++")
    }
    return Comparison(
      name: "cacheaside keys drawn before", unit: "M requests/s", swift: Self.mega / median(times.swift),
      reference: Self.mega / median(times.reference), ratio: 1 / times.timeRatio, target: .atLeast(0.5),
      note: "same hits")
  }

  /// Draws and Redis's own eviction, allkeys-lru, a second of its clock for every 100,000 requests.
  private func redis(_ rounds: Int) -> Comparison {
    let size = ItemSize(key: 12, value: Self.value)
    let memory = RedisMemory().serverBytes(items: Self.cached, size)
    var engine = RedisEngine(RedisSettings(maxmemory: memory, policy: .allKeysLRU))
    var hits = 0
    var now: Int64 = 0
    let times = timed(rounds) {
      hits = 0
      for number in 0..<UInt64(Self.requests) {
        now += 10_000
        let key = UInt64(zipf.rank(stream.uniform(number)))
        if engine.get(key, now: now).isHit {
          hits &+= 1
        } else {
          _ = engine.set(key, size, expires: nil, stamp: 0, now: now)
        }
      }
    }
    return Comparison(
      name: "cacheaside redis allkeys-lru", unit: "M requests/s", swift: Self.mega / median(times),
      note: "\(decimals(100 * Double(hits) / Double(Self.requests), 2))% hits, "
        + "\(decimals(Double(engine.allocatedBytes) / Double(engine.items) - 48, 1)) B a cached key besides its record")
  }

  private static var mega: Double { Double(requests) / 1e6 }
}
