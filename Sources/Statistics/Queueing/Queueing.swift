// SPDX-License-Identifier: GPL-3.0-or-later

import CGSL

/// Exact results of queueing theory, to check simulations against.
///
/// Rates are per unit of time and times in that unit. Where the work offered reaches what the servers can do, waits are
/// infinite. Where a rate is negative or not finite, they are NaN.
public enum Queueing {
  /// The probability that an arrival has to wait in M/M/c (Erlang's C formula).
  ///
  /// - Parameters:
  ///   - servers: 1 or more.
  ///   - offered: the offered load, arrival rate times mean service time [erlang]. From `servers` up the result is 1.
  public static func erlangC(servers: Int, offered: Double) -> Double {
    guard offered >= 0 else { return .nan }
    if offered == 0 { return 0 }
    let count = Double(servers)
    guard servers >= 1, offered < count else { return 1 }
    let blocked = erlangB(servers: servers, offered: offered)
    let utilisation = offered / count
    return blocked / (1 - utilisation * (1 - blocked))
  }

  /// The probability that an arrival is turned away in M/M/c without a queue (Erlang's B formula).
  public static func erlangB(servers: Int, offered: Double) -> Double {
    guard offered >= 0, servers >= 0 else { return .nan }
    if offered == 0 { return servers == 0 ? 1 : 0 }
    if offered == .infinity { return 1 }
    if servers > 100_000 {
      // B = P(N = c) / P(N ≤ c) for N Poisson distributed: constant time.
      GSL.prepare()
      let count = UInt32(clamping: servers)
      return gsl_ran_poisson_pdf(count, offered) / gsl_cdf_poisson_P(count, offered)
    }
    var blocked = 1.0
    for n in 0..<servers {
      blocked = offered * blocked / (Double(n + 1) + offered * blocked)
    }
    return blocked
  }

  /// The least t ≥ 0 with `tail(t) ≤ 1 - p`, for a falling `tail`; relative error 1e-13.
  static func quantile(_ p: Double, scale: Double, tail: (Double) -> Double) -> Double {
    guard !p.isNaN else { return .nan }
    let wanted = 1 - p
    if tail(0) <= wanted { return 0 }
    guard wanted > 0 else { return .infinity }
    var high = scale
    while tail(high) > wanted {
      high *= 2
      if !high.isFinite { return .infinity }
    }
    var low = 0.0
    while high - low > 1e-13 * high {
      let middle = (low + high) / 2
      if tail(middle) > wanted { low = middle } else { high = middle }
    }
    return high
  }
}
