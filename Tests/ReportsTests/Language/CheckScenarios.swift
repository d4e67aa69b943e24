// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Scenarios
import Services

/// Scenarios in which checks find something: the examples with all their variants, and those that the checks are tried
/// on (`Tests/ExperimentsTests/Checks`), read as text.
enum CheckScenarios {
  static func all() throws -> [Scenario] { try examples() + tried() }

  // MARK: Examples

  private static func examples() throws -> [Scenario] {
    let root = Example.root.appendingPathComponent("scenarios")
    let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return try paths.filter { $0.hasSuffix(".yaml") }.sorted().flatMap { path -> [Scenario] in
      let url = root.appendingPathComponent(path)
      return scenarios(Array(try Data(contentsOf: url)), path: url.path, [])
    }
  }

  /// Every variant that is valid. Files of other kinds, as price books, have none.
  private static func scenarios(_ bytes: [UInt8], path: String, _ changes: [String]) -> [Scenario] {
    var diagnostics = Diagnostics()
    guard let file = ScenarioFile(bytes: bytes, path: path, &diagnostics) else { return [] }
    var options = ScenarioOptions()
    options.changes = changes.map { change in
      let parts = change.split(separator: "=", maxSplits: 1).map(String.init)
      return (parts[0], parts[1])
    }
    return file.variants.compactMap { ScenarioReader.scenario(file, variant: $0, options: options, &diagnostics) }
  }

  // MARK: What the checks are tried on

  private static func tried() throws -> [Scenario] {
    let sources = try SwiftSource.all(below: ["Tests/ExperimentsTests/Checks"], with: ["CheckCase("])
    return sources.flatMap { source in
      source.calls(of: "CheckCase").flatMap { call -> [Scenario] in
        func argument(_ label: String) -> String { call.arguments.first { $0.label == label }?.text ?? "" }
        let text = "version: 1\nname: check\n" + value(of: argument("scenario"), source, sources)
        return ["found", "justNot"].flatMap { label in
          let settings = SwiftSource.parts(of: String(argument(label).dropFirst().dropLast()), at: ",")
            .map { value(of: $0, source, sources) }.filter { !$0.isEmpty }
          return scenarios(Array(text.utf8), path: "check.yaml", settings)
        }
      }
    }
  }

  /// What a string expression of literals, names of constants, `+` and `replacing` is.
  private static func value(of expression: String, _ source: SwiftSource, _ sources: [SwiftSource]) -> String {
    let text = expression.trimmed
    let sum = SwiftSource.parts(of: text, at: "+")
    if sum.count > 1 { return sum.map { value(of: $0, source, sources) }.joined() }
    if let call = text.firstMatch(of: #/^(\w+)\.replacing\((.+)\)$/#.dotMatchesNewlines()) {
      let arguments = SwiftSource.parts(of: String(call.2), at: ",").map {
        value(of: $0.trimmed.replacing(#/^with:\s*/#, with: ""), source, sources)
      }
      return value(of: String(call.1), source, sources).replacing(arguments[0], with: arguments[1])
    }
    if text.hasPrefix("\"\"\"") {
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
      let indent = lines.popLast()?.prefix { $0 == " " }.count ?? 0
      return lines.map { $0.dropFirst(indent) }.joined(separator: "\n")
    }
    if text.hasPrefix("\"") {
      return String(text.dropFirst().dropLast()).replacing("\\n", with: "\n").replacing("\\\"", with: "\"")
    }
    // A constant, of this file if there is one of that name.
    for source in [source] + sources {
      guard let declaration = source.text.range(of: "static let \(text) = ") else { continue }
      let rest = source.text[declaration.upperBound...]
      let end =
        rest.hasPrefix("\"") ? SwiftSource.end(ofBracketAt: rest.startIndex, in: source.text) : rest.startIndex
      return value(of: String(rest[..<end]), source, sources)
    }
    return ""
  }
}
