// SPDX-License-Identifier: GPL-3.0-or-later

import Histogram

/// Durations in nanoseconds, with percentiles to 3 significant digits and exact count, sum, least and greatest.
///
/// The buckets are those of HdrHistogram (Gil Tene). Merging adds integers, so its order cannot change a result. Takes
/// 380 KB once something is recorded.
public struct LatencyHistogram: Sendable {
  /// Longer durations are recorded as this one. 400 days, in nanoseconds.
  public static let longest: Int64 = 400 * 86_400 * 1_000_000_000

  @usableFromInline var buckets: Histogram<UInt64>
  /// Nanoseconds; exact.
  @usableFromInline var sum: Int128 = 0
  @usableFromInline var least: Int64 = .max
  @usableFromInline var greatest: Int64 = 0

  /// Room for the longest duration from the start: growing on the way, and even making an empty one, costs the library
  /// more than a copy.
  private static let empty = Histogram<UInt64>(
    highestTrackableValue: UInt64(2 * longest), numberOfSignificantValueDigits: .three)

  /// An empty histogram.
  public init() {
    buckets = Self.empty
  }

  /// Records one duration in nanoseconds. Negative ones count as 0, ones above ``longest`` as that.
  @inlinable
  public mutating func record(_ ns: Int64) {
    let value = ns < 0 ? 0 : (ns > Self.longest ? Self.longest : ns)
    buckets.record(UInt64(bitPattern: value))
    sum &+= Int128(value)
    if value < least { least = value }
    if value > greatest { greatest = value }
  }

  /// Records one duration `count` times; does nothing for a count below 1.
  @inlinable
  public mutating func record(_ ns: Int64, count: Int) {
    guard count > 0 else { return }
    let value = ns < 0 ? 0 : (ns > Self.longest ? Self.longest : ns)
    buckets.record(UInt64(bitPattern: value), count: UInt64(count))
    sum &+= Int128(value) &* Int128(count)
    if value < least { least = value }
    if value > greatest { greatest = value }
  }

  /// How many durations were recorded.
  @inlinable public var count: Int { Int(truncatingIfNeeded: buckets.totalCount) }
  @inlinable public var isEmpty: Bool { buckets.totalCount == 0 }

  /// The exact mean in nanoseconds; 0 when empty.
  public var mean: Double { isEmpty ? 0 : Double(sum) / Double(count) }
  /// The shortest duration in nanoseconds, exact; 0 when empty.
  public var min: Int64 { isEmpty ? 0 : least }
  /// The longest duration in nanoseconds, exact; 0 when empty.
  public var max: Int64 { greatest }

  /// The value in nanoseconds that `p` percent of the durations do not exceed, for `p` in 0...100; nil when empty.
  ///
  /// It is at most 0.1% above the exact one (the upper end of its bucket), never outside ``min``...``max``.
  /// For several percentiles at once, ``percentiles(_:)`` costs little more than one.
  public func percentile(_ p: Double) -> Int64? {
    isEmpty ? nil : percentiles([p])[0]
  }

  /// The values of several percentiles, in the order given; empty when nothing is recorded.
  public func percentiles(_ wanted: [Double]) -> [Int64] {
    guard !isEmpty else { return [] }
    let total = Double(count)
    // The rank that each percentile asks for, from 1; the small step back keeps 99.9% of 1000 from asking for 1000.
    let ranks = wanted.map { p -> UInt64 in
      let share = p > 0 ? (p < 100 ? p : 100) : 0
      return UInt64(Swift.max(1, (share.nextDown * total / 100).rounded(.up)))
    }
    var result = wanted.map { _ in greatest }
    let order = ranks.indices.sorted { ranks[$0] < ranks[$1] }
    var next = 0
    var seen: UInt64 = 0
    forEachBucket { value, count in
      seen &+= count
      while next < order.count && ranks[order[next]] <= seen {
        result[order[next]] = Swift.min(Swift.max(value, least), greatest)
        next += 1
      }
      return next < order.count
    }
    for (i, p) in wanted.enumerated() {
      if !(p > 0) { result[i] = least }
      if p >= 100 { result[i] = greatest }
    }
    return result
  }

  /// Calls `body` with the highest value and the count of each filled bucket, in rising order, until it returns false.
  ///
  /// The library's own iterators keep a running sum of values in 64 bits and trap when it overflows, which a few million
  /// messages that waited for hours reach. So this asks bucket by bucket, and only between the least and the greatest.
  func forEachBucket(_ body: (_ highest: Int64, _ count: UInt64) -> Bool) {
    guard !isEmpty else { return }
    var value = UInt64(least)
    let end = UInt64(greatest)
    while true {
      let next = buckets.nextNonEquivalentForValue(value)
      let count = buckets.countForValue(value)
      if count > 0 && !body(Int64(clamping: next - 1), count) { return }
      if next > end { return }
      value = next
    }
  }

  /// Adds all that `other` holds.
  public mutating func merge(_ other: LatencyHistogram) {
    guard !other.isEmpty else { return }
    buckets.add(other.buckets)
    sum &+= other.sum
    least = Swift.min(least, other.least)
    greatest = Swift.max(greatest, other.greatest)
  }

  /// Forgets everything recorded.
  public mutating func reset() {
    self = LatencyHistogram()
  }
}
