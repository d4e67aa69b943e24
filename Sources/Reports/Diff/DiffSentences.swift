// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

/// What a diff says in sentences: for a terminal and for Markdown.
struct DiffSentences {
  let result: DiffResult

  private var changes: [DiffResult.Change] { result.variants.flatMap(\.changes) }

  /// The first line.
  var verdict: String {
    let counts = Self.counts(result.variants)
    let tolerance = result.tolerance > 0 ? Words.percent(result.tolerance, decimals: 1) : nil
    guard result.differs else {
      return tolerance.map { say("no difference beyond the noise and the tolerance of \($0): \(counts)") }
        ?? say("no difference beyond the noise: \(counts)")
    }
    var parts: [String] = []
    let verdicts = changes.filter { $0.kind == .verdict }
    let failing = verdicts.filter { $0.new == "fail" && $0.old != nil }
    if !failing.isEmpty { parts.append(say("\(say(count: failing.count, "SLO")) newly failing")) }
    let better = verdicts.filter { $0.isWorse == false }
    if !better.isEmpty { parts.append(say("\(say(count: better.count, "SLO")) better")) }
    let numbers = changes.count { $0.kind == .figure || $0.kind == .cost }
    if numbers > 0 { parts.append(differing(numbers, tolerance)) }
    let others = changes.count - failing.count - better.count - numbers
    if others > 0 { parts.append(say(count: others, "other change")) }
    let variants = result.onlyOld.count + result.onlyNew.count
    if variants > 0 { parts.append(say("\(say(count: variants, "variant")) on one side only")) }
    return "\(parts.joined(separator: ", ")); \(counts)"
  }

  private func differing(_ count: Int, _ tolerance: String?) -> String {
    let numbers = say(count: count, "number")
    guard let tolerance else {
      return count == 1 ? say("\(numbers) differs beyond the noise") : say("\(numbers) differ beyond the noise")
    }
    return count == 1
      ? say("\(numbers) differs beyond the noise and the tolerance of \(tolerance)")
      : say("\(numbers) differ beyond the noise and the tolerance of \(tolerance)")
  }

  /// `31 numbers unchanged, 4 within the noise`.
  static func counts(_ variants: [DiffResult.Variant]) -> String {
    func sum(_ count: (DiffResult.Variant) -> Int) -> Int { variants.reduce(0) { $0 + count($1) } }
    let others: [(Int, (String) -> String)] = [
      (sum(\.withinNoise), { say("\($0) within the noise") }),
      (sum(\.withinTolerance), { say("\($0) within the tolerance") }),
      (sum(\.untold), { say("\($0) without an interval") }),
    ]
    let parts = others.filter { $0.0 > 0 }.map { $0.1(Format.grouped($0.0)) }
    return ([say("\(say(count: sum(\.unchanged), "number")) unchanged")] + parts).joined(separator: ", ")
  }

  /// The variants that one side has only.
  var lists: [String] {
    [(say("only in the old file"), result.onlyOld), (say("only in the new file"), result.onlyNew)]
      .filter { !$0.1.isEmpty }
      .map { "\($0.0): \($0.1.joined(separator: ", "))" }
  }

  /// The two sides, and what makes them hard to compare.
  var heading: [String] {
    func side(_ word: String, _ side: DiffResult.Side) -> String {
      let seeds = side.seeds.map { "\($0)" }.joined(separator: ", ")
      let facts = [
        side.file, say("seed \(seeds)"), say(count: side.replications, "replication"), say("prices \(side.prices)"),
        side.program,
      ]
      return "\(word)  \((facts + (side.partial ? [say("partial")] : [])).joined(separator: " · "))"
    }
    return [side(say("old"), result.old), side(say("new"), result.new)]
  }

  /// How chance is told from more.
  var method: [String] {
    var sentences = [
      say(
        """
        beyond the noise: Welch's t of the two figures as independent samples, all differences together at \
        \(CompareWords.percent(result.confidence)) (Holm); ± is a difference's own interval
        """)
    ]
    if result.old.seeds == result.new.seeds {
      sentences.append(
        say(
          """
          both have the same seed, so that much of the chance is common; a saved result cannot show how much, and real \
          differences may count as noise: sluice compare OLD.yaml NEW.yaml pairs them
          """))
    }
    if min(result.old.replications, result.new.replications) < 2 {
      sentences.append(say("a result of one replication has no intervals, so that nothing of it can be told: -n 10"))
    }
    return sentences
  }
}
