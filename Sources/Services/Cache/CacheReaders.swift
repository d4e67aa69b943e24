// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Who reads a cache by itself, and how the reads spread over the records: what checks can know without a simulation.
struct CacheReaders: Sendable {
  /// A source that reads; sources that share their keys are one.
  struct Space: Sendable {
    let name: String
    let keys: KeyPopulation
    /// Reads a second.
    let rate: Double
    /// Memory of a record of average size [B].
    let recordBytes: Double
  }

  /// Records of nearly the same popularity.
  struct Group {
    var count: Double
    /// The share of the source's reads that are for one of them.
    var share: Double
  }

  private(set) var spaces: [Space] = []

  /// - Parameter time: the instant whose load counts.
  init(of part: CachePart, _ parts: PartDirectory, at time: Instant) {
    for producer in parts.producers(to: part.name) {
      guard let keys = producer.keys(parts), producer.requests.contains(where: { $0.operation == .read }) else {
        continue
      }
      let rate = producer.rate(at: time) ?? 0
      let value = producer.recordSize(parts)?.distribution.mean ?? 1024
      let name = producer.keySource(parts)
      if let place = spaces.firstIndex(where: { $0.name == name }) {
        let known = spaces[place]
        spaces[place] = Space(name: name, keys: keys, rate: known.rate + rate, recordBytes: known.recordBytes)
      } else {
        spaces.append(
          Space(
            name: name, keys: keys, rate: rate,
            recordBytes: Double(part.recordBytes(value: Int(value.isFinite ? value : 1024)))))
      }
    }
  }

  /// All reads a second.
  var rate: Double { spaces.reduce(0) { $0 + $1.rate } }

  /// Memory that the records take that are in the cache at a time if nothing is evicted: with a ttl T a record with λ
  /// reads a second is there for λT / (1 + λT) of the time, without one for ever [B].
  func workingSet(ttl: Nanoseconds?) -> Double {
    spaces.reduce(0) { sum, space in
      guard let ttl else { return sum + Double(space.keys.count) * space.recordBytes }
      return sum
        + Self.groups(space.keys).reduce(0) { sum, group in
          let reads = space.rate * group.share * ttl.seconds
          return sum + group.count * reads / (1 + reads) * space.recordBytes
        }
    }
  }

  /// The share of the reads that are for the most popular records that fit: no cache of this size hits more often, as
  /// long as the popularity does not change.
  func mostHits(usableBytes: Double) -> Double {
    // The memory goes to the spaces in turn, to whose next records are read most.
    let all = spaces.flatMap { space in
      Self.groups(space.keys).map { (rate: $0.share * space.rate, count: $0.count, bytes: space.recordBytes) }
    }
    var left = usableBytes
    var hits = 0.0
    for group in all.sorted(by: { $0.rate / $0.bytes > $1.rate / $1.bytes }) {
      let fitting = min(group.count, max(0, left) / group.bytes)
      hits += group.rate * fitting
      left -= fitting * group.bytes
    }
    return rate > 0 ? hits / rate : 0
  }

  /// The reads a second of the most popular record.
  var busiest: (rate: Double, name: String)? {
    spaces.map { ($0.keys.probability(ofRank: 0) * $0.rate, $0.name) }.max { $0.0 < $1.0 }
  }

  /// The first 256 records one by one, the others in groups that grow by a tenth.
  static func groups(_ keys: KeyPopulation) -> [Group] {
    var groups: [Group] = []
    var rank: UInt32 = 0
    while rank < keys.count {
      let next = rank < 256 ? rank + 1 : min(keys.count, rank + max(1, rank / 10))
      let share = keys.probability(below: next) - keys.probability(below: rank)
      groups.append(Group(count: Double(next - rank), share: share / Double(next - rank)))
      rank = next
    }
    return groups
  }
}
