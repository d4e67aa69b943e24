// SPDX-License-Identifier: GPL-3.0-or-later

/// The keyspace of one Redis or Valkey node: its tables, memory, eviction and expiry by the server's own algorithms
/// (redis/redis: evict.c, expire.c, db.c, dict.c).
///
/// Memory is checked before each command, so that a SET may leave it a little above the limit. Besides the calls of
/// ``CacheEngine`` the caller runs ``expireCycle(now:)`` ten times a second (`hz`) and ``fastExpireCycle(now:)`` whenever
/// the server would have handled what was waiting; or neither, which leaves expiry to accesses alone.
public struct RedisEngine: CacheEngine {
  public let settings: RedisSettings
  public internal(set) var counters = CacheCounters()
  /// The server's `used_memory` [B].
  public internal(set) var bytes: Int

  var records: [RedisRecord] = []
  var freeSlots: [UInt32] = []
  var keys = RedisDictionary()
  var volatileKeys = RedisDictionary()
  var random: EngineRandom
  var samples: [UInt32] = []
  var pool = EvictionPool()
  var expiry = ExpiryState()
  let hashSeed: UInt64
  let memory: RedisMemory
  let limit: Int

  public init(_ settings: RedisSettings) {
    self.settings = settings
    random = EngineRandom(seed: settings.seed, purpose: "redis")
    hashSeed = random.bits()
    memory = RedisMemory(settings.allocator)
    limit = settings.usableBytes
    bytes = settings.baseBytes
  }

  public var items: Int { keys.count }
  /// Keys that have an expiry (CloudWatch: `CurrVolatileItems`).
  public var volatileItems: Int { volatileKeys.count }
  /// The share of keys with an expiry that were found expired, averaged over the cycles (`expired_stale_perc` / 100).
  public var staleShare: Double { expiry.staleShare }

  public var allocatedBytes: Int {
    records.capacity * MemoryLayout<RedisRecord>.stride + freeSlots.capacity * 4 + keys.allocatedBytes
      + volatileKeys.allocatedBytes
  }

  public mutating func get(_ key: UInt64, now: Int64) -> Lookup {
    if bytes > limit { _ = makeRoom(now) }
    let slot = find(key)
    guard slot != RedisDictionary.none else {
      counters.misses &+= 1
      return .miss
    }
    guard !isExpired(slot, now) else {
      counters.misses &+= 1
      if !settings.isReplica { expire(slot) }
      return .expired
    }
    counters.hits &+= 1
    access(slot, now)
    return .hit(records[Int(slot)].value)
  }

  public mutating func set(
    _ key: UInt64, _ size: ItemSize, expires: Int64?, stamp: UInt64, now: Int64
  ) -> Stored {
    counters.sets &+= 1
    let before = counters.evictions
    if bytes > limit, !makeRoom(now) {
      counters.outOfMemory &+= 1
      return Stored(.outOfMemory, evictions: Int(counters.evictions &- before))
    }
    var slot = find(key)
    if slot != RedisDictionary.none, isExpired(slot, now), !settings.isReplica {
      expire(slot)
      slot = RedisDictionary.none
    }
    let outcome: Stored.Outcome
    if slot != RedisDictionary.none {
      outcome = .replaced
      access(slot, now)
      bytes &+= memory.valueBytes(size.value) &- memory.valueBytes(Int(records[Int(slot)].valueBytes))
      records[Int(slot)].stamp = stamp
      records[Int(slot)].valueBytes = UInt32(truncatingIfNeeded: size.value)
    } else {
      outcome = .inserted
      slot = add(
        RedisRecord(
          key: key, stamp: stamp, expires: RedisRecord.never, clock: initialClock(now),
          valueBytes: UInt32(truncatingIfNeeded: size.value), keyBytes: UInt16(truncatingIfNeeded: size.key)))
    }
    setExpiry(slot, expires)
    return Stored(outcome, evictions: Int(counters.evictions &- before))
  }

  public mutating func touch(_ key: UInt64, expires: Int64?, now: Int64) -> Bool {
    let slot = find(key)
    guard slot != RedisDictionary.none else { return false }
    guard !isExpired(slot, now) else {
      if !settings.isReplica { expire(slot) }
      return false
    }
    access(slot, now)
    setExpiry(slot, expires)
    return true
  }

  public mutating func delete(_ key: UInt64, now: Int64) -> Bool {
    let slot = find(key)
    guard slot != RedisDictionary.none else { return false }
    if isExpired(slot, now), !settings.isReplica {
      expire(slot)
      return false
    }
    remove(slot)
    return true
  }

  public mutating func flush() {
    records = []
    freeSlots = []
    keys = RedisDictionary()
    volatileKeys = RedisDictionary()
    bytes = settings.baseBytes
  }

  public func peek(_ key: UInt64) -> CachedValue? {
    let slot = keys.find(key, hash(key), records)
    return slot == RedisDictionary.none ? nil : records[Int(slot)].value
  }

  /// The 24 bits that the policy keeps of a key: the LRU clock, or minute << 8 | counter. Nil where it is not there.
  public func policyBits(_ key: UInt64) -> UInt32? {
    let slot = keys.find(key, hash(key), records)
    return slot == RedisDictionary.none ? nil : records[Int(slot)].clock
  }

  /// The keys held, in an order that depends on nothing but the calls made.
  public var allKeys: [UInt64] { records.filter(\.isUsed).map(\.key) }
}

extension RedisEngine {
  @inline(__always)
  func hash(_ key: UInt64) -> UInt64 { hashed(key ^ hashSeed) }

  /// A lookup moves a bucket on where a table is being doubled.
  @inline(__always)
  mutating func find(_ key: UInt64) -> UInt32 {
    if keys.isMoving { moveBuckets(1) }
    return keys.find(key, hash(key), records)
  }

  @inline(never)
  mutating func moveBuckets(_ buckets: Int) {
    bytes &-= tableBytes
    let (records, seed) = (self.records, hashSeed)
    keys.move(buckets) { hashed(records[Int($0)].key ^ seed) }
    volatileKeys.move(buckets) { hashed(records[Int($0)].key ^ seed) }
    bytes &+= tableBytes
  }

  /// Memory of both tables' buckets [B].
  public var tableBytes: Int { tableBytes(keys) &+ tableBytes(volatileKeys) }

  private func tableBytes(_ table: RedisDictionary) -> Int {
    let first = table.first.isEmpty ? 0 : memory.sizeClass(table.first.count &* 8)
    return table.second.isEmpty ? first : first &+ memory.sizeClass(table.second.count &* 8)
  }

  @inline(__always)
  func isExpired(_ slot: UInt32, _ now: Int64) -> Bool {
    records[Int(slot)].expires != RedisRecord.never && now / 1_000_000 > records[Int(slot)].expires
  }

  private mutating func add(_ record: RedisRecord) -> UInt32 {
    let slot: UInt32
    if let free = freeSlots.popLast() {
      slot = free
      records[Int(slot)] = record
    } else {
      slot = UInt32(records.count)
      if records.count == records.capacity { records.reserveCapacity(max(16, records.count / 4 * 5)) }
      records.append(record)
    }
    bytes &+= memory.itemBytes(record.size, hasExpiry: false)
    if keys.wantsToGrow, keys.mustGrow || canGrow(keys) {
      bytes &-= tableBytes
      keys.grow()
      bytes &+= tableBytes
    }
    keys.insert(slot, hash(record.key))
    return slot
  }

  /// A table with at most 1.618 entries a bucket is not doubled where that would exceed `maxmemory` (server.c).
  private func canGrow(_ table: RedisDictionary) -> Bool {
    settings.maxmemory <= 0 || bytes &+ memory.sizeClass(table.nextBuckets &* 8) <= limit
  }

  /// - Parameter expires: [ns]; nil removes the expiry.
  private mutating func setExpiry(_ slot: UInt32, _ expires: Int64?) {
    let had = records[Int(slot)].hasExpiry
    records[Int(slot)].expires = expires.map { min($0 / 1_000_000, RedisRecord.never - 1) } ?? RedisRecord.never
    if had == (expires != nil) { return }
    let hash = hash(records[Int(slot)].key)
    if had {
      volatileKeys.remove(slot, hash)
      bytes &-= memory.entryBytes
      return
    }
    if volatileKeys.isMoving { moveBuckets(1) }
    if volatileKeys.wantsToGrow, volatileKeys.mustGrow || canGrow(volatileKeys) {
      bytes &-= tableBytes
      volatileKeys.grow()
      bytes &+= tableBytes
    }
    volatileKeys.insert(slot, hash)
    bytes &+= memory.entryBytes
  }

  mutating func expire(_ slot: UInt32) {
    counters.expired &+= 1
    remove(slot)
  }

  mutating func remove(_ slot: UInt32) {
    let record = records[Int(slot)]
    let hash = hash(record.key)
    if record.hasExpiry { volatileKeys.remove(slot, hash) }
    keys.remove(slot, hash)
    bytes &-= memory.itemBytes(record.size, hasExpiry: record.hasExpiry)
    records[Int(slot)].isUsed = false
    freeSlots.append(slot)
  }
}
