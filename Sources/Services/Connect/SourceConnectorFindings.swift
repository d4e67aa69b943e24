// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// What a person should know about a source connector's settings.
enum SourceConnectorFindings {
  static func all(_ part: SourceConnectorPart, _ view: FindingsView) -> [Finding] {
    [tasks(part), overload(part, view), snapshot(part, view)].compactMap { $0 }
  }

  /// A database's log is read in one order, by one task (Debezium documentation, connector configs: tasks.max).
  private static func tasks(_ part: SourceConnectorPart) -> Finding? {
    let settings = part.settings
    if settings.tasksMax > 1 {
      return Finding(
        .connectorTasks, .warn, part: part.name,
        "\(part.name) captures the changes of a database, which exactly one task does: tasks_max "
          + "\(Format.grouped(settings.tasksMax)) changes nothing",
        numbers: ["tasks": Double(settings.tasksMax), "useful": 1],
        advice: [fewerWorkers(part, .init("workers.\(part.name).tasks_max", "1"))].compactMap { $0 })
    }
    guard settings.workers > 2 else { return nil }
    return Finding(
      .connectorTasks, .note, part: part.name,
      "\(part.name) has one task on \(Format.grouped(settings.workers)) workers: one works, one more would take over, and "
        + "the others are paid for nothing", numbers: ["workers": Double(settings.workers), "useful": 2],
      advice: [fewerWorkers(part)].compactMap { $0 })
  }

  /// One that works and one that would take over.
  private static func fewerWorkers(_ part: SourceConnectorPart, _ others: Advice.Setting...) -> Advice? {
    guard part.settings.workers > 2 else { return nil }
    var advice = Advice("pay for one worker and one that would take over")
    advice.settings = others + [.init("workers.\(part.name).workers", "2")]
    return advice
  }

  /// More changes than one task can capture.
  private static func overload(_ part: SourceConnectorPart, _ view: FindingsView) -> Finding? {
    let settings = part.settings
    guard settings.capture == nil, settings.workPerChange > 0 else { return nil }
    let peak = view.extremes(of: part.rateChanges).map { settings.rate * settings.shape.value(at: $0) }.max() ?? 0
    let most = 1 / settings.workPerChange
    guard peak > most else { return nil }
    return Finding(
      .overload, .warn, part: part.name,
      "\(part.name) captures at most \(Format.count(most)) changes a second with its one task; up to "
        + "\(Format.count(peak)) are committed in window \(view.window): they fall behind for as long as that lasts",
      numbers: ["load": peak * settings.workPerChange, "peak_per_s": peak, "most_per_s": most],
      accountsFor: ["latency", "lag", "lag_messages", "capture"], reason: "more changes than one task captures",
      window: view.window)
  }

  /// Changes wait until the snapshot is done.
  private static func snapshot(_ part: SourceConnectorPart, _ view: FindingsView) -> Finding? {
    guard let snapshot = part.settings.snapshot, snapshot.time > .second else { return nil }
    let unfinished = snapshot.time > view.duration
    return Finding(
      .snapshotTime, unfinished ? .warn : .note, part: part.name,
      "\(part.name) reads \(Format.count(snapshot.rows)) rows before the first change, which takes "
        + "\(Format.duration(seconds: snapshot.time.seconds)): changes wait as long"
        + (unfinished ? ", and window \(view.window) is over before that" : ""),
      numbers: ["rows": Double(snapshot.rows), "time_s": snapshot.time.seconds],
      accountsFor: ["latency", "lag", "lag_messages", "capture"],
      reason: "the snapshot takes \(Format.duration(seconds: snapshot.time.seconds))",
      window: unfinished ? view.window : nil)
  }
}
