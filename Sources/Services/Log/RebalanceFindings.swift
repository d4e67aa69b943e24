// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// Whether a consumer group spends its time dealing out partitions rather than reading them.
enum RebalanceFindings {
  static func all(_ log: any LogChannel, _ reader: any LogReader, _ view: FindingsView) -> [Finding] {
    guard case .tasks(let tasks) = reader.reading.members else { return [] }
    return [longPoll(reader), paused(log, reader, view) ?? crashes(log, reader, tasks: tasks)].compactMap { $0 }
  }

  /// The share of time and partitions lost from which on it is worth a word, and a warning.
  private static let noted = 0.02
  private static let warned = 0.05

  /// A full poll takes longer than a member may stay away.
  private static func longPoll(_ reader: any LogReader) -> Finding? {
    let group = reader.reading.group
    let length = Double(group.fetch.maxRecords) * reader.meanAttempt
    guard length > group.maxPollInterval.seconds else { return nil }
    return Finding(
      .rebalanceStorm, .warn, part: reader.name,
      "a poll of \(reader.name) returns up to \(Format.grouped(group.fetch.maxRecords)) records, which take about "
        + "\(Format.duration(seconds: length)): after max_poll_interval, \(Format.exactDuration(group.maxPollInterval)), "
        + "the task is thrown out, another does the same work again, and is thrown out too; lower max_poll_records",
      numbers: ["poll_s": length, "max_poll_interval_s": group.maxPollInterval.seconds],
      accountsFor: ["duplicate_work", "lag", "latency"], reason: "a poll's records take longer than max_poll_interval")
  }

  /// Partitions stood still while nobody, or nobody alive, owned them.
  private static func paused(_ log: any LogChannel, _ reader: any LogReader, _ view: FindingsView) -> Finding? {
    guard let measured = view.measured, let paused = measured.level("paused_partitions", reader.name),
      let hourly = measured.perHour("rebalances", reader.name), log.partitions > 0
    else { return nil }
    let share = paused / Double(log.partitions)
    guard hourly > 0, share >= noted else { return nil }
    return Finding(
      .rebalanceStorm, share >= warned ? .warn : .note, part: reader.name,
      "\(reader.name) had \(Format.number(hourly)) rebalances an hour, and a partition of \(log.name) was read by nobody "
        + "\(Format.percent(share, decimals: 1)) of the time: "
        + remedy(reader.reading.group),
      numbers: ["rebalances_per_hour": hourly, "paused_share": share], accountsFor: ["lag", "latency"],
      reason: "partitions were read by nobody \(Format.percent(share, decimals: 1)) of the time", window: view.window)
  }

  /// What crashes of tasks cost: the partitions of the dead wait for its session to end, and with an eager assignor all
  /// of them for the rebalances that follow.
  private static func crashes(_ log: any LogChannel, _ reader: any LogReader, tasks: Int) -> Finding? {
    guard let crash = (reader as? FleetPart)?.settings.crash, log.partitions > 0 else { return nil }
    let group = reader.reading.group
    let hourly = 3600 * Double(tasks) / crash.every.seconds
    let away =
      group.isStatic ? min(crash.restart, group.sessionTimeout).seconds : group.sessionTimeout.seconds
    let rebalance = group.rebalanceTime.mean
    let owners = Double(min(tasks, log.partitions))
    var lost = away / owners + rebalance / owners
    let isEager = group.groupProtocol == .classic && group.assignor != .cooperativeSticky
    // One when it is missed, one when it is back; each waits for the last heartbeat.
    let isQuiet = group.isStatic && crash.restart < group.sessionTimeout
    if isEager, !isQuiet { lost += 2 * (group.heartbeatInterval.seconds / 2 + rebalance) }
    let share = lost * hourly / 3600
    guard share >= noted else { return nil }
    return Finding(
      .rebalanceStorm, share >= warned ? .warn : .note, part: reader.name,
      "tasks of \(reader.name) crash \(Format.number(hourly)) times an hour: a partition of \(log.name) would be read by "
        + "nobody about \(Format.percent(share, decimals: 1)) of the time: \(remedy(group))",
      numbers: ["crashes_per_hour": hourly, "paused_share": share], accountsFor: ["lag", "latency"],
      reason: "crashes pause partitions \(Format.percent(share, decimals: 1)) of the time")
  }

  private static func remedy(_ group: LogGroup) -> String {
    switch (group.isStatic, group.assignor, group.groupProtocol) {
    case (false, _, _):
      "static_membership avoids rebalances at restarts"
        + (group.groupProtocol == .classic && group.assignor != .cooperativeSticky
          ? ", cooperative-sticky goes on reading what does not move" : "")
    case (true, .cooperativeSticky, _), (true, _, .consumer): "a shorter session_timeout notices a dead task sooner"
    default: "cooperative-sticky goes on reading what does not move"
    }
  }
}
