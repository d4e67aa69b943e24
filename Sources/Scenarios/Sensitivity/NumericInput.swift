// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Services

/// A number that a scenario is told and might be wrong about: a rate, a time of work, a size, a share of failures. A
/// distribution is one input: all that has its unit moves together, so that its shape stays.
public struct NumericInput: Sendable, Hashable {
  struct Place: Sendable, Hashable {
    var path: String
    var number: RangeNumber
  }

  /// `workers.resizer.service_time`.
  public let path: String
  /// What is written: `6/s`, `lognormal p50 1.6s, p99 9s`.
  public let written: String
  let places: [Place]

  /// The changes that make it so many times as large, each number exactly.
  ///
  /// - Parameter wholly: whether numbers are rounded to whole ones (of their unit), for settings that must be.
  /// - Returns: nil where nothing would change.
  public func scaled(by factor: Decimal, wholly: Bool = false) -> [(path: String, value: String)]? {
    var changes: [(path: String, value: String)] = []
    for place in places {
      var value = place.number.value * factor
      if wholly { value = RangeText.rounded(value, decimals: 0) }
      if value != place.number.value { changes.append((place.path, place.number.unit.text(value))) }
    }
    return changes.isEmpty ? nil : changes
  }

  /// Every number that is written in a part's settings and that nobody chooses as capacity (the key tables say of a
  /// setting whether more of it never hurts).
  static func all(in tree: Node) -> [NumericInput] {
    Section.allCases.filter { $0 != .faults }.flatMap { section -> [NumericInput] in
      (tree[section.rawValue]?.entries ?? []).flatMap { entry -> [NumericInput] in
        let types = Registry.services.filter { $0.section == section }
        let word = entry.value["type"]?.text ?? entry.value["engine"]?.text ?? ""
        let table = (types.first { $0.type == word } ?? types.first)?.table
        return inputs(entry.value, path: [section.rawValue, entry.key]).filter { input in
          let keys = input.path.split(separator: ".").map(String.init).dropFirst(2)
          return !(table.map { isCapacity(keys, in: $0) } ?? false)
        }
      }
    }
  }

  private static func inputs(_ node: Node, path: [String]) -> [NumericInput] {
    let name = path.joined(separator: ".")
    switch node.content {
    case .null: return []
    case .scalar(let text, let quoted):
      guard !quoted, let number = number(text) else { return [] }
      return [NumericInput(path: name, written: text, places: [Place(path: name, number: number)])]
    case .list(let items):
      return items.enumerated().flatMap { inputs($1, path: path + [String($0)]) }
    case .map(let entries) where UncertainRate.isWritten(entries.map(\.key)):
      // A rate that nobody knows is one input: its range moves as a whole.
      let ends = entries.flatMap { inputs($0.value, path: path + [$0.key]) }
      let written = ends.map { "\($0.path.dropFirst(name.count + 1)) \($0.written)" }.joined(separator: ", ")
      return [NumericInput(path: name, written: written, places: ends.flatMap(\.places))]
    case .map(let entries):
      if let kind = entries.first(where: { distributions.contains($0.key) }) {
        // What has a unit says where the distribution lies; the rest (cv, alpha, shares) is its shape.
        let places = entries.flatMap { inputs($0.value, path: path + [$0.key]) }.flatMap(\.places)
          .filter { $0.number.unit.isMeasure }
        if !places.isEmpty {
          let words = places.prefix(4).map { place in
            let key = place.path.dropFirst(name.count + kind.key.count + 2)
            return key.isEmpty ? place.number.text : "\(key) \(place.number.text)"
          }
          let written = "\(kind.key) \(words.joined(separator: ", "))\(places.count > 4 ? ", …" : "")"
          return [NumericInput(path: name, written: written, places: places)]
        }
      }
      return entries.flatMap { inputs($0.value, path: path + [$0.key]) }
    }
  }

  private static let distributions: Set<String> = [
    "constant", "exponential", "lognormal", "gamma", "weibull", "pareto", "uniform", "percentiles", "mix",
  ]

  private static func number(_ text: String) -> RangeNumber? {
    guard let number = try? RangeNumber(text), number.value > 0 else { return nil }
    let unit = number.unit
    let isKnown =
      unit.isNone || unit.isMeasure || unit.prefix == "$" || unit.suffix == "%" || unit.suffix == "x"
      || unit.suffix.contains("/")
    return isKnown ? number : nil
  }

  /// Whether a setting is one that a plan chooses, and more of it never hurts.
  private static func isCapacity(_ path: ArraySlice<String>, in table: KeyTable) -> Bool {
    guard let name = path.first, let key = table.key(name) else { return false }
    if key.isMonotone { return true }
    let rest = path.dropFirst()
    return key.nested.contains { nested in
      guard nested.path.count <= rest.count,
        zip(nested.path, rest).allSatisfy({ $0 == "NAME" || $0 == $1 || $0 == "0" && Int($1) != nil })
      else { return false }
      return isCapacity(rest.dropFirst(nested.path.count), in: nested.table)
    }
  }
}

extension ScenarioFile {
  /// What a variant's numbers are that might be wrong, in the order of the file; none after an error.
  public func numericInputs(
    variant: String, changes: [(path: String, value: String)] = [], _ diagnostics: inout Diagnostics
  ) -> [NumericInput] {
    tree(variant: variant, changes: changes, &diagnostics).map(NumericInput.all) ?? []
  }
}
