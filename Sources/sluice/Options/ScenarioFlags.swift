// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Scenarios

/// What changes a scenario from outside, in every command that reads one.
struct ScenarioFlags: ParsableArguments {
  @Option(
    name: .shortAndLong, help: ArgumentHelp("A variant, repeatable; or all. Default: base.", valueName: "name"),
    completion: Completion.variants)
  var variant: [String] = []

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Another value, repeatable: VALUE is YAML.", valueName: "path=value"),
    completion: Completion.settings)
  var set: [String] = []

  @Option(
    name: [.customShort("x", allowingJoined: true), .long],
    help: ArgumentHelp("Traffic times 2: -x 2, or -x uploads=2.", valueName: "factor"), completion: Completion.traffic)
  var traffic: [String] = []

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Only this window, repeatable.", valueName: "name"),
    completion: Completion.windows)
  var window: [String] = []
}

/// What the flags and variables come to.
struct ScenarioRequest: Sendable {
  /// The variants by name, in the order given; empty for the base.
  var variants: [String]
  /// Those of them that are a plan's choice, by the word.
  private var plans: [String: SavedPlan] = [:]
  var options: ScenarioOptions

  static let all = "all"

  /// - Throws: `Failure` for a value that cannot be read.
  init(_ flags: ScenarioFlags, _ environment: Environment) throws {
    options = ScenarioOptions()
    variants = Self.unique(environment.given(flags.variant, "variant").map(\.text))
    for word in variants {
      if let place = SavedPlan.place(word) { plans[word] = try SavedPlan(path: place.path, choice: place.choice) }
    }
    options.windows = Self.unique(environment.given(flags.window, "window").map(\.text))
    options.changes = try environment.given(flags.set, "set", separator: "\n").map {
      try $0.parsed(FlagValue.change)
    }
    for given in environment.given(flags.traffic, "traffic") {
      let (source, factor) = try given.parsed(FlagValue.traffic)
      if let source { options.trafficFactors[source] = factor } else { options.trafficFactor = factor }
    }
  }

  /// The variants of a file that are asked for by name or by `all`.
  func variants(of file: ScenarioFile) -> [String] {
    guard !variants.isEmpty else { return ["base"] }
    return Self.unique(variants.flatMap { $0 == Self.all ? file.variants : [$0] })
  }

  /// The plan's choice that a word for a variant stands for, if it does.
  func plan(_ word: String) -> SavedPlan? { plans[word] }

  /// The variant that a word stands for, and what is changed from outside for it: what a plan chose, then what the flags say.
  func variant(_ word: String) -> (name: String, options: ScenarioOptions) {
    guard let plan = plans[word] else { return (word, options) }
    var options = options
    options.changes = plan.changes.map { ($0.path, $0.value) } + options.changes
    return (plan.variant, options)
  }

  /// Whether a variant is wanted by its name, so that it must be possible; of those that `all` stands for, the
  /// possible ones are wanted.
  func names(_ variant: String) -> Bool {
    variants.isEmpty ? variant == "base" : variants.contains(variant)
  }

  private static func unique(_ names: [String]) -> [String] {
    var found: [String] = []
    for name in names where !found.contains(name) { found.append(name) }
    return found
  }
}
