// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Statistics
import Testing

@Suite("Several servers, any service time") struct MGcTests {
  @Test("with exponential times it is M/M/c", arguments: [1, 3, 24, 200]) func exponential(_ servers: Int) {
    for load in [0.3, 0.7, 0.95] {
      let rate = load * Double(servers) * 2
      let exact = Queueing.MMc(arrivalRate: rate, serviceRate: 2, servers: servers)
      let queue = Queueing.MGc(arrivalRate: rate, meanService: 0.5, servers: servers)
      #expect(abs(queue.meanWait - exact.meanWait) <= 1e-12 * exact.meanWait)
      #expect(abs(queue.waitQuantile(0.99) - exact.waitQuantile(0.99)) <= 1e-9 + 1e-9 * exact.waitQuantile(0.99))
      #expect(abs(queue.waitProbability(above: 0.2) - exact.waitProbability(above: 0.2)) < 1e-12)
    }
  }

  @Test("with one server it is Pollaczek and Khinchine's") func oneServer() throws {
    for service in [try Distribution.constant(0.1), try .gamma(mean: 0.1, cv: 0.5), try .gamma(mean: 0.1, cv: 2)] {
      let exact = Queueing.MG1(arrivalRate: 8, service: service)
      let queue = Queueing.MGc(
        arrivalRate: 8, meanService: service.mean, servers: 1,
        serviceVariation: service.squaredCoefficientOfVariation)
      #expect(abs(queue.meanWait - exact.meanWait) < 1e-9 * exact.meanWait)
    }
  }

  /// Crommelin's exact mean wait in M/D/c ("Delay Probability Formulae When the Holding Times Are Constant", 1932), in
  /// service times: Σ_i e^(-iα) (Σ_(j≥ic) (iα)^j / j! - (c/α) Σ_(j≥ic+1) (iα)^j / j!), with α = λD.
  private func crommelin(_ servers: Int, _ load: Double) -> Double {
    let alpha = load * Double(servers)
    var sum = 0.0
    for i in 1...4_000 {
      let mean = Double(i) * alpha
      // Poisson probabilities from j = ic on.
      var log = -mean
      for j in 1...(i * servers) { log += Foundation.log(mean / Double(j)) }
      var probability = exp(log)
      var from = 0.0
      var after = 0.0
      var j = i * servers
      while probability > 1e-18 || Double(j) < mean {
        from += probability
        if j > i * servers { after += probability }
        j += 1
        probability *= mean / Double(j)
      }
      let term = from - Double(servers) / alpha * after
      sum += term
      if i > 50, abs(term) < 1e-12 { break }
    }
    return sum
  }

  @Test("Crommelin's series is right for one server") func series() {
    for load in [0.5, 0.8] { #expect(abs(crommelin(1, load) - load / (2 * (1 - load))) < 1e-6) }
  }

  /// The approximation is exact for one server and in heavy traffic; the error is largest for light loads on many servers.
  @Test("near the exact wait with constant service", arguments: [2, 5, 10]) func constant(_ servers: Int) {
    for (load, tolerance) in [(0.7, 0.12), (0.8, 0.08), (0.9, 0.05), (0.95, 0.03)] {
      let exact = crommelin(servers, load)
      let queue = Queueing.MGc(
        arrivalRate: load * Double(servers), meanService: 1, servers: servers, serviceVariation: 0)
      #expect(abs(queue.meanWait - exact) < tolerance * exact, "\(servers) at \(load): \(queue.meanWait), \(exact)")
    }
  }

  @Test("where the servers cannot keep up the wait has no bound") func overload() {
    let queue = Queueing.MGc(arrivalRate: 10, meanService: 1, servers: 10)
    #expect(queue.meanWait == .infinity)
    #expect(queue.waitQuantile(0.5) == .infinity)
    #expect(Queueing.MGc(arrivalRate: 5, meanService: 0, servers: 1).meanWait == 0)
  }

  @Test("the square root rule keeps the share that waits", arguments: [20.0, 100, 1_000]) func staffing(_ load: Double)
  {
    for waiting in [0.5, 0.2, 0.05] {
      let servers = Queueing.squareRootStaffing(offered: load, waiting: waiting)
      let share = Queueing.erlangC(servers: servers, offered: load)
      // Rounded up to whole servers, and a limit for many of them.
      #expect(share < waiting * 1.3, "\(load) \(waiting) \(servers) \(share)")
      #expect(Queueing.erlangC(servers: max(servers - 2, Int(load) + 1), offered: load) > waiting * 0.9)
    }
  }

  /// Halfin and Whitt's own example: half of the customers wait with β = 0.5061.
  @Test("rounding leaves enough") func least() {
    #expect(Queueing.squareRootStaffing(offered: 100, waiting: 0.5) == 106)
    #expect(Queueing.squareRootStaffing(offered: 3, waiting: 0.999) == 4)
    #expect(Queueing.squareRootStaffing(offered: 0, waiting: 0.5) == 1)
  }

  @Test("the mean of what is cut off") func cutOff() throws {
    // E[min(X, 1)] of an exponential with mean 1 is 1 - 1/e.
    let exponential = try Distribution.exponential(mean: 1)
    let constant = try Distribution.constant(5)
    #expect(abs(exponential.mean(atMost: 1) - (1 - exp(-1))) < 1e-12)
    #expect(constant.mean(atMost: 3) == 3)
    #expect(constant.mean(atMost: .infinity) == 5)
  }
}
