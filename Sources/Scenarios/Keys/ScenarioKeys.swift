// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Services

/// The top level of a scenario: what the reader, `expand`, `explain` and the JSON Schema of a whole file are made from.
public enum ScenarioKeys {
  static let version = RequiredKey("version", .languageVersion, "The version of the scenario language.")
  static let name = RequiredKey("name", .name, "The scenario's name, used in file names.")
  static let title = OptionalKey("title", .text, "One line that says what the scenario is about.")
  static let description = OptionalKey("description", .text, "What it is about, at length.")
  static let defaultRegion = "us-east-1"
  static let region = Key(
    "region", .name, default: defaultRegion, .sluice, "The AWS region; it picks the prices.")
  static let run = Key(
    "run", .record(RunKeys.table), default: "{}", .sluice, "Seed, windows and precision of the simulation.")
  static let requires = OptionalKey(
    "requires", .list(of: .requirement, count: 0...1_000),
    "Abilities that the parts must have, whatever they cost: a variant that lacks one is marked and does not pass.")
  static let slos = OptionalKey("slos", .map(of: .objective, namesAreChecked: true), "What counts as good.")
  static let variants = OptionalKey(
    "variants", .map(of: .node, namesAreChecked: true), "The alternatives, each written as what differs.")
  static let pricing = Key(
    "pricing", .record(PricingKeys.table), default: "{}", .sluice, "How the bill is made.")
  static let calibration = Key(
    "calibration", .choice(["built-in", "none"]), default: "built-in", .sluice,
    "Latencies of services that AWS gives no number for: the built-in ones, or none at all.")
  static let plan = OptionalKey("plan", .record(PlanKeys.table), "What a planner may change.")

  /// The sections of parts, those that are simulated.
  static let sections: [(section: Section, key: OptionalKey<[Named<TypedRecord>]>)] = Section.allCases.compactMap {
    section in
    Registry.kind(of: section).map { (section, OptionalKey(section.rawValue, $0, summary(of: section))) }
  }

  /// The sections around the parts.
  static let surroundings: [(surrounding: Surrounding, key: OptionalKey<Record>)] = Registry.surroundings.map {
    ($0, OptionalKey($0.name, .record($0.table), $0.summary))
  }

  public static let table = KeyTable(
    "scenario", "A scenario of Sluice.",
    keys: [version, name, title, description, region, run] + sections.map(\.key)
      + Section.allCases.filter { Registry.kind(of: $0) == nil }.map { OptionalKey(notSimulated: $0.rawValue) }
      + surroundings.map(\.key) + [requires, slos, variants, plan, pricing, calibration])

  private static func summary(of section: Section) -> String {
    switch section {
    case .traffic: "Who sends what."
    case .channels: "What carries messages."
    case .workers: "What takes messages and works on them."
    case .caches: "Caches."
    case .databases: "Databases."
    case .endpoints: "Where messages leave the system."
    case .faults: "What goes wrong, or is done, and when."
    }
  }
}

extension ValueKind where Value == String {
  /// The word `1`, which an editor takes for a number.
  fileprivate static var languageVersion: ValueKind<String> {
    let word = ValueKind<String>.choice(["1"])
    return ValueKind(word.name, schema: .anyOf([.integer(1...1), word.schema]), example: "1", read: word.read)
  }
}
