// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

/// Load over time, against values and sums made by brute force.
@Suite struct LoadShapeTests {
  typealias Point = (at: Instant, x: Double, ramp: Nanoseconds)

  /// The load by its definition: at each point it begins to change to `x` and takes `ramp` for it, unless the next
  /// point comes first.
  private static func load(_ points: [Point], factor: Double, at time: Instant) -> Double {
    var level = 1.0
    for (index, point) in points.enumerated() where point.at <= time {
      let next = index + 1 < points.count ? min(points[index + 1].at, time) : time
      let passed = Double(next - point.at)
      let share = point.ramp == 0 ? 1 : min(1, passed / Double(point.ramp))
      level += (point.x - level) * share
    }
    return level * factor
  }

  static let shapes: [[Point]] = [
    [],
    [(s(10), 3, 0), (s(20), 1, 0)],
    [(0, 0, 0), (s(30), 2, s(10))],
    [(0, 5, s(40)), (s(20), 0, s(20)), (s(60), 1, s(100))],
    [(s(5), 0, s(5)), (s(25), 0, 0), (s(40), 2.5, s(5)), (s(46), 0.5, s(30)), (s(76), 4, 0)],
    [(s(1), 1000, s(0.001)), (s(2), 0.001, s(0.001)), (s(50), 1, 0)],
  ]

  @Test(arguments: shapes.indices, [1.0, 0.25, 3])
  func valueFollowsTheDefinition(_ place: Int, factor: Double) {
    let points = Self.shapes[place]
    let shape = LoadShape(points: points, factor: factor)
    for step in 0..<2_000 {
      let time = s(Double(step) * 0.06 + 0.0123)
      let expected = Self.load(points, factor: factor, at: time)
      #expect(abs(shape.value(at: time) - expected) <= 1e-6 * max(1, expected), "at \(time)")
    }
  }

  @Test(arguments: shapes.indices)
  func integralIsTheSumOfTheValues(_ place: Int) {
    let shape = LoadShape(points: Self.shapes[place], factor: 1)
    let step = 0.0005
    var sum = 0.0
    for index in 0..<200_000 {
      sum += step * Self.load(Self.shapes[place], factor: 1, at: s((Double(index) + 0.5) * step))
    }
    let integral = shape.integral(until: s(100))
    #expect(abs(integral - sum) < 1e-3 * max(1, sum), "\(integral) \(sum)")
    #expect(shape.integral(until: 0) == 0)
  }

  @Test func jumpsAndRampsByHand() {
    let jump = LoadShape(points: [(s(10), 3, 0), (s(20), 1, 0)], factor: 2)
    #expect(jump.integral(until: s(30)) == 100)
    #expect(jump.value(at: s(10) - 1) == 2)
    #expect(jump.value(at: s(10)) == 6)
    #expect(jump.firstChange == s(10))
    let ramp = LoadShape(points: [(s(10), 3, s(10))], factor: 1)
    #expect(abs(ramp.integral(until: s(30)) - (10 + 20 + 30)) < 1e-6)
    #expect(ramp.value(at: s(15)) == 2)
    #expect(ramp.firstChange == s(10))
    #expect(LoadShape.flat.firstChange == nil)
    #expect(LoadShape(points: [(0, 2, s(5))], factor: 1).firstChange == 0)
  }

  @Test(arguments: shapes.indices, [0.7, 40.0])
  func walkerCompletesUnitsWhereTheIntegralDoes(_ place: Int, rate: Double) {
    let shape = LoadShape(points: Self.shapes[place], factor: 1)
    var walker = LoadWalker(shape, rate: rate)
    var wanted = 0.0
    var last: Instant = 0
    for step in 0..<3_000 {
      let amount = Double(step * 37 % 100) / 100 + 0.01
      wanted += amount
      guard let time = walker.advance(by: amount) else {
        Issue.record("the load never gets there")
        return
      }
      #expect(time >= last)
      let reached = rate * shape.integral(until: time)
      let slack = rate * shape.value(at: time) * 1e-6 + 1e-6 * wanted + 1e-5
      #expect(abs(reached - wanted) <= slack, "\(reached) instead of \(wanted) at \(time)")
      last = time
      if time > s(400) { return }
    }
  }

  @Test func walkerEndsWithTheLoad() {
    var stopped = LoadWalker(LoadShape(points: [(s(10), 0, 0)], factor: 1), rate: 1)
    #expect(stopped.advance(by: 9) == s(9))
    #expect(stopped.advance(by: 2) == nil)
    #expect(stopped.advance(by: 1) == nil)
    var none = LoadWalker(.flat, rate: 0)
    #expect(none.advance(by: 1) == nil)
    var down = LoadWalker(LoadShape(points: [(0, 0, s(10))], factor: 1), rate: 2)
    let half = down.advance(by: 5)
    // 2 t - t^2 / 10 = 5
    #expect(abs((half ?? 0).seconds - 2.928_932) < 1e-5)
    #expect(down.advance(by: 5.1) == nil)
  }
}
