// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// A scenario to begin with, commented.
struct Template: Sendable {
  let name: String
  /// One line for the list.
  let summary: String
  let text: String

  static let all = [sqsDeadLetter, snsFanOut, cacheAside, clickstream]

  /// - Throws: `Failure` with the nearest name.
  static func named(_ name: String) throws -> Template {
    guard let template = all.first(where: { $0.name == name }) else {
      throw Failure.unknown("template", name, among: all.map(\.name))
    }
    return template
  }
}
