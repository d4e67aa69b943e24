// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

/// What a diff says in sentences: for a terminal and for Markdown.
struct DiffSentences {
  let result: DiffResult

  private var changes: [DiffResult.Change] { result.variants.flatMap(\.changes) }

  /// The first line.
  var verdict: String {
    guard result.differs else {
      return "no difference beyond the noise\(tolerance): \(Self.counts(result.variants))"
    }
    var parts: [String] = []
    let verdicts = changes.filter { $0.kind == .verdict }
    let failing = verdicts.filter { $0.new == "fail" && $0.old != nil }
    if !failing.isEmpty { parts.append("\(Words.plural(failing.count, "SLO")) newly failing") }
    let better = verdicts.filter { $0.isWorse == false }
    if !better.isEmpty { parts.append("\(Words.plural(better.count, "SLO")) better") }
    let numbers = changes.count { $0.kind == .figure || $0.kind == .cost }
    if numbers > 0 {
      parts.append(
        "\(Words.plural(numbers, "number")) \(numbers == 1 ? "differs" : "differ") beyond the noise\(tolerance)")
    }
    let others = changes.count - failing.count - better.count - numbers
    if others > 0 { parts.append("\(Words.plural(others, "other change"))") }
    let variants = result.onlyOld.count + result.onlyNew.count
    if variants > 0 { parts.append("\(Words.plural(variants, "variant")) on one side only") }
    return parts.joined(separator: ", ") + "; " + Self.counts(result.variants)
  }

  private var tolerance: String {
    result.tolerance > 0 ? " and the tolerance of \(Words.percent(result.tolerance, decimals: 1))" : ""
  }

  /// `31 numbers unchanged, 4 within the noise`.
  static func counts(_ variants: [DiffResult.Variant]) -> String {
    func sum(_ count: (DiffResult.Variant) -> Int) -> Int { variants.reduce(0) { $0 + count($1) } }
    var parts = ["\(Words.plural(sum(\.unchanged), "number")) unchanged"]
    let others = [
      (sum(\.withinNoise), "within the noise"), (sum(\.withinTolerance), "within the tolerance"),
      (sum(\.untold), "without an interval"),
    ]
    parts += others.filter { $0.0 > 0 }.map { "\(Format.grouped($0.0)) \($0.1)" }
    return parts.joined(separator: ", ")
  }

  /// The variants that one side has only.
  var lists: [String] {
    [("only in the old file", result.onlyOld), ("only in the new file", result.onlyNew)].filter { !$0.1.isEmpty }
      .map { "\($0.0): \($0.1.joined(separator: ", "))" }
  }

  /// The two sides, and what makes them hard to compare.
  var heading: [String] {
    func side(_ word: String, _ side: DiffResult.Side) -> String {
      let seeds = side.seeds.map { "\($0)" }.joined(separator: ", ")
      return "\(word)  \(side.file) · seed \(seeds) · \(Words.plural(side.replications, "replication")) · "
        + "prices \(side.prices) · \(side.program)\(side.partial ? " · partial" : "")"
    }
    return [side("old", result.old), side("new", result.new)]
  }

  /// How chance is told from more.
  var method: [String] {
    var sentences = [
      "beyond the noise: Welch's t of the two figures as independent samples, all differences together at "
        + "\(CompareWords.percent(result.confidence)) (Holm); ± is a difference's own interval"
    ]
    if result.old.seeds == result.new.seeds {
      sentences.append(
        "both have the same seed, so that much of the chance is common; a saved result cannot show how much, and real "
          + "differences may count as noise: sluice compare OLD.yaml NEW.yaml pairs them")
    }
    if min(result.old.replications, result.new.replications) < 2 {
      sentences.append("a result of one replication has no intervals, so that nothing of it can be told: -n 10")
    }
    return sentences
  }
}
