// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Simulation

@Suite struct LatencyBreakdownTests {
  private static func total(_ parts: LatencyBreakdown.Parts) -> Double {
    parts.sending + parts.waiting + parts.failedWork + parts.invisible + parts.work
  }

  @Test("classes rise with the latency, 16 for each doubling")
  func classes() {
    var last = -1
    var latency: Nanoseconds = 16
    while latency < .max / 2 {
      let place = LatencyBreakdown.position(latency)
      #expect(place > last)
      #expect(LatencyBreakdown.position(2 * latency) == place + 16)
      last = place
      latency += max(1, latency / 16)
    }
    #expect(LatencyBreakdown.position(-1) == LatencyBreakdown.position(16))
    #expect(LatencyBreakdown.position(.max) < LatencyBreakdown.classes)
  }

  @Test(
    "the parts of delivered messages add up to their latencies, whatever was noted",
    arguments: 1...4 as ClosedRange<UInt64>)
  func partsAddUp(_ seed: UInt64) throws {
    var random = TestGenerator(seed: seed)
    var instruments = Instruments()
    let id = instruments.flow("orders")
    var timeline = makeTimeline(instruments)
    var latencies: [Nanoseconds] = []
    for number in 0..<2_000 as Range<UInt64> {
      let message = timeline.send(number: number, flow: id, size: 1, sentAt: timeline.now)
      let latency = Nanoseconds.random(in: 0...5_000_000_000, using: &random)
      // More than there is: attempts may overlap, and a part may be below 0 by a component's mistake.
      let most = latency / 2 + 1
      timeline.messages[message].sending = .random(in: -5...most, using: &random)
      timeline.messages[message].failedWork = .random(in: -5...most, using: &random)
      timeline.messages[message].invisible = .random(in: 0...most, using: &random)
      timeline.schedule(Event(to: 0, 0), after: latency)
      _ = timeline.next(before: .farFuture)
      timeline.deliver(message, work: .random(in: 0...most, using: &random))
      timeline.messages.release(message)
      latencies.append(latency)
    }
    let measured = timeline.recorder.finish(
      at: timeline.now, warmup: 0, flows: [], quantiles: [], events: 0, stopped: nil)
    let whole = try #require(measured.breakdowns[0].slowest(1))
    let mean = latencies.reduce(0.0) { $0 + $1.seconds } / Double(latencies.count)
    #expect(whole.count == latencies.count)
    #expect(abs(Self.total(whole) - mean) < 1e-9 * mean)
    #expect([whole.sending, whole.waiting, whole.failedWork, whole.invisible, whole.work].allSatisfy { $0 >= 0 })
    // The same through the distributions: latency = wait + service + the rest.
    let flow = instruments.flows[0]
    #expect(measured.distributions[flow.latency.position].sum == latencies.reduce(0) { $0 + Int128($1) })
    let wait = Double(measured.distributions[flow.wait.position].sum) / 1e9 / Double(latencies.count)
    #expect(abs(wait - whole.waiting) < 1e-9 * mean)
    let service = Double(measured.distributions[flow.service.position].sum) / 1e9 / Double(latencies.count)
    #expect(abs(service - whole.work) < 1e-9 * mean)
    // The slowest hundredth: whole classes, so between the exact one and the one with its lowest class filled up.
    let slow = try #require(measured.breakdowns[0].slowest(0.01))
    #expect(slow.count >= 20 && slow.count < 400)
    let exact = latencies.sorted().suffix(slow.count).reduce(0.0) { $0 + $1.seconds } / Double(slow.count)
    #expect(abs(Self.total(slow) - exact) < 1e-9 * exact)
  }

  @Test("merging gives what one breakdown of all messages gives")
  func merge() throws {
    var random = TestGenerator(seed: 9)
    var all = LatencyBreakdown()
    var parts = [LatencyBreakdown(), LatencyBreakdown()]
    for index in 0..<1_000 {
      let latency = Nanoseconds.random(in: 1...1_000_000, using: &random)
      let work = latency / 4
      for target in 0..<2 {
        func add(_ breakdown: inout LatencyBreakdown) {
          breakdown.add(
            latency: latency, sending: 0, waiting: latency - work, failedWork: 0, invisible: 0, work: work)
        }
        if target == 0 { add(&all) } else { add(&parts[index % 2]) }
      }
    }
    parts[0].merge(parts[1])
    for share in [0.001, 0.01, 0.5, 1] {
      let expected = try #require(all.slowest(share))
      let merged = try #require(parts[0].slowest(share))
      #expect(merged.count == expected.count)
      #expect(abs(merged.waiting - expected.waiting) <= 1e-12 * expected.waiting)
      #expect(abs(merged.work - expected.work) <= 1e-12 * expected.work)
    }
  }

  @Test("without messages there is no account")
  func empty() {
    var breakdown = LatencyBreakdown()
    #expect(breakdown.slowest(0.5) == nil)
    breakdown.add(latency: 10, sending: 0, waiting: 10, failedWork: 0, invisible: 0, work: 0)
    breakdown.reset()
    #expect(breakdown.slowest(1) == nil)
  }
}
