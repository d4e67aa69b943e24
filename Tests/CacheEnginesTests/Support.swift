// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

@testable import CacheEngines

/// The seed of all draws here; a failure prints it.
let testSeed: UInt64 = 20_251_121

func testStream(_ name: String) -> DrawStream {
  DrawStream(RandomKey(seed: testSeed, replication: 0), name: name, purpose: "test")
}

let second: Int64 = 1_000_000_000

/// Keys 0..<count with popularity in proportion to 1 / rank^exponent, by a table with a guide.
struct ZipfTable {
  let popularity: [Double]
  private let cumulated: [Double]
  private let guide: [Int]

  init(count: Int, exponent: Double) {
    let weights = (1...count).map { DeterministicMath.pow(Double($0), -exponent) }
    let sum = weights.reduce(0, +)
    popularity = weights.map { $0 / sum }
    var total = 0.0
    cumulated = popularity.map {
      total += $0
      return total
    }
    var key = 0
    var guide: [Int] = []
    for cell in 0..<65_536 {
      while key < count - 1, cumulated[key] < Double(cell) / 65_536 { key += 1 }
      guide.append(key)
    }
    self.guide = guide
  }

  func key(_ uniform: Double) -> Int {
    var key = guide[Int(uniform * 65_536)]
    while key < cumulated.count - 1, cumulated[key] < uniform { key += 1 }
    return key
  }

  func requests(_ count: Int, _ stream: DrawStream) -> [UInt64] {
    (0..<count).map { UInt64(key(stream.uniform(UInt64($0)))) }
  }
}

/// The hit ratio of the second half of the requests; a request is a GET and, where it misses, a SET.
func warmHitRatio(_ cache: inout some CacheEngine, _ requests: [UInt64]) -> Double {
  var hits = 0
  let half = requests.count / 2
  for (index, key) in requests.enumerated() where cache.access(key) && index >= half { hits += 1 }
  return Double(hits) / Double(requests.count - half)
}
