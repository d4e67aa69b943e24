// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// All that Sluice says to a person in a language other than English, by the English words.
///
/// A translation names the values by their place, `{1}`, in whatever order it needs them. `{1:을/를}` is a value with the
/// particle that goes with its last sound; `{1~}` is a value that is said in this language too.
struct Catalogue: Sendable {
  /// English templates, see ``Phrase/template``, with their translations.
  typealias Entries = KeyValuePairs<String, String>

  /// Translations by template.
  let texts: [String: String]
  /// Templates of sentences with values, the one with the most words first: it says most about what a sentence is.
  private let patterns: [Pattern]

  /// - Parameters:
  ///   - sentences: what results carry, which is taken apart, see ``text(sentence:)``.
  ///   - phrases: what reports say themselves. No sentence is taken apart by them: `{} receive` is about a count, not about
  ///     whatever ends in this word.
  init(_ sentences: [Entries], phrases: [Entries] = []) {
    var texts: [String: String] = [:]
    for part in sentences + phrases { for entry in part { texts[entry.key] = entry.value } }
    self.texts = texts
    patterns = Set(sentences.flatMap { $0.map(\.key) }).filter { $0.contains("{}") }.map(Pattern.init)
      .filter { $0.letters >= 4 }
      .sorted { ($1.letters, $0.template) < ($0.letters, $1.template) }
  }

  func text(_ phrase: Phrase) -> String {
    guard let template = texts[phrase.template] else { return phrase.english }
    return filled(template, phrase.values)
  }

  func text(sentence: String) -> String {
    if let text = texts[sentence] { return text }
    for pattern in patterns {
      guard let values = pattern.values(in: sentence), let template = texts[pattern.template] else { continue }
      return filled(template, values)
    }
    return sentence
  }

  static func counted(_ count: Int, _ singular: String, _ language: Language) -> String {
    let number = Format.grouped(count)
    let english = "\(number) \(singular)\(count == 1 ? "" : "s")"
    switch language {
    case .english: return english
    case .korean:
      guard let template = Catalogue.korean.texts["{} \(singular)"] else { return english }
      return Catalogue.korean.filled(template, [number])
    }
  }

  // MARK: Filling in

  /// The template with its values. A place that there is no value for stays as it is written.
  private func filled(_ template: String, _ values: [String]) -> String {
    guard template.contains("{") else { return template }
    var result = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      result += value(rest[rest.index(after: open)..<close], values) ?? String(rest[open...close])
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  private func value(_ place: Substring, _ values: [String]) -> String? {
    let digits = place.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), values.indices.contains(number - 1) else { return nil }
    let value = values[number - 1]
    switch place[digits.endIndex...].first {
    case nil: return value
    case "~": return text(sentence: value)
    case ":": return value + Particle.text(of: place[digits.endIndex...].dropFirst(), after: value)
    default: return nil
    }
  }
}

/// A template as a pattern: the words around its values.
private struct Pattern: Sendable {
  let template: String
  /// What stands before, between and after the values.
  private let words: [String]
  /// How many characters the words have.
  let letters: Int

  init(_ template: String) {
    self.template = template
    words = template.split(separator: "{}", omittingEmptySubsequences: false).map(String.init)
    letters = words.reduce(0) { $0 + $1.count }
  }

  /// The values that make the sentence of the template; nil if it is another sentence. Of several ways the one whose
  /// earlier values are shorter.
  func values(in sentence: String) -> [String]? {
    guard words.count > 1, sentence.hasPrefix(words[0]) else { return nil }
    var values: [String] = []
    var rest = sentence.dropFirst(words[0].count)
    for (place, word) in words.enumerated().dropFirst() {
      if place == words.count - 1 {
        guard rest.count >= word.count, rest.hasSuffix(word) else { return nil }
        values.append(String(rest.dropLast(word.count)))
      } else {
        guard !word.isEmpty, let found = rest.firstRange(of: word) else { return nil }
        values.append(String(rest[..<found.lowerBound]))
        rest = rest[found.upperBound...]
      }
    }
    return values.allSatisfy { !$0.isEmpty } ? values : nil
  }
}
