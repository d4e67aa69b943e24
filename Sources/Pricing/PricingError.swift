// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What can go wrong with prices. None of these is a fault of the program's state; each has a text for the user.
public enum PricingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No folder with price tables was found at any of the paths tried.
  case missingPrices(tried: [String])
  /// A price table cannot be read from the disk.
  case unreadable(file: String, reason: String)
  /// A line of a price table breaks a rule of its form. Lines count from 1, the heading included.
  case badRow(file: String, line: Int, reason: String)
  /// The tiers of one price contradict each other.
  case badTiers(price: String, region: String, reason: String)
  /// A discount must be at least 0 and less than 1.
  case discountOutOfRange(Decimal)

  public var description: String {
    switch self {
    case .missingPrices(let tried):
      "the price tables were not found; looked in \(tried.joined(separator: ", "))"
    case .unreadable(let file, let reason):
      "cannot read the price table \(file): \(reason)"
    case .badRow(let file, let line, let reason):
      "\(file):\(line): \(reason)"
    case .badTiers(let price, let region, let reason):
      "the price \(price) in \(region): \(reason)"
    case .discountOutOfRange(let discount):
      "a discount of \(Money.plain(discount)) is not possible; it is a share from 0 up to, not including, 1"
    }
  }
}
