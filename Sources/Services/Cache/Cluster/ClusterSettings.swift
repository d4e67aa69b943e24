// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Configuration
import Pricing
import Simulation
import Statistics

/// A cache's nodes, checked. Times are nanoseconds.
struct ClusterSettings: Sendable {
  struct Failover: Sendable {
    let detect, promote: Distribution
    let dns: Nanoseconds
  }

  struct Snapshot: Sendable {
    let every: Nanoseconds
    let keep: Int
    /// [B/s].
    let loadRate: Double
    /// Of each GiB.
    let pause: Nanoseconds
  }

  let name: String
  let engine: CacheEngineKind
  /// Nil for ElastiCache Serverless.
  let nodeType: CacheNodeType?
  let serverless: ServerlessSettings?
  /// Shards of Redis and Valkey, nodes of Memcached, 1 for Serverless.
  let shards: Int
  /// Of each shard.
  let replicas: Int
  /// Whether a replica takes over.
  let failsOver: Bool
  let readsFromReplicas: Bool
  let replicaLag: Nanoseconds
  /// What one shard's engine is set to, but for its seed; one of them is used.
  let redis: RedisSettings
  let memcached: MemcachedSettings
  /// Whether `eviction` is left to ElastiCache.
  let evictionIsDefault: Bool
  let keyBytes: Int
  let roundTrip: Distribution
  /// Bytes on the network besides a value.
  let packetOverhead: Int
  let cost: RedisCommandCost
  /// Threads that execute commands, and those that only read and write requests.
  let threads, ioThreads: Int
  /// Share of a command during which no other thread of a Memcached node can begin one.
  let contention: Double
  /// Nil for hash slots.
  let placement: KeyPlacement.Rule?
  let rehashes: Bool
  let ejectAfter, retryDead: Nanoseconds
  let failover: Failover?
  let replaceTime, restartTime: Distribution
  let snapshot: Snapshot?
  let creditsAtStart: Double
  let networkBurst: Nanoseconds
  /// The share of the bytes that cross to another zone; 0 for Serverless, whose endpoints are in the clients' zones.
  let crossZone: Double
  let extendedSupport: ExtendedSupport?
  /// Whether the latency is left to the built-in calibration.
  let usesBuiltInLatencies: Bool

  /// What a user writes about nodes.
  static func keys(of engine: CacheEngineKind) -> [any AnyKey] { ClusterKeys.all(of: engine) }

  /// - Parameter builtInLatencies: false makes the network take no time where the scenario says nothing else.
  /// - Returns: Nil after an error.
  init?(
    name: String, engine: CacheEngineKind, _ record: Record, builtInLatencies: Bool, _ context: inout ReadContext
  ) {
    guard ClusterChecks.pass(engine, record, &context) else { return nil }
    let isRedis = engine.isRedis
    self.name = name
    self.engine = engine
    nodeType = record[ClusterKeys.nodeType]
    serverless = record[ClusterKeys.serverless].map { ServerlessSettings($0, addsLatency: builtInLatencies) }
    let hasNodes = serverless == nil
    shards = !hasNodes ? 1 : isRedis ? record[ClusterKeys.shards] : record[ClusterKeys.nodes]
    replicas = isRedis && hasNodes ? record[ClusterKeys.replicas] : 0
    failsOver = replicas > 0 && record[ClusterKeys.multiAZ] ?? true
    readsFromReplicas = replicas > 0 && record[ClusterKeys.readsFrom] == .replicas
    replicaLag = isRedis ? record[ClusterKeys.replicaLag] : 0
    evictionIsDefault = isRedis && record.isDefaulted(ClusterKeys.eviction)
    redis = Self.redis(isRedis ? record : nil, nodeType, serverless)
    memcached = Self.memcached(isRedis ? nil : record, nodeType, serverless)
    keyBytes = Int(isRedis ? record[ClusterKeys.keySize] : record[ClusterKeys.memcachedKeySize])
    usesBuiltInLatencies = builtInLatencies && record.isDefaulted(ClusterKeys.roundTrip)
    roundTrip =
      record.isDefaulted(ClusterKeys.roundTrip) && !builtInLatencies ? .zero : record[ClusterKeys.roundTrip]
    packetOverhead = Int(record[ClusterKeys.packetOverhead])
    cost = RedisCommandCost(record[ClusterKeys.commandCost])
    let vCPUs = nodeType?.vCPUs ?? 1
    threads = isRedis ? 1 : record[ClusterKeys.threads] ?? vCPUs
    let ioDefault = vCPUs >= 4 ? min(vCPUs / 2, 8) : 1
    ioThreads = isRedis && hasNodes ? (record[ClusterKeys.ioThreads] ?? ioDefault) - 1 : 0
    contention = isRedis ? 0 : record[ClusterKeys.contention]
    placement = isRedis ? nil : record[ClusterKeys.distribution]
    rehashes = !isRedis && record[ClusterKeys.onNodeLoss] == .rehash
    ejectAfter = isRedis ? 0 : record[ClusterKeys.ejectAfter]
    retryDead = isRedis ? 0 : record[ClusterKeys.retryDead]
    failover = isRedis ? Self.failover(record[ClusterKeys.failover]) : nil
    replaceTime = record[ClusterKeys.replaceTime]
    restartTime = record[ClusterKeys.restartTime]
    snapshot = isRedis ? record[ClusterKeys.snapshot].map(Self.snapshot) : nil
    creditsAtStart = record[ClusterKeys.creditsAtStart]
    networkBurst = record[ClusterKeys.networkBurst]
    crossZone = hasNodes ? record[ZoneTransfer.crossZone] : 0
    extendedSupport = engine == .redis ? record[ClusterKeys.extendedSupport] : nil
  }

  private static func redis(
    _ record: Record?, _ type: CacheNodeType?, _ serverless: ServerlessSettings?
  ) -> RedisSettings {
    var settings = RedisSettings(maxmemory: serverless?.maxData ?? type?.maxmemory ?? 0, policy: .volatileLRU)
    guard let record else { return settings }
    if serverless == nil {
      settings.policy = record[ClusterKeys.eviction]
      settings.reservedBytes = Int((Double(settings.maxmemory) * record[ClusterKeys.reservedMemory]).rounded())
    } else {
      settings.baseBytes = 0
    }
    settings.samples = record[ClusterKeys.samples]
    settings.lfuLogFactor = record[ClusterKeys.logFactor]
    settings.lfuDecayMinutes = Int((record[ClusterKeys.decayTime] + 60 * .second - 1) / (60 * .second))
    settings.activeExpireEffort = record[ClusterKeys.expireEffort]
    // What 500 µs of evictions are, at about 1 µs each (maxmemory-eviction-tenacity 10).
    settings.evictionsPerCommand = 500
    return settings
  }

  private static func memcached(
    _ record: Record?, _ type: CacheNodeType?, _ serverless: ServerlessSettings?
  ) -> MemcachedSettings {
    let node = type.map { max(1, $0.maxCacheMemory - overheadMiB) << 20 }
    var settings = MemcachedSettings(memory: serverless?.maxData ?? node ?? 0)
    guard let record else { return settings }
    settings.isSegmented = record[ClusterKeys.segmentedLRU]
    settings.movesPages = record[ClusterKeys.slabAutomove]
    settings.itemSizeMax = Int(record[ClusterKeys.maxItemSize])
    return settings
  }

  /// `memcached_connections_overhead` of ElastiCache's default parameter groups [MiB].
  private static let overheadMiB = 100

  private static func failover(_ record: Record) -> Failover {
    Failover(
      detect: record[FailoverKeys.detect], promote: record[FailoverKeys.promote], dns: record[FailoverKeys.dns])
  }

  private static func snapshot(_ record: Record) -> Snapshot {
    Snapshot(
      every: record[SnapshotKeys.every], keep: record[SnapshotKeys.keep], loadRate: record[SnapshotKeys.loadRate],
      pause: record[SnapshotKeys.pause])
  }

  // MARK: What others ask

  /// All nodes, replicas included; 0 for Serverless.
  var nodeCount: Int { nodeType == nil ? 0 : shards * (1 + replicas) }

  /// Memory for records, all shards or nodes together [B].
  var usableBytes: Int { usableBytes(nodeType) }

  /// The same with nodes of another type.
  func usableBytes(_ type: CacheNodeType?) -> Int {
    guard let type else { return serverless?.maxData ?? 0 }
    guard engine.isRedis else { return ((type.maxCacheMemory - Self.overheadMiB) << 20) * shards }
    let share = Double(redis.reservedBytes) / Double(max(1, redis.maxmemory))
    return (type.maxmemory - Int((Double(type.maxmemory) * share).rounded())) * shards
  }

  /// Memory that one record takes, its key and all overhead included, on average over the growth of tables [B].
  func recordBytes(value: Int, hasExpiry: Bool) -> Int {
    let size = ItemSize(key: keyBytes, value: value)
    guard engine.isRedis else {
      let item = memcached.itemBytes(size)
      return memcached.chunkSizes.first { $0 >= item } ?? item
    }
    // 8 to 16 B of a table's buckets belong to each entry: on average 8 / ln 2.
    return RedisMemory(redis.allocator).itemBytes(size, hasExpiry: hasExpiry) + (hasExpiry ? 23 : 12)
  }

  /// Whether what it evicts is the least recently used, or nearly so.
  var evictsByRecency: Bool {
    guard engine.isRedis else { return true }
    return redis.policy == .allKeysLRU || redis.policy == .volatileLRU
  }

  /// Every type of node with its price, smallest first, as many of them as there are now.
  var choices: [SizedCache.Choice] {
    guard nodeType != nil else { return [] }
    return CacheNodeType.all.enumerated().sorted {
      ($0.element.maxmemory, $0.offset) < ($1.element.maxmemory, $1.offset)
    }.map { type in
      (
        name: type.element.name, usableBytes: usableBytes(type.element),
        meter: ClusterMeters.node(engine, type.element), nodes: nodeCount
      )
    }
  }

  /// Why these nodes cannot have a fault of this kind; nil if they can.
  func problem(with fault: FaultKind) -> String? {
    if serverless != nil, fault == .kill || fault == .restart {
      return "ElastiCache Serverless has no nodes that a scenario could \(fault.rawValue)"
    }
    return CacheCluster.problem(with: fault)
  }

  /// `maxmemory-policy` as it is written; what Memcached does has no name there.
  var evictionName: String { engine.isRedis ? redis.policy.rawValue : "lru" }
  /// Whether only keys with an expiry are evicted.
  var evictsOnlyVolatile: Bool { engine.isRedis && redis.policy.isVolatile }
  /// Whether a part of the memory is kept back.
  var keepsReserve: Bool { engine.isRedis && redis.reservedBytes > 0 }
  /// Threads of a node that execute commands; more than it has vCPUs do not get more done.
  var threadsPerNode: Int { min(threads, nodeType?.vCPUs ?? 1) }

  /// How long a GET keeps one of them busy [s]: other threads may take over most of the request.
  func commandTime(valueBytes: Int) -> Double {
    let takenOver = ioThreads > 0 ? cost.request * NodeLines.ioShare : 0
    return (cost.nanoseconds(.constant, valueBytes: valueBytes) - takenOver) / 1e9
  }
  /// What a node is called where keys are shared out.
  var nodeNoun: String { engine.isRedis ? "shard" : "node" }
}
