// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Configuration
import Simulation
import Statistics

/// A cache's nodes, as they are written in a scenario.
enum ClusterKeys {
  enum ReadsFrom: String, CaseIterable, Sendable { case primary, replicas }

  // MARK: All engines

  static let nodeType = OptionalKey(
    "node_type", .nodeType, "The type of every node, such as cache.t4g.small; ElastiCache Serverless has none.")
  static let serverless = OptionalKey(
    "serverless", .record(ServerlessKeys.table), "ElastiCache Serverless in place of nodes.")
  static let keySize = Key(
    "key_size", .bytes(1...65_535), default: "24B", .assumed("depends on how the application names its records"),
    "Length of a key's name, which takes memory too.")
  static let memcachedKeySize = Key(
    "key_size", .bytes(1...250), default: "24B", .assumed("depends on how the application names its records"),
    "Length of a key's name, which takes memory too; Memcached takes at most 250 B.")
  static let roundTrip = Key(
    "round_trip", .time, default: "{ lognormal: { p50: 250us, p99: 800us } }",
    .assumed("a GET within an availability zone; AWS gives no latencies"),
    "Time of a command on the network, there and back, without the node's own.")
  static let packetOverhead = Key(
    "packet_overhead", .bytes(0...4096), default: "80B", .assumed("TCP, IP and the protocol's own: 60 to 100 B"),
    "Bytes on the network besides a value.")
  static let commandCost = Key(
    "command_cost", .record(CommandCostKeys.table), default: "{}", .assumed("redis.io's benchmark page, halved"),
    "How long a command keeps a thread busy.")
  static let replaceTime = Key(
    "replace_time", .time, default: "5m", .aws("ElastiCache User Guide, replacing a failed node: several minutes"),
    "Time until a node that was lost is replaced.")
  static let restartTime = Key(
    "restart_time", .time, default: "30s", .assumed("AWS gives no time for a reboot"),
    "Time until the processes answer again after a restart.")
  static let creditsAtStart = Key(
    "cpu_credits", .ratio(0...1), default: "100%",
    .assumed("a node that had little to do for a day has all it can hold"),
    "With a t node: the CPU credits that it has at the start and after it was replaced, of those that it can hold.")
  static let networkBurst = Key(
    "network_burst", .duration(0...(86_400 * .second)), default: "5m",
    .assumed("AWS: best effort; the EC2 User Guide says 5 to 60 minutes"),
    "How long a node whose network had little to do can send at its highest rate; 0s leaves it the baseline.")

  /// Of Redis OSS only: no version of the other engines is that old.
  static let extendedSupport = ExtendedSupport.key(
    "Redis OSS (4 and 5)", source: "ElastiCache User Guide, Extended Support for Redis OSS")

  // MARK: Redis and Valkey

  static let shards = Key(
    "shards", .integer(1...500), default: "1", .aws("API/CreateReplicationGroup: NumNodeGroups"),
    "Shards of the cluster, which share the keys by hash slot; more than one is cluster mode.", monotone: true)
  static let replicas = Key(
    "replicas", .integer(0...5), default: "0", .aws("API/CreateReplicationGroup: ReplicasPerNodeGroup"),
    "Replicas of each shard, in other zones.")
  static let multiAZ = OptionalKey(
    "multi_az", .flag,
    "Whether a replica takes over when a primary is lost (automatic failover); it does if there is one and this is left "
      + "out.", source: "ElastiCache User Guide, Multi-AZ")
  static let readsFrom = Key(
    "reads_from", .choice(of: ReadsFrom.self), default: "primary", .sluice,
    "Where GETs go; replicas answer with what the primary held `replica_lag` ago.")
  static let replicaLag = Key(
    "replica_lag", .duration(0...(60 * .second)), default: "1ms", .assumed("below a few milliseconds in one region"),
    "How far a replica is behind; what a primary has not yet replicated is lost with it.")
  static let reservedMemory = Key(
    "reserved_memory", .ratio(0...0.95), default: "25%", .aws("ElastiCache User Guide, reserved-memory-percent"),
    "Share of maxmemory that is kept for backups and failover; eviction begins at what is left.")
  static let eviction = Key(
    "eviction", .choice(of: RedisPolicy.self), default: "volatile-lru",
    .aws("ElastiCache User Guide, default parameter groups"),
    "maxmemory-policy: which keys go when memory is full; volatile-* take only keys with an expiry.")
  static let samples = Key(
    "maxmemory_samples", .integer(1...64), default: "5", .aws("redis.conf, maxmemory-samples"),
    "Keys looked at in each round of eviction.")
  static let logFactor = Key(
    "lfu_log_factor", .integer(0...1_000), default: "10", .aws("redis.conf, lfu-log-factor"),
    "With an LFU policy: the larger, the more hits a key's counter needs to reach its top.")
  static let decayTime = Key(
    "lfu_decay_time", .duration(0...(43_200 * .second)), default: "1m", .aws("redis.conf, lfu-decay-time"),
    "With an LFU policy: a key's counter falls by one for each time so long without a hit, in whole minutes; 0s for never."
  )
  static let expireEffort = Key(
    "active_expire_effort", .integer(1...10), default: "1", .aws("redis.conf, active-expire-effort"),
    "How hard the node works at collecting what has expired.")
  static let ioThreads = OptionalKey(
    "io_threads", .integer(1...128),
    "Threads that read, parse and write requests, the one that executes them included; half of the vCPUs from four on if it "
      + "is left out (ElastiCache's enhanced I/O), else one.", monotone: true)
  static let snapshot = OptionalKey(
    "snapshot", .record(SnapshotKeys.table),
    "Backups; a node that has lost its data begins with the last one. Without them it begins empty.",
    source: "API/CreateReplicationGroup: SnapshotRetentionLimit is 0")
  static let failover = Key(
    "failover", .record(FailoverKeys.table), default: "{}", .assumed("AWS: usually a few seconds"),
    "How long it takes until a replica has taken over.")

  // MARK: Memcached

  static let nodes = Key(
    "nodes", .integer(1...60), default: "1", .aws("API/CreateCacheCluster: NumCacheNodes"),
    "Nodes, each with a part of the keys.", monotone: true)
  static let threads = OptionalKey(
    "threads", .integer(1...128), "Worker threads of a node (-t); the node's vCPUs if it is left out.", monotone: true,
    source: "ElastiCache User Guide, Memcached parameters: num_threads")
  static let contention = Key(
    "thread_contention", .ratio(0...1), default: "2%", .assumed("the serial share of item and LRU locks: 1% to 5%"),
    "Share of each command during which the node's other threads cannot begin one.")
  static let distribution = Key(
    "distribution", .choice(of: KeyPlacement.Rule.self), default: "ketama",
    .aws("ElastiCache User Guide: clients with consistent hashing"),
    "How clients choose a key's node: a ring of 160 points for each node, the hash modulo the number, or the highest of all "
      + "nodes' hashes.")
  static let onNodeLoss = Key(
    "on_node_loss", .choice(of: OnNodeLoss.self), default: "fail",
    .assumed("libmemcached's default; spymemcached and pymemcache rehash"),
    "What clients do when a node does not answer: fail goes on asking it until it is back, rehash shares its keys out among "
      + "the others.")
  static let ejectAfter = Key(
    "eject_after", .duration(0...(3600 * .second)), default: "2s", .assumed("pymemcache: 2 attempts, 1 s apart"),
    "With on_node_loss: rehash: time until clients leave out a node that does not answer.")
  static let retryDead = Key(
    "retry_dead", .duration(1_000_000...(86_400 * .second)), default: "60s", .assumed("pymemcache: dead_timeout"),
    "With on_node_loss: rehash: how often clients look whether a node that they left out is back.")
  static let segmentedLRU = Key(
    "segmented_lru", .flag, default: "true", .aws("Memcached 1.5 and later: -o modern"),
    "HOT, WARM and COLD lists in each slab class; otherwise one list, in which a hit moves an item at most once a minute."
  )
  static let slabAutomove = Key(
    "slab_automove", .flag, default: "true", .aws("Memcached 1.5 and later; off in ElastiCache's 1.4"),
    "Whether pages move to the slab classes that need them.")
  static let maxItemSize = Key(
    "max_item_size", .bytes(1024...(128 << 20)), default: "1MiB", .aws("ElastiCache User Guide, Memcached parameters"),
    "The largest item, key and overhead included.")

  enum OnNodeLoss: String, CaseIterable, Sendable { case rehash, fail }

  /// What belongs to nodes and has no place beside `serverless`.
  static func nodeKeys(of engine: CacheEngineKind) -> [any AnyKey] {
    let common: [any AnyKey] = [
      nodeType, replaceTime, restartTime, creditsAtStart, networkBurst, ZoneTransfer.crossZone,
    ]
    guard engine.isRedis else {
      return common + [nodes, threads, contention, distribution, onNodeLoss, ejectAfter, retryDead]
    }
    return common + [
      shards, replicas, multiAZ, readsFrom, replicaLag, reservedMemory, eviction, ioThreads, snapshot, failover,
    ] + (engine == .redis ? [extendedSupport] : [])
  }

  static func all(of engine: CacheEngineKind) -> [any AnyKey] {
    guard engine.isRedis else {
      return nodeKeys(of: engine) + [serverless, segmentedLRU, slabAutomove, maxItemSize, memcachedKeySize]
        + [roundTrip, packetOverhead, commandCost]
    }
    return nodeKeys(of: engine) + [serverless, samples, logFactor, decayTime, expireEffort, keySize]
      + [roundTrip, packetOverhead, commandCost]
  }
}

/// The keys under `failover`.
enum FailoverKeys {
  static let detect = Key(
    "detect", .time, default: "{ uniform: { from: 3s, to: 15s } }",
    .assumed("AWS gives no times; Redis's own take 15 s"),
    "Time until the loss is noticed.")
  static let promote = Key(
    "promote", .time, default: "{ uniform: { from: 1s, to: 5s } }", .assumed("AWS: usually a few seconds"),
    "Time until the replica is the primary.")
  static let dns = Key(
    "dns", .duration(0...(3600 * .second)), default: "5s", .assumed("the life of an endpoint's DNS entry"),
    "Time until clients know the new primary.")
  static let table = KeyTable("failover", "A replica takes over.", keys: [detect, promote, dns])
}

/// The keys under `snapshot`.
enum SnapshotKeys {
  static let every = Key(
    "every", .duration(60 * .second...(30 * 86_400 * .second)), default: "1d", .aws("ElastiCache User Guide, backups"),
    "Time between two backups; the first is taken at the start.")
  static let keep = Key(
    "keep", .integer(1...35), default: "1", .aws("API/CreateReplicationGroup: SnapshotRetentionLimit, 0 to 35"),
    "Backups kept; one is free, the others are billed.")
  static let loadRate = Key(
    "load_rate", .byteRate(1_000_000...100_000_000_000), default: "300MB/s",
    .assumed("one thread loads 0.2 to 0.5 GB/s of small values"),
    "How fast a node loads a backup; meanwhile it answers that it is loading.")
  static let pause = Key(
    "fork_pause", .duration(0...(60 * .second)), default: "15ms", .assumed("10 to 20 ms on current machines"),
    "How long each GiB of memory stops a primary without a replica when a backup begins.")
  static let table = KeyTable("snapshot", "Backups of what the cache holds.", keys: [every, keep, loadRate, pause])
}

extension ValueKind where Value == CacheNodeType {
  /// One of the types of node: `cache.t4g.small`.
  static var nodeType: ValueKind<CacheNodeType> {
    ValueKind<String>.choice(CacheNodeType.all.map(\.name)).map { name, _, _ in CacheNodeType.named(name) }
      .described(as: "type of node", example: "cache.t4g.small")
  }
}
