// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics
import Synchronization
import Testing

@testable import Simulation

@Suite struct SimulationTests {
  private static func run(
    _ model: SingleServer, seed: UInt64 = 1, replication: UInt32 = 0, seconds: Int64 = 500
  ) -> Measurements? {
    model.simulation(RandomKey(seed: seed, replication: replication)).run(
      duration: seconds * .second, key: RandomKey(seed: seed, replication: replication),
      warmup: .fixed(seconds / 20 * .second), quantiles: [0.5, 0.9])
  }

  @Test("M/M/1 agrees with queueing theory")
  func closedForm() throws {
    let model = SingleServer(arrivalRate: 80, serviceRate: 100)
    var sojourns: [Double] = []
    var utilisations: [Double] = []
    var lengths: [Double] = []
    for replication in 0..<20 as Range<UInt32> {
      let measured = try #require(Self.run(model, seed: 2_024, replication: replication))
      #expect(measured.stopped == nil)
      #expect(measured.flows.allSatisfy { $0.isConserved })
      #expect(measured.flows[0].inFlight < 200)
      let latency = measured.distributions[model.latency.position]
      let sojourn = Double(latency.sum) / 1e9 / Double(latency.count)
      sojourns.append(sojourn)
      utilisations.append(measured.levels[model.busy.position].mean)
      lengths.append(measured.levels[model.inSystem.position].mean)
      // Little's law; it holds but for the customers at both ends of the window.
      let rate = Double(latency.count) / measured.duration.seconds
      #expect(abs(lengths[lengths.count - 1] / (rate * sojourn) - 1) < 0.02)
    }
    let theory = Queueing.MMc(arrivalRate: 80, serviceRate: 100, servers: 1)
    func expect(_ values: [Double], toContain truth: Double, within share: Double) {
      let interval = Intervals.studentT(values, confidence: 0.999)
      #expect(interval.low <= truth && truth <= interval.high)
      #expect(interval.high - interval.low < 2 * share * truth)  // narrow enough to mean something
    }
    expect(sojourns, toContain: theory.meanSojourn, within: 0.1)
    expect(utilisations, toContain: 0.8, within: 0.01)
    expect(lengths, toContain: 4, within: 0.1)
  }

  @Test("the same key gives the same measurements, another seed or replication others")
  func determinism() throws {
    let model = SingleServer(arrivalRate: 80, serviceRate: 100)
    func text(_ seed: UInt64, _ replication: UInt32) throws -> String {
      String(reflecting: try #require(Self.run(model, seed: seed, replication: replication, seconds: 100)))
    }
    let first = try text(1, 0)
    #expect(try text(1, 0) == first)
    #expect(try text(2, 0) != first)
    #expect(try text(1, 1) != first)
  }

  @Test("a run changes nothing in its simulation")
  func runsAreIndependent() throws {
    let model = SingleServer(arrivalRate: 80, serviceRate: 100)
    let key = RandomKey(seed: 3, replication: 0)
    let simulation = model.simulation(key)
    let runs = (0..<2).map { _ in simulation.run(duration: 50 * .second, key: key, warmup: .fixed(0)) }
    #expect(String(reflecting: try #require(runs[0])) == String(reflecting: try #require(runs[1])))
  }

  @Test("messages that are still held at the end are in flight")
  func inFlight() throws {
    // More arrivals than the server can take: about half are left.
    let measured = try #require(Self.run(SingleServer(arrivalRate: 200, serviceRate: 100), seconds: 100))
    #expect(measured.flows[0].isConserved)
    #expect(measured.flows[0].inFlight > 8_000)
  }

  @Test("cancelling is asked for once a simulated second, and ends the run without a result")
  func cancelled() {
    let model = SingleServer(arrivalRate: 80, serviceRate: 100)
    let key = RandomKey(seed: 1, replication: 0)
    let asked = Atomic(0)
    let result = model.simulation(key).run(duration: 100 * .second, key: key, warmup: .fixed(0)) {
      asked.add(1, ordering: .relaxed).newValue == 3
    }
    #expect(result == nil)
    #expect(asked.load(ordering: .relaxed) == 3)
    let whole = model.simulation(key).run(duration: 100 * .second, key: key, warmup: .fixed(0)) {
      asked.add(1, ordering: .relaxed)
      return false
    }
    #expect(whole != nil)
    #expect(asked.load(ordering: .relaxed) == 103)
  }

  @Test("a loop that takes no time ends the run and says so")
  func clockStands() throws {
    struct Loop: Component {
      func start(_ timeline: inout Timeline) {
        #expect(timeline.mostAtOnce == 50_000_000)
        timeline.mostAtOnce = 10_000
        timeline.schedule(Event(to: 0, 0), at: 3 * .second)
      }
      func handle(_ event: Event, _ timeline: inout Timeline) { timeline.schedule(event, after: 0) }
    }
    let measured = try #require(
      Simulation(components: [Loop()], instruments: Instruments()).run(
        duration: 10 * .second, key: RandomKey(seed: 1, replication: 0), warmup: .fixed(0)))
    #expect(measured.stopped == .clockStands)
    #expect(measured.duration == 3 * .second)
    #expect(measured.events == 10_002)  // the one that was scheduled, the most that may follow, and the one too many
  }

  @Test("a clock that moves now and then does not stand still")
  func clockMoves() throws {
    struct Bursts: Component {
      func start(_ timeline: inout Timeline) {
        timeline.mostAtOnce = 10
        timeline.schedule(Event(to: 0, 0), at: 1)
      }
      func handle(_ event: Event, _ timeline: inout Timeline) {
        var next = event
        next.a += 1
        timeline.schedule(next, after: next.a % 11 == 0 ? 1 : 0)
      }
    }
    let measured = try #require(
      Simulation(components: [Bursts()], instruments: Instruments()).run(
        duration: 1_000, key: RandomKey(seed: 1, replication: 0), warmup: .fixed(0)))
    #expect(measured.stopped == nil)
    #expect(measured.events == 999 * 11)
  }

  @Test("components are sampled every second before their gauges are, and a stop ends the run at once")
  func samplingAndStop() throws {
    struct Sampled: Component {
      let gauge: GaugeID
      var samples = 0.0
      func start(_ timeline: inout Timeline) { timeline.schedule(Event(to: 0, 0), at: 5_500_000_000) }
      func handle(_ event: Event, _ timeline: inout Timeline) { timeline.stop(.tooManyMessages) }
      mutating func sample(_ timeline: inout Timeline) {
        samples += 1
        timeline.recorder.set(gauge, samples, at: timeline.now)
      }
    }
    var instruments = Instruments()
    let gauge = instruments.gauge("part", "level")
    let measured = try #require(
      Simulation(components: [Sampled(gauge: gauge)], instruments: instruments).run(
        duration: 10 * .second, key: RandomKey(seed: 1, replication: 0), warmup: .fixed(0)))
    #expect(measured.stopped == .tooManyMessages)
    #expect(measured.duration == 5_500_000_000)
    #expect(measured.gaugeSeries[0].map(\.mean) == [1, 2, 3, 4, 5])
  }
}
