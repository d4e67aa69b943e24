// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Services
import Simulation

/// One variant of a scenario file, checked and wired: all that a run needs to know.
public struct Scenario: Sendable {
  public var name: String
  public var title: String?
  /// The variant's name and, if it has one, its title.
  public var variant: String
  public var variantTitle: String?
  public var region: String
  public var seed: UInt64
  public var confidence: Double
  public var precision: Precision
  public var warmup: WarmupSetting
  public var percentiles: [Percentile]
  public var windows: [ScenarioWindow]
  public var objectives: [Objective]
  /// What the parts must be able to do, and whether they can in this variant.
  public var requirements: [Requirement] = []
  public var terms: PricingTerms
  /// What was changed from outside, as `PATH=VALUE`, in order.
  public var changes: [String]
  /// FNV-1a of the scenario's text, 16 hexadecimal digits.
  public var textHash: String
  /// All that the simulation depends on besides seed and replication, as text: scenarios with the same have the same
  /// measurements.
  public var simulatedText: String
  /// Every default that was used, once.
  public var defaults: [DefaultUsed]
}

/// A part of the month: its own parts (traffic may differ), wired.
public struct ScenarioWindow: Sendable {
  public var name: String
  /// Simulated time of one replication.
  public var duration: Nanoseconds
  /// Hours of the month that are like this.
  public var hoursPerMonth: Double
  public var model: Model
  /// Other files whose content the model is made from.
  public var files: [String]

  /// Messages of one replication, on average.
  public var expectedMessages: Double {
    model.parts.parts.reduce(0) { $0 + $1.expectedMessages(duration: duration) }
  }
}

/// What changes a scenario from outside: flags of a command.
public struct ScenarioOptions: Sendable {
  /// `PATH=VALUE`, in order.
  public var changes: [(path: String, value: String)] = []
  /// What all traffic is multiplied by.
  public var trafficFactor = 1.0
  /// What one source's traffic is multiplied by, besides.
  public var trafficFactors: [String: Double] = [:]
  /// At which quantile the uncertain rate of a source lies, above 0 and below 1: a future. Of a source that is not named it
  /// is the likely one.
  public var rateQuantiles: [String: Double] = [:]
  /// The only windows wanted; empty for all.
  public var windows: [String] = []
  public var seed: UInt64?
  public var precision: Precision?
  /// The only faults that happen; nil for all that are written.
  public var faults: [String]?

  public init() {}
}
