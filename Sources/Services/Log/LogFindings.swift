// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// What a person should know about any log and its readers.
enum LogFindings {
  static func all(_ log: any LogChannel, _ view: FindingsView) -> [Finding] {
    let readers = view.parts.consumers(of: log.name).compactMap { $0 as? any LogReader }
    return readers.compactMap { idleTasks(log, $0, view) } + [hotKey(log, readers, view)].compactMap { $0 }
      + LogRetentionFindings.all(log, readers, view)
      + (log.family == .kafka ? readers.flatMap { RebalanceFindings.all(log, $0, view) } : [])
  }

  /// `6 partitions`, `1 shard`.
  static func partitions(_ count: Int, of log: any LogChannel) -> String {
    let noun = log.family == .kafka ? "partition" : "shard"
    return "\(Format.grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  /// The share of what it can do that a partition, a lane or a broker is to be loaded with where a number is advised.
  static let advisedLoad = 0.8

  /// A partition has one reader of a group; a shard has one lease. Connectors have a check of their own for that.
  private static func idleTasks(_ log: any LogChannel, _ reader: any LogReader, _ view: FindingsView) -> Finding? {
    guard case .tasks(let tasks) = reader.reading.members, tasks > log.partitions, !(reader is SinkConnectorPart)
    else { return nil }
    let idle = tasks - log.partitions
    return Finding(
      .moreTasksThanShards, .warn, part: reader.name,
      "\(reader.name) has \(reader.reading.membersAtStart < tasks ? "up to " : "")\(Format.grouped(tasks)) tasks for the "
        + "\(partitions(log.partitions, of: log)) of \(log.name): \(Format.grouped(idle)) "
        + "\(idle == 1 ? "stands" : "stand") idle, for only one of a group reads each",
      numbers: ["tasks": Double(tasks), "partitions": Double(log.partitions), "idle": Double(idle)],
      advice: [useOfIdleTasks(log, reader, tasks: tasks, view)].compactMap { $0 }, accountsFor: ["latency", "lag"],
      reason: "\(partitions(log.partitions, of: log)) keep no more tasks busy")
  }

  /// A partition for each task where the work needs more tasks than there are partitions, else only as many tasks.
  private static func useOfIdleTasks(
    _ log: any LogChannel, _ reader: any LogReader, tasks: Int, _ view: FindingsView
  ) -> Advice? {
    let attempts = 1 / max(1 - reader.errorProbability, 0.01)
    let most =
      view.extremes(of: view.parts.inflowChanges(of: log.name))
      .map { view.parts.inflow(of: log.name, at: $0) }.max() ?? 0
    let offered = most * reader.meanAttempt * attempts
    if offered > advisedLoad * Double(log.partitions) {
      return log.setting(partitions: tasks).map {
        Advice("give each task a \(log.family == .kafka ? "partition" : "shard") to read", $0)
      }
    }
    guard let fleet = (reader as? FleetPart)?.settings else { return nil }
    let path = "workers.\(reader.name)"
    var advice = Advice("run as many tasks as there are \(log.family == .kafka ? "partition" : "shard")s")
    let count = "\(log.partitions)"
    if let autoscale = fleet.autoscale {
      advice.settings.append(.init("\(path).autoscale.max", count))
      if autoscale.min > log.partitions { advice.settings.append(.init("\(path).autoscale.min", count)) }
    }
    if fleet.tasks > log.partitions { advice.settings.append(.init("\(path).tasks", count)) }
    return advice
  }

  // MARK: Keys

  /// What the most popular key asks for, of the messages that sources send straight to a log.
  private struct BusiestKey {
    var records = 0.0
    var bytes = 0.0
    var share = 0.0
  }

  private static func busiestKey(_ log: any LogChannel, _ view: FindingsView) -> BusiestKey {
    // Sources with the same keys have the same popular ones.
    var byKeys: [(source: String, key: BusiestKey)] = []
    for producer in view.parts.producers(to: log.name) {
      guard let keys = producer.keys(view.parts) else { continue }
      let rate = view.extremes(of: producer.rateChanges).compactMap { producer.rate(at: $0) }.max() ?? 0
      let share = keys.probability(ofRank: 0)
      let source = producer.keySource(view.parts)
      let place = byKeys.firstIndex { $0.source == source } ?? byKeys.count
      if place == byKeys.count { byKeys.append((source, BusiestKey())) }
      byKeys[place].key.records += rate * share
      byKeys[place].key.bytes += rate * share * (producer.sizes?.mean ?? 0)
      byKeys[place].key.share = max(byKeys[place].key.share, share)
    }
    return byKeys.map(\.key).max { $0.records < $1.records } ?? BusiestKey()
  }

  /// One key is more than one partition takes in, or one task works on.
  private static func hotKey(
    _ log: any LogChannel, _ readers: [any LogReader], _ view: FindingsView
  ) -> Finding? {
    let key = busiestKey(log, view)
    guard key.records > 0, key.records.isFinite else { return nil }
    let noun = log.family == .kafka ? "partition" : "shard"
    var loads: [(load: Double, of: String)] = []
    if let limit = log.partitionLimit?.records {
      loads.append((key.records / limit, "the \(Format.number(limit)) records/s that one \(noun) takes"))
    }
    if let limit = log.partitionLimit?.bytes {
      loads.append((key.bytes / limit, "the \(Format.bytes(limit))/s that one \(noun) takes"))
    }
    for reader in readers {
      guard case .tasks = reader.reading.members else { continue }
      let attempts = 1 / max(1 - reader.errorProbability, 0.01)
      loads.append((key.records * reader.meanAttempt * attempts, "what one task of \(reader.name) can do"))
    }
    guard let worst = loads.max(by: { $0.load < $1.load }), worst.load >= 0.8 else { return nil }
    return Finding(
      .hotKey, worst.load >= 1 ? .warn : .note, part: log.name,
      "the busiest key is \(Format.percent(key.share, decimals: 1)) of the messages and needs "
        + "\(Format.number(worst.load)) of \(worst.of): more \(noun)s do not help, for a key stays in one",
      numbers: ["load": worst.load, "share": key.share, "records_per_s": key.records, "bytes_per_s": key.bytes],
      accountsFor: ["latency", "lag", "throttled"],
      reason: "the busiest key needs \(Format.number(worst.load)) of a \(noun)",
      window: view.window)
  }
}
