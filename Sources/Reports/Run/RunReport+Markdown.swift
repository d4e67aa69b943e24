// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

extension RunReport {
  /// Results for a pull request: the verdict in the first line, the objectives in one table, all else folded away, and a
  /// hidden marker by which a bot finds its own comment. Below 60,000 characters.
  ///
  /// - Parameter path: the scenario's path as it was typed, for the commands to try next.
  public static func markdown(_ results: [RunResult], path: String) -> String {
    let marker = "<!-- sluice run \(Markdown.marker(results.first?.scenario.name ?? "")) -->\n"
    var text = "**\(Markdown.text(verdict(results)))**\n\n"
    let several = results.count > 1
    text += objectives(results, several)
    var left = DiffReport.mostCharacters - text.count - marker.count
    for result in results {
      let title = several ? "\(result.scenario.variant): " : ""
      for fold in [latencies(result), parts(result), bill(result), checks(result), method(result)] {
        guard let fold else { continue }
        let block =
          "<details><summary>\(Markdown.text(title + fold.title))</summary>\n\n\(fold.body)\n</details>\n\n"
        guard block.count < left - 200 else {
          return text + say("More than a comment can hold: sluice run -o report.html") + "\n\n" + marker
        }
        left -= block.count
        text += block
      }
    }
    let next = results.first.map { ClosingSection.commands($0, path: path).prefix(3) } ?? []
    let commands = "```\n" + next.map { $0.joined(separator: " ") + "\n" }.joined() + "```\n\n"
    return text + (commands.count < left - 200 ? commands : "") + marker
  }

  /// One sentence on all objectives.
  static func verdict(_ results: [RunResult]) -> String {
    let sentences = results.map { result -> String in
      let name = results.count > 1 ? result.scenario.variant : "\(result.scenario.name) \(result.scenario.variant)"
      func names(_ verdict: SLOResult.Verdict) -> [String] {
        result.slos.filter { $0.verdict == verdict }.map(\.name)
      }
      var words: [String] = []
      if result.able == false { words.append(say("cannot do what is required")) }
      if !names(.fail).isEmpty { words.append(say("FAIL: \(names(.fail).joined(separator: ", "))")) }
      if !names(.undecided).isEmpty { words.append(say("undecided: \(names(.undecided).joined(separator: ", "))")) }
      if words.isEmpty {
        words.append(result.slos.isEmpty ? say("no SLO") : say("\(say(count: result.slos.count, "SLO")) met"))
      }
      let cost = result.cost.map { cost in
        let amount = Words.dollars(cost.monthly)
        return cost.atLeast ? say("at least \(amount) a month") : say("\(amount) a month")
      }
      return "\(name): " + (words + [cost].compactMap(\.self)).joined(separator: "; ")
        + (result.partial ? " (\(say("partial")))" : "")
    }
    return sentences.joined(separator: " · ")
  }

  private static func objectives(_ results: [RunResult], _ several: Bool) -> String {
    let rows = results.flatMap { result in
      result.slos.map { slo -> [String] in
        let mark = "\(ObjectiveSection.mark(slo.verdict).text) \(ObjectiveSection.verdict(slo.verdict).text)"
        let level = slo.level == "fail" ? "" : " (\(say("level \(slo.level)")))"
        return (several ? [result.scenario.variant] : []) + [
          slo.name, slo.metric, slo.window, slo.asked, Words.value(slo.value, unit: slo.unit),
          Words.interval(slo.low, slo.high, unit: slo.unit), mark + level, ObjectiveSection.reason(slo) ?? "",
        ]
      }
    }
    guard !rows.isEmpty, let first = results.first else { return "" }
    let titles =
      (several ? [say("variant")] : []) + [
        "SLO", say("metric"), say("window"), say("asked"), say("measured"),
        say("\(Words.confidence(first)) interval"), say("verdict"), "",
      ]
    return Markdown.table(titles, rows.map { $0.map(Markdown.cell) }) + "\n"
  }

  // MARK: Folds

  private typealias Fold = (title: String, body: String)

  private static func latencies(_ result: RunResult) -> Fold? {
    let statistics = result.percentiles + ["max", "messages"]
    let rows = result.windows.flatMap { window in
      window.flows.map { flow in
        [flow.name, window.name] + statistics.map { LatencySection.cell(flow, $0) }
      }
    }
    guard !rows.isEmpty else { return nil }
    let titles = [say("flow"), say("window")] + statistics.map(LatencySection.title)
    return (say("Latency"), Markdown.table(titles, rows.map { $0.map(Markdown.cell) }))
  }

  private static func parts(_ result: RunResult) -> Fold? {
    let rows = result.windows.flatMap { window in
      window.parts.map { part in
        [
          said(part.title), window.name, PartsSection.busy(part), PartsSection.queue(part),
          PartsSection.perSecond(part, window),
        ]
      }
    }
    guard !rows.isEmpty else { return nil }
    let titles = [say("part"), say("window"), say("busy mean..p99"), say("queue mean..max"), say("per second")]
    return (say("Parts"), Markdown.table(titles, rows.map { $0.map(Markdown.cell) }))
  }

  private static func bill(_ result: RunResult) -> Fold? {
    guard let cost = result.cost, !cost.lines.isEmpty else { return nil }
    var rows = cost.lines.map { [$0.part, said($0.title), $0.quantityText, $0.unitPriceText, Words.dollars($0.shown)] }
    rows += cost.credits.map { ["", said($0.title), "", "", Words.dollars($0.shown)] }
    rows.append(["", say("total"), "", "", cost.monthlyText])
    rows += cost.notPriced.map {
      [$0.part, said($0.title), "\($0.quantity) \($0.unit)", say("not priced"), said($0.reason)]
    }
    return (
      say("Cost a month: \(Words.dollars(cost.monthly))"),
      Markdown.table(
        [say("part"), say("meter"), say("quantity"), say("unit price"), say("amount")],
        rows.map { $0.map(Markdown.cell) })
    )
  }

  private static func checks(_ result: RunResult) -> Fold? {
    guard !result.checks.isEmpty else { return nil }
    var lines = result.checks.enumerated().map { place, check in
      let advice = result.adviceToShow(place).map { advice in
        let words = AdviceWords(advice: advice)
        let flags = words.flags.joined(separator: " ")
        let found = words.findings.map { "    - \(Markdown.text($0))\n" }.joined()
        return "  - \(Markdown.text(said(advice.what))): \(Markdown.code(flags))\n\(found)"
      }
      let id = check.level == "warn" ? "**\(check.id)**" : check.id
      return "- \(id): \(Markdown.text(said(check.message)))\n\(advice.joined())"
    }
    if let note = AdviceWords.method(result) { lines.append("\n\(Markdown.text(note))\n") }
    return (say("Checks: \(result.checks.count)"), lines.joined())
  }

  private static func method(_ result: RunResult) -> Fold? {
    let replications = say(count: result.replications, "replication")
    let windows = say(count: result.windows.count, "window")
    let lines = [
      say("seed \(result.seed), \(replications), \(windows), \(Words.confidence(result)) intervals"),
      say("prices \(result.madeBy.prices.book) \(result.madeBy.prices.date ?? "")"),
      say("\(result.madeBy.program), random numbers \(result.madeBy.rng)"),
    ]
    return (say("How it was computed"), lines.map { "- \(Markdown.text($0))\n" }.joined())
  }
}
