// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

extension ValueKind {
  /// A kind that is read from one text.
  ///
  /// - Parameter parse: gives the value, or throws the end of a sentence that starts with the setting's name.
  public static func scalar(
    _ name: String, schema: Schema, example: String? = nil, allowed: String? = nil,
    parse: @escaping @Sendable (String) throws(UnitError) -> Value
  ) -> ValueKind {
    ValueKind(name, schema: schema, example: example, allowed: allowed, shapes: .text) { node, context in
      guard let text = node.text else {
        context.failShape(node, wanted: name, example: example)
        return nil
      }
      do throws(UnitError) {
        return try parse(text)
      } catch {
        var suggestion = error.suggestion
        // For a bare number the default's unit is the best guess: 14 next to a default of 4d means 14d.
        if error.code == .unit, suggestion != nil, let unit = context.unitOfDefault, (try? parse(text + unit)) != nil {
          suggestion = text + unit
        }
        context.fail(error.code, at: node, error.message, suggestion: suggestion)
        return nil
      }
    }
  }

  fileprivate static func ranged(
    _ name: String, pattern: String?, schema: Schema? = nil, example: String, range: ClosedRange<Value>?,
    format: @escaping @Sendable (Value) -> String, parse: @escaping @Sendable (String) throws(UnitError) -> Value
  ) -> ValueKind where Value: Comparable {
    let allowed = range.map { "\(format($0.lowerBound)) to \(format($0.upperBound))" }
    let shape = schema ?? .text(pattern: pattern ?? "")
    return scalar(name, schema: shape, example: example, allowed: allowed) { text throws(UnitError) in
      let value = try parse(text)
      if let range, !range.contains(value) {
        throw UnitError(
          .range, "must lie between \(format(range.lowerBound)) and \(format(range.upperBound)), not \(text)")
      }
      return value
    }
  }
}

private enum Patterns {
  static let number = #"[0-9][0-9_]*(\.[0-9]+)?"#
  static let duration = #"^(\#(number)(ns|us|µs|ms|s|m|h|d|w))+$"#
  static let bytes = #"^\#(number)([KMGT]i?)?B$"#
  static let rate = #"^\#(number)[kMG]?/(s|min|h|day|week|month)$"#
  static let byteRate = #"^\#(number)([KMGT]i?)?B/(s|min|h|day|week|month)$"#
  static let ratio = #"^\#(number)%?$"#
  static let money = #"^\$\#(number)$"#
  static let moneyPerHour = #"^\$\#(number)/h$"#
  static let count = #"^\#(number)[kMG]?$"#
  static let factor = #"^\#(number)x?$"#
  static let name = #"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"#
}

extension ValueKind where Value == Int64 {
  /// A time in nanoseconds; see `Units.duration`.
  public static func duration(_ range: ClosedRange<Int64>?) -> ValueKind {
    ranged(
      "duration", pattern: Patterns.duration, example: "30s", range: range, format: Format.exactDuration,
      parse: Units.duration)
  }
  public static var duration: ValueKind { duration(nil) }

  /// A number of bytes; see `Units.bytes`.
  public static func bytes(_ range: ClosedRange<Int64>?) -> ValueKind {
    ranged(
      "size", pattern: Patterns.bytes, example: "256KiB", range: range, format: Format.exactBytes,
      parse: Units.bytes)
  }
  public static var bytes: ValueKind { bytes(nil) }
}

extension ValueKind where Value == Double {
  /// How often, per second; see `Units.rate`.
  public static func rate(_ range: ClosedRange<Double>?) -> ValueKind {
    ranged(
      "rate", pattern: Patterns.rate, example: "6/s", range: range, format: { Format.number($0) + "/s" },
      parse: Units.rate)
  }
  public static var rate: ValueKind { rate(nil) }

  /// Bytes per second; see `Units.byteRate`.
  public static func byteRate(_ range: ClosedRange<Double>?) -> ValueKind {
    ranged(
      "bytes per time", pattern: Patterns.byteRate, example: "5MB/s", range: range,
      format: { Format.bytes($0).filter { $0 != " " } + "/s" }, parse: Units.byteRate)
  }
  public static var byteRate: ValueKind { byteRate(nil) }

  /// A share from 0 to 1; see `Units.ratio`.
  public static func ratio(_ range: ClosedRange<Double>?) -> ValueKind {
    let schema = Schema.anyOf([.text(pattern: Patterns.ratio), .number(range ?? 0...1)])
    return ranged(
      "share", pattern: nil, schema: schema, example: "0.5%", range: range ?? 0...1,
      format: { Format.number($0 * 100) + "%" }, parse: Units.ratio)
  }
  public static var ratio: ValueKind { ratio(nil) }

  /// A number without a unit; see `Units.number`.
  public static func number(_ range: ClosedRange<Double>?) -> ValueKind {
    ranged(
      "number", pattern: nil, schema: range.map { .number($0) } ?? .number, example: "0.9", range: range,
      format: { Format.number($0, significant: 6) }, parse: Units.number)
  }
  public static var number: ValueKind { number(nil) }

  /// How many times; see `Units.factor`.
  public static func factor(_ range: ClosedRange<Double>?) -> ValueKind {
    let schema = Schema.anyOf([.text(pattern: Patterns.factor), .number])
    return ranged(
      "factor", pattern: nil, schema: schema, example: "1.3x", range: range,
      format: { Format.number($0, significant: 6) }, parse: Units.factor)
  }
  public static var factor: ValueKind { factor(nil) }
}

extension ValueKind where Value == Decimal {
  /// An amount of US dollars; see `Units.money`.
  public static func money(_ range: ClosedRange<Decimal>?) -> ValueKind {
    ranged(
      "amount of money", pattern: Patterns.money, example: "$0.40", range: range,
      format: { Format.unitPrice($0, grouped: false) }, parse: Units.money)
  }
  public static var money: ValueKind { money(nil) }

  /// US dollars per hour; see `Units.moneyPerHour`.
  public static var moneyPerHour: ValueKind {
    ranged(
      "amount of money per hour", pattern: Patterns.moneyPerHour, example: "$60/h", range: nil,
      format: { Format.unitPrice($0, grouped: false) + "/h" }, parse: Units.moneyPerHour)
  }
}

extension ValueKind where Value == Int {
  /// A whole number; see `Units.count`.
  public static func integer(_ range: ClosedRange<Int>?) -> ValueKind {
    let schema = Schema.anyOf([.integer(range), .text(pattern: Patterns.count)])
    return ranged(
      "whole number", pattern: nil, schema: schema, example: "10", range: range, format: { Format.grouped($0) },
      parse: Units.count)
  }
  public static var integer: ValueKind { integer(nil) }
}

extension ValueKind where Value == Bool {
  /// `true` or `false`, and nothing else: `no` is a country.
  public static var flag: ValueKind {
    scalar("`true` or `false`", schema: .flag) { text throws(UnitError) in
      switch text {
      case "true": return true
      case "false": return false
      default:
        let meant: String? =
          switch text.lowercased() {
          case "yes", "on", "true", "1", "y": "true"
          case "no", "off", "false", "0", "n": "false"
          default: nil
          }
        throw UnitError(.value, "must be `true` or `false`, not \(Diagnostic.quoted(text))", suggestion: meant)
      }
    }
  }
}

extension ValueKind where Value == String {
  /// Any text up to 16,384 bytes.
  public static var text: ValueKind {
    scalar("text", schema: .text) { text throws(UnitError) in
      guard text.utf8.count <= 16_384 else { throw UnitError(.size, "is longer than 16,384 bytes") }
      return text
    }
  }

  /// A name of a thing: letters, digits, `-`, `_` and `.`, at most 64, the first a letter or digit.
  public static var name: ValueKind {
    scalar("name", schema: .text(pattern: Patterns.name), example: "jobs") { text throws(UnitError) in
      if let problem = Names.problem(with: text) { throw UnitError(.value, problem) }
      return text
    }
  }

  /// One of these words.
  public static func choice(_ words: [String]) -> ValueKind {
    let isShort = words.count <= 4
    let name = isShort ? words.map { "`\($0)`" }.joined(separator: " or ") : "word"
    let allowed = isShort ? nil : English.list(words, limit: 20)
    return scalar(name, schema: .choice(words), allowed: allowed) { text throws(UnitError) in
      if words.contains(text) { return text }
      let problem = isShort ? "must be \(name), not" : "cannot be"
      throw UnitError(
        .value, "\(problem) \(Diagnostic.quoted(text))", suggestion: Names.nearest(text, in: words))
    }
  }
}

extension ValueKind where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
  /// One of an enumeration's words.
  public static func choice(of type: Value.Type) -> ValueKind {
    let kind = ValueKind<String>.choice(Value.allCases.map(\.rawValue))
    return kind.map { word, _, _ in Value(rawValue: word) }
  }
}

extension ValueKind where Value == Reference {
  /// The name of a thing of one of these kinds (`channel`, `worker`), to be checked when all names are known: it is
  /// added to `ReadContext.references`.
  public static func reference(to kinds: [String]) -> ValueKind {
    let what = kinds.isEmpty ? "name" : "name of \(kinds.map(English.withArticle).joined(separator: " or "))"
    return ValueKind<String>.name.described(as: what, example: "jobs").map { name, node, context in
      let reference = Reference(name: name, node: node)
      context.refer(reference, to: kinds)
      return reference
    }
  }
}

extension ValueKind where Value == Node {
  /// The node itself, unread.
  public static var node: ValueKind {
    ValueKind("anything", schema: .any, shapes: .any) { node, _ in node }
  }
}

extension Names {
  /// What keeps a text from being a name, as the end of a sentence; nil if it is one.
  public static func problem(with text: String) -> String? {
    guard let first = text.unicodeScalars.first else { return "must not be empty" }
    let allowed = text.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII && (isLetterOrDigit(scalar) || scalar == "-" || scalar == "_" || scalar == ".")
    }
    guard allowed, isLetterOrDigit(first) else {
      return "must be a name of letters, digits, `-`, `_` and `.`, not \(Diagnostic.quoted(text))"
    }
    return text.utf8.count > longest ? "is longer than \(longest) letters" : nil
  }

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: false
    }
  }
}
