// SPDX-License-Identifier: GPL-3.0-or-later

/// What a comparison of alternatives has found: the one value that every report of it is made from.
public struct CompareResult: Sendable, Codable {
  /// How the numbers came about.
  public struct Method: Sendable, Codable, Hashable {
    /// `bonferroni`: differences from the base; `mcb`: also differences from the best of the others.
    public var differences: String
    /// `fixed`, `until` (objectives are precise enough) or `until-decided`.
    public var stopping: String
    /// How often the figures were looked at to decide whether to go on.
    public var looks: Int
    /// The confidence of each figure and verdict: lower errors than asked for pay for the looks.
    public var figureConfidence: Double
    /// The confidence of each difference from the base: together those of one reading hold with `figureConfidence`.
    public var differenceConfidence: Double
    /// The confidence of each of the statements behind the differences from the best, one-sided; nil without them.
    public var bestConfidence: Double?
    /// Why it ended early: `interrupted`, `budget`.
    public var ended: String?
  }

  /// A figure of one alternative.
  public struct Reading: Sendable, Codable, Hashable {
    public var window: String
    public var subject: String
    public var metric: String
    public var statistic: String
    public var unit: String
    /// Nil without data.
    public var figure: Figure?
  }

  /// What a difference's interval says.
  public enum Told: String, Sendable, Codable {
    /// It lies below 0, or above.
    case less, more
    /// There was no difference in any replication.
    case same
    /// It cannot be told from 0.
    case untold
  }

  /// The difference of a figure from the base's, paired by replication.
  public struct Difference: Sendable, Codable, Hashable {
    public var window: String
    public var subject: String
    public var metric: String
    public var statistic: String
    public var unit: String
    public var figure: Figure
    public var told: Told
  }

  /// The difference of the month's bill.
  public struct MoneyDifference: Sendable, Codable, Hashable {
    public var amount: CostResult.Amount
    public var told: Told
  }

  /// How an alternative came through a fault.
  public struct Survival: Sendable, Codable, Hashable {
    public var fault: String
    /// The windows in which it happens; empty where it does not happen to this alternative.
    public var windows: [String]
    /// Whether the objectives about the recovery, and those of the windows with the fault, hold; nil where it does not
    /// happen or nothing is asked.
    public var verdict: SLOResult.Verdict?
    /// The objectives that do not hold, or are undecided.
    public var objectives: [String]
    /// Whose recovery took longest, and how long.
    public var subject: String?
    public var recovery: Figure?
    /// Replications in which it was not back at the window's end.
    public var notBack: Int
  }

  /// What the alternative comes to.
  public enum Standing: String, Sendable, Codable {
    /// All that must hold does.
    case pass
    /// An objective of level fail fails.
    case fail
    /// None fails, but one is undecided.
    case undecided
    /// It lacks a required ability, so it is out of the ranking.
    case out
  }

  /// One alternative.
  public struct Variant: Sendable, Codable {
    public var label: String
    public var scenario: RunResult.Identity
    /// Nil where nothing is required.
    public var able: Bool?
    public var requirements: [RequirementResult]?
    public var standing: Standing
    public var readings: [Reading]
    /// Differences from the base; empty for the base.
    public var differences: [Difference]
    /// Differences of the latencies from the best of the others that are able; empty without `--mcb`.
    public var fromBest: [Difference]
    public var slos: [SLOResult]
    public var survivals: [Survival]
    /// The mean of the replications' bills of a month.
    public var monthly: CostResult.Amount?
    /// Whether something has no price, so that the bill is a lower bound.
    public var atLeast: Bool
    public var monthlyDifference: MoneyDifference?
    public var monthlyFromBest: MoneyDifference?
    /// The bill of the average replication, with its lines.
    public var cost: CostResult?
    public var events: UInt64
  }

  /// A latency that is compared: that of a flow in a window.
  public struct Measure: Sendable, Codable, Hashable {
    public var window: String
    public var subject: String
    public var statistic: String
  }

  /// The cheapest alternative that does what is required.
  public struct Choice: Sendable, Codable, Hashable {
    public var label: String
    /// The next cheapest that does, and how much cheaper the first is (below 0).
    public var next: String?
    public var difference: CostResult.Amount?
    /// Others that do what is required and that it is not told apart from by their cost.
    public var notToldFrom: [String]
  }

  /// An alternative that could not be simulated.
  public struct LeftOut: Sendable, Codable, Hashable {
    public var label: String
    public var reason: String

    public init(label: String, reason: String) {
      self.label = label
      self.reason = reason
    }
  }

  public var schema = "compare/1"
  /// Whether it was interrupted before it was done.
  public var partial: Bool
  public var madeBy: RunResult.MadeBy
  public var seed: UInt64
  public var confidence: Double
  public var method: Method
  /// Finished replications of every alternative.
  public var replications: Int
  /// The first is the base.
  public var variants: [Variant]
  /// What the table's latencies are, in order.
  public var measures: [Measure]
  /// Nil when none does what is required.
  public var cheapest: Choice?
  /// Able alternatives that would be cheaper but of which it is undecided whether they do what is required.
  public var cheaperButUndecided: [String]
  public var leftOut: [LeftOut]
  public var breakEven: BreakEvenResult?
}
