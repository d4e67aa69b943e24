// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// A scaling policy, checked. Times are nanoseconds.
struct Autoscale: Sendable {
  let min, max: Int
  let measure: AutoscaleKeys.Measure
  let target: Double
  let period, metricDelay: Nanoseconds
  let alarmPoints, lowAlarmPoints: Int
  let lowAlarm, scaleInStep: Double
  /// EC2 Auto Scaling: new tasks warm up; 0 on Fargate.
  let warmup: Nanoseconds
  /// Application Auto Scaling: pauses after scaling; 0 elsewhere.
  let cooldown: Nanoseconds
  let startTime: Distribution
  let stopGrace: Nanoseconds
  let protectsWorking: Bool

  /// Nil after an error.
  init?(_ record: Record, _ compute: Compute, tasks: Int?, tasksNode: Node?, _ context: inout ReadContext) {
    min = record[AutoscaleKeys.min]
    max = record[AutoscaleKeys.max]
    measure = record[AutoscaleKeys.on]
    target = record[AutoscaleKeys.target]
    period = record[AutoscaleKeys.period]
    metricDelay = record[AutoscaleKeys.metricDelay]
    alarmPoints = record[AutoscaleKeys.alarmPoints]
    lowAlarmPoints = record[AutoscaleKeys.lowAlarmPoints]
    scaleInStep = record[AutoscaleKeys.scaleInStep]
    let isService = compute.isFargate
    lowAlarm = record[AutoscaleKeys.lowAlarm] ?? (isService ? 0.9 : 0.7)
    warmup = isService ? 0 : record[AutoscaleKeys.warmup]
    cooldown = isService ? record[AutoscaleKeys.cooldown] : 0
    startTime = record[AutoscaleKeys.startTime]
    stopGrace = record[AutoscaleKeys.stopGrace]
    protectsWorking = record[AutoscaleKeys.protectWorking]
    let before = context.diagnostics.errorCount
    func fail(_ key: any AnyKey, _ message: String, hint: String) {
      context.diagnostics.error(.value, at: record.node(key) ?? record.node, message, hint: hint)
    }
    if max < min {
      fail(AutoscaleKeys.max, "max must not be below min, which is \(min)", hint: "write max: \(min) or more")
    }
    if measure == .utilisation, target > 1 {
      fail(AutoscaleKeys.target, "a utilisation lies between 0 and 100%", hint: "such as target: 60%")
    }
    if isService, !record.isDefaulted(AutoscaleKeys.warmup) {
      fail(AutoscaleKeys.warmup, "tasks on Fargate have no warm-up", hint: "an ECS service has a cooldown instead")
    }
    if !isService, !record.isDefaulted(AutoscaleKeys.cooldown) {
      fail(
        AutoscaleKeys.cooldown, "target tracking on EC2 does not wait for a cooldown",
        hint: "say warmup; a cooldown belongs to an ECS service: compute: { fargate: … }")
    }
    if let tasks, max >= min, !(min...max).contains(tasks) {
      context.diagnostics.error(
        .value, at: tasksNode ?? record.node, "tasks, with which the fleet starts, must lie between min and max",
        hint: "\(min) to \(max), or leave it out to start with \(min)")
    }
    guard context.diagnostics.errorCount == before else { return nil }
  }

  /// Time from a rise of the load until the alarm has seen enough of it, and until the first new task works.
  var reaction: (alarm: Nanoseconds, running: Double) {
    let alarm = metricDelay.advanced(by: Nanoseconds(alarmPoints) * period)
    return (alarm, alarm.seconds + startTime.mean)
  }

  /// The number of tasks that would bring the measure to its target: ceil(tasks x metric / target), so that a smaller
  /// number never brings it above (EC2 Auto Scaling User Guide, target tracking).
  func wanted(_ tasks: Int, _ metric: Double) -> Int {
    let wanted = (Double(tasks) * metric / target).rounded(.up)
    return wanted < Double(max) ? Swift.max(Int(wanted), min) : max
  }
}
