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

  /// - Parameters:
  ///   - capacities: in keys, or in bytes where ``record(_:weight:)`` is given sizes.
  ///   - samplingRate: above 0; 1 follows every key.
  ///   - seed: picks the keys that are followed.
  public init(capacities: [Int], samplingRate: Double = 1, seed: UInt64 = 1) {
    self.capacities = Array(Set(capacities)).sorted()
    self.samplingRate = min(1, max(1e-6, samplingRate))
    isSampled = self.samplingRate < 1
    threshold = isSampled ? UInt64(self.samplingRate * 0x1p64) : .max
    self.seed = hashed(seed ^ 0x5348_4152_4453_0001)
    histogram = Array(repeating: 0, count: self.capacities.count + 1)
    let rate = self.samplingRate
    followedCapacities = self.capacities.map { Double($0) * rate }
  }

  /// Distinct keys followed.
  public var distinctKeys: Int { table.count }
  public var allocatedBytes: Int { table.allocatedBytes + tree.allocatedBytes + owners.capacity * 4 }

  /// Takes the next request.
  /// - Parameter weight: 1 to count keys, or the size of key and value [B].
  public mutating func record(_ key: UInt64, weight: Int = 1) {
    requests &+= 1
    if isSampled, hashed(key ^ seed) >= threshold { return }
    followed &+= 1
    if nextPlace == owners.count { compact() }
    let slot = table.slot(of: key)
    guard slot != .max else {
      let slot = table.insert(Record(key: key, place: UInt32(nextPlace), weight: Int64(weight)))
      append(slot, Int64(weight))
      total &+= Int64(weight)
      histogram[capacities.count] &+= 1
      return
    }
    let record = table.records[Int(slot)]
    // What came after the last request; and the key itself, in its present size.
    let distance = total &- tree.sum(through: Int(record.place)) &+ Int64(weight)
    histogram[bucket(Double(distance))] &+= 1
    tree.add(0 &- record.weight, at: Int(record.place))
    owners[Int(record.place)] = .max
    table.records[Int(slot)].place = UInt32(nextPlace)
    table.records[Int(slot)].weight = Int64(weight)
    append(slot, Int64(weight))
    total &+= Int64(weight) &- record.weight
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
