// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// What a person should know about a FIFO queue's settings.
enum FIFOFindings {
  static func all(_ part: FIFOPart, _ view: FindingsView) -> [Finding] {
    let consumers = view.parts.consumers(of: part.name)
    let isDeadLetterQueue = !view.parts.sources(ofDeadLetters: part.name).isEmpty
    let isUsed = !consumers.isEmpty || view.parts.outletsReach(part.name)
    return SQSFindings.common(
      part, view, consumers: consumers, isDeadLetterQueue: isDeadLetterQueue, isUsed: isUsed)
      + [limit(part, view), withoutKeys(part, view), hotGroup(part, consumers, view), fewGroups(part, consumers)]
      .compactMap { $0 }
  }

  /// The highest load of a window, on average, in messages a second, and how many of them one call carries at the most.
  private static func peak(_ part: FIFOPart, _ view: FindingsView) -> (messages: Double, perCall: Int) {
    let times = view.parts.inflowChanges(of: part.name).filter { $0 < view.duration } + [0]
    let rates = times.map { view.parts.inflow(of: part.name, at: $0) }
    let batches = view.parts.producers(to: part.name).compactMap { ($0 as? TrafficPart)?.settings.batch?.upTo ?? 1 }
    return (rates.max() ?? 0, max(1, batches.max() ?? 1))
  }

  /// Calls of one action that the queue takes in a second.
  private static func limit(of part: FIFOPart) -> Double {
    Double(part.fifo.highThroughput ? part.fifo.mostPartitions * part.fifo.callLimit : part.fifo.callLimit)
  }

  /// Whether its limit is never reached.
  static func takesAll(_ part: FIFOPart, _ view: FindingsView) -> Bool {
    let (messages, perCall) = peak(part, view)
    return messages / Double(perCall) <= limit(of: part)
  }

  /// The share of a window's calls that comes faster than the limit.
  static func refused(_ part: FIFOPart, _ view: FindingsView) -> Double {
    FluidQueue(
      view.parts.arrivals(to: part.name, until: view.duration), until: view.duration.seconds,
      capacity: limit(of: part) * Double(peak(part, view).perCall)
    ).shareBeyondCapacity
  }

  /// What its limit makes certain: of more calls than it takes a share is throttled.
  static func certainties(_ part: FIFOPart, _ view: FindingsView) -> [Certainty] {
    let limit = limit(of: part)
    let refused = refused(part, view)
    guard !view.parts.hasFaults, view.parts.comesStraight(to: part.name), refused > 0 else { return [] }
    let (messages, perCall) = peak(part, view)
    let calls = messages / Double(perCall)
    let reason =
      "\(part.name) takes \(Format.grouped(Int(limit))) calls a second of each action and is offered "
      + "\(Format.number(calls)) in window \(view.window)"
    return (view.parts.producers(to: part.name).map(\.name) + [part.name]).map { name in
      Certainty(.quota, .part(name), "throttled", "ratio", .atLeast(refused / 2), reason: reason)
    }
  }

  /// More calls than the queue takes.
  private static func limit(_ part: FIFOPart, _ view: FindingsView) -> Finding? {
    let (messages, perCall) = peak(part, view)
    let calls = messages / Double(perCall)
    let limit = limit(of: part)
    guard calls > limit else { return nil }
    let batched = perCall > 1 ? " in batches of \(perCall)" : ""
    let what =
      part.fifo.highThroughput
      ? "on a FIFO queue of this region: \(Format.grouped(Int(limit)))"
      : "on a FIFO queue without high throughput: \(Format.grouped(part.fifo.callLimit))"
    return Finding(
      .fifoLimit, .warn, part: part.name,
      "\(Format.number(messages))/s\(batched) \(what) calls a second per action",
      numbers: ["calls_per_second": calls, "limit": limit],
      advice: part.fifo.highThroughput
        ? []
        : [
          Advice(
            "limit each partition instead of the queue", .init("channels.\(part.writtenName).high_throughput", "true"))
        ],
      accountsFor: ["throttled"],
      reason: "\(Format.number(calls)) calls/s of \(Format.grouped(Int(limit)))")
  }

  /// The share of the messages that the busiest group has, where the settings tell; of `group: key` they do not.
  private static func busiestShare(_ part: FIFOPart, _ view: FindingsView) -> Double? {
    switch part.fifo.group {
    case .count(let count): return 1 / Double(count)
    case .source:
      let rates = view.parts.producers(to: part.name).compactMap { $0.rate(at: 0) }
      let sum = rates.reduce(0, +)
      return sum > 0 ? (rates.max() ?? 0) / sum : nil
    case .key:
      // The most popular key is the same number for all; a source without keys sends all its messages as one group.
      let sources = keyedSources(part, view)
      let sum = sources.reduce(0.0) { $0 + ($1.rate(at: 0) ?? 0) }
      let busiest = sources.reduce(0.0) {
        $0 + ($1.rate(at: 0) ?? 0) * ($1.keys(view.parts)?.probability(ofRank: 0) ?? 1)
      }
      return sum > 0 ? busiest / sum : nil
    }
  }

  private static func keyedSources(_ part: FIFOPart, _ view: FindingsView) -> [any Producer] {
    Routes(view.parts).sources(reaching: part.name).compactMap { view.parts[$0] as? any Producer }
  }

  /// Messages without a key are all of one group.
  private static func withoutKeys(_ part: FIFOPart, _ view: FindingsView) -> Finding? {
    guard case .key = part.fifo.group else { return nil }
    let without = keyedSources(part, view).filter { $0.keys(view.parts) == nil }.map(\.name)
    guard !without.isEmpty else { return nil }
    return Finding(
      .fewGroups, .warn, part: part.name,
      "\(without.joined(separator: " and ")) \(without.count == 1 ? "has" : "have") no keys: all messages are one group "
        + "of \(part.name), and are worked on one after the other", numbers: ["sources": Double(without.count)])
  }

  /// One group has more work than one at a time can do.
  private static func hotGroup(_ part: FIFOPart, _ consumers: [any Consumer], _ view: FindingsView) -> Finding? {
    guard let share = busiestShare(part, view), let consumer = consumers.first, consumer.pollers > 0 else { return nil }
    // Several messages of a group can be in one task's hands at a time, which works on them in its slots.
    let atOnce = Double(max(1, min(consumer.capacity / consumer.pollers, 10)))
    let load = share * peak(part, view).messages * consumer.meanAttempt / atOnce
    guard load >= 1 else { return nil }
    return Finding(
      .hotGroup, .warn, part: part.name,
      "the busiest group of \(part.name) needs \(Format.number(load)) of what one group can get: its messages are worked "
        + "on one after the other, and more tasks do not help",
      numbers: ["load": load, "share": share])
  }

  /// Fewer groups than can be worked on at once.
  private static func fewGroups(_ part: FIFOPart, _ consumers: [any Consumer]) -> Finding? {
    let capacity = consumers.reduce(0) { $0 + $1.pollers }
    guard case .count(let count) = part.fifo.group, count < capacity else { return nil }
    return Finding(
      .fewGroups, .note, part: part.name,
      "\(part.name) has \(Format.grouped(count)) message groups for \(Format.grouped(capacity)) tasks: at most "
        + "\(Format.grouped(count)) of them work at a time",
      numbers: ["groups": Double(count), "tasks": Double(capacity)], advice: fewerTasks(consumers, groups: count))
  }

  /// As many tasks as there are groups; nothing where it is not one fleet that reads.
  private static func fewerTasks(_ consumers: [any Consumer], groups: Int) -> [Advice] {
    guard consumers.count == 1, let fleet = consumers[0] as? FleetPart, fleet.settings.autoscale == nil else {
      return []
    }
    return [Advice("pay for no more tasks than groups", .init("workers.\(fleet.name).tasks", "\(groups)"))]
  }
}
