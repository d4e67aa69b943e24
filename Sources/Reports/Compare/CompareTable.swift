// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// The rows of a comparison: abilities, latencies, faults, bills, verdicts. The table of a terminal and that of Markdown
/// are made from them.
struct CompareTable {
  struct Row {
    enum Kind { case heading, value, difference }
    var kind: Kind
    var label: String
    var cells: [String]
    /// How the cells are painted; plain where there are none.
    var paints: [Paint] = []

    /// The cells as pieces of lines.
    var lines: [TextLine] {
      cells.enumerated().map { TextLine($1, $0 < paints.count ? paints[$0] : .plain) }
    }
  }

  let result: CompareResult
  let words: CompareWords

  var rows: [Row] { requirements + latencies + survivals + costs + verdicts }

  private var variants: [CompareResult.Variant] { result.variants }

  private func heading(_ text: String) -> Row { Row(kind: .heading, label: text, cells: []) }

  // MARK: Abilities

  private var requirements: [Row] {
    let asked = variants.flatMap { $0.requirements ?? [] }.reduce(into: [RequirementResult]()) { asked, one in
      if !asked.contains(where: { Self.asksSame($0, one) }) { asked.append(one) }
    }
    let parts = asked.reduce(into: [String]()) { parts, one in if !parts.contains(one.of) { parts.append(one.of) } }
    return parts.flatMap { part in
      [heading(say("REQUIRES of \(part)"))]
        + asked.filter { $0.of == part }.map { one in
          let answers = variants.map { $0.requirements?.first { Self.asksSame($0, one) } }
          return Row(
            kind: .value, label: one.title,
            cells: answers.map { answer in
              guard let answer else { return "-" }
              let reason = answer.reason.map(said) ?? (answer.able ? "" : say("no"))
              return (answer.able ? "✓" : "✗") + (reason.isEmpty ? "" : " \(reason)")
            }, paints: answers.map { $0.map { $0.able ? .good : .bad } ?? .plain })
        }
    }
  }

  private static func asksSame(_ one: RequirementResult, _ other: RequirementResult) -> Bool {
    one.of == other.of && one.ability == other.ability && one.asked == other.asked
  }

  // MARK: Latencies

  private var latencies: [Row] {
    var rows: [Row] = []
    var group = ""
    for measure in result.measures {
      let name = say("LATENCY \(measure.statistic) \(measure.subject)")
      if name != group {
        rows.append(heading(name))
        group = name
      }
      func find(_ differences: [CompareResult.Difference]) -> CompareResult.Difference? {
        differences.first {
          $0.metric == "latency" && $0.window == measure.window && $0.subject == measure.subject
            && $0.statistic == measure.statistic
        }
      }
      rows.append(
        Row(
          kind: .value, label: measure.window,
          cells: variants.map { variant in
            let reading = variant.readings.first {
              $0.metric == "latency" && $0.window == measure.window && $0.subject == measure.subject
                && $0.statistic == measure.statistic
            }
            return Words.value(reading?.figure?.value, unit: "s")
          }))
      rows += differences { find($0.differences).map(words.difference) }
      rows += best { find($0.fromBest).map(words.interval) }
    }
    return rows
  }

  /// The row below a value; none where there is nothing to compare with.
  private func differences(_ cell: (CompareResult.Variant) -> String?) -> [Row] {
    guard variants.count > 1 else { return [] }
    return [
      Row(kind: .difference, label: say("vs \(variants[0].label)"), cells: variants.map { cell($0) ?? "-" })
    ]
  }

  private func best(_ cell: (CompareResult.Variant) -> String?) -> [Row] {
    guard result.method.bestConfidence != nil else { return [] }
    return [Row(kind: .difference, label: say("vs best"), cells: variants.map { cell($0) ?? "-" })]
  }

  // MARK: Faults, bills, verdicts

  private var survivals: [Row] {
    let faults = variants.first?.survivals.map(\.fault) ?? []
    guard !faults.isEmpty else { return [] }
    return [heading(say("SURVIVES"))]
      + faults.map { fault in
        let survivals = variants.map { $0.survivals.first { $0.fault == fault } }
        return Row(
          kind: .value, label: fault, cells: survivals.map { $0.map(CompareWords.survival) ?? "-" },
          paints: survivals.map { $0.map(CompareWords.paint) ?? .plain })
      }
  }

  private var costs: [Row] {
    [heading(say("COST a month")), Row(kind: .value, label: say("total"), cells: variants.map(CompareWords.monthly))]
      + differences { $0.monthlyDifference.map(words.difference) }
      + best { $0.monthlyFromBest.map(words.interval) }
  }

  private var verdicts: [Row] {
    let slos = variants.contains { !$0.slos.isEmpty }
    return [heading(say("VERDICT"))]
      + (slos ? [Row(kind: .value, label: say("SLOs"), cells: variants.map(CompareWords.slos))] : [])
      + [
        Row(
          kind: .value, label: say("verdict"), cells: variants.map { CompareWords.standing($0, result) },
          paints: variants.map { CompareWords.paint($0, result) })
      ]
  }
}
