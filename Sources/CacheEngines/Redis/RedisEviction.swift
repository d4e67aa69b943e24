// SPDX-License-Identifier: GPL-3.0-or-later

/// The pool of candidates for eviction: at most 16 keys, kept from round to round in the order of their score when they
/// entered. A key that is accessed later keeps its old score, and may be evicted for it (redis/redis, evict.c).
struct EvictionPool: Sendable {
  struct Candidate: BitwiseCopyable, Sendable {
    var key: UInt64
    /// The higher, the sooner to go.
    var score: UInt64
  }

  static let size = 16
  private(set) var candidates: [Candidate] = []

  init() { candidates.reserveCapacity(Self.size) }

  /// Takes a candidate in where there is a free place or a candidate with a lower score.
  mutating func offer(_ key: UInt64, score: UInt64) {
    var place = 0
    while place < candidates.count, candidates[place].score < score { place += 1 }
    if candidates.count == Self.size {
      if place == 0 { return }
      candidates.removeFirst()
      place -= 1
    }
    candidates.insert(Candidate(key: key, score: score), at: place)
  }

  /// Takes the candidate with the highest score out.
  mutating func takeBest() -> Candidate? { candidates.popLast() }
}

extension RedisEngine {
  /// Evicts until memory is within the limit, or the bound of evictions is reached. False where nothing may be evicted and
  /// memory is above the limit still: then a write is refused.
  mutating func makeRoom(_ now: Int64) -> Bool {
    guard settings.policy != .noEviction else { return false }
    var evicted = 0
    while bytes > limit {
      if let bound = settings.evictionsPerCommand, evicted >= bound { break }
      guard let victim = chooseVictim(now) else { return false }
      remove(victim)
      counters.evictions &+= 1
      evicted += 1
    }
    return true
  }

  private mutating func chooseVictim(_ now: Int64) -> UInt32? {
    let isVolatile = settings.policy.isVolatile
    if settings.policy.drawsRandomly {
      if isVolatile {
        return volatileKeys.count == 0 ? nil : volatileKeys.randomKey(&random, &samples)
      }
      return keys.count == 0 ? nil : keys.randomKey(&random, &samples)
    }
    let wanted = max(1, settings.samples)
    while isVolatile ? volatileKeys.count > 0 : keys.count > 0 {
      if keys.isMoving || volatileKeys.isMoving { moveBuckets(wanted) }
      if isVolatile {
        volatileKeys.someKeys(wanted, &random, into: &samples)
      } else {
        keys.someKeys(wanted, &random, into: &samples)
      }
      for slot in samples { pool.offer(records[Int(slot)].key, score: score(slot, now)) }
      while let candidate = pool.takeBest() {
        let slot = keys.find(candidate.key, hash(candidate.key), records)
        if slot != RedisDictionary.none, !isVolatile || records[Int(slot)].hasExpiry { return slot }
      }
    }
    return nil
  }

  private func score(_ slot: UInt32, _ now: Int64) -> UInt64 {
    let record = records[Int(slot)]
    switch settings.policy {
    case .allKeysLRU, .volatileLRU: return UInt64(idleTicks(record.clock, now))
    case .allKeysLFU, .volatileLFU: return UInt64(255 - frequency(record.clock, now))
    default: return UInt64.max - UInt64(max(0, record.expires))
    }
  }

  /// The 24-bit clock: ticks of a second, wrapping after 194 days.
  @inline(__always)
  private func tick(_ now: Int64) -> UInt32 {
    UInt32(truncatingIfNeeded: now / max(1, settings.clockResolution)) & 0xFF_FFFF
  }

  private func idleTicks(_ clock: UInt32, _ now: Int64) -> UInt32 {
    let tick = tick(now)
    return tick >= clock ? tick - clock : tick + (0xFF_FFFF - clock)
  }

  @inline(__always)
  private func minute(_ now: Int64) -> UInt32 { UInt32(truncatingIfNeeded: now / 60_000_000_000) & 0xFFFF }

  private func frequency(_ clock: UInt32, _ now: Int64) -> UInt8 {
    RedisFrequency.decayed(
      UInt8(clock & 255), idleMinutes: RedisFrequency.idleMinutes(since: clock >> 8, now: minute(now)),
      decayMinutes: settings.lfuDecayMinutes)
  }

  func initialClock(_ now: Int64) -> UInt32 {
    settings.policy.countsFrequency ? minute(now) << 8 | UInt32(RedisFrequency.initial) : tick(now)
  }

  /// Marks an access: the clock, or decay and then a chance of one more.
  @inline(__always)
  mutating func access(_ slot: UInt32, _ now: Int64) {
    guard settings.policy.countsFrequency else {
      records[Int(slot)].clock = tick(now)
      return
    }
    let counter = frequency(records[Int(slot)].clock, now)
    let raised =
      counter == 255
      ? counter
      : RedisFrequency.incremented(counter, logFactor: settings.lfuLogFactor, uniform: random.uniform())
    records[Int(slot)].clock = minute(now) << 8 | UInt32(raised)
  }
}
