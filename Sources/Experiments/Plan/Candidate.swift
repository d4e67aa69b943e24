// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Scenarios

/// A configuration that a plan can choose: a variant with a value for each of its settings that may be chosen.
public struct Candidate: Sendable {
  /// A setting and what it is in this candidate.
  public struct Value: Sendable, Hashable {
    public var path: String
    /// As YAML.
    public var value: String
    /// The place of the value among those to choose from.
    public var place: Int
    /// Whether more of it never makes an objective worse (the key tables say so).
    public var isMonotone: Bool

    public init(path: String, value: String, place: Int, isMonotone: Bool) {
      self.path = path
      self.value = value
      self.place = place
      self.isMonotone = isMonotone
    }
  }

  /// Why a candidate cannot work, whatever a simulation would say: a necessary condition that it does not meet.
  public struct Exclusion: Sendable, Hashable {
    /// A word for the kind: `requires`, `quota`, `load`, `memory`, `invalid`.
    public var kind: String
    /// `cannot: no order per key, no replay`; with the numbers behind it.
    public var reason: String

    public init(kind: String, reason: String) {
      self.kind = kind
      self.reason = reason
    }
  }

  /// What closed forms say of a candidate. It decides the order of trying, never a verdict.
  public struct Estimate: Sendable {
    /// An objective in a window, as it is expected to come out at the plan's traffic.
    public struct Expected: Sendable {
      public var objective: String
      public var window: String
      public var value: Double
      public var meets: Bool

      public init(objective: String, window: String, value: Double, meets: Bool) {
        self.objective = objective
        self.window = window
        self.value = value
        self.meets = meets
      }
    }

    public var objectives: [Expected]
    /// Utilisation of each worker and database, on average over the window in which it is busiest.
    public var utilisations: [(part: String, value: Double)]

    public init(objectives: [Expected] = [], utilisations: [(part: String, value: Double)] = []) {
      self.objectives = objectives
      self.utilisations = utilisations
    }

    /// Whether all that could be estimated comes out well.
    public var looksGood: Bool { objectives.allSatisfy(\.meets) && utilisations.allSatisfy { $0.value < 1 } }
  }

  /// Its place in the list, from 0: variants first, then the settings, the last one fastest.
  public let number: Int
  public let variant: String
  /// Only those that the variant has.
  public let values: [Value]
  /// US dollars a month below which it cannot be had, at the scenario's own traffic.
  public var lowerBound: Decimal
  /// Nil for one that may work.
  public var exclusion: Exclusion?
  public var estimate: Estimate?
  /// Parts that are paid for: of two equal plans the one with fewer is the simpler.
  public var parts: Int

  public init(
    number: Int, variant: String, values: [Value], lowerBound: Decimal = 0, exclusion: Exclusion? = nil,
    estimate: Estimate? = nil, parts: Int = 0
  ) {
    self.number = number
    self.variant = variant
    self.values = values
    self.lowerBound = lowerBound
    self.exclusion = exclusion
    self.estimate = estimate
    self.parts = parts
  }

  /// `msk: brokers 3, tasks 4`.
  public var label: String {
    let settings = zip(PlanWords.shortNames(values.map(\.path)), values).map { "\($0) \($1.value)" }
    return settings.isEmpty ? variant : "\(variant): \(settings.joined(separator: ", "))"
  }
}

/// Under what a candidate is simulated: how much traffic, and which faults.
public struct Circumstance: Sendable, Hashable {
  /// `at 1.3x traffic`, `at 1.3x traffic with one-broker-down`.
  public var name: String
  /// What all traffic is multiplied by, besides what the command asks for.
  public var trafficFactor: Double
  /// The only faults that happen; nil for the faults as they are written.
  public var faults: [String]?

  public init(name: String, trafficFactor: Double, faults: [String]?) {
    self.name = name
    self.trafficFactor = trafficFactor
    self.faults = faults
  }
}
