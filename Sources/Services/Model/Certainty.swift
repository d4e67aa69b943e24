// SPDX-License-Identifier: GPL-3.0-or-later

/// A bound on a figure of a window that follows from what a part is offered and what it can do at the most, whatever chance
/// brings: a necessary condition. An objective beyond it cannot be met, and no simulation is needed to know that.
///
/// The bounds leave room: what chance does to the count of a replication's messages (three standard deviations) and what the
/// order of service does to percentiles are on the safe side. Where a part cannot be sure, it says nothing.
public struct Certainty: Sendable {
  public enum Kind: String, Sendable {
    /// A limit of the service.
    case quota
    /// More work than there is time for.
    case load
    /// Less memory than what must be kept.
    case memory
  }

  /// Whose figure it is.
  public enum Subject: Sendable, Hashable {
    case part(String)
    /// The flows that end at a part.
    case flows(endingAt: String)
  }

  public enum Bound: Sendable {
    /// The figure is at least, or at most, this; times in seconds.
    case atLeast(Double)
    case atMost(Double)
    /// Of a time: the least that its quantile of each probability can be [s].
    case quantiles(@Sendable (Double) -> Double)
  }

  public var kind: Kind
  public var subject: Subject
  public var metric: String
  /// `max`, `ratio`; empty for ``Bound/quantiles(_:)``.
  public var statistic: String
  public var bound: Bound
  /// A sentence without a full stop, with the numbers behind it.
  public var reason: String

  public init(
    _ kind: Kind, _ subject: Subject, _ metric: String, _ statistic: String = "", _ bound: Bound, reason: String
  ) {
    self.kind = kind
    self.subject = subject
    self.metric = metric
    self.statistic = statistic
    self.bound = bound
    self.reason = reason
  }
}
