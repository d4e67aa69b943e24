// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Hours in a month, as AWS's own calculator and the price tables count them.
public let hoursPerMonth: Decimal = 730

extension Decimal {
  /// The largest quantity or price that the arithmetic here takes: 10^16. Up to it a quantity in billionths has 25
  /// digits, and its product with a price of 13 digits still fits the 38 digits that a `Decimal` holds exactly.
  public static let largestQuantity = Decimal(sign: .plus, exponent: 16, significand: 1)

  /// Reads a plain decimal number such as `0.0000004`, exactly and in no language's spelling.
  ///
  /// Digits, at most one point, a leading minus sign; no exponent, grouping or space.
  /// - Returns: `nil` for any other text and for more than 36 digits.
  public init?(exactText text: some StringProtocol) {
    var high: UInt64 = 0  // the digits in front of the last 18
    var low: UInt64 = 0
    var digits = 0
    var decimals: Int?
    var isNegative = false
    // Kept apart so that each half fits 64 bits: a Decimal made from both is exact.
    var values: [UInt64] = []
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where index == 0:
        isNegative = true
      case UInt8(ascii: "."):
        guard decimals == nil, digits > 0 else { return nil }
        decimals = 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        values.append(UInt64(byte - UInt8(ascii: "0")))
        digits += 1
        decimals = decimals.map { $0 + 1 }
      default:
        return nil
      }
    }
    guard digits > 0, digits <= 36, decimals != 0 else { return nil }
    for value in values.dropLast(18) { high = high * 10 + value }
    for value in values.suffix(18) { low = low * 10 + value }
    var magnitude = Decimal(low)
    if high > 0 { magnitude += Decimal(sign: .plus, exponent: 18, significand: Decimal(high)) }
    let scaled = Decimal(sign: .plus, exponent: -(decimals ?? 0), significand: magnitude)
    self = isNegative ? -scaled : scaled
  }

  /// A simulated count, as a whole number of billionths and with no decimals beyond the 14th digit.
  ///
  /// A count that was simulated and scaled to a month is a `Double`; money must not inherit its last bits. The count is
  /// cut into its whole part, which is exact, and its fraction, which is multiplied by 10^9 and rounded (ties to even).
  /// IEEE arithmetic does both alike on every machine. Then decimals beyond the 14th digit are rounded off (a `Double` has not
  /// quite 16, and scaling costs some), so that 300 brokers' GB a month are 300 again after they were told by the hour.
  /// - Parameter count: any number; a month's count of requests, hours or GB.
  /// - Returns: not-a-number when `count` is not finite or its magnitude is above 10^16. A bill lists such a quantity
  ///   as not priced.
  public init(count: Double) {
    guard count.isFinite, abs(count) <= 1e16 else {
      self = .nan
      return
    }
    let whole = count.rounded(.towardZero)
    let billionths = Int128(whole) * 1_000_000_000 + Int128(((count - whole) * 1e9).rounded(.toNearestOrEven))
    let (high, low) = billionths.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000_000_000_000)
    var magnitude = Decimal(UInt64(low))
    if high > 0 { magnitude += Decimal(sign: .plus, exponent: 18, significand: Decimal(UInt64(high))) }
    let scaled = Decimal(sign: .plus, exponent: -9, significand: magnitude)
    self = (billionths < 0 ? -scaled : scaled).roundedAsQuantity
  }

  /// A measurement, to the 15 digits that a `Double` surely holds: the shortest decimal number that reads back as it,
  /// rounded. Not-a-number when it is not finite or its magnitude is above 10^16.
  public init(measured value: Double) {
    guard value.isFinite, abs(value) <= 1e16, let exact = Decimal(string: "\(value)", locale: nil) else {
      self = .nan
      return
    }
    self = exact.rounded(digits: 15)
  }

  /// This number as a quantity of a bill: in billionths, and with no decimals beyond the 14th digit, as ``init(count:)``
  /// makes it.
  public var roundedAsQuantity: Decimal {
    guard isFinite else { return .nan }
    let whole = exponent + abs(significand).description.count
    return rounded(places: min(9, max(0, 14 - max(whole, 0))))
  }

  /// The smallest whole number that is not below this one.
  public var roundedUp: Decimal { -(-self).floored(places: 0) }

  /// This number with at most so many significant digits, ties to the even one.
  private func rounded(digits: Int) -> Decimal {
    guard self != 0 else { return self }
    return rounded(places: digits - (exponent + abs(significand).description.count))
  }

  /// This number with at most `places` decimals, ties to the even digit.
  public func rounded(places: Int) -> Decimal {
    var value = self
    var result = Decimal()
    NSDecimalRound(&result, &value, places, .bankers)
    return result
  }

  /// This number rounded to whole cents, ties to the even cent.
  public var roundedToCents: Decimal { rounded(places: 2) }

  /// The largest number of at most `places` decimals that is not above this one.
  public func floored(places: Int) -> Decimal {
    let nearest = rounded(places: places)
    guard nearest > self else { return nearest }
    return nearest - Decimal(sign: .plus, exponent: -places, significand: 1)
  }
}
