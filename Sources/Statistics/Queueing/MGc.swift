// SPDX-License-Identifier: GPL-3.0-or-later

import CGSL

extension Queueing {
  /// Any arrivals, any service time, several servers, one queue: an approximation from two moments of each.
  ///
  /// The mean wait is that of M/M/c times (C_a² + C_s²) / 2 (Allen, "Probability, Statistics, and Queueing Theory", 1978,
  /// and Cunneen; for one server with Poisson arrivals it is Pollaczek and Khinchine's exact one, for exponential service
  /// M/M/c's). Who has to wait is told by Erlang's C, and for how long by an exponential distribution with that mean, which
  /// holds in heavy traffic (Kingman, 1962; Köllerström, 1974).
  public struct MGc: Sendable, Hashable {
    /// Arrivals per unit of time.
    public let arrivalRate: Double
    /// The mean time of service.
    public let meanService: Double
    public let servers: Int
    /// Squared coefficients of variation of the times between arrivals, or where they come unevenly the variance of their
    /// number over its mean, and of the service time.
    public let arrivalVariation: Double
    public let serviceVariation: Double

    public init(
      arrivalRate: Double, meanService: Double, servers: Int, arrivalVariation: Double = 1,
      serviceVariation: Double = 1
    ) {
      self.arrivalRate = arrivalRate
      self.meanService = meanService
      self.servers = max(1, servers)
      self.arrivalVariation = arrivalVariation
      self.serviceVariation = serviceVariation
    }

    private var exponential: MMc {
      MMc(arrivalRate: arrivalRate, serviceRate: 1 / meanService, servers: servers)
    }

    /// Offered load over servers.
    public var utilisation: Double { meanService == 0 ? 0 : exponential.utilisation }

    /// The probability of having to wait at all.
    public var waitProbability: Double { meanService == 0 ? 0 : exponential.waitProbability }

    /// The mean time in the queue (Allen and Cunneen); infinite where the servers cannot keep up.
    public var meanWait: Double {
      guard meanService > 0, arrivalRate > 0 else { return 0 }
      return exponential.meanWait * (arrivalVariation + serviceVariation) / 2
    }

    /// The mean time in queue and service.
    public var meanSojourn: Double { meanWait + meanService }

    /// The mean wait of those who have to wait.
    public var meanWaitOfWaiting: Double {
      let probability = waitProbability
      return probability > 0 ? meanWait / probability : 0
    }

    /// The probability of waiting longer than `t`.
    public func waitProbability(above t: Double) -> Double {
      guard t >= 0 else { return 1 }
      guard utilisation < 1 else { return 1 }
      let mean = meanWaitOfWaiting
      return mean > 0 ? waitProbability * DeterministicMath.exp(-t / mean) : 0
    }

    /// The wait that a share `p` of arrivals does not exceed, `p` in 0..<1.
    public func waitQuantile(_ p: Double) -> Double {
      guard utilisation < 1 else { return .infinity }
      let share = waitProbability / (1 - p)
      return share > 1 ? DeterministicMath.log(share) * meanWaitOfWaiting : 0
    }
  }

  /// The servers that keep the share of those who wait near `waiting`, by the square root rule: R + β√R for a load of R
  /// erlang, with β from Halfin and Whitt's limit, P(wait) = 1 / (1 + β Φ(β) / φ(β)) ("Heavy-Traffic Limits for Queues with
  /// Many Exponential Servers", Operations Research 1981).
  ///
  /// - Parameters:
  ///   - offered: R, the arrival rate times the mean service time [erlang].
  ///   - waiting: above 0 and below 1.
  /// - Returns: at least 1, and enough for the load.
  public static func squareRootStaffing(offered: Double, waiting: Double) -> Int {
    guard offered > 0, offered < 1e9, waiting > 0, waiting < 1 else { return 1 }
    let beta = halfinWhitt(waiting)
    let servers = (offered + beta * offered.squareRoot()).rounded(.up)
    return max(1, max(Int(servers), Int(offered.rounded(.down)) + 1))
  }

  /// β with 1 / (1 + β Φ(β) / φ(β)) = `waiting`.
  static func halfinWhitt(_ waiting: Double) -> Double {
    var low = 0.0
    var high = 10.0
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if delayLimit(middle) > waiting { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The share that waits with R + β√R servers, for a large R.
  static func delayLimit(_ beta: Double) -> Double {
    let density = gsl_ran_ugaussian_pdf(beta)
    return 1 / (1 + beta * gsl_cdf_ugaussian_P(beta) / density)
  }
}
