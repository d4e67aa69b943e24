// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics
import Testing

@testable import Experiments
@testable import Simulation

/// The time until a series is back in its usual band.
@Suite struct RecoveryTests {
  private func time(_ values: [Double], fault: Int, warmup: Int = 0) -> Double? {
    var instruments = Instruments()
    let gauge = instruments.gauge("q", "depth")
    let simulation = Simulation(components: [], instruments: instruments)
    guard
      var measured = simulation.run(
        duration: .second, key: .init(seed: 1, replication: 0), warmup: .fixed(0))
    else { return nil }
    measured.warmup = Nanoseconds(warmup) * .second
    measured.gaugeSeries = [
      values.enumerated().map { .init(start: Nanoseconds($0) * .second, mean: $1, max: $1, count: 1) }
    ]
    let end = Nanoseconds(values.count) * .second
    return Recovery(series: .gauge(gauge), begins: Nanoseconds(fault) * .second, end: end).time(measured)
  }

  @Test func fromTheFaultUntilItIsBackAndStays() {
    //                0  1  2  3  4   5   6  7   8  9 10 11
    #expect(time([2, 3, 2, 3, 2, 30, 40, 3, 20, 2, 3, 2], fault: 5) == 4, "one good point is not enough")
    #expect(time([2, 3, 2, 3, 2, 2, 3, 2, 3, 2], fault: 5) == 0, "nothing happened")
    #expect(time([2, 3, 2, 3, 2, 30, 30, 30], fault: 5) == 3, "not back at the end: at least so long")
    #expect(time([2, 3, 2, 3, 2, 30, 30, 3], fault: 5) == 2, "back at the very end")
    #expect(time([9, 9, 9, 9, 9, 0, 0, 9, 9, 9], fault: 5) == 2, "less than usual is not usual")
  }

  @Test func withoutAUsualBandNothingIsKnown() {
    #expect(time([2, 3, 30, 3, 3], fault: 2) == nil)
    #expect(time([50, 2, 3, 2, 30, 3, 3, 3], fault: 4, warmup: 1) == nil, "the warm-up is not usual")
    #expect(time([50, 2, 3, 2, 3, 30, 3, 3, 3], fault: 5, warmup: 1) == 1)
  }
}
