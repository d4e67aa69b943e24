// SPDX-License-Identifier: GPL-3.0-or-later

/// The program, as results and the command line name it.
public enum Product {
  public static let version = "0.1.0"
  /// Name and version.
  public static let name = "sluice \(version)"
  /// Goes up whenever the same scenario and seed measure something else than before, so that nobody takes kept replications
  /// of an older model for those of this one.
  public static let modelVersion = 2
  /// The random number generator: another one would give other results.
  public static let randomNumbers = "philox4x32-10"
}
