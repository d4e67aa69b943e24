// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// A part as a line of the table of parts: which of its instruments fill the columns.
public struct PartRow: Sendable {
  /// A limit worth showing, with what has been reached of it.
  public enum Limit: Sendable {
    /// The gauge's largest value of a fixed limit: `in flight 63 of 120,000`.
    case reached(GaugeID, of: Double, label: String)
    /// The times at which the gauge stands at its full value: `tasks 24 busy at 40m..64m`.
    case saturated(GaugeID, at: Double, label: String)
  }

  public var part: String
  /// `jobs (SQS)`, `resizer x24`.
  public var title: String
  /// A utilisation, 0 to 1.
  public var busy: GaugeID?
  /// Messages that wait.
  public var queue: GaugeID?
  public var arrivals: CounterID?
  public var departures: CounterID?
  public var limits: [Limit]
  /// Figures that tell most about a part of this kind, below its line.
  public var highlights: [Highlight]

  /// A figure with the word before it: `hits 90.1%`.
  public struct Highlight: Sendable, Hashable, Codable {
    public var label: String
    public var metric: String
    public var statistic: String

    public init(_ label: String, _ metric: String, _ statistic: String) {
      self.label = label
      self.metric = metric
      self.statistic = statistic
    }
  }

  public init(
    part: String, title: String, busy: GaugeID? = nil, queue: GaugeID? = nil, arrivals: CounterID? = nil,
    departures: CounterID? = nil, limits: [Limit] = [], highlights: [Highlight] = []
  ) {
    self.highlights = highlights
    self.part = part
    self.title = title
    self.busy = busy
    self.queue = queue
    self.arrivals = arrivals
    self.departures = departures
    self.limits = limits
  }
}

/// An arrow of the picture.
public struct PartLink: Sendable {
  /// What the arrow stands for.
  public enum Kind: Sendable, Hashable {
    /// The way of the messages.
    case flow
    /// The way aside, after so many receives.
    case deadLetter(receives: Int)
    /// The way aside of what could not be delivered.
    case undelivered
    /// The way aside of what failed, after so many runs.
    case failed(runs: Int)
  }

  public var from: String
  public var to: String
  public var kind: Kind
  /// What passes along it, added up.
  public var passed: [CounterID]

  public init(from: String, to: String, kind: Kind, passed: CounterID) {
    self.from = from
    self.to = to
    self.kind = kind
    self.passed = [passed]
  }
}
