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
  let from: Reference
  let tasks, slots, receive: Int
  let pollPause: Nanoseconds
  /// What its calls ask for; nil for what the channel says.
  let receiveWait, visibilityTimeout: Nanoseconds?
  let compute: Compute
  let serviceTime: Distribution
  let heartbeat: Heartbeat?
  let deletesBeforeWork, givesBack: Bool
  let error, poison: Double
  let crash: Crash?

  init(name: String, _ record: Record) {
    self.name = name
    from = record[FleetKeys.from]
    tasks = record[FleetKeys.tasks]
    slots = record[FleetKeys.slots]
    receive = record[FleetKeys.receive]
    pollPause = record[FleetKeys.pollPause]
    receiveWait = record[FleetKeys.receiveWait]
    visibilityTimeout = record[FleetKeys.visibilityTimeout]
    compute = record[FleetKeys.compute]
    serviceTime = record[FleetKeys.serviceTime]
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
  }

  /// Messages that the whole fleet can work on at a time.
  var capacity: Int { tasks * slots }
}
