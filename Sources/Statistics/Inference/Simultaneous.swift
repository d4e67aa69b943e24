// SPDX-License-Identifier: GPL-3.0-or-later

/// At which confidence single statements are made, so that all of them hold together.
public enum Simultaneous {
  /// The confidence of each of several statements (Bonferroni's inequality): all of them hold together with at least
  /// `confidence`, however they depend on each other.
  public static func each(_ confidence: Double, of count: Int) -> Double {
    1 - (1 - confidence) / Double(max(count, 1))
  }

  /// The part of an error that the `look`-th look at growing data may use, from 1: 6/(π²k²), which adds up to 1 over all
  /// looks (ζ(2) = π²/6).
  public static func share(ofLook look: Int) -> Double {
    let number = Double(max(look, 1))
    return 6 / (.pi * .pi * number * number)
  }

  /// The confidence at which the `look`-th look decides: the error 1 - confidence is spent by ``share(ofLook:)``
  /// (Bonferroni over looks).
  public static func atLook(_ look: Int, _ confidence: Double) -> Double {
    1 - (1 - confidence) * share(ofLook: look)
  }
}
