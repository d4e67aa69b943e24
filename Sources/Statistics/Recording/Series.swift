// SPDX-License-Identifier: GPL-3.0-or-later

/// Observations over time in bins of equal width, in bounded memory.
///
/// When time passes the last bin, neighbouring bins are merged in pairs and their width doubles, so that a run of any
/// length fits. Bins begin at time 0.
public struct Series: Sendable, Hashable {
  /// One stretch of time.
  public struct Bin: Sendable, Hashable, Codable {
    /// Where the bin begins [ns].
    public var start: Int64
    /// The sum of the observations.
    public var sum: Double
    /// How many observations fell in the bin.
    public var count: Int
    /// The greatest observation; nil where there is none.
    public var max: Double?
    /// The mean observation; nil where there is none.
    public var mean: Double? { count > 0 ? sum / Double(count) : nil }
  }

  @usableFromInline
  struct Cell: Sendable, Hashable, BitwiseCopyable {
    @usableFromInline var sum = 0.0
    @usableFromInline var max = -Double.infinity
    @usableFromInline var count = 0

    @inlinable init() {}

    @inlinable
    mutating func add(_ value: Double) {
      sum += value
      count &+= 1
      if value > max { max = value }
    }
  }

  /// The width of each bin now [ns]: the first width times a power of two.
  public internal(set) var binWidth: Int64
  /// At most so many bins.
  public let capacity: Int
  @usableFromInline var cells: [Cell] = []
  /// The bin of the last observation, to spare a division: it begins here.
  @usableFromInline var recentStart: Int64 = 0
  @usableFromInline var recent = 0

  /// - Parameters:
  ///   - binWidth: the first width of a bin [ns]; at least 1 is taken.
  ///   - capacity: the greatest number of bins; at least 2 is taken, and an odd number is raised to the next even one.
  public init(binWidth: Int64 = 1_000_000_000, capacity: Int = 4096) {
    self.binWidth = Swift.max(1, binWidth)
    let atLeastTwo = Swift.min(Swift.max(2, capacity), 1 << 30)
    self.capacity = atLeastTwo + atLeastTwo % 2
  }

  /// Adds an observation made at time `t` [ns]; a time below 0 counts as 0. Times may come in any order. Amortised O(1).
  @inlinable
  public mutating func add(_ value: Double, at t: Int64) {
    let into = t &- recentStart
    if into < 0 || into >= binWidth || recent >= cells.count { find(t) }
    cells[recent].add(value)
  }

  /// Makes `recent` the bin of time `t`.
  @usableFromInline
  mutating func find(_ t: Int64) {
    let time = Swift.max(0, t)
    while time / binWidth >= Int64(capacity) { coarsen() }
    recent = Int(time / binWidth)
    recentStart = Int64(recent) * binWidth
    if recent >= cells.count { cells.append(contentsOf: repeatElement(Cell(), count: recent + 1 - cells.count)) }
  }

  private mutating func coarsen() {
    // With two bins or more, a width above a quarter of all time never needs to double again; so this cannot overflow.
    binWidth *= 2
    for i in 0..<(cells.count + 1) / 2 {
      var cell = cells[2 * i]
      if 2 * i + 1 < cells.count {
        let next = cells[2 * i + 1]
        cell.sum += next.sum
        cell.count += next.count
        cell.max = Swift.max(cell.max, next.max)
      }
      cells[i] = cell
    }
    cells.removeLast(cells.count / 2)
  }

  /// The bins from time 0 to the last observation, empty ones included.
  public var bins: [Bin] {
    cells.enumerated().map { i, cell in
      Bin(
        start: Int64(i) * binWidth, sum: cell.sum, count: cell.count, max: cell.count > 0 ? cell.max : nil)
    }
  }
}
