// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// What is measured of a source connector besides its flow.
struct SourceConnectorInstruments: Sendable {
  /// Workers that are paid for, tasks that run, and the share of the time that the task works.
  let workers, running, utilisation, percent: GaugeID
  /// Changes that are committed and not captured, and seconds since the oldest of them was.
  let lagMessages, lag: GaugeID
  /// Records sent, those that were throttled, and those sent once more after a crash.
  let calls, throttled, resent: CounterID
  /// Changes and rows captured, each once; batches, commits of offsets, losses of the task.
  let captured, rows, polls, commits, crashes: CounterID
  /// From a commit in the database until the change is sent.
  let capture: DistributionID

  init(_ name: String, _ instruments: inout Instruments) {
    workers = instruments.gauge(name, "workers", unit: "workers")
    running = instruments.gauge(name, "tasks", unit: "tasks")
    utilisation = instruments.gauge(name, "utilisation", unit: "")
    percent = instruments.gauge(name, "cpu", unit: "%")
    lagMessages = instruments.gauge(name, "lag_messages")
    lag = instruments.gauge(name, "lag", unit: "s")
    calls = instruments.counter(name, "calls", unit: "records")
    throttled = instruments.counter(name, "throttled", unit: "records")
    resent = instruments.counter(name, "resent", unit: "records")
    captured = instruments.counter(name, "captured", unit: "changes")
    rows = instruments.counter(name, "snapshot_rows", unit: "rows")
    polls = instruments.counter(name, "polls", unit: "times")
    commits = instruments.counter(name, "commits", unit: "times")
    crashes = instruments.counter(name, "crashes", unit: "tasks")
    capture = instruments.distribution(name, "capture")
    instruments.metric(name, "utilisation", .level(utilisation))
    instruments.metric(name, "lag_messages", .level(lagMessages))
    instruments.metric(name, "lag", .level(lag))
    instruments.metric(name, "tasks", .level(running))
    instruments.metric(name, "capture", .distribution(capture))
    instruments.metric(name, "throttled", .tally(throttled, of: calls))
    instruments.metric(name, "resent", .tally(resent, of: calls))
    ConnectCloudWatch.declare(name, workers: workers, running: running, percent: percent, &instruments)
  }
}

/// Under the names that MSK Connect publishes (MSK Developer Guide, monitoring MSK Connect).
enum ConnectCloudWatch {
  static func declare(
    _ name: String, workers: GaugeID, running: GaugeID, percent: GaugeID, _ instruments: inout Instruments
  ) {
    for (metric, gauge) in [("WorkerCount", workers), ("RunningTaskCount", running), ("CpuUtilization", percent)] {
      instruments.cloudWatch(CloudWatchMetric("AWS/KafkaConnect", metric, "ConnectorName", name, .level(gauge)))
    }
  }
}
