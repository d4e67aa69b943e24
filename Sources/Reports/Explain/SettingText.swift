// SPDX-License-Identifier: GPL-3.0-or-later

/// What the key tables say of a setting, for a person.
public enum SettingText {
  /// The text that `ScenarioDocuments.explain` gives, in the language that is being written: each line by itself. Names,
  /// values and sources stay as they are.
  public static func said(_ text: String) -> String {
    guard Language.current != .english else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let words = line.drop { $0 == " " }
      return String(repeating: " ", count: line.count - words.count) + Reports.said(String(words))
    }.joined(separator: "\n")
  }
}
