// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Experiments
@testable import Simulation

@Suite("Where the time goes, between percentiles")
struct LatencyBandsTests {
  @Test("Bands add up to all messages and to all their time")
  func sums() {
    var breakdown = LatencyBreakdown()
    var (waiting, work) = (0.0, 0.0)
    for number in 1...10_000 {
      let wait = Nanoseconds(number * number) * 1_000
      breakdown.add(
        latency: wait + 5_000_000, sending: 0, waiting: wait, failedWork: 0, invisible: 0, work: 5_000_000)
      waiting += Double(wait) / 1e9
      work += 0.005
    }
    let bands = breakdown.bands
    #expect(bands.map(\.from) == [0, 50, 90, 99, 99.9])
    #expect(bands.map(\.to) == [50, 90, 99, 99.9, 100])
    #expect(bands.reduce(0) { $0 + $1.n } == 10_000)
    #expect(abs(bands.reduce(0) { $0 + $1.waitingS * Double($1.n) } - waiting) < 1e-6 * waiting)
    #expect(abs(bands.reduce(0) { $0 + $1.workS * Double($1.n) } - work) < 1e-6 * work)
    #expect(bands.map(\.waitingS) == bands.map(\.waitingS).sorted())
    // About half of them, about a thousandth: classes are not divided.
    #expect((4_500...5_500).contains(bands[0].n) && bands[4].n >= 10 && bands[4].n < 500)
  }

  @Test("Messages of one latency are one band, none are none")
  func few() {
    var breakdown = LatencyBreakdown()
    #expect(breakdown.bands.isEmpty)
    breakdown.add(latency: 1_000_000, sending: 0, waiting: 0, failedWork: 0, invisible: 0, work: 1_000_000)
    #expect(breakdown.bands.count == 1 && breakdown.bands[0].n == 1 && breakdown.bands[0].to == 100)
  }
}
