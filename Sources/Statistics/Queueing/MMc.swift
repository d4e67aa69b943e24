// SPDX-License-Identifier: GPL-3.0-or-later

import CGSL

extension Queueing {
  /// Poisson arrivals, exponential service, `servers` servers, one queue, first come first served.
  public struct MMc: Sendable, Hashable {
    /// Arrivals per unit of time.
    public let arrivalRate: Double
    /// Completions per unit of time of one busy server.
    public let serviceRate: Double
    public let servers: Int

    public init(arrivalRate: Double, serviceRate: Double, servers: Int) {
      self.arrivalRate = arrivalRate
      self.serviceRate = serviceRate
      self.servers = max(1, servers)
    }

    /// Offered load over servers.
    public var utilisation: Double { arrivalRate / (serviceRate * Double(servers)) }
    /// The rate at which the queue drains when all servers are busy and nothing arrives, less the arrival rate.
    private var spare: Double { Double(servers) * serviceRate - arrivalRate }

    /// The probability of having to wait at all.
    public var waitProbability: Double { erlangC(servers: servers, offered: arrivalRate / serviceRate) }
    /// The mean time in the queue.
    public var meanWait: Double { utilisation < 1 ? waitProbability / spare : (utilisation.isNaN ? .nan : .infinity) }
    /// The mean time in queue and service.
    public var meanSojourn: Double { meanWait + 1 / serviceRate }
    /// The mean number waiting (Little's law).
    public var meanQueueLength: Double { arrivalRate == 0 ? 0 : arrivalRate * meanWait }

    /// The probability of waiting longer than `t`.
    public func waitProbability(above t: Double) -> Double {
      if t < 0 || !(utilisation < 1) { return utilisation.isNaN ? .nan : 1 }
      return waitProbability * DeterministicMath.exp(-spare * t)
    }

    /// The wait that a share `p` of arrivals does not exceed, `p` in 0..<1.
    public func waitQuantile(_ p: Double) -> Double {
      guard utilisation < 1 else { return utilisation.isNaN ? .nan : .infinity }
      let share = waitProbability / (1 - p)
      return share > 1 ? DeterministicMath.log(share) / spare : 0
    }

    /// The probability of a time in queue and service longer than `t`.
    public func sojournProbability(above t: Double) -> Double {
      if t <= 0 || !(utilisation < 1) { return utilisation.isNaN ? .nan : 1 }
      return sojournTail(t, waiting: waitProbability)
    }

    /// The time in queue and service that a share `p` of arrivals does not exceed, `p` in 0..<1.
    public func sojournQuantile(_ p: Double) -> Double {
      guard utilisation < 1 else { return utilisation.isNaN ? .nan : .infinity }
      let waiting = waitProbability
      return Queueing.quantile(p, scale: 1 / serviceRate) { sojournTail($0, waiting: waiting) }
    }

    /// With probability 1 - C only the service; else the sum of two exponential times with the rates μ and cμ - λ.
    private func sojournTail(_ t: Double, waiting: Double) -> Double {
      let difference = spare - serviceRate
      let served = DeterministicMath.exp(-serviceRate * t)
      // (e^-μt - e^-θt) / (θ - μ), written so that equal rates do no harm.
      let slower = DeterministicMath.exp(-min(serviceRate, spare) * t)
      let gap = abs(difference) * t
      let ratio = gap < 1e-300 ? slower * t : slower * -gsl_expm1(-gap) / abs(difference)
      return served + waiting * serviceRate * ratio
    }
  }
}
