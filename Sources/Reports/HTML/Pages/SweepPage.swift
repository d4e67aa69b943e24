// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// The sections of a sweep.
enum SweepPage {
  static func lead(_ result: SweepResult) -> String {
    let what =
      switch result.kind {
      case "points" where result.inputs.count == 2:
        say("\(result.inputs[0].path) and \(result.inputs[1].path) over a range")
      case "points": say("\(result.inputs.map(\.path).joined(separator: " \(say("and")) ")) over a range")
      case "headroom": say("how much more traffic there can be")
      case "tornado": say("what matters most")
      default: say("Sobol' indices")
      }
    return [result.scenario.variant, result.scenario.region, what].joined(separator: " · ")
  }

  static func sections(_ result: SweepResult) -> [HTMLPage.Section] {
    let sentences = SweepSentences.of(result).map { sentence in
      (TextLine(sentence.head, .heading) + TextLine(": \(sentence.text)"), nil as String?)
    }
    let tables = SweepReport.grids(result).enumerated().map { table($1, "sweep-table-\($0 + 1)").markup }
    return [
      .init("answer", say("What follows"), [HTMLBlocks.list(sentences)]),
      .init("charts", say("Charts"), [HTMLBlocks.pictures(Chart.all(of: result), prefix: "", level: 3)]),
      .init("table", say("Numbers"), tables),
      .init(
        "method", say("How this was computed"),
        [
          HTMLBlocks.facts([
            (say("seed"), "\(result.seed)"), (say("replications"), "\(result.replications)"),
            (say("confidence"), CompareWords.percent(result.confidence)),
            (
              say("inputs"),
              result.points == nil
                ? "" : result.inputs.map { "\($0.path): \(inputs($0.values))" }.joined(separator: "; ")
            ),
            (say("design"), result.design?.rawValue ?? ""),
            (say("random numbers"), say("\(result.madeBy.rng), common to all points")),
            (say("program"), result.madeBy.program), (say("prices"), PageWords.prices(result.madeBy)),
            (say("scenario"), say("fingerprint \(result.scenario.fingerprint)")),
            (say("changed"), result.scenario.set.joined(separator: ", ")), (say("schema"), result.schema),
          ])
        ]),
    ]
  }

  private static func inputs(_ values: [String]) -> String {
    values.count > 8
      ? "\(values[0]) .. \(values[values.count - 1]), \(say("\(values.count) values"))" : values.joined(separator: ", ")
  }

  private static func table(_ grid: SweepGrid, _ anchor: String) -> HTMLTable {
    HTMLTable(
      anchor, grid.title.isEmpty ? say("The points") : grid.title,
      grid.columns.map {
        .init(title: $0.title.isEmpty ? say("verdict") : HTMLTable.quiet($0.title), alignsRight: $0.alignsRight)
      },
      grid.rows.map { row in HTMLTable.Row(cells: row.map { HTMLTable.Cell($0) }) },
      isSortable: grid.rows.count > 1)
  }
}

/// The sections of a cache's curve.
enum CurvePage {
  static func sections(_ results: [CurveResult]) -> [HTMLPage.Section] {
    results.enumerated().flatMap { number, result in
      let prefix = results.count > 1 ? "r\(number + 1)-" : ""
      let name = results.count > 1 ? "\(result.scenario.variant): " : ""
      let words = result.windows.flatMap { window in
        CurveSentences.lines(result, window, 10_000).filter { !$0.isEmpty }
          .map { (result.windows.count > 1 ? TextLine("\(window.name): ") + $0 : $0, nil as String?) }
      }
      return [
        HTMLPage.Section(
          "\(prefix)answer", name + say("What the curve says"),
          [
            HTMLBlocks.list(words),
            HTMLBlocks.pictures(Chart.all(of: result), prefix: prefix, level: 3),
          ] + result.windows.enumerated().map { choices($1, "\(prefix)w\($0 + 1)-").markup }),
        HTMLPage.Section(
          "\(prefix)method", name + say("How this was computed"),
          [
            HTMLBlocks.facts([
              (say("seed"), "\(result.seed)"),
              (say("replications"), result.windows.map { "\($0.name) \($0.replications)" }.joined(separator: ", ")),
              (say("cache"), "\(result.cache.name), \(said(result.cache.kind))"),
              (say("random numbers"), result.madeBy.rng), (say("program"), result.madeBy.program),
              (say("prices"), PageWords.prices(result.madeBy)),
              (say("changed"), result.scenario.set.joined(separator: ", ")), (say("schema"), result.schema),
            ])
          ]),
      ]
    }
  }

  private static func choices(_ window: CurveResult.Window, _ prefix: String) -> HTMLTable {
    HTMLTable(
      "\(prefix)choices", say("Types of nodes in \(window.name)"),
      [
        .init(title: say("type")), .init(title: say("nodes"), alignsRight: true),
        .init(title: say("memory"), alignsRight: true), .init(title: say("reads that hit"), alignsRight: true),
        .init(title: say("a month"), alignsRight: true),
      ],
      window.choices.map { choice in
        HTMLTable.Row(cells: [
          .init(choice.name + (choice.isNow ? " (\(say("now")))" : "")),
          .init("\(choice.nodes)", value: "\(choice.nodes)"),
          .init(CurveChart.memory(Double(choice.bytes)), value: "\(choice.bytes)"),
          .init(CurveChart.ratio(choice.hitRatio), number: choice.hitRatio.value),
          .init(choice.monthly.map(Words.dollars) ?? say("not priced"), value: choice.monthly),
        ])
      }, isSortable: window.choices.count > 1)
  }
}

/// The sections of a bill.
enum CostPage {
  static func sections(_ statements: [CostStatement]) -> [HTMLPage.Section] {
    statements.enumerated().map { number, statement in
      let prefix = statements.count > 1 ? "r\(number + 1)-" : ""
      let heading = CostHeading.lines(statement, 100_000).dropFirst().filter { !$0.isEmpty }
      return HTMLPage.Section(
        "\(prefix)bill", statement.scenario.variant,
        [
          HTMLBlocks.list(heading.map { ($0, nil) }), CostTables.lines(statement.cost, prefix).markup,
          CostTables.windows(statement.cost, prefix)?.markup ?? "",
          HTMLBlocks.pictures(
            Chart.numbered(CostChart.charts([(statement.scenario.variant, statement.cost)])), prefix: prefix, level: 3),
          CostTables.sources(statement.cost),
        ])
    }
  }
}
