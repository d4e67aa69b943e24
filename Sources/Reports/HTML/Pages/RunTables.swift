// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

/// The tables of a run, with the numbers behind their texts.
enum RunTables {
  typealias Cell = HTMLTable.Cell

  static func objectives(_ result: RunResult, _ prefix: String) -> HTMLTable {
    let confidence = Words.confidence(result)
    let columns: [HTMLTable.Column] = [
      .init(title: "SLO"), .init(title: say("of")), .init(title: say("statistic")), .init(title: say("window")),
      .init(title: say("asked")), .init(title: say("measured"), alignsRight: true),
      .init(title: say("\(confidence) interval"), alignsRight: true), .init(title: say("verdict")),
    ]
    let rows = result.slos.map { slo -> HTMLTable.Row in
      var verdict = Cell(ObjectiveSection.mark(slo.verdict) + " " + ObjectiveSection.verdict(slo.verdict))
      verdict.value = slo.verdict.rawValue
      verdict.notes =
        (slo.level == "fail" ? [] : [say("level \(slo.level)")]) + [ObjectiveSection.reason(slo)].compactMap(\.self)
      return HTMLTable.Row(cells: [
        Cell(slo.name), Cell(slo.of), Cell(ObjectiveSection.statistic(slo)), Cell(slo.window),
        Cell(slo.asked, number: slo.bound), Cell(Words.value(slo.value, unit: slo.unit), number: slo.value),
        Cell(Words.interval(slo.low, slo.high, unit: slo.unit), number: slo.low), verdict,
      ])
    }
    return HTMLTable(
      "\(prefix)slo-table", say("Objectives, what was measured, and the verdict"), columns, rows,
      isSortable: rows.count > 1)
  }

  /// Several results beside each other: their verdicts and their bills.
  static func overview(_ results: [RunResult]) -> HTMLTable {
    HTMLTable(
      "overview", say("All results"),
      [
        .init(title: say("result")), .init(title: say("verdict")), .init(title: say("pass"), alignsRight: true),
        .init(title: say("fail"), alignsRight: true), .init(title: say("undecided"), alignsRight: true),
        .init(title: say("a month"), alignsRight: true),
      ],
      results.enumerated().map { place, result in
        func count(_ verdict: SLOResult.Verdict) -> Int { result.slos.count { $0.verdict == verdict } }
        let worst: SLOResult.Verdict =
          count(.fail) > 0 ? .fail : count(.undecided) > 0 || result.slos.isEmpty ? .undecided : .pass
        let cost = result.cost?.monthlyText ?? "-"
        let name = RunPage.name(result, place)
        return HTMLTable.Row(
          cells: [
            Cell(TextLine(name), notes: [result.scenario.variantTitle ?? ""] + result.scenario.set),
            Cell(ObjectiveSection.mark(worst) + " " + ObjectiveSection.verdict(worst)),
          ] + [SLOResult.Verdict.pass, .fail, .undecided].map { Cell("\(count($0))", value: "\(count($0))") }
            + [Cell(cost, value: result.cost?.monthly)])
      }, isSortable: true)
  }

  /// A body for each flow, a row for each window.
  static func latency(_ result: RunResult, _ prefix: String) -> HTMLTable? {
    guard result.replications > 0 else { return nil }
    let statistics = result.percentiles + ["mean", "max", "messages"]
    let bodies = result.flowNames.map { name in
      HTMLTable.Body(
        title: name,
        rows: result.windows.compactMap { window in
          guard let flow = window.flows.first(where: { $0.name == name }) else { return nil }
          return HTMLTable.Row(
            cells: [Cell(window.name)] + statistics.map { Cell(LatencySection.cell(flow, $0), value: value(flow, $0)) })
        })
    }
    let table = HTMLTable(
      "\(prefix)latency-table", say("Latency by percentile, of each flow in each window"),
      [.init(title: say("window"))] + statistics.map { .init(title: LatencySection.title($0), alignsRight: true) },
      bodies: bodies)
    return table.isEmpty ? nil : table
  }

  private static func value(_ flow: FlowResult, _ statistic: String) -> String? {
    if statistic == "messages" { return "\(flow.delivered)" }
    return flow.metrics["latency"]?.stats[statistic].map { "\($0.value)" }
  }

  /// What passes on each arrow, window by window.
  static func links(_ result: RunResult, _ prefix: String) -> HTMLTable? {
    guard let first = result.windows.first, !first.links.isEmpty else { return nil }
    let columns =
      [HTMLTable.Column(title: say("from")), .init(title: say("to")), .init(title: say("way"))]
      + result.windows.map { .init(title: say("per second, \($0.name)"), alignsRight: true) }
    let rows = first.links.map { link -> HTMLTable.Row in
      let loads = result.windows.map { window -> Cell in
        let same = window.links.first {
          $0.from == link.from && $0.to == link.to && $0.afterReceives == link.afterReceives && $0.aside == link.aside
        }
        guard let figure = same?.perSecond else { return Cell("-") }
        return Cell(Words.count(figure.value), number: figure.value)
      }
      return HTMLTable.Row(
        cells: [Cell(link.from), Cell(link.to), Cell(Words.aside(link) ?? say("onwards"))] + loads)
    }
    return HTMLTable(
      "\(prefix)links", say("Load on each way"), columns, rows, heads: 2, isSortable: rows.count > 1)
  }
}

/// The tables of a bill.
enum CostTables {
  typealias Cell = HTMLTable.Cell

  static func lines(_ cost: CostResult, _ prefix: String) -> HTMLTable {
    let columns: [HTMLTable.Column] = [
      .init(title: say("part")), .init(title: say("what is paid for")),
      .init(title: say("quantity"), alignsRight: true), .init(title: say("unit price"), alignsRight: true),
      .init(title: say("amount"), alignsRight: true),
    ]
    let numbers = CostSources.numbers(cost)
    var last: String?
    var rows = cost.lines.map { line -> HTMLTable.Row in
      defer { last = line.part }
      let notes = CostTable.explanation(line, numbers).map(\.text)
      return HTMLTable.Row(cells: [
        Cell(line.part == last ? "" : line.part), Cell(TextLine(line.fullTitle), notes: notes),
        Cell(line.quantityText, value: line.quantity), Cell(line.unitPriceText),
        Cell(Words.dollars(line.shown), value: line.shown),
      ])
    }
    rows += cost.credits.map { credit in
      HTMLTable.Row(cells: [
        Cell(say("credit")), Cell(TextLine(said(credit.title)), notes: [credit.source]),
        Cell("", value: credit.quantity),
        Cell(""),
        Cell(Words.dollars(credit.shown), value: credit.shown),
      ])
    }
    rows += cost.notPriced.map { missing in
      HTMLTable.Row(cells: [
        Cell(missing.part), Cell(TextLine(said(missing.title)), notes: [said(missing.reason)]),
        Cell(Words.decimal(missing.quantity), value: missing.quantity), Cell("?"), Cell(say("not priced"), .doubt),
      ])
    }
    rows.append(
      .init(
        cells: [
          Cell(cost.atLeast ? say("at least") : say("total")), Cell(CostSection.perMillion(cost)), Cell(""), Cell(""),
          Cell(Words.dollars(cost.monthly), value: cost.monthly),
        ], isTotal: true))
    return HTMLTable("\(prefix)cost-table", say("The bill, in lines that add up"), columns, rows)
  }

  /// What each window has of the total; nil where there is only one.
  static func windows(_ cost: CostResult, _ prefix: String) -> HTMLTable? {
    guard cost.windows.count > 1 else { return nil }
    return HTMLTable(
      "\(prefix)cost-windows", say("What each window has of it"),
      [
        .init(title: say("window")), .init(title: say("hours"), alignsRight: true),
        .init(title: say("amount"), alignsRight: true),
      ],
      cost.windows.map { window in
        HTMLTable.Row(cells: [
          Cell(window.window), Cell(Words.decimal(window.hours), value: window.hours),
          Cell(Words.dollars(window.shown), value: window.shown),
        ])
      })
  }

  /// Where the prices are from, by the numbers in the lines.
  static func sources(_ cost: CostResult) -> String {
    HTMLBlocks.list(CostSources.lines(cost, 100_000).map { ($0, nil) })
  }
}
