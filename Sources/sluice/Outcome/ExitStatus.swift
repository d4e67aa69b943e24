// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// What the program tells the shell when it ends.
struct ExitStatus: Hashable, Sendable {
  let code: Int32

  static let done = ExitStatus(code: 0)
  /// A file could not be read or written, or the program itself failed.
  static let failure = ExitStatus(code: 1)
  static let usage = ExitStatus(code: 2)
  static let invalidScenario = ExitStatus(code: 3)
  static let objectiveFailed = ExitStatus(code: 4)
  static let undecided = ExitStatus(code: 5)
  static let noPlan = ExitStatus(code: 6)
  static let difference = ExitStatus(code: 7)
  static let interrupted = ExitStatus(code: 130)

  /// The codes that an objective may have of its own, so that a script can tell "too slow" from "too dear".
  static let ownCodes = 20...63

  /// Every code with its meaning.
  static let meanings: [(code: String, meaning: String)] = [
    ("0", "done; no SLO failed"),
    ("1", "an error of the program, or of reading or writing a file"),
    ("2", "wrong usage"),
    ("3", "a scenario or a price book is not valid; nothing was run"),
    ("4", "an SLO of level fail failed, or a variant cannot do what the scenario requires"),
    ("5", "no SLO failed, but one is undecided (only with --fail-on undecided)"),
    ("6", "plan: no configuration meets the SLOs"),
    (
      "7",
      "diff: something differs beyond noise and tolerance; prices diff: the books differ; teach check: not right yet"
    ),
    ("20..63", "an SLO failed that has this exit code of its own; of several the lowest"),
    ("130", "interrupted; what was finished is reported and marked as partial"),
  ]

  /// The meaning of one code; nil if the program never ends with it.
  static func meaning(of code: Int) -> String? {
    let range = "\(ownCodes.lowerBound)..\(ownCodes.upperBound)"
    let name = ownCodes.contains(code) ? range : String(code)
    return meanings.first { $0.code == name }?.meaning
  }
}

/// What makes the exit code of a run other than zero.
enum FailOn: String, CaseIterable, Sendable {
  /// An SLO of level `fail` that failed.
  case fail
  /// That, and one of level `fail` that is undecided.
  case undecided
  /// An SLO of any level that failed.
  case warn
}

extension ExitStatus {
  /// The verdict of all results together: 4 if one lacks a required ability, else that of the objectives.
  static func of(results: [RunResult], failOn: FailOn) -> ExitStatus {
    results.contains { $0.able == false } ? objectiveFailed : of(results.flatMap(\.slos), failOn: failOn)
  }

  /// The verdict of all objectives together: a failure's own code or 4, of several the lowest, then undecided, then 0.
  static func of(_ objectives: [SLOResult], failOn: FailOn) -> ExitStatus {
    let judged = objectives.filter { $0.level == "fail" || failOn == .warn }
    let failed = judged.filter { $0.verdict == .fail }.map { objective in
      objective.exit.flatMap { ownCodes.contains($0) ? Int32($0) : nil } ?? objectiveFailed.code
    }
    if let lowest = failed.min() { return ExitStatus(code: lowest) }
    if failOn == .undecided, judged.contains(where: { $0.verdict == .undecided }) { return undecided }
    return done
  }
}
