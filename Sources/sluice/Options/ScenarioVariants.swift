// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Scenarios

/// Reads the variants of a scenario: those that are wanted, and, for a check, all others too.
struct ScenarioVariants {
  let source: ScenarioSource
  /// What may be used.
  private(set) var scenarios: [Scenario] = []
  /// What each of them was asked for by: a variant's name, or the place of a plan's choice.
  private(set) var words: [String] = []
  /// Variants that nothing can be said about yet, with the reason.
  private(set) var notSimulated: [(variant: String, diagnostic: Diagnostic)] = []
  /// Errors, warnings and notes: sorted, each once.
  private(set) var diagnostics: [Diagnostic] = []

  /// - Parameters:
  ///   - checkAll: whether the variants that are not wanted are read as well.
  ///   - checksPlan: whether what a plan says is read too, if there is one.
  init(_ source: ScenarioSource, _ request: ScenarioRequest, checkAll: Bool, checksPlan: Bool = false) {
    self.source = source
    var found = Diagnostics()
    defer { diagnostics = found.sorted }
    guard let file = ScenarioFile(bytes: source.bytes, path: source.name, &found) else { return }
    let wanted = request.variants(of: file)
    for variant in wanted + (checkAll ? file.variants.filter { !wanted.contains($0) } : []) {
      var ofVariant = Diagnostics()
      let (name, options) = request.variant(variant)
      if var scenario = ScenarioReader.scenario(file, variant: name, options: options, &ofVariant) {
        if let plan = request.plan(variant) {
          // Two choices of one variant must be told apart.
          scenario.variantTitle = variant
          Self.checkText(plan, scenario, variant, &ofVariant)
        }
        scenarios.append(scenario)
        words.append(variant)
      }
      if !request.names(variant) { setAsideUnsupported(variant, &ofVariant) }
      found.append(contentsOf: ofVariant)
    }
    // What is wrong with a variant hides what its plan would say.
    if checksPlan, file.hasPlan, !found.hasErrors {
      _ = ScenarioReader.plan(file, changes: request.options.changes, &found)
    }
  }

  /// A plan that was made for another text may no longer be one.
  static func checkText(
    _ plan: SavedPlan, _ scenario: Scenario, _ word: String, _ diagnostics: inout Diagnostics
  ) {
    guard plan.fingerprint != scenario.textHash else { return }
    diagnostics.warning(
      .value, at: nil, length: 0, "\(Diagnostic.quoted(word, limit: 400)) was made from another text of this scenario",
      hint: "plan again to be sure")
  }

  /// A variant that nobody asked for by name may use what is not simulated yet.
  private mutating func setAsideUnsupported(_ variant: String, _ diagnostics: inout Diagnostics) {
    var others = Diagnostics()
    for diagnostic in diagnostics.items {
      if diagnostic.severity == .error, diagnostic.code == .unsupported {
        notSimulated.append((variant, diagnostic))
      } else {
        others.append(diagnostic)
      }
    }
    diagnostics = others
  }

  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  var refusal: ScenarioRefused { source.refused(diagnostics) }

  /// The variants that cannot be simulated yet as notes, each with its first reason.
  var notes: [Diagnostic] {
    var seen: [String] = []
    return notSimulated.compactMap { variant, diagnostic in
      guard !seen.contains(variant) else { return nil }
      seen.append(variant)
      var note = diagnostic
      note.severity = .note
      note.message = "variant \(variant) cannot be simulated yet: \(diagnostic.message)"
      return note
    }
  }
}
