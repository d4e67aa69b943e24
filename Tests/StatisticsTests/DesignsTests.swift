// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Statistics

/// Where experiments look, against published values and known indices.
@Suite struct DesignsTests {
  /// Bratley and Fox 1988 (algorithm 659), in the order of Antonov and Saleev: the values that GSL's and SciPy's
  /// documentation and Joe and Kuo's tables begin with.
  @Test func sobolAsPublished() {
    #expect(
      Designs.sobol(points: 7, dimensions: 2) == [
        [0.5, 0.5], [0.75, 0.25], [0.25, 0.75], [0.375, 0.375], [0.875, 0.875], [0.625, 0.125], [0.125, 0.625],
      ])
  }

  @Test func sobolIsEvenInEveryDimension() {
    for dimensions in [1, 5, 40] {
      let points = Designs.sobol(points: 63, dimensions: dimensions)
      for dimension in 0..<dimensions {
        // With the origin, one point in each 64th.
        let slices = Set([0] + points.map { Int($0[dimension] * 64) })
        #expect(slices.count == 64, "dimension \(dimension) of \(dimensions)")
      }
    }
    #expect(Designs.sobol(points: 4, dimensions: 41).isEmpty)
    #expect(Designs.sobol(points: 0, dimensions: 2).isEmpty)
    #expect(Designs.sobol(points: 3, dimensions: 0).isEmpty)
  }

  @Test func latinHypercubeHasOnePointInEachSlice() {
    for (count, dimensions) in [(1, 1), (2, 3), (10, 2), (97, 50)] {
      let key = RandomKey(seed: 9, replication: 0)
      let points = Designs.latinHypercube(points: count, dimensions: dimensions, key: key)
      #expect(points.count == count)
      for dimension in 0..<dimensions {
        #expect(Set(points.map { Int($0[dimension] * Double(count)) }) == Set(0..<count))
      }
      #expect(points == Designs.latinHypercube(points: count, dimensions: dimensions, key: key))
    }
    let other = Designs.latinHypercube(points: 10, dimensions: 2, key: RandomKey(seed: 10, replication: 0))
    #expect(other != Designs.latinHypercube(points: 10, dimensions: 2, key: RandomKey(seed: 9, replication: 0)))
    // The dimensions are shuffled each for itself.
    #expect(other.map { Int($0[0] * 10) } != other.map { Int($0[1] * 10) })
  }

  @Test func rotationKeepsTheDistances() {
    let points = Designs.sobol(points: 15, dimensions: 3)
    let rotated = Designs.rotated(points, key: RandomKey(seed: 1, replication: 2))
    #expect(rotated != points)
    for dimension in 0..<3 {
      let shifts = zip(points, rotated).map { before, after in
        let shift = after[dimension] - before[dimension]
        return shift >= 0 ? shift : shift + 1
      }
      #expect(rotated.allSatisfy { $0[dimension] >= 0 && $0[dimension] < 1 })
      #expect(shifts.allSatisfy { abs($0 - shifts[0]) < 1e-12 })
    }
    #expect(Designs.rotated([], key: RandomKey(seed: 1, replication: 2)).isEmpty)
  }
}

/// Sobol' indices of functions whose indices are known exactly.
@Suite struct SaltelliDesignTests {
  private func indices(
    inputs: Int, base: Int, seed: UInt64 = 1, _ function: ([Double]) -> Double
  ) -> [SaltelliDesign.Indices]? {
    let key = RandomKey(seed: seed, replication: 0)
    let design = SaltelliDesign(inputs: inputs, base: base, key: key)
    return design.indices(design.points.map(function), resamples: 200, key: key)
  }

  /// Ishigami and Homma 1990 with a = 7, b = 0.1: V = a²/8 + bπ⁴/5 + b²π⁸/18 + 1/2.
  @Test func ishigami() throws {
    let pi = Double.pi
    let (a, b) = (7.0, 0.1)
    let pi4 = pi * pi * pi * pi
    let v1 = 0.5 * (1 + b * pi4 / 5) * (1 + b * pi4 / 5)
    let v2 = a * a / 8
    let v13 = b * b * pi4 * pi4 * 8 / 225
    let v = v1 + v2 + v13
    let found = try #require(
      indices(inputs: 3, base: 2048) { point in
        let x = point.map { (2 * $0 - 1) * pi }
        let s1 = DeterministicSine.sin(x[0])
        let s2 = DeterministicSine.sin(x[1])
        return s1 + a * s2 * s2 + b * x[2] * x[2] * x[2] * x[2] * s1
      })
    let first = [v1 / v, v2 / v, 0]
    let total = [(v1 + v13) / v, v2 / v, v13 / v]
    for input in 0..<3 {
      #expect(abs(found[input].first.value - first[input]) < 0.02, "\(input): \(found[input].first)")
      #expect(abs(found[input].total.value - total[input]) < 0.02, "\(input): \(found[input].total)")
      #expect(found[input].first.low <= first[input] && first[input] <= found[input].first.high)
      #expect(found[input].total.low <= total[input] && total[input] <= found[input].total.high)
      #expect(found[input].total.high - found[input].total.low < 0.2)
    }
  }

  /// Sobol's g-function: V_i = 1 / (3 (1 + a_i)²), and products of them together.
  @Test func gFunction() throws {
    let a = [0.0, 1, 4.5, 9, 99]
    let parts = a.map { 1 / (3 * (1 + $0) * (1 + $0)) }
    let all = parts.reduce(1) { $0 * (1 + $1) }
    let variance = all - 1
    let found = try #require(
      indices(inputs: 5, base: 1024) { point in
        zip(point, a).reduce(1) { $0 * (abs(4 * $1.0 - 2) + $1.1) / (1 + $1.1) }
      })
    for input in a.indices {
      let first = parts[input] / variance
      let total = parts[input] * all / (1 + parts[input]) / variance
      #expect(abs(found[input].first.value - first) < 0.03, "\(input): \(found[input].first), exact \(first)")
      #expect(abs(found[input].total.value - total) < 0.03, "\(input): \(found[input].total), exact \(total)")
    }
  }

  @Test func whatDoesNotVaryHasNoIndices() {
    #expect(indices(inputs: 2, base: 16) { _ in 3 } == nil)
    #expect(indices(inputs: 2, base: 16) { $0[0] < 0.5 ? 1 : .infinity } == nil)
    #expect(indices(inputs: 0, base: 16) { _ in 1 } == nil)
    #expect(indices(inputs: 2, base: 1) { $0[0] } == nil)
  }

  /// An additive function: an input's first and total index are the same, and they add up to 1.
  @Test func additive() throws {
    let found = try #require(indices(inputs: 3, base: 512) { $0[0] + 2 * $0[1] })
    #expect(abs(found[0].first.value - 0.2) < 0.02 && abs(found[0].total.value - 0.2) < 0.02)
    #expect(abs(found[1].first.value - 0.8) < 0.02 && abs(found[1].total.value - 0.8) < 0.02)
    #expect(found[2].first.value == 0 && found[2].total.value == 0)
  }
}

/// A sine that needs no library.
private enum DeterministicSine {
  static func sin(_ x: Double) -> Double {
    var (term, sum) = (x, x)
    for k in 1...20 {
      term *= -x * x / Double(2 * k * (2 * k + 1))
      sum += term
    }
    return sum
  }
}
