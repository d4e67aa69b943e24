// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// What the loss of one task costs the readers of a topic, with the group as it is set and with other settings.
struct RebalanceLosses {
  let group: LogGroup
  /// Crashes of all tasks together; nil where tasks only go for planned faults or by scaling.
  let crashesPerHour: Double?
  private let reader: String
  /// Tasks that have a partition.
  private let owners: Double
  /// Until a lost task is replaced.
  private let restart: Double
  /// Whether tasks say that they go.
  private let isInGoodOrder: Bool

  /// Nil for a reader whose group has no settings.
  init?(_ log: any LogChannel, _ reader: any LogReader, tasks: Int, _ view: FindingsView) {
    guard let fleet = reader as? FleetPart, log.partitions > 0, tasks > 0 else { return nil }
    let crash = fleet.settings.crash
    let isKilled = view.parts.parts.contains { part in
      guard let fault = part as? FaultPart, fault.target.name == reader.name, fault.isActive else { return false }
      return fault.fault == .kill
    }
    self.reader = reader.name
    group = reader.reading.group
    crashesPerHour = crash.map { 3600 * Double(tasks) / $0.every.seconds }
    owners = Double(min(tasks, log.partitions))
    restart = crash?.restart.seconds ?? fleet.settings.replacementTime.mean
    isInGoodOrder = crash == nil && !isKilled
  }

  /// Seconds for which an average partition is read by nobody when one task is lost, until it is back: those of the task
  /// wait for its session to end or, with static membership, for its return; with an eager assignor all of them wait in
  /// both rebalances, each for the last heartbeat (Apache Kafka documentation, consumer configs; KIP-345, KIP-429).
  func perLoss(_ group: LogGroup) -> Double {
    let session = group.sessionTimeout.seconds
    let isQuiet = group.isStatic && restart < session
    let away = group.isStatic ? min(restart, session) : isInGoodOrder ? 0 : session
    let rebalance = group.rebalanceTime.mean
    let isEager = group.groupProtocol == .classic && group.assignor != .cooperativeSticky
    return (away + rebalance) / owners
      + (isEager && !isQuiet ? 2 * (group.heartbeatInterval.seconds / 2 + rebalance) : 0)
  }

  // MARK: What may be changed

  /// A session shorter than Kafka's own default of 45 s; it was 10 s before 3.0 (KIP-735), with a heartbeat of 3 s.
  private static let shortSession: Nanoseconds = 10 * .second
  private static let shortHeartbeat: Nanoseconds = 3 * .second

  private enum Change: CaseIterable { case isStatic, cooperative, session }

  private func changed(_ changes: [Change]) -> LogGroup {
    var group = group
    for change in changes {
      switch change {
      case .isStatic: group.isStatic = true
      case .cooperative: group.assignor = .cooperativeSticky
      case .session:
        group.sessionTimeout = Self.shortSession
        group.heartbeatInterval = min(group.heartbeatInterval, Self.shortHeartbeat)
      }
    }
    return group
  }

  private var possible: [Change] {
    Change.allCases.filter { change in
      switch change {
      case .isStatic: !group.isStatic
      case .cooperative: group.groupProtocol == .classic && group.assignor != .cooperativeSticky
      case .session: group.sessionTimeout > Self.shortSession
      }
    }
  }

  /// The fewest changes that save almost as much as all that could be made; none where they do not save a tenth.
  private var best: [Change] {
    let sets = possible.reduce(into: [[Change]()]) { sets, change in sets += sets.map { $0 + [change] } }
    let least = sets.map { perLoss(changed($0)) }.min() ?? 0
    guard least < 0.9 * perLoss(group) else { return [] }
    let good = sets.filter { perLoss(changed($0)) <= 1.05 * least }
    return good.min { $0.count < $1.count } ?? []
  }

  var advice: Advice? {
    let changes = best
    guard !changes.isEmpty else { return nil }
    var advice = Advice("let a lost task cost the group less")
    let path = "workers.\(reader)"
    for change in changes {
      switch change {
      case .isStatic: advice.settings.append(.init("\(path).static_membership", "true"))
      case .cooperative: advice.settings.append(.init("\(path).assignor", "cooperative-sticky"))
      case .session:
        advice.settings.append(.init("\(path).session_timeout", Format.exactDuration(Self.shortSession)))
        if group.heartbeatInterval > Self.shortHeartbeat {
          advice.settings.append(.init("\(path).heartbeat_interval", Format.exactDuration(Self.shortHeartbeat)))
        }
      }
    }
    return advice
  }

  /// What they do, in words; nil where nothing helps.
  var remedy: String? {
    let words = best.map { change in
      switch change {
      case .isStatic: "static_membership keeps the partitions of a task that is soon back"
      case .cooperative: "cooperative-sticky goes on reading what does not move"
      case .session: "a shorter session_timeout notices a lost task sooner"
      }
    }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }
}
