// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The least of a metered quantity that an hour can have: what the price from below of a plan is made of. Where nobody can
/// say, it is nothing.
public enum LeastUse: Sendable {
  /// Nothing is known.
  case nothing
  /// So many units in each hour, whatever is sent: what is paid for by its capacity.
  case perHour(Double)
  /// So many units for each message, but never more than `most` in an hour.
  case perMessage(LeastCount, most: Double = .infinity)
}

/// What each message of some sources takes at least: a full batch's share of a call, its bytes, its time.
public struct LeastCount: Sendable {
  /// The sources whose messages count, each with what one of its messages takes.
  public var sources: [(name: String, units: Double)]
  /// The squared coefficient of variation of what a message takes.
  public var squaredVariation: Double
  /// How long after it was sent a message has taken it, at the latest and in a steady state.
  public var delay: Nanoseconds

  public init(sources: [(name: String, units: Double)], squaredVariation: Double = 0, delay: Nanoseconds = 0) {
    self.sources = sources
    self.squaredVariation = squaredVariation
    self.delay = delay
  }

  /// Of the sources that send straight to a part, each at the same rate of units.
  ///
  /// - Returns: nil where one of them cannot tell how its messages spread (``Producer/dispersion``), and where a fault hits
  ///   the part, which then refuses some.
  init?(
    of part: String, _ parts: PartDirectory, squaredVariation: Double = 0, delay: Nanoseconds = 0,
    units: (any Producer) -> Double
  ) {
    let producers = parts.producers(to: part)
    guard !producers.isEmpty, producers.allSatisfy({ $0.dispersion != nil }), !parts.hasFault(at: part) else {
      return nil
    }
    self.init(
      sources: producers.map { ($0.name, units($0)) }, squaredVariation: squaredVariation,
      delay: delay + (producers.map(\.longestGathering).max() ?? 0))
  }

  fileprivate func scaled(by factor: Double) -> LeastCount {
    var copy = self
    copy.sources = sources.map { ($0.name, $0.units * factor) }
    return copy
  }
}

extension Array where Element == MeteredQuantity {
  /// The same quantities, with what is known of a gauge: that it is never below a level.
  func atLeast(_ gauge: GaugeID?, _ level: Double) -> [MeteredQuantity] {
    map { quantity in
      guard case .level(let own, let perHour) = quantity.source, own == gauge else { return quantity }
      var copy = quantity
      copy.least = .perHour(Swift.max(0, level * perHour))
      return copy
    }
  }

  /// The same quantities, with what is known of a counter: what it counts for each message at least.
  func atLeast(_ counter: CounterID?, _ count: LeastCount?) -> [MeteredQuantity] {
    guard let counter, let count else { return self }
    return map { quantity in
      var copy = quantity
      switch quantity.source {
      case .counter(counter): copy.least = .perMessage(count)
      case .scaled(counter, let factor): copy.least = .perMessage(count.scaled(by: factor))
      case .capped(counter, let factor, let most): copy.least = .perMessage(count.scaled(by: factor), most: most)
      default: break
      }
      return copy
    }
  }
}

extension PartDirectory {
  /// Whether a fault of the scenario hits a part.
  func hasFault(at name: String) -> Bool {
    parts.contains { part in
      guard let fault = part as? FaultPart else { return false }
      return fault.isActive && fault.target.name == name
    }
  }

  /// Whether there is any fault.
  var hasFaults: Bool { parts.contains { ($0 as? FaultPart)?.isActive ?? false } }
}
