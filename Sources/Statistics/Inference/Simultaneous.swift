// SPDX-License-Identifier: GPL-3.0-or-later

/// At which confidence single statements are made, so that all of them hold together.
public enum Simultaneous {
  /// The confidence of each of several statements (Bonferroni's inequality): all of them hold together with at least
  /// `confidence`, however they depend on each other.
  public static func each(_ confidence: Double, of count: Int) -> Double {
    1 - (1 - confidence) / Double(max(count, 1))
  }

  /// The confidence at which the `look`-th look at growing data decides, from 1: the error 1 - confidence is spent as
  /// α·6/(π²k²), which adds up to α over all looks (Bonferroni over looks, ζ(2) = π²/6).
  public static func atLook(_ look: Int, _ confidence: Double) -> Double {
    let number = Double(max(look, 1))
    return 1 - (1 - confidence) * 6 / (.pi * .pi * number * number)
  }
}
