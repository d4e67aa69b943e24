// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What may be changed about a database.
extension DatabaseFindings {
  /// Busier than this, servers have too little to spare: waits are more than twice what they are at a half.
  static let calm = 0.7

  private func setting(_ key: String, _ value: String) -> Advice.Setting {
    Advice.Setting("databases.\(name).\(key)", value)
  }

  // MARK: Load

  /// A primary for so many servers' work.
  func largerPrimary(for load: Double) -> Advice? {
    let needed = (load / Self.calm).rounded(.up)
    guard needed > Double(settings.servers), needed <= 100_000 else { return nil }
    guard let instance = settings.instance else {
      return withConnections(
        Advice("let it do more at a time, as a larger machine", setting("concurrency", "\(Int(needed))")),
        for: Int(needed))
    }
    // What runs at a time grows with the vCPUs.
    let each = Double(settings.servers) / Double(instance.vCPUs)
    func isEnough(_ other: DatabaseInstance) -> Bool {
      guard settings.kind != .aurora || other.runsAurora else { return false }
      let servers = Double(other.vCPUs) * each
      // What is above the baseline of a burstable one is paid for.
      return servers >= needed && (other.baseline ?? 1) * servers >= load
    }
    let larger = instance.larger.first(where: isEnough)
    guard let larger else { return nil }
    let servers = Int((Double(larger.vCPUs) * each).rounded(.down))
    var advice = Advice("take a larger instance", setting("instance", larger.name))
    if settings.servers != instance.vCPUs { advice.settings.append(setting("concurrency", "\(servers)")) }
    return withConnections(advice, for: servers)
  }

  /// Replicas for so many servers' work.
  func moreReplicas(for load: Double) -> Advice? {
    let needed = (load / Self.calm / Double(settings.servers)).rounded(.up)
    guard needed > Double(settings.replicas), needed <= Self.mostReplicas else { return nil }
    return Advice("have more replicas", setting("replicas", "\(Int(needed))"))
  }

  /// At most so many (RDS User Guide, read replicas; Aurora User Guide, replication).
  private static let mostReplicas = 15.0

  /// Reads for replicas that are there and answer none.
  var readingReplicas: Advice? {
    guard settings.replicas > 0, !settings.readsReplicas else { return nil }
    return Advice("send reads to the replicas", setting("reads", "replicas"))
  }

  private func withConnections(_ advice: Advice, for servers: Int) -> Advice {
    guard settings.connections < servers else { return advice }
    var advice = advice
    advice.settings.append(connections(for: servers))
    return advice
  }

  // MARK: Connections

  /// Two for each server, so that one is there when another is at the disk or on the network.
  private func connections(for servers: Int) -> Advice.Setting {
    setting("connections", "\(max(servers, min(2 * servers, settings.serverConnections ?? .max)))")
  }

  var largerPool: Advice { Advice("open more connections", connections(for: settings.servers)) }

  func smallerPool(_ most: Int) -> Advice {
    Advice("open no more connections than it takes", setting("connections", "\(most)"))
  }

  var cancelling: Advice {
    Advice("end queries at the server when their clients give up", setting("cancels_abandoned", "true"))
  }

  // MARK: Instances

  /// Something that takes over.
  var standby: Advice? {
    switch settings.kind {
    case .rds: Advice("keep a standby in another zone", setting("multi_az", "true"))
    case .aurora: Advice("have a replica that takes over", setting("replicas", "1"))
    case .other: nil
    }
  }

  /// No replicas where they answer nothing and do not take over.
  var withoutReplicas: Advice? {
    settings.kind == .rds ? Advice("do without the replicas", setting("replicas", "0")) : nil
  }

  /// An instance without CPU credits, where it costs less.
  ///
  /// It costs as much more as surplus credits for about a quarter of the vCPUs from the size large on (RDS pricing,
  /// us-east-1, PostgreSQL: db.t3.large $0.145, db.m5.large $0.178, $0.075 for a vCPU-hour), and more than there can be of
  /// the smaller sizes; twice as much with a standby. What Aurora asks for its credits is not known.
  func withoutCredits(_ level: Double, baseline: Double) -> Advice? {
    let worth = settings.hasStandby ? 0.5 : 0.25
    guard settings.kind == .rds, level > baseline + worth, let other = settings.instance?.unrationed else { return nil }
    return Advice("take an instance without CPU credits", setting("instance", other.name))
  }
}
