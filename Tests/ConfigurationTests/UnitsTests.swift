// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Testing

@Suite struct UnitsTests {
  private func failure<T>(_ body: () throws(UnitError) -> T) -> UnitError? {
    do throws(UnitError) {
      _ = try body()
      return nil
    } catch {
      return error
    }
  }

  @Test(
    arguments: [
      ("0s", 0), ("30s", 30_000_000_000), ("1.6s", 1_600_000_000), ("1h30m", 5_400_000_000_000), ("50us", 50_000),
      ("50µs", 50_000), ("50μs", 50_000), ("3ns", 3), ("640ms", 640_000_000), ("4d", 345_600_000_000_000),
      ("2w", 1_209_600_000_000_000), ("0.1w", 60_480_000_000_000), ("1m2.5s", 62_500_000_000),
      ("1_000ms", 1_000_000_000),
      ("0.000000001s", 1), ("7300d", 630_720_000_000_000_000), ("00030s", 30_000_000_000), ("1.50s", 1_500_000_000),
    ] as [(String, Int64)])
  func durations(_ text: String, _ nanoseconds: Int64) throws {
    #expect(try Units.duration(text) == nanoseconds)
  }

  @Test(
    arguments: [
      ("30", Diagnostic.Code.unit, "30s"), ("0", .unit, "0s"), ("1.5", .unit, "1.5s"), ("30sec", .unit, "30s"),
      ("5minutes", .unit, "5m"), ("30S", .unit, "30s"), ("1h30min", .unit, "1h30m"), ("-5s", .range, nil),
      ("-1", .range, nil),
      ("nan", .value, nil), ("inf", .value, nil), ("", .value, nil), ("s", .value, nil), ("30 s", .value, nil),
      ("1,5s", .value, nil), ("30m1h", .value, "1h30m"), ("1.5h30m", .value, "1h30m"), ("1s1s", .value, "1h30m"),
      ("7301d", .range, nil), ("0.1ns", .range, nil), ("99999999999999999w", .range, nil),
      ("9999999999999999999999s", .range, nil), ("1.s", .value, nil), (".5s", .value, nil), ("1__0s", .value, nil),
      ("1_s", .value, nil), ("1e3s", .unit, nil), ("٣s", .value, nil), ("30s!", .value, nil), ("5y", .unit, nil),
    ] as [(String, Diagnostic.Code, String?)])
  func wrongDurations(_ text: String, _ code: Diagnostic.Code, _ suggestion: String?) {
    let error = failure { () throws(UnitError) in try Units.duration(text) }
    #expect(error?.code == code, "\(String(describing: error))")
    #expect(error?.suggestion == suggestion)
  }

  @Test(
    arguments: [
      ("256KiB", 262_144), ("1.5GB", 1_500_000_000), ("512MB", 512_000_000), ("0B", 0), ("1TiB", 1 << 40),
      ("700B", 700), ("0.375GiB", 402_653_184), ("2KB", 2_000),
    ] as [(String, Int64)])
  func sizes(_ text: String, _ bytes: Int64) throws {
    #expect(try Units.bytes(text) == bytes)
  }

  @Test(
    arguments: [
      ("256", Diagnostic.Code.unit, "256KiB"), ("256kb", .unit, "256KB"), ("1gib", .unit, "1GiB"), ("5M", .unit, "5MB"),
      ("5Mi", .unit, "5MiB"), ("-1KB", .range, nil), ("0.5B", .range, nil), ("9999999TiB", .range, nil),
      ("x", .value, nil),
      ("1 KB", .value, nil),
    ] as [(String, Diagnostic.Code, String?)])
  func wrongSizes(_ text: String, _ code: Diagnostic.Code, _ suggestion: String?) {
    let error = failure { () throws(UnitError) in try Units.bytes(text) }
    #expect(error?.code == code)
    #expect(error?.suggestion == suggestion)
  }

  @Test func rates() throws {
    #expect(try Units.rate("6/s") == 6)
    #expect(try Units.rate("3M/day") == 3_000_000.0 / 86_400)
    #expect(try Units.rate("100/min") == 100.0 / 60)
    #expect(try Units.rate("1.2k/h") == 1_200.0 / 3_600)
    #expect(try Units.rate("730/month") == 730.0 / 2_628_000)
    #expect(try Units.rate("0/s") == 0)
    #expect(try Units.byteRate("5MB/s") == 5_000_000)
    #expect(try Units.byteRate("60KiB/min") == 1_024)
    for (text, suggestion) in [
      ("6", "6/s"), ("6/", "6/s"), ("6/d", "6/day"), ("6/m", "6/min"), ("6/sec", "6/s"), ("1.2k", "1.2k/s"),
    ] {
      let error = failure { () throws(UnitError) in try Units.rate(text) }
      #expect(error?.code == .unit)
      #expect(error?.suggestion == suggestion)
    }
    #expect(failure { () throws(UnitError) in try Units.rate("-6/s") }?.code == .range)
    #expect(failure { () throws(UnitError) in try Units.rate("6 req/s") }?.code == .value)
    #expect(failure { () throws(UnitError) in try Units.rate("999999999999999999G/s") }?.code == .range)
    #expect(failure { () throws(UnitError) in try Units.byteRate("5") }?.suggestion == "5MB/s")
    #expect(failure { () throws(UnitError) in try Units.byteRate("5MB") }?.suggestion == "5MB/s")
    #expect(failure { () throws(UnitError) in try Units.byteRate("5mb/s") }?.suggestion == "5MB/s")
  }

  @Test func ratios() throws {
    #expect(try Units.ratio("0.5%") == 0.005)
    #expect(try Units.ratio("0.005") == 0.005)
    #expect(try Units.ratio("99.5%") == 0.995)
    #expect(try Units.ratio("100%") == 1)
    #expect(try Units.ratio("0") == 0)
    #expect(try Units.ratio("0.1%") == 0.001)
    #expect(failure { () throws(UnitError) in try Units.ratio("25") }?.suggestion == "25%")
    #expect(failure { () throws(UnitError) in try Units.ratio("101%") }?.code == .range)
    #expect(failure { () throws(UnitError) in try Units.ratio("-1%") }?.code == .range)
    #expect(failure { () throws(UnitError) in try Units.ratio("1 in 5") }?.code == .value)
  }

  @Test func money() throws {
    #expect(try Units.money("$0.40") == Decimal(string: "0.4"))
    #expect(try Units.money("$1100") == 1_100)
    #expect(try Units.money("$0.0000004").description == "0.0000004")
    #expect(try Units.money("$0") == 0)
    #expect(try Units.moneyPerHour("$60/h") == 60)
    #expect(failure { () throws(UnitError) in try Units.money("0.40") }?.suggestion == "$0.40")
    #expect(failure { () throws(UnitError) in try Units.money("$1,100") }?.suggestion == "$1100")
    for (text, code) in [
      ("-$5", Diagnostic.Code.range), ("$-5", .range), ("$", .value), ("5 USD", .value), ("$1.2.3", .value),
      ("$9999999999999", .range), ("$1,2,", .value), ("$nan", .value),
    ] {
      #expect(failure { () throws(UnitError) in try Units.money(text) }?.code == code, "\(text)")
    }
    #expect(failure { () throws(UnitError) in try Units.moneyPerHour("$60") }?.suggestion == "$60.00/h")
    #expect(failure { () throws(UnitError) in try Units.moneyPerHour("$60/day") }?.code == .unit)
  }

  @Test func counts() throws {
    #expect(try Units.count("24") == 24)
    #expect(try Units.count("1_000") == 1_000)
    #expect(try Units.count("50k") == 50_000)
    #expect(try Units.count("1.5M") == 1_500_000)
    #expect(try Units.count("1.0") == 1)
    #expect(try Units.count("1000000000000000") == Units.largestCount)
    #expect(failure { () throws(UnitError) in try Units.count("1.5") }?.code == .value)
    #expect(failure { () throws(UnitError) in try Units.count("-3") }?.code == .range)
    #expect(failure { () throws(UnitError) in try Units.count("1000000000000001") }?.code == .range)
    #expect(failure { () throws(UnitError) in try Units.count("999999999999999999G") }?.code == .range)
    #expect(failure { () throws(UnitError) in try Units.count("many") }?.code == .value)
  }

  @Test func factorsAndNumbers() throws {
    #expect(try Units.factor("3") == 3)
    #expect(try Units.factor("1.3x") == 1.3)
    #expect(failure { () throws(UnitError) in try Units.factor("-1x") }?.code == .range)
    #expect(failure { () throws(UnitError) in try Units.factor("1.3 x") }?.code == .value)
    #expect(try Units.number("0.9") == 0.9)
    #expect(try Units.number("-2") == -2)
    #expect(try Units.number("1e-4") == 1e-4)
    #expect(try Units.number("1E6") == 1e6)
    for text in ["nan", "inf", "infinity", "0x10", "1e", "1e5e5", "--1", "1f", ""] {
      #expect(failure { () throws(UnitError) in try Units.number(text) }?.code == .value, "\(text)")
    }
    #expect(failure { () throws(UnitError) in try Units.number("1e300") }?.code == .range)
    #expect(failure { () throws(UnitError) in try Units.number("1e99999") } != nil)
  }

  /// The numbers of the texts are made from Foundation's exact decimals.
  @Test func randomDecimalsAreExact() throws {
    var random = TestRandom(state: 99)
    for _ in 0..<2_000 {
      let whole = Int.random(in: 0..<10_000_000, using: &random)
      let places = Int.random(in: 0...6, using: &random)
      let decimals = String((0..<places).map { _ in "0123456789".randomElement(using: &random) ?? "0" })
      let text = places == 0 ? "\(whole)" : "\(whole).\(decimals)"
      let exact = try #require(Decimal(string: text))
      #expect(Decimal(try Units.duration(text + "s")) == exact * 1_000_000_000)
      #expect(Decimal(try Units.bytes(text + "MB")) == exact * 1_000_000)
      #expect(try Units.money("$" + text) == exact)
      #expect(try Units.rate(text + "/s") == Double(text))
      #expect(try Units.number(text) == Double(text))
    }
  }
}

@Suite struct FormatTests {
  @Test(
    arguments: [
      (0, "0s"), (1, "1ns"), (999, "999ns"), (1_000, "1us"), (1_540, "1.5us"), (640_000_000, "640ms"),
      (1_540_000, "1.5ms"), (9_949_999, "9.9ms"), (9_950_000, "10ms"), (999_499_999, "999ms"), (999_500_000, "1s"),
      (1_600_000_000, "1.6s"), (26_800_000_000, "26.8s"), (30_000_000_000, "30s"), (59_949_999_999, "59.9s"),
      (59_950_000_000, "1m00s"), (362_000_000_000, "6m02s"), (298_000_000_000, "4m58s"), (68_000_000_000, "1m08s"),
      (3_599_499_999_999, "59m59s"), (3_599_500_000_000, "1h00m"), (3_780_000_000_000, "1h03m"),
      (86_369_999_999_999, "23h59m"), (86_370_000_000_000, "1d00h"), (187_200_000_000_000, "2d04h"),
      (-1_600_000_000, "-1.6s"),
      (Int64.max, "106752d00h"), (Int64.min, "-106752d00h"), (999_500, "1ms"), (999_499, "999us"),
    ] as [(Int64, String)])
  func reportDurations(_ nanoseconds: Int64, _ text: String) {
    #expect(Format.duration(nanoseconds) == text)
  }

  @Test func durationsOfSeconds() {
    #expect(Format.duration(seconds: 26.84) == "26.8s")
    #expect(Format.duration(seconds: 0.64) == "640ms")
    for bad in [Double.nan, .infinity, -.infinity, 1e300] { #expect(Format.duration(seconds: bad) == "-") }
  }

  @Test(
    arguments: [
      (0, "0s"), (30_000_000_000, "30s"), (43_200_000_000_000, "12h"), (1_209_600_000_000_000, "14d"),
      (90_000_000_000, "1m30s"), (1_500_000_000, "1.5s"), (62_500_000_000, "1m2.5s"), (50_000, "50us"),
      (200_000_000, "200ms"),
      (3_600_000_000_001, "1h1ns"), (999, "999ns"),
    ] as [(Int64, String)])
  func exactDurations(_ nanoseconds: Int64, _ text: String) {
    #expect(Format.exactDuration(nanoseconds) == text)
  }

  @Test func exactFormsReadBack() throws {
    var random = TestRandom(state: 5)
    for _ in 0..<3_000 {
      let limit = Int64(1) << Int64.random(in: 0...59, using: &random)
      let value = Int64.random(in: 0...limit, using: &random)
      let unit: Int64 = [1, 1_000, 1_000_000, 1_000_000_000, 60_000_000_000].randomElement(using: &random) ?? 1
      let time = min(value / unit * unit, Units.longestDuration)
      #expect(try Units.duration(Format.exactDuration(time)) == time)
      #expect(try Units.bytes(Format.exactBytes(value)) == value)
      // The short form is within half of its last digit.
      let short = try Units.duration(Format.duration(time))
      #expect(abs(Double(short - time)) <= max(0.051 * Double(time), 0))
    }
    #expect(Format.exactBytes(262_144) == "256KiB")
    #expect(Format.exactBytes(512_000_000) == "512MB")
    #expect(Format.exactBytes(1_000_001) == "1000001B")
  }

  @Test(arguments: [
    (0, "0"), (7, "7"), (999, "999"), (4_012, "4,012"), (9_999, "9,999"), (10_000, "10.0 k"), (17_520, "17.5 k"),
    (99_949, "99.9 k"), (99_950, "100 k"), (774_012, "774 k"), (999_499, "999 k"), (999_500, "1.0 M"),
    (2_900_000, "2.9 M"), (315_000_000, "315 M"), (1_234_000_000, "1.2 G"), (-774_012, "-774 k"),
  ])
  func counts(_ number: Int, _ text: String) {
    #expect(Format.count(number) == text)
  }

  @Test func otherNumbers() {
    #expect(Format.count(0.1) == "0.1")
    #expect(Format.count(62.95) == "63")
    #expect(Format.count(.nan) == "-")
    #expect(Format.count(Int.max) == "9,223,372 T")
    #expect(Format.grouped(15_942_013) == "15,942,013")
    #expect(Format.grouped(-1_000) == "-1,000")
    #expect(Format.grouped(Int.min) == "-9,223,372,036,854,775,808")
    #expect(Format.bytes(512) == "512 B")
    #expect(Format.bytes(1_434) == "1.4 KiB")
    #expect(Format.bytes(393_216_000) == "375 MiB")
    #expect(Format.bytes(4_402_341_478) == "4.1 GiB")
    #expect(Format.bytes(1_048_575) == "1 MiB")
    #expect(Format.bytes(-.infinity) == "-")
    #expect(Format.number(1_234.5) == "1,235")
    #expect(Format.number(0.012345) == "0.0123")
    #expect(Format.number(1.5) == "1.5")
    #expect(Format.number(63.84) == "63.8")
    #expect(Format.number(9.996) == "10")
    #expect(Format.number(0) == "0")
    #expect(Format.number(-0.5) == "-0.5")
    #expect(Format.number(0.00000012345) == "1.23e-7")
    #expect(Format.number(.nan) == "-")
    #expect(Format.number(1e300).count == 401)
  }

  @Test func percentages() {
    #expect(Format.percent(0.0003) == "0.03%")
    #expect(Format.percent(0.0625) == "6.25%")
    #expect(Format.percent(0.999) == "99.90%")
    #expect(Format.percent(0.53, decimals: 0) == "53%")
    #expect(Format.percent(1) == "100.00%")
    #expect(Format.percent(0) == "0.00%")
    #expect(Format.percent(0.000004) == "0.0004%")
    #expect(Format.percent(0.999999) == "99.9999%")
    #expect(Format.percent(0.9999, decimals: 0) == "99.99%")
    #expect(Format.percent(2.5) == "250.00%")
    #expect(Format.percent(.infinity) == "-")
  }

  @Test func amounts() throws {
    let amount = { (text: String) in try #require(Decimal(string: text)) }
    #expect(Format.money(try amount("1014.74")) == "$1,014.74")
    #expect(Format.money(try amount("0.005")) == "$0.01")
    #expect(Format.money(try amount("-5")) == "-$5.00")
    #expect(Format.money(try amount("999999.999")) == "$1,000,000.00")
    #expect(Format.money(try amount("1014.74"), decimals: 0) == "$1,015")
    #expect(Format.money(.nan) == "-")
    #expect(Format.unitPrice(try amount("0.4")) == "$0.40")
    #expect(Format.unitPrice(try amount("0.0000004")) == "$0.0000004")
    #expect(Format.unitPrice(try amount("0.04656")) == "$0.04656")
  }

  /// Against the C library's correctly rounded decimals.
  @Test func roundingAgreesWithTheCLibrary() {
    var random = TestRandom(state: 3)
    for _ in 0..<3_000 {
      let value = Double.random(in: 0..<1, using: &random) * [1, 50, 9_000].randomElement(using: &random)!
      let expected = String(format: "%.2f", value * 100)
      let text = Format.percent(value).dropLast()
      // Both are within half a unit of the last place of the value.
      #expect(abs((Double(text) ?? -1) - (Double(expected) ?? 0)) < 0.0101)
      #expect(abs((Double(text) ?? -1) - value * 100) <= 0.005_000_1 || value * 100 < 0.005)
    }
  }
}
