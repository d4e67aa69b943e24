// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// Whether a consumer group spends its time dealing out partitions rather than reading them.
enum RebalanceFindings {
  static func all(_ log: any LogChannel, _ reader: any LogReader, _ view: FindingsView) -> [Finding] {
    guard case .tasks(let tasks) = reader.reading.members else { return [] }
    let losses = RebalanceLosses(log, reader, tasks: tasks, view)
    return [longPoll(reader), paused(log, reader, losses, view) ?? crashes(log, reader, losses)].compactMap { $0 }
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
      advice: [smallerPolls(reader, group)].compactMap { $0 }, accountsFor: ["duplicate_work", "lag", "latency"],
      reason: "a poll's records take longer than max_poll_interval")
  }

  /// Records that take half of the time on average; a longer time where a single record takes more than that.
  private static func smallerPolls(_ reader: any LogReader, _ group: LogGroup) -> Advice? {
    guard reader is FleetPart, reader.meanAttempt > 0 else { return nil }
    let records = Int(min(group.maxPollInterval.seconds / 2 / reader.meanAttempt, 1e4))
    var advice = Advice(
      "take no more at a time than half of max_poll_interval is enough for",
      .init("workers.\(reader.name).max_poll_records", "\(max(1, records))"))
    if records < 1 {
      // A day is the longest.
      let interval = min((4 * reader.meanAttempt).rounded(.up), 86_400)
      advice.settings.append(
        .init("workers.\(reader.name).max_poll_interval", Format.exactDuration(Nanoseconds(interval) * .second)))
    }
    return advice
  }

  /// Partitions stood still while nobody, or nobody alive, owned them.
  private static func paused(
    _ log: any LogChannel, _ reader: any LogReader, _ losses: RebalanceLosses?, _ view: FindingsView
  ) -> Finding? {
    guard let measured = view.measured, let paused = measured.level("paused_partitions", reader.name),
      let hourly = measured.perHour("rebalances", reader.name), log.partitions > 0
    else { return nil }
    let share = paused / Double(log.partitions)
    guard hourly > 0, share >= noted else { return nil }
    return Finding(
      .rebalanceStorm, share >= warned ? .warn : .note, part: reader.name,
      "\(reader.name) had \(Format.number(hourly)) rebalances an hour, and a partition of \(log.name) was read by nobody "
        + "\(Format.percent(share, decimals: 1)) of the time\(remedy(losses))",
      numbers: ["rebalances_per_hour": hourly, "paused_share": share],
      advice: [losses?.advice].compactMap { $0 }, accountsFor: ["lag", "latency"],
      reason: "partitions were read by nobody \(Format.percent(share, decimals: 1)) of the time", window: view.window)
  }

  /// What crashes of tasks cost: the partitions of the dead wait for its session to end, and with an eager assignor all
  /// of them for the rebalances that follow.
  private static func crashes(_ log: any LogChannel, _ reader: any LogReader, _ losses: RebalanceLosses?) -> Finding? {
    guard let losses, let hourly = losses.crashesPerHour else { return nil }
    let share = losses.perLoss(losses.group) * hourly / 3600
    guard share >= noted else { return nil }
    return Finding(
      .rebalanceStorm, share >= warned ? .warn : .note, part: reader.name,
      "tasks of \(reader.name) crash \(Format.number(hourly)) times an hour: a partition of \(log.name) would be read by "
        + "nobody about \(Format.percent(share, decimals: 1)) of the time\(remedy(losses))",
      numbers: ["crashes_per_hour": hourly, "paused_share": share], advice: [losses.advice].compactMap { $0 },
      accountsFor: ["lag", "latency"],
      reason: "crashes pause partitions \(Format.percent(share, decimals: 1)) of the time")
  }

  private static func remedy(_ losses: RebalanceLosses?) -> String {
    losses?.remedy.map { ": \($0)" } ?? ""
  }
}
