// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Statistics

/// An amount in US dollars with its interval. The arithmetic is decimal throughout; only Student's t quantile, which is no
/// money, comes from floating point.
struct MoneyFigure: Sendable, Hashable {
  var value: Decimal
  /// The interval's ends; nil when there are too few replications for one.
  var low: Decimal?
  var high: Decimal?
  var n: Int

  /// The mean of the replications' amounts with its Student t interval; nil without any.
  init?(_ amounts: [Decimal], confidence: Double) {
    var moments = MoneyMoments()
    for amount in amounts { moments.add(amount) }
    self.init(moments, confidence: confidence)
  }

  init?(_ moments: MoneyMoments, confidence: Double) {
    guard let mean = moments.mean else { return nil }
    n = moments.count
    value = mean
    guard let error = moments.standardError else { return }
    let quantile = Decimal(count: Intervals.studentTQuantile(0.5 + confidence / 2, n - 1))
    let half = (quantile * error).rounded(places: 12)
    guard half.isFinite else { return }
    // What is never below 0 has no average below 0 either.
    low = moments.least >= 0 ? max(0, value - half) : value - half
    high = value + half
  }

  /// The same as a measured figure, for verdicts on precision and for pictures.
  var figure: Figure {
    func number(_ amount: Decimal) -> Double { NSDecimalNumber(decimal: amount).doubleValue }
    return Figure(value: number(value), low: low.map(number), high: high.map(number), n: n)
  }

  var result: CostResult.Amount {
    CostResult.Amount(value: Money.plain(value), low: low.map(Money.plain), high: high.map(Money.plain), n: n)
  }
}

extension Decimal {
  /// The square root by Newton's method, to 18 decimals; 0 for what is not above 0.
  var squareRoot: Decimal {
    guard self > 0, isFinite else { return 0 }
    // A start within a factor of ten of the root: half of the digits. From there each step doubles the right ones.
    let digits = exponent + significand.description.count
    var root = Decimal(sign: .plus, exponent: (digits + 1) / 2, significand: 1)
    for _ in 0..<12 {
      let next = ((root + self / root) / 2).rounded(places: 18)
      if next == root || next == 0 { break }
      root = next
    }
    return root
  }
}
