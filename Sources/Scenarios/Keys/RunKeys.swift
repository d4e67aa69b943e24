// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// How precise the answer must be.
public enum Precision: Sendable, Hashable {
  /// So many replications.
  case replications(Int)
  /// Until the half-width of every objective's interval is at most this share of its value or bound.
  case until(Double, atLeast: Int, atMost: Int)
  /// Until every objective passes or fails. The intervals that decide are wider the more often one looks.
  case decided(atLeast: Int, atMost: Int)

  /// Replications before the first look, and the most.
  public var atLeast: Int {
    switch self {
    case .replications(let count): count
    case .until(_, let atLeast, _), .decided(let atLeast, _): atLeast
    }
  }

  public var atMost: Int {
    switch self {
    case .replications(let count): count
    case .until(_, _, let atMost), .decided(_, let atMost): atMost
    }
  }
}

/// How long the warm-up is.
public enum WarmupSetting: Sendable, Hashable {
  /// As MSER-5 finds it in each replication.
  case automatic
  case fixed(Nanoseconds)
}

/// The keys under `run`.
enum RunKeys {
  static let seed = Key("seed", .integer(0...Int.max), default: "1", .sluice, "The seed of all random draws.")
  static let duration = Key(
    "duration", windowDuration, default: "1h", .sluice, "Simulated time when there are no windows.")
  static let warmup = Key(
    "warmup", .warmup, default: "auto", .sluice,
    "What is left out at the start: auto (MSER-5 on each SLO's series, the latest cut wins, at most half), or a time.")
  static let replications = Key(
    "replications", .precision, default: "{ at_least: 10, at_most: 60, until: 5% }", .sluice,
    "How often a window is simulated: a number, or until the intervals are narrow enough.")
  static let confidence = Key(
    "confidence", .ratio(0.5...0.9999), default: "95%", .sluice, "The confidence of every interval.")
  static let percentiles = Key(
    "percentiles", .list(of: .percentile, count: 1...50), default: "[p50, p90, p95, p99, p99.9]", .sluice,
    "The percentiles that are reported.")
  static let windows = OptionalKey(
    "windows", .map(of: .record(windowTable), namesAreChecked: true),
    "What one month is made of; each window is simulated and priced for its hours.")

  /// One replication's simulated time: a second to a year.
  private static var windowDuration: ValueKind<Int64> { .duration(.second...(366 * 86_400 * .second)) }

  enum Window {
    static let duration = Key("duration", windowDuration, default: "1h", .sluice, "Simulated time of one replication.")
    static let month = OptionalKey(
      "month", .duration(0...(744 * 3600 * .second)), "Hours of the month that are like this; together 730.")
    static let traffic = OptionalKey("traffic", .node, "What differs in `traffic` during this window.")
    static let faults = OptionalKey("faults", .node, "What differs in `faults` during this window.")
  }

  static let windowTable = KeyTable(
    "window", "A part of the month that is simulated, priced and judged.",
    keys: [Window.duration, Window.month, Window.traffic, Window.faults])

  enum Replications {
    static let atLeast = Key(
      "at_least", .integer(2...100_000), default: "10", .sluice, "Replications before the first look.")
    static let atMost = Key("at_most", .integer(2...100_000), default: "60", .sluice, "Replications at the most.")
    static let until = Key(
      "until", .until, default: "5%", .sluice,
      "The largest half-width of an objective's interval, as a share of its value or bound; or decided: until every "
        + "verdict is pass or fail.")
  }

  static let replicationsTable = KeyTable(
    "replications", "Replications until the intervals are narrow enough.",
    keys: [Replications.atLeast, Replications.atMost, Replications.until])

  static let table = KeyTable(
    "run", "Seed, windows and precision of the simulation.",
    keys: [seed, duration, warmup, replications, confidence, percentiles, windows])
}

extension ValueKind where Value == WarmupSetting {
  fileprivate static var warmup: ValueKind<WarmupSetting> {
    .either(
      .choice(["auto"]), .duration(0...(366 * 86_400 * .second)), { _ in .automatic }, { .fixed($0) })
  }
}

extension ValueKind where Value == Double? {
  /// `5%` or `decided`, which is nil.
  fileprivate static var until: ValueKind<Double?> {
    .either(.choice(["decided"]), .ratio(0.0001...1), { _ in nil }, { $0 })
  }
}

extension ValueKind where Value == Precision {
  fileprivate static var precision: ValueKind<Precision> {
    let until = ValueKind<Record>.record(RunKeys.replicationsTable).map { record, node, context -> Precision? in
      let atLeast = record[RunKeys.Replications.atLeast]
      let atMost = record[RunKeys.Replications.atMost]
      guard atLeast <= atMost else {
        context.diagnostics.error(
          .range, at: record.node(RunKeys.Replications.atMost) ?? node,
          "at_most (\(atMost)) is less than at_least (\(atLeast))")
        return nil
      }
      guard let share = record[RunKeys.Replications.until] else { return .decided(atLeast: atLeast, atMost: atMost) }
      return .until(share, atLeast: atLeast, atMost: atMost)
    }
    return .either(.integer(1...100_000), until, { .replications($0) }, { $0 })
  }
}

extension ValueKind where Value == Percentile {
  fileprivate static var percentile: ValueKind<Percentile> {
    ValueKind<String>.text.map { text, node, context in
      guard let percentile = Percentile(text) else {
        context.fail(.value, at: node, "has no percentile \(Diagnostic.quoted(text))", hint: "such as p50 or p99.9")
        return nil
      }
      return percentile
    }
    .described(as: "percentile", example: "p99")
  }
}
