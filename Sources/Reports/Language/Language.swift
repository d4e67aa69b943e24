// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The language that a person reads: of reports, explanations, exercises and sheets. Names, keys, codes and all data
/// (JSON, CSV) are the same in every language.
public enum Language: String, CaseIterable, Sendable, Hashable {
  case english = "en"
  case korean = "ko"

  /// The language of what is being written; see ``say(_:)``.
  ///
  /// A report is written by one task from its first line to its last, so that the language is a value of the task and
  /// not a parameter of each of the functions below it.
  @TaskLocal public static var current = Language.english

  /// The language of a locale such as `ko_KR.UTF-8`; English for one that Sluice has no texts in.
  public init(locale: String) {
    let language = locale.prefix { $0 != "_" && $0 != "." && $0 != "@" && $0 != "-" }
    self = Language(rawValue: language.lowercased()) ?? .english
  }

  /// The locale that the variables of POSIX name: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that says something.
  public init(variables: (String) -> String?) {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap(variables).first { !$0.isEmpty }
    self.init(locale: named ?? "")
  }

  /// Data is the same in every language: what `body` writes is English, whatever a person reads.
  public static func data<Value>(_ body: () throws -> Value) rethrows -> Value {
    try $current.withValue(.english, operation: body)
  }
}
