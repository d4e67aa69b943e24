// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Pricing

@Suite("Decimal") struct DecimalTests {
  @Test("plain numbers are read exactly and written back the same")
  func roundTrip() throws {
    let texts = [
      "0", "1", "0.0000004", "0.00000024", "2.135123287671", "200000000000", "-0.4", "815.7312", "0.0000000000123",
      "123456789012345678", "1234567890123456789", "123456789012345678901234567890123456",
      "12345678901234567.8901234567890123",
    ]
    for text in texts { #expect(Money.plain(try exact(text)) == text) }
    #expect(try exact("0.10") == exact("0.1"))
    #expect(try exact("0.1") + exact("0.2") == exact("0.3"))  // which binary floating point misses
  }

  @Test(
    "other spellings are refused",
    arguments: [
      "", "-", ".", ".5", "5.", "1e3", "1,000", " 1", "1 ", "+1", "1.2.3", "--1", "0x10", "Inf", "NaN", "１",
      "1234567890123456789012345678901234567",
    ])
  func refused(text: String) {
    #expect(Decimal(exactText: text) == nil)
  }

  @Test("a simulated count becomes whole billionths, ties to even, without decimals beyond the 14th digit")
  func counts() throws {
    #expect(Decimal(count: 0) == 0)
    #expect(Decimal(count: 18_100_000) == 18_100_000)
    #expect(Decimal(count: 0.1 + 0.2) == (try exact("0.3")))
    #expect(Decimal(count: 2.0 / 3.0) == (try exact("0.666666667")))
    #expect(Decimal(count: -2.0 / 3.0) == (try exact("-0.666666667")))
    #expect(Decimal(count: 1.5 / 1024 / 1024) == (try exact("0.000001431")))  // 1430.51 billionths
    #expect(Decimal(count: 1e-10) == 0)
    #expect(Decimal(count: 300.00000000000006) == 300)
    #expect(Decimal(count: 1_234_567_890.123456) == (try exact("1234567890.1235")))
    #expect(Decimal(count: 9_007_199_254_740_991) == 9_007_199_254_740_991)  // the largest exact whole number
    #expect(Decimal(count: 2.5e11) == 250_000_000_000)
    #expect(Decimal(count: 1e16) == Decimal(sign: .plus, exponent: 16, significand: 1))
  }

  @Test("a count that is no usable number is not a number, and no trap")
  func unusableCounts() {
    for count in [Double.nan, .infinity, -.infinity, 1.1e16, -1.1e16, .greatestFiniteMagnitude] {
      #expect(Decimal(count: count).isNaN)
    }
    #expect(!Decimal(count: 1e16).isNaN)
  }

  @Test("a measurement keeps 15 digits of its shortest decimal form")
  func measurements() throws {
    #expect(Decimal(measured: 0.1 + 0.2) == (try exact("0.3")))
    // A GB-month told by the hour and added up again.
    #expect((Decimal(measured: 100.0 / 730) * 730).roundedAsQuantity == 100)
    #expect(Decimal(measured: 2.5e-7) == (try exact("0.00000025")))
    #expect(Decimal(measured: 1e16) == Decimal(sign: .plus, exponent: 16, significand: 1))
    #expect(Decimal(measured: .nan).isNaN && Decimal(measured: 2e16).isNaN)
    #expect((try exact("1.0000000004")).roundedAsQuantity == 1)
    #expect((try exact("1.2")).roundedUp == 2)
    #expect((try exact("3")).roundedUp == 3)
  }

  @Test("rounding to cents takes ties to the even cent")
  func cents() throws {
    #expect(try exact("0.125").roundedToCents == exact("0.12"))
    #expect(try exact("0.135").roundedToCents == exact("0.14"))
    #expect(try exact("-0.125").roundedToCents == exact("-0.12"))
    #expect(try exact("0.1250000001").roundedToCents == exact("0.13"))
  }

  @Test("rounding down goes down on both sides of zero")
  func floors() throws {
    #expect(try exact("0.129").floored(places: 2) == exact("0.12"))
    #expect(try exact("-0.121").floored(places: 2) == exact("-0.13"))
    #expect(try exact("-0.12").floored(places: 2) == exact("-0.12"))
  }

  @Test("the largest quantity times a price of thirteen digits is exact")
  func widestProduct() throws {
    let quantity = try exact("9999999999999999.999999999")
    let price = try exact("2.135123287671")
    // (10^16 - 10^-9) * p = p * 10^16 - p * 10^-9
    let expected = "21351232876709999.999999997864876712329"
    #expect(Money.plain(quantity * price) == expected)
  }
}

@Suite("Money") struct MoneyTests {
  @Test("amounts have two decimals")
  func cents() throws {
    #expect(Money.cents(0) == "0.00")
    #expect(Money.cents(try exact("1014.7")) == "1014.70")
    #expect(Money.cents(try exact("-0.4")) == "-0.40")
    #expect(Money.cents(12) == "12.00")
  }

  @Test("dollars are grouped by thousands")
  func dollars() throws {
    #expect(Money.dollars(try exact("1014.74")) == "$1,014.74")
    #expect(Money.dollars(try exact("999.999")) == "$1,000.00")
    #expect(Money.dollars(try exact("-1234567.8")) == "-$1,234,567.80")
    #expect(Money.dollars(0) == "$0.00")
  }

  @Test("unit prices keep all their decimals")
  func unitPrices() throws {
    #expect(Money.unitPrice(try exact("0.04656")) == "$0.04656")
    #expect(Money.unitPrice(try exact("0.4")) == "$0.40")
    #expect(Money.unitPrice(12) == "$12.00")
    #expect(Money.unitPrice(try exact("1234.5")) == "$1,234.50")
  }

  @Test("quantities are grouped by thousands")
  func quantities() throws {
    #expect(Money.grouped(17_520, places: 0) == "17,520")
    #expect(Money.grouped(try exact("15.94"), places: 1) == "15.9")
    #expect(Money.grouped(100, places: 3) == "100")
    #expect(Money.grouped(-1000, places: 0) == "-1,000")
    #expect(Money.grouped(.nan, places: 0) == "NaN")
  }
}
