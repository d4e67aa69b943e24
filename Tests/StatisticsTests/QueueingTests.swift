// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Statistics

@Suite struct QueueingTests {
  // MARK: M/M/c

  /// The formula's sums in 40-digit arithmetic.
  @Test(arguments: [(2, 1.0, 1.0 / 3), (10, 8.0, 0.4091801507964435), (100, 95.0, 0.5064568539130206), (1, 0.8, 0.8)])
  func erlangC(servers: Int, offered: Double, expected: Double) {
    #expect(relativeError(Queueing.erlangC(servers: servers, offered: offered), expected) < 1e-13)
  }

  @Test func erlangAtTheEdges() {
    #expect(Queueing.erlangC(servers: 2, offered: 0) == 0)
    #expect(Queueing.erlangC(servers: 2, offered: 2) == 1)
    #expect(Queueing.erlangC(servers: 0, offered: 1) == 1)
    #expect(Queueing.erlangC(servers: 2, offered: -1).isNaN)
    #expect(relativeError(Queueing.erlangB(servers: 2, offered: 1), 0.2) < 1e-15)
    // The constant-time branch continues the recursion.
    let recursion = Queueing.erlangB(servers: 100_000, offered: 99_500)
    let direct = Queueing.erlangB(servers: 100_001, offered: 99_500)
    #expect(relativeError(direct, 99_500 * recursion / (100_001 + 99_500 * recursion)) < 1e-6)
    #expect(Queueing.erlangB(servers: .max, offered: 10) == 0)
  }

  @Test func singleServerIsExponential() {
    let queue = Queueing.MMc(arrivalRate: 0.8, serviceRate: 1, servers: 1)
    #expect(relativeError(queue.meanWait, 4) < 1e-14)
    #expect(relativeError(queue.meanQueueLength, 3.2) < 1e-14)
    for p in [0.1, 0.5, 0.99, 0.9999] {
      #expect(relativeError(queue.sojournQuantile(p), -log(1 - p) / 0.2) < 1e-11)
      let wait = max(0, log(0.8 / (1 - p)) / 0.2)
      #expect(abs(queue.waitQuantile(p) - wait) < 1e-12 * max(1, wait))
    }
    #expect(relativeError(queue.waitProbability(above: 5), 0.8 * exp(-1)) < 1e-14)
    #expect(queue.waitProbability(above: -1) == 1)
  }

  @Test(arguments: [(1.5, 1.0, 2), (2.999, 1.0, 4), (3.0, 1.0, 4), (3.001, 1.0, 4), (0.1, 1.0, 8), (45.0, 0.5, 100)])
  func sojournIsWaitPlusService(arrivalRate: Double, serviceRate: Double, servers: Int) {
    let queue = Queueing.MMc(arrivalRate: arrivalRate, serviceRate: serviceRate, servers: servers)
    // The integral of the tail is the mean; P(wait + service > t) by integration over the service is the tail.
    let steps = 100_000
    let end = 60 / min(serviceRate, Double(servers) * serviceRate - arrivalRate)
    var integral = 0.0
    for i in 0..<steps { integral += queue.sojournProbability(above: (Double(i) + 0.5) * end / Double(steps)) }
    #expect(relativeError(integral * end / Double(steps), queue.meanSojourn) < 1e-5)
    let t = 2 / serviceRate
    var tail = exp(-serviceRate * t)
    for i in 0..<steps {
      let service = (Double(i) + 0.5) * t / Double(steps)
      tail +=
        serviceRate * exp(-serviceRate * service) * queue.waitProbability(above: t - service) * t / Double(steps)
    }
    #expect(relativeError(queue.sojournProbability(above: t), tail) < 1e-6)
    for p in [0.5, 0.95, 0.999] {
      #expect(relativeError(queue.sojournProbability(above: queue.sojournQuantile(p)), 1 - p) < 1e-9)
    }
  }

  // MARK: M/D/1

  /// Erlang's alternating series in 60-digit arithmetic.
  @Test(arguments: [
    (0.5, [0.35798729165612926, 0.015251299641732197, 1.7919284110878321e-9], 5.1683850309617037),
    (0.8, [0.70163506047174594, 0.23790048025459848, 0.0010001155560003136], 15.700268194066434),
    (0.95, [0.91959929012571086, 0.71243080579983485, 0.1957381073899468], 67.573302155697712),
  ])
  func constantService(load: Double, tails: [Double], p999: Double) {
    let queue = Queueing.MD1(arrivalRate: load * 4, serviceTime: 0.25)
    for (t, tail) in zip([0.5, 3, 15.7], tails) {
      #expect(abs(queue.waitProbability(above: t / 4) - tail) < 1e-14 + 1e-11 * tail)
    }
    #expect(relativeError(queue.waitQuantile(0.999), p999 / 4) < 1e-10)
    #expect(relativeError(queue.sojournQuantile(0.999), (p999 + 1) / 4) < 1e-10)
    #expect(relativeError(queue.waitProbability(above: 0), load) < 1e-13)
    #expect(queue.waitQuantile(0.5 * (1 - load)) == 0)
    // The integral of the tail is Pollaczek and Khinchine's mean.
    let steps = 40_000
    var integral = 0.0
    let end = 200.0 / (1 - load) / 4
    for i in 0..<steps / 10 { integral += queue.waitProbability(above: (Double(i) + 0.5) * end / Double(steps)) }
    #expect(relativeError(integral * end / Double(steps), queue.meanWait) < 1e-3)
  }

  @Test func constantServiceNearSaturation() {
    // The geometric continuation joins on, and heavy traffic is nearly exponential.
    let queue = Queueing.MD1(arrivalRate: 0.9995, serviceTime: 1)
    let before = queue.waitProbability(above: 3999.9)
    let after = queue.waitProbability(above: 4000.1)
    #expect(after < before && relativeError(after, before) < 1e-3)
    #expect(relativeError(queue.waitQuantile(0.999), queue.meanWait * log(1000)) < 0.01)
  }

  // MARK: M/G/1

  @Test func exponentialServiceAgreesWithMM1() throws {
    for load in [0.3, 0.8, 0.95] {
      let general = Queueing.MG1(arrivalRate: load, service: try .exponential(mean: 1))
      let exact = Queueing.MMc(arrivalRate: load, serviceRate: 1, servers: 1)
      #expect(relativeError(general.meanWait, exact.meanWait) < 1e-13)
      for p in [0.9, 0.99, 0.999] {
        #expect(relativeError(general.waitQuantile(p), exact.waitQuantile(p)) < 5e-4, "\(load) \(p)")
        #expect(relativeError(general.sojournQuantile(p), exact.sojournQuantile(p)) < 5e-4, "\(load) \(p)")
      }
    }
  }

  @Test func constantServiceAgreesWithMD1() throws {
    for load in [0.5, 0.8] {
      let general = Queueing.MG1(arrivalRate: load, service: try .constant(1))
      let exact = Queueing.MD1(arrivalRate: load, serviceTime: 1)
      #expect(relativeError(general.meanWait, exact.meanWait) < 1e-13)
      #expect(relativeError(general.waitQuantile(0.999), exact.waitQuantile(0.999)) < 5e-4)
      #expect(relativeError(general.sojournQuantile(0.999), exact.sojournQuantile(0.999)) < 2e-3)
    }
  }

  /// Brackets from the residual rounded down and up on a lattice of two million points, summed by Fourier transform
  /// (NumPy): mean 1, load 0.8, the 99.9th percentiles of wait and sojourn.
  @Test(arguments: [
    (0.5, 20.267486, 20.271493, 21.313190, 21.317339), (1, 36.514377, 36.521531, 37.644767, 37.652207),
    (2, 144.962310, 145.005227, 146.186828, 146.232605), (4, 924.854278, 925.168991, 926.084518, 926.427842),
  ])
  func lognormalService(cv: Double, waitLow: Double, waitHigh: Double, sojournLow: Double, sojournHigh: Double) throws {
    // Another unit of time: nothing may depend on it.
    let queue = Queueing.MG1(arrivalRate: 0.8 / 0.020, service: try .lognormal(mean: 0.020, cv: cv))
    let wait = queue.waitQuantile(0.999) / 0.020
    let sojourn = queue.sojournQuantile(0.999) / 0.020
    #expect(wait > waitLow * 0.9998 && wait < waitHigh * 1.0002)
    #expect(sojourn > sojournLow * 0.9998 && sojourn < sojournHigh * 1.0002)
  }

  /// Lindley's recursion, which shares nothing with the lattice.
  @Test func simulationAgreesWithTheLattice() throws {
    let service = try Distribution.lognormal(mean: 1, cv: 0.8)
    let queue = Queueing.MG1(arrivalRate: 0.6, service: service)
    let stream = testStream("lindley")
    let gap = try Distribution.exponential(mean: 1 / 0.6)
    var wait = 0.0
    var sum = 0.0
    var above = 0
    let limit = queue.waitQuantile(0.95)
    let count = 2_000_000
    for i in 0..<UInt64(count) {
      sum += wait
      if wait > limit { above += 1 }
      let (a, b) = stream.uniforms(i)
      wait = max(0, wait + service.quantile(a) - gap.quantile(b))
    }
    #expect(relativeError(sum / Double(count), queue.meanWait) < 0.015)
    #expect(relativeError(Double(above) / Double(count), 0.05) < 0.03)
  }

  @Test func saturatedQueuesWaitForEver() throws {
    let full = Queueing.MMc(arrivalRate: 4, serviceRate: 1, servers: 4)
    #expect(full.meanWait == .infinity && full.waitQuantile(0.5) == .infinity)
    #expect(full.sojournQuantile(0.5) == .infinity && full.waitProbability(above: 1e9) == 1)
    let constant = Queueing.MD1(arrivalRate: 2, serviceTime: 1)
    #expect(constant.meanWait == .infinity && constant.waitQuantile(0.9) == .infinity)
    let general = Queueing.MG1(arrivalRate: 1, service: try .exponential(mean: 1))
    #expect(general.meanWait == .infinity && general.sojournQuantile(0.9) == .infinity)
    let heavy = Queueing.MG1(arrivalRate: 0.1, service: try .pareto(min: 1, alpha: 1.5))
    #expect(heavy.meanWait == .infinity && heavy.waitQuantile(0.9) >= 0)
    #expect(Queueing.MMc(arrivalRate: .nan, serviceRate: 1, servers: 1).meanWait.isNaN)
    #expect(Queueing.MD1(arrivalRate: .nan, serviceTime: 1).waitQuantile(0.5).isNaN)
    #expect(Queueing.MMc(arrivalRate: 0, serviceRate: 1, servers: 1).meanWait == 0)
    #expect(Queueing.MD1(arrivalRate: 0, serviceTime: 1).waitQuantile(0.9) == 0)
    #expect(Queueing.MG1(arrivalRate: 0, service: try .constant(1)).sojournQuantile(0.9) == 1)
  }
}
