// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Services
import Simulation
import Statistics

/// Makes a checked ``Scenario`` of a file, a variant and the changes from outside.
public enum ScenarioReader {
  /// The most messages of one replication, on average.
  public static let mostMessages = 1e9

  /// The scenario, or nil after an error. The errors of all parts are found at once, each once; those of objectives
  /// when the parts are right.
  public static func scenario(
    _ file: ScenarioFile, variant: String = "base", options: ScenarioOptions = ScenarioOptions(),
    _ diagnostics: inout Diagnostics
  ) -> Scenario? {
    var found = Diagnostics()
    let scenario = read(file, variant, options, &found)
    // Each window reads the parts again, and finds the same.
    var seen = Set(diagnostics.items)
    if found.dropped > 0 {
      diagnostics.append(contentsOf: found)
    } else {
      for item in found.items where seen.insert(item).inserted { diagnostics.append(item) }
    }
    return found.hasErrors ? nil : scenario
  }

  private static func read(
    _ file: ScenarioFile, _ variant: String, _ options: ScenarioOptions, _ diagnostics: inout Diagnostics
  ) -> Scenario? {
    guard file.variants.contains(variant) else {
      let near = Names.nearest(variant, in: file.variants)
      diagnostics.error(
        .name, at: nil, length: 0, "there is no variant \(Diagnostic.quoted(variant))",
        hint: near.map { "nearest: \($0)" } ?? "there is: \(file.variants.joined(separator: ", "))")
      return nil
    }
    guard let tree = file.tree(variant: variant, changes: options.changes, &diagnostics) else { return nil }
    var context = ReadContext()
    let record = ScenarioKeys.table.read(tree, &context)
    diagnostics.append(contentsOf: context.diagnostics)
    let before = diagnostics.errorCount
    let windows = windows(file, tree, variant: variant, options, &diagnostics)
    guard let record, let windows, diagnostics.errorCount == before, context.diagnostics.errorCount == 0 else {
      return nil
    }
    let objectives = objectives(record, windows, &diagnostics)
    let requirements = requirements(record, tree, windows, &diagnostics)
    let terms = PricingReader.terms(record[ScenarioKeys.pricing], &diagnostics)
    guard diagnostics.errorCount == before else { return nil }
    let run = record[ScenarioKeys.run]
    let wanted = windows.filter { options.windows.isEmpty || options.windows.contains($0.name) }
    return Scenario(
      name: record[ScenarioKeys.name], title: record[ScenarioKeys.title], variant: variant,
      variantTitle: file.title(of: variant), region: record[ScenarioKeys.region],
      seed: options.seed ?? UInt64(run[RunKeys.seed]), confidence: run[RunKeys.confidence],
      precision: options.precision ?? run[RunKeys.replications], warmup: run[RunKeys.warmup],
      percentiles: Array(Set(run[RunKeys.percentiles])).sorted(),
      windows: wanted, objectives: objectives, requirements: requirements, terms: terms, changes: changes(options),
      textHash: hash(file.text),
      simulatedText: SimulatedText.of(
        tree, variant: variant, options, windows: wanted, objectives: objectives,
        percentiles: run[RunKeys.percentiles]),
      defaults: context.defaultsUsed)
  }

  private static func changes(_ options: ScenarioOptions) -> [String] {
    var changes = options.changes.map { "\($0.path)=\($0.value)" }
    if options.trafficFactor != 1 { changes.append("traffic x\(Format.number(options.trafficFactor))") }
    for (name, factor) in options.trafficFactors.sorted(by: { $0.key < $1.key }) {
      changes.append("traffic.\(name) x\(Format.number(factor))")
    }
    for (name, quantile) in options.rateQuantiles.sorted(by: { $0.key < $1.key }) {
      changes.append("rate of \(name) at its \(Format.number(quantile * 100))% quantile")
    }
    if let faults = options.faults {
      changes.append(faults.isEmpty ? "no faults" : "only the faults \(faults.joined(separator: ", "))")
    }
    return changes
  }

  private static func hash(_ text: String) -> String {
    let digits = String(StableHash.of(text.utf8), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func objectives(
    _ record: Record, _ windows: [ScenarioWindow], _ diagnostics: inout Diagnostics
  ) -> [Objective] {
    guard let first = windows.first else { return [] }
    // The parts and what they measure are the same in all windows; only traffic differs.
    let binding = ObjectiveBinding(
      parts: first.model.parts, instruments: first.model.instruments, windows: windows.map(\.name))
    return (record[ScenarioKeys.slos] ?? []).flatMap { binding.bind($0, &diagnostics) }
  }
}
