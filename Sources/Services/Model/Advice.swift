// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// A change of settings that a check advises, exactly as it can be made and tried: what `-s PATH=VALUE` would say.
public struct Advice: Sendable, Hashable {
  /// One setting with another value.
  public struct Setting: Sendable, Hashable {
    /// `workers.resizer.on_error`.
    public var path: String
    /// As a scenario has it: `give_back`, `{ to: jobs-dlq, max_receives: 5 }`.
    public var value: String

    public init(_ path: String, _ value: String) {
      self.path = path
      self.value = value
    }

    /// As the flag `-s` takes it.
    public var text: String { "\(path)=\(value)" }
  }

  /// What is done, for a person, as an order: `give failed messages back at once`.
  public var what: String
  /// All of them together.
  public var settings: [Setting]

  public init(_ what: String, _ settings: Setting...) {
    self.what = what
    self.settings = settings
  }
}
