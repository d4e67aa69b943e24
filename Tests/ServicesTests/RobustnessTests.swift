// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics
import Testing

@testable import Services
@testable import Simulation

/// Whatever the settings: nothing gets lost, nothing traps, and two runs are equal.
@Suite struct RobustnessTests {
  /// Runs it twice and compares.
  @discardableResult
  private func twice(
    _ text: String, until duration: Double, seed: UInt64 = 1, mayStop: Bool = false, builtInLatencies: Bool = false,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws -> Outcomes {
    let read = try parts(text, builtInLatencies: builtInLatencies, sourceLocation: sourceLocation)
    let limit: [any Part] = mayStop ? [ClockGuardPart()] : []
    let one = try Outcomes(
      read + limit, until: s(duration), seed: seed, mayStop: mayStop, sourceLocation: sourceLocation)
    let two = try Outcomes(
      read + limit, until: s(duration), seed: seed, mayStop: mayStop, sourceLocation: sourceLocation)
    #expect(one.measured.fingerprint == two.measured.fingerprint, sourceLocation: sourceLocation)
    return one
  }

  @Test func zeroDurationsEverywhere() throws {
    let outcomes = try twice(
      """
      traffic: { t: { to: q, rate: 200/s, batch: { up_to: 10, wait: 0s } } }
      channels:
        q: { type: sqs, visibility_timeout: 0s, receive_wait: 1s, delay: 0s, dead_letter: { to: d, max_receives: 3 } }
        d: { type: sqs }
      workers:
        w:
          type: fleet
          from: q
          tasks: 3
          service_time: 0s
          failures: { error: 10%, crash: { every: 1s, restart: 0s } }
      """, until: 100, mayStop: true)
    #expect(outcomes.measured.flows[0].sent > 10_000)
  }

  @Test(arguments: ["wait", "give_back"])
  func aLoopThatTakesNoTimeIsStopped(onError: String) throws {
    let outcomes = try twice(
      """
      traffic: { t: { to: q, rate: 1/s } }
      channels: { q: { type: sqs, visibility_timeout: 0s, receive_wait: 1s } }
      workers: { w: { type: fleet, from: q, service_time: 0s, on_error: \(onError), failures: { poison: 100% } } }
      """, until: 100, mayStop: true)
    #expect(outcomes.measured.stopped == .clockStands)
  }

  @Test func zeroVisibilityTimeoutWithSlowWork() throws {
    let outcomes = try twice(
      """
      traffic: { t: { to: q, rate: 5/s } }
      channels: { q: { type: sqs, visibility_timeout: 0s, receive_wait: 20s } }
      workers: { w: { type: fleet, from: q, tasks: 50, service_time: { exponential: { mean: 1s } } } }
      """, until: 200, mayStop: true)
    #expect(outcomes.count("w", "duplicate_work") > 0)
  }

  @Test func batchesThatOutlastTheTimeout() throws {
    // Ten messages in one slot: the last are visible again before their turn comes.
    let outcomes = try twice(
      """
      traffic: { t: { to: q, rate: 20/s } }
      channels: { q: { type: sqs, visibility_timeout: 1s, receive_wait: 20s } }
      workers:
        w: { type: fleet, from: q, tasks: 8, receive: 10, service_time: { uniform: { from: 100ms, to: 600ms } } }
      """, until: 500)
    #expect(outcomes.count("w", "duplicate_work") > 0)
    #expect(outcomes.count("q", "stale_deletes") > 0)
  }

  @Test func aThousandTasks() throws {
    let outcomes = try twice(
      """
      traffic: { t: { to: q, rate: 2000/s } }
      channels: { q: { type: sqs, receive_wait: 20s } }
      workers: { w: { type: fleet, from: q, tasks: 1000, receive: 1, service_time: { exponential: { mean: 400ms } } } }
      """, until: 30)
    #expect(outcomes.level("w", "utilisation").mean > 0.7 && outcomes.level("w", "utilisation").max <= 1)
    #expect(abs(Double(outcomes.measured.flows[0].sent) - 60_000) < 4 * 245)
  }

  @Test(arguments: [
    ("wait", "after_success"), ("give_back", "after_success"), ("wait", "before_work"), ("give_back", "before_work"),
  ])
  func everythingGoesWrongAtOnce(onError: String, delete: String) throws {
    let outcomes = try twice(
      """
      traffic:
        t:
          to: q
          rate: 50/s
          size: { lognormal: { p50: 1KiB, p99: 2MiB } }
          batch: { up_to: 10, wait: 300ms }
          producers: 3
        u: { to: q, arrivals: { bursts: { every: 7s, size: 200 } } }
      channels:
        q:
          type: sqs
          visibility_timeout: 3s
          receive_wait: 2s
          delay: 1s
          retention: 60s
          max_size: 256KiB
          duplicate_delivery: 20%
          in_flight_limit: 150
          dead_letter: { to: d, max_receives: 4 }
        d: { type: sqs, retention: 90s, visibility_timeout: 2s, dead_letter: { to: e, max_receives: 1 } }
        e: { type: sqs, retention: 100s }
      workers:
        w:
          type: fleet
          from: q
          tasks: 40
          slots: 3
          receive: 7
          service_time: { lognormal: { p50: 500ms, p99: 8s } }
          on_error: \(onError)
          delete: \(delete)
          heartbeat: { every: 1s, extend_to: 2s }
          failures: { error: 30%, poison: 10%, crash: { every: 20s, restart: 3s } }
        v:
          type: fleet
          from: d
          tasks: 3
          poll_pause: 100ms
          service_time: 1s
          failures: { error: 50%, crash: { every: 5s } }
      """, until: 600, builtInLatencies: true)
    // What is deleted before the work does not grow old in the queue.
    for name in ["rejected", "duplicate_deliveries", "visibility_timeouts"]
      + (delete == "after_success" ? ["expired"] : [])
    {
      #expect(outcomes.count("q", name) > 0, "\(name)")
    }
    #expect(outcomes.level("q", "in_flight").max <= 150)
    #expect(outcomes.count("w", "crashes") > 100)
    #expect(outcomes.level("w", "utilisation").max <= 1)
    if delete == "after_success" {
      #expect(outcomes.count("q", "dead_lettered") > 0 && outcomes.count("d", "dead_lettered") > 0)
    }
  }

  /// A number of the stream; each is drawn once.
  private final class Dice {
    private let draws: DrawStream
    private var drawn: UInt64 = 0

    init(_ seed: Int, _ purpose: String) {
      draws = DrawStream(RandomKey(seed: UInt64(seed), replication: 0), name: "random", purpose: purpose)
    }

    func pick(_ count: Int) -> Int {
      drawn += 1
      return Int(draws.uniform(drawn) * Double(count))
    }

    func pick<T>(_ values: [T]) -> T { values[pick(values.count)] }
  }

  /// Scenarios of random settings, each of them at its limits now and then.
  @Test(arguments: 1...60)
  func randomScenarios(seed: Int) throws {
    let dice = Dice(seed, "scenario")
    let time = ["0s", "1ms", "300ms", "{ exponential: { mean: 1s } }", "{ lognormal: { p50: 200ms, p99: 5s } }"]
    let arrivals = [
      "rate: \(dice.pick([1, 20, 100]))/s", "rate: 30/s, arrivals: constant",
      "rate: 20/s, arrivals: { gamma: { cv: 3 } }",
      "arrivals: { bursts: { every: 5s, size: 100 } }",
      "rate: 20/s, shape: [ { at: 10s, x: 5, ramp: 5s }, { at: 30s, x: 0 } ]",
    ]
    var text = "traffic:\n"
    for source in ["t", "u"] {
      text += "  \(source): { to: q, \(dice.pick(arrivals)), producers: \(dice.pick([1, 3])), "
      text += "batch: \(dice.pick(["1", "10", "{ up_to: 3, wait: 50ms }"])), "
      text += "size: \(dice.pick(["1KiB", "2MiB", "{ lognormal: { p50: 10KiB, p99: 1MiB } }"])) }\n"
    }
    text += "channels:\n"
    for (queue, deadLetter) in [("q", "d"), ("d", "q")] {
      text += "  \(queue): { type: sqs, visibility_timeout: \(dice.pick(["0s", "1s", "3s", "12h"])), "
      text += "receive_wait: \(dice.pick(["1s", "20s", "0s"])), delay: \(dice.pick(["0s", "0s", "3s", "15m"])), "
      text += "retention: \(dice.pick(["60s", "4d"])), in_flight_limit: \(dice.pick([1, 50, 120_000])), "
      text += "duplicate_delivery: \(dice.pick([0, 50, 100]))%, servers: \(dice.pick([1, 8])), "
      if dice.pick(2) == 0 { text += "dead_letter: { to: \(deadLetter), max_receives: \(dice.pick([1, 3])) }, " }
      text += "send_time: \(dice.pick(time)), receive_time: \(dice.pick(time)), delete_time: \(dice.pick(time)) }\n"
    }
    text += "workers:\n"
    for (fleet, queue) in [("w", "q"), ("v", dice.pick(["q", "d"]))] {
      text += "  \(fleet): { type: fleet, from: \(queue), tasks: \(dice.pick([1, 10])), slots: \(dice.pick([1, 4])), "
      text +=
        "receive: \(dice.pick([1, 10])), poll_pause: \(dice.pick(["10ms", "1s"])), service_time: \(dice.pick(time)), "
      if dice.pick(2) == 0 {
        text += "heartbeat: { every: \(dice.pick(["100ms", "2s"])), extend_to: \(dice.pick(["1s", "12h"])) }, "
      }
      text += "delete: \(dice.pick(["after_success", "before_work"])), on_error: \(dice.pick(["wait", "give_back"])), "
      text += "failures: { error: \(dice.pick([0, 30, 100]))%, poison: \(dice.pick([0, 10]))%"
      if dice.pick(2) == 0 {
        text += ", crash: { every: \(dice.pick(["1s", "20s"])), restart: \(dice.pick(["0s", "5s"])) }"
      }
      text += " } }\n"
    }
    let outcomes = try twice(text, until: 90, seed: UInt64(seed), mayStop: true)
    for name in ["w", "v"] {
      let level = outcomes.level(name, "utilisation")
      #expect(level.mean >= 0 && level.max <= 1)
      #expect(outcomes.count(name, "attempts") >= outcomes.count(name, "succeeded") + outcomes.count(name, "failed"))
    }
    for name in ["q", "d"] {
      #expect(outcomes.count(name, "empty_receives") <= outcomes.count(name, "receive_requests"))
    }
  }

  /// Scripts of random calls on a small queue, with every rule at work.
  @Test(arguments: 1...60)
  func randomCalls(seed: Int) throws {
    let dice = Dice(seed, "calls")
    func pick(_ count: Int) -> Int { dice.pick(count) }
    let settings = [
      "visibility_timeout: \([0, 1, 5, 30][pick(4)])s", "receive_wait: \([0, 0, 1, 20][pick(4)])s",
      "delay: \([0, 0, 2, 70][pick(4)])s", "retention: \([60, 61, 75, 1000][pick(4)])s",
      "servers: \([1, 2, 8, 200][pick(4)])", "in_flight_limit: \([1, 3, 20, 1000][pick(4)])",
      "duplicate_delivery: \([0, 0, 30, 100][pick(4)])%", "dead_letter: { to: d, max_receives: \(pick(4) + 1) }",
    ].joined(separator: ", ")
    var steps: [Step] = []
    var sent = 0
    for call in 0..<600 {
      let time = Double(pick(400)) / 2
      let channel = pick(6) == 0 ? "d" : "q"
      switch pick(3) {
      case 0:
        let count = pick(10) + 1
        steps.append(at(time, channel, .batch(Array(sent..<sent + count))))
        sent += count
      default: steps.append(at(time, channel, .receive(call, atMost: pick(10) + 1)))
      }
    }
    let log = Log()
    let read = try parts("channels: { q: { type: sqs, \(settings) }, d: { type: sqs, retention: 80s } }")
    let outcomes = try Outcomes(
      read + [ScriptPart(steps: steps, log: log, answers: { pickOf($0, seed) })], until: s(250), seed: UInt64(seed))
    #expect(outcomes.measured.flows[0].sent == sent)
    #expect(outcomes.level("q", "in_flight").max <= 1000)
    // Every call is answered once, if it had the time.
    let answered = Set(log.deliveries.map(\.call)).count + log.empties.count
    #expect(answered == steps.filter { if case .receive = $0.action { true } else { false } }.count)
    // No call returned more than ten, and none both messages and nothing.
    for (call, group) in Dictionary(grouping: log.deliveries, by: \.call) {
      #expect(group.count <= 10)
      #expect(log.empty(call) == nil)
    }
  }
}

/// What the script does with a delivery: by a hash of the message and its receives.
private func pickOf(_ delivery: Log.Delivery, _ seed: Int) -> Script.Answer {
  switch (delivery.message &* 31 &+ delivery.receives &* 7 &+ seed) % 5 {
  case 0: .delete(after: 0)
  case 1: .delete(after: Double(delivery.message % 7))
  case 2: .giveBack(after: Double(delivery.message % 3) / 2)
  case 3: .extend(after: 0.5, to: Double(delivery.message % 11))
  default: .nothing
  }
}

/// Ends a run early when its clock stands still.
struct ClockGuardPart: Part {
  struct Guard: Component {
    func start(_ timeline: inout Timeline) { timeline.mostAtOnce = 100_000 }
    func handle(_ event: Event, _ timeline: inout Timeline) {}
  }

  var name: String { "guard" }
  var kind: String { "guard" }
  func build(_ model: inout ModelBuilder) -> any Component { Guard() }
}
