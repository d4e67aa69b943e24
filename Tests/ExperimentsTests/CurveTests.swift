// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Pricing
import Services
import Simulation
import Statistics
import Testing

@testable import Experiments
@testable import Scenarios

/// The hit ratio of a cache for every size in one pass.
@Suite struct CurveTests {
  private static let second = Nanoseconds.second

  /// A thousand requests a second in constant steps, with keys by Zipf's law.
  private func zipf(_ count: UInt32, _ exponent: Double, requests: Int, value: UInt32 = 1000) throws -> FakeReader {
    let law = try Zipf(count: count, exponent: exponent)
    var reader = FakeReader { number, draws in
      guard number < requests else { return nil }
      return .init(at: Nanoseconds(number + 1) * 1_000_000 - 1, key: law.rank(draws.uniform(UInt64(number))))
    }
    reader.keyCount = Int(count)
    reader.expected = Double(requests)
    reader.valueBytes = value
    return reader
  }

  private func window(
    _ cache: FakeCache, _ readers: [FakeReader], seconds: Int, sampling: Double? = nil, replications: Int = 1,
    jobs: Int = 2, hitRatio: Double = 0.95
  ) async throws -> CurveResult.Window {
    let scenario = Scenario.of([cache] + readers as [any Part], duration: Nanoseconds(seconds) * Self.second)
    let curve = try Curve(
      scenario, cache: nil, book: try PriceBook.builtIn(.documented), sampling: sampling, hitRatio: hitRatio,
      replications: replications, jobs: jobs)
    return try #require(await curve.result()?.windows.first)
  }

  @Test("Within 0.5 points of Che's approximation for LRU under Zipf (Che, Tung, Wang 2002), 20,000 keys")
  func che() async throws {
    let (keys, exponent) = (20_000, 0.9)
    let reader = try zipf(UInt32(keys), exponent, requests: 400_000)
    let sizes = [200, 1_000, 2_000, 4_000, 10_000].map { $0 * 1_000 }
    let cache = FakeCache(usableBytes: sizes[0], choices: sizes.map { FakeCache.choice("of \($0)", $0) })
    let window = try await window(cache, [reader], seconds: 400, replications: 3)
    let law = try Zipf(count: UInt32(keys), exponent: exponent)
    let popularity = (0..<keys).map { law.probability(ofRank: UInt32($0)) }
    #expect(window.choices.count == sizes.count)
    for choice in window.choices {
      let theory = CharacteristicTime(.lru, popularity: popularity, capacity: Double(choice.bytes / 1_000)).hitRatio
      #expect(abs(choice.hitRatio.value - theory) < 0.005, "\(choice.name): \(choice.hitRatio.value), Che \(theory)")
    }
    #expect(window.samplingRate == 1)
  }

  @Test("Exactly the hits of LRU caches of three sizes before the same requests (Mattson 1970)")
  func exactLRU() async throws {
    let requests = 60_000
    let reader = try zipf(5_000, 0.8, requests: requests, value: 100)
    let sizes = [100, 700, 3_000]
    let cache = FakeCache(
      usableBytes: 110 * sizes[0], choices: sizes.map { FakeCache.choice("of \($0)", 110 * $0) }, overhead: 10)
    let window = try await window(cache, [reader], seconds: 60)
    let draws = DrawStream(RandomKey(seed: 1, replication: 0), name: reader.name, purpose: "key")
    for (size, choice) in zip(sizes, window.choices) {
      var engine = LRU(.items(size))
      var hits = 0
      for number in 0..<requests {
        let isHit = engine.access(UInt64(reader.asks(number, draws)?.key ?? 0))
        if isHit, number >= requests / 2 { hits += 1 }
      }
      #expect(window.reads == requests / 2)
      #expect(choice.hitRatio.value == Double(hits) / Double(requests / 2), "\(size) records")
    }
  }

  @Test("Sampled, a fifth of the records is within 1.5 points of all of them (SHARDS, FAST'15)")
  func sampled() async throws {
    let reader = try zipf(50_000, 0.7, requests: 200_000)
    let cache = FakeCache(
      usableBytes: 1_000_000, choices: [5_000, 20_000].map { FakeCache.choice("of \($0)", $0 * 1_000) })
    let exact = try await window(cache, [reader], seconds: 200)
    let sampled = try await window(cache, [reader], seconds: 200, sampling: 0.2)
    for (a, b) in zip(exact.choices, sampled.choices) {
      #expect(abs(a.hitRatio.value - b.hitRatio.value) < 0.015, "\(a.hitRatio.value) \(b.hitRatio.value)")
    }
    #expect(abs(sampled.records.value / exact.records.value - 1) < 0.03)
    #expect(sampled.samplingIsGiven && sampled.samplingRate == 0.2)
  }

  @Test("Memory is bounded: of many records a share is followed, known before the pass")
  func bounded() throws {
    func rate(keys: Int, messages: Double) -> Double {
      var reader = FakeReader { _, _ in nil }
      reader.keyCount = keys
      reader.expected = messages
      var other = reader
      other.name = "other"
      return CurvePlan.samplingRate(
        "cache", Scenario.of([FakeCache(), reader, other], duration: Self.second).windows[0])
    }
    #expect(rate(keys: 50_000_000, messages: 50_000_000) == 0.01, "both ask for the same keys")
    #expect(rate(keys: 50_000_000, messages: 1_000) == 1, "no more records than messages")
    #expect(rate(keys: 400_000, messages: 1e9) == 1)
    #expect(rate(keys: 0, messages: 1e9) == 1, "without keys there is one record")
    #expect(CurvePlan.capacities([12_345]).contains(12_345))
    #expect(CurvePlan.capacities([]).count == 32 * 8 + 1)
  }

  @Test("A write that deletes makes the next read a miss at every size; one that stores does not")
  func writes() async throws {
    // Each second a read of key 7, and half a second later a write of it.
    let reads = FakeReader { number, _ in number < 100 ? .init(at: Nanoseconds(number) * Self.second + 1, key: 7) : nil
    }
    var writes = FakeReader { number, _ in
      number < 100 ? .init(at: Nanoseconds(number) * Self.second + Self.second / 2, key: 7) : nil
    }
    writes.name = "writer"
    writes.operation = .write
    var cache = FakeCache()
    let deleted = try await window(cache, [reads, writes], seconds: 100)
    #expect(deleted.highest.value == 0 && deleted.reads == 50 && deleted.writes == 50)
    #expect(deleted.wanted.bytes == nil)
    cache.deletesOnWrite = false
    let stored = try await window(cache, [reads, writes], seconds: 100)
    #expect(stored.highest.value == 1)
    writes.operation = .delete
    #expect(try await window(cache, [reads, writes], seconds: 100).highest.value == 0)
  }

  @Test(
    "A read later than the ttl after the load is a miss at every size: of reads each second with a ttl of 3.5s one in 4"
  )
  func timeToLive() async throws {
    let reads = FakeReader { number, _ in number < 400 ? .init(at: Nanoseconds(number) * Self.second + 1, key: 7) : nil
    }
    var cache = FakeCache()
    cache.timeToLive = 3_500_000_000
    let window = try await window(cache, [reads], seconds: 400)
    #expect(window.highest.value == 0.75)
    #expect(window.records.value == 1, "what has outlived its ttl takes no memory")
  }

  @Test("An interval of the replications around each point, the same whatever the threads")
  func replications() async throws {
    let reader = try zipf(2_000, 0.8, requests: 20_000)
    let cache = FakeCache(usableBytes: 200_000)
    let one = try await window(cache, [reader], seconds: 20, replications: 4, jobs: 1, hitRatio: 0.5)
    let two = try await window(cache, [reader], seconds: 20, replications: 4, jobs: 2, hitRatio: 0.5)
    #expect(one.points.map(\.hitRatio) == two.points.map(\.hitRatio))
    #expect(one.points.allSatisfy { $0.hitRatio.low != nil && $0.hitRatio.high ?? 2 <= 1 })
    #expect(zip(one.points, one.points.dropFirst()).allSatisfy { $0.hitRatio.value <= $1.hitRatio.value })
    let bytes = try #require(one.wanted.bytes)
    let around = one.points.map { ($0.bytes, $0.hitRatio.value) }
    let below = try #require(around.last { $0.1 < 0.5 })
    let above = try #require(around.first { $0.1 >= 0.5 })
    #expect(bytes.value >= Double(below.0) * 0.9 && bytes.value <= Double(above.0) * 1.1)
  }

  @Test("Types of nodes at their memory, with the month's price; the cheapest that reaches the wanted ratio")
  func choices() async throws {
    let book = try PriceBook.builtIn(.documented)
    let prices = book.prices(service: "elasticache", region: "us-east-1")
    let priced = try #require(prices.first)
    let reader = try zipf(1_000, 0.8, requests: 40_000)
    let meter = Meter(id: "n", title: "n", price: priced.reference, unit: priced.unit)
    let cache = FakeCache(
      usableBytes: 900_000,
      choices: [
        FakeCache.choice("unknown", 2_000_000, priced: false), ("known", 900_000, meter, 2), ("tiny", 1_000, meter, 1),
      ])
    let window = try await window(cache, [reader], seconds: 40, hitRatio: 0.5)
    #expect(window.choices.map(\.name) == ["tiny", "known", "unknown"])
    let tier = try #require(priced.tiers.first)
    #expect(window.choices[1].monthly == Money.cents((tier.usd * 2 * 730).roundedToCents))
    #expect(window.choices[2].monthly == nil)
    #expect(window.choices.map(\.isNow) == [false, true, false])
    #expect(window.wanted.choice == "known")
  }

  @Test func whatHasNoCurve() throws {
    let book = try PriceBook.builtIn(.documented)
    let reader = try zipf(10, 0.8, requests: 10)
    var writer = reader
    writer.operation = .write
    func problem(_ parts: [any Part], _ name: String?) -> Curve.Problem? {
      do {
        _ = try Curve(Scenario.of(parts, duration: Self.second), cache: name, book: book)
        return nil
      } catch { return error }
    }
    var toNobody = reader
    toNobody.target = "serverless"
    var second = FakeCache()
    second.name = "other"
    #expect(problem([FakeServerless(), toNobody], nil) == .noSize("serverless", kind: "serverless cache"))
    #expect(problem([FakeCache(), reader], "cahce") == .unknown("cahce", known: ["cache"]))
    #expect(problem([FakeCache(), second, reader], nil) == .unknown("", known: ["cache", "other"]))
    #expect(problem([FakeCache(), second, reader], "other") == .nobodyReads("other"))
    #expect(problem([FakeCache(), writer], nil) == .nobodyReads("cache"))
    #expect(problem([FakeCache(), reader], nil) == nil)
  }
}
