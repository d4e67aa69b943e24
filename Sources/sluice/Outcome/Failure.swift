// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// Why a command ends before it is done: what is said on the standard error, and the exit status.
struct Failure: Error, Hashable, Sendable {
  var status: ExitStatus
  var message: String
  /// What to do about it.
  var hint: String?

  init(_ status: ExitStatus, _ message: String, hint: String? = nil) {
    self.status = status
    self.message = message
    self.hint = hint
  }

  static func usage(_ message: String, hint: String? = nil) -> Failure { Failure(.usage, message, hint: hint) }

  /// `error: no file is called mine.yaml`, and the hint on a line of its own.
  func text(color: Bool) -> String {
    let head = color ? "\u{1B}[1;31merror\u{1B}[0m" : "error"
    let hint = hint.map { "      = \(Diagnostic.shortened($0, limit: 1_000))\n" } ?? ""
    return "\(head): \(Diagnostic.shortened(message, limit: 1_000))\n\(hint)"
  }

  /// A word that is none of those known: names the nearest, or all of them.
  static func unknown(_ what: String, _ word: String, among known: [String]) -> Failure {
    let near = Names.nearest(word, in: known)
    let hint = near.map { "did you mean \($0)?" } ?? (known.isEmpty ? nil : "there is: \(list(known))")
    return .usage("there is no \(what) \(Diagnostic.quoted(word))", hint: hint)
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(12).joined(separator: ", ")
    return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
  }
}
