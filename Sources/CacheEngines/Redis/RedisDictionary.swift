// SPDX-License-Identifier: GPL-3.0-or-later

/// Redis's hash table: chains from an array of buckets whose length is a power of two. It doubles when there are as many
/// entries as buckets, and then moves a bucket at each operation, while both arrays exist.
///
/// Eviction samples runs of neighbouring buckets, and expiry walks the buckets in order; hence the same table here.
/// Entries are slots of the engine's records. Rules: redis/redis, dict.c.
struct RedisDictionary: Sendable {
  static let none = UInt32.max

  /// Heads of the chains; the second array exists during a move only.
  private(set) var first: [UInt32] = []
  private(set) var second: [UInt32] = []
  /// Chains, by slot.
  private(set) var links: [UInt32] = []
  private(set) var firstCount = 0
  private(set) var secondCount = 0
  /// The bucket to be moved next; -1 at rest.
  private(set) var moving = -1

  var count: Int { firstCount &+ secondCount }
  var isMoving: Bool { moving >= 0 }
  /// Buckets of both arrays.
  var buckets: Int { first.count &+ second.count }
  var allocatedBytes: Int { (first.capacity + second.capacity + links.capacity) * 4 }
  /// Buckets that the next doubling would allocate.
  var nextBuckets: Int { Self.power(atLeast: firstCount + 1) }

  static func power(atLeast count: Int) -> Int {
    var power = 4
    while power < count { power *= 2 }
    return power
  }

  /// The slot of a key, or `none`.
  @inline(__always)
  func find(_ key: UInt64, _ hash: UInt64, _ records: [RedisRecord]) -> UInt32 {
    if first.isEmpty { return Self.none }
    let bucket = Int(truncatingIfNeeded: hash) & (first.count &- 1)
    if bucket >= moving {
      var slot = first[bucket]
      while slot != Self.none, records[Int(slot)].key != key { slot = links[Int(slot)] }
      if slot != Self.none || !isMoving { return slot }
    }
    var slot = second[Int(truncatingIfNeeded: hash) & (second.count &- 1)]
    while slot != Self.none, records[Int(slot)].key != key { slot = links[Int(slot)] }
    return slot
  }

  /// Whether there are as many entries as buckets, so that the next insertion doubles the table, memory permitting.
  var wantsToGrow: Bool { !isMoving && firstCount >= first.count }
  /// Whether the next insertion doubles it whatever memory says: above 1.618 entries a bucket.
  var mustGrow: Bool { first.isEmpty || Double(firstCount) > 1.618 * Double(first.count) }

  mutating func grow() { resize(to: nextBuckets) }

  /// Halves, or more, a table that is less than a tenth full. Whether it did.
  mutating func shrinkIfSparse() -> Bool {
    guard !isMoving, first.count > 4, firstCount * 100 / first.count < 10 else { return false }
    resize(to: Self.power(atLeast: firstCount))
    return true
  }

  private mutating func resize(to buckets: Int) {
    guard !isMoving, buckets != first.count else { return }
    let empty = [UInt32](repeating: Self.none, count: buckets)
    if first.isEmpty {
      first = empty
    } else {
      second = empty
      moving = 0
    }
  }

  /// Adds a slot whose key is not there; the caller has seen to growth.
  mutating func insert(_ slot: UInt32, _ hash: UInt64) {
    while links.count <= Int(slot) {
      if links.count == links.capacity { links.reserveCapacity(max(16, links.count / 4 * 5)) }
      links.append(Self.none)
    }
    if isMoving {
      let bucket = Int(truncatingIfNeeded: hash) & (second.count &- 1)
      links[Int(slot)] = second[bucket]
      second[bucket] = slot
      secondCount &+= 1
    } else {
      let bucket = Int(truncatingIfNeeded: hash) & (first.count &- 1)
      links[Int(slot)] = first[bucket]
      first[bucket] = slot
      firstCount &+= 1
    }
  }

  /// Removes a slot that is there.
  mutating func remove(_ slot: UInt32, _ hash: UInt64) {
    let bucket = Int(truncatingIfNeeded: hash) & (first.count &- 1)
    if bucket >= moving {
      if first[bucket] == slot {
        first[bucket] = links[Int(slot)]
        firstCount &-= 1
        return
      }
      if cut(slot, after: first[bucket]) {
        firstCount &-= 1
        return
      }
    }
    let other = Int(truncatingIfNeeded: hash) & (second.count &- 1)
    if second[other] == slot {
      second[other] = links[Int(slot)]
    } else {
      _ = cut(slot, after: second[other])
    }
    secondCount &-= 1
  }

  private mutating func cut(_ slot: UInt32, after head: UInt32) -> Bool {
    var before = head
    while before != Self.none, links[Int(before)] != slot { before = links[Int(before)] }
    if before == Self.none { return false }
    links[Int(before)] = links[Int(slot)]
    return true
  }

  /// Moves so many buckets that hold something, passing at most ten times as many empty ones.
  mutating func move(_ buckets: Int, hash: (UInt32) -> UInt64) {
    guard isMoving else { return }
    var remaining = buckets
    var empty = 10 * buckets
    while remaining > 0, firstCount > 0 {
      while first[moving] == Self.none {
        moving &+= 1
        empty &-= 1
        if empty == 0 { return }
      }
      var slot = first[moving]
      while slot != Self.none {
        let next = links[Int(slot)]
        let bucket = Int(truncatingIfNeeded: hash(slot)) & (second.count &- 1)
        links[Int(slot)] = second[bucket]
        second[bucket] = slot
        firstCount &-= 1
        secondCount &+= 1
        slot = next
      }
      first[moving] = Self.none
      moving &+= 1
      remaining &-= 1
    }
    if firstCount == 0 {
      first = second
      second = []
      firstCount = secondCount
      secondCount = 0
      moving = -1
    }
  }

  /// The head of a bucket in one of the two arrays, for a walk in order of the cursor.
  @inline(__always)
  func head(inFirst: Bool, _ cursor: Int) -> UInt32 {
    inFirst ? first[cursor & (first.count &- 1)] : second[cursor & (second.count &- 1)]
  }

  @inline(__always)
  func link(after slot: UInt32) -> UInt32 { links[Int(slot)] }

  /// Up to `wanted` entries from a run of buckets that begins anywhere: near each other, and not independent. Fewer where
  /// the table is sparse.
  mutating func someKeys(_ wanted: Int, _ random: inout EngineRandom, into samples: inout [UInt32]) {
    samples.removeAll(keepingCapacity: true)
    let wanted = min(wanted, count)
    if wanted == 0 { return }
    var steps = wanted * 10
    let mask = max(first.count, second.count) &- 1
    var place = Int(truncatingIfNeeded: random.bits()) & mask
    var empty = 0
    while steps > 0 {
      steps &-= 1
      for isFirst in [true, false] where isFirst || isMoving {
        if isFirst, isMoving, place < moving {
          // These buckets have moved; where the other array has none of this number, go on at the first unmoved one.
          if place < second.count { continue }
          place = moving
        }
        let bucketCount = isFirst ? first.count : second.count
        if place >= bucketCount { continue }
        var slot = isFirst ? first[place] : second[place]
        if slot == Self.none {
          empty &+= 1
          if empty >= 5, empty > wanted {
            place = Int(truncatingIfNeeded: random.bits()) & mask
            empty = 0
          }
          continue
        }
        empty = 0
        while slot != Self.none {
          samples.append(slot)
          if samples.count == wanted { return }
          slot = links[Int(slot)]
        }
      }
      place = (place &+ 1) & mask
    }
  }

  /// An entry drawn nearly uniformly: one of fifteen neighbours. The table must not be empty.
  mutating func randomKey(_ random: inout EngineRandom, _ samples: inout [UInt32]) -> UInt32 {
    repeat { someKeys(15, &random, into: &samples) } while samples.isEmpty
    return samples[random.below(samples.count)]
  }
}
