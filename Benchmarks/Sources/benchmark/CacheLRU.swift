// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Reference
import Statistics

/// A bare LRU cache before requests with Zipf popularity: a GET each and, where it misses, a SET. The same keys on both
/// sides, hence the same hits.
struct CacheLRU: Benchmark {
  var name: String { "lru" }

  func measure(rounds: Int) throws -> [Comparison] {
    try [("1e4", 100_000, 10_000), ("1e6", 4_000_000, 1_000_000)].map { label, keys, capacity in
      try measure(label, keys: keys, capacity: capacity, requests: 2_000_000, rounds: rounds)
    }
  }

  private func measure(
    _ label: String, keys: Int, capacity: Int, requests: Int, rounds: Int
  ) throws -> Comparison {
    let stream = Self.requests(requests, keys: keys)
    let reference = reference_lru_create(Int64(capacity))
    defer { reference_lru_destroy(reference) }
    var cache = LRU(.items(capacity))
    var hits: (swift: UInt64, reference: UInt64) = (0, 0)
    let times = Rounds(rounds) {
      var count: UInt64 = 0
      let size = ItemSize(value: 1)
      for key in stream {
        if cache.get(key, now: 0).isHit {
          count &+= 1
        } else {
          _ = cache.set(key, size, expires: nil, stamp: 0, now: 0)
        }
      }
      hits.swift = count
    } reference: {
      hits.reference = stream.withUnsafeBufferPointer {
        reference_lru_run(reference, $0.baseAddress, Int64(requests))
      }
    }
    guard hits.swift == hits.reference else {
      throw Disagreement(description: "lru \(label): \(hits.swift) hits, \(hits.reference) in C++")
    }
    let scale = Double(requests) / 1e6
    return Comparison(
      name: "lru \(label)", unit: "M requests/s", swift: scale / median(times.swift),
      reference: scale / median(times.reference), ratio: 1 / times.timeRatio, target: .atLeast(0.5),
      note: "same hits, \(decimals(Double(cache.allocatedBytes) / Double(cache.items), 0)) B a key")
  }

  /// Keys with popularity in proportion to 1 / rank^0.99, scattered over 64 bits.
  private static func requests(_ count: Int, keys: Int) -> [UInt64] {
    var cumulated: [Double] = []
    cumulated.reserveCapacity(keys)
    var sum = 0.0
    for rank in 1...keys {
      sum += DeterministicMath.pow(Double(rank), -0.99)
      cumulated.append(sum)
    }
    var random = Xoshiro(seed: 42)
    return (0..<count).map { _ in
      let wanted = Double(random.next() >> 11) * 0x1p-53 * sum
      var (low, high) = (0, keys - 1)
      while low < high {
        let middle = (low + high) / 2
        if cumulated[middle] < wanted { low = middle + 1 } else { high = middle }
      }
      return UInt64(low) &* 0x9E37_79B9_7F4A_7C15
    }
  }
}
