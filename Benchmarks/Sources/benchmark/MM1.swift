// SPDX-License-Identifier: GPL-3.0-or-later

import Reference
import Simulation
import Statistics

/// M/M/1 at a utilisation of 0.8 through the whole kernel: two components, keyed draws, `Simulation.run`.
///
/// Sluice handles three events a customer, since the source hands each customer over to the server by an event. The
/// shortest program in C++ needs two, having no parts; it is the yardstick of the target in events, and of a line in
/// customers, which shows what parts and keyed draws cost. A third line has the same three events on both sides.
struct MM1: Benchmark {
  var name: String { "mm1" }

  static let customers = 2_000_000
  static let meanInterarrival = 0.001_25  // [s]
  static let meanService = 0.001  // [s]

  func measure(rounds: Int) throws -> [Comparison] {
    let plain = try Runs(rounds: rounds, recordsLatency: false, handsOver: false)
    let equal = try Runs(rounds: rounds, recordsLatency: false, handsOver: true)
    let recorded = try Runs(rounds: rounds, recordsLatency: true, handsOver: false)
    return [
      plain.inEvents("M/M/1 events", target: .atLeast(0.7), note: "each side's own events, 3 and 2 a customer"),
      plain.inCustomers("M/M/1 customers", note: "the same runs"),
      equal.inEvents("M/M/1 same events", target: nil, note: "3 events a customer on both sides"),
      recorded.inCustomers("M/M/1 latencies", note: "Sluice also fills a latency histogram and a series"),
    ]
  }
}

/// Both sides' runs of one setting.
private struct Runs {
  let times: Rounds
  let events: (swift: Double, reference: Double)
  let means: (swift: Double, reference: Double)  // sojourn [s]

  init(rounds: Int, recordsLatency: Bool, handsOver: Bool) throws {
    var instruments = Instruments()
    let arrived = instruments.counter("source", "arrived")
    let served = instruments.counter("server", "served")
    let sojourn = instruments.counter("server", "sojourn", unit: "ns")
    let latency = instruments.distribution("server", "sojourn")
    let key = RandomKey(seed: 42, replication: 0)
    let simulation = Simulation(
      components: [
        Source(server: 1, limit: UInt64(MM1.customers), key: key, arrived: arrived),
        Server(key: key, served: served, sojourn: sojourn, latency: recordsLatency ? latency : nil),
      ], instruments: instruments)
    let duration = Nanoseconds(seconds: Double(MM1.customers) * MM1.meanInterarrival * 1.1)
    var measured: Measurements?
    var expected = ReferenceQueue()
    times = Rounds(rounds) {
      measured = simulation.run(duration: duration, key: key, warmup: .fixed(0))
    } reference: {
      expected = reference_mm1(Int64(MM1.customers), MM1.meanInterarrival, MM1.meanService, handsOver, 42)
    }
    guard let measured, measured.counters[served.position] == Int64(MM1.customers) else {
      throw Disagreement(description: "mm1: not every customer was served")
    }
    events = (Double(measured.events), Double(expected.events))
    means = (
      Double(measured.counters[sojourn.position]) / Double(MM1.customers) / 1e9, expected.mean_sojourn
    )
    // Means of 2 M customers have a standard deviation of 0.6%; both have to be near 1 / (1000 - 800) s.
    guard abs(means.swift - 0.005) < 0.000_2, abs(means.reference - 0.005) < 0.000_2 else {
      throw Disagreement(description: "mm1: mean sojourn \(means.swift) s and \(means.reference) s, not 0.005 s")
    }
  }

  /// Events a second, each side's own.
  func inEvents(_ name: String, target: Comparison.Target?, note: String) -> Comparison {
    Comparison(
      name: name, unit: "M events/s", swift: events.swift / 1e6 / median(times.swift),
      reference: events.reference / 1e6 / median(times.reference),
      ratio: events.swift / events.reference / times.timeRatio, target: target,
      note: note
        + "; mean sojourn \(decimals(means.swift * 1e3, 3)) and \(decimals(means.reference * 1e3, 3)) ms, exact 5")
  }

  /// Customers a second: the same work on both sides.
  func inCustomers(_ name: String, note: String) -> Comparison {
    let customers = Double(MM1.customers) / 1e6
    return Comparison(
      name: name, unit: "M customers/s", swift: customers / median(times.swift),
      reference: customers / median(times.reference), ratio: 1 / times.timeRatio, target: nil, note: note)
  }
}

/// Customers with exponential times between them.
private struct Source: Component {
  enum Signal { static let next: UInt16 = 0 }

  let server: ComponentID
  let limit: UInt64
  let draws: DrawStream
  let arrived: CounterID
  var number: UInt64 = 0

  init(server: ComponentID, limit: UInt64, key: RandomKey, arrived: CounterID) {
    self.server = server
    self.limit = limit
    self.arrived = arrived
    draws = DrawStream(key, name: "source", purpose: "interarrival")
  }

  mutating func start(_ timeline: inout Timeline) { scheduleNext(&timeline) }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    timeline.recorder.count(arrived)
    timeline.schedule(Event(to: server, Server.Signal.arrival), at: timeline.now)
    number &+= 1
    if number < limit { scheduleNext(&timeline) }
  }

  private func scheduleNext(_ timeline: inout Timeline) {
    let wait = -DeterministicMath.log(draws.uniform(number)) * MM1.meanInterarrival
    timeline.schedule(Event(to: 0, Signal.next), after: Nanoseconds(seconds: wait))
  }
}

/// One server, first come first served.
private struct Server: Component {
  enum Signal {
    static let arrival: UInt16 = 0
    static let departure: UInt16 = 1
  }

  let draws: DrawStream
  let served: CounterID
  let sojourn: CounterID
  let latency: DistributionID?
  var waiting = Instants()  // arrival times, the customer in service first
  var number: UInt64 = 0

  init(key: RandomKey, served: CounterID, sojourn: CounterID, latency: DistributionID?) {
    self.served = served
    self.sojourn = sojourn
    self.latency = latency
    draws = DrawStream(key, name: "server", purpose: "service time")
  }

  mutating func start(_ timeline: inout Timeline) {}

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    if event.signal == Signal.arrival {
      waiting.append(timeline.now)
      if waiting.count == 1 { serve(&timeline) }
    } else {
      let length = timeline.now - waiting.removeFirst()
      timeline.recorder.count(served)
      timeline.recorder.count(sojourn, length)
      if let latency { timeline.recorder.record(latency, length, at: timeline.now) }
      if waiting.count > 0 { serve(&timeline) }
    }
  }

  private mutating func serve(_ timeline: inout Timeline) {
    let work = -DeterministicMath.log(draws.uniform(number)) * MM1.meanService
    number &+= 1
    timeline.schedule(Event(to: 1, Signal.departure), after: Nanoseconds(seconds: work))
  }
}

/// A queue of instants: a ring in an array.
private struct Instants {
  private var ring = [Instant](repeating: 0, count: 64)
  private var head = 0
  private(set) var count = 0

  mutating func append(_ instant: Instant) {
    if count == ring.count {
      let turned = Array(ring[head...] + ring[..<head])
      ring = turned + [Instant](repeating: 0, count: turned.count)
      head = 0
    }
    ring[(head &+ count) & (ring.count &- 1)] = instant
    count &+= 1
  }

  mutating func removeFirst() -> Instant {
    let first = ring[head]
    head = (head &+ 1) & (ring.count &- 1)
    count &-= 1
    return first
  }
}
