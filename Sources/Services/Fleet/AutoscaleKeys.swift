// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// The settings under a fleet's `autoscale`: a target tracking policy.
enum AutoscaleKeys {
  enum Measure: String, CaseIterable, Sendable {
    /// Visible messages for each running task.
    case backlog
    /// Visible messages, whatever the number of tasks.
    case visible
    /// The share of busy slots of the running tasks.
    case utilisation
  }

  static let min = Key(
    "min", .integer(1...100_000), default: "1", .sluice, "The fewest tasks; the fleet starts with `tasks`, or these.")
  static let max = RequiredKey("max", .integer(1...100_000), "The most tasks.", monotone: true)
  static let on = Key(
    "on", .choice(of: Measure.self), default: "backlog", .sluice,
    "What is measured: the backlog (visible messages for each running task), all visible messages, or utilisation.",
    source: "EC2 Auto Scaling User Guide, scaling policy based on Amazon SQS")
  static let target = RequiredKey(
    "target",
    ValueKind<Double>.either(.number(0.000_001...1e9), .ratio(0.000_001...1), { $0 }, { $0 })
      .described(as: "number or share", example: "100"),
    "What the measure is kept at: messages a task, messages, or a share such as 60%.",
    source: "EC2 Auto Scaling User Guide, scaling policy based on Amazon SQS: acceptable latency / seconds per message")
  static let period = Key(
    "period", .wholeSeconds((10 * .second)...(3600 * .second)), default: "60s",
    .aws("CloudWatch: standard resolution; high-resolution alarms from 10 s"), "Time between two points of the metric.")
  static let metricDelay = Key(
    "metric_delay", .duration(0...(3600 * .second)), default: "60s",
    .assumed("metrics arrive within about a minute; AWS promises nothing"),
    "Time until the alarm has a point of the metric.")
  static let alarmPoints = Key(
    "alarm_points", .integer(1...1_440), default: "3",
    .assumed("observed in public configurations; AWS does not promise it"),
    "Points in a row above the target until tasks are added.")
  static let lowAlarmPoints = Key(
    "low_alarm_points", .integer(1...1_440), default: "15",
    .assumed("observed in public configurations; AWS does not promise it"),
    "Points in a row below the low alarm until tasks are taken away.")
  static let lowAlarm = Key(
    "low_alarm",
    ValueKind<Double?>.either(.choice(["observed"]), .ratio(0.01...1), { _ in nil }, { $0 })
      .described(as: "share or `observed`", example: "90%"),
    default: "observed",
    .assumed("observed: 70% for EC2 groups, 90% for ECS services; AWS does not promise it"),
    "The share of the target below which there are too many tasks; observed is 70%, on Fargate 90%.")
  static let scaleInStep = Key(
    "scale_in_step", .ratio(0.001...1), default: "10%",
    .assumed("AWS says that it scales in gradually and gives no number"),
    "The largest share of the tasks that is taken away at a time, at least one task.")
  static let warmup = Key(
    "warmup", .duration(0...(86_400 * .second)), default: "300s",
    .aws("EC2 Auto Scaling User Guide, default instance warmup: the default cooldown, 300 s"),
    "On EC2: how long a new task is left out of the metric; no task is taken away meanwhile.")
  static let cooldown = Key(
    "cooldown", .duration(0...(86_400 * .second)), default: "300s",
    .aws("Application Auto Scaling User Guide, target tracking: 300 s for ECS services"),
    "On Fargate: after tasks were added, until they count as there; after tasks were taken away, until the next are.")
  static let startTime = Key(
    "start_time", .time, default: "{ lognormal: { p50: 60s, p99: 135s } }",
    .assumed("an instance starts in about 30 s, a Fargate task in 30 to 60 s, and the application needs its time"),
    "Time until a new task takes messages.")
  static let stopGrace = Key(
    "stop_grace", .duration(0...(43_200 * .second)), default: "30s",
    .aws("ECS task definition parameters, stopTimeout"),
    "How long a task that is taken away may go on working; what it has not finished then comes back at its timeout.")
  static let protectWorking = Key(
    "protect_working", .flag, default: "false",
    .aws("Scale-in protection, of ECS tasks and of EC2 instances, is off"),
    "Whether a task that works is let finish however long it takes (scale-in protection).")

  static let table = KeyTable(
    "autoscale", "Adds and takes away tasks: a target tracking policy, of EC2 Auto Scaling or, on Fargate, of ECS.",
    keys: [
      min, max, on, target, period, metricDelay, alarmPoints, lowAlarm, lowAlarmPoints, scaleInStep, warmup, cooldown,
      startTime, stopGrace, protectWorking,
    ])
}
