// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization

/// The share of a source's messages that goes to each of so many shards with equal ranges. A plan asks it of thousands of
/// configurations that have the same keys, so what was worked out is kept.
enum KinesisShares {
  private struct Asked: Hashable {
    var keys: KeyPopulation
    var shards: Int
  }

  /// What is kept at most.
  private static let most = 1_024
  private static let known = Mutex<[Asked: [Double]]>([:])

  static func of(_ keys: KeyPopulation, shards: Int) -> [Double] {
    // Recorded keys are as many numbers as there are keys: looking them up takes as long as working them out.
    if case .recorded = keys.law { return shares(keys, shards) }
    let asked = Asked(keys: keys, shards: shards)
    if let found = known.withLock({ $0[asked] }) { return found }
    let found = shares(keys, shards)
    known.withLock { known in
      if known.count >= most { known = [:] }
      known[asked] = found
    }
    return found
  }

  /// The most popular keys each for itself, the others evenly.
  private static func shares(_ keys: KeyPopulation, _ shards: Int) -> [Double] {
    let popular = min(keys.count, 5_000)
    let others = max(0, 1 - keys.probability(below: popular))
    var shares = [Double](repeating: others / Double(shards), count: shards)
    for rank in 0..<popular {
      let number = KinesisHash.number(ofKey: keys.key(ofRank: rank, at: 0))
      shares[KinesisHash.shard(of: number, among: shards)] += keys.probability(ofRank: rank)
    }
    return shares
  }
}
