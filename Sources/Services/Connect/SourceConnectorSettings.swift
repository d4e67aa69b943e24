// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// A source connector's settings, checked. Times are nanoseconds.
struct SourceConnectorSettings: Sendable {
  struct Snapshot: Sendable {
    let rows: Int
    let rowTime: Nanoseconds
    let rowSize: Distribution

    /// How long it takes, if nothing comes between.
    var time: Nanoseconds { rowTime.multipliedReportingOverflow(by: Int64(rows)).partialValue }
  }

  let name: String
  let to: Reference
  /// The database whose commits it captures; nil for changes of its own.
  let capture: Reference?
  /// Changes a second at a load of 1.
  let rate: Double
  let shape: LoadShape
  let keys: KeyChoice?
  let deletes: Double
  let size: Distribution
  let snapshot: Snapshot?
  let pollInterval, changeTime, offsetFlush, rebalanceDelay, restartTime: Nanoseconds
  let maxBatch, tasksMax, workers: Int
  let exactlyOnce: Bool
  let compute: ConnectCompute
  private let keysPlace: Node

  /// - Parameter factor: multiplies the load.
  ///
  /// Nil after an error.
  init?(name: String, _ record: Record, factor: Double, _ context: inout ReadContext) {
    typealias Keys = SourceConnectorKeys
    self.name = name
    to = record[Keys.to]
    capture = record[Keys.capture]
    rate = record[Keys.rate] ?? 0
    let points = (record[Keys.shape] ?? []).map {
      (at: $0[TrafficKeys.Point.at], x: $0[TrafficKeys.Point.x], ramp: $0[TrafficKeys.Point.ramp])
    }
    shape = LoadShape(points: points, factor: factor)
    keys = record[Keys.keys]
    keysPlace = record.node(Keys.keys) ?? record.node
    deletes = record[Keys.deletes]
    size = record[Keys.size]
    snapshot = record[Keys.snapshot].map {
      Snapshot(
        rows: $0[Keys.Snapshot.rows], rowTime: $0[Keys.Snapshot.rowTime], rowSize: $0[Keys.Snapshot.rowSize])
    }
    pollInterval = record[Keys.pollInterval]
    changeTime = record[Keys.changeTime]
    maxBatch = record[Keys.maxBatch]
    exactlyOnce = record[Keys.exactlyOnce]
    offsetFlush = record[ConnectKeys.offsetFlush]
    rebalanceDelay = record[ConnectKeys.rebalanceDelay]
    restartTime = record[ConnectKeys.restartTime]
    tasksMax = record[ConnectKeys.tasksMax]
    workers = record[ConnectKeys.workers]
    compute = record[ConnectKeys.compute]
    guard Self.check(record, &context) else { return nil }
  }

  private static func check(_ record: Record, _ context: inout ReadContext) -> Bool {
    typealias Keys = SourceConnectorKeys
    let before = context.diagnostics.errorCount
    let isCapture = record[Keys.capture] != nil
    if isCapture {
      let others: [(any AnyKey, Bool)] = [
        (Keys.rate, record[Keys.rate] != nil), (Keys.shape, record[Keys.shape] != nil),
        (Keys.keys, record[Keys.keys] != nil),
      ]
      for (key, isSet) in others where isSet {
        context.diagnostics.error(
          .value, at: record.node(key) ?? record.node, "\(key.name) has no place beside capture",
          hint: "the changes are those of the database; leave it out")
      }
    } else if record[Keys.rate] == nil {
      context.diagnostics.error(
        .missing, at: record.node, "a source connector needs capture or rate",
        hint: "capture: NAME of a database, or rate: 100/s for one that is not part of the scenario")
    }
    let points = record[Keys.shape] ?? []
    for (point, next) in zip(points, points.dropFirst())
    where next[TrafficKeys.Point.at] <= point[TrafficKeys.Point.at] {
      context.diagnostics.error(
        .value, at: next.node(TrafficKeys.Point.at) ?? next.node, "the points of a shape go forward in time",
        hint: "each `at` is later than the one before")
    }
    return context.diagnostics.errorCount == before
  }

  /// The time that the one task works on one change of the load, tombstones included [s].
  var workPerChange: Double { changeTime.seconds * (1 + deletes) }
}
