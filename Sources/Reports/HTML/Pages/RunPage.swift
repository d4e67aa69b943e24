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
      section("verdict", say("Verdict"), [verdict] + warnings + [facts]),
      section("architecture", say("Architecture"), [drawing, links]),
      section("requirements", say("What is required"), [requirements]),
      section("slos", say("Service level objectives"), [RunTables.objectives(result, prefix).markup]),
      section("latency", say("Latency"), [RunTables.latency(result, prefix)?.markup ?? ""]),
      section(
        "charts", say("Charts"),
        [HTMLBlocks.pictures(Chart.all(of: result, points: points), prefix: prefix, level: level + 1)]),
      section("parts", say("Parts"), [parts]),
      section("cost", say("Cost a month"), cost),
      section("checks", say("Checks"), [checks]),
      section("method", say("How this was computed"), [method, assumptions, next]),
    ]
  }

  private func section(_ anchor: String, _ title: String, _ blocks: [String]) -> HTMLPage.Section {
    HTMLPage.Section(prefix + anchor, title, blocks)
  }

  // MARK: Verdict

  private var verdict: String {
    let slos = result.slos
    guard result.replications > 0 else {
      return HTMLBlocks.verdict("?", say("Nothing was finished, so nothing can be said."), .doubt)
    }
    guard !slos.isEmpty else {
      return HTMLBlocks.verdict("?", say("The scenario asks for nothing: it has no SLOs."), .doubt)
    }
    func names(_ verdict: SLOResult.Verdict) -> [String] {
      RunResult.unique(slos.filter { $0.verdict == verdict }.map(\.name))
    }
    let (failed, open) = (names(.fail), names(.undecided))
    let count = RunResult.unique(slos.map(\.name)).count
    let all = say(count: count, "SLO")
    let openNames = open.joined(separator: ", ")
    if !failed.isEmpty {
      let more = open.isEmpty ? "" : " " + say("Undecided: \(openNames).")
      let text = say("FAIL: \(failed.count) of \(all): \(failed.joined(separator: ", ")).")
      return HTMLBlocks.verdict("✗", text + more, .bad)
    }
    if !open.isEmpty {
      return HTMLBlocks.verdict("?", say("Undecided: \(openNames). None of \(all) fails."), .doubt)
    }
    return HTMLBlocks.verdict(
      "✓", count == 1 ? say("Pass: the SLO holds.") : say("Pass: all \(count) SLOs hold."), .good)
  }

  private var warnings: [String] {
    let columns = 10_000
    let lines =
      IdentitySection.interruption(result, columns) + IdentitySection.lacks(result, columns)
      + IdentitySection.stops(result, columns)
    return [HTMLBlocks.list(lines.map { ($0, nil) })]
  }

  private var facts: String {
    let cost = result.cost?.monthlyText ?? "-"
    return HTMLBlocks.facts([
      (say("cost a month"), cost), (say("replications"), IdentitySection.replications(result)),
      (say("seed"), "\(result.seed)"), (say("prices"), result.madeBy.prices.date ?? result.madeBy.prices.book),
      (say("changed"), result.scenario.set.joined(separator: ", ")),
    ])
  }

  // MARK: Architecture

  private var drawing: String {
    let svg = ArchitectureGraph(result).svg(prefix: prefix + "graph", .inline)
    return HTMLBlocks.map(svg, name: say("The architecture as a drawing"))
  }

  private var links: String { RunTables.links(result, prefix)?.markup ?? "" }

  private var requirements: String {
    guard let requirements = result.requirements, !requirements.isEmpty else { return "" }
    let table = RequirementTable([(result.scenario.variant, requirements)]).upright
    return HTMLTable("\(prefix)requirements-table", say("Required abilities"), table).markup
  }

  private var parts: String {
    guard result.replications > 0, !result.partNames.isEmpty else { return "" }
    let table = PartsSection.table(result, withLimits: true)
    return HTMLTable(
      "\(prefix)parts-table", say("How busy the parts were, and how near their limits they came"), table
    ).markup
  }

  // MARK: Cost, checks, method

  private var cost: [String] {
    guard let cost = result.cost else { return [] }
    // All but what the prices' sources say as well.
    let notes = CostSection.terms(cost, result) + CostSection.notPriced(cost)
    return [
      CostTables.lines(cost, prefix).markup, CostTables.windows(cost, prefix)?.markup ?? "",
      HTMLBlocks.list(notes),
      CostTables.sources(cost),
    ]
  }

  private var checks: String {
    HTMLBlocks.list(
      result.checks.enumerated().map { place, check in
        let isWarning = check.level == "warn"
        let mark = TextLine(isWarning ? "! " + say("warning") + " " : say("note") + " ", isWarning ? .doubt : .plain)
        let line = mark + TextLine(check.id, .heading) + TextLine(": \(said(check.message))")
        return (line, "sluice explain \(check.id)", advice(result.adviceToShow(place)))
      }) + (AdviceWords.method(result).map { HTMLBlocks.list([$0]) } ?? "")
  }

  /// What a check advises, and what it was found to bring.
  private func advice(_ advices: [AdviceResult]) -> String {
    HTMLBlocks.list(
      advices.map { advice in
        let words = AdviceWords(advice: advice)
        return (TextLine("\(said(advice.what)):"), words.flags.joined(separator: " "), HTMLBlocks.list(words.findings))
      })
  }

  private var method: String {
    let windows = result.windows.map { window -> String in
      let (length, cut) = (Words.duration(window.durationS), Words.duration(window.warmupS))
      let hours = Words.number(window.monthHours, significant: 4)
      return say("\(window.name) \(length) x \(window.replications), warm-up \(cut) cut, \(hours) h of the month")
    }
    let own = say("\(Words.confidence(result)) of each interval")
    let confidence = result.decisionConfidence.map { decision in
      let looks = say(count: result.looks ?? 1, "look")
      return say("\(own); verdicts by \(Words.number(decision * 100, significant: 5))%, which pays for \(looks)")
    }
    return HTMLBlocks.facts([
      (say("seed"), "\(result.seed)"),
      (say("windows, simulated time x replications"), windows.joined(separator: "; ")),
      (say("warm-up"), IdentitySection.warmup(result)),
      (say("events"), Format.grouped(result.windows.reduce(0) { $0 + $1.events })),
      (say("confidence"), confidence ?? own), (say("ended"), result.ended.map(ended) ?? ""),
      (say("random numbers"), result.madeBy.rng), (say("program"), result.madeBy.program),
      (say("prices"), PageWords.prices(result.madeBy)),
      (say("terms"), result.pricing ?? ""), (say("scenario"), say("fingerprint \(result.scenario.fingerprint)")),
      (say("schema"), result.schema),
    ])
  }

  private func ended(_ ended: RunResult.Ended) -> String {
    switch ended {
    case .counted: say("counted")
    case .precise: say("precise")
    case .decided: say("decided")
    case .atMost: say("at most")
    case .budget: say("budget")
    case .interrupted: say("interrupted")
    }
  }

  private var assumptions: String {
    HTMLTable(
      "\(prefix)assumptions", say("Defaults that are assumed, because AWS gives no number"),
      [.init(title: say("setting")), .init(title: say("value")), .init(title: say("why"))],
      result.assumptions.map { one in
        HTMLTable.Row(cells: [HTMLTable.Cell(one.path), HTMLTable.Cell(one.value), HTMLTable.Cell(said(one.why))])
      }, isSortable: result.assumptions.count > 1
    ).markup
  }

  private var next: String {
    let commands = ClosingSection.commands(result, path: source.path).map { $0.joined(separator: " ") }
    let expand = "sluice expand \(Shell.word(source.path.isEmpty ? "SCENARIO.yaml" : source.path))"
    return HTMLBlocks.list(
      [(TextLine(say("every default that was used, with its source:")), expand)]
        + commands.map { (TextLine(say("next:")), $0) })
  }
}
