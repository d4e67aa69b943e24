// SPDX-License-Identifier: GPL-3.0-or-later

/// The little grammar that messages need.
public enum English {
  /// `a channel`, `an endpoint`; a word that already has its article, or none, is left alone.
  public static func withArticle(_ noun: String) -> String {
    // Words in backticks stand for themselves.
    guard let first = noun.first, first != "`" else { return noun }
    for start in ["a ", "an ", "the ", "one ", "any "] where noun.hasPrefix(start) { return noun }
    // Spoken letter by letter, these start with a vowel: "an sqs channel", "an SNS topic".
    let spelled = ["sqs", "sns", "sms", "http", "msk", "rds", "slo", "ec2"]
    let word = noun.prefix { $0 != " " && $0 != "-" }.lowercased()
    return ("aeioAEIO".contains(first) || spelled.contains(word) ? "an " : "a ") + noun
  }

  /// `a, b, c` or `a, b and 7 more`.
  static func list(_ names: [String], limit: Int) -> String {
    let shown = names.prefix(limit).map { Diagnostic.shortened($0) }.joined(separator: ", ")
    return names.count > limit ? "\(shown) and \(names.count - limit) more" : shown
  }

  /// `1 error`, `2 errors`.
  public static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
