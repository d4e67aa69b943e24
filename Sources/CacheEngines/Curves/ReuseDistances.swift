// SPDX-License-Identifier: GPL-3.0-or-later

/// The hit ratios of LRU caches of several capacities in one pass over the requests.
///
/// A request hits in every LRU cache that holds at least what has been requested since the same key's last request, the
/// key itself included: its reuse distance (Mattson, Gecsei, Slutz, Traiger 1970). A Fenwick tree over the keys in the
/// order of their last requests sums it in O(log n); the order is compacted when it runs out, so that memory depends on
/// the distinct keys only.
///
/// With a sampling rate below 1 only keys whose hash falls below it are followed, distances are scaled up by it, and the
/// difference between the expected and the followed number of requests counts as hits at every capacity (Waldspurger,
/// Park, Garthwaite, Ahmad, "Efficient MRC Construction with SHARDS", FAST'15, SHARDS-adj). An hundredth of the keys is
/// enough for an error below 0.01.
///
/// In bytes the distances are exact where a key keeps its size.
///
/// With a time to live a key leaves once it has passed since the key came in, whatever the capacity, so that its next
/// request misses everywhere. In a small cache, where the key would have been evicted and come in anew since, it would
/// have lived longer: there the curve is a little low.
public struct ReuseDistances: Sendable {
  /// A point of the curve.
  public struct Point: Hashable, Sendable {
    /// In keys or bytes.
    public var capacity: Int
    /// 0...1.
    public var hitRatio: Double
  }

  /// The capacities asked for, ascending.
  public let capacities: [Int]
  /// Requests seen.
  public private(set) var requests: UInt64 = 0
  /// The share of the keys that are followed, above 0, at most 1.
  public let samplingRate: Double

  private struct Record: KeyedRecord {
    var key: UInt64
    var next: UInt32 = .max
    /// Place in the order of last requests.
    var place: UInt32
    var weight: Int64
    /// Tells the key's lives apart.
    var life: UInt32 = 0
  }

  /// When a life ends, if the key has not left before.
  private struct LifeEnd {
    var key: UInt64
    var at: Int64
    var life: UInt32
  }

  private let threshold: UInt64
  private let isSampled: Bool
  private let seed: UInt64
  private let followedCapacities: [Double]
  private var followed: UInt64 = 0
  /// Requests whose distance is at most the capacity of this number and above the one before.
  private var histogram: [UInt64]
  private var table = KeyTable<Record>()
  private var tree = FenwickTree(count: 1024)
  /// The slot whose last request has this place.
  private var owners = [UInt32](repeating: .max, count: 1024)
  private var nextPlace = 0
  private var total: Int64 = 0
  private let timeToLive: Int64?
  /// In their order, the past ones up to the first index.
  private var lifeEnds: [LifeEnd] = []
  private var firstEnd = 0
  private var lives: UInt32 = 0

  /// - Parameters:
  ///   - capacities: in keys, or in bytes where `record` is given sizes.
  ///   - samplingRate: above 0; 1 follows every key.
  ///   - seed: picks the keys that are followed.
  ///   - timeToLive: how long a key stays after it came in [ns]; nil for ever.
  public init(capacities: [Int], samplingRate: Double = 1, seed: UInt64 = 1, timeToLive: Int64? = nil) {
    self.timeToLive = timeToLive
    self.capacities = Array(Set(capacities)).sorted()
    self.samplingRate = min(1, max(1e-6, samplingRate))
    isSampled = self.samplingRate < 1
    threshold = isSampled ? UInt64(self.samplingRate * 0x1p64) : .max
    self.seed = hashed(seed ^ 0x5348_4152_4453_0001)
    histogram = Array(repeating: 0, count: self.capacities.count + 1)
    let rate = self.samplingRate
    followedCapacities = self.capacities.map { Double($0) * rate }
  }

  /// Distinct keys followed that are there.
  public var distinctKeys: Int { table.count }
  /// Keys followed that are there, or bytes of them.
  public var followedWeight: Int { Int(total) }
  public var allocatedBytes: Int {
    table.allocatedBytes + tree.allocatedBytes + owners.capacity * 4
      + lifeEnds.capacity * MemoryLayout<LifeEnd>.stride
  }

  /// Whether the requests of a key are followed.
  @inline(__always)
  public func follows(_ key: UInt64) -> Bool { !isSampled || hashed(key ^ seed) < threshold }

  /// Takes the next request.
  /// - Parameters:
  ///   - weight: 1 to count keys, or the size of key and value [B].
  ///   - now: on a clock that does not run backwards [ns]; without a time to live it does not matter.
  /// - Returns: The number of the smallest capacity at which the request hits, the number of capacities where it misses at
  ///   all of them; nil for a key that is not followed.
  @discardableResult
  public mutating func record(_ key: UInt64, weight: Int = 1, now: Int64 = 0) -> Int? {
    requests &+= 1
    guard follows(key) else { return nil }
    followed &+= 1
    let distance = touch(key, Int64(weight), now, isStored: false)
    let place = if let distance { bucket(Double(distance)) } else { capacities.count }
    histogram[place] &+= 1
    return place
  }

  /// Takes in a key that is stored without having been asked for: it counts as no request, and begins a new life.
  public mutating func store(_ key: UInt64, weight: Int = 1, now: Int64 = 0) {
    if follows(key) { _ = touch(key, Int64(weight), now, isStored: true) }
  }

  /// Takes a key out, so that its next request misses at every capacity.
  public mutating func remove(_ key: UInt64) {
    let slot = table.slot(of: key)
    if slot != .max { remove(slot: slot) }
  }

  /// Lets go whatever has outlived its time.
  public mutating func expire(now: Int64) {
    guard timeToLive != nil else { return }
    while firstEnd < lifeEnds.count, lifeEnds[firstEnd].at <= now {
      let end = lifeEnds[firstEnd]
      firstEnd += 1
      let slot = table.slot(of: end.key)
      if slot != .max, table.records[Int(slot)].life == end.life { remove(slot: slot) }
    }
    if firstEnd > 1024, firstEnd > lifeEnds.count / 2 {
      lifeEnds.removeFirst(firstEnd)
      firstEnd = 0
    }
  }

  private mutating func remove(slot: UInt32) {
    let record = table.records[Int(slot)]
    tree.add(0 &- record.weight, at: Int(record.place))
    owners[Int(record.place)] = .max
    total &-= record.weight
    table.remove(slot)
  }

  /// Moves a key to the end of the order. The distance from its last place; nil for one that was not there.
  private mutating func touch(_ key: UInt64, _ weight: Int64, _ now: Int64, isStored: Bool) -> Int64? {
    expire(now: now)
    if nextPlace == owners.count { compact() }
    let slot = table.slot(of: key)
    guard slot != .max else {
      let slot = table.insert(Record(key: key, place: UInt32(nextPlace), weight: weight))
      append(slot, weight)
      total &+= weight
      beginLife(slot, now)
      return nil
    }
    let record = table.records[Int(slot)]
    // What came after the last request; and the key itself, in its present size.
    let distance = total &- tree.sum(through: Int(record.place)) &+ weight
    tree.add(0 &- record.weight, at: Int(record.place))
    owners[Int(record.place)] = .max
    table.records[Int(slot)].place = UInt32(nextPlace)
    table.records[Int(slot)].weight = weight
    append(slot, weight)
    total &+= weight &- record.weight
    if isStored { beginLife(slot, now) }
    return distance
  }

  private mutating func beginLife(_ slot: UInt32, _ now: Int64) {
    guard let timeToLive else { return }
    lives &+= 1
    table.records[Int(slot)].life = lives
    let (at, isEndless) = now.addingReportingOverflow(timeToLive)
    lifeEnds.append(LifeEnd(key: table.records[Int(slot)].key, at: isEndless ? .max : at, life: lives))
  }

  /// The hit ratios so far, a point for each capacity; NaN before the first request.
  public var curve: [Point] {
    let expected = Double(requests) * samplingRate
    var hits = isSampled ? expected - Double(followed) : 0
    return capacities.indices.map { index in
      hits += Double(histogram[index])
      return Point(capacity: capacities[index], hitRatio: min(1, max(0, hits / expected)))
    }
  }

  /// The capacity at which the hit ratio is reached, between the given ones in proportion; nil where none reaches it.
  public func capacity(forHitRatio wanted: Double) -> Double? {
    var before = Point(capacity: 0, hitRatio: 0)
    for point in curve {
      if point.hitRatio >= wanted {
        let rise = point.hitRatio - before.hitRatio
        let share = rise > 0 ? (wanted - before.hitRatio) / rise : 1
        return Double(before.capacity) + share * Double(point.capacity - before.capacity)
      }
      before = point
    }
    return nil
  }

  /// The first capacity that is at least the distance.
  private func bucket(_ distance: Double) -> Int {
    var (low, high) = (0, followedCapacities.count)
    while low < high {
      let middle = (low + high) / 2
      if followedCapacities[middle] < distance { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func append(_ slot: UInt32, _ weight: Int64) {
    tree.add(weight, at: nextPlace)
    owners[nextPlace] = slot
    nextPlace += 1
  }

  /// Numbers the keys anew in the order of their last requests, with as many places again for the requests to come.
  private mutating func compact() {
    var count = owners.count
    while count < 2 * table.count { count *= 2 }
    var newOwners = [UInt32](repeating: .max, count: count)
    var newTree = FenwickTree(count: count)
    nextPlace = 0
    for slot in owners where slot != .max {
      table.records[Int(slot)].place = UInt32(nextPlace)
      newTree.add(table.records[Int(slot)].weight, at: nextPlace)
      newOwners[nextPlace] = slot
      nextPlace += 1
    }
    owners = newOwners
    tree = newTree
  }
}
