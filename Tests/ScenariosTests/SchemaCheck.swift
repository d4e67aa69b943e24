// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

/// Checks a YAML text against a JSON Schema as an editor would: as much of JSON Schema 2020-12 as the schema uses.
enum SchemaCheck {
  static func problems(_ text: String, _ schema: [String: Any]) -> [String] {
    var diagnostics = Diagnostics()
    guard let node = Document.parse(text, file: "text", into: &diagnostics) else { return ["not YAML"] }
    return check(value(node), schema, "")
  }

  /// The value that YAML 1.2's core schema makes of a node.
  private static func value(_ node: Node) -> Any {
    if let entries = node.entries {
      return Dictionary(uniqueKeysWithValues: entries.map { ($0.key, value($0.value)) })
    }
    if let items = node.items { return items.map(value) }
    guard let text = node.text else { return NSNull() }
    if !node.isQuoted, text == "true" || text == "false" { return text == "true" }
    if !node.isQuoted, text.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?/) != nil, let number = Double(text) { return number }
    return text
  }

  private static func check(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
    let known: Set<String> = [
      "$schema", "$id", "title", "description", "default", "type", "enum", "const", "pattern", "minimum", "maximum",
      "properties", "required", "additionalProperties", "items", "minItems", "maxItems", "anyOf", "oneOf",
    ]
    var problems = schema.keys.filter { !known.contains($0) }.map { "\(path): unknown keyword \($0)" }
    if let type = schema["type"] as? String, !isOf(type, value) { problems.append("\(path): not of type \(type)") }
    if let words = schema["enum"] as? [String], !words.contains(value as? String ?? "") {
      problems.append("\(path): not one of \(words)")
    }
    if let word = schema["const"] as? String, word != value as? String { problems.append("\(path): not \(word)") }
    if let pattern = schema["pattern"] as? String, let text = value as? String,
      text.range(of: pattern, options: .regularExpression) == nil
    {
      problems.append("\(path): \(text) is not like \(pattern)")
    }
    if let number = value as? Double {
      if let least = schema["minimum"] as? Double, number < least { problems.append("\(path): below \(least)") }
      if let most = schema["maximum"] as? Double, number > most { problems.append("\(path): above \(most)") }
    }
    problems += inside(value, schema, path)
    for (keyword, most) in [("anyOf", Int.max), ("oneOf", 1)] {
      guard let choices = schema[keyword] as? [[String: Any]] else { continue }
      let tried = choices.map { check(value, $0, path) }
      let fitting = tried.filter(\.isEmpty).count
      if fitting < 1 { problems.append("\(path): fits none of \(keyword): \(tried)") }
      if fitting > most { problems.append("\(path): fits \(fitting) of \(keyword)") }
    }
    return problems
  }

  private static func inside(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
    var problems: [String] = []
    if let map = value as? [String: Any] {
      for name in schema["required"] as? [String] ?? [] where map[name] == nil {
        problems.append("\(path): no \(name)")
      }
      let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
      for (key, inner) in map.sorted(by: { $0.key < $1.key }) {
        if let property = properties[key] {
          problems += check(inner, property, "\(path).\(key)")
        } else if let more = schema["additionalProperties"] as? [String: Any] {
          problems += check(inner, more, "\(path).\(key)")
        } else if schema["additionalProperties"] as? Bool == false {
          problems.append("\(path): no such key as \(key)")
        }
      }
    }
    if let list = value as? [Any] {
      if let least = schema["minItems"] as? Int, list.count < least { problems.append("\(path): too short") }
      if let most = schema["maxItems"] as? Int, list.count > most { problems.append("\(path): too long") }
      if let items = schema["items"] as? [String: Any] {
        for (place, item) in list.enumerated() { problems += check(item, items, "\(path).\(place)") }
      }
    }
    return problems
  }

  private static func isOf(_ type: String, _ value: Any) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "number": value is Double
    case "integer": (value as? Double).map { $0 == $0.rounded() } ?? false
    case "boolean": value is Bool
    default: false
    }
  }
}
