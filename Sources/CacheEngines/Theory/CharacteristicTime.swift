// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

/// Hit ratios of caches under independent references, where each request is for key i with probability p_i whatever came
/// before.
///
/// A key stays in an LRU cache for a time T, in requests, after its last request, and T is nearly the same for all keys:
/// it solves Σ s_i · h_i(T) = C with h_i = 1 - e^(-p_i T) (Che, Tung, Wang 2002; Fricker, Robert, Roberts 2012). For FIFO
/// and RANDOM h_i = p_i T / (1 + p_i T) (Martina, Garetto, Leonardi 2014).
public struct CharacteristicTime: Sendable {
  public enum Policy: Sendable, CaseIterable {
    case lru
    /// FIFO and RANDOM, which have the same hit ratio.
    case fifoOrRandom
  }

  public let policy: Policy
  /// T [requests]; infinite where everything fits.
  public let requests: Double
  /// Share of the requests that hit, 0...1.
  public let hitRatio: Double

  /// - Parameters:
  ///   - popularity: the p_i, none negative; they are scaled to a sum of 1.
  ///   - capacity: C, in keys, or in bytes where sizes are given.
  ///   - sizes: the s_i, as many as there are keys; nil for 1 each.
  public init(_ policy: Policy, popularity: [Double], capacity: Double, sizes: [Double]? = nil) {
    self.policy = policy
    let sum = popularity.reduce(0, +)
    let shares = popularity.map { $0 / sum }
    let weights = sizes ?? []
    precondition(sizes == nil || weights.count == shares.count, "a size for each key")
    var requested = 0.0
    for index in shares.indices where shares[index] > 0 { requested += weights.isEmpty ? 1 : weights[index] }
    if capacity >= requested {
      requests = .infinity
      hitRatio = shares.isEmpty ? .nan : 1
      return
    }
    if capacity <= 0 {
      requests = 0
      hitRatio = 0
      return
    }
    requests = Self.root(policy, shares, weights, capacity)
    let time = requests
    hitRatio = shares.reduce(0) { $0 + $1 * Self.resident(policy, $1 * time) }
  }

  /// The probability that a key with this share of the requests is in the cache.
  public func hitRatio(ofShare share: Double) -> Double {
    requests == .infinity ? (share > 0 ? 1 : 0) : Self.resident(policy, share * requests)
  }

  /// 1 - e^(-x), or x / (1 + x).
  static func resident(_ policy: Policy, _ x: Double) -> Double {
    switch policy {
    case .lru:
      // The difference would cancel for small x.
      return x < 1e-5 ? x * (1 - x / 2 * (1 - x / 3)) : 1 - DeterministicMath.exp(-x)
    case .fifoOrRandom: return x / (1 + x)
    }
  }

  /// The occupancy rises in T and bends downwards, so that Newton's method started on the left climbs to the root
  /// without overshooting; 1e-12 relative.
  private static func root(_ policy: Policy, _ shares: [Double], _ weights: [Double], _ capacity: Double) -> Double {
    var time = 0.0
    for _ in 0..<200 {
      var (occupied, slope) = (0.0, 0.0)
      for index in shares.indices {
        let share = shares[index]
        let weight = weights.isEmpty ? 1 : weights[index]
        let resident = resident(policy, share * time)
        occupied += weight * resident
        // The derivative of h by T: p (1 - h) for LRU, p (1 - h)² for the others.
        slope += weight * share * (policy == .lru ? 1 - resident : (1 - resident) * (1 - resident))
      }
      guard slope > 0 else { break }
      let step = (capacity - occupied) / slope
      time += step
      if abs(step) <= 1e-12 * time { break }
    }
    return time
  }
}

/// The share of the requests that the best fixed set of keys of one size answers, which perfect LFU comes to hold: the sum
/// of the `capacity` largest shares.
public func perfectLFUHitRatio(popularity: [Double], capacity: Int) -> Double {
  popularity.sorted(by: >).prefix(max(0, capacity)).reduce(0, +) / popularity.reduce(0, +)
}
