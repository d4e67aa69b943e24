// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// How a fleet reads a log, as it is written. A queue makes nothing of it.
struct FleetLogSettings: Sendable {
  let guarantee: LogReading.Guarantee
  /// Nil for what the log says.
  let commitInterval: Nanoseconds?
  let mostRecords: Int?
  /// Nil for ever.
  let retries: Int?
  let retryPause: Nanoseconds
  let deadLetter: Reference?
  let group: FleetGroupSettings
  /// What is written that only a log, or only a queue, understands, and where.
  private let onlyLogs, onlyQueues: [Reference]
  private let slots: Reference?

  init(_ record: Record, deletesBeforeWork: Bool, _ context: inout ReadContext) {
    let commit = record[FleetKeys.commit]
    let isExactlyOnce = commit?[FleetKeys.Commit.exactlyOnce] ?? false
    guarantee = isExactlyOnce ? .exactlyOnce : deletesBeforeWork ? .atMostOnce : .atLeastOnce
    commitInterval = commit?[FleetKeys.Commit.every] ?? (isExactlyOnce ? LogGroup.transactionInterval : nil)
    mostRecords = record[FleetKeys.maxPollRecords]
    retries = record[FleetKeys.retries]
    retryPause = record[FleetKeys.retryPause]
    deadLetter = record[FleetKeys.deadLetter]
    group = FleetGroupSettings(record, &context)
    // By what is set, not by what is written: `expand` writes all defaults.
    onlyLogs = Self.places(
      of: [
        (FleetKeys.maxPollRecords, mostRecords != nil), (FleetKeys.commit, commit != nil),
        (FleetKeys.retries, retries != nil), (FleetKeys.deadLetter, deadLetter != nil),
      ], record)
    onlyQueues = Self.places(
      of: [
        (FleetKeys.receive, record[FleetKeys.receive] != 10),
        (FleetKeys.receiveWait, record[FleetKeys.receiveWait] != nil),
        (FleetKeys.visibilityTimeout, record[FleetKeys.visibilityTimeout] != nil),
        (FleetKeys.heartbeat, record[FleetKeys.heartbeat] != nil),
        (FleetKeys.onError, record[FleetKeys.onError] != .wait),
      ], record)
    slots = Self.places(of: [(FleetKeys.slots, record[FleetKeys.slots] > 1)], record).first
    if isExactlyOnce, deletesBeforeWork, let node = record.node(FleetKeys.delete) {
      context.diagnostics.error(
        .value, at: node, "exactly once commits with the results, not before the work",
        hint: "leave delete out, or commit.exactly_once")
    }
    if deadLetter != nil, retries == nil, let node = record.node(FleetKeys.deadLetter) {
      context.diagnostics.error(
        .missing, at: node, "dead_letter needs retries: without, a record is tried for ever", hint: "such as retries: 3"
      )
    }
  }

  private static func places(of keys: [(key: any AnyKey, isSet: Bool)], _ record: Record) -> [Reference] {
    keys.filter(\.isSet).map { Reference(name: $0.key.name, node: record.node($0.key) ?? record.node) }
  }

  var references: [Reference] { deadLetter.map { [$0] } ?? [] }

  /// - Parameters:
  ///   - tasks: the most that there can be.
  ///   - atStart: those that there are at the start.
  func reading(tasks: Int, atStart: Int) -> LogReading {
    var group = group.group
    if let mostRecords { group.fetch.maxRecords = mostRecords }
    return LogReading(
      members: .tasks(tasks), guarantee: guarantee, commitInterval: commitInterval, membersAtStart: atStart,
      group: group)
  }

  /// Finds what has no meaning with the fleet's channel.
  func validate(_ fleet: FleetPart, _ channel: any Channel, _ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    guard channel is any LogChannel else {
      let groups = group.set.filter { $0.name != "commit.exactly_once" }
      for key in onlyLogs + groups {
        diagnostics.error(
          .value, at: key.node,
          "\(key.name) has no meaning with \(channel.name), which is \(English.withArticle(channel.kind))",
          hint: "it is for workers that read a log (kinesis, msk, msk-serverless, kafka-ec2)")
      }
      return
    }
    for key in onlyQueues {
      diagnostics.error(
        .value, at: key.node,
        "\(key.name) has no meaning with \(channel.name), which is \(English.withArticle(channel.kind)): nothing is hidden "
          + "or deleted there", hint: "leave it out; commit, max_poll_records and retries are for logs")
    }
    if let slots {
      diagnostics.error(
        .value, at: slots.node,
        "a consumer of \(channel.name) works on one record after the other, so a task has one slot",
        hint: "leave slots out and raise tasks")
    }
    if let deadLetter, let queue = parts[deadLetter.name], !(queue is any SQSQueuePart) {
      diagnostics.error(
        .reference, at: deadLetter.node, "\(deadLetter.name) is \(English.withArticle(queue.kind)), not a queue",
        hint: "records are set aside to an SQS queue")
    }
  }
}

/// How a fleet reads a log, for its component.
struct FleetLog: Sendable {
  let guarantee: LogReading.Guarantee
  /// 0 for what the log says.
  let mostRecords: UInt32
  let retries: Int
  let retryPause: Nanoseconds
  let deadLetter: ComponentID?

  init(_ settings: FleetLogSettings, deadLetter: ComponentID?) {
    guarantee = settings.guarantee
    mostRecords = UInt32(settings.mostRecords ?? 0)
    retries = settings.retries ?? .max
    retryPause = settings.retryPause
    self.deadLetter = deadLetter
  }
}
