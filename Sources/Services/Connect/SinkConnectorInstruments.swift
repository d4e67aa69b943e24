// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// What is measured of a sink connector. What it has still to read is measured by the log.
struct SinkConnectorInstruments: Sendable {
  /// Workers that are paid for, tasks that run, those that have failed, and the share of the running tasks that work.
  let workers, running, failedTasks, utilisation, percent: GaugeID
  /// Records in objects that are not written yet.
  let buffered: GaugeID
  /// Records taken, each once and all; those begun once more; those written, and those that another object has already.
  let attempts, worked, duplicateWork, written, duplicates: CounterID
  /// Objects with their bytes, records left out, tasks that were lost.
  let objects, objectBytes, skipped, crashes: CounterID
  /// Of one object: the upload, and the time from its first record until it is there.
  let put, open: DistributionID

  init(_ name: String, _ instruments: inout Instruments) {
    workers = instruments.gauge(name, "workers", unit: "workers")
    running = instruments.gauge(name, "tasks", unit: "tasks")
    failedTasks = instruments.gauge(name, "failed_tasks", unit: "tasks")
    utilisation = instruments.gauge(name, "utilisation", unit: "")
    percent = instruments.gauge(name, "cpu", unit: "%")
    buffered = instruments.gauge(name, "buffered")
    attempts = instruments.counter(name, "attempts", unit: "attempts")
    worked = instruments.counter(name, "worked")
    duplicateWork = instruments.counter(name, "duplicate_work")
    written = instruments.counter(name, "written", unit: "records")
    duplicates = instruments.counter(name, "duplicates", unit: "records")
    objects = instruments.counter(name, "objects", unit: "objects")
    objectBytes = instruments.counter(name, "object_bytes", unit: "B")
    skipped = instruments.counter(name, "skipped", unit: "records")
    crashes = instruments.counter(name, "crashes", unit: "tasks")
    put = instruments.distribution(name, "put")
    open = instruments.distribution(name, "object_age")
    instruments.metric(name, "utilisation", .level(utilisation))
    instruments.metric(name, "tasks", .level(running))
    instruments.metric(name, "failed_tasks", .level(failedTasks))
    instruments.metric(name, "buffered", .level(buffered))
    instruments.metric(name, "duplicate_work", .tally(duplicateWork, of: worked))
    instruments.metric(name, "duplicates", .tally(duplicates, of: written))
    instruments.metric(name, "throughput", .tally(written, of: attempts))
    instruments.metric(name, "objects", .tally(objects, of: written))
    instruments.metric(name, "skipped", .tally(skipped, of: attempts))
    instruments.metric(name, "put", .distribution(put))
    instruments.metric(name, "object_age", .distribution(open))
    ConnectCloudWatch.declare(name, workers: workers, running: running, percent: percent, &instruments)
    instruments.cloudWatch(
      CloudWatchMetric("AWS/KafkaConnect", "ErroredTaskCount", "ConnectorName", name, .level(failedTasks)))
  }
}
