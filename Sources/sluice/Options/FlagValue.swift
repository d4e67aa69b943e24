// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Pricing
import Scenarios

/// What is wrong with the value of a flag.
struct FlagError: Error, Hashable {
  /// The end of a sentence that begins with the value: `is not a number from 1 to 1024`.
  var message: String
  var hint: String?

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}

/// Reads the values of flags and of the variables that stand for them. All throw `FlagError` or `UnitError`.
enum FlagValue {
  static let jobs = 1...1024
  static let replications = 1...100_000
  static let width = 40...1000

  static func integer(_ range: ClosedRange<Int>) -> (String) throws -> Int {
    { text in
      guard let value = Int(text), range.contains(value) else {
        throw FlagError("is not a whole number from \(range.lowerBound) to \(range.upperBound)")
      }
      return value
    }
  }

  /// From 0 to what a scenario file can hold too.
  static func seed(_ text: String) throws -> UInt64 {
    guard let value = UInt64(text), value <= UInt64(Int.max) else {
      throw FlagError("is not a whole number from 0 to \(Int.max)")
    }
    return value
  }

  /// Hours that a bill is about: a number above 0, with decimals if need be.
  static func hours(_ text: String) throws -> Costing.Period {
    guard let hours = Decimal(exactText: text), hours > 0, hours <= 1_000_000 else {
      throw FlagError("is not a number of hours above 0", hint: "such as 1 or 0.5")
    }
    return .hours(hours)
  }

  /// The half-width of an interval as a share of the value: `5%`.
  static func share(_ text: String) throws -> Double {
    let value = try Units.ratio(text)
    guard value >= 0.0001, value <= 1 else { throw FlagError("is not a share from 0.01% to 100%") }
    return value
  }

  static func yesOrNo(_ text: String) throws -> Bool {
    switch text.lowercased() {
    case "1", "true", "yes", "on": return true
    case "0", "false", "no", "off": return false
    default: throw FlagError("is neither 1 nor 0")
    }
  }

  /// One of the words of an enumeration.
  static func word<Word: RawRepresentable<String> & CaseIterable>(_ type: Word.Type) -> (String) throws -> Word {
    { text in
      if let word = Word(rawValue: text) { return word }
      let words = Word.allCases.map(\.rawValue)
      let near = Names.nearest(text, in: words)
      throw FlagError(
        "is not one of \(words.joined(separator: ", "))", hint: near.map { "did you mean \($0)?" })
    }
  }

  /// `PATH=VALUE`.
  static func change(_ text: String) throws -> (path: String, value: String) {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      throw FlagError("is not PATH=VALUE", hint: "such as workers.resizer.tasks=32")
    }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }

  /// `2` for all traffic, `uploads=2` for one source.
  static func traffic(_ text: String) throws -> (source: String?, factor: Double) {
    guard let equals = text.lastIndex(of: "=") else { return (nil, try Units.factor(text)) }
    let source = String(text[..<equals])
    guard !source.isEmpty else { throw FlagError("names no traffic source", hint: "such as uploads=2") }
    return (source, try Units.factor(String(text[text.index(after: equals)...])))
  }
}
