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
    let figure: Bound?
    switch condition.metric {
    case "cost": figure = cost(condition, named.value, &diagnostics)
    case "recovery_time": figure = recovery(condition, named.value, &diagnostics)
    default: figure = measured(condition, named.value, &diagnostics)
    }
    if condition.metric != "recovery_time", let after = named.value.after {
      diagnostics.error(
        .value, at: after.node, "after has no place beside \(condition.metric)", hint: "it belongs to recovery_time")
      return nil
    }
    guard let figure, let bound = bound(condition, figure.unit, &diagnostics) else { return nil }
    if condition.comparison == .equal, figure.unit != .ratio && figure.unit != .count {
      diagnostics.error(
        .value, at: condition.node, "\(condition.metric) is never exactly so: only what is counted can be",
        hint: "such as \"< \(condition.boundText)\"")
      return nil
    }
    return Objective(
      name: named.name, subject: figure.subject, metric: condition.metric, statistic: figure.statistic,
      comparison: condition.comparison, bound: bound, asked: condition.asked, unit: figure.unit,
      windows: named.value.windows?.map(\.name), level: named.value.level, exitCode: named.value.exitCode,
      source: figure.source)
  }

  /// What a condition's figure is.
  private struct Bound {
    var subject: String
    var statistic: String
    var unit: FigureUnit
    var source: FigureSource
  }

  private func cost(
    _ condition: ObjectiveSettings.Condition, _ settings: ObjectiveSettings, _ diagnostics: inout Diagnostics
  ) -> Bound? {
    guard let unit = Self.costs[condition.statistic] else {
      let near = Names.nearest(condition.statistic, in: Self.costs.keys.sorted())
      diagnostics.error(
        .key, at: condition.keyNode, "cost has no \(Diagnostic.quoted(condition.statistic))",
        hint: near.map { "nearest: cost.\($0)" } ?? "there is: cost.monthly, cost.per_million")
      return nil
    }
    guard let of = settings.of else {
      return Bound(subject: "cost", statistic: condition.statistic, unit: unit, source: .cost(part: nil))
    }
    guard subject(of, &diagnostics) != nil else { return nil }
    let isBilled = parts[of.name].map { ($0 as? any Producer)?.isBilled ?? !($0 is FaultPart) } ?? false
    guard isBilled, condition.statistic == "monthly" else {
      diagnostics.error(
        .value, at: of.node, "cost.\(condition.statistic) is not known of \(of.name)",
        hint: "a part has cost.monthly; leave `of` out for the whole scenario")
      return nil
    }
    return Bound(subject: of.name, statistic: condition.statistic, unit: unit, source: .cost(part: of.name))
  }

  private func recovery(
    _ condition: ObjectiveSettings.Condition, _ settings: ObjectiveSettings, _ diagnostics: inout Diagnostics
  ) -> Bound? {
    guard let of = settings.of, let after = settings.after else {
      diagnostics.error(
        .missing, at: condition.keyNode, "an SLO about recovery_time needs of and after",
        hint: "such as { of: NAME, recovery_time: \"< 3m\", after: FAULT }")
      return nil
    }
    let faults = parts.parts.compactMap { $0 as? FaultPart }.map(\.name)
    guard faults.contains(after.name) else {
      diagnostics.unknownReference(
        after.name, at: after.node, among: parts.parts.map { ($0.name, $0.kind) }, wanted: ["fault"])
      return nil
    }
    guard condition.statistic.isEmpty || condition.statistic == "mean" else {
      diagnostics.error(
        .key, at: condition.keyNode, "recovery_time has no statistic \(Diagnostic.quoted(condition.statistic))",
        hint: "there is one in each replication, and the bound is on their mean")
      return nil
    }
    guard let subject = subject(of, &diagnostics) else { return nil }
    return Bound(subject: subject, statistic: after.name, unit: .seconds, source: .recovery(fault: after.name))
  }

  private func measured(
    _ condition: ObjectiveSettings.Condition, _ settings: ObjectiveSettings, _ diagnostics: inout Diagnostics
  ) -> Bound? {
    guard let of = settings.of else {
      diagnostics.error(
        .missing, at: condition.keyNode, "an SLO about \(condition.metric) needs of",
        hint: "of: NAME, a traffic source, a part, or a way such as uploads -> resizer")
      return nil
    }
    guard let subject = subject(of, &diagnostics) else { return nil }
    guard let metric = instruments.metric(named: condition.metric, of: subject) else {
      let known = instruments.metrics.filter { $0.subject == subject }.map(\.name)
      let near = Names.nearest(condition.metric, in: known)
      let kind = parts[subject].map { " (a \($0.kind))" } ?? ""
      diagnostics.error(
        .key, at: condition.keyNode, "\(subject)\(kind) has no metric \(Diagnostic.quoted(condition.metric))",
        hint: near.map { "nearest: \($0)" } ?? "it has: \(known.joined(separator: ", "))")
      return nil
    }
    if let ways = fork(subject), Self.endToEnd.contains(condition.metric) {
      diagnostics.error(
        .value, at: of.node, "the messages of \(subject) fan out, so their \(condition.metric) depends on the way",
        hint: "name one: \(ways.joined(separator: ", "))")
      return nil
    }
    guard let statistic = Statistic(condition.statistic), let unit = unit(metric, statistic) else {
      diagnostics.error(
        .key, at: condition.keyNode,
        "\(condition.metric) has no statistic \(Diagnostic.quoted(condition.statistic))",
        hint: "it has: \(statistics(of: metric))")
      return nil
    }
    return Bound(
      subject: subject, statistic: statistic.description, unit: unit, source: .measured(metric.kind, statistic))
  }

  /// Metrics of a whole way, which a source whose messages fan out has on each of its ways.
  private static let endToEnd = ["latency", "wait", "service", "delivered", "dead_lettered", "lost"]

  /// The ways on which the messages of a source go on behind a fork; nil for other subjects.
  private func fork(_ subject: String) -> [String]? {
    let ways = instruments.flows.filter { $0.source == subject && $0.name != subject }.map(\.name)
    return ways.isEmpty ? nil : ways
  }

  /// The subject that `of` means: a source, a part, or a way `a -> b`.
  private func subject(_ of: Reference, _ diagnostics: inout Diagnostics) -> String? {
    let path = of.name.split(separator: "->").map { $0.trimmingPrefix { $0 == " " } }.map { name in
      var name = String(name)
      while name.hasSuffix(" ") { name.removeLast() }
      return name
    }
    guard path.count > 1 else {
      guard parts[of.name] != nil else {
        diagnostics.unknownReference(
          of.name, at: of.node, among: parts.parts.map { ($0.name, $0.kind) }, wanted: [])
        return nil
      }
      return of.name
    }
    for name in path where parts[name] == nil {
      diagnostics.unknownReference(name, at: of.node, among: parts.parts.map { ($0.name, $0.kind) }, wanted: [])
      return nil
    }
    if let subject = instruments.subject(named: path.joined(separator: " -> ")) { return subject }
    // Those that begin there, or else those that lead there.
    let all = instruments.ways
    let source = path[0]
    let fromThere = all.filter { $0.hasPrefix("\(source) -> ") }
    let ways = fromThere.isEmpty ? all.filter { $0.hasSuffix(" -> \(path[path.count - 1])") } : fromThere
    diagnostics.error(
      .reference, at: of.node, "no message goes \(path.joined(separator: " -> "))",
      hint: ways.isEmpty
        ? "a way begins at a traffic source" : "there is: \(ways.prefix(8).joined(separator: ", "))")
    return nil
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
