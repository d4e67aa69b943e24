// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// Results as a page of HTML: one file that asks nothing of any server, is read without scripts, in light and in
/// dark, on a telephone and on paper, and says the same numbers as every other format.
///
/// Pictures are inline SVG, each with a sentence for those who do not see it and its data one click away. All text of a
/// scenario is escaped. The same result gives the same bytes.
public enum HTMLReport {
  /// What a report shows besides its result.
  public struct Source: Sendable {
    /// The scenario's path as it was typed, for the commands to try next.
    public var path: String
    /// The text of the scenario's file, where it is at hand.
    public var text: String?

    public init(path: String, text: String? = nil) {
      self.path = path
      self.text = text
    }
  }

  /// Several results, such as those of several variants, make one report.
  public static func run(_ results: [RunResult], _ source: Source) -> String {
    let pages = results.enumerated().map { RunPage($1, source, number: $0 + 1, of: results.count) }
    guard pages.count != 1 else {
      return page(pages[0].result.scenario.name, pages[0].lead, results[0].madeBy, pages[0].sections + file(source))
    }
    let names = RunResult.unique(results.map(\.scenario.name))
    return page(
      names.joined(separator: ", "), [say(count: results.count, "result")], results.first?.madeBy,
      [.init("results", say("Results"), [RunTables.overview(results).markup])] + pages.map(\.chapter) + file(source))
  }

  public static func compare(_ result: CompareResult, _ sources: [Source]) -> String {
    let names = RunResult.unique(result.variants.map(\.scenario.name))
    return page(
      names.joined(separator: ", "), CompareReport.title(result).dropFirst().map { $0 }, result.madeBy,
      ComparePage.sections(result) + sources.flatMap(file))
  }

  public static func sweep(_ result: SweepResult, _ source: Source) -> String {
    page(
      result.scenario.name, [SweepPage.lead(result)], result.madeBy, SweepPage.sections(result) + file(source))
  }

  public static func plan(_ result: PlanResult, _ source: Source) -> String {
    page(
      result.scenario.name, [say("The cheapest configuration that \(PlanReport.asked(result))")], result.madeBy,
      PlanPage.sections(result) + file(source))
  }

  public static func curve(_ results: [CurveResult], _ source: Source) -> String {
    page(
      RunResult.unique(results.map(\.scenario.name)).joined(separator: ", "),
      RunResult.unique(results.map { say("Hit ratio of \($0.cache.name) against its memory") }), results.first?.madeBy,
      CurvePage.sections(results) + file(source))
  }

  public static func cost(_ statements: [CostStatement], _ source: Source) -> String {
    page(
      RunResult.unique(statements.map(\.scenario.name)).joined(separator: ", "), [say("What it costs")],
      statements.first?.madeBy, CostPage.sections(statements) + file(source))
  }

  private static func page(
    _ title: String, _ lead: [String], _ maker: RunResult.MadeBy?, _ sections: [HTMLPage.Section]
  ) -> String {
    HTMLPage(title: title, lead: lead, program: maker?.program ?? Product.name, sections: sections).html
  }

  /// The scenario itself; its anchor counts where there are several.
  private static func file(_ source: Source) -> [HTMLPage.Section] {
    guard let text = source.text, !text.isEmpty else { return [] }
    return [
      HTMLPage.Section(
        "file-\(HTMLAnchors.word(source.path))", say("The scenario file"),
        [HTMLBlocks.text(text, name: say("The scenario file \(Characters.clean(source.path))"), kind: "file")])
    ]
  }
}

enum HTMLAnchors {
  /// ASCII letters, digits and hyphens: nothing that an address would have to escape.
  static func word(_ text: String) -> String {
    String(
      text.lowercased().unicodeScalars.map {
        $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0) ? Character($0) : "-"
      })
  }
}
