// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics
import Testing

@testable import Simulation

/// A part that sends a message each second, copies it, hands it on, and is done with it half a second later.
private struct Forker: Component {
  let id: ComponentID
  let flow: FlowID
  let branch: FlowID
  var next: UInt64 = 0

  mutating func start(_ timeline: inout Timeline) { timeline.schedule(Event(to: id, 1), at: .second) }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case 1:
      let message = timeline.send(number: next, flow: flow, size: 10, sentAt: timeline.now)
      next += 1
      timeline.note(.arrived, message, at: id, a: 7)
      let copy = timeline.fork(message, onto: branch)
      let stage = timeline.follow(message)
      timeline.schedule(Event(to: id, 2, a: message, b: copy, c: stage), after: .second / 2)
      timeline.schedule(Event(to: id, 1), after: .second)
    default:
      // The fifth takes longest: it waits once more.
      if event.d == 0, timeline.messages[event.a].number == 4 {
        var later = event
        later.d = 1
        return timeline.schedule(later, after: 3 * .second)
      }
      timeline.deliver(event.a, work: 0)
      timeline.end(event.b, as: timeline.messages[event.b].number == 2 ? .deadLettered : .expired)
      for message in [event.a, event.b, event.c] { timeline.messages.release(message) }
    }
  }
}

@Suite("Looking at a replication") struct TracingTests {
  private let simulation: Simulation

  init() {
    var instruments = Instruments()
    let flow = instruments.flow("ticks")
    let branch = instruments.flow("ticks -> copy", source: "ticks")
    simulation = Simulation(components: [Forker(id: 0, flow: flow, branch: branch)], instruments: instruments)
  }

  private let key = RandomKey(seed: 1, replication: 0)
  private func follow(_ number: UInt64) -> Trace? {
    simulation.follow(
      TraceSubject(flow: 0, number: number), duration: 20 * .second, key: key, warmup: .fixed(0))?.trace
  }

  @Test("what is kept of a message and of a step grows by nothing") func sizes() {
    #expect(MemoryLayout<Message>.size == 104)
    #expect(MemoryLayout<TraceStep>.size <= 48)
  }

  @Test("the message, its copy and its next stage have numbers of their own") func branches() throws {
    let trace = try #require(follow(2))
    #expect(trace.message?.number == 2)
    #expect(trace.branches.map(\.parent) == [0, 1, 1])
    #expect(trace.branches.map(\.isFork) == [true, true, false])
    #expect(trace.branches.map(\.flow) == [0, 1, 0])
    #expect(trace.steps.map(\.kind) == [.sent, .arrived, .followed, .followed, .delivered, .ended])
    #expect(trace.steps.map(\.branch) == [1, 1, 2, 3, 1, 2])
    let half = Nanoseconds.second / 2
    let times: [Instant] = [6, 6, 6, 6, 7, 7].map { $0 * half }
    #expect(trace.steps.map(\.at) == times)
    #expect(trace.steps[1].a == 7)
    #expect(trace.steps[4].a == .second / 2)
    #expect(trace.steps[5].a == Int64(Outcome.deadLettered.rawValue))
  }

  @Test("a message that is never sent has no life") func notSent() throws {
    let trace = try #require(follow(100))
    #expect(trace.message == nil && trace.steps.isEmpty && trace.branches.isEmpty)
  }

  @Test("what is measured is the same whoever looks") func unchanged() throws {
    let warmup = Simulation.Warmup.fixed(2 * .second)
    let plain = try #require(simulation.run(duration: 20 * .second, key: key, warmup: warmup))
    let found = try #require(simulation.find(.longestLatency, duration: 20 * .second, key: key, warmup: warmup))
    let followed = try #require(
      simulation.follow(TraceSubject(flow: 0, number: 4), duration: 20 * .second, key: key, warmup: warmup))
    for other in [found.measurements, followed.measurements] {
      #expect(other.counters == plain.counters && other.events == plain.events)
      #expect(other.flows.map(\.delivered) == plain.flows.map(\.delivered))
    }
  }

  @Test("searches find the slowest after the warm-up, and the first of an outcome") func searches() throws {
    func find(_ search: TraceSearch, warmup: Nanoseconds = 0, flows: [Bool] = []) throws -> TraceFinding? {
      try #require(
        simulation.find(search, flows: flows, duration: 20 * .second, key: key, warmup: .fixed(warmup))
      ).finding
    }
    let slowest = try #require(try find(.longestLatency))
    #expect(slowest.number == 4 && slowest.latency == 3 * .second + .second / 2)
    // It is over before the warm-up is: then all take equally long, and the first of them counts.
    let warm = try #require(try find(.longestLatency, warmup: 10 * .second))
    #expect(warm.number == 9 && warm.latency == .second / 2)
    #expect(try find(.firstEnded(as: .deadLettered))?.number == 2)
    #expect(try find(.firstEnded(as: .expired))?.number == 0)
    #expect(try find(.firstEnded(as: .rejected)) == nil)
    #expect(try find(.firstDuplicate) == nil)
    #expect(try find(.longestLatency, flows: [false, true]) == nil)
  }

  @Test("every event is shown once, after it has happened; the walk ends when it is told to") func watching() {
    var seen: [Instant] = []
    var steps: [Int] = []
    let isWhole = simulation.watch(
      TraceSubject(flow: 0, number: 1), duration: 5 * .second, key: key, warmup: .fixed(0)
    ) { event, at, timeline in
      seen.append(at)
      steps.append(timeline.followedSteps)
      return true
    }
    #expect(isWhole)
    let half = Nanoseconds.second / 2
    let times: [Instant] = [2, 3, 4, 5, 6, 7, 8, 9].map { $0 * half }
    #expect(seen == times)
    #expect(steps == [0, 0, 4, 6, 6, 6, 6, 6])
    var count = 0
    let isBroken = simulation.watch(duration: 5 * .second, key: key, warmup: .fixed(0)) { _, _, _ in
      count += 1
      return count < 3
    }
    #expect(!isBroken && count == 3)
  }
}
