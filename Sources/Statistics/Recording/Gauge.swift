// SPDX-License-Identifier: GPL-3.0-or-later

/// A value that changes at instants, with its average over time: a queue's length, busy servers, bytes in memory.
///
/// Times are nanoseconds and should not run backwards; a step back counts as no time.
@frozen
public struct Gauge: Sendable, Hashable, BitwiseCopyable {
  @usableFromInline var current: Double
  @usableFromInline var greatest: Double
  @usableFromInline var least: Double
  /// value × nanoseconds from `start`, the last restart, to `lastChange`.
  @usableFromInline var area = 0.0
  @usableFromInline var lastChange: Int64
  @usableFromInline var start: Int64

  /// A gauge whose statistics begin at time `at` [ns].
  @inlinable
  public init(_ value: Double = 0, at: Int64 = 0) {
    current = value
    greatest = value
    least = value
    lastChange = at
    start = at
  }

  /// The current value.
  @inlinable public var value: Double { current }
  /// The greatest value since the last restart, the value at the restart included.
  @inlinable public var max: Double { greatest }
  /// The least value since the last restart, the value at the restart included.
  @inlinable public var min: Double { least }

  /// The value is `v` from time `t` [ns] on.
  @inlinable
  public mutating func set(_ v: Double, at t: Int64) {
    if t > lastChange {
      area += current * Double(t &- lastChange)
      lastChange = t
    }
    current = v
    if v > greatest { greatest = v }
    if v < least { least = v }
  }

  /// The value grows by `d` (which may be negative) at time `t` [ns].
  @inlinable
  public mutating func add(_ d: Double, at t: Int64) { set(current + d, at: t) }

  /// The integral of the value over the time from the last restart to `t` [value × ns].
  @inlinable
  public func integral(until t: Int64) -> Double {
    t > lastChange ? area + current * Double(t &- lastChange) : area
  }

  /// The average over the time from the last restart to `t` [ns]; the current value where no time has passed.
  @inlinable
  public func mean(until t: Int64) -> Double {
    let end = t > lastChange ? t : lastChange
    return end > start ? integral(until: end) / Double(end &- start) : current
  }

  /// Begins the statistics anew at time `t` [ns], with the current value.
  @inlinable
  public mutating func restart(at t: Int64) {
    area = 0
    lastChange = t
    start = t
    greatest = current
    least = current
  }
}
