// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Reports
import Scenarios
import Services

/// What `check` says about one file.
struct ScenarioCheck {
  let variants: ScenarioVariants
  private let found: [CheckEntry]

  init(_ variants: ScenarioVariants, _ request: ScenarioRequest) {
    self.variants = variants
    var found: [CheckEntry] = []
    var known: [Finding] = []
    for scenario in variants.scenarios {
      // What holds for the variants that were asked for is not said of every other one again.
      for finding in scenario.findings() where !known.contains(finding) {
        known.append(finding)
        found.append(CheckEntry(finding, file: variants.source.name, variant: scenario.variant))
      }
    }
    self.found = found
  }

  var hasErrors: Bool { variants.hasErrors }

  /// Everything in one list: the errors by place, then what cannot be simulated, then the findings.
  var entries: [CheckEntry] {
    (variants.diagnostics + variants.notes).map { CheckEntry($0, file: variants.source.name) } + found
  }

  /// What a person reads, without the errors.
  func text(_ style: TextStyle, quiet: Bool) -> String {
    let color = style.color
    let source = variants.source
    let remarks = (variants.diagnostics.filter { $0.severity != .error } + (quiet ? [] : variants.notes)).map {
      remark in
      var remark = remark
      remark.message = said(remark.message)
      remark.hint = remark.hint.map(said)
      return remark
    }
    var text = DiagnosticPrinter.text(remarks, sources: [source.name: source.text], color: color)
    for entry in found where !quiet || entry.severity == .warning {
      text += entry.line(color: color) + (quiet ? "" : entry.advised(style))
    }
    let abilities = RequirementTable.text(variants.scenarios, style)
    if !quiet, !abilities.isEmpty { text += (text.isEmpty ? "" : "\n") + abilities + "\n" }
    if !quiet, !hasErrors {
      let counts = [Diagnostic.Severity.warning, .note].compactMap { severity -> String? in
        let count = entries.count { $0.severity == severity }
        guard count > 0 else { return nil }
        return severity == .warning ? say(count: count, "warning") : say(count: count, "note")
      }
      let read = say("\(say(count: variants.scenarios.count, "variant")) can be run")
      text += "\(Diagnostic.shortened(source.name, limit: 400)): \(([read] + counts).joined(separator: ", "))\n"
    }
    return text
  }
}

/// One line of `check`: a diagnostic or the finding of a check.
struct CheckEntry: Hashable {
  var file: String
  var line: Int?
  var column: Int?
  var length: Int?
  var severity: Diagnostic.Severity
  var code: String
  var message: String
  var hint: String?
  var variant: String?
  var part: String?
  /// What may be changed about it.
  var advice: [AdviceResult] = []

  init(_ diagnostic: Diagnostic, file: String) {
    self.file = diagnostic.location?.file ?? file
    line = diagnostic.location?.line
    column = diagnostic.location?.column
    length = diagnostic.length
    severity = diagnostic.severity
    code = diagnostic.code.rawValue
    message = diagnostic.message
    hint = diagnostic.hint
  }

  init(_ finding: Finding, file: String, variant: String) {
    self.file = file
    severity = finding.level == .warn ? .warning : .note
    code = finding.id
    message = finding.message
    hint = "sluice explain \(finding.id)"
    self.variant = variant
    part = finding.part
    advice = CheckResult(finding).advice ?? []
  }

  /// `mine.yaml: warning[vis-short]: jobs: …`; of a variant other than the base with its name.
  func line(color: Bool) -> String {
    var head = "\(severity.rawValue)[\(code)]"
    if color { head = "\u{1B}[1;\(severity == .warning ? 33 : 36)m\(head)\u{1B}[0m" }
    let place = [variant == "base" ? nil : variant.map { say("variant \($0)") }, part].compactMap { $0 }
    let text = (place + [said(message)]).map { Diagnostic.shortened($0, limit: 1_000) }.joined(separator: ": ")
    return "\(Diagnostic.shortened(file, limit: 400)): \(head): \(text)\n"
  }

  /// The advice below it: `  give failed messages back at once: -s workers.resizer.on_error=give_back`.
  func advised(_ style: TextStyle) -> String {
    advice.map { PlainParagraph.text("    " + $0.order, hanging: 6, style) }.joined()
  }

  static func json(_ entries: [CheckEntry]) -> String {
    let objects = entries.map { entry in
      JSONValue.object([
        .init("file", .string(entry.file)),
        .init("line", entry.line.map { .integer($0) } ?? .null),
        .init("column", entry.column.map { .integer($0) } ?? .null),
        .init("length", entry.length.map { .integer($0) } ?? .null),
        .init("severity", .string(entry.severity.rawValue)),
        .init("code", .string(entry.code)),
        .init("message", .string(entry.message)),
        .init("hint", entry.hint.map { .string($0) } ?? .null),
        .init("variant", entry.variant.map { .string($0) } ?? .null),
        .init("part", entry.part.map { .string($0) } ?? .null),
        .init(
          "advice",
          .array(
            entry.advice.map {
              .object([.init("what", .string($0.what)), .init("set", .array($0.set.map { .string($0) }))])
            })),
      ]).text()
    }
    return objects.isEmpty ? "[]\n" : "[\n  " + objects.joined(separator: ",\n  ") + "\n]\n"
  }

  static func csv(_ entries: [CheckEntry]) -> String {
    let heading = ["file", "line", "column", "severity", "code", "message", "hint", "variant", "part"]
    return CSV.text(
      [heading]
        + entries.map { entry in
          [
            entry.file, entry.line.map(String.init) ?? "", entry.column.map(String.init) ?? "",
            entry.severity.rawValue, entry.code, entry.message, entry.hint ?? "", entry.variant ?? "",
            entry.part ?? "",
          ]
        })
  }
}
