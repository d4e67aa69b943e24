// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Scenarios

/// `sluice expand FILE`: the scenario with every default written out.
struct ExpandCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "expand",
    abstract: "Print a scenario with all its defaults.",
    usage: "sluice expand FILE [-v NAME] [-s PATH=VALUE] [--why]",
    discussion: """
      sluice expand scenario.yaml
      sluice expand scenario.yaml -v give-back --why        says where each value is from
      sluice expand scenario.yaml -v plan.json:1            what a plan chose
      """)

  @Argument(
    help: ArgumentHelp("The scenario; - for the standard input.", valueName: "file"), completion: Completion.scenario)
  var file: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The variant; default: base.", valueName: "name"))
  var variant: [String] = []

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Another value, repeatable: VALUE is YAML.", valueName: "path=value"))
  var set: [String] = []

  @Flag(help: "Say of each value where it comes from.")
  var why = false

  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    var flags = ScenarioFlags()
    flags.variant = variant
    flags.set = set
    flags.traffic = []
    flags.window = []
    let request = try ScenarioRequest(flags, session.environment)
    guard request.variants.count <= 1, request.variants != [ScenarioRequest.all] else {
      throw Failure.usage("expand prints one variant at a time")
    }
    let why = try session.environment.isSet(why, "why")
    let source = try ScenarioSource(file)
    var found = Diagnostics()
    var expanded: String?
    if let file = ScenarioFile(bytes: source.bytes, path: source.name, &found) {
      let (variant, options) = request.variant(request.variants.first ?? "base")
      if file.variants.contains(variant) {
        expanded = ScenarioDocuments.expanded(file, variant: variant, options: options, why: why, &found)
        for remark in remarks(file, request) { session.note(remark) }
      } else {
        // The reader says it with the nearest name.
        _ = ScenarioReader.scenario(file, variant: variant, options: options, &found)
      }
    }
    guard let expanded, !found.hasErrors else {
      let refusal = source.refused(found.sorted)
      Output.error.say(refusal.text(color: session.errorUsesColor, outcome: "Nothing was expanded."))
      return .invalidScenario
    }
    try Output.standard.write(expanded)
    return .done
  }

  /// What should be known of a plan's choice.
  private func remarks(_ file: ScenarioFile, _ request: ScenarioRequest) -> [String] {
    guard let word = request.variants.first, let plan = request.plan(word) else { return [] }
    let (variant, options) = request.variant(word)
    var found = Diagnostics()
    guard let scenario = ScenarioReader.scenario(file, variant: variant, options: options, &found) else { return [] }
    found = Diagnostics()
    ScenarioVariants.checkText(plan, scenario, word, &found)
    return found.items.map(\.message)
  }
}
