// SPDX-License-Identifier: GPL-3.0-or-later

import Services

/// What `run` found out: the one value that every report is made from.
///
/// The same scenario, seed, price book and version give the same value and the same JSON, byte for byte.
public struct RunResult: Sendable, Codable {
  public struct MadeBy: Sendable, Codable {
    /// Program and version.
    public var program: String
    /// The random number generator.
    public var rng: String
    public var prices: Prices
  }

  public struct Prices: Sendable, Codable {
    public var book: String
    /// The newest date of any price in the book.
    public var date: String?
    public var region: String
    /// A fingerprint of the price tables.
    public var fingerprint: String
  }

  public struct Identity: Sendable, Codable {
    public var name: String
    public var title: String?
    public var variant: String
    public var variantTitle: String?
    public var region: String
    /// What was changed from outside.
    public var set: [String]
    /// A fingerprint of the scenario's text.
    public var fingerprint: String
  }

  /// Why no more was simulated.
  public enum Ended: String, Sendable, Codable {
    /// All replications that were asked for are done.
    case counted
    /// Every objective's interval is narrow enough.
    case precise
    /// Every objective passes or fails.
    case decided
    /// The most replications that are allowed are done.
    case atMost = "at_most"
    /// The wall time that is allowed was over.
    case budget
    case interrupted
  }

  public var schema = "result/1"
  /// Whether the run ended before it was done: interrupted, or by its budget.
  public var partial: Bool
  /// Why it ended; nil in a result of an earlier version.
  public var ended: Ended?
  /// How often it was looked whether it is enough; nil in a result of an earlier version.
  public var looks: Int?
  /// The confidence of the intervals that decided, where looking often makes it higher than ``confidence``.
  public var decisionConfidence: Double?
  public var madeBy: MadeBy
  public var scenario: Identity
  public var seed: UInt64
  public var confidence: Double
  /// The names of the percentiles that were asked for, in order.
  public var percentiles: [String]
  public var windows: [WindowResult]
  public var slos: [SLOResult]
  /// Whether the variant can do all that the scenario requires; nil where it requires nothing.
  public var able: Bool?
  public var requirements: [RequirementResult]?
  /// Nil when nothing was simulated.
  public var cost: CostResult?
  /// What the bill is made from, so that it can be priced again; nil when nothing was simulated.
  public var usage: UsageResult?
  /// The terms of the bill, as a scenario's `pricing` would say them.
  public var pricing: String?
  public var checks: [CheckResult]
  /// Defaults that AWS gives no number for, by path.
  public var assumptions: [AssumptionResult]
}

/// A default that is assumed rather than documented.
public struct AssumptionResult: Sendable, Codable, Hashable {
  public var path: String
  public var value: String
  public var why: String
}

/// What a check has found.
public struct CheckResult: Sendable, Codable {
  public var id: String
  public var level: String
  public var part: String?
  public var message: String
  public var numbers: [String: Double]
  /// The only window that it is about; nil if it is about all.
  public var window: String?
  /// The metrics that it accounts for; nil for none.
  public var accountsFor: [String]?
  /// What may be changed about it, the most promising first; nil where only a person can know.
  public var advice: [AdviceResult]?
}

extension CheckResult {
  public init(_ finding: Finding) {
    id = finding.id
    level = finding.level.rawValue
    part = finding.part
    message = finding.message
    // A load can be infinite (a service time without a mean); JSON has no number for that.
    numbers = Dictionary(finding.numbers.filter(\.value.isFinite).map { ($0.name, $0.value) }) { $1 }
    window = finding.window
    accountsFor = finding.accountsFor.isEmpty ? nil : finding.accountsFor
    advice = finding.advice.isEmpty ? nil : finding.advice.map(AdviceResult.init)
  }
}

/// A verdict on one objective.
public struct SLOResult: Sendable, Codable {
  public enum Verdict: String, Sendable, Codable {
    case pass, fail, undecided
  }

  public var name: String
  public var of: String
  /// `latency.p99`.
  public var metric: String
  /// The window that decided; `month` for a cost.
  public var window: String
  public var asked: String
  public var bound: Double
  public var unit: String
  /// Nil without data.
  public var value: Double?
  public var low: Double?
  public var high: Double?
  public var n: Int
  public var verdict: Verdict
  public var level: String
  public var exit: Int?
  /// Why it failed or is undecided, in a few words.
  public var reason: String?
  /// Replications that would probably decide it.
  public var needsReplications: Int?
}
