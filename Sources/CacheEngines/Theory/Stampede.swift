// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

/// What happens when a popular key expires, and what helps against it.
public enum Stampede {
  /// Recomputations under way at once where nothing protects a key: the first miss, and all requests until its value is
  /// stored.
  /// - Parameters:
  ///   - rate: requests for the key [1/s].
  ///   - recomputation: the time from a miss to the stored value [s].
  public static func concurrentRecomputations(rate: Double, recomputation: Double) -> Double {
    1 + rate * recomputation
  }

  /// Whether a hit recomputes the value before it expires: XFetch, with probability e^(-R / βd) at a remaining life R
  /// (Vattani, Chierichetti, Lowenstein, "Optimal Probabilistic Cache Stampede Prevention", VLDB 2015).
  /// - Parameters:
  ///   - remaining: R, the time until expiry.
  ///   - recomputation: d, in the same unit.
  ///   - beta: above 1 earlier, below 1 later.
  ///   - uniform: a random number of (0, 1).
  public static func recomputesEarly(remaining: Double, recomputation: Double, beta: Double = 1, uniform: Double)
    -> Bool
  {
    -beta * recomputation * DeterministicMath.log(uniform) >= remaining
  }

  /// The probability that no request recomputes before the expiry, at a Poisson rate of requests:
  /// exp(-λβd (1 - e^(-T / βd))).
  public static func noEarlyRecomputation(
    rate: Double, recomputation: Double, beta: Double = 1, lifetime: Double
  ) -> Double {
    let scale = beta * recomputation
    return DeterministicMath.exp(-rate * scale * (1 - DeterministicMath.exp(-lifetime / scale)))
  }

  /// How long before the expiry the first early recomputation begins, on average: βd (ln(λβd) + γ), where λβd is large.
  public static func meanLead(rate: Double, recomputation: Double, beta: Double = 1) -> Double {
    let scale = beta * recomputation
    return scale * (DeterministicMath.log(rate * scale) + 0.577_215_664_901_532_9)
  }

  /// Recomputations of one cycle under XFetch where λβd is large: e^(1/β).
  public static func recomputations(beta: Double = 1) -> Double { DeterministicMath.exp(1 / beta) }

  /// A lifetime spread evenly over T (1 - j) ... T (1 + j), so that keys stored together do not expire together.
  public static func jittered(_ lifetime: Double, by jitter: Double, uniform: Double) -> Double {
    lifetime * (1 + jitter * (2 * uniform - 1))
  }

  /// Misses per unit of time while `keys` that were stored together expire over 2jT.
  public static func missRate(keys: Double, lifetime: Double, jitter: Double) -> Double {
    keys / (2 * jitter * lifetime)
  }

  /// The share of absent keys that a Bloom filter lets through: (1 - e^(-kn/m))^k.
  /// - Parameters:
  ///   - bits: m.
  ///   - hashes: k, at least 1.
  ///   - keys: n.
  public static func bloomFalsePositives(bits: Double, hashes: Int, keys: Double) -> Double {
    DeterministicMath.pow(1 - DeterministicMath.exp(-Double(hashes) * keys / bits), Double(hashes))
  }
}
