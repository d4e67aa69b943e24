// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// The settings of databases, as they are written in a scenario: the server's, and those of the driver and the connection
/// pool with which every caller asks it.
enum DatabaseKeys {
  // MARK: What it is

  static let engine = Key(
    "engine", .choice(of: DatabaseEngine.self), default: "postgresql", .sluice,
    "The database engine; it sets the price and the server's own limit on connections.")
  static let auroraEngine = Key(
    "engine", .choice(of: AuroraEngine.self), default: "postgresql", .sluice,
    "The engine that Aurora is compatible with; it sets the price and the server's own limit on connections.")
  static let instance = RequiredKey(
    "instance", .databaseInstance, "The instance class, of the primary and of each replica.", monotone: true)
  static let multiAZ = Key(
    "multi_az", .flag, default: "false", .aws("API/CreateDBInstance"),
    "Whether a standby in another zone takes over when the primary is lost. Commits wait for it: put that into write_time."
  )
  static let storage = Key(
    "storage", .databaseStorage, default: "{ gp3: 20GiB }", .assumed("the smallest that RDS sells"),
    "Kind and size of the storage; it sets how many disk operations a second there can be.")
  static let data = Key(
    "data", .bytes(0...(256 << 40)), default: "10GiB", .assumed("depends on what is stored"),
    "Size of the cluster volume, which is billed as it is used.")
  static let ioOptimized = Key(
    "io_optimized", .flag, default: "false", .aws("Aurora User Guide, storage configurations"),
    "Aurora I/O-Optimized: dearer instances and storage, and no charge for each I/O request.")

  // MARK: What it costs besides

  static let backupStorage = Key(
    "backup_storage", .bytes(0...(4096 << 40)), default: "0B",
    .assumed("how much backups take depends on what changes; as much as the database's own storage is free"),
    "Backups kept, automated and manual together; what exceeds the storage of the database is billed.")
  static let extendedSupport = ExtendedSupport.key(
    "MySQL or PostgreSQL", source: "RDS User Guide, Amazon RDS Extended Support charges")
  static let packetOverhead = Key(
    "packet_overhead", .bytes(0...65_536), default: "200B",
    .assumed("a short statement or the head of its result, with TCP, IP and the protocol's own"),
    "Bytes on the network of each query and of each answer, besides the record; counted where cross_zone is above 0.")

  // MARK: The server

  static let concurrency = Key(
    "concurrency", .databaseConcurrency, default: "vcpus", .sluice,
    "Queries that really run at the same time on one instance: as many as it has vCPUs, or a number.", monotone: true)
  static let servers = RequiredKey(
    "concurrency", .integer(1...100_000), "Queries that really run at the same time on one instance.", monotone: true)
  static let scheduling = Key(
    "scheduling", .choice(of: Scheduling.self), default: "fcfs", .sluice,
    "fcfs: queries beyond concurrency wait for their turn; sharing: all run at once, and share the processors evenly.")
  static let contention = OptionalKey(
    "contention", .record(Contention.table),
    "Queries that slow each other down (Universal Scalability Law); implies sharing.")
  static let readTime = Key(
    "read_time", .time, default: "{ lognormal: { p50: 600us, p99: 5ms } }",
    .assumed("a row in the buffer pool, same zone: 0.3 to 1 ms, p99 2 to 10 ms"),
    "How long a read takes that nothing holds up, from the client's side; one that reads the disk is longer.")
  static let writeTime = Key(
    "write_time", .time, default: "{ lognormal: { p50: 3ms, p99: 20ms } }",
    .assumed("a commit that a second zone confirms: 2 to 5 ms, p99 10 to 30 ms; the same without Multi-AZ"),
    "How long a write or delete takes that nothing holds up, from the client's side, its commit included.")
  static let failureTime = Key(
    "failure_time", .time, default: "20ms", .assumed("a refused connection is one round trip"),
    "How long a query takes to fail when the database cannot be reached.")
  static let absent = Key(
    "absent", .ratio, default: "0%", .sluice, "The share of keys under which nothing is stored: reads say so.")

  enum Scheduling: String, CaseIterable, Sendable { case fcfs, sharing }

  enum Contention {
    static let sigma = Key(
      "sigma", .number(0...1), default: "0.03", .assumed("0.02 to 0.05 for short transactions"),
      "Share of the work that only one query can do at a time.")
    static let kappa = Key(
      "kappa", .number(0...1), default: "0.00005", .assumed("0.00001 to 0.0001 for short transactions"),
      "Cost of keeping each two queries consistent, as a share of a query's work.")
    static let table = KeyTable(
      "contention", "Of n queries, each runs at 1/(1 + sigma (n-1) + kappa n (n-1)) of full speed.",
      keys: [sigma, kappa])
  }

  // MARK: Disk operations

  static let ioPerRead = Key(
    "io_per_read", .number(0...10_000), default: "0", .assumed("the rows are in the buffer pool"),
    "Disk operations of a read, on average.")
  static let ioPerWrite = Key(
    "io_per_write", .number(0...10_000), default: "1", .assumed("each commit forces the log to disk"),
    "Disk operations of a write, on average.")
  static let diskTime = Key(
    "disk_time", .time, default: "0s", .assumed("read_time and write_time include it"),
    "How long one disk operation takes, besides waiting for its turn when there are too many.")

  // MARK: Driver and pool

  static let connections = Key(
    "connections", .integer(1...100_000), default: "100", .assumed("PostgreSQL's max_connections"),
    "Connections to one instance, all clients' pools together; a query that finds none free waits.")
  static let queueLimit = OptionalKey(
    "queue_limit", .integer(0...10_000_000), "Queries that may wait for a connection; more fail at once.")
  static let acquireTimeout = Key(
    "acquire_timeout", .duration(1_000_000...(86_400 * .second)), default: "30s",
    .assumed("HikariCP's connectionTimeout"), "How long a query waits for a connection before it fails.")
  static let timeout = Key(
    "timeout", .duration(1_000_000...(86_400 * .second)), default: "30s",
    .assumed("drivers wait for ever by default, and nobody should"),
    "How long the client waits for the answer to a query, from the moment it has a connection.")
  static let cancelsAbandoned = Key(
    "cancels_abandoned", .flag, default: "false", .assumed("the server does not notice that a client has gone"),
    "Whether a query that the client gave up ends at once; otherwise it runs on, and holds its connection.")
  static let retry = Key(
    "retry", .record(Retry.table), default: "{}", .sluice, "How the driver tries failed and timed-out queries again.")

  enum Retry {
    static let attempts = Key(
      "attempts", .integer(1...16), default: "1", .assumed("drivers do not try again on their own"),
      "Tries in all, the first included.")
    static let backoff = Key(
      "backoff", .duration(0...(3600 * .second)), default: "100ms", .assumed("depends on the client"),
      "Pause before the first retry; it doubles with each.")
    static let maxBackoff = Key(
      "max_backoff", .duration(0...(3600 * .second)), default: "5s", .assumed("depends on the client"),
      "What the pause grows to.")
    static let jitter = Key(
      "jitter", .choice(of: TrafficRetry.Jitter.self), default: "full", .assumed("depends on the client"),
      "full draws each pause evenly between 0 and the back-off; none waits all of it.")
    static let table = KeyTable(
      "retry", "Retries of a query; each takes a new place in line.", keys: [attempts, backoff, maxBackoff, jitter])
  }

  // MARK: Replicas

  static let replicas = Key(
    "replicas", .integer(0...15), default: "0", .sluice,
    "Read replicas, each an instance with connections of its own.", source: "RDS User Guide, read replicas: at most 15")
  static let reads = Key(
    "reads", .choice(of: Reads.self), default: "primary", .sluice,
    "Where reads go: to the primary, or to the replicas, each to one by chance.")
  static let replicaLag = lag("100ms", "asynchronous replication between zones; AWS states none")
  static let auroraLag = lag("20ms", "Aurora User Guide: usually much less than 100 ms")
  private static func lag(_ text: String, _ why: String) -> Key<Distribution> {
    Key("replica_lag", .time, default: text, .assumed(why), "How far a replica's data are behind the primary's.")
  }

  enum Reads: String, CaseIterable, Sendable { case primary, replicas }

  // MARK: Loss and restart

  static let failoverTime = Key(
    "failover_time", .time, default: "{ uniform: { from: 60s, to: 120s } }",
    .assumed("RDS User Guide, Concepts.MultiAZ.Failover: typically 60 to 120 seconds"),
    "Time from the loss of the primary until the standby has taken over.")
  static let auroraFailoverTime = Key(
    "failover_time", .time, default: "{ uniform: { from: 15s, to: 60s } }",
    .assumed("AWS: typically within 30 seconds, at most a minute or two"),
    "Time from the loss of the primary until a replica has taken over.")
  static let otherFailoverTime = OptionalKey(
    "failover_time", .time, "Time from the loss of the primary until a standby has taken over; none does if left out.")
  static let recoveryTime = Key(
    "recovery_time", .time, default: "10m", .assumed("a new instance with the same data takes minutes"),
    "Time until an instance is replaced that nothing takes over from.")
  static let restartTime = Key(
    "restart_time", .time, default: "{ uniform: { from: 30s, to: 60s } }",
    .assumed("depends on what is to be recovered"),
    "How long a restart (reboot) takes.")

  // MARK: Tables

  private static let pool: [any AnyKey] = [
    connections, queueLimit, acquireTimeout, timeout, cancelsAbandoned, retry, failureTime,
  ]
  private static let server: [any AnyKey] = [scheduling, contention, readTime, writeTime, absent]
  private static let disk: [any AnyKey] = [ioPerRead, ioPerWrite, diskTime]
  private static let money: [any AnyKey] = [backupStorage, extendedSupport, ZoneTransfer.crossZone, packetOverhead]

  static let rds = KeyTable(
    "rds", "A database of Amazon RDS with the pools of its clients.",
    keys: [engine, instance, multiAZ, storage, concurrency] + server + disk + pool
      + [replicas, reads, replicaLag, failoverTime, recoveryTime, restartTime] + money)
  static let aurora = KeyTable(
    "aurora", "A cluster of Amazon Aurora with the pools of its clients.",
    keys: [auroraEngine, instance, data, ioOptimized, concurrency] + server + disk + pool
      + [replicas, reads, auroraLag, auroraFailoverTime, recoveryTime, restartTime] + money)
  static let other = KeyTable(
    "other", "A database that is not billed here, such as one that you run yourself.",
    keys: [servers] + server + pool + [replicas, reads, replicaLag, otherFailoverTime, recoveryTime, restartTime])
}

extension ValueKind where Value == Int? {
  /// `vcpus` (nil) or a number.
  fileprivate static var databaseConcurrency: ValueKind<Int?> {
    .either(ValueKind<String>.choice(["vcpus"]), ValueKind<Int>.integer(1...100_000), { _ in nil }, { $0 })
  }
}
