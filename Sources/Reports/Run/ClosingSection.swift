// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

/// What the checks found, and what to do next.
enum ClosingSection {
  private static let indent = 8

  static func checks(_ result: RunResult, _ style: TextStyle) -> [TextLine] {
    let columns = style.columns
    var lines: [TextLine] = []
    for (place, check) in result.checks.enumerated() {
      let isWarning = check.level == "warn"
      var line = TextLine(place == 0 ? say("checks") : "", .heading).padded(to: indent)
      line = line + TextLine(isWarning ? "! " : "· ", isWarning ? .doubt : .plain)
      line = line + TextLine(check.id, .heading) + TextLine(": \(said(check.message))")
      var wrapped = line.wrapped(to: columns, hanging: indent + 2)
      // The word to look up, once for all findings with the same id.
      if !result.checks[(place + 1)...].contains(where: { $0.id == check.id }) {
        let command = "sluice explain \(check.id)"
        if let last = wrapped.last, last.width + 4 + command.count <= columns {
          wrapped[wrapped.count - 1] = last + "    " + TextLine(command)
        } else {
          wrapped.append(.spaces(indent + 2) + TextLine(command))
        }
      }
      lines += wrapped + advice(result.adviceToShow(place), style)
    }
    return lines + intervals(result, style)
  }

  /// What was advised and tried, and with -V what was only advised.
  private static func advice(_ advices: [AdviceResult], _ style: TextStyle) -> [TextLine] {
    advices.flatMap { advice -> [TextLine] in
      let words = AdviceWords(advice: advice, ascii: style.ascii)
      let findings = words.findings
      guard !findings.isEmpty || style.verbose else { return [] }
      // A flag and its value stay together.
      let head =
        [TextLine(said(advice.what) + ":", findings.isEmpty ? .plain : .heading)] + words.flags.map { TextLine($0) }
      let room = style.columns - indent - 4
      let found = TextLine.flowing(findings.map { TextLine($0) }, separator: " · ", columns: room, hanging: 0)
      return TextLine.flowing(head, separator: " ", columns: style.columns - indent - 2).map {
        .spaces(indent + 2) + $0
      }
        + found.map { .spaces(indent + 4) + $0 }
    }
  }

  /// How the intervals of what was tried are to be read.
  private static func intervals(_ result: RunResult, _ style: TextStyle) -> [TextLine] {
    guard let note = AdviceWords.method(result) else { return [] }
    let text = CompareWords(ascii: style.ascii).plain(note)
    return TextLine(text).wrapped(to: style.columns - indent - 2, hanging: 0).map { .spaces(indent + 2) + $0 }
  }

  static func next(_ result: RunResult, _ columns: Int, path: String) -> [TextLine] {
    Shell.lines(commands(result, path: path), columns)
  }

  /// Commands to paste, the most useful one first; each as words that belong on one line.
  static func commands(_ result: RunResult, path: String) -> [[String]] {
    let file = Shell.word(path.isEmpty ? "SCENARIO.yaml" : path)
    let flags = ChangeFlags.flags(variant: result.scenario.variant, result.scenario.set)
    var commands: [[String]] = []
    let needed = result.slos.filter { $0.verdict == .undecided }.compactMap(\.needsReplications).max()
    if let needed {
      commands.append(["sluice run \(file)"] + flags + ["-n \(needed)"])
    } else if result.partial {
      commands.append(["sluice run \(file)"] + flags)
    }
    commands.append(["sluice run \(file)"] + flags + ["--format json", "-o result.json"])
    if result.hasUntriedAdvice { commands.append(["sluice run \(file)"] + flags + ["--verify"]) }
    commands.append(["sluice cost \(file)"] + flags)
    commands.append(["sluice check \(file)"] + flags)
    commands.append(["sluice explain \(Shell.word(word(result)))"])
    return commands
  }

  /// What is worth explaining: what failed first, else the first warning, else the latency.
  private static func word(_ result: RunResult) -> String {
    let failed = result.slos.first { $0.verdict == .fail } ?? result.slos.first { $0.verdict == .undecided }
    let metric = failed?.metric.split(separator: ".").first.map(String.init)
    return metric ?? result.checks.first { $0.level == "warn" }?.id ?? "latency"
  }
}
