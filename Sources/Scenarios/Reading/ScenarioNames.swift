// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Services

/// The names in a scenario's text, whether or not all else in it is right: what a shell completes while it is being written.
public struct ScenarioNames: Sendable {
  public let variants: [String]
  public let windows: [String]
  /// Traffic sources.
  public let sources: [String]
  /// Paths of settings, as `--set` takes them: those that are written and those that a part of its type may have.
  public let paths: [String]

  public init(_ file: ScenarioFile) {
    func names(_ node: Node?) -> [String] { node?.entries?.map(\.key) ?? [] }
    variants = file.variants
    windows = names(file.root["run"]?["windows"])
    sources = names(file.root["traffic"])
    var paths: [String] = []
    for entry in file.root.entries ?? [] where !["variants", "plan", "version"].contains(entry.key) {
      paths += Self.paths(entry.value, entry.key)
    }
    for section in Section.allCases where section != .faults {
      for part in file.root[section.rawValue]?.entries ?? [] {
        let word = part.value["type"]?.text ?? part.value["engine"]?.text ?? ""
        let services = Registry.services.filter { $0.section == section }
        guard let table = (services.first { $0.type == word } ?? services.first)?.table else { continue }
        paths += table.keys.map(\.name).map { "\(section.rawValue).\(part.key).\($0)" }
      }
    }
    self.paths = Set(paths).sorted()
  }

  private static func paths(_ node: Node, _ path: String) -> [String] {
    guard let entries = node.entries else { return [path] }
    return entries.flatMap { paths($0.value, "\(path).\($0.key)") }
  }
}
