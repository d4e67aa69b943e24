// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// What a person should know about a database's settings.
struct DatabaseFindings {
  let part: DatabasePart
  let view: FindingsView

  var settings: DatabaseSettings { part.settings }
  var name: String { part.name }

  var all: [Finding] {
    let excess = excess()
    return [
      excess, excess == nil ? busy() : nil, smallPool(), manyConnections(), unusedReplicas(), single(), timeLimit(),
      credits(), uncalibrated(),
    ].compactMap { $0 }
  }

  // MARK: Load

  /// Servers that the queries of traffic sources keep busy at an instant, on average; what caches and workers ask is not
  /// known beforehand.
  private func offered(_ time: Instant, reads: Bool) -> Double {
    view.parts.producers(to: name).reduce(0) { sum, producer in
      let isRead = producer.requests.first { $0.to == name }?.operation ?? .read == .read
      guard isRead == reads else { return sum }
      return sum + (producer.rate(at: time) ?? 0) * (isRead ? settings.readTime.mean : settings.writeTime.mean)
    }
  }

  /// More work arrives than the servers can do.
  private func excess() -> Finding? {
    if let found = excess(
      of: "the primary", servers: settings.servers,
      { offered($0, reads: false) + (settings.readsReplicas ? 0 : offered($0, reads: true)) },
      advice: { load, time in
        offered(time, reads: false) < Double(settings.servers)
          ? readingReplicas ?? largerPrimary(for: load)
          : largerPrimary(for: load)
      })
    {
      return found
    }
    guard settings.readsReplicas else { return nil }
    return excess(
      of: "the replicas", servers: settings.servers * settings.replicas, { offered($0, reads: true) },
      advice: { load, _ in moreReplicas(for: load) })
  }

  /// - Parameter advice: what may be done about a load, at its instant.
  private func excess(
    of what: String, servers: Int, _ offered: (Instant) -> Double, advice: (Double, Instant) -> Advice?
  ) -> Finding? {
    // On straight lines the extremes lie at the ends, and just before them where the load jumps.
    let instants = view.extremes(of: view.parts.producers(to: name).flatMap(\.rateChanges))
    guard let worst = instants.max(by: { offered($0) < offered($1) }), offered(worst) >= Double(servers) else {
      return nil
    }
    let amount = offered(worst).isFinite ? Format.number(offered(worst)) : "without bound"
    let load = "\(amount) of \(Format.grouped(servers)) \(servers == 1 ? "server" : "servers")"
    let lasts = offered(view.duration - 1) >= Double(servers)
    return Finding(
      lasts ? .unstable : .overload, lasts ? .warn : .note, part: name,
      "the queries of \(what) ask for \(load) "
        + (lasts
          ? "in window \(view.window): the lines grow until queries time out"
          : "for a time in window \(view.window): lines build up and drain afterwards"),
      numbers: ["offered": offered(worst), "servers": Double(servers)],
      advice: [offered(worst).isFinite ? advice(offered(worst), worst) : nil].compactMap(\.self),
      accountsFor: ["latency", "wait", "server_wait", "waiting", "utilisation"],
      reason: "offered load \(load)\(lasts ? "" : " for a time")", window: view.window)
  }

  /// Measured: the servers have next to nothing to spare. Replicas that answer reads are looked at by themselves: one of the
  /// two may have nothing to spare while the other idles.
  private func busy() -> Finding? {
    if settings.readsReplicas {
      return busy("primary_utilisation", "the primary's", "utilisation") { largerPrimary(for: $0) }
        ?? busy("replica_utilisation", "the replicas'", "utilisation") {
          moreReplicas(for: $0 * Double(settings.replicas))
        }
    }
    guard settings.replicas > 0 else { return busy("utilisation", "its", nil) { largerPrimary(for: $0) } }
    return busy("primary_utilisation", "the primary's", "utilisation") { load in
      load * shareOfWrites <= Self.calm * Double(settings.servers) ? readingReplicas : largerPrimary(for: load)
    }
  }

  /// Measured: the share of the work that writes are.
  private var shareOfWrites: Double {
    func work(_ counter: String, _ each: Double) -> Double { (view.measured?.perHour(counter, name) ?? 0) * each }
    let (reads, writes) = (work("reads", settings.readTime.mean), work("writes", settings.writeTime.mean))
    return reads + writes > 0 ? writes / (reads + writes) : 1
  }

  /// - Parameter advice: what may be done, by the servers of one instance that are busy.
  private func busy(
    _ metric: String, _ whose: String, _ other: String?, _ advice: (Double) -> Advice?
  ) -> Finding? {
    guard let level = view.measured?.level(metric, name), level >= 0.85 else { return nil }
    return Finding(
      .databaseOverload, .warn, part: name,
      "\(whose) servers are \(Format.percent(level, decimals: 0)) busy in window \(view.window): waits grow like "
        + "1/(1 - utilisation), and after a disturbance the backlog hardly drains",
      numbers: ["utilisation": level], advice: [advice(level * Double(settings.servers))].compactMap(\.self),
      accountsFor: ["latency", "wait", "server_wait", metric] + [other].compactMap(\.self),
      reason: "\(Format.percent(level, decimals: 0)) busy", window: view.window)
  }

  // MARK: Connections

  private func smallPool() -> Finding? {
    guard settings.connections < settings.servers else { return nil }
    return Finding(
      .databasePool, .warn, part: name,
      "\(Format.grouped(settings.connections)) \(settings.connections == 1 ? "connection" : "connections") to "
        + "\(Format.grouped(settings.servers)) servers: "
        + "\(Format.grouped(settings.servers - settings.connections)) of them can never be busy",
      numbers: ["connections": Double(settings.connections), "servers": Double(settings.servers)],
      advice: [largerPool],
      accountsFor: ["wait", "waiting"], reason: "the pool is smaller than the database")
  }

  private func manyConnections() -> Finding? {
    guard let most = settings.serverConnections, settings.connections > most, let instance = settings.instance else {
      return nil
    }
    return Finding(
      .databaseConnections, .warn, part: name,
      "\(Format.grouped(settings.connections)) connections are more than the \(Format.grouped(most)) that "
        + "\(instance.name) with \(instance.memory) GiB allows by default (max_connections)",
      numbers: ["connections": Double(settings.connections), "allowed": Double(most)], advice: [smallerPool(most)])
  }

  /// Measured: queries ran on although their clients had given up.
  private func timeLimit() -> Finding? {
    guard !settings.cancelsAbandoned, let abandoned = view.measured?.perHour("abandoned_queries", name), abandoned > 0,
      let queries = view.measured?.perHour("queries", name), queries > 0
    else { return nil }
    let share = abandoned / queries
    let retried = settings.retry.attempts > 1 ? ", while the driver asks again" : ""
    return Finding(
      .databaseTimeLimit, .warn, part: name,
      "\(Format.percent(share)) of the queries in window \(view.window) ran into the time limit of "
        + "\(Format.exactDuration(settings.timeout)) and ran on for nobody\(retried): that load keeps an overload alive",
      numbers: ["abandoned": share, "timeout_s": settings.timeout.seconds], advice: [cancelling],
      accountsFor: ["latency", "errors", "timeouts", "utilisation"],
      reason: "abandoned queries run on", window: view.window)
  }

  // MARK: Instances

  private func unusedReplicas() -> Finding? {
    guard settings.replicas > 0, !settings.readsReplicas else { return nil }
    let replicas = settings.replicas == 1 ? "its replica" : "its \(settings.replicas) replicas"
    let use = settings.kind == .aurora ? "stand by for a failover and answer" : "answer"
    return Finding(
      .replicasUnused, .note, part: name,
      "\(replicas) \(use) nothing: all reads go to the primary (reads: replicas would send them there)",
      numbers: ["replicas": Double(settings.replicas)],
      advice: [readingReplicas, withoutReplicas].compactMap(\.self))
  }

  private func single() -> Finding? {
    let isSingle = settings.kind == .aurora ? settings.replicas == 0 : settings.failoverTime == nil
    guard isSingle else { return nil }
    let recovery = Format.duration(seconds: settings.recoveryTime.mean)
    let isLost = view.parts.parts.contains { other in
      guard let fault = other as? FaultPart else { return false }
      return fault.target.name == name && fault.isActive && fault.fault == .kill
    }
    let remedy: String
    switch settings.kind {
    case .rds where settings.replicas > 0:
      remedy = "a replica is promoted by hand only; multi_az: true does it by itself"
    case .rds: remedy = "multi_az: true keeps a standby in another zone"
    case .aurora: remedy = "replicas: 1 would take over"
    case .other: remedy = "failover_time says how long a standby takes to take over"
    }
    return Finding(
      .singleDatabase, .note, part: name,
      "nothing takes over when the primary is lost: it is gone for about \(recovery) (assumed); \(remedy)",
      numbers: ["recovery_s": settings.recoveryTime.mean], advice: [standby].compactMap(\.self),
      accountsFor: isLost ? ["recovery_time", "errors"] : ["recovery_time"], reason: "nothing takes over")
  }

  /// Measured: a burstable instance above what it may use for ever.
  private func credits() -> Finding? {
    guard let instance = settings.instance, let baseline = instance.baseline,
      let level = view.measured?.level("utilisation", name), level > baseline
    else { return nil }
    let hours = (level - baseline) * Double(instance.vCPUs * settings.instances)
    return Finding(
      .databaseCredits, .note, part: name,
      "\(instance.name) is \(Format.percent(level, decimals: 0)) busy in window \(view.window), above its baseline of "
        + "\(Format.percent(baseline, decimals: 0)): kept up for a day, \(Format.number(hours)) vCPU-hours of surplus "
        + "credits are billed in each hour",
      numbers: ["utilisation": level, "baseline": baseline, "surplus_vcpu_hours": hours],
      advice: [withoutCredits(level, baseline: baseline)].compactMap(\.self), window: view.window)
  }

  private func uncalibrated() -> Finding? {
    guard settings.usesBuiltInTimes else { return nil }
    return Finding(
      .uncalibrated, .note, part: name,
      "how long the queries of \(name) take is the built-in assumption, not measured at yours")
  }
}
