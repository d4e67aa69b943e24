// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// A percentile as it is written: `p99.9`.
public struct Percentile: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// 0 to 100.
  public let percent: Double
  public let description: String

  /// Nil for a text that is no percentile above 0 and below 100.
  public init?(_ text: String) {
    guard text.hasPrefix("p"), text.count <= 12,
      text.dropFirst().allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
      let percent = Double(text.dropFirst()), percent > 0, percent < 100
    else { return nil }
    self.percent = percent
    description = text
  }

  /// By size; spellings of one percentile (`p50`, `p50.0`) have an order too, so that sorting a set has one outcome.
  public static func < (left: Percentile, right: Percentile) -> Bool {
    (left.percent, left.description) < (right.percent, right.description)
  }
}

/// What is asked of a metric: the word after the dot in `latency.p99`.
public enum Statistic: Sendable, Hashable, CustomStringConvertible {
  case percentile(Percentile)
  case mean, max, ratio, count, rate

  public init?(_ text: String) {
    switch text {
    case "mean": self = .mean
    case "max": self = .max
    case "ratio": self = .ratio
    case "count": self = .count
    case "rate": self = .rate
    default:
      guard let percentile = Percentile(text) else { return nil }
      self = .percentile(percentile)
    }
  }

  public var description: String {
    switch self {
    case .percentile(let percentile): percentile.description
    case .mean: "mean"
    case .max: "max"
    case .ratio: "ratio"
    case .count: "count"
    case .rate: "rate"
    }
  }
}

/// The unit that a figure is told in.
public enum FigureUnit: String, Sendable, Codable {
  case seconds = "s"
  case ratio
  case count
  case perSecond = "/s"
  case dollars = "USD"

  /// The figure as a person reads it.
  public func text(_ value: Double) -> String {
    guard value.isFinite else { return "-" }
    switch self {
    case .seconds: return Format.duration(seconds: value)
    case .ratio: return Format.percent(value, decimals: abs(value) >= 0.1 ? 1 : 2)
    case .count: return abs(value) < 10 ? Format.number(value) : Format.count(value)
    case .perSecond: return "\(Format.number(value))/s"
    case .dollars: return "$" + Format.grouped(Int(value.rounded()))
    }
  }
}
