// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

/// The sections of a scenario that hold parts.
public enum Section: String, Sendable, CaseIterable {
  case traffic, channels, workers, caches, databases, endpoints, faults

  /// One of its parts, for a person.
  public var noun: String {
    switch self {
    case .traffic: "traffic source"
    case .channels: "channel"
    case .workers: "worker"
    case .caches: "cache"
    case .databases: "database"
    case .endpoints: "endpoint"
    case .faults: "fault"
    }
  }

  /// The key whose word tells the types of its parts apart; nil when there is one type only.
  public var discriminator: String? {
    switch self {
    case .traffic, .faults: nil
    case .caches: "engine"
    case .channels, .workers, .databases, .endpoints: "type"
    }
  }
}

/// What a part's settings may depend on besides what is written for it.
public struct ServiceContext: Sendable {
  /// Whether services that AWS gives no latency for use the built-in ones.
  public var usesBuiltInLatencies: Bool
  /// The scenario's region: some quotas depend on it.
  public var region: String
  /// The window that is read, and all there are.
  public var window: String
  public var windows: [String]
  /// The variant that is read, and all there are.
  public var variant: String
  public var variants: [String]
  /// What the traffic of a source is multiplied by.
  public var trafficFactor: @Sendable (String) -> Double
  /// At which quantile the uncertain rate of a source lies; nil for the likely rate.
  public var rateQuantile: @Sendable (String) -> Double?
  /// The only faults that happen; nil for all.
  public var faults: [String]?

  public init(
    usesBuiltInLatencies: Bool = true, region: String = "us-east-1", window: String = "all", windows: [String] = [],
    variant: String = "base", variants: [String] = [],
    trafficFactor: @escaping @Sendable (String) -> Double = { _ in 1 },
    rateQuantile: @escaping @Sendable (String) -> Double? = { _ in nil }, faults: [String]? = nil
  ) {
    self.usesBuiltInLatencies = usesBuiltInLatencies
    self.region = region
    self.window = window
    self.windows = windows
    self.variant = variant
    self.variants = variants
    self.trafficFactor = trafficFactor
    self.rateQuantile = rateQuantile
    self.faults = faults
  }
}

/// A kind of part that can be simulated: its word in the scenario, its settings, and how the settings become a part.
public struct Service: Sendable {
  public let section: Section
  /// The word after `type:` or `engine:`; empty in a section with one type.
  public let type: String
  public let table: KeyTable
  /// The part, or nil after an error.
  let make: @Sendable (_ name: String, _ record: Record, ServiceContext, inout ReadContext) -> (any Part)?
}
