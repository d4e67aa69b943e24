// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// How long the version of an engine has been out of its standard support; AWS then asks for more (ElastiCache User
/// Guide and RDS User Guide, Extended Support).
enum ExtendedSupport: String, Sendable, CaseIterable {
  case firstYears = "year-1-2"
  case thirdYear = "year-3"

  /// As the price tables spell it.
  var priceWord: String { self == .firstYears ? "yr1-2" : "yr3" }

  /// What a person calls it.
  var title: String { self == .firstYears ? "years 1 and 2" : "year 3" }

  /// - Parameter engines: which engines' versions it is about.
  static func key(_ engines: String, source: String) -> OptionalKey<ExtendedSupport> {
    OptionalKey(
      "extended_support", .choice(of: ExtendedSupport.self),
      "The year of Extended Support that an old version of \(engines) is in, which is billed on top; left out for a version "
        + "in standard support.", source: source)
  }
}
