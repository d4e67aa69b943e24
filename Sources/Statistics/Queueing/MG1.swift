// SPDX-License-Identifier: GPL-3.0-or-later

extension Queueing {
  /// Poisson arrivals, any service time, one server, first come first served.
  ///
  /// The wait is a geometric number of residual service times (Pollaczek and Khinchine). The residual service time is put
  /// on a lattice so that each step keeps its mass and its mean, and Panjer's recursion adds the residuals up. The step is
  /// halved until the percentile moves by less than 0.02%; two steps are then extrapolated. No simulation takes part.
  public struct MG1: Sendable, Hashable {
    /// Arrivals per unit of time.
    public let arrivalRate: Double
    /// The distribution of the service time, in that unit.
    public let service: Distribution

    public init(arrivalRate: Double, service: Distribution) {
      self.arrivalRate = arrivalRate
      self.service = service
    }

    public var utilisation: Double { arrivalRate * service.mean }

    /// The mean time in the queue (Pollaczek and Khinchine): λ·E[S²] / 2(1 - ρ).
    public var meanWait: Double {
      guard utilisation < 1 else { return utilisation.isNaN ? .nan : .infinity }
      let squared = 1 + service.squaredCoefficientOfVariation
      return utilisation == 0 ? 0 : utilisation * service.mean * squared / (2 * (1 - utilisation))
    }

    /// The mean time in queue and service.
    public var meanSojourn: Double { meanWait + service.mean }

    /// The wait that a share `p` of arrivals does not exceed, `p` in 0..<1; accurate to about 0.1%.
    public func waitQuantile(_ p: Double) -> Double {
      guard utilisation < 1 else { return utilisation.isNaN ? .nan : .infinity }
      if p <= 1 - utilisation { return 0 }
      return refined(p) { $0.waitQuantile(p) }
    }

    /// The time in queue and service that a share `p` of arrivals does not exceed, `p` in 0..<1; accurate to about 0.1%.
    public func sojournQuantile(_ p: Double) -> Double {
      guard utilisation < 1 else { return utilisation.isNaN ? .nan : .infinity }
      if utilisation == 0 { return service.percentile(p) }
      return refined(p) { $0.sojournQuantile(p) }
    }

    private func refined(_ p: Double, _ measure: (inout Lattice) -> Double?) -> Double {
      guard p < 1, service.mean > 0 else { return p >= 1 ? .infinity : (p.isNaN ? .nan : 0) }
      // A first step from the greater of what the server and what the queue contribute to such a percentile.
      let queue = meanWait.isFinite ? -2 * meanWait * DeterministicMath.log(1 - p) : 0
      var step = max(service.percentile(p), queue) / 512
      var previous: Double?
      while step > 0, step.isFinite {
        var lattice = Lattice(load: utilisation, service: service, step: step)
        guard let value = measure(&lattice) else {
          // The percentile lies beyond the longest lattice.
          if let previous { return previous }
          step *= 8
          continue
        }
        if let previous, abs(value - previous) <= 2e-4 * value { return value + (value - previous) / 3 }
        previous = value
        step /= 2
      }
      return previous ?? .nan
    }
  }

  /// The wait in M/G/1 on a lattice.
  private struct Lattice {
    let load: Double
    let service: Distribution
    let step: Double
    private let mean: Double
    /// The residual service time's mass at each lattice point.
    private var residual: [Double] = []
    /// The wait's mass at each lattice point.
    private var wait: [Double] = []
    private var sumOfWait = 0.0
    /// ∫ P(residual > y) dy from 0 to the lattice points before, at and after the next one.
    private var integrals: (Double, Double, Double)

    private static let longest = 1 << 15

    init(load: Double, service: Distribution, step: Double) {
      self.load = load
      self.service = service
      self.step = step
      mean = service.mean
      integrals = (0, 0, 0)
      integrals.2 = integral(step)
      residual.append(min(1, max(0, 1 - integrals.2 / step)))
      wait.append((1 - load) / (1 - load * residual[0]))
      sumOfWait = wait[0]
    }

    /// ∫ P(residual > y) dy from 0 to x: the residual's distribution function is E[min(S, x)] / E[S].
    private func integral(_ x: Double) -> Double {
      let above = service.probability(above: x)
      let cut = service.partialMoment(1, upTo: x) + x * above
      let squared = service.partialMoment(2, upTo: x) + x * x * above
      return (x * (mean - cut) + squared / 2) / mean
    }

    /// Adds the next lattice point; false at the greatest length.
    private mutating func extend() -> Bool {
      let n = wait.count
      guard n < Self.longest else { return false }
      integrals = (integrals.1, integrals.2, integral(Double(n + 1) * step))
      residual.append(max(0, (2 * integrals.1 - integrals.0 - integrals.2) / step))
      var sum = 0.0
      residual.withUnsafeBufferPointer { residual in
        wait.withUnsafeBufferPointer { wait in
          for j in 1...n { sum += residual[j] * wait[n - j] }
        }
      }
      let mass = sum * load / (1 - load * residual[0])
      wait.append(mass)
      sumOfWait += mass
      return true
    }

    mutating func waitQuantile(_ p: Double) -> Double? {
      // Half of a lattice point's mass lies on either side of it; at 0 the atom 1 - ρ is known.
      var before = 1 - load
      var n = 0
      while true {
        guard extend() else { return nil }
        n += 1
        let here = sumOfWait - wait[n] / 2
        if here >= p { return step * (Double(n - 1) + (here > before ? (p - before) / (here - before) : 1)) }
        before = here
      }
    }

    mutating func sojournQuantile(_ p: Double) -> Double? {
      // The wait must be known as far as the sojourn is looked for: its percentile is never above the sojourn's.
      while sumOfWait < p { guard extend() else { return nil } }
      var high = Double(wait.count) * step
      while true {
        guard let tail = sojournTail(high) else { return nil }
        if tail <= 1 - p { break }
        high *= 1.5
      }
      var low = 0.0
      while high - low > 1e-6 * high {
        let middle = (low + high) / 2
        guard let tail = sojournTail(middle) else { return nil }
        if tail > 1 - p { low = middle } else { high = middle }
      }
      return (low + high) / 2
    }

    /// P(wait + service > t) = Σ P(wait = w) · P(service > t - w).
    private mutating func sojournTail(_ t: Double) -> Double? {
      while Double(wait.count - 1) * step < t { guard extend() else { return nil } }
      var tail = 0.0
      var used = 0.0
      for n in 0..<wait.count {
        let rest = t - Double(n) * step
        if rest < 0 { break }
        tail += wait[n] * service.probability(above: rest)
        used += wait[n]
      }
      return tail + max(0, 1 - used)
    }
  }
}
