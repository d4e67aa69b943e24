// SPDX-License-Identifier: GPL-3.0-or-later

/// The filled buckets of a ``LatencyHistogram``, to keep or to send. Durations are in nanoseconds.
public struct SparseHistogram: Sendable, Hashable, Codable {
  /// The highest duration of each filled bucket, rising.
  public let values: [Int64]
  /// How many durations each of those buckets holds; as long as `values`.
  public let counts: [Int]
  /// The exact sum.
  public let sum: Int128
  /// The exact least and greatest; 0 when empty.
  public let min: Int64
  public let max: Int64

  /// How many durations were recorded.
  public var count: Int { counts.reduce(0, &+) }

  init(values: [Int64], counts: [Int], sum: Int128, min: Int64, max: Int64) {
    self.values = values
    self.counts = counts
    self.sum = sum
    self.min = min
    self.max = max
  }

  private enum CodingKeys: String, CodingKey { case values, counts, sum, min, max }

  /// Refuses data whose parts contradict each other.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    values = try container.decode([Int64].self, forKey: .values)
    counts = try container.decode([Int].self, forKey: .counts)
    min = try container.decode(Int64.self, forKey: .min)
    max = try container.decode(Int64.self, forKey: .max)
    let text = try container.decode(String.self, forKey: .sum)
    guard let sum = Int128(text), sum >= 0, values.count == counts.count, counts.allSatisfy({ $0 > 0 }),
      zip(values, values.dropFirst()).allSatisfy({ $0 < $1 }), 0 <= min, min <= max,
      min <= values.first ?? 0, max <= values.last ?? 0
    else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: container.codingPath, debugDescription: "The parts of the histogram contradict each other."))
    }
    self.sum = sum
  }

  /// The sum is written as decimal text, since it may exceed what JSON readers take for a number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(values, forKey: .values)
    try container.encode(counts, forKey: .counts)
    try container.encode(String(sum), forKey: .sum)
    try container.encode(min, forKey: .min)
    try container.encode(max, forKey: .max)
  }
}

extension LatencyHistogram {
  /// The filled buckets only. Merging them into an empty histogram gives the same percentiles, mean, min and max.
  public func sparse() -> SparseHistogram {
    var values: [Int64] = []
    var counts: [Int] = []
    forEachBucket { value, count in
      values.append(value)
      counts.append(Int(clamping: count))
      return true
    }
    return SparseHistogram(values: values, counts: counts, sum: sum, min: min, max: max)
  }

  /// Adds all that `sparse` holds.
  public mutating func merge(_ sparse: SparseHistogram) {
    guard !sparse.counts.isEmpty else { return }
    for (value, count) in zip(sparse.values, sparse.counts) where count > 0 {
      // The cap's bucket ends above the cap; its values must find that bucket again.
      buckets.record(UInt64(clamping: Swift.min(value, 2 * Self.longest)), count: UInt64(count))
    }
    sum &+= sparse.sum
    least = Swift.min(least, sparse.min)
    greatest = Swift.max(greatest, Swift.min(sparse.max, Self.longest))
  }
}
