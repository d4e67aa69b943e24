// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// The keys that messages are about (customers, products, devices), numbered from the most popular on.
public struct KeyPopulation: Sendable, Hashable {
  enum Law: Sendable, Hashable {
    case zipf(Zipf)
    case uniform
    case recorded(RecordedKeys)
  }

  /// Keys, numbered from 0.
  public let count: UInt32
  let law: Law
  /// Newcomers a second: each takes the first place, and all others fall back by one. 0 for a popularity that stays.
  public let drift: Double

  /// Popular keys and rare ones.
  init(_ zipf: Zipf, drift: Double = 0) {
    count = zipf.count
    law = .zipf(zipf)
    self.drift = drift
  }

  /// All alike.
  init(uniform count: UInt32) {
    self.count = count
    law = .uniform
    drift = 0
  }

  /// As popular as they were in a trace.
  ///
  /// - Parameter counts: requests by key, at least one key.
  init(counts: [UInt32]) {
    count = UInt32(counts.count)
    law = .recorded(RecordedKeys(counts))
    drift = 0
  }

  /// The key that belongs to a uniform number of (0, 1) at an instant.
  func key(_ u: Double, at time: Instant) -> UInt32 {
    switch law {
    case .zipf(let zipf): drift > 0 ? key(ofRank: zipf.rank(u), at: time) : zipf.rank(u)
    case .uniform: min(UInt32(u * Double(count)), count - 1)
    case .recorded(let keys): keys.key(u)
    }
  }

  /// The key that holds a place among the most popular at an instant.
  ///
  /// Each newcomer takes the number of the key that was the last, so the numbers go round.
  public func key(ofRank rank: UInt32, at time: Instant) -> UInt32 {
    if case .recorded(let keys) = law { return keys.keys[Int(min(rank, count - 1))] }
    guard drift > 0 else { return rank }
    let newcomers = (drift * time.seconds).rounded(.down).truncatingRemainder(dividingBy: Double(count))
    let back = UInt32(newcomers)
    return rank >= back ? rank - back : rank + (count - back)
  }

  /// The share of messages with a key, by its place from 0 for the most popular; 0 beyond the last.
  public func probability(ofRank rank: UInt32) -> Double {
    switch law {
    case .zipf(let zipf): zipf.probability(ofRank: rank)
    case .uniform: rank < count ? 1 / Double(count) : 0
    case .recorded(let keys):
      rank < count ? keys.probability(below: rank + 1) - keys.probability(below: rank) : 0
    }
  }

  /// The share of messages with one of so many of the most popular keys.
  public func probability(below rank: UInt32) -> Double {
    switch law {
    case .zipf(let zipf): zipf.probability(below: rank)
    case .uniform: min(Double(rank) / Double(count), 1)
    case .recorded(let keys): keys.probability(below: rank)
    }
  }
}

/// Keys by their requests in a trace: 8 bytes for each.
struct RecordedKeys: Sendable, Hashable {
  /// The most popular first; of equals the one that appeared first.
  let keys: [UInt32]
  /// Requests for the key at a place and all before it.
  private let sums: [UInt32]

  /// - Parameter counts: requests by key, at most 2^32 - 1 in all.
  init(_ counts: [UInt32]) {
    keys = counts.indices.map { UInt32($0) }.sorted {
      let (one, other) = (counts[Int($0)], counts[Int($1)])
      return one == other ? $0 < $1 : one > other
    }
    var sum: UInt32 = 0
    sums = keys.map { key in
      sum += counts[Int(key)]
      return sum
    }
  }

  func key(_ u: Double) -> UInt32 {
    let target = u * Double(sums.last ?? 0)
    var low = 0
    var high = max(sums.count - 1, 0)
    while low < high {
      let middle = (low + high) / 2
      if Double(sums[middle]) > target { high = middle } else { low = middle + 1 }
    }
    return keys[low]
  }

  func probability(below rank: UInt32) -> Double {
    guard rank > 0, let total = sums.last, total > 0 else { return 0 }
    return Double(sums[min(Int(rank), sums.count) - 1]) / Double(total)
  }
}

/// What is written about a source's keys.
enum KeyChoice: Sendable, Hashable {
  case own(KeyPopulation)
  /// Those of another source: the same keys are the popular ones.
  case sameAs(Reference)
}

/// What is written about the sizes of a source's records.
enum SizeChoice: Sendable, Hashable {
  case own(Distribution)
  /// Those of another source: its records.
  case sameAs(Reference)
}
