// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// What is measured of a fleet.
struct FleetInstruments: Sendable {
  let tasks, busy, utilisation, buffered: GaugeID
  let attempts, worked, duplicateWork, succeeded, failed, crashes: CounterID
  let service: DistributionID

  init(_ name: String, _ instruments: inout Instruments) {
    tasks = instruments.gauge(name, "tasks", unit: "tasks")
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
    instruments.metric(name, "utilisation", .level(utilisation))
    instruments.metric(name, "busy", .level(busy))
    instruments.metric(name, "duplicate_work", .tally(duplicateWork, of: worked))
    instruments.metric(name, "errors", .tally(failed, of: attempts))
    instruments.metric(name, "throughput", .tally(succeeded, of: attempts))
    instruments.metric(name, "service", .distribution(service))
  }
}

/// A fleet's random draws, each by a key of its own.
struct FleetDraws: Sendable {
  let service, error, poison, crash, start: DrawStream

  init(key: RandomKey, fleet: String) {
    service = DrawStream(key, name: fleet, purpose: "service")
    error = DrawStream(key, name: fleet, purpose: "error")
    poison = DrawStream(key, name: fleet, purpose: "poison")
    crash = DrawStream(key, name: fleet, purpose: "crash")
    start = DrawStream(key, name: fleet, purpose: "start")
  }
}
