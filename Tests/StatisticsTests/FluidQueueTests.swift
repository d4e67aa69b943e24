// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics
import Testing

@Suite("A line as a fluid") struct FluidQueueTests {
  private typealias Arrivals = FluidQueue.Arrivals

  /// 10/s for a minute and 2/s afterwards, at 6/s: 4/s too many make 240, which drain at 4/s in another minute.
  private let burst = FluidQueue(
    [Arrivals(start: 0, from: 10, to: 10), Arrivals(start: 60, from: 2, to: 2)], until: 300, capacity: 6)

  @Test("a burst backs up and drains, by hand") func worked() {
    #expect(burst.peak.level == 240)
    #expect(burst.peak.time == 60)
    #expect(burst.drained == 120)
    #expect(burst.level(at: 30) == 120)
    #expect(burst.level(at: 90) == 120)
    #expect(burst.level(at: 200) == 0)
    #expect(abs(burst.shareWaiting - 0.4) < 1e-12)
    // 4 of 10 in the first minute, of 10 · 60 + 2 · 240 in all.
    #expect(abs(burst.shareBeyondCapacity - 240.0 / 1080) < 1e-9)
  }

  /// What comes at t in the first minute waits 4t / 6, what comes at 60 + t waits (240 - 4t) / 6, the rest nothing.
  @Test("delays, by hand") func delays() {
    // 360 come after 120 s and do not wait: a third of 1080. The median is the 540th: among those that wait the 180th.
    // With a delay up to d: 10 · 1.5 d of the first minute, 2 · 1.5 d of the second: 18 d = 180.
    #expect(abs(burst.delayQuantile(0.5) - 10) < 0.5)
    #expect(abs(burst.delayQuantile(0.9999) - 40) < 1)
    #expect(burst.delayQuantile(0.3) == 0)
    let all = burst.delays(points: 200)
    #expect(abs(all.reduce(0) { $0 + $1.weight } - 1080) < 1e-6)
  }

  /// From 0 to 12/s within 60 s, at 6/s: the line begins at 30 s; net is 0.2 (t - 30), so that at 60 s 90 wait.
  @Test("a ramp crosses the capacity") func ramp() {
    let line = FluidQueue(
      [Arrivals(start: 0, from: 0, to: 12), Arrivals(start: 60, from: 0, to: 0)], until: 100, capacity: 6)
    #expect(abs(line.peak.level - 90) < 1e-9)
    #expect(line.level(at: 30) == 0)
    #expect(abs(line.level(at: 45) - 22.5) < 1e-9)
    #expect(abs((line.drained ?? 0) - 75) < 1e-9)
  }

  @Test("without an overload nothing waits; with a lasting one it never drains") func ends() {
    let calm = FluidQueue([Arrivals(start: 0, from: 5, to: 5)], until: 100, capacity: 6)
    #expect(calm.peak.level == 0)
    #expect(calm.shareBeyondCapacity == 0)
    let lasting = FluidQueue([Arrivals(start: 0, from: 9, to: 9)], until: 100, capacity: 6)
    #expect(lasting.peak.level == 300)
    #expect(lasting.drained == nil)
    // What comes at t waits t / 2 and leaves at 1.5 t: of 100 s the first two thirds leave, with delays up to 33 s.
    #expect(abs(lasting.delayQuantile(0.999) - 100.0 / 3) < 1)
  }
}
