// SPDX-License-Identifier: GPL-3.0-or-later

/// Where the time of delivered messages went, by latency: 16 classes for each doubling of the latency, each with the
/// sums of the parts. From it comes the account of the slowest messages without keeping any of them.
public struct LatencyBreakdown: Sendable {
  /// The parts of one latency, or their sums; they add up to it.
  public struct Parts: Sendable, Hashable, Codable {
    /// Sending, batching included.
    public var sending = 0.0
    /// Neither sent, nor worked on, nor hidden after a failure.
    public var waiting = 0.0
    /// Attempts that failed.
    public var failedWork = 0.0
    /// Hidden from consumers after a failed attempt.
    public var invisible = 0.0
    /// The successful attempt.
    public var work = 0.0
    /// Messages.
    public var count = 0

    public init() {}

    static func += (sum: inout Parts, parts: Parts) {
      sum.sending += parts.sending
      sum.waiting += parts.waiting
      sum.failedWork += parts.failedWork
      sum.invisible += parts.invisible
      sum.work += parts.work
      sum.count += parts.count
    }
  }

  static let classes = 64 * 16
  private var sums: [Parts]

  public init() { sums = [Parts](repeating: Parts(), count: Self.classes) }

  @inline(__always)
  static func position(_ latency: Nanoseconds) -> Int {
    let value = UInt64(max(latency, 16))
    let exponent = 63 - value.leadingZeroBitCount
    return exponent * 16 + Int((value >> UInt64(exponent - 4)) & 15)
  }

  mutating func add(
    latency: Nanoseconds, sending: Nanoseconds, waiting: Nanoseconds, failedWork: Nanoseconds,
    invisible: Nanoseconds, work: Nanoseconds
  ) {
    let place = Self.position(latency)
    sums[place].sending += sending.seconds
    sums[place].waiting += waiting.seconds
    sums[place].failedWork += failedWork.seconds
    sums[place].invisible += invisible.seconds
    sums[place].work += work.seconds
    sums[place].count += 1
  }

  mutating func reset() {
    for place in sums.indices where sums[place].count > 0 { sums[place] = Parts() }
  }

  /// The classes that hold messages, from the fastest.
  var occupied: [(place: Int, parts: Parts)] {
    sums.indices.filter { sums[$0].count > 0 }.map { ($0, sums[$0]) }
  }

  mutating func add(_ classes: [(place: Int, parts: Parts)]) {
    for (place, parts) in classes { sums[place] += parts }
  }

  /// Adds the messages of another replication.
  public mutating func merge(_ other: LatencyBreakdown) { add(other.occupied) }

  /// The average account, in seconds, of the slowest `share` of the messages (of whole classes, so of slightly more);
  /// nil without messages.
  public func slowest(_ share: Double) -> Parts? {
    let total = sums.reduce(0) { $0 + $1.count }
    guard total > 0 else { return nil }
    var sum = Parts()
    for parts in sums.reversed() where parts.count > 0 {
      sum += parts
      if Double(sum.count) >= share * Double(total) { break }
    }
    let count = Double(sum.count)
    sum.sending /= count
    sum.waiting /= count
    sum.failedWork /= count
    sum.invisible /= count
    sum.work /= count
    return sum
  }
}
