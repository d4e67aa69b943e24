// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Statistics
import Testing

@testable import Services
@testable import Simulation

/// A cache with a fake database behind it, asked at given instants.
private func ask(
  _ settings: String, _ plan: [Asked], store: FakeStore = FakeStore(), until end: Double = 1000, faults: String = "",
  node: String = "node_type: cache.m6g.large"
) throws -> (log: AskLog, store: StoreLog, outcomes: Outcomes) {
  let asker = CacheAsker(name: "app", target: "c", plan: plan)
  let text = "caches: { c: { engine: redis, \(node), eviction: allkeys-lru, behind: db, \(settings) } }\n" + faults
  let reading = Reading(text)
  try #require(reading.diagnostics.sorted.filter { $0.severity == .error }.map(\.message) == [])
  let outcomes = try Outcomes([asker] + reading.parts + [store], until: s(end))
  return (asker.log, store.log, outcomes)
}

private func read(_ at: Double, _ key: UInt32 = 1) -> Asked { Asked(at: at, operation: .read, key: key) }
private func write(_ at: Double, _ key: UInt32 = 1) -> Asked { Asked(at: at, operation: .write, key: key) }

@Suite("Cache: reads")
struct CacheReadTests {
  @Test("cache-aside: check, miss, read the database, store; the next read hits")
  func cacheAside() throws {
    let (log, store, outcomes) = try ask("ttl: 1m", [read(1), read(2), read(70), read(3, 2)])
    #expect(log.answers.map(\.number) == [0, 1, 3, 2])
    #expect(abs(try #require(log[0]).at - 1.1) < 1e-4)
    #expect(abs(try #require(log[1]).at - 2) < 1e-4)
    #expect(abs(try #require(log[2]).at - 70.1) < 1e-4)  // its minute was over
    #expect(store.count(.read) == 3)
    #expect(outcomes.count("c", "hits") == 1)
    #expect(outcomes.count("c", "misses") == 3)
    #expect(outcomes.count("c", "loads") == 3)
  }

  @Test("a read of what the database does not hold is absent, and asks it each time unless negative_ttl is set")
  func absent() throws {
    let plan = [read(1, 9), read(2, 9), read(3, 9), read(20, 9)]
    let plain = try ask("ttl: 1m", plan, store: FakeStore(absentFrom: 5))
    #expect(plain.log.answers.allSatisfy { $0.isAbsent })
    #expect(plain.store.count(.read) == 4)
    let negative = try ask("ttl: 1m, negative_ttl: 10s", plan, store: FakeStore(absentFrom: 5))
    #expect(negative.log.answers.allSatisfy { $0.isAbsent })
    #expect(negative.store.count(.read) == 2)
  }

  @Test("single-flight: one database read for a missing key, the others wait for it (facts 3.4)")
  func coalescing() throws {
    let plan = (0..<50).map { read(1 + Double($0) * 0.001) }
    let alone = try ask("ttl: 1m", plan)
    #expect(alone.store.count(.read) == 50)
    let together = try ask("ttl: 1m, coalesce_misses: true", plan)
    #expect(together.store.count(.read) == 1)
    #expect(together.outcomes.count("c", "coalesced") == 49)
    #expect(together.log.answers.allSatisfy { abs($0.at - 1.1) < 1e-3 })
    // What they did for the others' sake is waiting.
    #expect(abs(try #require(together.log[49]).waited - 0.051) < 1e-3)
  }

  @Test("when the shared read fails, everybody who waited fails")
  func sharedFailure() throws {
    let plan = (0..<5).map { read(1 + Double($0) * 0.001) }
    let (log, store, _) = try ask("ttl: 1m, coalesce_misses: true", plan, store: FakeStore(fails: 0..<10))
    #expect(store.count(.read) == 1)
    #expect(log.answers.count == 5)
    #expect(log.answers.allSatisfy { $0.status == CallStatus.failed })
  }

  @Test("stale-while-revalidate: the old value is given out while one read renews it")
  func staleWhileRevalidate() throws {
    let plan = [read(1), read(12), read(12.05), read(12.5), read(40)]
    let (log, store, outcomes) = try ask("ttl: 10s, stale_while_revalidate: 10s", plan)
    #expect(abs(try #require(log[1]).at - 12) < 1e-4)
    #expect(abs(try #require(log[2]).at - 12.05) < 1e-4)
    #expect(store.queries.map { ($0.at * 100).rounded() } == [100, 1200, 4000])
    #expect(outcomes.count("c", "refreshes") == 1)
  }

  @Test("warm_up puts the most popular keys there before the start")
  func warmUp() throws {
    let text = """
      traffic: { t: { to: c, operation: read, rate: 100/s, keys: { uniform: { count: 1000 } }, value: 500B } }
      caches: { c: { engine: redis, node_type: cache.m6g.large, behind: db, ttl: 1h, warm_up: { keys: 600 } } }
      """
    let store = FakeStore()
    let outcomes = try Outcomes(Reading(text).parts + [store], until: s(1))
    let (hits, misses) = (outcomes.count("c", "hits"), outcomes.count("c", "misses"))
    #expect(abs(Double(hits) / Double(hits + misses) - 0.6) < 0.15)
    #expect(store.log.queries.allSatisfy { $0.key >= 600 })
  }

  @Test("TTL caches hit as renewal theory says: lT / (1 + lT), l with each key's rate (facts 3.3)")
  func closedFormOfTTL() throws {
    let text = """
      traffic: { t: { to: c, operation: read, rate: 200/s, keys: { zipf: { count: 500, exponent: 0.9 } }, value: 100B } }
      caches: { c: { engine: redis, node_type: cache.m6g.large, behind: db, ttl: 10s } }
      """
    let outcomes = try Outcomes(Reading(text).parts + [FakeStore(time: 0)], until: s(2000))
    let zipf = try Zipf(count: 500, exponent: 0.9)
    let expected = (0..<500).reduce(0.0) { sum, key in
      let p = zipf.probability(ofRank: UInt32(key))
      return sum + p * ExpiringCache.hitRatio(rate: 200 * p, lifetime: 10)
    }
    let (hits, misses) = (Double(outcomes.count("c", "hits")), Double(outcomes.count("c", "misses")))
    #expect(abs(hits / (hits + misses) - expected) < 0.003)
  }

  @Test("XFetch: about e^(1/beta) refreshes a cycle where they are frequent, and nobody waits (facts 3.4)")
  func earlyRefresh() throws {
    let text = """
      traffic: { t: { to: c, operation: read, rate: 2000/s, keys: { uniform: { count: 1 } }, value: 100B } }
      caches: { c: { engine: redis, node_type: cache.m6g.large, behind: db, ttl: 5s, early_refresh: 1 } }
      """
    let outcomes = try Outcomes(Reading(text).parts + [FakeStore(time: s(0.05))], until: s(600))
    // l beta d = 100: a cycle ends ln(100) + 0.577 times d before the expiry, and d later the new value is there.
    let lead = Stampede.meanLead(rate: 2000, recomputation: 0.05)
    let cycles = 600 / (5 - lead + 0.05)
    let refreshes = Double(outcomes.count("c", "refreshes")) / cycles
    #expect(abs(refreshes - Stampede.recomputations()) < 0.35, "\(refreshes)")
    #expect(outcomes.count("c", "misses") < 150)  // those before the first value is there
  }
}

@Suite("Cache: writes and stale reads")
struct CacheWriteTests {
  @Test("cache-aside with delete: a write takes the record out after the commit")
  func deleteOnWrite() throws {
    let (log, store, _) = try ask("ttl: 1m", [read(1), write(2), read(3), read(4)])
    #expect(abs(try #require(log[1]).at - 2.1) < 1e-3)
    #expect(abs(try #require(log[2]).at - 3.1) < 1e-3)
    #expect(abs(try #require(log[3]).at - 4) < 1e-3)
    #expect(log.answers.allSatisfy { !$0.isStale })
    #expect(store.count(.read) == 2)
  }

  @Test("cache-aside with update: a write stores the new record")
  func updateOnWrite() throws {
    let (log, store, _) = try ask("ttl: 1m, on_write: update", [read(1), write(2), read(3)])
    #expect(abs(try #require(log[2]).at - 3) < 1e-3)
    #expect(store.count(.read) == 1)
    #expect(log.answers.allSatisfy { !$0.isStale })
  }

  @Test("TTL only: what was written stays stale until the ttl is over (facts 3.6)")
  func nothingOnWrite() throws {
    let (log, _, outcomes) = try ask("ttl: 10s, on_write: nothing", [read(1), write(2), read(3), read(10), read(15)])
    #expect([0, 1, 2, 3, 4].map { log[$0]?.isStale } == [false, false, true, true, false])
    #expect(outcomes.count("c", "stale") == 2)
  }

  @Test("race: a reader that missed before the commit stores the old value after the DEL (facts 3.6)")
  func race() throws {
    // The reader's query sees what was there at 1.00; the write is committed at 1.15, its DEL finds nothing.
    var store = FakeStore()
    store.time = s(0.1)
    let plan = [read(1.07), write(1.05), read(2)]
    let (log, _, _) = try ask("ttl: 1m", plan, store: store)
    #expect(log[0]?.isStale == false)  // it began before the commit
    #expect(log[2]?.isStale == true)
    #expect(abs(try #require(log[2]).at - 2) < 1e-3)
  }

  @Test("a read that began before the commit is not stale, whatever it gets")
  func overlapping() throws {
    let (log, _, _) = try ask("ttl: 1m", [write(1), read(1.05)])
    #expect(log[1]?.isStale == false)
  }

  @Test("stale share with TTL only: hit ratio times 1 - (1 - e^(-wT)) / (wT)")
  func staleShare() throws {
    let text = """
      traffic:
        r: { to: c, operation: read, rate: 100/s, keys: { uniform: { count: 50 } }, value: 100B }
        w: { to: c, operation: write, rate: 5/s, keys: { same_as: r }, value: { same_as: r } }
      caches: { c: { engine: redis, node_type: cache.m6g.large, behind: db, ttl: 10s, on_write: nothing } }
      """
    let outcomes = try Outcomes(Reading(text).parts + [FakeStore(time: 0)], until: s(4000))
    let (l, w, T) = (2.0, 0.1, 10.0)
    let hit = l * T / (1 + l * T)
    let expected = hit * (1 - (1 - DeterministicMath.exp(-w * T)) / (w * T))
    let measured = Double(outcomes.count("r", "stale")) / Double(outcomes.count("r", "delivered"))
    #expect(abs(measured - expected) < 0.01, "\(measured) \(expected)")
  }

  @Test("write-through: database, then cache, both before the answer")
  func writeThrough() throws {
    let (log, store, _) = try ask("ttl: 1m, strategy: write-through", [write(1), read(2)])
    #expect(abs(try #require(log[0]).at - 1.1) < 1e-3)
    #expect(abs(try #require(log[1]).at - 2) < 1e-3)
    #expect(store.count(.read) == 0)
  }

  @Test("write-behind: answered at once, written later, several writes of one key become one")
  func writeBehind() throws {
    let plan = [write(1), write(1.2), write(1.4), write(1.5, 2), read(1.6), read(5)]
    let (log, store, outcomes) = try ask("ttl: 1m, strategy: write-behind, flush: { every: 1s }", plan)
    #expect((0..<4).allSatisfy { abs((log[$0]?.at ?? 0) - plan[$0].at) < 1e-3 })
    #expect(store.count(.write) == 2)
    #expect(store.queries.allSatisfy { abs($0.at - 2) < 1e-3 })
    #expect(log.answers.allSatisfy { !$0.isStale })
    #expect(outcomes.count("c", "flushed") == 2)
    #expect(outcomes.level("c", "dirty").last == 0)
  }

  @Test("write-behind: a failed write waits for the next round")
  func writeBehindRetries() throws {
    let (_, store, outcomes) = try ask(
      "ttl: 1m, strategy: write-behind, flush: { every: 1s }", [write(1)], store: FakeStore(fails: 0..<4))
    #expect(store.count(.write) >= 2)
    #expect(outcomes.count("c", "flushed") == 1)
    #expect(outcomes.level("c", "dirty").last == 0)
  }

  @Test("write-behind: a node that is lost takes what it had not written with it (facts 3.6)")
  func writeBehindLoss() throws {
    let faults = "faults: { f: { at: 1500ms, kill: c } }"
    let (log, store, outcomes) = try ask(
      "strategy: write-behind, flush: { every: 1s }", [write(1), write(1.1, 2)], faults: faults)
    #expect(log.answers.count == 2)
    #expect(store.count(.write) == 0)
    #expect(outcomes.count("c", "lost_writes") == 2)
  }
}

@Suite("Cache: failures")
struct CacheFailureTests {
  private let outage = "faults: { f: { at: 10s, for: 20s, stop: c } }"

  @Test("fail open: the application waits for its timeout and asks the database")
  func database() throws {
    let (log, store, outcomes) = try ask("ttl: 1m, timeout: 200ms", [read(1), read(15), read(40)], faults: outage)
    let during = try #require(log[1])
    #expect(during.status == CallStatus.ok)
    #expect(during.at >= 15.1 && during.at <= 15.31)
    #expect(store.count(.read) == 2)
    #expect(abs(try #require(log[2]).at - 40) < 1e-3)  // what it held is still there
    #expect(outcomes.count("c", "timeouts") + outcomes.count("c", "unavailable") == 1)
  }

  @Test("fail closed: the application's requests fail")
  func fail() throws {
    let (log, store, _) = try ask("ttl: 1m, on_failure: fail", [read(1), read(15)], faults: outage)
    #expect(log[1]?.status == CallStatus.failed)
    #expect(store.count(.read) == 1)
  }

  @Test("circuit breaker: after so many failures in a row the node is not asked, then one request tries")
  func breaker() throws {
    let plan = [read(1)] + (0..<10).map { read(11 + Double($0)) } + [read(31), read(32)]
    let (log, _, outcomes) = try ask(
      "ttl: 1m, timeout: 200ms, circuit_breaker: { failures: 3, open_for: 4s }", plan, faults: outage)
    #expect(log.answers.allSatisfy { $0.status == CallStatus.ok })
    // 11, 12, 13 fail; 14 to 17 are kept back (13.2 + 4 s), 18 tries and fails, 19 and 20 are kept back.
    #expect(outcomes.count("c", "not_asked") == 6)
    #expect(abs(try #require(log[12]).at - 32) < 1e-3)
  }

  @Test("the breaker knows shards, whichever of their nodes answers: a second outage after a failover opens it too")
  func breakerAfterFailover() throws {
    let faults = "faults: { f: { at: 5s, kill: c }, g: { at: 100s, for: 20s, stop: c } }"
    let plan = [read(1)] + (0..<10).map { read(101 + Double($0)) }
    let (log, _, outcomes) = try ask(
      "ttl: 10m, timeout: 200ms, circuit_breaker: { failures: 3, open_for: 1m }", plan, faults: faults,
      node: "node_type: cache.m6g.large, replicas: 1")
    #expect(log.answers.count == 11)
    #expect(outcomes.count("c", "not_asked") == 7)
    #expect(outcomes.count("c", "breaker_opened") == 1)
  }

  @Test("a write whose invalidation is lost leaves a stale record behind, and is counted")
  func missedInvalidation() throws {
    let (log, _, outcomes) = try ask("ttl: 1m, timeout: 200ms", [read(1), write(15), read(40)], faults: outage)
    #expect(log[1]?.status == CallStatus.ok)
    #expect(outcomes.count("c", "missed_updates") == 1)
    #expect(log[2]?.isStale == true)
  }

  @Test("a cold restart empties the cache; readers go to the database again")
  func restart() throws {
    let faults = "faults: { f: { at: 10s, restart: c } }"
    let (log, store, _) = try ask("ttl: 10m", [read(1), read(5), read(900)], faults: faults)
    #expect(log.answers.count == 3)
    #expect(store.count(.read) == 2)
  }

  @Test("flush empties it at once")
  func flush() throws {
    let (_, store, _) = try ask(
      "ttl: 10m", [read(1), read(5), read(11)], faults: "faults: { f: { at: 10s, flush: c } }")
    #expect(store.queries.map { $0.at.rounded() } == [1, 11])
  }
}
