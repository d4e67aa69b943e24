// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// The settings of a source connector that captures the changes of a database, as they are written in a scenario.
enum SourceConnectorKeys {
  static let to = RequiredKey(
    "to", .reference(to: ["channel"]), "The log that the changes are sent to: a topic of Kafka or a stream of Kinesis.")
  static let capture = OptionalKey(
    "capture", .reference(to: ["database"]),
    "The database of the scenario whose commits are captured; left out, rate says how many changes there are.")
  static let rate = OptionalKey(
    "rate", .rate, "Changes a second, on average, at a load of 1, of a database that is not part of the scenario.")
  static let shape = OptionalKey(
    "shape", .list(of: .record(TrafficKeys.pointTable), count: 1...10_000),
    "With rate: the load over time as a multiple of it.")
  static let keys = OptionalKey(
    "keys", .keyChoice, "With rate: the primary keys of the rows that change, which are the keys of the records.")
  static let deletes = Key(
    "deletes", .ratio, default: "0%", .sluice,
    "The share of the changes that delete a row: each is followed by a tombstone, a record without a value.",
    source: "Debezium documentation, connector configs: tombstones.on.delete")
  static let size = Key(
    "size", .size, default: "{ lognormal: { p50: 1500B, p99: 3KiB } }",
    .assumed("a change holds the row before and after and its schema: 1 to 3 KB unless schemas are disabled"),
    "Bytes of one change.")
  static let snapshot = OptionalKey(
    "snapshot", .record(snapshotTable), "The rows that are read before the first change; none if it is left out.")
  static let pollInterval = Key(
    "poll_interval", .duration(1_000_000...(3600 * .second)), default: "500ms",
    .aws("Debezium documentation, connector configs: poll.interval.ms"),
    "How long the task waits for changes before it sends those that there are.")
  static let maxBatch = Key(
    "max_batch_size", .integer(1...1_000_000), default: "2048",
    .aws("Debezium documentation, connector configs: max.batch.size"),
    "The most changes of one batch; so many are sent at once, without waiting.")
  static let changeTime = Key(
    "change_time", .duration(0...(60 * .second)), default: "100us",
    .assumed("one task captures 5,000 to 15,000 changes a second"), "How long the task works on one change.")
  static let exactlyOnce = Key(
    "exactly_once", .flag, default: "false",
    .aws("Apache Kafka documentation, Connect worker configs: exactly.once.source.support"),
    "Records and offsets are written in one transaction (KIP-618): nothing is sent twice after a crash.")

  enum Snapshot {
    static let rows = RequiredKey("rows", .integer(1...100_000_000), "Rows of the tables that are captured.")
    static let rowTime = Key(
      "row_time", .duration(0...(60 * .second)), default: "50us",
      .assumed("a task reads some 20,000 rows a second"), "How long it takes to read one row.")
    static let rowSize = Key("row_size", .size, default: "1KiB", .sluice, "Bytes of the record of one row.")
  }

  static let snapshotTable = KeyTable(
    "snapshot", "The initial snapshot: all rows, before the first change.",
    keys: [Snapshot.rows, Snapshot.rowTime, Snapshot.rowSize])

  static let table = KeyTable(
    "source-connector",
    "A source connector of Kafka Connect that captures the changes of a database, as Debezium does.",
    keys: [
      to, capture, rate, shape, keys, deletes, size, snapshot, pollInterval, maxBatch, changeTime, exactlyOnce,
      ConnectKeys.offsetFlush, ConnectKeys.tasksMax, ConnectKeys.workers, ConnectKeys.compute,
      ConnectKeys.rebalanceDelay, ConnectKeys.restartTime,
    ])
}
