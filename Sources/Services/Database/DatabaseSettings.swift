// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// A database's settings, checked. Times are nanoseconds.
struct DatabaseSettings: Sendable {
  struct Contention: Sendable, Hashable {
    let sigma, kappa: Double
  }

  let name: String
  let kind: DatabaseKind
  let engine: DatabaseEngine
  /// Nil for a database that is not billed.
  let instance: DatabaseInstance?
  let hasStandby: Bool
  /// RDS only.
  let storage: DatabaseStorage?
  /// Aurora only: the cluster volume [GiB].
  let data: Double
  let isIOOptimized: Bool
  /// Backups kept [GiB].
  let backupStorage: Double
  let extendedSupport: ExtendedSupport?
  /// The share of the bytes between clients and instances that cross to another zone.
  let crossZone: Double
  /// Bytes of a query, and of an answer, besides the record.
  let packetOverhead: Int64

  /// Queries that run at full speed at the same time on one instance.
  let servers: Int
  let isShared: Bool
  let contention: Contention?
  let readTime, writeTime, failureTime, diskTime: Distribution
  let absent: Double
  /// Disk operations of a query, on average.
  let ioPerRead, ioPerWrite: Double

  /// Of one instance.
  let connections: Int
  let queueLimit: Int?
  let acquireTimeout, timeout: Nanoseconds
  let cancelsAbandoned: Bool
  let retry: TrafficRetry

  let replicas: Int
  let readsReplicas: Bool
  let replicaLag: Distribution
  /// Nil where nothing takes over by itself.
  let failoverTime: Distribution?
  let recoveryTime, restartTime: Distribution
  /// Whether the times of queries are left to the built-in assumptions.
  let usesBuiltInTimes: Bool

  /// - Parameter builtInLatencies: false makes queries take no time where the scenario says nothing else.
  ///
  /// Nil after an error.
  init?(
    name: String, kind: DatabaseKind, _ record: Record, builtInLatencies: Bool, _ context: inout ReadContext
  ) {
    typealias Keys = DatabaseKeys
    func time(_ key: Key<Distribution>) -> Distribution {
      record.isDefaulted(key) && !builtInLatencies ? .zero : record[key]
    }
    self.name = name
    self.kind = kind
    switch kind {
    case .rds: engine = record[Keys.engine]
    case .aurora: engine = record[Keys.auroraEngine].engine
    case .other: engine = .postgresql
    }
    let isBilled = kind != .other
    instance = isBilled ? record[Keys.instance] : nil
    hasStandby = kind == .rds && record[Keys.multiAZ]
    storage = kind == .rds ? record[Keys.storage] : nil
    data = kind == .aurora ? Double(record[Keys.data]) / Double(1 << 30) : 0
    isIOOptimized = kind == .aurora && record[Keys.ioOptimized]
    backupStorage = isBilled ? Double(record[Keys.backupStorage]) / Double(1 << 30) : 0
    extendedSupport = isBilled ? record[Keys.extendedSupport] : nil
    crossZone = isBilled ? record[ZoneTransfer.crossZone] : 0
    packetOverhead = isBilled ? record[Keys.packetOverhead] : 0
    servers = isBilled ? record[Keys.concurrency] ?? record[Keys.instance].vCPUs : record[Keys.servers]
    contention = record[Keys.contention].map {
      Contention(sigma: $0[Keys.Contention.sigma], kappa: $0[Keys.Contention.kappa])
    }
    isShared = record[Keys.scheduling] == .sharing || contention != nil
    readTime = time(Keys.readTime)
    writeTime = time(Keys.writeTime)
    failureTime = time(Keys.failureTime)
    usesBuiltInTimes = builtInLatencies && (record.isDefaulted(Keys.readTime) || record.isDefaulted(Keys.writeTime))
    absent = record[Keys.absent]
    diskTime = isBilled ? record[Keys.diskTime] : .zero
    ioPerRead = isBilled ? record[Keys.ioPerRead] : 0
    ioPerWrite = isBilled ? record[Keys.ioPerWrite] : 0
    connections = record[Keys.connections]
    queueLimit = record[Keys.queueLimit]
    acquireTimeout = record[Keys.acquireTimeout]
    timeout = record[Keys.timeout]
    cancelsAbandoned = record[Keys.cancelsAbandoned]
    let retries = record[Keys.retry]
    retry = TrafficRetry(
      attempts: retries[Keys.Retry.attempts], backoff: retries[Keys.Retry.backoff],
      longest: retries[Keys.Retry.maxBackoff], jitter: retries[Keys.Retry.jitter])
    replicas = record[Keys.replicas]
    readsReplicas = record[Keys.reads] == .replicas
    replicaLag = kind == .aurora ? record[Keys.auroraLag] : record[Keys.replicaLag]
    switch kind {
    case .rds: failoverTime = hasStandby ? record[Keys.failoverTime] : nil
    case .aurora: failoverTime = record[Keys.auroraFailoverTime]
    case .other: failoverTime = record[Keys.otherFailoverTime]
    }
    recoveryTime = record[Keys.recoveryTime]
    restartTime = record[Keys.restartTime]
    guard check(record, &context) else { return nil }
  }

  private func check(_ record: Record, _ context: inout ReadContext) -> Bool {
    typealias Keys = DatabaseKeys
    let before = context.diagnostics.errorCount
    if contention != nil, !record.isDefaulted(Keys.scheduling), record[Keys.scheduling] == .fcfs {
      context.diagnostics.error(
        .value, at: record.node(Keys.scheduling) ?? record.node,
        "scheduling: fcfs and contention exclude each other: queries that wait for their turn do not slow each other down",
        hint: "leave one of them out")
    }
    if readsReplicas, replicas == 0 {
      context.diagnostics.error(
        .value, at: record.node(Keys.reads) ?? record.node, "reads: replicas needs replicas, and there are none",
        hint: "add replicas: 1, or leave reads out")
    }
    if retry.longest < retry.backoff, let node = record.node(Keys.retry) {
      context.diagnostics.error(
        .value, at: node, "retry: max_backoff is less than backoff", hint: "make max_backoff at least as long")
    }
    if kind == .aurora, let instance, !instance.runsAurora {
      let family = instance.name.split(separator: ".").dropLast().joined(separator: ".")
      context.diagnostics.error(
        .value, at: record.node(Keys.instance) ?? record.node, "Aurora does not run on \(instance.name)",
        hint: instance.baseline == nil ? "choose db.r6g or db.r7g" : "choose \(family).medium or \(family).large")
    }
    if extendedSupport != nil, engine == .mariadb {
      context.diagnostics.error(
        .value, at: record.node(Keys.extendedSupport) ?? record.node, "RDS has no Extended Support for MariaDB",
        hint: "leave out extended_support, or choose engine: mysql or postgresql")
    }
    return context.diagnostics.errorCount == before
  }

  /// The primary and its replicas.
  var instances: Int { 1 + replicas }

  /// Storage of the database itself, up to which backups are free [GiB]: a standby's does not count again, a replica's
  /// is that of a database of its own.
  var ownStorage: Double { storage.map { Double($0.size * instances) } ?? data }

  /// Backups that are billed [GiB]. As much as the provisioned storage of all databases of a Region is free (RDS
  /// pricing, backup storage), with Aurora as much as the cluster volume (Aurora User Guide, backup storage usage); here
  /// each database is taken for itself.
  var billedBackup: Double { max(0, backupStorage - ownStorage) }

  /// vCPUs that one instance may use for ever; nil where nothing is rationed.
  var baselineVCPUs: Double? { instance.flatMap { instance in instance.baseline.map { $0 * Double(instance.vCPUs) } } }

  /// The connections that the server itself allows unless its parameters are changed (RDS User Guide, quotas:
  /// `max_connections`); of the memory some is the system's own. Nil where nobody says.
  var serverConnections: Int? {
    guard let instance else { return nil }
    let bytes = Double(instance.memory) * Double(1 << 30)
    return engine == .postgresql ? min(Int(bytes / 9_531_392), 5_000) : min(Int(bytes / 12_582_880), 16_000)
  }
}
