// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

/// What a changed system may cost a month: `< $50`, `< start`, `< start + $20`, `< 80% of start`.
public struct CostCondition: Sendable, Hashable {
  /// As it is written.
  public let text: String
  /// Times the bill at the start.
  private let share: Decimal
  /// Dollars more than that.
  private let plus: Decimal
  private let allowsEqual: Bool

  /// The most that it may cost where the start costs so much.
  public func limit(start: Decimal) -> Decimal { share * start + plus }

  func holds(_ monthly: Decimal, start: Decimal) -> Bool {
    allowsEqual ? monthly <= limit(start: start) : monthly < limit(start: start)
  }

  /// - Throws: `UnitError` for what is no such condition.
  init(_ text: String) throws(UnitError) {
    self.text = text.trimmingCharacters(in: .whitespaces)
    var rest = self.text[...]
    guard rest.first == "<" else { throw Self.problem(text) }
    rest = rest.dropFirst()
    allowsEqual = rest.first == "="
    if allowsEqual { rest = rest.dropFirst() }
    let words = rest.split(separator: " ").map(String.init)
    switch words.count {
    case 1 where words[0] == "start": (share, plus) = (1, 0)
    case 1: (share, plus) = (0, try Units.money(words[0]))
    case 3 where words[0] == "start" && words[1] == "+": (share, plus) = (1, try Units.money(words[2]))
    case 3 where words[0] == "start" && words[1] == "-": (share, plus) = (1, -(try Units.money(words[2])))
    case 3 where words[0].hasSuffix("%") && words[1] == "of" && words[2] == "start":
      guard let percent = Decimal(string: String(words[0].dropLast()), locale: Locale(identifier: "en_US_POSIX")),
        percent > 0
      else { throw Self.problem(text) }
      (share, plus) = (percent / 100, 0)
    default: throw Self.problem(text)
    }
  }

  private static func problem(_ text: String) -> UnitError {
    UnitError(
      .value,
      "must be \"< $50\", \"< start\", \"< start + $20\" or \"< 80% of start\", not \(Diagnostic.quoted(text))")
  }
}
