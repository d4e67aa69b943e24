// SPDX-License-Identifier: GPL-3.0-or-later

/// Why a distribution could not be made: a whole sentence for the person who gave the parameters.
public struct DistributionError: Error, Sendable, Hashable, CustomStringConvertible {
  /// For example "exponential: mean must be a finite number above 0, but is -3.0."
  public let description: String

  init(_ description: String) { self.description = description }
}
