// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Pricing

/// Where the prices of a bill are from, as numbered notes.
enum CostSources {
  /// What makes two prices one note.
  static func key(_ line: CostResult.Line) -> String {
    [line.layer, line.date, line.confidence, line.source].joined(separator: "\u{1F}")
  }

  /// The notes' numbers, in the order of the lines.
  static func numbers(_ cost: CostResult) -> [String: Int] {
    var numbers: [String: Int] = [:]
    for line in cost.lines where numbers[key(line)] == nil { numbers[key(line)] = numbers.count + 1 }
    return numbers
  }

  static func lines(_ cost: CostResult, _ columns: Int) -> [TextLine] {
    let numbers = numbers(cost)
    var seen = 0
    var lines: [TextLine] = []
    for line in cost.lines {
      guard let number = numbers[key(line)], number > seen else { continue }
      seen = number
      let layer = line.layer == "documented" ? say("course") : line.layer == "own" ? say("own") : say("list price")
      let head = TextLine(number == 1 ? say("prices") : "", .heading).padded(to: 8)
      lines += (head + TextLine("[\(number)] \(layer), \(line.date), \(line.confidence): \(line.source)"))
        .wrapped(to: columns, hanging: 12)
    }
    let isShared = cost.lines.contains { line in
      guard let amount = Decimal(exactText: line.amount) else { return false }
      return Money.cents(amount.roundedToCents) != line.shown
    }
    if isShared {
      lines += TextLine(say("a cent is added where rounding took most, so that the lines add up to the total"))
        .wrapped(to: columns, hanging: 2)
    }
    for difference in cost.differences { lines += TextLine(said(difference)).wrapped(to: columns, hanging: 2) }
    lines += TextLine(say("never priced: \(CostSection.neverPriced(cost)); no tax")).wrapped(to: columns, hanging: 2)
    return lines
  }
}
