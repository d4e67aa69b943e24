// SPDX-License-Identifier: GPL-3.0-or-later

/// What differs between two saved results of `sluice run`, and whether it is more than noise.
public struct DiffResult: Sendable, Codable {
  /// One of the two sides.
  public struct Side: Sendable, Codable, Hashable {
    /// As it was typed.
    public var file: String
    public var program: String
    public var seeds: [UInt64]
    /// Replications, the fewest of any variant.
    public var replications: Int
    /// The price book, and its date.
    public var prices: String
    public var partial: Bool
  }

  /// What a change is about, most important first.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// The verdict on an objective.
    case verdict
    /// A required ability.
    case ability
    /// The bill, or a line of it.
    case cost
    /// A measured figure.
    case figure
    /// What was asked: an objective's bound, a window's length or hours.
    case setting
  }

  /// Something that differs.
  public struct Change: Sendable, Codable, Hashable {
    public var kind: Kind
    public var window: String
    public var subject: String
    public var metric: String
    public var statistic: String
    public var unit: String
    /// Before and after in words; of what has a number also as that. Nil where there was none.
    public var old: String?
    public var new: String?
    public var oldFigure: Figure?
    public var newFigure: Figure?
    /// The new value minus the old one, with its interval, taken alone; nil where one is missing.
    public var difference: Figure?
    /// The same of an amount of money.
    public var amount: CostResult.Amount?
    /// The difference as a share of the old value; nil where that is 0.
    public var relative: Double?
    /// Whether it is good or bad news, where that is known.
    public var isWorse: Bool?
  }

  /// One variant that both have.
  public struct Variant: Sendable, Codable {
    public var scenario: String
    public var variant: String
    /// What differs beyond the noise and the tolerance.
    public var changes: [Change]
    /// Numbers and verdicts that are the same.
    public var unchanged: Int
    /// That differ by no more than chance may.
    public var withinNoise: Int
    /// That differ by more than chance, but by less than the tolerance.
    public var withinTolerance: Int
    /// That differ, but have no interval, so that nobody can tell.
    public var untold: Int
  }

  public var schema = "diff/1"
  public var old: Side
  public var new: Side
  /// All differences that are called more than noise are so with this probability, taken together.
  public var confidence: Double
  /// As a share of the old value.
  public var tolerance: Double
  public var variants: [Variant]
  /// `SCENARIO VARIANT` of those that one side has only.
  public var onlyOld: [String]
  public var onlyNew: [String]

  /// Whether something differs beyond the noise and the tolerance.
  public var differs: Bool { !onlyOld.isEmpty || !onlyNew.isEmpty || variants.contains { !$0.changes.isEmpty } }
}
