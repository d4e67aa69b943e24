// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation
import Statistics
import Testing

@testable import Services

/// Target tracking.
@Suite struct FleetScalingTests {
  private func run(
    _ traffic: String, _ fleet: String, looks: [Double] = [], sends: [Step] = [], faults: String = "",
    until duration: Double, seed: UInt64 = 1, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws -> (outcomes: Outcomes, log: Log) {
    let read = try parts(
      """
      traffic: { \(traffic) }
      channels: { q: { type: sqs, receive_wait: 20s, visibility_timeout: 12h } }
      workers: { w: { type: fleet, from: q, \(fleet) } }
      faults: { \(faults) }
      """, sourceLocation: sourceLocation)
    let log = Log()
    let steps =
      sends
      + looks.flatMap { [at($0, "w", .look("w \(Int($0))")), at($0, "q", .look("q \(Int($0))"))] }
    let outcomes = try Outcomes(
      read + [ScriptPart(steps: steps, log: log)], until: s(duration), seed: seed, sourceLocation: sourceLocation)
    return (outcomes, log)
  }

  // MARK: E26

  private static let step = "t: { to: q, rate: 50/s, shape: [ { at: 10m, x: 5 } ] }"
  /// Everything of E26 but the rates and work, which are a tenth and ten times as long.
  private static let tenth = "t: { to: q, rate: 5/s, shape: [ { at: 10m, x: 5 } ] }"

  private func policy(_ on: String, target: Int) -> String {
    "tasks: 6, autoscale: { min: 2, max: 40, on: \(on), target: \(target), start_time: 90s, warmup: 120s }"
  }

  @Test("E26: first reaction 60 + 180 s after the step, running 330 s after it, a backlog of about 63,000 by then")
  func firstReaction() throws {
    let (outcomes, log) = try run(
      Self.step, policy("backlog", target: 100) + ", service_time: 100ms", looks: [839, 841, 929, 931], until: 940)
    func gauge(_ name: String, _ look: String) -> Double? { log.looks[look]?.gauges[name] }
    #expect(gauge("desired_tasks", "w 839") == 6)
    #expect(gauge("desired_tasks", "w 841") == 40, "ceil(6 x 7,600 / 100) is far above the most")
    #expect(gauge("running_tasks", "w 929") == 6 && gauge("starting_tasks", "w 929") == 34)
    #expect(gauge("running_tasks", "w 931") == 40)
    #expect(gauge("tasks", "w 841") == 40, "paid for from the start on")
    let backlog = try #require(gauge("depth", "q 929"))
    #expect(abs(backlog - 63_000) < 0.03 * 63_000, "\(backlog)")
    #expect(outcomes.count("w", "scale_outs") == 1)
  }

  @Test("E26: on the raw number of messages the fleet overshoots, scales in too far and swings")
  func rawNumber() throws {
    let (outcomes, _) = try run(
      Self.tenth, policy("visible", target: 50) + ", service_time: 1s", until: 4 * 3600)
    let running = try series("running_tasks", outcomes)
    let after = running.drop { $0 < 40 }
    #expect(running.max() == 40, "the maximum while the backlog drains")
    #expect((after.min() ?? 25) < 23, "25 are needed")
    #expect(outcomes.count("w", "scale_outs") >= 4, "again and again")
    #expect(outcomes.count("w", "scale_ins") >= 20)
  }

  @Test("E26: by the backlog of a task there are at least the 25 tasks on average that the load needs")
  func backlogPerTask() throws {
    let (outcomes, _) = try run(
      Self.tenth, policy("backlog", target: 10) + ", service_time: 1s", until: 4 * 3600)
    let after = try series("running_tasks", outcomes).drop { $0 < 40 }
    #expect(after.reduce(0, +) / Double(after.count) >= 25)
    #expect(outcomes.measured.flows[0].expired == 0)
    // What it can do on average is what comes: it neither falls behind nor stays at the most.
    #expect((after.min() ?? 40) < 30)
  }

  /// A gauge's course over time.
  private func series(_ name: String, _ outcomes: Outcomes) throws -> [Double] {
    let gauges = outcomes.model.instruments.gauges
    let place = try #require(gauges.firstIndex { $0.subject == "w" && $0.name == name })
    return outcomes.measured.gaugeSeries[place].map(\.mean)
  }

  // MARK: Rules

  @Test("Target tracking: new capacity is ceil(current x metric / target), after three points above it")
  func newCapacity() throws {
    // 8 slots of 10 are busy: ceil(10 x 0.8 / 0.5) = 16, and then half of them are.
    let (outcomes, log) = try run(
      "t: { to: q, rate: 8/s, arrivals: constant }",
      "tasks: 10, receive: 1, service_time: 1s, autoscale: { max: 40, on: utilisation, target: 50%, start_time: 30s }",
      looks: [239, 241, 271, 1_000], until: 1_001)
    #expect(log.looks["w 239"]?.gauges["desired_tasks"] == 10)
    #expect(log.looks["w 241"]?.gauges["desired_tasks"] == 16, "points at 60, 120 and 180, each 60 s on its way")
    #expect(log.looks["w 271"]?.gauges["running_tasks"] == 16)
    #expect(log.looks["w 1000"]?.gauges["desired_tasks"] ?? 0 <= 17)
    #expect(outcomes.count("w", "scale_outs") <= 2)
  }

  @Test("Target tracking: tasks that warm up count as capacity for the next scale-out, and block a scale-in")
  func warmUp() throws {
    // 300 messages wait, for ever: 30 tasks are wanted at a target of 10, and no more while they warm up.
    let fleet =
      "tasks: 3, receive: 1, service_time: 10h, autoscale: { max: 100, on: visible, target: 100, start_time: 60s"
    let sends = (0..<303).map { at(1, .send($0)) }
    let looks = [241.0, 361, 541, 599, 661]
    let warm = try run("", fleet + ", warmup: 300s }", looks: looks, sends: sends, until: 700)
    // ceil(3 x 3.0) at 240; until 600 nothing more, as only three tasks are warm.
    let first = looks.map { warm.log.looks["w \(Int($0))"]?.gauges["desired_tasks"] ?? 0 }
    #expect(first[0] == 9 && first[1] == 9 && first[2] == 9 && first[3] == 9, "\(first)")
    #expect(first[4] > 9)
    let cold = try run("", fleet + ", warmup: 0s }", looks: looks, sends: sends, until: 700)
    #expect(cold.log.looks["w 361"]?.gauges["desired_tasks"] ?? 0 > 9)
  }

  @Test("Application Auto Scaling: what was added within the cooldown is part of the next scale-out")
  func cooldown() throws {
    let fleet =
      "tasks: 3, receive: 1, service_time: 10h, compute: { fargate: {} }, "
      + "autoscale: { max: 1000, on: visible, target: 100, start_time: 10s"
    let sends = (0..<303).map { at(1, .send($0)) }
    let looks = [241.0, 361, 539, 541]
    let slow = try run("", fleet + ", cooldown: 300s }", looks: looks, sends: sends, until: 700)
    let desired = looks.map { slow.log.looks["w \(Int($0))"]?.gauges["desired_tasks"] ?? 0 }
    #expect(desired[0] == 9 && desired[1] == 9 && desired[2] == 9, "\(desired)")
    #expect(desired[3] > 9, "300 s after 240")
  }

  /// A low alarm at the first point.
  private static let quick = "period: 10s, metric_delay: 0s, low_alarm_points: 1, warmup: 0s"

  @Test("Scale-in: idle tasks go first; a working one has the grace of SIGTERM, then loses what it holds")
  func scaleInKillsWork() throws {
    let sends = (0..<3).map { at(1, .send($0)) }
    let (outcomes, log) = try run(
      "",
      "tasks: 6, receive: 1, service_time: 50s, autoscale: { max: 6, target: 10, \(Self.quick), scale_in_step: 50% }",
      looks: [11, 41, 49, 55], sends: sends, until: 58)
    // At 10 three idle tasks go; at 20 one that works, at 30 the next. Each has 30 s.
    #expect(log.looks["w 11"]?.gauges["desired_tasks"] == 3)
    #expect(log.looks["w 11"]?.gauges["busy"] == 3)
    #expect(log.looks["w 41"]?.gauges["desired_tasks"] == 1)
    #expect(log.looks["w 49"]?.gauges["busy"] == 3)
    #expect(outcomes.count("w", "abandoned") == 1, "killed at 50, a second before its end")
    #expect(outcomes.count("w", "succeeded") == 2, "one was to go on until 60, one stays")
  }

  @Test("Scale-in protection: a working task ends after its work")
  func scaleInProtection() throws {
    let sends = (0..<4).map { at(1, .send($0)) }
    let fleet =
      "tasks: 4, receive: 1, service_time: 50s, autoscale: { max: 4, target: 10, \(Self.quick), scale_in_step: 100%"
    let safe = try run("", fleet + ", protect_working: true }", looks: [12, 52], sends: sends, until: 59)
    #expect(safe.outcomes.count("w", "succeeded") == 4 && safe.outcomes.count("w", "abandoned") == 0)
    #expect(safe.log.looks["w 12"]?.gauges["leaving_tasks"] == 3)
    #expect(safe.log.looks["w 52"]?.gauges["tasks"] == 1)
    let hard = try run("", fleet + " }", looks: [41], sends: sends, until: 59)
    #expect(hard.outcomes.count("w", "succeeded") == 1 && hard.outcomes.count("w", "abandoned") == 3)
    #expect(hard.log.looks["w 41"]?.gauges["tasks"] == 1)
    let long = try run("", fleet + ", stop_grace: 41s }", sends: sends, until: 59)
    #expect(long.outcomes.count("w", "succeeded") == 4, "long enough to finish")
  }

  @Test("Missing data: with no task running there is no backlog per task, and nothing is scaled")
  func missingData() throws {
    let sends = (0..<500).map { at(1, .send($0)) }
    let fleet = "tasks: 2, service_time: 10s, autoscale: { max: 50, target: 5, start_time: 10s }"
    let (outcomes, _) = try run(
      "", fleet, sends: sends, faults: "f: { at: 2s, for: 1h, stop: w }", until: 1_800)
    #expect(outcomes.count("w", "scale_outs") == 0)
    #expect(outcomes.count("w", "scaling_points") == 28)
  }

  // MARK: Money

  @Test("Fargate: a task is paid for from its start, at least a minute (Fargate pricing)")
  func paidTime() throws {
    let sends = [at(1, .send(0)), at(1, .send(1)), at(1, .send(2))]
    let (outcomes, log) = try run(
      "",
      "tasks: 1, receive: 1, service_time: 15s, compute: { fargate: {} }, autoscale: { max: 2, on: visible, target: 1, "
        + "period: 10s, metric_delay: 0s, alarm_points: 1, low_alarm_points: 1, cooldown: 1s, start_time: 5s }",
      looks: [11, 16, 69, 71], sends: sends, until: 100)
    #expect(log.looks["w 11"]?.gauges["tasks"] == 2 && log.looks["w 11"]?.gauges["running_tasks"] == 1)
    #expect(log.looks["w 16"]?.gauges["running_tasks"] == 2)
    #expect(log.looks["w 69"]?.gauges["running_tasks"] == 1)
    #expect(log.looks["w 69"]?.gauges["tasks"] == 2, "ordered at 10, paid for until 70")
    #expect(log.looks["w 71"]?.gauges["tasks"] == 1)
    #expect(abs(outcomes.level("w", "tasks").mean - 1.6) < 1e-9)
  }

  @Test("EC2: whole instances are paid for")
  func wholeInstances() throws {
    let (outcomes, _) = try run(
      "",
      "tasks: 6, service_time: 1s, compute: { ec2: { type: m5.large, tasks_per_instance: 4 } }, "
        + "autoscale: { max: 9, target: 1 }", until: 600)
    let meter = try #require(outcomes.model.meters.first { $0.part == "w" })
    #expect(meter.perHour(outcomes.measured) == 2)
    #expect(outcomes.model.rows.first { $0.part == "w" }?.title == "w x1..9")
    let names = outcomes.model.instruments.cloudWatch.filter { $0.subject == "w" }.map(\.name)
    #expect(names == ["GroupTotalInstances"])
  }

  // MARK: Settings and checks

  @Test(arguments: [
    ("max: 1, min: 2, target: 5", "max must not be below min"),
    ("max: 9, target: 60, on: utilisation", "a utilisation lies between 0 and 100%"),
    ("max: 9, target: 5, cooldown: 10s", "target tracking on EC2 does not wait"),
    ("max: 3, target: 5", "tasks, with which the fleet starts, must lie between min and max"),
    ("max: 9", "autoscale needs target"), ("target: 9", "autoscale needs max"),
    ("max: 9, target: 9, low_alarm: low", "low_alarm must be"), ("max: 9, target: 9, on: cpu", "on must be"),
  ])
  func wrongPolicies(policy: String, message: String) {
    let errors = Reading(
      "workers: { w: { type: fleet, from: q, tasks: 4, service_time: 1s, autoscale: { \(policy) } } }"
    ).errors
    #expect(errors.count == 1 && errors[0].contains(message) && errors[0].contains(" 1:"), "\(errors)")
  }

  @Test func aServiceHasACooldownAndAGroupAWarmUp() {
    func errors(_ policy: String) -> [String] {
      Reading(
        "workers: { w: { type: fleet, from: q, service_time: 1s, compute: { fargate: {} }, "
          + "autoscale: { max: 3, target: 5, \(policy) } } }"
      ).errors
    }
    #expect(errors("cooldown: 60s") == [])
    #expect(errors("warmup: 60s").count == 1)
  }

  @Test func checksOfAPolicy() throws {
    let read = try parts(
      """
      traffic: { t: { to: q, rate: 50/s, shape: [ { at: 10m, x: 5 } ] } }
      channels: { q: { type: sqs, receive_wait: 20s } }
      workers:
        w:
          type: fleet
          from: q
          tasks: 6
          service_time: 100ms
          autoscale: { max: 40, on: visible, target: 500, start_time: 90s }
      faults: { f: { at: 20m, kill: w } }
      """)
    let view = FindingsView(parts: PartDirectory(read), window: "all", duration: s(3600), hoursPerMonth: 730)
    let findings = view.parts.parts.flatMap { $0.findings(view) }
    #expect(findings.contains { $0.id == "scaling-metric" && $0.level == .warn })
    let delay = try #require(findings.first { $0.id == "scaling-delay" })
    #expect(delay.numbers.map(\.value) == [240, 330, 190, 62_700])
    #expect(!findings.contains { $0.id == "unstable" || $0.id == "overload" }, "the most tasks can do it")
    #expect(!findings.contains { $0.id == "uncalibrated" && $0.part == "w" }, "the policy's start_time is its own")
  }
}
