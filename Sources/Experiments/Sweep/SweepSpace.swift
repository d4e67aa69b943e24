// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Scenarios

/// The scenario that a sweep moves about in: a file, a variant, and what the command changes from outside.
public struct SweepSpace: Sendable {
  public let file: ScenarioFile
  public let variant: String
  /// Changes of the sweep come on top.
  public let options: ScenarioOptions
  /// By which prices.
  public let book: @Sendable (PricingTerms) throws -> PriceBook

  public init(
    file: ScenarioFile, variant: String, options: ScenarioOptions,
    book: @escaping @Sendable (PricingTerms) throws -> PriceBook
  ) {
    self.file = file
    self.variant = variant
    self.options = options
    self.book = book
  }

  /// The scenario with some changes, ready to be simulated.
  ///
  /// - Throws: ``PlanSpace/Invalid`` for what is no valid scenario, and what the price book throws.
  public func alternative(_ label: String, _ change: (inout ScenarioOptions) -> Void) throws -> Alternative {
    var options = options
    change(&options)
    var found = Diagnostics()
    guard let scenario = ScenarioReader.scenario(file, variant: variant, options: options, &found) else {
      throw PlanSpace.Invalid(diagnostics: found.sorted)
    }
    return Alternative(scenario, label: label, book: try book(scenario.terms))
  }

  /// The scenario as it is.
  public func asWritten() throws -> Alternative { try alternative("as written") { _ in } }

  /// The scenario at so many times its traffic.
  public func atTraffic(_ factor: Double) throws -> Alternative {
    try alternative("traffic \(Format.number(factor, significant: 4))x") { $0.trafficFactor *= factor }
  }

  /// The scenario where inputs have values.
  func alternative(_ inputs: [SweepInput], _ values: [String]) throws -> Alternative {
    let label = zip(inputs, values).map { $0.label($1) }.joined(separator: ", ")
    return try alternative(label) { options in
      for (input, value) in zip(inputs, values) { input.set(value, &options) }
    }
  }
}
