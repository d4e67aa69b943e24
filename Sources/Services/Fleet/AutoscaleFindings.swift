// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// What a person should know about a scaling policy.
enum AutoscaleFindings {
  /// The number of visible messages does not fall in proportion when tasks are added, which target tracking relies on.
  static func wrongMetric(_ part: FleetPart) -> Finding? {
    guard let policy = part.settings.autoscale, policy.measure == .visible else { return nil }
    return Finding(
      .scalingMetric, .warn, part: part.name,
      "\(part.name) scales on all visible messages: twice the tasks do not halve them, so it overshoots, then takes too "
        + "many away; `on: backlog` divides them by the tasks",
      numbers: ["target": policy.target],
      advice: [
        Advice(
          "scale on the backlog of a task",
          .init("workers.\(part.name).autoscale.on", "backlog"),
          .init(
            "workers.\(part.name).autoscale.target",
            Format.number(max(policy.target / Double(part.settings.tasks), 0.001), significant: 3)))
      ], accountsFor: ["latency", "wait", "oldest_message_age", "depth"],
      reason: "scales on a number that its tasks do not divide")
  }

  /// What builds up until the first new task works.
  static func reaction(_ part: FleetPart, _ view: FindingsView) -> Finding? {
    guard let policy = part.settings.autoscale, part.meanAttempt > 0 else { return nil }
    let instants = view.extremes(of: view.parts.inflowChanges(of: part.source))
    let peak = instants.map { view.parts.inflow(of: part.source, at: $0) }.max() ?? 0
    let atStart = Double(part.settings.tasks * part.settings.slots) / part.meanAttempt
    let excess = peak - atStart
    guard excess > 0, excess.isFinite else { return nil }
    let reaction = policy.reaction
    let backlog = excess * reaction.running
    return Finding(
      .scalingDelay, .note, part: part.name,
      "\(part.name) reacts to more load after about \(Format.duration(seconds: reaction.alarm.seconds)) and has new tasks "
        + "after \(Format.duration(seconds: reaction.running)): at \(Format.number(peak))/s, "
        + "\(Format.number(excess))/s more than its first \(Format.grouped(part.settings.tasks)) tasks can do, about "
        + "\(Format.count(backlog)) messages pile up meanwhile",
      numbers: [
        "alarm_s": reaction.alarm.seconds, "running_s": reaction.running, "excess_per_s": excess, "backlog": backlog,
      ], advice: tasksForPeak(part, peak), accountsFor: ["latency", "wait", "oldest_message_age", "depth"],
      reason: "new tasks work \(Format.duration(seconds: reaction.running)) after a rise", window: view.window)
  }

  /// As many tasks from the start as the peak keeps busy, and a fifth more.
  private static func tasksForPeak(_ part: FleetPart, _ peak: Double) -> [Advice] {
    let busy = peak * part.meanAttempt * 1.25 / Double(part.settings.slots)
    return [FleetFindings.tasks(part, busy, "keep the tasks of the peak")].compactMap(\.self)
  }
}
