// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

/// The stretch of an axis that is drawn, and the numbers that stand at it.
struct ChartDomain: Equatable {
  struct Tick: Equatable {
    /// On the scale: the logarithm of a logarithmic axis, the nines of a share.
    var place: Double
    var label: String
  }

  /// On the scale.
  var low: Double
  var high: Double
  var ticks: [Tick]

  /// - Parameter values: all that must be inside.
  /// - Parameter most: about how many ticks there is room for, at least 2.
  init(_ axis: ChartAxis, values: [Double], most: Int) {
    switch axis.scale {
    case .category:
      (low, high) = (-0.5, Double(max(axis.categories.count, 1)) - 0.5)
      ticks = axis.categories.enumerated().map { Tick(place: Double($0), label: $1) }
    case .linear: self = Self.linear(axis, values, most)
    case .log10: self = Self.logarithmic(axis, values.filter { $0 > 0 }, most)
    case .nines: self = Self.nines(values)
    }
  }

  private init(low: Double, high: Double, ticks: [Tick]) {
    self.low = low
    self.high = high
    self.ticks = ticks
  }

  /// Where a value lies on a scale.
  static func place(_ value: Double, _ scale: ChartScale) -> Double {
    switch scale {
    case .linear, .category: value
    case .log10: Foundation.log10(max(value, 1e-300))
    case .nines: value >= 1 ? 12 : max(0, -Foundation.log10(1 - max(value, 0)))
    }
  }

  // MARK: Linear

  private static func linear(_ axis: ChartAxis, _ values: [Double], _ most: Int) -> ChartDomain {
    var low = values.min() ?? 0
    var high = values.max() ?? 1
    if axis.fromZero || low == high { (low, high) = (min(low, 0), max(high, 0)) }
    if low == high { high = low + 1 }
    let step = self.step(axis.unit, (high - low) / Double(max(most, 2)))
    let first = (low / step + 1e-9).rounded(.down)
    let last = (high / step - 1e-9).rounded(.up)
    let count = Int(min(max(last - first, 1), 200))
    // Multiples by whole numbers: adding steps up would add their errors up, too.
    let ticks = (0...count).map { number -> Tick in
      let value = (first + Double(number)) * step
      return Tick(place: value, label: ChartWords.tick(value, axis.unit, step: step))
    }
    return ChartDomain(low: first * step, high: (first + Double(count)) * step, ticks: ticks)
  }

  /// The least pleasant step that is not below `least`: 1, 2 or 5 times a power of ten; for times beyond a second whole
  /// parts of minutes, hours and days; for memory powers of two.
  static func step(_ unit: ChartUnit, _ least: Double) -> Double {
    if unit == .seconds, least > 1, let step = times.first(where: { $0 >= least }) { return step }
    if unit == .bytes, least > 1 { return Foundation.pow(2, Foundation.log2(least).rounded(.up)) }
    var power = Foundation.pow(10, Foundation.log10(max(least, 1e-12)).rounded(.down))
    if power * 10 <= least { power *= 10 }
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= least * (1 - 1e-9) } ?? 10 * power
    return unit == .seconds && step > 1 ? max(2, step) : step
  }

  private static let times: [Double] =
    [2, 5, 10, 15, 30].map { $0 } + [1, 2, 5, 10, 15, 30].map { $0 * 60 } + [1, 2, 3, 6, 12].map { $0 * 3_600 }
    + [1, 2, 5, 7, 10, 14, 30, 60, 90, 180, 365].map { $0 * 86_400 }

  // MARK: Logarithmic

  private static func logarithmic(_ axis: ChartAxis, _ values: [Double], _ most: Int) -> ChartDomain {
    let least = values.min() ?? 1
    let largest = max(values.max() ?? 10, least)
    // A little room, and never less than a factor of 4 in all.
    let middle = (place(least, .log10) + place(largest, .log10)) / 2
    let half = max((place(largest, .log10) - place(least, .log10)) / 2 * 1.06, 0.302)
    let (low, high) = (middle - half, middle + half)
    for candidates in candidates(axis.unit, low, high) {
      let inside = candidates.filter { place($0, .log10) >= low - 1e-9 && place($0, .log10) <= high + 1e-9 }
      if inside.count >= 2, inside.count <= max(most, 3) {
        let ticks = inside.map { value in
          Tick(
            place: place(value, .log10),
            label: ChartWords.tick(value, axis.unit, step: axis.unit == .bytes ? value : value / 10))
        }
        return ChartDomain(low: low, high: high, ticks: ticks)
      }
    }
    // Nothing round falls twice into so little.
    let ends = [Foundation.pow(10, low), Foundation.pow(10, high)]
    let inner = linear(ChartAxis(axis.title, axis.unit, fromZero: false), ends, most).ticks
      .filter { $0.place > 0 && place($0.place, .log10) >= low && place($0.place, .log10) <= high }
    return ChartDomain(
      low: low, high: high, ticks: inner.map { Tick(place: place($0.place, .log10), label: $0.label) })
  }

  /// Lists of round numbers, the closest first.
  private static func candidates(_ unit: ChartUnit, _ low: Double, _ high: Double) -> [[Double]] {
    if unit == .bytes {
      let first = Int((low * 3.3219).rounded(.down)) - 1
      let last = Int((high * 3.3219).rounded(.up)) + 1
      return [1, 2, 3, 5, 10].map { every in
        (first...max(first, last)).filter { $0 % every == 0 }.map { Foundation.pow(2, Double($0)) }
      }
    }
    let first = Int(low.rounded(.down)) - 1
    let last = Int(high.rounded(.up)) + 1
    let powers = (first...max(first, last)).map { Foundation.pow(10, Double($0)) }
    func multiples(_ factors: [Double], of powers: [Double]) -> [Double] {
      powers.flatMap { p in factors.map { $0 * p } }
    }
    guard unit == .seconds else {
      return [multiples([1, 2, 5], of: powers), multiples([1, 3], of: powers)]
        + [1, 2, 3, 6].map { every in powers.enumerated().filter { $0.offset % every == 0 }.map(\.element) }
    }
    let short = powers.filter { $0 < 0.5 }
    let long: [[Double]] = [
      [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400, 604_800],
      [1, 3, 10, 30, 60, 180, 600, 1_800, 3_600, 10_800, 43_200, 86_400, 604_800],
      [1, 10, 60, 600, 3_600, 36_000, 86_400, 864_000], [1, 60, 3_600, 86_400],
    ]
    let factors: [[Double]] = [[1, 2, 5], [1, 3], [1], [1]]
    return zip(long, factors).map { multiples($1, of: short) + $0 }
      + [2, 3].map { every in (short + long[2]).enumerated().filter { $0.offset % every == 0 }.map(\.element) }
  }

  // MARK: Nines

  /// From 50% on, 90%, 99%, 99.9%, … as far as the values go.
  private static func nines(_ values: [Double]) -> ChartDomain {
    let places = values.map { place($0, .nines) }
    let high = max(places.max() ?? 2, 1)
    let low = min(places.min() ?? 0.301, 0.302)
    let named = [0.5, 0.9] + [99, 99.9, 99.99, 99.999, 99.9999, 99.99999].map { $0 / 100 }
    let labels = ["50%", "90%", "99%", "99.9%", "99.99%", "99.999%", "99.9999%", "99.99999%"]
    let ticks = zip(named, labels).map { Tick(place: place($0, .nines), label: $1) }
    return ChartDomain(low: low, high: high, ticks: ticks.filter { $0.place >= low - 1e-9 && $0.place <= high + 1e-9 })
  }
}
