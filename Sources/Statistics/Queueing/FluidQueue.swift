// SPDX-License-Identifier: GPL-3.0-or-later

/// A line as a fluid: what arrives runs in straight lines between jumps, and leaves at a fixed rate while there is any.
/// Chance is left out, so that only overload makes a line: it tells how far a burst backs up and how long that takes to
/// drain (Newell, "Applications of Queueing Theory", 1971; Hall, "Queueing Methods", 1991).
///
/// By Jensen's inequality the mean of a line with chance is never shorter than the fluid one with the same mean rates: the
/// length is a maximum of differences of arrivals and services.
public struct FluidQueue: Sendable, Hashable {
  /// What arrives from a time on: a straight line until the next piece.
  public struct Arrivals: Sendable, Hashable {
    /// From when [s].
    public var start: Double
    /// At the start, and just before the next piece begins [1/s].
    public var from: Double
    public var to: Double

    public init(start: Double, from: Double, to: Double) {
      self.start = start
      self.from = from
      self.to = to
    }
  }

  /// A stretch in which the line grows, or shrinks, or is empty.
  private struct Stretch: Sendable, Hashable {
    var start: Double
    var length: Double
    /// The line at the start.
    var level: Double
    /// Arrivals a second at the start, and how that changes.
    var rate: Double
    var slope: Double
    /// What leaves, a second: the capacity, or what arrives where nothing waits.
    var isWaiting: Bool
  }

  /// What arrives together.
  public struct Delay: Sendable, Hashable {
    /// How long it waits for what came before it [s].
    public var delay: Double
    /// How much arrives.
    public var weight: Double
    /// Arrivals a second.
    public var rate: Double
  }

  /// What can leave in a second.
  public let capacity: Double
  /// The end [s].
  public let end: Double
  private var stretches: [Stretch] = []

  /// - Parameters:
  ///   - arrivals: in order of time, the first at 0.
  ///   - end: above 0 [s].
  ///   - capacity: above 0 [1/s].
  public init(_ arrivals: [Arrivals], until end: Double, capacity: Double) {
    self.capacity = capacity
    self.end = end
    var level = 0.0
    for (place, piece) in arrivals.enumerated() where piece.start < end {
      let next = place + 1 < arrivals.count ? arrivals[place + 1].start : end
      let whole = next - piece.start
      guard whole > 0 else { continue }
      let slope = whole.isFinite ? (piece.to - piece.from) / whole : 0
      level = add(from: piece.start, to: min(next, end), rate: piece.from, slope: slope, level)
    }
  }

  /// Cuts a straight line of arrivals where it crosses the capacity, and where the line is used up.
  private mutating func add(from: Double, to: Double, rate: Double, slope: Double, _ level: Double) -> Double {
    var cuts = [from, to]
    if slope != 0 {
      let crossing = from + (capacity - rate) / slope
      if crossing > from, crossing < to { cuts.insert(crossing, at: 1) }
    }
    var level = level
    for (start, stop) in zip(cuts, cuts.dropFirst()) {
      let arriving = rate + slope * (start - from)
      let length = stop - start
      // On which side of the capacity the middle lies tells it of the whole.
      let net = arriving - capacity
      let grows = net + slope * length / 2 > 0
      if grows || level > 0 {
        // level + net t + slope t² / 2 = 0
        let emptied = grows ? nil : Self.root(level, net, slope, within: length)
        let stays = emptied ?? length
        stretches.append(
          Stretch(start: start, length: stays, level: level, rate: arriving, slope: slope, isWaiting: true))
        level = emptied == nil ? max(0, level + net * length + slope * length * length / 2) : 0
        guard let emptied, emptied < length else { continue }
        stretches.append(
          Stretch(
            start: start + emptied, length: length - emptied, level: 0, rate: arriving + slope * emptied, slope: slope,
            isWaiting: false))
      } else {
        stretches.append(
          Stretch(start: start, length: length, level: 0, rate: arriving, slope: slope, isWaiting: false))
      }
    }
    return level
  }

  /// The first t in 0...length with level + net t + slope t² / 2 = 0; nil if there is none.
  private static func root(_ level: Double, _ net: Double, _ slope: Double, within length: Double) -> Double? {
    let under = net * net - 2 * slope * level
    guard under >= 0 else { return nil }
    // The form that loses no digits: 2c / (-b + √(b² - 4ac)) with b < 0.
    let divisor = -net + under.squareRoot()
    guard divisor > 0 else { return nil }
    let root = 2 * level / divisor
    return root <= length ? root : nil
  }

  // MARK: What is asked

  /// The line at a time.
  public func level(at time: Double) -> Double {
    guard let stretch = stretches.last(where: { $0.start <= time }) else { return 0 }
    return Self.level(stretch, min(time - stretch.start, stretch.length), capacity)
  }

  private static func level(_ stretch: Stretch, _ time: Double, _ capacity: Double) -> Double {
    guard stretch.isWaiting else { return 0 }
    return max(0, stretch.level + (stretch.rate - capacity) * time + stretch.slope * time * time / 2)
  }

  /// The longest line, and when it is first so long.
  public var peak: (level: Double, time: Double) {
    var best = (level: 0.0, time: 0.0)
    for stretch in stretches {
      for time in [0, stretch.length] {
        let level = Self.level(stretch, time, capacity)
        if level > best.level { best = (level, stretch.start + time) }
      }
    }
    return best
  }

  /// When the longest line is used up [s]; nil if it is not before the end.
  public var drained: Double? {
    let peak = peak
    guard peak.level > 0 else { return peak.time }
    return stretches.first { $0.start >= peak.time && $0.level == 0 && !$0.isWaiting }?.start
  }

  /// The share of the time in which something waits.
  public var shareWaiting: Double {
    guard end > 0 else { return 0 }
    return stretches.reduce(0) { $0 + ($1.isWaiting ? $1.length : 0) } / end
  }

  /// The share of what arrives that comes faster than the capacity.
  public var shareBeyondCapacity: Double {
    var (all, beyond) = (0.0, 0.0)
    for stretch in stretches {
      // In straight lines; 64 points see where one crosses the capacity.
      for point in 0..<64 {
        let rate = stretch.rate + stretch.slope * stretch.length * (Double(point) + 0.5) / 64
        all += rate * stretch.length
        beyond += max(0, rate - capacity) * stretch.length
      }
    }
    return all > 0 ? beyond / all : 0
  }

  /// How long what arrives waits if the first that came leaves first, with how much of it arrives; of what leaves between
  /// a start and the end.
  ///
  /// - Parameters:
  ///   - start: what leaves earlier is left out [s].
  ///   - points: of each stretch in which something waits, or in which the rate changes.
  public func delays(from start: Double = 0, points: Int = 128) -> [Delay] {
    var delays: [Delay] = []
    for stretch in stretches {
      let count = stretch.isWaiting || stretch.slope != 0 ? points : 1
      let step = stretch.length / Double(count)
      for point in 0..<count {
        let middle = (Double(point) + 0.5) * step
        let delay = Self.level(stretch, middle, capacity) / capacity
        let time = stretch.start + middle
        guard time + delay >= start, time + delay <= end else { continue }
        let rate = max(0, stretch.rate + stretch.slope * middle)
        delays.append(Delay(delay: delay, weight: rate * step, rate: rate))
      }
    }
    return delays
  }

  /// The delay that a share `p` of what arrives does not exceed; see ``delays(from:points:)``. 0 where nothing leaves.
  public func delayQuantile(_ p: Double, from start: Double = 0) -> Double {
    let sorted = delays(from: start).sorted { $0.delay < $1.delay }
    let whole = sorted.reduce(0) { $0 + $1.weight }
    var sum = 0.0
    for arrival in sorted {
      sum += arrival.weight
      if sum >= p * whole { return arrival.delay }
    }
    return sorted.last?.delay ?? 0
  }
}
