// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Testing

@testable import Teaching

@Suite struct AnswerNumberTests {
  @Test(arguments: [
    ("6", AnswerUnit.percent, 0.06), ("6%", .percent, 0.06), ("6.25 %", .percent, 0.0625), ("150%", .percent, 1.5),
    ("3", .seconds, 3), ("3s", .minutes, 3), ("2", .minutes, 120), ("1.5h", .seconds, 5400), ("50min", .minutes, 3000),
    ("4.2 min", .seconds, 252),
    ("250", .milliseconds, 0.25),
    ("$207", .dollars, 207), ("207.50", .dollars, 207.5), ("1,040", .dollars, 1040), ("6/s", .perSecond, 6),
    ("12", .none, 12), ("17,280,000", .none, 17_280_000), ("1.728e7", .none, 17_280_000), ("0", .none, 0),
  ])
  func reads(_ text: String, _ unit: AnswerUnit, _ value: Double) throws {
    let number = try AnswerNumber(text, unit: unit)
    #expect(abs(number.value - value) < 1e-12 * max(1, value))
    #expect(number.measure == unit.measure)
  }

  @Test(arguments: [
    ("a lot", AnswerUnit.percent), ("", .none), ("-3", .none), ("6%", .seconds), ("3s", .percent), ("$3", .none),
    ("nan", .none), ("inf", .none), ("1e999", .none), ("6 apples", .none), ("3 parsecs", .seconds), ("%", .percent),
  ])
  func refuses(_ text: String, _ unit: AnswerUnit) {
    #expect(throws: UnitError.self) { try AnswerNumber(text, unit: unit) }
  }
}

@Suite struct AnswerRangeTests {
  @Test func ends() throws {
    let below = try AnswerRange("< 1%")
    #expect(below.contains(0.005) && !below.contains(0.02))
    let between = try AnswerRange("5% .. 20%")
    #expect(between.contains(0.05) && between.contains(0.1) && !between.contains(0.3))
    let above = try AnswerRange("> 2m")
    #expect(above.contains(121) && !above.contains(100))
    #expect(try AnswerRange("<= 3").contains(3))
  }

  @Test(arguments: ["", "1%", "20% .. 5%", "5% .. 3s", "about 3", "..", "< x"])
  func refuses(_ text: String) {
    #expect(throws: UnitError.self) { try AnswerRange(text) }
  }
}

@Suite struct CostConditionTests {
  @Test(arguments: [
    ("< $50", 50.0), ("< start", 80), ("< start + $20", 100), ("< start - $30", 50), ("< 80% of start", 64),
  ])
  func limits(_ text: String, _ limit: Double) throws {
    let condition = try CostCondition(text)
    #expect(Double(truncating: condition.limit(start: 80) as NSDecimalNumber) == limit)
    #expect(condition.holds(condition.limit(start: 80) - 1, start: 80))
    #expect(!condition.holds(condition.limit(start: 80), start: 80))
  }

  @Test func allowsEqual() throws { #expect(try CostCondition("<= $50").holds(50, start: 0)) }

  @Test(arguments: ["$50", "> $50", "< end", "< start +", "< 0% of start", "< x% of start", "", "< 5"])
  func refuses(_ text: String) {
    #expect(throws: UnitError.self) { try CostCondition(text) }
  }
}
