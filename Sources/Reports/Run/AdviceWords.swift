// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// What a check advises and what it was found to bring, in words: for a terminal, Markdown and HTML.
struct AdviceWords {
  let advice: AdviceResult
  /// Whether only ASCII is written.
  var ascii = false

  /// The change as flags of a command: `-s workers.resizer.on_error=give_back`.
  var flags: [String] { advice.set.map { "-s \(Shell.word($0))" } }

  /// What was found when it was tried; empty where it was not.
  var findings: [String] {
    if let problem = advice.problem { return [say("it could not be tried: \(said(problem))")] }
    guard let effect = advice.effect else { return [] }
    let words = CompareWords(ascii: ascii)
    var findings = effect.readings.map { reading in
      let difference = reading.difference
      let (metric, statistic) = (difference.metric, difference.statistic)
      let (subject, window) = (difference.subject, difference.window)
      func value(_ value: Double?) -> String {
        value.map { Words.value($0, unit: difference.unit) } ?? say("no data")
      }
      let (before, after) = (value(reading.before), value(reading.after))
      guard difference.told != .same else {
        return say("\(metric).\(statistic) of \(subject) in \(window) stays \(before)")
      }
      let change = words.difference(difference)
      return say("\(metric).\(statistic) of \(subject) in \(window) \(before) to \(after) (\(change))")
    }
    if let money = effect.monthly {
      let (before, after) = (Words.dollars(money.before), Words.dollars(money.after))
      findings.append(
        money.difference.told == .same
          ? say("month stays \(before)")
          : say("month \(before) to \(after) (\(words.difference(money.difference)))"))
    }
    return findings
      + effect.verdicts.map { say("\($0.slo): \(Self.verdict($0.before)) to \(Self.verdict($0.after))") }
  }

  /// A verdict within a sentence.
  static func verdict(_ verdict: SLOResult.Verdict) -> String {
    switch verdict {
    case .pass: say("pass")
    case .fail: say("fail")
    case .undecided: say("undecided")
    }
  }

  /// How the intervals are to be read; nil where nothing was tried.
  static func method(_ result: RunResult) -> String? {
    let effects = result.checks.flatMap { $0.advice ?? [] }.compactMap(\.effect)
    guard let replications = effects.first?.replications else { return nil }
    guard replications > 1 else {
      return say("what the advice brings is of one replication, which has no interval; -n 10 gives some")
    }
    return say(
      """
      what the advice brings: differences of \(replications) replications with the same messages; ± is the half-width \
      of the difference's \(Words.confidence(result)) interval, widened for all that was compared; ≈ marks what cannot be \
      told from 0
      """)
  }
}

extension AdviceResult {
  /// `give failed messages back at once: -s workers.resizer.on_error=give_back`.
  public var order: String { "\(said(what)): \(AdviceWords(advice: self).flags.joined(separator: " "))" }
}

extension RunResult {
  /// What a check advises that none before it does: the same advice is shown once.
  func adviceToShow(_ check: Int) -> [AdviceResult] {
    let before = checks[..<check].flatMap { $0.advice ?? [] }.map(\.set)
    return (checks[check].advice ?? []).filter { !before.contains($0.set) }
  }

  /// Whether a check advises something that has not been tried.
  var hasUntriedAdvice: Bool {
    checks.contains { $0.advice?.contains { $0.effect == nil && $0.problem == nil } ?? false }
  }

}
