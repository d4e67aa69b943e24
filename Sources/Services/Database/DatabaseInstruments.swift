// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// What is measured of a database and its connection pools.
struct DatabaseInstruments: Sendable {
  /// Shares of the servers that are busy, averaged over a second: of all instances, of the primary and of the replicas.
  let utilisation: GaugeID
  let primaryUtilisation, replicaUtilisation: GaugeID?
  /// Connections in use, queries that wait for one, queries that have one and wait for a server, queries that run, and
  /// those that nobody waits for any more.
  let connections, waiting, queued, running, abandoned: GaugeID
  /// Servers that are busy.
  let busy: GaugeID
  /// Calls of its callers and how they ended; the driver's queries, retries included.
  let calls, succeeded, failed, queries: CounterID
  /// Queries that were carried out.
  let reads, writes: CounterID
  let retries, timeouts, poolTimeouts, refused, unreachable: CounterID
  /// Queries that ran on although their client had given up.
  let abandonedQueries: CounterID
  let readOperations, writeOperations, operations: CounterID
  let latency, wait, serverWait, service: DistributionID
  let diskWait: DistributionID?
  let replicaLag: DistributionID?
  /// What is paid for: instances, GiB, disk operations a second.
  let primaries, replicas, storage, provisioned: GaugeID?
  /// vCPUs in use above the baseline of burstable instances, below 0 where they earn CPU credits: of the primary, and of
  /// all replicas.
  let primarySurplus, replicaSurplus: GaugeID?
  /// Between clients and instances, where that is billed.
  let bytesIn, bytesOut: CounterID?
  /// CloudWatch shows percent.
  let percent: GaugeID

  init(_ settings: DatabaseSettings, _ instruments: inout Instruments) {
    let name = settings.name
    let hasReplicas = settings.replicas > 0
    utilisation = instruments.gauge(name, "utilisation", unit: "")
    primaryUtilisation = hasReplicas ? instruments.gauge(name, "primary_utilisation", unit: "") : nil
    replicaUtilisation = hasReplicas ? instruments.gauge(name, "replica_utilisation", unit: "") : nil
    connections = instruments.gauge(name, "connections", unit: "connections")
    waiting = instruments.gauge(name, "waiting", unit: "queries")
    queued = instruments.gauge(name, "queued", unit: "queries")
    running = instruments.gauge(name, "running", unit: "queries")
    abandoned = instruments.gauge(name, "abandoned", unit: "queries")
    busy = instruments.gauge(name, "busy", unit: "servers")
    calls = instruments.counter(name, "calls", unit: "calls")
    succeeded = instruments.counter(name, "succeeded", unit: "calls")
    failed = instruments.counter(name, "failed", unit: "calls")
    queries = instruments.counter(name, "queries", unit: "queries")
    reads = instruments.counter(name, "reads", unit: "queries")
    writes = instruments.counter(name, "writes", unit: "queries")
    retries = instruments.counter(name, "retries", unit: "queries")
    timeouts = instruments.counter(name, "timeouts", unit: "queries")
    poolTimeouts = instruments.counter(name, "pool_timeouts", unit: "queries")
    refused = instruments.counter(name, "refused", unit: "queries")
    unreachable = instruments.counter(name, "unreachable", unit: "queries")
    abandonedQueries = instruments.counter(name, "abandoned_queries", unit: "queries")
    readOperations = instruments.counter(name, "read_operations", unit: "operations")
    writeOperations = instruments.counter(name, "write_operations", unit: "operations")
    operations = instruments.counter(name, "disk_operations", unit: "operations")
    latency = instruments.distribution(name, "latency")
    wait = instruments.distribution(name, "wait")
    serverWait = instruments.distribution(name, "server_wait")
    service = instruments.distribution(name, "service")
    diskWait = settings.storage == nil ? nil : instruments.distribution(name, "disk_wait")
    replicaLag = hasReplicas ? instruments.distribution(name, "replica_lag") : nil
    let isBilled = settings.kind != .other
    primaries = isBilled ? instruments.gauge(name, "instances", unit: "instances") : nil
    replicas = isBilled && hasReplicas ? instruments.gauge(name, "replicas", unit: "instances") : nil
    storage = isBilled ? instruments.gauge(name, "storage", unit: "GiB") : nil
    provisioned =
      (settings.storage?.billedOperations ?? 0) > 0
      ? instruments.gauge(name, "provisioned_iops", unit: "operations/s") : nil
    let isBurstable = settings.baselineVCPUs != nil
    primarySurplus = isBurstable ? instruments.gauge(name, "surplus_vcpus", unit: "vCPUs") : nil
    replicaSurplus = isBurstable && hasReplicas ? instruments.gauge(name, "surplus_vcpus_replicas", unit: "vCPUs") : nil
    let crosses = settings.crossZone > 0
    bytesIn = crosses ? instruments.counter(name, "bytes_in", unit: "B") : nil
    bytesOut = crosses ? instruments.counter(name, "bytes_out", unit: "B") : nil
    percent = instruments.gauge(name, "cpu", unit: "%")
    declareMetrics(name, &instruments)
    if isBilled { declareCloudWatch(name, settings.kind, &instruments) }
  }

  private func declareMetrics(_ name: String, _ instruments: inout Instruments) {
    instruments.metric(name, "utilisation", .level(utilisation))
    if let primaryUtilisation { instruments.metric(name, "primary_utilisation", .level(primaryUtilisation)) }
    if let replicaUtilisation { instruments.metric(name, "replica_utilisation", .level(replicaUtilisation)) }
    instruments.metric(name, "busy", .level(busy))
    instruments.metric(name, "connections", .level(connections))
    instruments.metric(name, "waiting", .level(waiting))
    instruments.metric(name, "queued", .level(queued))
    instruments.metric(name, "running", .level(running))
    instruments.metric(name, "abandoned", .level(abandoned))
    instruments.metric(name, "latency", .distribution(latency))
    instruments.metric(name, "wait", .distribution(wait))
    instruments.metric(name, "server_wait", .distribution(serverWait))
    instruments.metric(name, "service", .distribution(service))
    if let diskWait { instruments.metric(name, "disk_wait", .distribution(diskWait)) }
    if let replicaLag { instruments.metric(name, "replica_lag", .distribution(replicaLag)) }
    instruments.metric(name, "throughput", .tally(succeeded, of: calls))
    instruments.metric(name, "errors", .tally(failed, of: calls))
    instruments.metric(name, "queries", .tally(queries, of: calls))
    instruments.metric(name, "reads", .tally(reads, of: queries))
    instruments.metric(name, "writes", .tally(writes, of: queries))
    instruments.metric(name, "retries", .tally(retries, of: queries))
    instruments.metric(name, "timeouts", .tally(timeouts, of: queries))
    instruments.metric(name, "pool_timeouts", .tally(poolTimeouts, of: queries))
    instruments.metric(name, "disk_operations", .tally(operations, of: queries))
  }

  /// Under the names that RDS publishes (RDS User Guide, CloudWatch metrics).
  private func declareCloudWatch(_ name: String, _ kind: DatabaseKind, _ instruments: inout Instruments) {
    let dimension = kind == .aurora ? "DBClusterIdentifier" : "DBInstanceIdentifier"
    var shown: [(String, CloudWatchMetric.Source)] = [
      ("CPUUtilization", .level(percent)), ("DatabaseConnections", .level(connections)),
      ("ReadIOPS", .count(readOperations)), ("WriteIOPS", .count(writeOperations)),
    ]
    if let replicaLag { shown.append((kind == .aurora ? "AuroraReplicaLag" : "ReplicaLag", .times(replicaLag))) }
    for (metric, source) in shown {
      instruments.cloudWatch(CloudWatchMetric("AWS/RDS", metric, dimension, name, source))
    }
  }
}

/// A database's random draws, each by a key of its own.
struct DatabaseDraws: Sendable {
  let read, write, disk, diskAmount, failure, fault, retry, route, lag, absent, outage: DrawStream

  init(key: RandomKey, database: String) {
    read = DrawStream(key, name: database, purpose: "read")
    write = DrawStream(key, name: database, purpose: "write")
    disk = DrawStream(key, name: database, purpose: "disk")
    diskAmount = DrawStream(key, name: database, purpose: "disk operations")
    failure = DrawStream(key, name: database, purpose: "failure time")
    fault = DrawStream(key, name: database, purpose: "fault")
    retry = DrawStream(key, name: database, purpose: "retry")
    route = DrawStream(key, name: database, purpose: "route")
    lag = DrawStream(key, name: database, purpose: "replica lag")
    absent = DrawStream(key, name: database, purpose: "absent")
    outage = DrawStream(key, name: database, purpose: "outage")
  }
}
