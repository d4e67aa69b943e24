// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics
import Testing

@testable import Services

/// Popularity that changes: newcomers take the first place.
@Suite struct KeyDriftTests {
  private let sixtyAnHour = "keys: { zipf: { count: 1000, exponent: 1.1, drift: 60/h } }"

  private func population(_ text: String) throws -> KeyPopulation {
    let read = try parts("traffic: { t: { to: q, rate: 1/s, \(text) } }")
    return try #require((read.first as? TrafficPart)?.keys(PartDirectory(read)))
  }

  @Test("60 newcomers an hour: the key of place r is r - n after n minutes, round the numbers of the keys")
  func numbers() throws {
    let keys = try population(sixtyAnHour)
    for rank: UInt32 in [0, 1, 500, 999] {
      #expect(keys.key(ofRank: rank, at: 0) == rank)
      #expect(keys.key(ofRank: rank, at: s(59.9)) == rank)
      #expect(keys.key(ofRank: rank, at: s(60.1)) == (rank + 999) % 1000, "a newcomer has the last one's number")
      #expect(keys.key(ofRank: rank, at: s(10 * 60 + 0.1)) == (rank + 990) % 1000)
      #expect(keys.key(ofRank: rank, at: s(1000 * 60 + 0.1)) == rank, "once round")
      #expect(keys.key(ofRank: rank, at: s(1_000_007 * 60 + 1)) == (rank + 993) % 1000)
    }
    // Whoever was first is second after a newcomer.
    #expect(keys.key(ofRank: 1, at: s(61)) == 0)
  }

  @Test("At every instant each key has one place, and the shares by place stay")
  func permutation() throws {
    let keys = try population(sixtyAnHour)
    for instant in [0, 61.0, 12_345, 59_999, 1e9] {
      #expect(Set((0..<1000).map { keys.key(ofRank: $0, at: s(instant)) }).count == 1000)
    }
    let still = try population("keys: { zipf: { count: 1000, exponent: 1.1 } }")
    #expect((0..<1001).allSatisfy { keys.probability(ofRank: $0) == still.probability(ofRank: $0) })
    #expect(keys.probability(below: 100) == still.probability(below: 100))
  }

  @Test("What is sent follows: the most popular key is another one an hour later, and as popular")
  func measured() throws {
    let run = try TrafficRun("rate: 200/s, arrivals: constant, \(sixtyAnHour)", until: 3_720)
    let first = try population(sixtyAnHour).probability(ofRank: 0)
    func counts(_ from: Double, _ to: Double) -> (shares: [Double], best: Int) {
      var counts = [Double](repeating: 0, count: 1000)
      for (instant, key) in zip(run.instants, run.keys) where instant >= from && instant < to { counts[Int(key)] += 1 }
      let sum = counts.reduce(0, +)
      let best = counts.indices.max { counts[$0] < counts[$1] } ?? 0
      return (counts.map { $0 / sum }, best)
    }
    // 12,000 requests within a minute: 4 standard deviations of a share of 0.16 are 0.013.
    let begin = counts(0, 60)
    #expect(begin.best == 0 && abs(begin.shares[0] - first) < 0.014)
    let later = counts(3_600, 3_660)
    #expect(later.best == 940 && abs(later.shares[940] - first) < 0.014, "(0 - 60) mod 1000")
    #expect(later.shares[0] < 0.01, "the first of then has the 61st place")
  }

  @Test("Keys that are those of another source drift with them")
  func sameAs() throws {
    let text = """
      traffic:
        a: { to: db, rate: 50/s, keys: { zipf: { count: 100, exponent: 2, drift: 1/s } } }
        b: { to: db, rate: 50/s, operation: write, keys: { same_as: a } }
      """
    let server = FakeDatabasePart(name: "db")
    _ = try Outcomes(try parts(text) + [server], until: s(40))
    for request in 0...1 {
      // The first place has 61% of the requests of each second.
      let best = server.log.asks.filter { $0.request == request && $0.at > 30 && $0.at < 31 }
      let share = Double(best.count { $0.key == 70 }) / Double(best.count)
      #expect(best.count > 20 && share > 0.35, "\(share)")
    }
  }

  @Test("No drift is the same as none written; wrong ones are located errors")
  func forms() throws {
    let still = try TrafficRun("rate: 20/s, keys: { zipf: { count: 100, exponent: 1 } }", until: 100)
    let zero = try TrafficRun("rate: 20/s, keys: { zipf: { count: 100, exponent: 1, drift: 0/h } }", until: 100)
    #expect(still.keys == zero.keys)
    for keys in [
      "uniform: { count: 5, drift: 1/s }", "zipf: { count: 5, exponent: 1, drift: 1 }",
      "zipf: { count: 5, exponent: 1, drift: -1/s }",
    ] {
      let errors = Reading("traffic: { t: { to: q, rate: 1/s, keys: { \(keys) } } }").errors
      #expect(errors.count == 1 && errors[0].contains(" 1:"), "\(errors)")
    }
    let fast = try population("keys: { zipf: { count: 7, exponent: 1, drift: 1000000000/s } }")
    #expect((0..<7).allSatisfy { fast.key(ofRank: $0, at: .farFuture - 1) < 7 })
  }
}
