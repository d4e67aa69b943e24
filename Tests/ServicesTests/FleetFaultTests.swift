// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics
import Testing

@testable import Services

/// Planned faults of a fleet.
@Suite struct FleetFaultTests {
  /// A fleet `w` behind the queue `q`, with faults and looks at it.
  private func run(
    _ fleet: String, _ faults: String, _ steps: [Step], queue: String = "", until duration: Double = 300,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws -> (outcomes: Outcomes, log: Log) {
    let read = try parts(
      """
      channels: { q: { type: sqs, receive_wait: 20s, visibility_timeout: 30s\(queue.isEmpty ? "" : ", ")\(queue) } }
      workers: { w: { type: fleet, from: q, receive: 1, \(fleet) } }
      faults: { \(faults) }
      """, sourceLocation: sourceLocation)
    let log = Log()
    let outcomes = try Outcomes(
      read + [ScriptPart(steps: steps, log: log)], until: s(duration), sourceLocation: sourceLocation)
    return (outcomes, log)
  }

  private func look(_ seconds: Double) -> Step { at(seconds, "w", .look("\(Int(seconds))")) }

  private func send(_ count: Int, at seconds: Double) -> [Step] { (0..<count).map { at(seconds, .send($0)) } }

  @Test("kill: tasks are lost at once with what they hold, which comes back at its timeout; they are replaced")
  func kill() throws {
    let (outcomes, log) = try run(
      "tasks: 4, service_time: 100s, restart_time: 5s", "f: { at: 10s, kill: w, tasks: 3 }",
      send(4, at: 0) + [look(9), look(11), look(29), look(31)], until: 32)
    #expect(outcomes.count("w", "crashes") == 3)
    #expect(outcomes.count("w", "abandoned") == 3)
    #expect(["9", "11", "29", "31"].map { log.looks[$0]?.gauges["busy"] } == [4, 1, 1, 4])
    #expect(outcomes.count("w", "duplicate_work") == 3, "work that was cut off, done again")
    #expect(outcomes.level("w", "tasks").mean == 4, "replaced, and paid for")
  }

  @Test("kill: the replacement takes as long as a crash's, unless something else is said")
  func killRestart() throws {
    for (setting, back) in [("restart_time: 40s", 40.0), ("failures: { crash: { every: 3650d, restart: 45s } }", 45)] {
      let (outcomes, _) = try run(
        "service_time: 1s, \(setting)", "f: { at: 10s, kill: w }", [at(35, .send(0))], until: 60)
      #expect(abs(outcomes.times("script", "latency").mean - (10 + back - 35 + 1)) < 1e-6)
    }
  }

  @Test("pause: nothing new is taken, what is held is finished")
  func pause() throws {
    let (outcomes, log) = try run(
      "tasks: 2, service_time: 8s", "f: { at: 5s, for: 50s, pause: w }, g: { at: 50s, for: 20s, pause: w }",
      [at(1, .send(0)), at(20, .send(1)), at(21, .send(2)), at(22, .send(3)), look(69), look(71)], until: 200)
    // The two calls that were under way bring a message each; the third message waits for the end of the second pause.
    #expect(outcomes.count("w", "attempts") == 4)
    #expect(log.looks["69"]?.gauges["busy"] == 0)
    #expect(log.looks["71"]?.gauges["busy"] ?? 0 >= 1)
    #expect(outcomes.count("w", "duplicate_work") == 0)
  }

  @Test("stop: all tasks go down with what they hold until the end of the last stop")
  func stop() throws {
    let (outcomes, log) = try run(
      "tasks: 3, service_time: 20s", "f: { at: 10s, for: 60s, stop: w }, g: { at: 40s, for: 50s, stop: w }",
      send(3, at: 0) + [look(9), look(11), look(89), look(91)], until: 200)
    #expect(["9", "11", "89", "91"].map { log.looks[$0]?.gauges["busy"] } == [3, 0, 0, 3])
    #expect(outcomes.count("w", "abandoned") == 3)
    #expect(outcomes.count("w", "crashes") == 0, "nothing crashed")
    #expect(outcomes.times("script", "latency").mean == 110)
    #expect(outcomes.level("w", "utilisation").max == 1)
  }

  @Test("slow: factors of overlapping faults multiply and go away exactly")
  func slow() throws {
    let times = try [5.0, 20, 60, 120, 200].map { instant in
      try run(
        "service_time: 1s",
        "f: { at: 10s, for: 100s, slow: w, by: 3x }, g: { at: 50s, for: 100s, slow: w, by: 7x }",
        [at(instant, .send(0))]
      ).outcomes.times("w", "service").mean
    }
    #expect(times == [1, 3, 21, 7, 1])
  }

  @Test("fail: a share of attempts fails besides, as long as it lasts")
  func fail() throws {
    let count = 2_000
    let (outcomes, _) = try run(
      "tasks: 20, service_time: 1ms, on_error: give_back, failures: { error: 50% }",
      "f: { at: 0s, for: 100s, fail: w, share: 20% }", (0..<count).map { at(Double($0) * 0.02, .send($0)) },
      queue: "dead_letter: { to: q2, max_receives: 1 } }, q2: { type: sqs", until: 100)
    // Either: 1 - 0.5 x 0.8.
    let range = Intervals.clopperPearson(
      successes: Int(outcomes.count("w", "failed")), of: Int(outcomes.count("w", "attempts")), confidence: 0.9999)
    #expect(range.low <= 0.6 && 0.6 <= range.high)
    let (after, _) = try run(
      "service_time: 1ms", "f: { at: 0s, for: 10s, fail: w }", (0..<20).map { at(11 + Double($0), .send($0)) })
    #expect(after.count("w", "failed") == 0)
  }

  @Test("deploy: groups of tasks finish what they hold and are replaced, one group after the other")
  func deploy() throws {
    // Always more messages than slots: eight tasks, two in a wave, each 10 s of work, 23 s until it is replaced.
    let looks = [19.0, 21, 42, 44, 51, 72, 74, 81, 102, 104, 111, 132, 134]
    let (outcomes, log) = try run(
      "tasks: 8, service_time: 10s, restart_time: 23s", "f: { at: 15s, deploy: w, waves: 4 }",
      send(400, at: 0) + looks.map { look($0) }, until: 200)
    #expect(outcomes.count("w", "abandoned") == 0)
    #expect(outcomes.count("w", "failed") == 0)
    #expect(outcomes.count("w", "duplicate_work") == 0)
    // The first wave has finished at 20 and is back at 43; the next leaves at 50, then at 80 and at 110.
    let busy = looks.map { log.looks["\(Int($0))"]?.gauges["busy"] }
    #expect(busy == [8, 6, 6, 8, 6, 6, 8, 6, 6, 8, 6, 6, 8])
    #expect(outcomes.level("w", "tasks").mean == 8)
  }

  @Test("deploy: two deployments follow each other; more waves than tasks are as many as tasks")
  func deployTwice() throws {
    let (outcomes, log) = try run(
      "tasks: 3, service_time: 1s, restart_time: 10s",
      "f: { at: 100s, deploy: w, waves: 9 }, g: { at: 101s, deploy: w, waves: 1 }", [look(99), look(299)], until: 300)
    #expect(outcomes.level("w", "tasks").mean == 3)
    #expect(log.looks["299"]?.gauges["utilisation"] == 0)
    #expect(outcomes.count("w", "crashes") == 0)
  }

  @Test("A fleet cannot be removed, and has nothing to move back")
  func impossibleFaults() {
    for fault in ["remove: w, for: 1s", "redrive: w"] {
      let errors = Reading(
        """
        channels: { q: { type: sqs, receive_wait: 1s } }
        workers: { w: { type: fleet, from: q, service_time: 1s } }
        faults: { f: { at: 1s, \(fault) } }
        """
      ).errors
      #expect(errors.count == 1 && errors[0].contains("w: a fleet"), "\(errors)")
    }
  }

  @Test("Faults of every kind at once, with crashes and a policy, lose no message", arguments: 1...12)
  func everythingAtOnce(seed: Int) throws {
    let read = try parts(
      """
      traffic: { t: { to: q, rate: 20/s, shape: [ { at: 200s, x: 4 }, { at: 500s, x: 0.2 } ] } }
      channels:
        q: { type: sqs, receive_wait: 20s, visibility_timeout: 20s, dead_letter: { to: d, max_receives: 5 } }
        d: { type: sqs, receive_wait: 1s }
      workers:
        w:
          type: fleet
          from: q
          tasks: 6
          slots: 2
          receive: 3
          compute: { fargate: {} }
          calls: q2
          service_time: { exponential: { mean: 400ms } }
          failures: { error: 5%, crash: { every: 200s, restart: 5s } }
          autoscale:
            { min: 3, max: 40, target: 20, period: 10s, metric_delay: 5s, low_alarm_points: 4, start_time: 10s,
              cooldown: 30s, scale_in_step: 40%, stop_grace: 1s }
        v: { type: fleet, from: q2, tasks: 30, service_time: 500ms, poll_pause: 1s }
      faults:
        a: { at: 100s, kill: w, tasks: 4 }
        b: { at: 150s, for: 30s, pause: w }
        c: { at: 210s, deploy: w, waves: 3 }
        d1: { at: 230s, deploy: w, waves: 50 }
        e: { at: 250s, for: 20s, stop: w }
        f: { at: 260s, for: 20s, stop: w }
        g: { at: 300s, for: 100s, slow: w }
        h: { at: 310s, for: 100s, fail: w, share: 50% }
        i: { at: 420s, deploy: w }
        j: { at: 425s, kill: w, tasks: 100 }
        k: { at: 600s, deploy: v }
        l: { at: 605s, kill: v, tasks: 5 }
        m: { at: 606s, for: 3s, pause: v }
      """.replacing(
        "d: { type: sqs, receive_wait: 1s }", with: "d: { type: sqs }\n  q2: { type: sqs, receive_wait: 5s }"))
    let outcomes = try Outcomes(read, until: s(900), seed: UInt64(seed))
    #expect(outcomes.count("w", "crashes") > 10)
    #expect(outcomes.count("w", "scale_outs") > 0 && outcomes.count("w", "scale_ins") > 0)
    for gauge in ["busy", "buffered", "utilisation", "running_tasks", "starting_tasks", "leaving_tasks", "tasks"] {
      #expect(outcomes.level("w", gauge).last >= 0)
    }
    #expect(outcomes.level("w", "utilisation").max <= 1)
    #expect(outcomes.level("w", "desired_tasks").max <= 40)
    let desired = outcomes.level("w", "desired_tasks").last
    let running = outcomes.level("w", "running_tasks").last + outcomes.level("w", "starting_tasks").last
    #expect(abs(desired - running) <= 1, "\(desired) wanted, \(running) there")
    let again = try Outcomes(read, until: s(900), seed: UInt64(seed))
    #expect(again.measured.fingerprint == outcomes.measured.fingerprint)
  }
}
