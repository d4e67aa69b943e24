// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

/// A channel that throttles: the calls of some instants, or the first attempts of each call.
struct Gate: Component {
  final class Log: @unchecked Sendable {
    /// Calls as they came: instant, numbers of their messages, bytes, attempt.
    var calls: [(at: Double, numbers: [Int], bytes: UInt32, attempt: Int)] = []
  }

  let log: Log
  let refuses: @Sendable (_ attempt: Int, _ at: Double) -> Bool

  func start(_ timeline: inout Timeline) {}

  func handle(_ event: Event, _ timeline: inout Timeline) {
    let message = timeline.messages[event.a]
    let attempt = Int(event.b >> 28)
    if event.c == ChannelSignal.partOfCall {
      log.calls[log.calls.count - 1].numbers.append(Int(message.number))
    } else {
      log.calls.append((timeline.now.seconds, [Int(message.number)], event.c, attempt))
    }
    if refuses(attempt, timeline.now.seconds) {
      timeline.schedule(
        Event(to: event.d - 1, ProducerSignal.throttled, a: event.a, b: event.b, c: event.c), after: 0)
      return
    }
    timeline.messages[event.a].sending += timeline.now - message.idleSince
    timeline.messages[event.a].idleSince = timeline.now
    timeline.deliver(event.a, work: 0)
    timeline.messages.release(event.a)
  }
}

struct GatePart: Part {
  var log = Gate.Log()
  var refuses: @Sendable (_ attempt: Int, _ at: Double) -> Bool
  var name: String { "q" }
  var kind: String { "gate" }
  func build(_ model: inout ModelBuilder) -> any Component { Gate(log: log, refuses: refuses) }
}

@Suite struct TrafficRetryTests {
  private func run(
    _ settings: String, until duration: Double, seed: UInt64 = 1,
    refusing: @escaping @Sendable (_ attempt: Int, _ at: Double) -> Bool
  ) throws -> (log: Gate.Log, outcomes: Outcomes) {
    let gate = GatePart(refuses: refusing)
    let read = try parts("traffic: { t: { to: q, \(settings) } }")
    return (gate.log, try Outcomes(read + [gate], until: s(duration), seed: seed))
  }

  @Test("Standard mode: 3 attempts in all, then the message is rejected (sdkref/feature-retry-behavior)")
  func attemptsEnd() throws {
    let (log, outcomes) = try run("rate: 1/s, arrivals: constant, shape: [ { at: 10s, x: 0 } ]", until: 60) { _, _ in
      true
    }
    let flow = outcomes.measured.flows[0]
    #expect(flow.sent == 10 && flow.rejected == 10 && flow.inFlight == 0)
    #expect(log.calls.count == 30)
    #expect(outcomes.count("t", "calls") == 30 && outcomes.count("t", "throttled") == 30)
  }

  @Test("The wait is drawn evenly up to 1 s, then up to 2 s (sdkref/feature-retry-behavior: full jitter)")
  func fullJitter() throws {
    let (log, _) = try run("rate: 50/s, arrivals: constant", until: 100) { attempt, _ in attempt < 2 }
    var last: [Int: Double] = [:]
    var waits: [[Double]] = [[], []]
    for call in log.calls {
      let number = call.numbers[0]
      if call.attempt > 0, let before = last[number] { waits[call.attempt - 1].append(call.at - before) }
      last[number] = call.at
    }
    for (wait, longest) in zip(waits, [1.0, 2.0]) {
      let mean = wait.reduce(0, +) / Double(wait.count)
      let deviation = longest / (12 * Double(wait.count)).squareRoot()
      #expect(wait.count > 4_000 && abs(mean - longest / 2) < 4 * deviation)
      #expect((wait.min() ?? 1) < 0.01 * longest && (wait.max() ?? 0) > 0.99 * longest)
      #expect(wait.allSatisfy { $0 >= 0 && $0 <= longest })
    }
  }

  @Test("Without jitter the waits are 1, 2, 4, 8, 16, 20, 20 s: doubled up to the longest (sdkref)")
  func exponentialWaits() throws {
    let (log, outcomes) = try run(
      "arrivals: { bursts: { every: 1h, size: 1 } }, retry: { attempts: 8, jitter: none }", until: 7_000
    ) { attempt, _ in attempt < 7 }
    let instants = log.calls.prefix(8).map(\.at)
    #expect(zip(instants, instants.dropFirst()).map { ($1 - $0).rounded() } == [1, 2, 4, 8, 16, 20, 20])
    #expect(outcomes.measured.flows[0].delivered >= 1)
  }

  @Test("The wait counts as sending: no part of the latency is waiting or work")
  func waitsAreSending() throws {
    let (_, outcomes) = try run("rate: 1/s, retry: { jitter: none }", until: 100) { attempt, _ in attempt < 1 }
    let latency = outcomes.times("t", "latency")
    #expect(latency.count > 50 && abs(latency.min - 1) < 0.002 && abs(latency.max - 1) < 0.002)
    #expect(outcomes.times("t", "wait").max == 0)
    #expect(outcomes.times("t", "service").max == 0)
  }

  @Test("The messages of a batch come back together and go out together")
  func batches() throws {
    let (log, outcomes) = try run(
      "arrivals: { bursts: { every: 100s, size: 7 } }, size: 1000B, batch: { up_to: 4 }, retry: { jitter: none }",
      until: 100
    ) { attempt, _ in attempt < 1 }
    #expect(log.calls.map(\.numbers) == [[0, 1, 2, 3], [4, 5, 6], [0, 1, 2, 3], [4, 5, 6]])
    #expect(log.calls.map(\.bytes) == [4000, 3000, 4000, 3000])
    #expect(log.calls.map(\.attempt) == [0, 0, 1, 1])
    #expect(outcomes.count("t", "calls") == 4 && outcomes.count("t", "throttled") == 2)
    #expect(outcomes.measured.flows[0].delivered == 7)
  }

  @Test("A batch whose last attempt is refused is rejected message by message")
  func batchesEnd() throws {
    let (_, outcomes) = try run(
      "arrivals: { bursts: { every: 100s, size: 10 } }, batch: 5, retry: { attempts: 1 }", until: 100
    ) { _, _ in true }
    #expect(outcomes.measured.flows[0].rejected == 10)
    #expect(outcomes.count("t", "throttled") == 2)
  }

  @Test("Calls that wait at the end are in flight, and no wait of 0 s is a trap")
  func ends() throws {
    let (_, waiting) = try run("rate: 10/s, retry: { backoff: 1h, max_backoff: 1h, jitter: none }", until: 10) { _, _ in
      true
    }
    #expect(waiting.measured.flows[0].inFlight == waiting.measured.flows[0].sent)
    let (log, none) = try run("rate: 10/s, retry: { backoff: 0s, attempts: 16 }", until: 10) { _, _ in true }
    #expect(none.measured.flows[0].rejected == none.measured.flows[0].sent)
    #expect(log.calls.count == 16 * none.measured.flows[0].sent)
  }

  @Test("Retries in a short overload let all messages through, and the same seed gives the same run")
  func overload() throws {
    func once(_ seed: UInt64) throws -> Outcomes {
      try run("rate: 20/s, retry: { attempts: 10 }", until: 200, seed: seed) { _, at in at > 50 && at < 60 }.outcomes
    }
    let outcomes = try once(3)
    #expect(outcomes.measured.flows[0].rejected == 0)
    #expect(outcomes.count("t", "throttled") > 300)
    #expect(try once(3).measured.fingerprint == outcomes.measured.fingerprint)
  }
}
