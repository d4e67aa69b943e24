// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Something that a part may have to be able to do, whatever it costs and however fast it is: what `requires` names.
public enum Ability: Sendable, Hashable {
  /// Messages of one key are seen in the order in which they were sent.
  case orderPerKey
  /// All messages are seen in the order in which they were sent.
  case totalOrder
  /// What was sent in a time back from now can be read again.
  case replay(Nanoseconds)
  /// So many readers see all messages, each at its own pace.
  case independentReaders(Int)
  /// What comes of a message is seen once, whatever crashes.
  case exactlyOnce
  /// What was accepted survives the loss of a server.
  case persistence
}

/// Whether a part has an ability.
public enum AbilityAnswer: Sendable, Hashable {
  /// It has; how, in a few words, where that is worth saying: `via SNS`.
  case yes(String?)
  /// It has not; why, in a few words: `none`.
  case no(String)

  public var isYes: Bool { if case .yes = self { true } else { false } }
}
