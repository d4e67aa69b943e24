// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// What `sluice plan --analytic` prints: all that can be said of a plan's configurations without a simulation. Prices are
/// from below, exclusions are certain, and all other figures are approximations. Times are seconds, money is decimal text.
public struct AnalyticResult: Sendable, Codable, Hashable {
  public struct Setting: Sendable, Codable, Hashable {
    public var path: String
    public var value: String
  }

  /// An objective as closed forms expect it.
  public struct Expected: Sendable, Codable, Hashable {
    public var objective: String
    public var window: String
    public var value: Double
    public var unit: String
    public var asked: String
    public var meets: Bool
  }

  public struct Utilisation: Sendable, Codable, Hashable {
    public var part: String
    public var value: Double
  }

  public struct Row: Sendable, Codable, Hashable {
    /// Its place in the list of all, from 0.
    public var number: Int
    public var variant: String
    public var settings: [Setting]
    public var label: String
    /// US dollars a month, from below.
    public var leastMonthly: String
    /// Why it cannot work, and the kind of reason; nil for one that may.
    public var exclusion: String?
    public var exclusionKind: String?
    /// Whether all that could be estimated comes out well.
    public var looksGood: Bool
    public var expected: [Expected]
    public var utilisations: [Utilisation]
  }

  /// How many are excluded for a kind of reason.
  public struct Count: Sendable, Codable, Hashable {
    public var kind: String
    public var count: Int
  }

  public var schema = "analytic/1"
  /// Always true: nothing here was simulated.
  public var isApproximation = true
  public var scenario: String
  public var headroom: Double
  public var circumstance: String
  public var survive: [String]
  public var listed: Int
  /// In the order invalid, requires, quota, load, memory, cost; those that there are.
  public var excluded: [Count]
  /// Configurations that may work, and those of them whose estimates are good.
  public var left: Int
  public var looksGood: Int
  /// Those that may work: those that look good first, each by price; then the excluded ones in the order of the list.
  public var rows: [Row]
}

/// Makes an ``AnalyticResult``.
public enum AnalyticPlan {
  static let kinds = ["invalid", "requires", "quota", "load", "memory", "cost"]

  public static func result(_ space: PlanSpace) -> AnalyticResult {
    let units = objectives(space)
    let free = space.candidates.filter { $0.exclusion == nil }
    let ordered = free.sorted { left, right in
      let (a, b) = (left.estimate?.looksGood ?? false, right.estimate?.looksGood ?? false)
      if a != b { return a }
      return (left.lowerBound, left.number) < (right.lowerBound, right.number)
    }
    let rows = (ordered + space.candidates.filter { $0.exclusion != nil }).map { row($0, units) }
    let counts = kinds.compactMap { kind -> AnalyticResult.Count? in
      let count = space.candidates.count { $0.exclusion?.kind == kind }
      return count > 0 ? AnalyticResult.Count(kind: kind, count: count) : nil
    }
    return AnalyticResult(
      scenario: name(space), headroom: space.settings.headroom, circumstance: space.circumstances.first?.name ?? "",
      survive: space.settings.survive ?? [], listed: space.candidates.count, excluded: counts, left: free.count,
      looksGood: free.count { $0.estimate?.looksGood ?? false }, rows: rows)
  }

  private static func name(_ space: PlanSpace) -> String {
    for candidate in space.candidates where candidate.exclusion?.kind != "invalid" {
      var found = Diagnostics()
      if let scenario = space.scenario(candidate, PlanSpace.asWritten, &found) { return scenario.name }
    }
    return ""
  }

  /// What each objective asks for, and in which unit; of the first variant that has it.
  private static func objectives(_ space: PlanSpace) -> [String: (asked: String, unit: String)] {
    var known: [String: (asked: String, unit: String)] = [:]
    var variants: Set<String> = []
    for candidate in space.candidates where candidate.exclusion?.kind != "invalid" {
      guard variants.insert(candidate.variant).inserted else { continue }
      var found = Diagnostics()
      guard let scenario = space.scenario(candidate, PlanSpace.asWritten, &found) else { continue }
      for objective in scenario.objectives where known[objective.name] == nil {
        known[objective.name] = (objective.asked, objective.unit.rawValue)
      }
    }
    return known
  }

  private static func row(
    _ candidate: Candidate, _ units: [String: (asked: String, unit: String)]
  ) -> AnalyticResult.Row {
    AnalyticResult.Row(
      number: candidate.number, variant: candidate.variant,
      settings: candidate.values.map { AnalyticResult.Setting(path: $0.path, value: $0.value) }, label: candidate.label,
      leastMonthly: "\(candidate.lowerBound)", exclusion: candidate.exclusion?.reason,
      exclusionKind: candidate.exclusion?.kind, looksGood: candidate.estimate?.looksGood ?? false,
      expected: (candidate.estimate?.objectives ?? []).map {
        AnalyticResult.Expected(
          objective: $0.objective, window: $0.window, value: $0.value, unit: units[$0.objective]?.unit ?? "",
          asked: units[$0.objective]?.asked ?? "", meets: $0.meets)
      },
      utilisations: (candidate.estimate?.utilisations ?? []).map {
        AnalyticResult.Utilisation(part: $0.part, value: $0.value)
      })
  }
}
