// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation

/// A quantity that a part is billed for, and the instrument that measures it.
public struct MeteredQuantity: Sendable {
  /// How the quantity of an hour comes from the measurements.
  public enum Source: Sendable {
    /// What the counter counts.
    case counter(CounterID)
    /// What the counter counts, each worth this many units: bytes as GB.
    case scaled(CounterID, by: Double)
    /// As `scaled`, but never more than this for each hour: what is kept, where only so much is.
    case capped(CounterID, by: Double, perHour: Double)
    /// The gauge's average times this much for each hour.
    case level(GaugeID, perHour: Double)
  }

  /// A share of a quantity that is worth showing beside it: `2.1 M empty`.
  public struct Aside: Sendable {
    public var counter: CounterID
    public var word: String

    public init(_ counter: CounterID, _ word: String) {
      self.counter = counter
      self.word = word
    }
  }

  public var part: String
  public var meter: Meter
  public var source: Source
  public var aside: Aside?
  /// The least of an hour.
  public var least: LeastUse

  public init(part: String, meter: Meter, source: Source, aside: Aside? = nil, least: LeastUse = .nothing) {
    self.least = least
    self.part = part
    self.meter = meter
    self.source = source
    self.aside = aside
  }

  /// The quantity of one hour like those that were measured.
  public func perHour(_ measurements: Measurements) -> Double {
    switch source {
    case .counter(let id): Self.perHour(id, measurements)
    case .scaled(let id, let factor): Self.perHour(id, measurements) * factor
    case .capped(let id, let factor, let most): min(Self.perHour(id, measurements) * factor, most)
    case .level(let id, let perHour): measurements.levels[id.position].mean * perHour
    }
  }

  /// The aside's part of ``perHour(_:)``.
  public func asidePerHour(_ measurements: Measurements) -> Double? {
    aside.map { Self.perHour($0.counter, measurements) }
  }

  /// The measured thing, as a path into the result.
  public func countedFrom(_ instruments: Instruments) -> String {
    switch source {
    case .counter(let id), .scaled(let id, _), .capped(let id, _, _):
      "windows[].parts[\(part)].counts.\(instruments.counters[id.position].name)"
    case .level(let id, _): "windows[].parts[\(part)].levels.\(instruments.gauges[id.position].name)"
    }
  }

  private static func perHour(_ id: CounterID, _ measurements: Measurements) -> Double {
    Double(measurements.counters[id.position]) / measurements.duration.seconds * 3600
  }
}
