// SPDX-License-Identifier: GPL-3.0-or-later

import Services

/// A change that a check advises, and what came of it when it was tried.
public struct AdviceResult: Sendable, Codable, Hashable {
  /// As an order: `give failed messages back at once`.
  public var what: String
  /// The settings, as `-s` takes them: `workers.resizer.on_error=give_back`.
  public var set: [String]
  /// Nil where it was not tried.
  public var effect: AdviceEffect?
  /// Why it could not be tried.
  public var problem: String?
}

extension AdviceResult {
  init(_ advice: Advice) {
    what = advice.what
    set = advice.settings.map(\.text)
  }
}

/// What an advised change brings: differences from the scenario as written, paired by replication under common random
/// numbers.
public struct AdviceEffect: Sendable, Codable, Hashable {
  /// A figure with and without the change.
  public struct Reading: Sendable, Codable, Hashable {
    /// Nil without data.
    public var before: Double?
    public var after: Double?
    public var difference: CompareResult.Difference
  }

  /// The month's bill with and without the change.
  public struct Money: Sendable, Codable, Hashable {
    public var before: String
    public var after: String
    public var difference: CompareResult.MoneyDifference
  }

  /// An objective whose verdict is another one with the change.
  public struct Verdict: Sendable, Codable, Hashable {
    public var slo: String
    public var before: SLOResult.Verdict
    public var after: SLOResult.Verdict
  }

  public var replications: Int
  /// Of the figures that the change may move the one of each metric that it moved most, the latency first. Their intervals
  /// are widened for having been chosen.
  public var readings: [Reading]
  /// Nil without a replication.
  public var monthly: Money?
  public var verdicts: [Verdict]
}
