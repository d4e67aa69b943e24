// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Scenarios

/// What a sweep changes: a setting of the scenario, or how much traffic there is.
public struct SweepInput: Sendable, Hashable {
  /// What is meant by the path.
  enum Kind: Sendable, Hashable {
    case setting
    /// The factor of all traffic, or of one source's.
    case traffic(source: String?)
  }

  /// `workers.resizer.tasks`, `traffic`, `traffic.uploads`.
  public let path: String
  public let range: ValueRange
  let kind: Kind

  public init(path: String, range: ValueRange) {
    self.path = path
    self.range = range
    kind = Self.kind(path)
  }

  /// - Parameter text: `workers.resizer.tasks=2..20`.
  /// - Throws: what is wrong, as the end of a sentence that starts with the flag's name.
  public init(_ text: String) throws(UnitError) {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      throw UnitError(
        .value, "needs PATH=VALUES, not \(Diagnostic.quoted(text))", suggestion: "workers.resizer.tasks=2..20")
    }
    let path = String(text[..<equals])
    let range = try ValueRange(String(text[text.index(after: equals)...]))
    if case .traffic = Self.kind(path) {
      for value in range.values where (try? Units.factor(value)) == nil {
        throw UnitError(.value, "needs factors of the traffic, not \(Diagnostic.quoted(value))", suggestion: "1x..4x")
      }
    }
    self.init(path: path, range: range)
  }

  private static func kind(_ path: String) -> Kind {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.first == "traffic", parts.count <= 2, parts.last?.isEmpty == false else { return .setting }
    return .traffic(source: parts.count == 2 ? String(parts[1]) : nil)
  }

  /// Changes a scenario's options so that the input has a value.
  func set(_ value: String, _ options: inout ScenarioOptions) {
    switch kind {
    case .setting: options.changes.append((path, value))
    case .traffic(let source):
      let factor = (try? Units.factor(value)) ?? 1
      if let source {
        options.trafficFactors[source, default: 1] *= factor
      } else {
        options.trafficFactor *= factor
      }
    }
  }

  /// How the value reads: `tasks 4`, `traffic 2x`.
  public func label(_ value: String) -> String {
    switch kind {
    case .setting: "\(path.split(separator: ".").last ?? "") \(value)"
    case .traffic: "\(path) \(value)x"
    }
  }
}
