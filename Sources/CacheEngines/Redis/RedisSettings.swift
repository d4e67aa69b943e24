// SPDX-License-Identifier: GPL-3.0-or-later

/// `maxmemory-policy`: what Redis and Valkey do when memory is full (redis.io, "Key eviction").
public enum RedisPolicy: String, CaseIterable, Sendable {
  /// Writes that may add memory are refused.
  case noEviction = "noeviction"
  case allKeysLRU = "allkeys-lru"
  case allKeysLFU = "allkeys-lfu"
  case allKeysRandom = "allkeys-random"
  /// Only keys with an expiry are evicted; ElastiCache's default parameter groups choose this one.
  case volatileLRU = "volatile-lru"
  case volatileLFU = "volatile-lfu"
  case volatileRandom = "volatile-random"
  /// The key that expires first.
  case volatileTTL = "volatile-ttl"

  /// Whether only keys with an expiry may be evicted.
  public var isVolatile: Bool {
    switch self {
    case .volatileLRU, .volatileLFU, .volatileRandom, .volatileTTL: return true
    case .noEviction, .allKeysLRU, .allKeysLFU, .allKeysRandom: return false
    }
  }

  /// Whether keys carry the logarithmic counter instead of the clock.
  public var countsFrequency: Bool { self == .allKeysLFU || self == .volatileLFU }

  var drawsRandomly: Bool { self == .allKeysRandom || self == .volatileRandom }
}

/// The parameters of a Redis or Valkey node that its cache behaviour depends on; defaults are those of redis.conf.
public struct RedisSettings: Hashable, Sendable {
  /// `maxmemory` [B]; 0 for no limit.
  public var maxmemory: Int
  /// Bytes of `maxmemory` that ElastiCache keeps back for backups and failover (`reserved-memory`,
  /// `reserved-memory-percent`); eviction begins at the difference.
  public var reservedBytes = 0
  public var policy: RedisPolicy
  /// `maxmemory-samples`: keys looked at in each round of eviction, 1...64.
  public var samples = 5
  /// The tick of the LRU clock [ns]: `LRU_CLOCK_RESOLUTION`, one second. Keys touched within one tick tie.
  public var clockResolution: Int64 = 1_000_000_000
  /// `lfu-log-factor`: the larger, the more hits the counter needs to saturate.
  public var lfuLogFactor = 10
  /// `lfu-decay-time` [min]: the counter loses 1 for each of these periods without an access; 0 for never.
  public var lfuDecayMinutes = 1
  /// `active-expire-effort`, 1...10.
  public var activeExpireEffort = 1
  /// `hz`: slow cycles of expiry per second.
  public var hz = 10
  /// A replica never deletes what has expired, and answers as if it had.
  public var isReplica = false
  /// The most keys evicted before one command, for the 500 µs that `maxmemory-eviction-tenacity` 10 allows; the command
  /// then runs although memory is still above the limit. Nil for no bound.
  public var evictionsPerCommand: Int?
  /// Memory of an empty server [B]: about 0.9 MB, and whatever clients' buffers take.
  public var baseBytes = 900_000
  /// The size classes of the memory allocator.
  public var allocator = RedisMemory.Allocator.official
  /// Time to look at one key in a cycle of expiry [ns]. Uncalibrated.
  public var expiryScanCost: Int64 = 50
  /// Time to delete one key in a cycle of expiry [ns]. Uncalibrated.
  public var expiryRemoveCost: Int64 = 1_000
  /// Picks the hash function and the samples.
  public var seed: UInt64

  public init(maxmemory: Int, policy: RedisPolicy = .noEviction, seed: UInt64 = 1) {
    self.maxmemory = maxmemory
    self.policy = policy
    self.seed = seed
  }

  /// What may be used before eviction begins [B]; `Int.max` for no limit.
  public var usableBytes: Int { maxmemory <= 0 ? .max : max(0, maxmemory - reservedBytes) }
}
