// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// A value from outside, and where it was given: `--jobs` or `SLUICE_JOBS`.
struct Given: Hashable, Sendable {
  var text: String
  var origin: String
}

/// The variables `SLUICE_<FLAG>`: each stands for a flag that was not given. An empty variable counts as none.
struct Environment: Sendable {
  static let prefix = "SLUICE_"
  private let values: [String: String]

  init(_ values: [String: String]) { self.values = values }

  /// The variables that stand for flags, sorted by name.
  var flags: [(name: String, value: String)] {
    values.filter { $0.key.hasPrefix(Self.prefix) && !$0.value.isEmpty }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value) }
  }

  /// The same with other variables for flags, each `NAME=VALUE`.
  func withFlags(_ flags: [String]) -> Environment {
    var changed = values.filter { !$0.key.hasPrefix(Self.prefix) }
    for flag in flags {
      let parts = flag.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].hasPrefix(Self.prefix) else { continue }
      changed[String(parts[0])] = String(parts[1])
    }
    return Environment(changed)
  }

  /// Any variable, by its whole name.
  subscript(name: String) -> String? {
    guard let value = values[name], !value.isEmpty else { return nil }
    return value
  }

  /// The flag's value if there is one, else the variable's.
  ///
  /// - Parameter name: the flag's long name: `at-most`, which is `SLUICE_AT_MOST`.
  func given(_ flag: String?, _ name: String) -> Given? {
    if let flag { return Given(text: flag, origin: "--\(name)") }
    let variable = Self.variable(name)
    return self[variable].map { Given(text: $0, origin: variable) }
  }

  /// The flag's values if there are any, else those of the variable: separated by commas, or by line breaks where a
  /// value may hold a comma.
  func given(_ flags: [String], _ name: String, separator: Character = ",") -> [Given] {
    guard flags.isEmpty else { return flags.map { Given(text: $0, origin: "--\(name)") } }
    let variable = Self.variable(name)
    let parts = (self[variable] ?? "").split(separator: separator)
    return parts.map { Given(text: String($0.trimmingPrefix { $0 == " " }), origin: variable) }
  }

  /// Whether a flag without a value is set: by itself or by the variable.
  ///
  /// - Throws: `Failure` for a variable that is neither yes nor no.
  func isSet(_ flag: Bool, _ name: String) throws -> Bool {
    guard !flag, let given = given(nil as String?, name) else { return flag }
    return try given.parsed(FlagValue.yesOrNo)
  }

  static func variable(_ name: String) -> String {
    prefix + name.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
  }
}

extension Given {
  /// The value that the text stands for.
  ///
  /// - Throws: `Failure` with the status for wrong usage, which names the flag or variable.
  func parsed<Value>(_ parse: (String) throws -> Value) throws -> Value {
    do {
      return try parse(text)
    } catch let error as FlagError {
      throw Failure.usage("\(origin): \(Diagnostic.quoted(text)) \(error.message)", hint: error.hint)
    } catch let error as UnitError {
      // Its sentences begin with the setting's name.
      throw Failure.usage("\(origin) \(error.message)", hint: error.suggestion.map { "did you mean \($0)?" })
    }
  }
}
