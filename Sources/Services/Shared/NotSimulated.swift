// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// A setting that the language has and that no component understands yet: refused with a sentence rather than ignored.
public struct NotSimulated: Sendable {}

extension ValueKind where Value == NotSimulated {
  static var notSimulated: ValueKind<NotSimulated> {
    ValueKind("not simulated yet", schema: .any) { node, context in
      context.diagnostics.error(
        .unsupported, at: node, "\(context.settingName) is not simulated yet", hint: "leave it out")
      return nil
    }
  }
}

extension OptionalKey where Value == NotSimulated {
  public init(notSimulated name: String) {
    self.init(name, .notSimulated, "Not simulated yet.")
  }
}
