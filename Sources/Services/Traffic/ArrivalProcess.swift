// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// How messages arrive.
enum ArrivalProcess: Sendable, Hashable {
  /// Independent: exponential times between messages.
  case poisson
  /// Evenly spaced.
  case constant
  /// Gamma-distributed times between messages with this coefficient of variation: above 1 clustered, below 1 regular.
  case gamma(Distribution)
  /// So many messages at once, every so often; the traffic factor multiplies the size.
  case bursts(every: Nanoseconds, size: Int)
  /// At the times of a file.
  case trace(TraceFile)

  /// The variance of the number of messages in a long time over its mean (renewal theory: the squared coefficient of
  /// variation of the times between them); nil for a trace.
  var dispersion: Double? {
    switch self {
    case .poisson, .constant: 1
    case .gamma(let between): max(1, between.squaredCoefficientOfVariation)
    case .bursts(_, let size): Double(max(1, size))
    case .trace: nil
    }
  }

  /// Which of them it is, without what belongs to it: what every arrival asks, at no cost.
  enum Law: Sendable { case poisson, constant, gamma, bursts, trace }

  var law: Law {
    switch self {
    case .poisson: .poisson
    case .constant: .constant
    case .gamma: .gamma
    case .bursts: .bursts
    case .trace: .trace
    }
  }
}

/// The load over time as a multiple of the rate: straight lines between points, each a jump or a ramp.
struct LoadShape: Sendable, Hashable {
  struct Piece: Sendable, Hashable {
    var start: Instant
    var from: Double
    /// The value at the end of the ramp, which is the start of the next piece; the same as `from` on a level.
    var to: Double
    var end: Instant
  }

  private(set) var pieces: [Piece]

  /// A level of 1 for ever.
  static let flat = LoadShape(points: [], factor: 1)

  /// - Parameters:
  ///   - points: in order of time; at `at` the load begins to change to `x`, and takes `ramp` for it.
  ///   - factor: multiplies all of it.
  init(points: [(at: Instant, x: Double, ramp: Nanoseconds)], factor: Double) {
    pieces = []
    var level = factor
    var start: Instant = 0
    for (index, point) in points.enumerated() {
      if point.at > start { pieces.append(Piece(start: start, from: level, to: level, end: point.at)) }
      start = max(start, point.at)
      let target = point.x * factor
      if point.ramp > 0 {
        let next = index + 1 < points.count ? points[index + 1].at : Nanoseconds.farFuture
        let end = start.advanced(by: point.ramp)
        let stop = min(end, next)
        let reached = level + (target - level) * (Double(stop - start) / Double(point.ramp))
        if stop > start { pieces.append(Piece(start: start, from: level, to: reached, end: stop)) }
        level = reached
        start = stop
      } else {
        level = target
      }
    }
    pieces.append(Piece(start: start, from: level, to: level, end: .farFuture))
  }

  /// The load at an instant.
  func value(at time: Instant) -> Double {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].start <= time { low = middle + 1 } else { high = middle }
    }
    let piece = pieces[max(low - 1, 0)]
    guard piece.from != piece.to else { return piece.from }
    return piece.from + (piece.to - piece.from) * (Double(time - piece.start) / Double(piece.end - piece.start))
  }

  /// The load's integral over the first `duration`, in seconds.
  func integral(until duration: Nanoseconds) -> Double {
    var sum = 0.0
    for piece in pieces where piece.start < duration {
      let end = min(piece.end, duration)
      sum += (value(at: piece.start) + value(at: end - 1)) / 2 * (end - piece.start).seconds
    }
    return sum
  }

  /// The first instant at which the load begins to change; nil when it never does.
  var firstChange: Instant? {
    if pieces[0].from != pieces[0].to { return 0 }
    return pieces.count > 1 ? pieces[1].start : nil
  }
}

/// Walks along a load shape: finds when the next unit of load is complete. One walker belongs to one source.
struct LoadWalker: Sendable {
  private let shape: LoadShape
  private let rate: Double
  private var piece = 0
  private(set) var time: Instant = 0

  /// - Parameter rate: messages a second at a load of 1.
  init(_ shape: LoadShape, rate: Double) {
    self.shape = shape
    self.rate = rate
  }

  /// Moves on by `amount` messages' worth of load and returns the instant; nil when the load never gets there.
  mutating func advance(by amount: Double) -> Instant? {
    var left = amount
    while true {
      let current = shape.pieces[piece]
      let isLast = piece == shape.pieces.count - 1
      if current.from == current.to {
        let here = current.from * rate  // messages a second now
        if here > 0 {
          let step = Nanoseconds(seconds: left / here)
          if isLast || time.advanced(by: step) < current.end {
            time = time.advanced(by: step)
            return time
          }
          left -= (current.end - time).seconds * here
        } else if isLast {
          return nil
        }
      } else {
        let slope = (current.to - current.from) * rate / (current.end - current.start).seconds
        let start = current.from * rate + slope * (time - current.start).seconds
        let length = (current.end - time).seconds
        let area = (start + slope * length / 2) * length
        if area > left {
          // start t + slope t^2 / 2 = left, in the form that loses no digits when the slope is small
          let root = max(0, start * start + 2 * slope * left).squareRoot()
          time = min(time.advanced(by: Nanoseconds(seconds: 2 * left / (start + root))), current.end)
          return time
        }
        left -= area
      }
      time = current.end
      piece += 1
      left = max(left, 0)
    }
  }
}
