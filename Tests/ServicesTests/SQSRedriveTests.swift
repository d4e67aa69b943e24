// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services
@testable import Simulation

@Suite("SQS: redrive of a dead-letter queue")
struct SQSRedriveTests {
  /// Ten messages that were delivered once each and moved at 20 s, in the order of their numbers.
  private let tenDead =
    [at(0, .batch(Array(0..<10))), at(1, .receive(1)), at(20, .receive(2))]
  private let source = "servers: 1, visibility_timeout: 10s, dead_letter: { to: d, max_receives: 1 }"

  @Test("messages go back oldest first, one every 1/rate s (API/StartMessageMoveTask)", arguments: ["sqs", "sqs-fifo"])
  func ratesAndOrder(type: String) throws {
    let servers = type == "sqs" ? "servers: 1, " : ""
    let run = try QueueRun(
      "\(servers)visibility_timeout: 10s, receive_wait: 20s, dead_letter: { to: d, max_receives: 1 }", type: type,
      deadLetter: "",
      [at(0, .batch(Array(0..<10), keys: Array(0..<10))), at(1, .receive(1)), at(20, .receive(2, waiting: 0))]
        + [at(100, "d", .begin(.redrive, amount: 2)), at(104.6, .look("all"))]
        + (0..<10).map { at(99 + Double($0) * 0.01, .receive(10 + $0, atMost: 1)) })
    let back = run.log.deliveries.filter { $0.call >= 10 }
    #expect(back.map(\.message) == Array(0..<10))
    #expect(back.map(\.at) == (0..<10).map { 100 + Double($0) * 0.5 })
    #expect(back.allSatisfy { $0.receives == 1 }, "the receive count starts again")
    #expect(run.outcomes.count("d", "redriven") == 10 && run.count("redriven_in") == 10)
    #expect(run.count("sent") == 10)
  }

  @Test("at most 500 a second; all that was there goes, and the task ends (API/StartMessageMoveTask)")
  func fastest() throws {
    let run = try QueueRun(
      source, deadLetter: "",
      tenDead + [
        at(100, "d", .begin(.redrive)), at(100.017, "d", .look("one")), at(100.019, "d", .look("none")),
        at(101, "d", .begin(.redrive)), at(102, .look("back")),
      ])
    #expect(run.gauge("depth", at: "one") == 1)
    #expect(run.gauge("depth", at: "none") == 0)
    #expect(run.gauge("depth", at: "back") == 10)
    #expect(run.outcomes.count("d", "redrives_refused") == 0, "the first task has ended")
  }

  @Test("one task for each queue (API/StartMessageMoveTask)")
  func oneTask() throws {
    let run = try QueueRun(
      source, deadLetter: "",
      tenDead + [at(100, "d", .begin(.redrive, amount: 1)), at(102, "d", .begin(.redrive, amount: 500))])
    #expect(run.outcomes.count("d", "redrives_refused") == 1)
    #expect(run.outcomes.count("d", "redriven") == 10)
  }

  @Test("redriven messages are new: retention starts again (dead-letter-queue-redrive)")
  func retentionStartsAgain() throws {
    let run = try QueueRun(
      source + ", retention: 100s", deadLetter: "retention: 1h",
      tenDead + [at(500, "d", .begin(.redrive)), at(599, .look("kept")), at(601, .look("gone"))], until: 700)
    #expect(run.gauge("depth", at: "kept") == 10)
    #expect(run.gauge("depth", at: "gone") == 0)
    #expect(run.flow.deadLettered == 0 && run.flow.expired == 10)
  }

  @Test("their dead-letter receives start again, and what fails again is dead-lettered again")
  func deadLetteredAgain() throws {
    let run = try QueueRun(
      source, deadLetter: "",
      tenDead + [at(100, "d", .begin(.redrive)), at(101, .receive(3)), at(120, .receive(4))])
    #expect(run.log.returned(3).count == 10)
    #expect(run.count("dead_lettered") == 20 && run.outcomes.level("d", "depth").last == 10)
    #expect(run.flow.deadLettered == 10, "a message is dead-lettered once at the end")
  }

  @Test("a redriven message that is worked on is delivered")
  func saved() throws {
    let run = try QueueRun(
      source, deadLetter: "",
      tenDead + [at(100, "d", .begin(.redrive)), at(101, .receive(3))]
        + (0..<10).map { at(102, .delete(Handle($0, 2))) })
    #expect(run.flow.delivered == 10 && run.flow.deadLettered == 0)
  }

  @Test("with a target it goes there; what arrives later stays (API/StartMessageMoveTask)")
  func target() throws {
    let read = try parts(
      """
      channels:
        q: { type: sqs, servers: 1, visibility_timeout: 5s, dead_letter: { to: d, max_receives: 1 } }
        d: { type: sqs }
        e: { type: sqs }
      """)
    let log = Log()
    let steps = [
      at(0, .batch([0, 1, 2])), at(1, .receive(1)), at(10, .receive(2)),
      at(20, "d", .begin(.redrive, amount: 1, to: "e")), at(20.5, "d", .send(7)),
    ]
    let outcomes = try Outcomes(read + [ScriptPart(steps: steps, log: log)], until: s(100))
    #expect(outcomes.level("e", "depth").last == 3 && outcomes.level("q", "depth").last == 0)
    #expect(outcomes.level("d", "depth").last == 1)
    #expect(outcomes.count("e", "redriven_in") == 3 && outcomes.count("e", "send_requests") == 3)
  }

  @Test("each goes back to the queue that it came from; what was sent to the dead-letter queue itself stays")
  func sources() throws {
    let read = try parts(
      """
      channels:
        q: { type: sqs, servers: 1, visibility_timeout: 5s, dead_letter: { to: d, max_receives: 1 } }
        r: { type: sqs, servers: 1, visibility_timeout: 5s, dead_letter: { to: d, max_receives: 1 } }
        d: { type: sqs, redrive_requests: 0 }
      """)
    let log = Log()
    let steps = [
      at(0, .batch([0, 1, 2])), at(0, "r", .batch([3, 4])), at(0, "d", .send(9)), at(1, .receive(1)),
      at(1, "r", .receive(2)), at(10, .receive(3)), at(10, "r", .receive(4)), at(20, "d", .begin(.redrive)),
    ]
    let outcomes = try Outcomes(read + [ScriptPart(steps: steps, log: log)], until: s(100))
    #expect(["q", "r", "d"].map { outcomes.level($0, "depth").last } == [3, 2, 1])
    #expect(outcomes.count("q", "send_requests") == 1, "redrive_requests: 0")
  }

  @Test("only the dead-letter queue of a queue, and to a queue of the same type (redrive; API/StartMessageMoveTask)")
  func wrongRedrives() {
    let none = Reading("channels: { q: { type: sqs } }\nfaults: { f: { at: 1s, redrive: q } }")
    #expect(none.errors == ["value 2:33 q is not the dead-letter queue of a queue, so nothing can be redriven"])
    let other = Reading(
      """
      channels: { q: { type: sqs, dead_letter: { to: d } }, d: { type: sqs }, f: { type: sqs-fifo } }
      faults: { f1: { at: 1s, redrive: d, to: f }, f2: { at: 1s, redrive: d, to: d }, f3: { at: 1s, redrive: d } }
      """)
    #expect(other.errors.count == 2)
    #expect(other.errors[0].contains("f is a SQS FIFO queue, not a queue of the same type"))
    #expect(other.errors[1].contains("d cannot be redriven to itself"))
  }

  @Test("redrive_allow: who may use it as a dead-letter queue (API/CreateQueue, RedriveAllowPolicy)")
  func redriveAllow() {
    func errors(_ allow: String) -> [String] {
      Reading(
        "channels: { q: { type: sqs, dead_letter: { to: d } }, r: { type: sqs }, d: { type: sqs, redrive_allow: \(allow) } }"
      ).errors
    }
    #expect(errors("allow_all") == [] && errors("[q]") == [] && errors("[r, q]") == [])
    for allow in ["deny_all", "[r]"] {
      #expect(errors(allow) == ["value 1:48 d does not allow q to use it as its dead-letter queue"])
    }
    #expect(errors("nobody").count == 1 && errors("[]").count == 1)
    #expect(errors("[a, b, c, d, e, f, g, h, i, j, k]").count == 1, "at most 10 queues")
  }

  @Test("E15: redrive at 500/s makes a backlog of about 90,000; below the spare capacity it makes none")
  func stampede() throws {
    func run(rate: Int) throws -> Outcomes {
      let read = try parts(
        """
        traffic: { live: { to: q, rate: 100/s } }
        channels:
          q: { type: sqs, receive_wait: 20s, visibility_timeout: 10m, dead_letter: { to: d, max_receives: 3 } }
          d: { type: sqs }
        workers: { w: { type: fleet, from: q, tasks: 150, receive: 1, service_time: 1s } }
        faults: { again: { at: 100s, redrive: d, rate: \(rate) } }
        """)
      return try Outcomes(read + [DeadLetters(count: 100_000)], until: s(2_700))
    }
    let fast = try run(rate: 500)
    #expect(abs(fast.level("q", "depth").max - 90_000) < 1_500)
    // The last of 90,000 waits for all before it: 90,000 / 150 = 600 s.
    #expect(abs(fast.times("live", "wait").max - 600) < 15)
    #expect(fast.count("d", "redriven") == 100_000)
    let slow = try run(rate: 40)
    #expect(slow.level("q", "depth").max < 500)
    #expect(slow.count("d", "redriven") == 100_000, "100,000 / 40 = 2,500 s")
    #expect(slow.level("d", "depth").last == 0)
    #expect(slow.times("live", "wait").max < 5)
    #expect(slow.measured.flows.map(\.deadLettered) == [0, 0])
  }
}

/// Puts messages into the dead-letter queue `d` of `q`.
struct DeadLetters: Part {
  let count: Int
  var name: String { "dead" }
  var kind: String { "dead letters" }
  func build(_ model: inout ModelBuilder) -> any Component {
    let flow = model.instruments.flow(name)
    return Filler(flow: flow, count: count, queue: model.component("d"), from: model.component("q"))
  }

  struct Filler: Component {
    let flow: FlowID
    let count: Int
    let queue, from: ComponentID
    func start(_ timeline: inout Timeline) {
      for number in 0..<count {
        let message = timeline.send(number: UInt64(number), flow: flow, size: 100, sentAt: 0)
        timeline.end(message, as: .deadLettered)
        timeline.schedule(Event(to: queue, ChannelSignal.move, a: message, b: from + 1), after: 0)
      }
    }
    func handle(_ event: Event, _ timeline: inout Timeline) {}
  }
}
