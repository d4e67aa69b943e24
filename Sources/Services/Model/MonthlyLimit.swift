// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A limit on what may be spent on a meter in a month; what comes after it is dropped.
///
/// No window knows what the others spend, so the limit is applied when the month is added up.
public struct MonthlyLimit: Sendable, Hashable {
  /// The id of the part's meter that it limits.
  public var meter: String
  /// US dollars.
  public var dollars: Decimal
  /// The check that tells when it is used up.
  public var check: Check
  /// What is limited, for a person: `text message`.
  public var what: String

  public init(meter: String, dollars: Decimal, check: Check, what: String) {
    self.meter = meter
    self.dollars = dollars
    self.check = check
    self.what = what
  }
}

/// A part whose deliveries stop when a month's limit is used up: those of all flows that end there.
public protocol MonthlyLimited: Part {
  var monthlyLimit: MonthlyLimit? { get }
}
