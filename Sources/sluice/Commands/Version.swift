// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Pricing

/// What an answer depends on besides the scenario and the seed.
enum Version {
  static let short = Product.name
  static let scenarioSchema = "scenario/1"
  static let resultSchema = "result/1"

  /// - Throws: `PricingError` if there are no price tables.
  static func text() throws -> String {
    let book = try PriceBook.builtIn(.documented)
    return """
      \(short)
      prices \(book.newestDate ?? "undated"), fingerprint \(book.contentHash)
      schema \(scenarioSchema), \(resultSchema)
      random numbers \(Product.randomNumbers)

      """
  }
}
