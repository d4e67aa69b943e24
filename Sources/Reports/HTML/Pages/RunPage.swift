// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

/// The sections of a run: verdict, architecture, objectives, pictures, parts, cost, checks, method.
struct RunPage {
  let result: RunResult
  let source: HTMLReport.Source
  /// In front of every anchor, so that several results can stand on one page.
  let prefix: String
  /// Of the sections' headings.
  private let level: Int
  private let number: Int
  /// Of a line over time: a page stays below a megabyte, whatever is on it.
  private let points: Int

  init(_ result: RunResult, _ source: HTMLReport.Source, number: Int, of count: Int) {
    self.result = result
    self.source = source
    self.number = number
    points = count <= 2 ? 240 : max(30, 300 / count)
    prefix = count > 1 ? "r\(number)-" : ""
    level = count > 1 ? 3 : 2
  }

  var lead: [String] {
    let scenario = result.scenario
    let variant = scenario.variant + (scenario.variantTitle.map { " \"\($0)\"" } ?? "")
    return [scenario.title ?? "", [variant, scenario.region].joined(separator: " · ")].filter { !$0.isEmpty }
  }

  /// All of it under one heading.
  var chapter: HTMLPage.Section {
    HTMLPage.Section("result-\(number)", Self.name(result, number - 1), [], sections: sections)
  }

  static func name(_ result: RunResult, _ place: Int) -> String {
    "\(place + 1): \(result.scenario.name) · \(result.scenario.variant)"
  }

  var sections: [HTMLPage.Section] {
    [
      section("verdict", "Verdict", [verdict] + warnings + [facts]),
      section("architecture", "Architecture", [drawing, links]),
      section("requirements", "What is required", [requirements]),
      section("slos", "Service level objectives", [RunTables.objectives(result, prefix).markup]),
      section("latency", "Latency", [RunTables.latency(result, prefix)?.markup ?? ""]),
      section(
        "charts", "Charts",
        [HTMLBlocks.pictures(Chart.all(of: result, points: points), prefix: prefix, level: level + 1)]),
      section("parts", "Parts", [parts]),
      section("cost", "Cost a month", cost),
      section("checks", "Checks", [checks]),
      section("method", "How this was computed", [method, assumptions, next]),
    ]
  }

  private func section(_ anchor: String, _ title: String, _ blocks: [String]) -> HTMLPage.Section {
    HTMLPage.Section(prefix + anchor, title, blocks)
  }

  // MARK: Verdict

  private var verdict: String {
    let slos = result.slos
    guard result.replications > 0 else {
      return HTMLBlocks.verdict("?", "Nothing was finished, so nothing can be said.", .doubt)
    }
    guard !slos.isEmpty else {
      return HTMLBlocks.verdict("?", "The scenario asks for nothing: it has no SLOs.", .doubt)
    }
    func names(_ verdict: SLOResult.Verdict) -> [String] {
      RunResult.unique(slos.filter { $0.verdict == verdict }.map(\.name))
    }
    let (failed, open) = (names(.fail), names(.undecided))
    let count = RunResult.unique(slos.map(\.name)).count
    if !failed.isEmpty {
      let more = open.isEmpty ? "" : " Undecided: \(open.joined(separator: ", "))."
      return HTMLBlocks.verdict(
        "✗", "FAIL: \(failed.count) of \(Words.plural(count, "SLO")): \(failed.joined(separator: ", ")).\(more)", .bad)
    }
    if !open.isEmpty {
      return HTMLBlocks.verdict(
        "?", "Undecided: \(open.joined(separator: ", ")). None of \(Words.plural(count, "SLO")) fails.", .doubt)
    }
    return HTMLBlocks.verdict("✓", "Pass: \(count == 1 ? "the SLO holds" : "all \(count) SLOs hold").", .good)
  }

  private var warnings: [String] {
    let columns = 10_000
    let lines =
      IdentitySection.interruption(result, columns) + IdentitySection.lacks(result, columns)
      + IdentitySection.stops(result, columns)
    return [HTMLBlocks.list(lines.map { ($0, nil) })]
  }

  private var facts: String {
    let cost = result.cost.map { ($0.atLeast ? "at least " : "") + Words.dollars($0.monthly) } ?? "-"
    return HTMLBlocks.facts([
      ("cost a month", cost), ("replications", IdentitySection.replications(result)), ("seed", "\(result.seed)"),
      ("prices", result.madeBy.prices.date ?? result.madeBy.prices.book),
      ("changed", result.scenario.set.joined(separator: ", ")),
    ])
  }

  // MARK: Architecture

  private var drawing: String {
    let svg = ArchitectureGraph(result).svg(prefix: prefix + "graph", .inline)
    return HTMLBlocks.map(svg, name: "The architecture as a drawing")
  }

  private var links: String { RunTables.links(result, prefix)?.markup ?? "" }

  private var requirements: String {
    guard let requirements = result.requirements, !requirements.isEmpty else { return "" }
    let table = RequirementTable([(result.scenario.variant, requirements)]).upright
    return HTMLTable("\(prefix)requirements-table", "Required abilities", table).markup
  }

  private var parts: String {
    guard result.replications > 0, !result.partNames.isEmpty else { return "" }
    let table = PartsSection.table(result, withLimits: true)
    return HTMLTable("\(prefix)parts-table", "How busy the parts were, and how near their limits they came", table)
      .markup
  }

  // MARK: Cost, checks, method

  private var cost: [String] {
    guard let cost = result.cost else { return [] }
    // All but what the prices' sources say as well.
    let notes = CostSection.notes(cost, result, 100_000).flatMap { $0.text.split(separator: " · ").map(String.init) }
    return [
      CostTables.lines(cost, prefix).markup, CostTables.windows(cost, prefix)?.markup ?? "",
      HTMLBlocks.list(notes.filter { !cost.differences.contains($0) && !$0.hasPrefix("never priced") }),
      CostTables.sources(cost),
    ]
  }

  private var checks: String {
    HTMLBlocks.list(
      result.checks.enumerated().map { place, check in
        let isWarning = check.level == "warn"
        let mark = TextLine(isWarning ? "! warning " : "note ", isWarning ? .doubt : .plain)
        let line = mark + TextLine(check.id, .heading) + TextLine(": \(check.message)")
        return (line, "sluice explain \(check.id)", advice(result.adviceToShow(place)))
      }) + (AdviceWords.method(result).map { HTMLBlocks.list([$0]) } ?? "")
  }

  /// What a check advises, and what it was found to bring.
  private func advice(_ advices: [AdviceResult]) -> String {
    HTMLBlocks.list(
      advices.map { advice in
        let words = AdviceWords(advice: advice)
        return (TextLine("\(advice.what):"), words.flags.joined(separator: " "), HTMLBlocks.list(words.findings))
      })
  }

  private var method: String {
    let prices = result.madeBy.prices
    let windows = result.windows.map { window in
      "\(window.name) \(Words.duration(window.durationS)) x \(window.replications), warm-up "
        + "\(Words.duration(window.warmupS)) cut, \(Words.number(window.monthHours, significant: 4)) h of the month"
    }
    let own = "\(Words.confidence(result)) of each interval"
    let confidence = result.decisionConfidence.map { decision in
      let looks = Words.plural(result.looks ?? 1, "look")
      return "\(own); verdicts by \(Words.number(decision * 100, significant: 5))%, which pays for \(looks)"
    }
    return HTMLBlocks.facts([
      ("seed", "\(result.seed)"), ("windows, simulated time x replications", windows.joined(separator: "; ")),
      ("warm-up", IdentitySection.warmup(result)),
      ("events", Format.grouped(result.windows.reduce(0) { $0 + $1.events })),
      ("confidence", confidence ?? own),
      ("ended", result.ended?.rawValue.replacing("_", with: " ") ?? ""),
      ("random numbers", result.madeBy.rng), ("program", result.madeBy.program),
      ("prices", "\(prices.book), \(prices.region), \(prices.date ?? "undated"), fingerprint \(prices.fingerprint)"),
      ("terms", result.pricing ?? ""), ("scenario", "fingerprint \(result.scenario.fingerprint)"),
      ("schema", result.schema),
    ])
  }

  private var assumptions: String {
    HTMLTable(
      "\(prefix)assumptions", "Defaults that are assumed, because AWS gives no number",
      [.init(title: "setting"), .init(title: "value"), .init(title: "why")],
      result.assumptions.map { one in
        HTMLTable.Row(cells: [HTMLTable.Cell(one.path), HTMLTable.Cell(one.value), HTMLTable.Cell(one.why)])
      }, isSortable: result.assumptions.count > 1
    ).markup
  }

  private var next: String {
    let commands = ClosingSection.commands(result, path: source.path).map { $0.joined(separator: " ") }
    let expand = "sluice expand \(Shell.word(source.path.isEmpty ? "SCENARIO.yaml" : source.path))"
    return HTMLBlocks.list(
      [(TextLine("every default that was used, with its source:"), expand)] + commands.map { (TextLine("next:"), $0) })
  }
}
