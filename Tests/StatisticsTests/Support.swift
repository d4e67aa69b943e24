// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

/// A stream of test numbers; tests name themselves, so that each has its own.
func testStream(_ name: String) -> DrawStream {
  DrawStream(RandomKey(seed: 20_250_811, replication: 0), name: name, purpose: "test")
}

/// How many representable numbers lie between two finite Doubles.
func ulps(_ a: Double, _ b: Double) -> UInt64 {
  if a == b { return 0 }
  func place(_ x: Double) -> Int64 {
    let bits = Int64(bitPattern: x.bitPattern)
    return bits < 0 ? Int64.min &- bits : bits
  }
  return place(a).subtractingReportingOverflow(place(b)).partialValue.magnitude
}

/// |a - b| relative to b.
func relativeError(_ a: Double, _ b: Double) -> Double { abs(a - b) / abs(b) }

/// The Kolmogorov-Smirnov statistic times the square root of the count; above 1.95 with probability 0.001.
func kolmogorovSmirnov(_ draws: [Double], above: (Double) -> Double) -> Double {
  let sorted = draws.sorted()
  let count = Double(sorted.count)
  var greatest = 0.0
  for (i, x) in sorted.enumerated() {
    let below = 1 - above(x)
    greatest = max(greatest, abs(below - Double(i) / count), abs(Double(i + 1) / count - below))
  }
  return greatest * count.squareRoot()
}
