// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Simulation

@Suite struct TimelineTests {
  private static func name(_ name: UInt32) -> Event { Event(to: 0, 0, a: name) }

  @Test("an event for now goes behind those of the same instant that were scheduled before")
  func immediateAfterEarlier() {
    var timeline = makeTimeline()
    timeline.schedule(Self.name(1), at: 10)
    timeline.schedule(Self.name(2), at: 10)
    timeline.schedule(Self.name(3), at: 11)
    timeline.schedule(Self.name(4), at: 10)
    #expect(timeline.next(before: 100)?.a == 1)
    #expect(timeline.now == 10)
    timeline.schedule(Self.name(5), at: 10)
    timeline.schedule(Self.name(6), after: 0)
    timeline.schedule(Self.name(7), at: 3)  // past: now
    #expect(timeline.next(before: 100)?.a == 2)
    timeline.schedule(Self.name(8), at: timeline.now)
    var rest: [UInt32] = []
    while let event = timeline.next(before: 100) { rest.append(event.a) }
    #expect(rest == [4, 5, 6, 7, 8, 3])
    #expect(timeline.now == 11)
  }

  /// Every event has up to three successors, many of them at once; the order must be that of a sorted list.
  @Test("events at once and later ones keep the order (time, scheduling)", arguments: 1...8 as ClosedRange<UInt64>)
  func orderOfMixedEvents(_ seed: UInt64) {
    var random = TestGenerator(seed: seed)
    var timeline = makeTimeline()
    var pending: [(time: Instant, order: Int, name: UInt32)] = []
    var order = 0
    func schedule(_ name: UInt32, _ time: Instant, _ timeline: inout Timeline) {
      timeline.schedule(Self.name(name), at: time)
      let due = max(time, timeline.now)
      pending.insert((due, order, name), at: pending.firstIndex { $0.time > due } ?? pending.count)
      order += 1
    }
    for name in 0..<40 { schedule(UInt32(name), Instant.random(in: 0...3, using: &random), &timeline) }
    var wrong = 0
    var handled = 0
    while let event = timeline.next(before: .farFuture) {
      let expected = pending.removeFirst()
      if event.a != expected.name || timeline.now != expected.time { wrong += 1 }
      handled += 1
      guard handled < 5_000 else { continue }
      for _ in 0..<Int.random(in: 0...(pending.count < 300 ? 3 : 1), using: &random) {
        schedule(UInt32(order), timeline.now + Instant.random(in: -1...3, using: &random), &timeline)
      }
    }
    #expect(wrong == 0, "seed \(seed)")
    #expect(pending.isEmpty)
    #expect(handled == order)
  }

  @Test("more events at once than the ring first holds")
  func ringGrows() {
    var timeline = makeTimeline()
    var names: [UInt32] = []
    for name in 0..<200 { timeline.schedule(Self.name(UInt32(name)), at: 0) }
    for _ in 0..<150 { if let event = timeline.next(before: 1) { names.append(event.a) } }
    for name in 200..<2_000 { timeline.schedule(Self.name(UInt32(name)), at: 0) }
    while let event = timeline.next(before: 1) { names.append(event.a) }
    #expect(names == (0..<2_000).map { UInt32($0) })
  }

  @Test("nothing happens at or after the end, nor at or after the limit")
  func limits() {
    var timeline = makeTimeline(end: 100)
    timeline.schedule(Self.name(1), at: 99)
    timeline.schedule(Self.name(2), at: 100)
    timeline.schedule(Self.name(3), after: .farFuture)
    timeline.schedule(Self.name(4), after: .max)
    #expect(timeline.queue.count == 1)
    #expect(timeline.next(before: 99) == nil)
    #expect(timeline.now == 0)
    #expect(timeline.next(before: 100)?.a == 1)
    #expect(timeline.next(before: 100) == nil)
    #expect(timeline.now == 99)
  }

  @Test("the first reason to stop is kept")
  func stopReason() {
    var timeline = makeTimeline()
    #expect(timeline.isStopped == false)
    timeline.stop(.tooManyMessages)
    timeline.stop(.clockStands)
    #expect(timeline.isStopped == true)
    #expect(timeline.stopped == .tooManyMessages)
  }

  @Test("only the first end of a message counts, and a later success takes it back")
  func ends() {
    var instruments = Instruments()
    let id = instruments.flow("orders")
    let flow = instruments.flows[Int(id)]
    var timeline = makeTimeline(instruments)
    func totals(_ timeline: borrowing Timeline) -> [Int64] {
      [flow.sent, flow.delivered, flow.deadLettered, flow.expired, flow.rejected].map { timeline.recorder.total($0) }
    }
    let first = timeline.send(number: 0, flow: id, size: 10, sentAt: 0)
    let second = timeline.send(number: 1, flow: id, size: 10, sentAt: 0)
    let third = timeline.send(number: 2, flow: id, size: 10, sentAt: 0)
    timeline.end(first, as: .deadLettered)
    timeline.end(first, as: .expired)
    timeline.end(second, as: .expired)
    timeline.end(third, as: .rejected)
    #expect(totals(timeline) == [3, 0, 1, 1, 1])
    timeline.deliver(first, work: 0)
    timeline.deliver(second, work: 0)
    timeline.deliver(second, work: 0)
    #expect(totals(timeline) == [3, 2, 0, 0, 1])
    timeline.end(second, as: .deadLettered)
    #expect(totals(timeline) == [3, 2, 0, 0, 1])
  }
}
