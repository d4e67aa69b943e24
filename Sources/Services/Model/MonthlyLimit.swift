// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// An amount of money after which a part stops for the rest of the month. It is applied to the month, when its windows
/// have been added up: no single window knows what the others have spent.
public struct MonthlyLimit: Sendable, Hashable {
  /// The part whose spending is limited.
  public var part: String
  /// The id of the meter that counts what is spent.
  public var meter: String
  /// US dollars a month.
  public var dollars: Decimal
  /// The flows whose messages are no longer delivered when the limit is used up: `alerts -> on-call-sms`.
  public var subjects: [String]

  public init(part: String, meter: String, dollars: Decimal, subjects: [String]) {
    self.part = part
    self.meter = meter
    self.dollars = dollars
    self.subjects = subjects
  }
}

/// A part that may have a monthly limit.
public protocol MonthlyLimited: Part {
  /// Its limit, if it has one.
  func monthlyLimit(_ parts: PartDirectory) -> MonthlyLimit?
}

extension Routes {
  /// The flows that end at a part, by name.
  public func flows(endingAt part: String) -> [String] {
    flows.filter { flow in
      (flow.end ?? flow.head).split(separator: "+").contains { $0 == part } && flow.fork != nil
    }.map(\.name)
  }
}
