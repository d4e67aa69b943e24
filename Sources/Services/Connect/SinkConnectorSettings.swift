// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// A sink connector's settings, checked. Times are nanoseconds, sizes bytes.
struct SinkConnectorSettings: Sendable {
  struct Errors: Sendable {
    let share: Double
    let isTolerated, goesToDeadLetterTopic: Bool
  }

  struct Autoscale: Sendable {
    let min, max: Int
    let scaleOut, scaleIn: Double
    let period, startTime: Nanoseconds
  }

  let name: String
  let from: Reference
  /// An object is full with so many records or bytes, or when it is so old; what is left out is far away.
  let mostRecords: Int
  let mostBytes: Int64
  let longest: Nanoseconds
  let recordTime, offsetFlush, rebalanceDelay, restartTime, keep: Nanoseconds
  let putTime: Distribution
  /// [B/s]
  let putRate: Double
  let compression: Double
  let maxPollRecords: Int
  let exactlyOnce: Bool
  let errors: Errors?
  /// Workers at the start.
  let workers: Int
  let compute: ConnectCompute
  let autoscale: Autoscale?
  private let tasksMax: Int

  /// Nil after an error.
  init?(name: String, _ record: Record, _ context: inout ReadContext) {
    typealias Keys = SinkConnectorKeys
    self.name = name
    from = record[Keys.from]
    let flush = record[Keys.flush]
    mostRecords = flush[Keys.Flush.records] ?? .max
    mostBytes = flush[Keys.Flush.size] ?? .max
    longest = flush[Keys.Flush.every] ?? .farFuture
    recordTime = record[Keys.recordTime]
    putTime = record[Keys.putTime]
    putRate = record[Keys.putRate]
    compression = record[Keys.compression]
    keep = record[Keys.keep]
    maxPollRecords = record[Keys.maxPollRecords]
    exactlyOnce = record[Keys.exactlyOnce]
    errors = record[Keys.errors].map {
      Errors(
        share: $0[Keys.Errors.share], isTolerated: $0[Keys.Errors.tolerance] == .all,
        goesToDeadLetterTopic: $0[Keys.Errors.deadLetter])
    }
    autoscale = record[Keys.autoscale].map {
      Autoscale(
        min: $0[Keys.Autoscale.min], max: $0[Keys.Autoscale.max], scaleOut: $0[Keys.Autoscale.scaleOut],
        scaleIn: $0[Keys.Autoscale.scaleIn], period: $0[Keys.Autoscale.period],
        startTime: $0[Keys.Autoscale.startTime])
    }
    offsetFlush = record[ConnectKeys.offsetFlush]
    rebalanceDelay = record[ConnectKeys.rebalanceDelay]
    restartTime = record[ConnectKeys.restartTime]
    tasksMax = record[ConnectKeys.tasksMax]
    compute = record[ConnectKeys.compute]
    let isStartGiven = !record.isDefaulted(ConnectKeys.workers)
    let written = record[ConnectKeys.workers]
    workers = autoscale.map { isStartGiven ? written : $0.min } ?? written
    guard check(record, &context) else { return nil }
  }

  private func check(_ record: Record, _ context: inout ReadContext) -> Bool {
    typealias Keys = SinkConnectorKeys
    let before = context.diagnostics.errorCount
    func fail(_ key: any AnyKey, in inner: Record? = nil, _ message: String, hint: String) {
      let place = inner?.node(key) ?? inner?.node ?? record.node(key) ?? record.node
      context.diagnostics.error(.value, at: place, message, hint: hint)
    }
    if mostRecords == .max, mostBytes == .max, longest == .farFuture {
      fail(
        Keys.flush, "flush needs records, size or every, else no object is ever written",
        hint: "such as flush: { size: 64MiB, every: 5m }")
    }
    // What is cut by the clock is cut elsewhere when it is read again.
    if exactlyOnce, longest != .farFuture {
      fail(
        Keys.exactlyOnce, "exactly_once needs objects that are cut by offsets alone, not by time",
        hint: "leave flush.every out, or exactly_once")
    }
    if let errors, errors.goesToDeadLetterTopic, !errors.isTolerated, let inner = record[Keys.errors] {
      fail(
        Keys.Errors.deadLetter, in: inner, "dead_letter needs tolerance: all: without, the task fails",
        hint: "add tolerance: all")
    }
    if let autoscale, let inner = record[Keys.autoscale] {
      checkAutoscale(autoscale, record, inner, &context)
    }
    return context.diagnostics.errorCount == before
  }

  private func checkAutoscale(
    _ policy: Autoscale, _ record: Record, _ inner: Record, _ context: inout ReadContext
  ) {
    typealias Keys = SinkConnectorKeys.Autoscale
    func fail(_ node: Node?, _ message: String, hint: String) {
      context.diagnostics.error(.value, at: node ?? inner.node, message, hint: hint)
    }
    if policy.max < policy.min {
      fail(
        inner.node(Keys.max), "max must not be below min, which is \(policy.min)",
        hint: "write max: \(policy.min) or more")
    } else if !(policy.min...policy.max).contains(workers) {
      fail(
        record.node(ConnectKeys.workers), "workers, with which the connector starts, must lie between min and max",
        hint: "\(policy.min) to \(policy.max), or leave it out")
    }
    if policy.scaleIn >= policy.scaleOut {
      fail(
        inner.node(Keys.scaleIn) ?? inner.node(Keys.scaleOut), "scale_in must be below scale_out",
        hint: "such as scale_out: 80%, scale_in: 20%")
    }
    if !compute.isConnect {
      fail(
        record.node(ConnectKeys.compute), "only MSK Connect scales by itself",
        hint: "compute: { connect: { mcu: 1 } }, or leave autoscale out")
    }
    if tasksMax != 1 {
      fail(
        record.node(ConnectKeys.tasksMax),
        "autoscaled capacity sets the number of tasks itself and overrides tasks_max",
        hint: "leave tasks_max out")
    }
  }

  // MARK: Tasks

  /// The most workers that there can be.
  var mostWorkers: Int { autoscale?.max ?? workers }

  /// Tasks that so many workers have: with autoscaled capacity one for each MCU (MSK Developer Guide, MSK Connect
  /// connector capacity: it overrides tasks.max), else what is written.
  func tasks(workers: Int) -> Int { autoscale == nil ? tasksMax : workers * compute.vcpus }

  /// The most tasks that there can be.
  var mostTasks: Int { tasks(workers: mostWorkers) }
}
