// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// What is measured of a fleet.
struct FleetInstruments: Sendable {
  let tasks, busy, utilisation, buffered: GaugeID
  let attempts, worked, duplicateWork, succeeded, failed, crashes: CounterID
  let service: DistributionID
  /// Messages in the hands of tasks that were lost; measured where more than single crashes can take tasks away.
  let abandoned: CounterID?
  let scaling: ScalingInstruments?
  /// vCPUs in use above the baseline of burstable instances, where they are billed for it.
  let surplus: GaugeID?

  /// - Parameters:
  ///   - policy: the scaling policy, if there is one.
  ///   - hasFaults: whether planned faults happen to the fleet.
  init(
    _ name: String, _ compute: Compute, _ policy: Autoscale?, hasFaults: Bool, _ instruments: inout Instruments
  ) {
    let tasks = instruments.gauge(name, "tasks", unit: "tasks")
    self.tasks = tasks
    busy = instruments.gauge(name, "busy", unit: "slots")
    utilisation = instruments.gauge(name, "utilisation", unit: "")
    buffered = instruments.gauge(name, "buffered")
    attempts = instruments.counter(name, "attempts", unit: "attempts")
    worked = instruments.counter(name, "worked")
    duplicateWork = instruments.counter(name, "duplicate_work")
    succeeded = instruments.counter(name, "succeeded", unit: "attempts")
    failed = instruments.counter(name, "failed", unit: "attempts")
    crashes = instruments.counter(name, "crashes", unit: "tasks")
    service = instruments.distribution(name, "service")
    abandoned = policy != nil || hasFaults ? instruments.counter(name, "abandoned") : nil
    scaling = policy.map { _ in ScalingInstruments(name, compute, tasks: tasks, &instruments) }
    if case .ec2(let instance) = compute, instance.burstable != nil {
      surplus = instruments.gauge(name, "surplus_vcpus", unit: "vCPUs")
    } else {
      surplus = nil
    }
    instruments.metric(name, "utilisation", .level(utilisation))
    instruments.metric(name, "busy", .level(busy))
    instruments.metric(name, "duplicate_work", .tally(duplicateWork, of: worked))
    instruments.metric(name, "errors", .tally(failed, of: attempts))
    instruments.metric(name, "throughput", .tally(succeeded, of: attempts))
    instruments.metric(name, "service", .distribution(service))
  }
}

/// What is measured of a fleet whose tasks come and go.
struct ScalingInstruments: Sendable {
  /// Tasks wanted, working, on their way up, and finishing what they hold.
  let desired, running, starting, leaving: GaugeID
  /// Whole instances that are paid for.
  let instances: GaugeID
  /// Visible messages for each running task, at the points of the metric.
  let backlog: GaugeID
  let outs, ins, points: CounterID

  init(_ name: String, _ compute: Compute, tasks: GaugeID, _ instruments: inout Instruments) {
    desired = instruments.gauge(name, "desired_tasks", unit: "tasks")
    running = instruments.gauge(name, "running_tasks", unit: "tasks")
    starting = instruments.gauge(name, "starting_tasks", unit: "tasks")
    leaving = instruments.gauge(name, "leaving_tasks", unit: "tasks")
    instances = instruments.gauge(name, "instances", unit: "instances")
    backlog = instruments.gauge(name, "backlog_per_task")
    outs = instruments.counter(name, "scale_outs", unit: "times")
    ins = instruments.counter(name, "scale_ins", unit: "times")
    points = instruments.counter(name, "scaling_points", unit: "points")
    instruments.metric(name, "tasks", .level(tasks))
    instruments.metric(name, "desired_tasks", .level(desired))
    instruments.metric(name, "running_tasks", .level(running))
    instruments.metric(name, "backlog_per_task", .level(backlog))
    instruments.metric(name, "scale_outs", .tally(outs, of: points))
    instruments.metric(name, "scale_ins", .tally(ins, of: points))
    let shown: [(String, String, GaugeID)]
    let dimension: String
    if compute.isFargate {
      dimension = "ServiceName"
      shown = [
        ("ECS/ContainerInsights", "DesiredTaskCount", desired), ("ECS/ContainerInsights", "RunningTaskCount", running),
        ("ECS/ContainerInsights", "PendingTaskCount", starting),
      ]
    } else {
      dimension = "AutoScalingGroupName"
      // The group counts instances, which are tasks unless several share one.
      let single = [
        ("AWS/AutoScaling", "GroupDesiredCapacity", desired), ("AWS/AutoScaling", "GroupInServiceInstances", running),
        ("AWS/AutoScaling", "GroupPendingInstances", starting),
        ("AWS/AutoScaling", "GroupTerminatingInstances", leaving),
      ]
      shown = (compute.tasksPerInstance == 1 ? single : []) + [("AWS/AutoScaling", "GroupTotalInstances", instances)]
    }
    for (namespace, metric, gauge) in shown {
      instruments.cloudWatch(CloudWatchMetric(namespace, metric, dimension, name, .level(gauge)))
    }
  }
}

/// A fleet's random draws, each by a key of its own.
struct FleetDraws: Sendable {
  let service, error, poison, crash, start, launch, fault: DrawStream

  init(key: RandomKey, fleet: String) {
    service = DrawStream(key, name: fleet, purpose: "service")
    error = DrawStream(key, name: fleet, purpose: "error")
    poison = DrawStream(key, name: fleet, purpose: "poison")
    crash = DrawStream(key, name: fleet, purpose: "crash")
    start = DrawStream(key, name: fleet, purpose: "start")
    launch = DrawStream(key, name: fleet, purpose: "launch")
    fault = DrawStream(key, name: fleet, purpose: "fault")
  }
}
