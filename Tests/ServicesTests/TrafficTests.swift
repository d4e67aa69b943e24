// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics
import Testing

@testable import Services

/// Keeps every message that is sent to it, with its call.
struct Sink: Component {
  final class Log: @unchecked Sendable {
    var messages: [(at: Instant, number: Int, size: Int, bytes: UInt32, call: UInt32)] = []
    var keys: [UInt32] = []
  }

  let log: Log

  func start(_ timeline: inout Timeline) {}

  func handle(_ event: Event, _ timeline: inout Timeline) {
    let message = timeline.messages[event.a]
    log.messages.append((timeline.now, Int(message.number), Int(message.size), event.c, event.b))
    log.keys.append(message.key)
    timeline.deliver(event.a, work: 0)
    timeline.messages.release(event.a)
  }
}

struct SinkPart: Part {
  let log = Sink.Log()
  var name: String { "q" }
  var kind: String { "sink" }
  func build(_ model: inout ModelBuilder) -> any Component { Sink(log: log) }
}

/// What a source `t` sends.
struct TrafficRun {
  let log: Sink.Log
  let outcomes: Outcomes

  init(
    _ settings: String, until duration: Double, factor: Double = 1, seed: UInt64 = 1, replication: UInt32 = 0,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let sink = SinkPart()
    let read = try parts("traffic: { t: { to: q, \(settings) } }", factor: factor, sourceLocation: sourceLocation)
    log = sink.log
    outcomes = try Outcomes(
      read + [sink], until: s(duration), seed: seed, replication: replication, sourceLocation: sourceLocation)
  }

  var instants: [Double] { log.messages.map(\.at.seconds) }
  var keys: [UInt32] { log.keys }
  /// Messages in each stretch of so many seconds.
  func counts(of length: Double, until end: Double) -> [Double] {
    var counts = [Double](repeating: 0, count: Int(end / length))
    for instant in instants where Int(instant / length) < counts.count { counts[Int(instant / length)] += 1 }
    return counts
  }
}

@Suite struct ArrivalTests {
  /// Whether a mean of independent values may be `expected`, at 99.99%.
  private func agrees(_ values: [Double], _ expected: Double) -> Bool {
    let range = Intervals.studentT(values, confidence: 0.9999)
    return range.low <= expected && expected <= range.high
  }

  private func squares(_ values: [Double], around mean: Double) -> [Double] {
    values.map { ($0 - mean) * ($0 - mean) }
  }

  @Test func poissonHasItsRateAndItsVariance() throws {
    let run = try TrafficRun("rate: 20/s", until: 2_000)
    let counts = run.counts(of: 1, until: 2_000)
    #expect(agrees(counts, 20))
    #expect(agrees(squares(counts, around: 20), 20), "the variance of a count is its mean")
    let gaps = zip(run.instants, run.instants.dropFirst()).map { $1 - $0 }
    #expect(agrees(gaps, 0.05))
    #expect(agrees(squares(gaps, around: 0.05), 0.0025))
    #expect(run.log.messages.map(\.number) == Array(0..<run.log.messages.count))
  }

  @Test func constantIsEvenlySpaced() throws {
    let run = try TrafficRun("rate: 20/s, arrivals: constant", until: 100)
    #expect(abs(run.instants.count - 2_000) <= 1)
    #expect(run.instants[0] < 0.05)
    let gaps = zip(run.instants, run.instants.dropFirst()).map { $1 - $0 }
    #expect(gaps.allSatisfy { abs($0 - 0.05) < 1e-8 })
    let first = try (0..<50).map {
      try TrafficRun("rate: 20/s, arrivals: constant", until: 1, seed: UInt64($0)).instants[0]
    }
    #expect(agrees(first, 0.025), "replications are not in step")
  }

  @Test(arguments: [0.1, 0.5, 1, 2, 5])
  func gammaHasItsRateAndItsVariation(cv: Double) throws {
    let run = try TrafficRun("rate: 20/s, arrivals: { gamma: { cv: \(cv) } }", until: 2_000)
    let gaps = zip(run.instants, run.instants.dropFirst()).map { $1 - $0 }
    #expect(agrees(gaps, 0.05))
    #expect(agrees(squares(gaps, around: 0.05), 0.0025 * cv * cv))
  }

  @Test func gammaWithATooLargeVariationIsAnError() throws {
    for cv in [31.0, 50, 100] {
      let reading = Reading("traffic: { t: { to: q, rate: 1/s, arrivals: { gamma: { cv: \(cv) } } } }")
      #expect(reading.errors.count == 1)
      #expect(reading.errors.first?.contains(" 1:") ?? false)
    }
    #expect(Reading("traffic: { t: { to: q, rate: 1/s, arrivals: { gamma: { cv: 30 } } } }").errors == [])
  }

  @Test(arguments: ["poisson", "constant", "{ gamma: { cv: 2 } }"])
  func aShapeChangesTheRate(arrivals: String) throws {
    // 1 until 100 s, up to 4 until 200 s, 4 until 250 s, nothing until 300 s, then 2.
    let shape = "[ { at: 100s, x: 4, ramp: 100s }, { at: 250s, x: 0 }, { at: 300s, x: 2 } ]"
    let runs = try (0..<20).map {
      try TrafficRun("rate: 10/s, arrivals: \(arrivals), shape: \(shape)", until: 400, replication: $0)
    }
    let spans: [(Double, Double, Double)] = [
      (0, 100, 1_000), (100, 150, 875), (150, 200, 1_625), (200, 250, 2_000), (250, 300, 0), (300, 400, 2_000),
    ]
    for (from, to, expected) in spans {
      let counts = runs.map { run in Double(run.instants.filter { $0 >= from && $0 < to }.count) }
      if expected == 0 || arrivals == "constant" {
        #expect(counts.allSatisfy { abs($0 - expected) <= 2 }, "\(from)..<\(to)")
      } else {
        #expect(agrees(counts, expected), "\(from)..<\(to): \(counts)")
      }
    }
    let settings = try #require(
      try parts("traffic: { t: { to: q, rate: 10/s, shape: \(shape) } }").first as? TrafficPart)
    #expect(abs(settings.expectedMessages(duration: s(400)) - 7_500) < 1e-3)
    #expect(settings.firstPlannedChange == s(100))
  }

  @Test func burstsComeAllAtOnce() throws {
    let run = try TrafficRun("arrivals: { bursts: { every: 10s, size: 7 } }", until: 100)
    #expect(run.instants.count == 70)
    #expect(Set(run.instants).count == 10)
    #expect(run.instants[0] < 10)
    let factored = try TrafficRun("arrivals: { bursts: { every: 10s, size: 7 } }", until: 100, factor: 3)
    #expect(factored.instants.count == 210)
  }

  @Test(arguments: [(1, 0.3), (1, 0.05), (3, 0.5), (2, 1.26)])
  func burstsOfPartsOfAMessageAreRightOnAverage(size: Int, factor: Double) throws {
    let run = try TrafficRun("arrivals: { bursts: { every: 1s, size: \(size) } }", until: 10_000, factor: factor)
    let perBurst = run.counts(of: 1, until: 10_000)
    #expect(agrees(perBurst, Double(size) * factor), "\(run.instants.count)")
  }

  @Test(arguments: [0.0, 0.5, 1, 3])
  func theFactorMultipliesTheTraffic(factor: Double) throws {
    for arrivals in ["poisson", "constant", "{ gamma: { cv: 0.5 } }"] {
      let runs = try (0..<10).map {
        try TrafficRun("rate: 20/s, arrivals: \(arrivals)", until: 100, factor: factor, replication: $0)
      }
      let counts = runs.map { Double($0.instants.count) }
      if factor == 0 { #expect(counts.allSatisfy { $0 == 0 }) }
      let mean = counts.reduce(0, +) / 10
      #expect(abs(mean - 2_000 * factor) <= 4 * (2_000 * factor / 10).squareRoot())
    }
  }

  @Test func aMessageIsTheSameWhateverElseHappens() throws {
    let settings = "rate: 20/s, size: { lognormal: { p50: 1KiB, p99: 4KiB } }"
    let one = try TrafficRun(settings, until: 100)
    let batched = try TrafficRun(settings + ", batch: { up_to: 10, wait: 1s }", until: 100)
    let sizes = Dictionary(uniqueKeysWithValues: one.log.messages.map { ($0.number, $0.size) })
    #expect(batched.log.messages.allSatisfy { sizes[$0.number] == $0.size })
    #expect(batched.log.messages.count > 1_700)
  }

  @Test func settingsThatContradictEachOtherAreErrors() {
    #expect(Reading("traffic: { t: { to: q } }").errors == ["missing 1:15 traffic needs rate"])
    let both = Reading("traffic: { t: { to: q, rate: 1/s, arrivals: { bursts: { every: 1s, size: 2 } } } }")
    #expect(both.errors.count == 1 && both.errors[0].hasPrefix("value 1:30 rate has no place"))
    let backwards = Reading("traffic: { t: { to: q, rate: 1/s, shape: [ { at: 5s, x: 2 }, { at: 5s, x: 1 } ] } }")
    #expect(backwards.errors.count == 1 && backwards.errors[0].hasPrefix("value 1:68 the points"))
    for wrong in [
      "rate: 6", "rate: -1/s", "rate: 1/s, producers: 0", "rate: 1/s, batch: 11", "rate: 1/s, size: 1",
      "rate: 1/s, shape: []", "rate: 1/s, arrivals: uniform", "rate: 1/s, arrivals: { gamma: { cv: 0 } }",
      "arrivals: { bursts: { every: 0s, size: 1 } }", "arrivals: { bursts: { every: 1s, size: 0 } }",
      "rate: 1/s, keys: { zipf: { count: 5 } }", "rate: 1/s, shape: [ { x: 2 } ]",
      "rate: 1/s, shape: [ { at: 1s, x: -2 } ]",
    ] {
      let errors = Reading("traffic: { t: { to: q, \(wrong) } }").errors
      #expect(errors.count == 1, "\(wrong): \(errors)")
      #expect(errors.allSatisfy { $0.contains(" 1:") }, "\(wrong): \(errors)")
    }
  }
}
