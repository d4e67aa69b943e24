// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics
import Testing

@testable import Simulation

/// The account of messages over stages and forks: each origin is settled once, whatever its followers do.
@Suite struct FlowTests {
  /// A flow with two stages before its end, and what a script does to a message on it.
  private func totals(_ steps: @escaping @Sendable (inout Timeline, FlowID, FlowID) -> Void) throws -> (
    measured: Measurements, instruments: Instruments
  ) {
    var instruments = Instruments()
    let flow = instruments.flow("s", stages: ["s -> w1", "s -> q2"])
    let branch = instruments.flow("s -> x", source: "s", end: "s -> x")
    let script = Script(steps: [(at: 0, step: { steps(&$0, flow, branch) })])
    let simulation = Simulation(components: [script], instruments: instruments)
    let measured = try #require(
      simulation.run(duration: 10 * .second, key: RandomKey(seed: 1, replication: 0), warmup: .fixed(0)))
    for flow in measured.flows { #expect(flow.isConserved, "\(flow)") }
    return (measured, instruments)
  }

  private func count(_ run: (measured: Measurements, instruments: Instruments), _ subject: String, _ name: String)
    -> Int64
  {
    let place = run.instruments.counters.firstIndex { $0.subject == subject && $0.name == name }
    return place.map { run.measured.counters[$0] } ?? -1
  }

  @Test("a follower settles its origin, and only once although the stage was worked on twice")
  func followersSettleTheirOrigin() throws {
    let run = try totals { timeline, flow, _ in
      let origin = timeline.send(number: 0, flow: flow, size: 1, sentAt: 0)
      let first = timeline.follow(origin)
      let second = timeline.follow(origin)
      timeline.pass(origin, stage: 0)
      timeline.pass(origin, stage: 0)
      timeline.messages.release(origin)
      timeline.pass(first, stage: 1)
      timeline.deliver(first, work: 0)
      timeline.messages.release(first)
      timeline.pass(second, stage: 1)
      timeline.deliver(second, work: 0)
      timeline.end(second, as: .deadLettered)
      timeline.messages.release(second)
    }
    #expect(count(run, "s", "sent") == 1)
    #expect(count(run, "s", "delivered") == 1)
    #expect(count(run, "s", "dead_lettered") == 0)
    #expect(count(run, "s -> w1", "delivered") == 1)
    #expect(count(run, "s -> q2", "delivered") == 1)
    #expect(run.measured.flows[0].inFlight == 0)
  }

  @Test("an origin that nobody holds but its follower is still on its way")
  func heldByItsFollower() throws {
    let run = try totals { timeline, flow, _ in
      let origin = timeline.send(number: 0, flow: flow, size: 1, sentAt: 0)
      _ = timeline.follow(origin)
      timeline.pass(origin, stage: 0)
      timeline.messages.release(origin)
    }
    #expect(run.measured.flows[0].inFlight == 1)
    #expect(count(run, "s -> w1", "decided") == 1)
    #expect(count(run, "s", "decided") == 0)
  }

  @Test("what ends before a stage is counted there, what ends behind it is not")
  func endsBeforeAndBehindAStage() throws {
    let run = try totals { timeline, flow, _ in
      let early = timeline.send(number: 0, flow: flow, size: 1, sentAt: 0)
      timeline.end(early, as: .deadLettered)
      timeline.messages.release(early)
      let late = timeline.send(number: 1, flow: flow, size: 1, sentAt: 0)
      timeline.pass(late, stage: 0)
      timeline.end(late, as: .expired)
      timeline.messages.release(late)
    }
    #expect(count(run, "s -> w1", "dead_lettered") == 1)
    #expect(count(run, "s -> w1", "lost") == 0)
    #expect(count(run, "s -> w1", "delivered") == 1)
    #expect(count(run, "s -> q2", "dead_lettered") == 1)
    #expect(count(run, "s -> q2", "lost") == 1)
    #expect(count(run, "s -> q2", "decided") == 2)
    #expect(count(run, "s", "decided") == 2)
  }

  @Test("who is saved from a dead-letter queue has passed all stages; who is sent back is on the way again")
  func savedAndSentBack() throws {
    let run = try totals { timeline, flow, _ in
      let saved = timeline.send(number: 0, flow: flow, size: 1, sentAt: 0)
      timeline.end(saved, as: .deadLettered)
      timeline.deliver(saved, work: 0)
      timeline.messages.release(saved)
      let back = timeline.send(number: 1, flow: flow, size: 1, sentAt: 0)
      timeline.end(back, as: .deadLettered)
      timeline.reopen(back)
    }
    #expect(count(run, "s", "dead_lettered") == 0)
    #expect(count(run, "s", "delivered") == 1)
    #expect(count(run, "s", "decided") == 1)
    for stage in ["s -> w1", "s -> q2"] {
      #expect(count(run, stage, "dead_lettered") == 0)
      #expect(count(run, stage, "delivered") == 1)
      #expect(count(run, stage, "decided") == 1)
    }
    #expect(run.measured.flows[0].inFlight == 1)
  }

  @Test("a copy at a fork has a fate of its own, the draws of its original and its first send")
  func forks() throws {
    let run = try totals { timeline, flow, branch in
      let original = timeline.send(number: 7, flow: flow, size: 9, sentAt: 0, key: 3)
      let copy = timeline.fork(original, onto: branch)
      #expect(timeline.messages[copy].drawKey == timeline.messages[original].drawKey)
      #expect(timeline.messages[copy].key == 3)
      timeline.deliver(original, work: 0)
      timeline.messages.release(original)
      timeline.end(copy, as: .expired)
      timeline.messages.release(copy)
    }
    #expect(run.measured.flows.map(\.delivered) == [1, 0])
    #expect(run.measured.flows.map(\.expired) == [0, 1])
    #expect(run.instruments.subject(named: "s -> x") == "s -> x")
  }
}
