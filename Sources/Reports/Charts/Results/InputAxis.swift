// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

/// The axis of a sweep's input: a scale where its values are numbers, times, shares, sizes or amounts of money, else
/// names.
struct InputAxis {
  var title: String
  var axis: ChartAxis
  /// Where each of the values lies.
  var places: [Double]

  init(_ path: String, _ values: [String]) {
    title = path
    let isTraffic = path == "traffic" || (path.hasPrefix("traffic.") && path.split(separator: ".").count == 2)
    for (unit, number) in Self.readers {
      let numbers = values.compactMap(number)
      guard numbers.count == values.count, numbers.allSatisfy(\.isFinite) else { continue }
      let unit = isTraffic && unit == .number ? ChartUnit.factor : unit
      let least = numbers.min() ?? 0
      let isWide = least > 0 && (numbers.max() ?? 0) >= 30 * least
      axis = ChartAxis(path, unit, isWide || unit == .bytes && least > 0 ? .log10 : .linear, fromZero: false)
      places = numbers
      return
    }
    let names = RunResult.unique(values)
    axis = ChartAxis(path, .number, .category, categories: names)
    places = values.map { value in Double(names.firstIndex(of: value) ?? 0) }
  }

  /// A value as a number in base units: `5s` is 5, `2%` is 0.02.
  static func number(_ text: String) -> Double? {
    for (_, number) in readers { if let value = number(text) { return value } }
    return nil
  }

  private static var readers: [(ChartUnit, (String) -> Double?)] {
    [
      (.number, { Double($0) }), (.seconds, { (try? Units.duration($0)).map { Double($0) / 1e9 } }),
      (.ratio, { $0.hasSuffix("%") ? try? Units.ratio($0) : nil }),
      (.dollars, { $0.hasPrefix("$") ? Double($0.dropFirst().filter { $0 != "," }) : nil }),
      (.bytes, { (try? Units.bytes($0)).map { Double($0) } }), (.factor, { try? Units.factor($0) }),
      (.perSecond, { $0.hasSuffix("/s") ? Double($0.dropLast(2)) : nil }),
    ]
  }
}
