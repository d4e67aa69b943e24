// SPDX-License-Identifier: GPL-3.0-or-later

import Services

extension CheckCase {
  /// A topic with two partitions that a connector writes to objects.
  private static let sink = """
    run: { duration: 10m, warmup: 0s }
    traffic: { orders: { to: log, rate: 2/s, size: 40KB } }
    channels: { log: { type: kafka-ec2, instance: m7g.large, partitions: 2 } }
    workers: { lake: { type: sink-connector, from: log, flush: { every: 1m } } }
    """

  /// The changes of a database that is not part of the scenario.
  private static let source = """
    run: { duration: 5m, warmup: 0s }
    channels: { log: { type: kafka-ec2, instance: m7g.large, partitions: 2 } }
    workers:
      capture: { type: source-connector, to: log, rate: 5/s }
      index: { type: fleet, from: log, service_time: 5ms }
    """

  private static let autoscaled = "workers.lake.autoscale={ min: 3, max: 3 }"

  static let connectors = [
    CheckCase(
      check: .connectorFailed, part: "lake", scenario: sink,
      found: ["workers.lake.errors={ share: 1%, tolerance: none }"],
      justNot: ["workers.lake.errors={ share: 1%, tolerance: all }"], gains: [.less("lag_messages")]),
    CheckCase(
      check: .connectorTasks, part: "lake", scenario: sink,
      found: ["workers.lake.tasks_max=3", "workers.lake.workers=3"],
      justNot: ["workers.lake.tasks_max=2", "workers.lake.workers=3"], gains: [.money]),
    // Tasks alone cost nothing.
    CheckCase(
      check: .connectorTasks, part: "lake", scenario: sink, found: ["workers.lake.tasks_max=3"],
      justNot: ["workers.lake.tasks_max=2"]),
    CheckCase(
      check: .connectorTasks, part: "lake", scenario: sink, found: [autoscaled],
      justNot: ["workers.lake.autoscale={ min: 1, max: 2 }"], gains: [.money]),
    CheckCase(
      check: .connectorTasks, part: "capture", scenario: source, found: ["workers.capture.tasks_max=2"],
      justNot: ["workers.capture.tasks_max=1"]),
    CheckCase(
      check: .connectorTasks, part: "capture", scenario: source, found: ["workers.capture.workers=3"],
      justNot: ["workers.capture.workers=2"], gains: [.money]),
    // 40 kB/s of each partition.
    CheckCase(
      check: .smallFiles, part: "lake", scenario: sink, found: ["workers.lake.flush.every=1m"],
      justNot: ["workers.lake.flush.every=3m"], isMeasured: true, gains: [.less("objects")]),
    CheckCase(
      check: .smallFiles, part: "lake", scenario: sink, found: ["workers.lake.flush={ records: 120, every: 1h }"],
      justNot: ["workers.lake.flush={ records: 140, every: 1h }"], isMeasured: true, gains: [.less("objects")]),
    CheckCase(
      check: .snapshotTime, part: "capture", scenario: source,
      found: ["workers.capture.snapshot={ rows: 20001, row_time: 50us }"],
      justNot: ["workers.capture.snapshot={ rows: 20000, row_time: 50us }"]),
    CheckCase(
      check: .snapshotTime, part: "capture", scenario: source,
      found: ["workers.capture.snapshot={ rows: 7000000, row_time: 50us }"],
      justNot: ["workers.capture.snapshot={ rows: 20000, row_time: 50us }"]),
    // 100 us for each change.
    CheckCase(
      check: .overload, part: "capture", scenario: source, found: ["workers.capture.rate=10001/s"],
      justNot: ["workers.capture.rate=10000/s"]),
  ]
}
