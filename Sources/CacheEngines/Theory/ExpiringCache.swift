// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

/// Keys that expire and are never evicted, each requested by a Poisson process of its own.
public enum ExpiringCache {
  /// The hit ratio of a key whose value lives for a fixed time after it was stored: λT / (1 + λT), since every miss is
  /// followed by λT hits on average.
  /// - Parameters:
  ///   - rate: λ, requests per unit of time.
  ///   - lifetime: T, in the same unit.
  public static func hitRatio(rate: Double, lifetime: Double) -> Double {
    lifetime == .infinity ? (rate > 0 ? 1 : 0) : rate * lifetime / (1 + rate * lifetime)
  }

  /// The hit ratio of a key whose lifetime begins anew at each request: 1 - e^(-λT).
  public static func slidingHitRatio(rate: Double, lifetime: Double) -> Double {
    CharacteristicTime.resident(.lru, rate * lifetime)
  }

  /// The keys in the cache on average: the sum of their hit ratios, since Poisson arrivals see time averages.
  public static func residentKeys(rates: [Double], lifetime: Double, isSliding: Bool) -> Double {
    rates.reduce(0) {
      $0 + (isSliding ? slidingHitRatio(rate: $1, lifetime: lifetime) : hitRatio(rate: $1, lifetime: lifetime))
    }
  }

  /// The mean age of a value at a hit, for a fixed lifetime: half of it. The greatest is the lifetime.
  public static func meanAgeOfHit(lifetime: Double) -> Double { lifetime / 2 }

  /// The hit ratio of the request of number `request` (from 1) to a cache that was empty and evicts nothing:
  /// 1 - Σ p_i (1 - p_i)^(k-1).
  public static func warmingHitRatio(popularity: [Double], request: Int) -> Double {
    1 - popularity.reduce(0) { $0 + $1 * missing($1, after: Double(request - 1)) }
  }

  /// The distinct keys among so many requests: Σ 1 - (1 - p_i)^k.
  public static func distinctKeys(popularity: [Double], requests: Int) -> Double {
    popularity.reduce(0) { $0 + 1 - missing($1, after: Double(requests)) }
  }

  private static func missing(_ share: Double, after requests: Double) -> Double {
    if requests == 0 { return 1 }
    return share >= 1 ? 0 : DeterministicMath.exp(requests * DeterministicMath.log1p(-share))
  }
}
