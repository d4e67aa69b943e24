// SPDX-License-Identifier: GPL-3.0-or-later

extension Queueing {
  /// Poisson arrivals, constant service, one server, first come first served.
  ///
  /// The distribution of the wait is Erlang's. His series has alternating terms that cancel; this is the form of Franx,
  /// "A simple solution for the M/D/c waiting time distribution", Operations Research Letters 29 (2001) 221-229, whose
  /// terms are all positive: with (k-1)·D ≤ t < k·D,
  /// P(wait ≤ t) = Σ_{j<k} P(N ≤ k-j) · Poisson(j; λ(kD - t)), N being the number in the system.
  public struct MD1: Sendable, Hashable {
    /// Arrivals per unit of time.
    public let arrivalRate: Double
    /// The time of every service.
    public let serviceTime: Double

    public init(arrivalRate: Double, serviceTime: Double) {
      self.arrivalRate = arrivalRate
      self.serviceTime = serviceTime
    }

    public var utilisation: Double { arrivalRate * serviceTime }

    /// The mean time in the queue (Pollaczek and Khinchine).
    public var meanWait: Double {
      guard utilisation < 1 else { return utilisation.isNaN ? .nan : .infinity }
      return utilisation * serviceTime / (2 * (1 - utilisation))
    }

    /// The mean time in queue and service.
    public var meanSojourn: Double { meanWait + serviceTime }

    /// The probability of waiting longer than `t`.
    public func waitProbability(above t: Double) -> Double {
      if t < 0 || !(utilisation < 1) { return utilisation.isNaN ? .nan : 1 }
      var system = SystemLength(load: utilisation)
      return system.waitTail(t / serviceTime)
    }

    /// The wait that a share `p` of arrivals does not exceed, `p` in 0..<1.
    public func waitQuantile(_ p: Double) -> Double {
      guard utilisation < 1 else { return utilisation.isNaN ? .nan : .infinity }
      var system = SystemLength(load: utilisation)
      return serviceTime * Queueing.quantile(p, scale: 1) { system.waitTail($0) }
    }

    /// The time in queue and service that a share `p` of arrivals does not exceed, `p` in 0..<1.
    public func sojournQuantile(_ p: Double) -> Double { waitQuantile(p) + serviceTime }
  }

  /// The number in an M/D/1 system, whose service time is the unit of time.
  private struct SystemLength {
    let load: Double
    /// P(n arrivals or more during one service), from n = 1 on; entry 0 is P(none).
    private var arrivals: [Double] = []
    private var probabilities: [Double]
    private var tails: [Double]

    /// Past this the tail is geometric to the last bit, whatever the load.
    private static let longest = 4000

    init(load: Double) {
      self.load = load
      probabilities = [1 - load]
      tails = [load]
      // Summed from the far end: no cancellation.
      var mass: [Double] = [DeterministicMath.exp(-load)]
      while mass.count < 40 { mass.append(mass[mass.count - 1] * load / Double(mass.count)) }
      arrivals = mass
      for n in stride(from: mass.count - 2, through: 1, by: -1) { arrivals[n] += arrivals[n + 1] }
    }

    /// P(more than n in the system).
    mutating func tail(_ n: Int) -> Double {
      while tails.count <= n {
        // As often as the level n is crossed upwards it is crossed downwards: all terms positive.
        let next = probabilities.count
        var sum = probabilities[0] * arrival(next)
        for i in Swift.max(1, next - arrivals.count)..<Swift.max(1, next) {
          sum += probabilities[i] * arrival(next - i + 1)
        }
        let value = sum / arrivals[0]
        probabilities.append(value)
        tails.append(Swift.max(0, tails[next - 1] - value))
      }
      return tails[n]
    }

    private func arrival(_ n: Int) -> Double { n < arrivals.count ? arrivals[n] : 0 }

    /// P(wait > t), t in service times.
    mutating func waitTail(_ t: Double) -> Double {
      guard t < Double(Self.longest) else {
        let end = Double(Self.longest - 1)
        let rate = decay()
        return waitTail(end) * DeterministicMath.exp(-rate * (t - end))
      }
      let k = Int(t) + 1
      let mean = load * (Double(k) - t)
      // 1 - Σ (1 - tail) · Poisson: the tails' part and what the Poisson terms lack of 1.
      var term = DeterministicMath.exp(-mean)
      var sum = 0.0
      for j in 0..<k {
        sum += tail(k - j) * term
        term *= mean / Double(j + 1)
      }
      var lacking = 0.0
      var j = k
      while term > 1e-18 * (sum + lacking) && term > 0 {
        lacking += term
        j += 1
        term *= mean / Double(j)
      }
      return Swift.min(1, sum + lacking)
    }

    /// The rate at which the wait's tail falls: the positive root of load · (e^x - 1) = x.
    private func decay() -> Double {
      var low = 0.0
      var high = 1.0
      func excess(_ x: Double) -> Double { load * (DeterministicMath.exp(x) - 1) - x }
      while excess(high) < 0 { high *= 2 }
      low = Swift.min(high, 1e-12)
      for _ in 0..<200 {
        let middle = (low + high) / 2
        if excess(middle) < 0 { low = middle } else { high = middle }
      }
      return high
    }
  }
}
