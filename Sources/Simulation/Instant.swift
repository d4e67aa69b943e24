// SPDX-License-Identifier: GPL-3.0-or-later

/// A moment of simulated time: nanoseconds since the start of the replication, 0 or more.
public typealias Instant = Int64

/// A length of simulated time in nanoseconds.
public typealias Nanoseconds = Int64

extension Nanoseconds {
  /// One second.
  public static var second: Nanoseconds { 1_000_000_000 }
  /// The far end of simulated time: about 146 years, so that two of them can be added.
  public static var farFuture: Nanoseconds { Int64.max / 2 }

  /// A length given in seconds, rounded to the nearest nanosecond; negative and undefined values become 0, huge
  /// ones ``farFuture``.
  @inlinable @inline(__always)
  public init(seconds: Double) {
    let scaled = seconds * 1e9
    guard scaled > 0 else {
      self = 0
      return
    }
    self = scaled < 4.6e18 ? Int64(scaled + 0.5) : Int64.farFuture
  }

  /// This length in seconds.
  @inlinable @inline(__always)
  public var seconds: Double { Double(self) / 1e9 }

  /// The sum, held at ``farFuture``.
  @inlinable @inline(__always)
  public func advanced(by length: Nanoseconds) -> Instant {
    let (sum, overflow) = addingReportingOverflow(length)
    return overflow || sum > Int64.farFuture ? Int64.farFuture : sum
  }
}
