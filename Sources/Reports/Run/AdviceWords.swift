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
    if let problem = advice.problem { return ["it could not be tried: \(problem)"] }
    guard let effect = advice.effect else { return [] }
    let words = CompareWords(ascii: ascii)
    var findings = effect.readings.map { reading in
      let difference = reading.difference
      let name = "\(difference.metric).\(difference.statistic) of \(difference.subject) in \(difference.window)"
      func value(_ value: Double?) -> String {
        value.map { Words.value($0, unit: difference.unit) } ?? "no data"
      }
      guard difference.told != .same else { return "\(name) stays \(value(reading.before))" }
      return "\(name) \(value(reading.before)) to \(value(reading.after)) (\(words.difference(difference)))"
    }
    if let money = effect.monthly {
      findings.append(
        money.difference.told == .same
          ? "month stays \(Words.dollars(money.before))"
          : "month \(Words.dollars(money.before)) to \(Words.dollars(money.after)) (\(words.difference(money.difference)))"
      )
    }
    return findings + effect.verdicts.map { "\($0.slo): \($0.before.rawValue) to \($0.after.rawValue)" }
  }

  /// How the intervals are to be read; nil where nothing was tried.
  static func method(_ result: RunResult) -> String? {
    let effects = result.checks.flatMap { $0.advice ?? [] }.compactMap(\.effect)
    guard let replications = effects.first?.replications else { return nil }
    guard replications > 1 else {
      return "what the advice brings is of one replication, which has no interval; -n 10 gives some"
    }
    return
      "what the advice brings: differences of \(replications) replications with the same messages; ± is the half-width "
      + "of the difference's \(Words.confidence(result)) interval, widened for all that was compared; ≈ marks what cannot be "
      + "told from 0"
  }
}

extension AdviceResult {
  /// `give failed messages back at once: -s workers.resizer.on_error=give_back`.
  public var order: String { "\(what): \(AdviceWords(advice: self).flags.joined(separator: " "))" }
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
