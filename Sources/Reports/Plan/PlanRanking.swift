// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

/// The answer and the other configurations that meet the objectives, as a table.
enum PlanRanking {
  private static let mostOthers = 9

  static func lines(_ result: PlanResult, _ columns: Int) -> [TextLine] {
    let others = result.others.prefix(mostOthers)
    let plans = (result.answer.map { [$0] } ?? []) + others
    guard !plans.isEmpty else { return [] }
    var lines = table(result, plans).lines(columns)
    let left = result.others.count - others.count
    if left > 0 { lines.append(TextLine("  \(say("\(left) more that meet the SLOs: -f json"))")) }
    return lines
  }

  /// - Parameter plans: the answer first, if there is one.
  static func table(_ result: PlanResult, _ plans: [PlanResult.Plan]) -> TextTable {
    var table = TextTable(columns: [
      .init(title: "", alignsRight: true), .init(title: say("VARIANT"), minimum: 8),
      .init(title: say("SETTINGS"), minimum: 12), .init(title: say("A MONTH"), alignsRight: true),
      .init(title: say("LATENCY"), minimum: 14), .init(title: say("HEADROOM"), minimum: 8),
    ])
    let hasHeadroom = result.headroom != nil
    for (number, plan) in plans.enumerated() {
      let isAnswer = number == 0 && result.answer != nil
      let paint: Paint = isAnswer ? .heading : .plain
      table.rows.append(
        .init(cells: [
          TextLine("\(isAnswer ? "▶ " : "")\(number + 1)", paint), TextLine(plan.variant, paint),
          TextLine(settings(plan.settings), paint), TextLine(money(plan, isAnswer: isAnswer), paint),
          TextLine(latency(plan.latency), paint), TextLine(isAnswer ? headroom(result) : "", paint),
        ]))
    }
    if !hasHeadroom {
      table.columns.removeLast()
      for place in table.rows.indices { table.rows[place].cells.removeLast() }
    }
    return table
  }

  /// `shards 4, tasks 6`
  static func settings(_ settings: [PlanResult.Setting]) -> String {
    let parts = settings.map { $0.path.split(separator: ".").map(String.init) }
    return zip(settings, parts).map { setting, words in
      let isShared = parts.count { $0.last == words.last } > 1
      return "\(words.suffix(isShared ? 2 : 1).joined(separator: " ")) \(setting.value)"
    }.joined(separator: ", ")
  }

  /// The answer's cost, or what another costs more.
  static func money(_ plan: PlanResult.Plan, isAnswer: Bool) -> String {
    guard !isAnswer, let more = plan.more?.value else {
      let dollars = Words.dollars(plan.monthly.value)
      return plan.atLeast ? say("at least \(dollars)") : dollars
    }
    return more.hasPrefix("-") ? Words.dollars(more) : "+\(Words.dollars(more))"
  }

  /// `p99 812ms .. 901ms (asked < 5s)`
  static func latency(_ judged: PlanResult.Judged?) -> String {
    guard let judged else { return "-" }
    let statistic = judged.metric.split(separator: ".", maxSplits: 1).last.map(String.init) ?? judged.metric
    let low = Words.value(judged.low ?? judged.value, unit: judged.unit)
    let high = Words.value(judged.high ?? judged.value, unit: judged.unit)
    return "\(statistic) \(low == high ? low : "\(low) .. \(high)") (\(say("asked \(judged.asked)")))"
  }

  /// The objective that fails first as traffic grows.
  private static func headroom(_ result: PlanResult) -> String {
    let ends = (result.headroom ?? []).filter { !$0.isBeyond }.min { $0.factor.value < $1.factor.value }
    guard let first = ends else { return "" }
    return "\(Words.number(first.factor.value))x (\(first.objective))"
  }
}

/// Why nothing cheaper is the answer.
enum PlanReasons {
  private static let most = 12

  static func lines(_ result: PlanResult, _ columns: Int, verbose: Bool) -> [TextLine] {
    let groups = shown(result)
    guard !groups.isEmpty else { return [] }
    let few = verbose ? groups : Array(groups.prefix(most))
    let heading = result.answer == nil ? say("WHY NONE") : say("WHY NOT CHEAPER")
    var lines = [TextLine(heading, .heading)] + table(few).lines(columns)
    let left = groups.count - few.count
    if left > 0 { lines.append(TextLine(say("\(say(count: left, "more reason")): -V or -f json"))) }
    return lines
  }

  static func table(_ groups: [PlanResult.Group]) -> TextTable {
    var table = TextTable(columns: [
      .init(title: say("VARIANT"), minimum: 7), .init(title: say("WHICH"), minimum: 12),
      .init(title: say("FROM"), alignsRight: true), .init(title: say("WHY"), minimum: 24),
    ])
    for group in groups {
      table.rows.append(
        .init(cells: [
          TextLine(group.variants.joined(separator: ", ")), TextLine(group.which.isEmpty ? "-" : said(group.which)),
          TextLine(from(group)), TextLine(said(group.reason)),
        ]))
    }
    return table
  }

  /// What they cost at least; nothing for what cannot be built.
  static func from(_ group: PlanResult.Group) -> String {
    group.kind == .invalid ? "-" : Words.dollars(group.lowerBound)
  }

  /// Groups that could be cheaper; all where there is no answer.
  static func shown(_ result: PlanResult) -> [PlanResult.Group] { result.whyNot.filter(\.mayBeCheaper) }
}

/// Cost against latency, headroom, what matters most.
enum PlanPictures {
  static func front(_ result: PlanResult, _ columns: Int) -> [TextLine] {
    let points = result.front.filter(\.isOnFront)
    guard points.count > 1, let name = result.latency else { return [] }
    let words = points.map { point in
      TextLine(
        "\(Words.dollars(point.monthly)) \(point.latency.map { Words.duration($0) } ?? "-") \(point.label)")
    }
    return [TextLine(say("FRONT"), .heading) + TextLine(" \(say("(cost against \(name))"))")]
      + words.flatMap { (TextLine("  ") + $0).wrapped(to: columns, hanging: 4) }
  }

  static func headroom(_ result: PlanResult, _ columns: Int) -> [TextLine] {
    guard let all = result.headroom, !all.isEmpty else { return [] }
    let sorted = all.enumerated().sorted {
      ($0.element.factor.value, $0.offset) < ($1.element.factor.value, $1.offset)
    }.map(\.element)
    let words = sorted.map { one in
      let because = one.because.map { " (\(said($0)))" } ?? ""
      let factor = "\(Words.number(one.factor.value))x"
      return TextLine("\(one.isBeyond ? say("above \(factor)") : factor) \(one.objective)\(because)")
    }
    return TextLine.flowing(
      [TextLine(say("HEADROOM"), .heading) + TextLine("  \(say("traffic until an SLO fails")): ") + words[0]]
        + words.dropFirst(),
      separator: " · ", columns: columns, hanging: 2)
  }

  static func sensitivity(_ result: PlanResult, _ columns: Int) -> [TextLine] {
    guard let all = result.sensitivity, !all.isEmpty else { return [] }
    let words = all.map { one in
      let cost = one.monthly.map { "\(say("cost")) \(Words.dollars($0.value))" }
      let latency = one.latency.map { "\(say("latency")) \(Words.duration($0.value))" }
      return TextLine("\(one.input): \([cost, latency].compactMap(\.self).joined(separator: ", "))")
    }
    return TextLine.flowing(
      [TextLine(say("MATTERS MOST"), .heading) + TextLine(" (±20%)  ") + words[0]] + words.dropFirst(),
      separator: " · ",
      columns: columns, hanging: 2)
  }
}
