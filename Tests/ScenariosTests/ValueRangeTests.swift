// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Testing

@testable import Scenarios

/// Several values of a setting, written short.
@Suite struct ValueRangeTests {
  @Test(arguments: [
    ("2..6", "2 3 4 5 6"),
    ("7..7", "7"),
    ("0..20 step 5", "0 5 10 15 20"),
    ("2..9 step 3", "2 5 8"),
    ("2..64 doubling", "2 4 8 16 32 64"),
    ("3..40 doubling", "3 6 12 24"),
    ("0.1..0.5 step 0.1", "0.1 0.2 0.3 0.4 0.5"),
    ("1..2 step 0.25", "1 1.25 1.5 1.75 2"),
    ("5s..60s", "5s 10s 15s 20s 25s 30s 35s 40s 45s 50s 55s 60s"),
    ("1x..4x", "1 1.25 1.5 1.75 2 2.25 2.5 2.75 3 3.25 3.5 3.75 4"),
    ("1x..4x step 1x", "1 2 3 4"),
    ("500ms..2s step 500ms", "500ms 1000ms 1500ms 2000ms"),
    ("1m..1h30m step 30m", "1m 31m 61m"),
    ("30s..1h30m points 3", "30s 2715s 5400s"),
    ("128MB..512MB doubling", "128MB 256MB 512MB"),
    ("1KiB..2KiB points 4", "1KiB 1365B 1707B 2KiB"),
    ("$0.10..$0.30 step $0.10", "$0.1 $0.2 $0.3"),
    ("2/s..8/s step 3/s", "2/s 5/s 8/s"),
    ("0.5%..2% step 0.5%", "0.5% 1% 1.5% 2%"),
    ("1..1000 log points 4", "1 10 100 1000"),
    ("1..1000 points 4 log", "1 10 100 1000"),
    ("1s..100s log points 3", "1s 10s 100s"),
    ("1..4 log points 10", "1 2 3 4"),
    ("1..10 points 4", "1 4 7 10"),
    ("0x..1x points 3", "0 0.5 1"),
    ("[12, 16, 20]", "12 16 20"),
    ("[15s,1m]", "15s 1m"),
    ("[{lognormal: {p50: 8ms, p99: 80ms}}, 'a, b']", "{lognormal: {p50: 8ms, p99: 80ms}} 'a, b'"),
    ("kafka.m5.large", "kafka.m5.large"),
    ("{constant: 5ms}", "{constant: 5ms}"),
    ("1_000..3_000 step 1_000", "1000 2000 3000"),
  ])
  func values(text: String, expected: String) throws {
    #expect(try ValueRange(text).values.joined(separator: " ") == expected)
  }

  @Test(arguments: [
    ("20..2", "2..20"), ("20..2 step 2", "2..20 step 2"), ("2-20", "2..20"), ("2 to 20", "2..20"),
    ("2...20", "2..20"), ("2:20 step 3", "2..20 step 3"), ("5..60s", "5s..60s"), ("5s..60", "5s..60s"),
    ("5s..60s step 5", "5s..60s step 5s"), ("2..20 by 2", "2..20 step 2"), ("2..20 stpe 2", "2..20 step 2"),
    ("2..64 double", "2..64 doubling"), ("2..20 step 0", "2..20 step 1"), ("2..20 step", "2..20 step 1"),
    ("2..20 points", "2..20 points 12"), ("2..20 points x", "2..20 points 12"), ("2, 4", "[2, 4]"),
    ("[2, 4", "[2, 4]"), ("", "2..20"), ("2..", "2..20 step 2"), ("2..20 log step 2", "2..20 log points 12"),
  ])
  func wrongWithTheNearestRightForm(text: String, suggestion: String) {
    #expect(throws: UnitError.self) { try ValueRange(text) }
    do { _ = try ValueRange(text) } catch { #expect(error.suggestion == suggestion, "\(text): \(error.message)") }
  }

  @Test(arguments: [
    "0..1000000", "1s..2s step 1ns", "-5..5", "5s..60MB", "0..10 doubling", "0..1 log", "1..x", "[1, 1]", "[1,,2]",
    "[a}, b]", "1..2..3", "1e5..1e6", "1..99999999999999999999", "..", "[", "]", "[]", "1.2.3..4", "2..4 step 1 step 1",
    "1..9 points 100001", "1..2 points 99999999999999999999999",
  ])
  func refused(text: String) {
    #expect(throws: UnitError.self) { try ValueRange(text) }
  }

  @Test func theLimitItself() throws {
    #expect(try ValueRange("1..100000").values.count == 100_000)
    #expect(throws: UnitError.self) { try ValueRange("0..100000") }
  }

  @Test func sharesOfTheWay() throws {
    let whole = try ValueRange("1..4")
    #expect(!whole.isContinuous)
    #expect([0, 0.24, 0.25, 0.5, 0.99, 1].map(whole.value) == ["1", "1", "2", "3", "4", "4"])
    let time = try ValueRange("5s..60s")
    #expect(time.isContinuous)
    #expect([0, 0.5, 1].map(time.value) == ["5s", "32.5s", "60s"])
    #expect(try ValueRange("1s..100s log").value(at: 0.5) == "10s")
    #expect(try ValueRange("2..20 step 6").value(at: 0.6) == "14")
    #expect(try ValueRange("[a, b]").value(at: .nan) == "a")
    #expect(try ValueRange("1x..4x").value(at: 0.125) == "1.375")
  }

  /// Nobody's text makes it trap.
  @Test func anyText() {
    let pieces = [
      "1", "..", "20", "s", " ", "step", "log", "points", "doubling", "[", "]", ",", "{", "$", ".", "-", "x", "é",
    ]
    var state: UInt64 = 1
    for _ in 0..<3000 {
      var text = ""
      for _ in 0..<7 {
        state = state &* 6_364_136_223_846_793_005 &+ 1
        text += pieces[Int(state >> 33) % pieces.count]
      }
      if let range = try? ValueRange(text) { #expect(!range.values.isEmpty) }
    }
  }
}
