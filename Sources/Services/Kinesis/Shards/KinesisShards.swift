// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// A shard: a range of hash keys, its write limits, and what has come to it.
struct KinesisShard: Sendable {
  let range: ClosedRange<UInt128>
  /// The shards that it came from and those that came from it, by number.
  let parents: [Int]
  var children: [Int] = []
  var isOpen = true
  private var records, bytes: TokenBucket
  /// GetRecords is refused until then: an answer of 2 MiB is followed by a second without, one of 10 MiB by five
  /// (Developer Guide, quotas and limits).
  var readableAt: Instant = 0
  /// Records and bytes since the last sample, and since the last look at an on-demand stream.
  var second = Load()
  var minute = Load()
  /// The latest call in which a record was refused here, and the latest that brought one.
  var refusedIn: UInt32 = 0
  var touchedIn: UInt32 = 0

  struct Load: BitwiseCopyable, Sendable {
    var records = 0
    var bytes: Int64 = 0

    /// As a share of what a shard takes in so many seconds.
    func share(of seconds: Double) -> Double {
      max(
        Double(records) / (KinesisLimits.recordsPerSecond * seconds),
        Double(bytes) / (KinesisLimits.bytesPerSecond * seconds))
    }
  }

  init(range: ClosedRange<UInt128>, parents: [Int], burst: Nanoseconds) {
    self.range = range
    self.parents = parents
    records = TokenBucket(perSecond: KinesisLimits.recordsPerSecond, burst: burst)
    bytes = TokenBucket(perSecond: KinesisLimits.bytesPerSecond, burst: burst)
  }

  /// Takes a record of so many bytes in, if the limits let it.
  @inline(__always)
  mutating func admits(_ size: Int64, at now: Instant) -> Bool {
    guard records.has(1, at: now), bytes.has(Double(size), at: now) else { return false }
    records.take(1)
    bytes.take(Double(size))
    second.records += 1
    second.bytes += size
    minute.records += 1
    minute.bytes += size
    return true
  }
}

/// All shards that a stream has had, by number, and which of them a hash key belongs to now.
struct KinesisShards: Sendable {
  private(set) var all: [KinesisShard] = []
  /// Where the open shards begin, in order, and their numbers.
  private var starts: [UInt128] = []
  private(set) var open: [Int] = []
  private let burst: Nanoseconds
  /// The shard of each key below a limit, where it has been looked up; the largest number where it has not.
  private var known: [UInt32] = []
  private static let mostKnown = 1 << 22

  /// So many shards with equal ranges.
  init(count: Int, burst: Nanoseconds) {
    self.burst = burst
    for shard in 0..<count { add(Self.range(shard, of: count), parents: []) }
    order()
  }

  private static func range(_ shard: Int, of count: Int) -> ClosedRange<UInt128> {
    let end = shard == count - 1 ? UInt128.max : KinesisHash.start(shard + 1, of: count) - 1
    return KinesisHash.start(shard, of: count)...end
  }

  subscript(shard: Int) -> KinesisShard {
    _read { yield all[shard] }
    _modify { yield &all[shard] }
  }

  var count: Int { all.count }

  /// The open shard of a hash key.
  func shard(of number: UInt128) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= number { low = middle + 1 } else { high = middle }
    }
    return open[max(low - 1, 0)]
  }

  /// The open shard of a message's key.
  mutating func shard(ofKey key: UInt32) -> Int {
    let place = Int(key)
    if place < known.count, known[place] != .max { return Int(known[place]) }
    let shard = shard(of: KinesisHash.number(ofKey: key))
    guard place < Self.mostKnown else { return shard }
    if place >= known.count {
      let grown = min(max(place + 1, 2 * known.count), Self.mostKnown)
      known.append(contentsOf: repeatElement(.max, count: grown - known.count))
    }
    known[place] = UInt32(shard)
    return shard
  }

  // MARK: Resharding

  private mutating func add(_ range: ClosedRange<UInt128>, parents: [Int]) {
    for parent in parents { all[parent].children.append(all.count) }
    all.append(KinesisShard(range: range, parents: parents, burst: burst))
  }

  private mutating func order() {
    open = all.indices.filter { all[$0].isOpen }.sorted { all[$0].range.lowerBound < all[$1].range.lowerBound }
    starts = open.map { all[$0].range.lowerBound }
    known.removeAll(keepingCapacity: true)
  }

  /// Gives the stream so many shards with equal ranges. Those that have such a range already stay; the others close, and
  /// new ones take over.
  ///
  /// - Returns: the shards that closed.
  mutating func reshard(to count: Int) -> [Int] {
    let old = open
    var closed: [Int] = []
    var added: [(range: ClosedRange<UInt128>, parents: [Int])] = []
    // Both lists are in order of their ranges, so one walk along them finds what overlaps.
    var first = 0
    for number in 0..<count {
      let range = Self.range(number, of: count)
      while all[old[first]].range.upperBound < range.lowerBound { first += 1 }
      if all[old[first]].range == range { continue }
      var parents: [Int] = []
      var place = first
      while place < old.count, all[old[place]].range.lowerBound <= range.upperBound {
        parents.append(old[place])
        place += 1
      }
      closed += parents.filter { closed.last != $0 }
      added.append((range, parents))
    }
    for shard in closed { all[shard].isOpen = false }
    for shard in added { add(shard.range, parents: shard.parents) }
    order()
    return closed
  }

  /// Splits open shards in the middle (API/SplitShard).
  mutating func split(_ shards: [Int]) {
    for shard in shards {
      let range = all[shard].range
      guard range.upperBound > range.lowerBound else { continue }
      all[shard].isOpen = false
      let middle = range.lowerBound + (range.upperBound - range.lowerBound) / 2
      add(range.lowerBound...middle, parents: [shard])
      add((middle + 1)...range.upperBound, parents: [shard])
    }
    order()
  }
}
