// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// The settings of a fleet's consumer group, as they are written.
struct FleetGroupSettings: Sendable {
  let group: LogGroup
  /// What is set that only a consumer group understands, and where. By what is set, not by what is written: `expand`
  /// writes all defaults.
  let set: [Reference]

  init(_ record: Record, _ context: inout ReadContext) {
    let groupProtocol = record[FleetGroupKeys.groupProtocol]
    let assignor = record[FleetGroupKeys.assignor]
    let heartbeat = record[FleetGroupKeys.heartbeatInterval]
    let sessionTimeout = record[FleetGroupKeys.sessionTimeout]
    let maxPollInterval = record[FleetGroupKeys.maxPollInterval]
    let rebalanceTime = record[FleetGroupKeys.rebalanceTime]
    let isStatic = record[FleetGroupKeys.staticMembership]
    let fetch = record[FleetGroupKeys.fetch]
    let commit = record[FleetKeys.commit]
    let transactionTime = commit?[FleetKeys.Commit.time]
    group = LogGroup(
      groupProtocol: groupProtocol, assignor: assignor, sessionTimeout: sessionTimeout, heartbeatInterval: heartbeat,
      maxPollInterval: maxPollInterval, rebalanceTime: rebalanceTime, isStatic: isStatic,
      transactionTime: transactionTime ?? .zero,
      fetch: fetch.map { Self.fetch($0) } ?? LogGroup.Fetch())
    let standard = LogGroup(rebalanceTime: Self.standardRebalanceTime)
    let keys: [(key: any AnyKey, isSet: Bool)] = [
      (FleetGroupKeys.groupProtocol, groupProtocol != .classic), (FleetGroupKeys.assignor, assignor != nil),
      (FleetGroupKeys.rebalanceTime, rebalanceTime != standard.rebalanceTime),
      (FleetGroupKeys.sessionTimeout, sessionTimeout != standard.sessionTimeout),
      (FleetGroupKeys.heartbeatInterval, heartbeat != nil),
      (FleetGroupKeys.maxPollInterval, maxPollInterval != standard.maxPollInterval),
      (FleetGroupKeys.staticMembership, isStatic), (FleetGroupKeys.fetch, group.fetch != standard.fetch),
    ]
    var set = keys.filter(\.isSet).map { Reference(name: $0.key.name, node: record.node($0.key) ?? record.node) }
    if let commit, commit[FleetKeys.Commit.exactlyOnce] {
      set.append(
        Reference(name: "commit.exactly_once", node: commit.node(FleetKeys.Commit.exactlyOnce) ?? commit.node))
    }
    self.set = set
    check(record, assignor, &context)
  }

  private static func fetch(_ record: Record) -> LogGroup.Fetch {
    LogGroup.Fetch(
      minBytes: record[FleetGroupKeys.Fetch.minBytes], maxWait: record[FleetGroupKeys.Fetch.maxWait],
      maxBytes: record[FleetGroupKeys.Fetch.maxBytes],
      maxPartitionBytes: record[FleetGroupKeys.Fetch.maxPartitionBytes])
  }

  private static var standardRebalanceTime: Distribution {
    let length = FleetGroupKeys.rebalanceTime.defaultText.flatMap { try? Units.duration($0) } ?? 0
    return (try? Distribution.constant(length.seconds)) ?? .zero
  }

  private func check(_ record: Record, _ assignor: GroupAssignor?, _ context: inout ReadContext) {
    let known = GroupAssignor.known(to: group.groupProtocol)
    if let assignor, !known.contains(assignor) {
      context.diagnostics.error(
        .value, at: record.node(FleetGroupKeys.assignor) ?? record.node,
        "group_protocol: \(group.groupProtocol.rawValue) knows no assignor \(assignor.rawValue)",
        hint: "one of \(known.map(\.rawValue).joined(separator: ", "))")
    }
    if group.heartbeatInterval >= group.sessionTimeout {
      context.diagnostics.error(
        .value,
        at: record.node(FleetGroupKeys.heartbeatInterval) ?? record.node(FleetGroupKeys.sessionTimeout)
          ?? record.node,
        "a task that sends a heartbeat every \(Format.exactDuration(group.heartbeatInterval)) is taken for dead after "
          + Format.exactDuration(group.sessionTimeout),
        hint: "heartbeat_interval is at most a third of session_timeout, as Kafka's documentation advises")
    }
  }
}
