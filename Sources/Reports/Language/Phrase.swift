// SPDX-License-Identifier: GPL-3.0-or-later

/// A sentence or heading of a report: words that the catalogue has in every language, and what is filled in.
///
/// Written as a string literal: `say("left out: \(label): \(reason)")`. What stands between the braces of the template
/// is a value and is never translated; a value that is itself words is a phrase of its own, said before it is filled in.
public struct Phrase: ExpressibleByStringInterpolation, Sendable, Hashable {
  /// The English words with `{}` where a value stands: `left out: {}: {}`. The key of the catalogue.
  public private(set) var template: String
  public private(set) var values: [String]

  public init(stringLiteral value: String) {
    template = value
    values = []
  }

  public init(stringInterpolation: StringInterpolation) {
    template = stringInterpolation.template
    values = stringInterpolation.values
  }

  public struct StringInterpolation: StringInterpolationProtocol {
    var template = ""
    var values: [String] = []

    public init(literalCapacity: Int, interpolationCount: Int) {
      template.reserveCapacity(literalCapacity + 2 * interpolationCount)
      values.reserveCapacity(interpolationCount)
    }

    public mutating func appendLiteral(_ literal: String) { template += literal }

    public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      template += "{}"
      values.append(value.description)
    }
  }

  /// The sentence in English.
  public var english: String {
    guard !values.isEmpty else { return template }
    var result = ""
    var rest = template[...]
    for value in values {
      guard let gap = rest.range(of: "{}") else { break }
      result += rest[..<gap.lowerBound]
      result += value
      rest = rest[gap.upperBound...]
    }
    return result + rest
  }
}

/// The sentence in the language that is being written, see ``Language/current``.
public func say(_ phrase: Phrase) -> String {
  switch Language.current {
  case .english: phrase.english
  case .korean: Catalogue.korean.text(phrase)
  }
}

/// A finished English sentence that a result carries, in the language that is being written.
///
/// Results are data and therefore English; a report that a person reads takes their sentences apart again by the
/// catalogue's templates. A sentence that fits none stays as it is.
public func said(_ sentence: String) -> String {
  switch Language.current {
  case .english: sentence
  case .korean: Catalogue.korean.text(sentence: sentence)
  }
}

/// A count of things: `1 receive`, `2,000 receives`. The catalogue has the singular, `{} receive`.
///
/// - Parameter singular: an English noun whose plural ends in s.
public func say(count: Int, _ singular: String) -> String { Catalogue.counted(count, singular, Language.current) }
