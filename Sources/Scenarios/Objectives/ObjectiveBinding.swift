// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Services
import Simulation

/// Looks up what objectives name: the part, its metric, the statistic and the unit of the bound.
struct ObjectiveBinding {
  let parts: PartDirectory
  let instruments: Instruments
  let windows: [String]

  static let costs: [String: FigureUnit] = ["monthly": .dollars, "per_million": .dollars]

  func bind(_ named: Named<ObjectiveSettings>, _ diagnostics: inout Diagnostics) -> [Objective] {
    for window in named.value.windows ?? [] where !windows.contains(window.name) {
      diagnostics.unknownReference(
        window.name, at: window.node, among: windows.map { ($0, "window") }, wanted: ["window"])
    }
    return named.value.conditions.compactMap { bind($0, of: named, &diagnostics) }
  }

  private func bind(
    _ condition: ObjectiveSettings.Condition, of named: Named<ObjectiveSettings>, _ diagnostics: inout Diagnostics
  ) -> Objective? {
    let source: (subject: String, unit: FigureUnit, figure: FigureSource?)?
    if condition.metric == "cost" {
      source = cost(condition, named.value, &diagnostics)
    } else {
      source = figure(condition, named.value, &diagnostics)
    }
    guard let source, let bound = bound(condition, source.unit, &diagnostics) else { return nil }
    return Objective(
      name: named.name, subject: source.subject, metric: condition.metric, statistic: condition.statistic,
      comparison: condition.comparison, bound: bound, asked: condition.asked, unit: source.unit,
      windows: named.value.windows?.map(\.name), level: named.value.level, exitCode: named.value.exitCode,
      figure: source.figure)
  }

  private func cost(
    _ condition: ObjectiveSettings.Condition, _ settings: ObjectiveSettings, _ diagnostics: inout Diagnostics
  ) -> (String, FigureUnit, FigureSource?)? {
    guard let unit = Self.costs[condition.statistic] else {
      let near = Names.nearest(condition.statistic, in: Self.costs.keys.sorted())
      diagnostics.error(
        .key, at: condition.keyNode, "cost has no \(Diagnostic.quoted(condition.statistic))",
        hint: near.map { "nearest: cost.\($0)" } ?? "there is: cost.monthly, cost.per_million")
      return nil
    }
    if let of = settings.of {
      diagnostics.error(.value, at: of.node, "a cost is of the whole scenario", hint: "leave `of` out")
      return nil
    }
    return ("cost", unit, nil)
  }

  private func figure(
    _ condition: ObjectiveSettings.Condition, _ settings: ObjectiveSettings, _ diagnostics: inout Diagnostics
  ) -> (String, FigureUnit, FigureSource?)? {
    guard let of = settings.of else {
      diagnostics.error(
        .missing, at: condition.keyNode, "an SLO about \(condition.metric) needs of",
        hint: "of: NAME, a traffic source or a part")
      return nil
    }
    guard let part = parts[of.name] else {
      if of.name.contains("->") {
        diagnostics.error(
          .unsupported, at: of.node, "a path is not simulated yet",
          hint: "name the traffic source: its latency is end to end")
      } else {
        diagnostics.unknownReference(
          of.name, at: of.node, among: parts.parts.map { ($0.name, $0.kind) }, wanted: [])
      }
      return nil
    }
    guard let metric = instruments.metric(named: condition.metric, of: of.name) else {
      let known = instruments.metrics.filter { $0.subject == of.name }.map(\.name)
      let near = Names.nearest(condition.metric, in: known)
      diagnostics.error(
        .key, at: condition.keyNode,
        "\(of.name) (a \(part.kind)) has no metric \(Diagnostic.quoted(condition.metric))",
        hint: near.map { "nearest: \($0)" } ?? "it has: \(known.joined(separator: ", "))")
      return nil
    }
    guard let statistic = Statistic(condition.statistic), let unit = unit(metric, statistic) else {
      diagnostics.error(
        .key, at: condition.keyNode,
        "\(condition.metric) has no statistic \(Diagnostic.quoted(condition.statistic))",
        hint: "it has: \(statistics(of: metric))")
      return nil
    }
    return (of.name, unit, FigureSource(kind: metric.kind, statistic: statistic))
  }

  private func unit(_ metric: Metric, _ statistic: Statistic) -> FigureUnit? {
    switch (metric.kind, statistic) {
    case (.distribution, .percentile), (.distribution, .mean), (.distribution, .max): return .seconds
    case (.level(let id), .percentile), (.level(let id), .mean), (.level(let id), .max):
      return FigureUnit(of: instruments.gauges[id.position])
    case (.tally, .ratio): return .ratio
    case (.tally, .count): return .count
    case (.tally, .rate): return .perSecond
    default: return nil
    }
  }

  private func statistics(of metric: Metric) -> String {
    switch metric.kind {
    case .distribution, .level: "mean, max, p50, p99, any percentile"
    case .tally: "ratio, count, rate"
    }
  }

  private func bound(
    _ condition: ObjectiveSettings.Condition, _ unit: FigureUnit, _ diagnostics: inout Diagnostics
  ) -> Double? {
    do throws(UnitError) {
      switch unit {
      case .seconds: return Double(try Units.duration(condition.boundText)) / 1e9
      case .ratio: return try Units.ratio(condition.boundText)
      case .count: return try Units.number(condition.boundText)
      case .perSecond: return try Units.rate(condition.boundText)
      case .dollars: return NSDecimalNumber(decimal: try Units.money(condition.boundText)).doubleValue
      }
    } catch {
      let key = "\(condition.metric).\(condition.statistic)"
      diagnostics.error(
        error.code, at: condition.node, "the bound of \(key) \(error.message)",
        hint: error.suggestion.map { "did you mean \"\(condition.comparison.rawValue) \($0)\"?" })
      return nil
    }
  }
}

extension FigureUnit {
  /// The unit of a gauge's values.
  public init(of declaration: Instruments.Declaration) {
    switch declaration.unit {
    case "s": self = .seconds
    case "": self = .ratio
    default: self = .count
    }
  }
}
