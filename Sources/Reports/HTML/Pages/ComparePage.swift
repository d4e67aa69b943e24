// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// The sections of a comparison.
enum ComparePage {
  static func sections(_ result: CompareResult) -> [HTMLPage.Section] {
    let sentences = CompareSentences(result: result)
    let verdict = sentences.verdict.enumerated().map { number, sentence -> String in
      guard number == 0 else { return HTMLBlocks.list([sentence]) }
      if result.cheapest != nil { return HTMLBlocks.verdict("✓", sentence, .good) }
      let isOpen = result.replications == 0 || result.variants.contains { $0.standing == .undecided }
      return HTMLBlocks.verdict(isOpen ? "?" : "✗", sentence, isOpen ? .doubt : .bad)
    }
    let objectives = sentences.objectives.map { one in
      (TextLine("\(one.word) ", one.paint) + TextLine(one.text), nil as String?)
    }
    return [
      .init(
        "verdict", say("Verdict"),
        verdict + [
          HTMLBlocks.list(objectives), HTMLBlocks.list([sentences.ended].compactMap(\.self) + sentences.breakEven),
        ]),
      .init("table", say("Side by side"), [table(result).markup, HTMLBlocks.list(sentences.leftOut)]),
      .init("charts", say("Charts"), [HTMLBlocks.pictures(Chart.all(of: result), prefix: "", level: 3)]),
      .init("slos", say("Service level objectives"), [self.objectives(result).markup]),
      .init("cost", say("Bills"), [], sections: bills(result)),
      .init("method", say("How this was computed"), [HTMLBlocks.list(sentences.method), method(result)]),
    ]
  }

  /// The rows of the report for a terminal, those under one title together.
  private static func table(_ result: CompareResult) -> HTMLTable {
    var bodies: [HTMLTable.Body] = []
    for row in CompareTable(result: result, words: CompareWords()).rows {
      if row.kind == .heading || bodies.isEmpty {
        bodies.append(.init(title: row.kind == .heading ? row.label : nil, rows: []))
        if row.kind == .heading { continue }
      }
      bodies[bodies.count - 1].rows.append(
        .init(cells: [HTMLTable.Cell(row.label)] + row.lines.map { HTMLTable.Cell($0) }))
    }
    return HTMLTable(
      "compare-table", say("The variants side by side"),
      [.init(title: "")] + result.variants.map { .init(title: $0.label) }, bodies: bodies)
  }

  /// Each objective, a column for each variant, with what was measured.
  private static func objectives(_ result: CompareResult) -> HTMLTable {
    let asked = result.variants.flatMap(\.slos).reduce(into: [SLOResult]()) { asked, slo in
      if !asked.contains(where: { $0.name == slo.name }) { asked.append(slo) }
    }
    let rows = asked.map { slo in
      let cells = result.variants.map { variant -> HTMLTable.Cell in
        guard let own = variant.slos.first(where: { $0.name == slo.name }) else { return HTMLTable.Cell("-") }
        let text = ObjectiveSection.mark(own.verdict) + TextLine(" " + Words.value(own.value, unit: own.unit))
        return HTMLTable.Cell(text, value: own.value.map { "\($0)" }, notes: [said(own.verdict.rawValue)])
      }
      return HTMLTable.Row(
        cells: [HTMLTable.Cell("\(slo.name)"), HTMLTable.Cell("\(slo.of) \(slo.metric)"), HTMLTable.Cell(slo.asked)]
          + cells)
    }
    return HTMLTable(
      "slo-table", say("Objectives of all variants"),
      [.init(title: say("SLO")), .init(title: say("of")), .init(title: say("asked"))]
        + result.variants.map { .init(title: $0.label, alignsRight: true) }, rows)
  }

  private static func bills(_ result: CompareResult) -> [HTMLPage.Section] {
    result.variants.enumerated().compactMap { place, variant in
      variant.cost.map { cost in
        HTMLPage.Section("v\(place + 1)-cost", variant.label, [CostTables.lines(cost, "v\(place + 1)-").markup])
      }
    }
  }

  private static func method(_ result: CompareResult) -> String {
    HTMLBlocks.facts([
      (say("seed"), "\(result.seed)"), (say("replications of each"), "\(result.replications)"),
      (say("confidence"), CompareWords.percent(result.confidence)), (say("differences"), result.method.differences),
      (say("stopping"), result.method.stopping), (say("random numbers"), result.madeBy.rng),
      (say("program"), result.madeBy.program), (say("prices"), PageWords.prices(result.madeBy)),
      (say("scenarios"), RunResult.unique(result.variants.map { $0.scenario.fingerprint }).joined(separator: ", ")),
      (say("changed"), RunResult.unique(result.variants.flatMap(\.scenario.set)).joined(separator: ", ")),
      (say("schema"), result.schema),
    ])
  }
}

/// Words that several pages have.
enum PageWords {
  static func prices(_ maker: RunResult.MadeBy) -> String {
    "\(maker.prices.book), \(maker.prices.region), \(maker.prices.date ?? say("undated")), "
      + say("fingerprint \(maker.prices.fingerprint)")
  }
}
