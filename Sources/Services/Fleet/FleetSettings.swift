// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// A fleet's settings, checked. Times are nanoseconds.
struct FleetSettings: Sendable {
  struct Heartbeat: Sendable {
    let every, extendTo: Nanoseconds
  }

  struct Crash: Sendable {
    let every, restart: Nanoseconds
  }

  let name: String
  var from: Reference
  let tasks, slots, receive: Int
  let pollPause: Nanoseconds
  /// What its calls ask for; nil for what the channel says.
  let receiveWait, visibilityTimeout: Nanoseconds?
  let compute: Compute
  /// The attempt without its calls.
  let serviceTime: Distribution
  let calls: CallPlan
  let autoscale: Autoscale?
  /// Until a task that a planned fault has taken away is replaced.
  let replacementTime: Distribution
  /// Whether that is nobody's setting.
  let replacementIsAssumed: Bool
  let heartbeat: Heartbeat?
  let deletesBeforeWork, givesBack: Bool
  let error, poison: Double
  let crash: Crash?
  /// How it reads a log, if its channel is one.
  let log: FleetLogSettings

  /// Nil after an error.
  init?(name: String, _ record: Record, _ context: inout ReadContext) {
    let before = context.diagnostics.errorCount
    self.name = name
    from = record[FleetKeys.from]
    compute = record[FleetKeys.compute]
    let isStartGiven = !record.isDefaulted(FleetKeys.tasks)
    autoscale = record[FleetKeys.autoscale].flatMap {
      Autoscale(
        $0, record[FleetKeys.compute], tasks: isStartGiven ? record[FleetKeys.tasks] : nil,
        tasksNode: record.node(FleetKeys.tasks), &context)
    }
    tasks = isStartGiven ? record[FleetKeys.tasks] : autoscale?.min ?? record[FleetKeys.tasks]
    slots = record[FleetKeys.slots]
    receive = record[FleetKeys.receive]
    pollPause = record[FleetKeys.pollPause]
    receiveWait = record[FleetKeys.receiveWait]
    visibilityTimeout = record[FleetKeys.visibilityTimeout]
    calls = record[FleetKeys.calls] ?? .none
    if record[FleetKeys.serviceTime] == nil, calls.isEmpty {
      context.diagnostics.error(
        .missing, at: record.node, "a fleet worker needs service_time",
        hint: "service_time: 5ms - \(FleetKeys.serviceTime.summary)")
    }
    serviceTime = record[FleetKeys.serviceTime] ?? .zero
    heartbeat = record[FleetKeys.heartbeat].map {
      Heartbeat(every: $0[FleetKeys.Heartbeat.every], extendTo: $0[FleetKeys.Heartbeat.extendTo])
    }
    deletesBeforeWork = record[FleetKeys.delete] == .beforeWork
    givesBack = record[FleetKeys.onError] == .giveBack
    let failures = record[FleetKeys.failures]
    error = failures?[FleetKeys.Failures.error] ?? 0
    poison = failures?[FleetKeys.Failures.poison] ?? 0
    crash = failures?[FleetKeys.Failures.crash].map {
      Crash(every: $0[FleetKeys.Crash.every], restart: $0[FleetKeys.Crash.restart])
    }
    let restart = record[FleetKeys.restartTime]
    replacementTime =
      restart ?? crash.map { Self.constant($0.restart) } ?? autoscale?.startTime ?? Self.constant(Self.assumedRestart)
    replacementIsAssumed = restart == nil && crash == nil && autoscale == nil
    log = FleetLogSettings(record, deletesBeforeWork: deletesBeforeWork, &context)
    guard context.diagnostics.errorCount == before else { return nil }
  }

  private static func constant(_ length: Nanoseconds) -> Distribution {
    (try? Distribution.constant(length.seconds)) ?? .zero
  }

  /// What a crash is assumed to take, too.
  private static var assumedRestart: Nanoseconds {
    FleetKeys.Crash.restart.defaultText.flatMap { try? Units.duration($0) } ?? 0
  }

  /// The most tasks that there can be.
  var mostTasks: Int { autoscale?.max ?? tasks }

  /// Messages that the whole fleet can work on at a time, with all the tasks that there can be.
  var capacity: Int { mostTasks * slots }

  var tasksPerInstance: Int { compute.tasksPerInstance }
}
