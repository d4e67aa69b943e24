// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Scenarios

/// A configuration that `sluice plan -o plan.json` has chosen, in the place of a variant's name: `-v plan.json` is its answer,
/// `-v plan.json:2` the second of its plans, `-v plan.json:least-regret` the one that is regretted least.
struct SavedPlan: Sendable, Hashable {
  /// The variant that it is made from.
  var variant: String
  /// What the plan was made with and what it chose, as `--set` would say it, in order.
  var changes: [Change]
  /// The fingerprint of the scenario that it was made for.
  var fingerprint: String

  struct Change: Sendable, Hashable {
    var path: String
    var value: String
  }

  static let ending = ".json"
  static let leastRegret = "least-regret"

  /// The file and the plan in it that a word for a variant means; nil for the name of a variant.
  static func place(_ word: String) -> (path: String, choice: String?)? {
    if word.hasSuffix(ending) {
      // A variant may be called so, too.
      return FileManager.default.fileExists(atPath: word) ? (word, nil) : nil
    }
    guard let colon = word.lastIndex(of: ":"), word[..<colon].hasSuffix(ending) else { return nil }
    return (String(word[..<colon]), String(word[word.index(after: colon)...]))
  }

  /// - Throws: `Failure` for what is no plan, or has no such plan in it.
  init(path: String, choice: String?) throws {
    let source = try ScenarioSource(path, limit: SavedResults.limit)
    let name = Diagnostic.quoted(path, limit: 400)
    guard let file = try? JSONDecoder().decode(File.self, from: Data(source.bytes)), file.schema.hasPrefix("plan/")
    else {
      throw Failure(
        .failure, "\(name) is not a whole result of sluice plan",
        hint: "write it again with sluice plan SCENARIO -o plan.json")
    }
    let plan = try Self.plan(choice, of: file, name)
    // Other changes, such as a factor of the traffic, are no settings.
    let made = file.scenario.set.compactMap { change -> Change? in
      guard let equals = change.firstIndex(of: "=") else { return nil }
      return Change(path: String(change[..<equals]), value: String(change[change.index(after: equals)...]))
    }
    variant = plan.variant
    changes = made + plan.settings.map { Change(path: $0.path, value: $0.value) }
    fingerprint = file.scenario.fingerprint
  }

  private static func plan(_ choice: String?, of file: File, _ name: String) throws -> File.Plan {
    let plans = (file.answer.map { [$0] } ?? []) + file.others
    if choice == leastRegret {
      guard let plan = file.regret?.plans.first else {
        throw Failure(.failure, "\(name) has no plan of least regret", hint: "a plan has one where a rate is uncertain")
      }
      return plan
    }
    guard !plans.isEmpty else {
      throw Failure(.failure, "\(name) has no plan in it", hint: "no configuration met the objectives")
    }
    guard let choice else { return plans[0] }
    guard let number = Int(choice), plans.indices.contains(number - 1) else {
      let known = (1...plans.count).map(String.init) + (file.regret == nil ? [] : [leastRegret])
      throw Failure.unknown("plan in \(name):", choice, among: known)
    }
    return plans[number - 1]
  }

  /// What is read of the JSON; the rest is for people.
  private struct File: Decodable {
    struct Plan: Decodable {
      struct Setting: Decodable {
        var path: String
        var value: String
      }
      var variant: String
      var settings: [Setting]
    }
    struct Identity: Decodable {
      var set: [String]
      var fingerprint: String
    }
    struct Regret: Decodable { var plans: [Plan] }

    var schema: String
    var scenario: Identity
    var answer: Plan?
    var others: [Plan]
    var regret: Regret?
  }
}
