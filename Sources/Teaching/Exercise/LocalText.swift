// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Reports

/// A text in each language that exercises are written in.
public struct LocalText: Sendable, Hashable, Codable {
  public var english: String
  public var korean: String

  public init(english: String, korean: String) {
    self.english = english
    self.korean = korean
  }

  /// In the language that is being written.
  public var current: String {
    switch Language.current {
    case .english: english
    case .korean: korean
    }
  }

  private enum CodingKeys: String, CodingKey {
    case english = "en"
    case korean = "ko"
  }
}

extension ValueKind where Value == LocalText {
  /// `{ en: …, ko: … }`: both are needed.
  static var localText: ValueKind {
    ValueKind<Record>.record(Keys.table).map { record, node, context in
      let text = LocalText(english: trimmed(record[Keys.en]), korean: trimmed(record[Keys.ko]))
      for (key, value) in [(Keys.en, text.english), (Keys.ko, text.korean)] where value.isEmpty {
        context.diagnostics.error(.value, at: record.node(key) ?? node, "\(key.name) must not be empty")
      }
      return text.english.isEmpty || text.korean.isEmpty ? nil : text
    }
  }

  private typealias Keys = LocalTextKeys

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text.drop(while: \.isWhitespace))
  }
}

private enum LocalTextKeys {
  static let en = RequiredKey("en", .text, "The text in English.")
  static let ko = RequiredKey("ko", .text, "The text in Korean.")
  static let table = KeyTable("text", "A text in both languages.", keys: [en, ko])
}
