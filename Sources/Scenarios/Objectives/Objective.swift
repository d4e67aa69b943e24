// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Services
import Simulation

/// One condition of an entry of `slos`: a figure, a comparison and a bound.
public struct Objective: Sendable {
  public enum Comparison: String, Sendable {
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
    case equal = "=="

    /// Whether small figures are good.
    public var wantsSmall: Bool { self == .less || self == .atMost }
  }

  public enum Level: String, Sendable, CaseIterable {
    /// A failure makes the command fail.
    case fail
    /// A failure is only told.
    case warn
  }

  public let name: String
  /// The flow or part, or `cost`.
  public let subject: String
  public let metric: String
  public let statistic: String
  public let comparison: Comparison
  /// In the unit's base: seconds, a ratio, a number, dollars.
  public let bound: Double
  /// As written: `< 20s`.
  public let asked: String
  public let unit: FigureUnit
  /// The windows that it is about; nil for all.
  public let windows: [String]?
  public let level: Level
  /// The exit code of its failure, 20 to 63.
  public let exitCode: Int?
  /// Where the figure comes from.
  public let source: FigureSource
}

/// Where the figure of an objective comes from.
public enum FigureSource: Sendable {
  /// A metric and a statistic of it, measured in each window.
  case measured(Metric.Kind, Statistic)
  /// The time from the begin of a fault until the subject is back in its usual band.
  case recovery(fault: String)
  /// The month's bill: of everything, or of a part.
  case cost(part: String?)
}

/// An entry of `slos` as written; what it names is looked up when the scenario's parts are known.
public struct ObjectiveSettings: Sendable {
  struct Condition: Sendable {
    var metric: String
    var statistic: String
    /// Where `METRIC.STAT` stands.
    var keyNode: Node
    var comparison: Objective.Comparison
    var boundText: String
    var asked: String
    /// Where the condition stands.
    var node: Node
  }

  var conditions: [Condition]
  var of: Reference?
  var windows: [Reference]?
  /// The fault that a recovery is from.
  var after: Reference?
  var level: Objective.Level
  var exitCode: Int?
  var node: Node
}

/// The keys of an entry of `slos` besides `METRIC.STAT`.
enum ObjectiveKeys {
  static let of = OptionalKey("of", .text, "What is judged: a traffic source or a part. Left out for a cost.")
  static let windows = OptionalKey("in", .oneOrMore(of: .name), "The windows in which it must hold; all by default.")
  static let after = OptionalKey("after", .text, "The fault that recovery_time counts from.")
  static let level = Key(
    "level", .choice(of: Objective.Level.self), default: "fail", .sluice, "Whether a failure makes the command fail.")
  static let exit = OptionalKey("exit", .integer(20...63), "The exit code of its failure.")
  static let table = KeyTable(
    "slo", "A sentence that must be true: METRIC.STAT: \"< BOUND\".", keys: [of, windows, after, level, exit])
}

extension ValueKind where Value == ObjectiveSettings {
  /// `{ of: uploads, latency.p95: "< 10m", in: usual }`.
  static var objective: ValueKind<ObjectiveSettings> {
    let schema = ObjectiveKeys.table.schema.with("additionalProperties", Schema.text.value)
    return ValueKind(
      "SLO", schema: schema, example: "{ of: uploads, latency.p99: \"< 20s\" }", read: ObjectiveReader.read)
  }
}

/// Reads an entry of `slos`.
private enum ObjectiveReader {
  static func read(_ node: Node, _ context: inout ReadContext) -> ObjectiveSettings? {
    guard let entries = node.entries else {
      context.fail(.type, at: node, "must be a map such as { of: uploads, latency.p99: \"< 20s\" }")
      return nil
    }
    let before = context.diagnostics.errorCount
    // What has a dot is a METRIC.STAT; the rest must be one of the known keys.
    func isCondition(_ entry: Node.Entry) -> Bool { entry.key.contains(".") || entry.key == Self.recovery }
    var settings = node
    settings.content = .map(entries.filter { !isCondition($0) })
    let record = ObjectiveKeys.table.read(settings, &context)
    var conditions: [ObjectiveSettings.Condition] = []
    for entry in entries where isCondition(entry) {
      if let condition = condition(entry, &context) { conditions.append(condition) }
    }
    if conditions.isEmpty, context.diagnostics.errorCount == before {
      context.failMissing(
        "\(context.settingName) needs a METRIC.STAT", in: node, hint: "such as latency.p99: \"< 20s\"")
    }
    guard let record, context.diagnostics.errorCount == before else { return nil }
    return ObjectiveSettings(
      conditions: conditions,
      of: record[ObjectiveKeys.of].map { Reference(name: $0, node: record.node(ObjectiveKeys.of) ?? node) },
      windows: record[ObjectiveKeys.windows].map { names in
        let written = record.node(ObjectiveKeys.windows) ?? node
        return names.enumerated().map { Reference(name: $1, node: written.items?[$0] ?? written) }
      },
      after: record[ObjectiveKeys.after].map { Reference(name: $0, node: record.node(ObjectiveKeys.after) ?? node) },
      level: record[ObjectiveKeys.level], exitCode: record[ObjectiveKeys.exit], node: node)
  }

  /// The metric that needs no statistic: there is one value in each replication.
  static let recovery = "recovery_time"

  private static func condition(_ entry: Node.Entry, _ context: inout ReadContext) -> ObjectiveSettings.Condition? {
    let parts = entry.key.split(separator: ".", maxSplits: 1).map(String.init)
    let keyNode = Node(.scalar(text: entry.key, quoted: false), location: entry.keyLocation, length: entry.keyLength)
    guard parts.count == 2 || entry.key == recovery else {
      context.diagnostics.error(
        .key, at: keyNode, "\(Diagnostic.quoted(entry.key)) is no METRIC.STAT", hint: "such as latency.p99")
      return nil
    }
    let text = entry.value.text?.trimmingPrefix { $0 == " " } ?? ""
    let operators: [Objective.Comparison] = [.atMost, .atLeast, .equal, .less, .greater]
    guard let comparison = operators.first(where: { text.hasPrefix($0.rawValue) }) else {
      context.diagnostics.error(
        .value, at: entry.value, "\(entry.key) must be a comparison such as \"< 10m\"",
        hint: text.first?.isNumber != true && text.first != "$"
          ? nil : "did you mean \"< \(Diagnostic.shortened(String(text)))\"?")
      return nil
    }
    let bound = text.dropFirst(comparison.rawValue.count).drop { $0 == " " }
    var boundText = String(bound)
    while boundText.hasSuffix(" ") { boundText.removeLast() }
    return ObjectiveSettings.Condition(
      metric: parts[0], statistic: parts.count > 1 ? parts[1] : "", keyNode: keyNode, comparison: comparison,
      boundText: boundText,
      asked: "\(comparison.rawValue) \(boundText)", node: entry.value)
  }
}
