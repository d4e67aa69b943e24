// SPDX-License-Identifier: GPL-3.0-or-later

/// What one cycle of active expiry did.
public struct ExpireCycle: Hashable, Sendable, BitwiseCopyable {
  /// Keys with an expiry looked at.
  public var scanned = 0
  /// Keys removed.
  public var removed = 0
  /// Time that the server's one thread was busy with it [ns], by the settings' costs.
  public var busy: Int64 = 0
  /// Whether the cycle ended because its time was up.
  public var isOutOfTime = false
}

/// What active expiry remembers between cycles.
struct ExpiryState: Sendable {
  var cursor = 0
  var staleShare = 0.0
  var isOutOfTime = false
  var lastFastCycle = Int64.min
}

/// Active expiry (redis/redis, expire.c since 6.0): with effort e, looks at 20 + 5(e - 1) keys in the order of the
/// buckets, again and again while more than (10 - (e - 1)) % of them had expired, for at most 25 + 2(e - 1) % of the
/// period.
extension RedisEngine {
  /// The slow cycle, to be run `hz` times a second. It also tends the tables: moves buckets for a millisecond, and shrinks
  /// a table that is less than a tenth full.
  public mutating func expireCycle(now: Int64) -> ExpireCycle {
    let cycle = expire(now, timeLimit: Int64(25 + 2 * effort) * 10_000_000 / Int64(max(1, settings.hz)))
    tendTables()
    return cycle
  }

  /// The fast cycle, which runs before the server waits for requests; nil where it is not due: it follows a slow cycle
  /// that ran out of time or an estimate of too many expired keys, and leaves twice its own length between two.
  public mutating func fastExpireCycle(now: Int64) -> ExpireCycle? {
    let length = Int64(1000 + 250 * effort) * 1000
    guard expiry.isOutOfTime || expiry.staleShare * 100 >= Double(acceptableStale),
      expiry.lastFastCycle == .min || now - expiry.lastFastCycle >= 2 * length
    else { return nil }
    expiry.lastFastCycle = now
    return expire(now, timeLimit: length)
  }

  /// Above the least, 0...9.
  private var effort: Int { min(10, max(1, settings.activeExpireEffort)) - 1 }
  private var acceptableStale: Int { 10 - effort }

  private mutating func expire(_ now: Int64, timeLimit: Int64) -> ExpireCycle {
    var cycle = ExpireCycle()
    guard !settings.isReplica else { return cycle }
    let keysPerLoop = 20 + 5 * effort
    var iteration = 0
    var (scanned, removed) = (0, 0)
    repeat {
      let count = volatileKeys.count
      // A table with less than one entry in a hundred buckets is not worth the walk: it will be shrunk.
      let isSparse = volatileKeys.buckets > 4 && count * 100 / volatileKeys.buckets < 1
      if count == 0 || isSparse { break }
      (scanned, removed) = expireSome(min(count, keysPerLoop), now)
      cycle.scanned += scanned
      cycle.removed += removed
      cycle.busy += Int64(scanned) * settings.expiryScanCost + Int64(removed) * settings.expiryRemoveCost
      if iteration & 15 == 0, cycle.busy > timeLimit {
        cycle.isOutOfTime = true
        break
      }
      iteration += 1
    } while scanned == 0 || removed * 100 / scanned > acceptableStale
    expiry.isOutOfTime = cycle.isOutOfTime
    let share = cycle.scanned == 0 ? 0 : Double(cycle.removed) / Double(cycle.scanned)
    expiry.staleShare = share * 0.05 + expiry.staleShare * 0.95
    return cycle
  }

  /// Looks at so many keys from the cursor on, or at twenty times as many buckets.
  private mutating func expireSome(_ wanted: Int, _ now: Int64) -> (scanned: Int, removed: Int) {
    var (scanned, removed, checked) = (0, 0, 0)
    while scanned < wanted, checked < wanted * 20 {
      for isFirst in [true, false] where isFirst || volatileKeys.isMoving {
        checked += 1
        var slot = volatileKeys.head(inFirst: isFirst, expiry.cursor)
        while slot != RedisDictionary.none {
          let next = volatileKeys.link(after: slot)
          scanned += 1
          if isExpired(slot, now) {
            removed += 1
            expire(slot)
          }
          slot = next
        }
      }
      expiry.cursor &+= 1
    }
    return (scanned, removed)
  }

  /// A millisecond of moving buckets, at about 100 ns each; and shrinking.
  private mutating func tendTables() {
    bytes &-= tableBytes
    _ = keys.shrinkIfSparse()
    _ = volatileKeys.shrinkIfSparse()
    bytes &+= tableBytes
    if keys.isMoving || volatileKeys.isMoving { moveBuckets(10_000) }
  }
}
