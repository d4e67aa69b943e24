// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Simulation

/// What a scenario's `plan` says: what may be chosen, and what the choice must hold for.
public struct PlanSettings: Sendable {
  /// A setting that may be chosen, with its values in order.
  public struct Choice: Sendable {
    /// `workers.resizer.tasks`.
    public var path: String
    /// As YAML, each once: `[12, 16, 20]`, `[15s, 30s]`.
    public var values: [String]
    /// Where the key stands, for messages.
    public var node: Node

    public init(path: String, values: [String], node: Node) {
      self.path = path
      self.values = values
      self.node = node
    }
  }

  /// What a wrong choice costs, for plans under doubt.
  public struct Regret: Sendable, Hashable {
    /// What a dollar too many counts.
    public var costTooHigh = 1.0
    /// US dollars for each hour of the month in which an objective is missed.
    public var objectiveMissed: Decimal = 200

    public init() {}
  }

  /// The variants to choose from, in order.
  public var variants: [String]
  public var choices: [Choice]
  /// The objectives must hold at so many times the traffic.
  public var headroom = 1.0
  /// Faults under which they must hold, one at a time; nil for the faults as they are written, all together.
  public var survive: [String]?
  public var confidence = 0.95
  /// How far beyond its bound a figure may be without anyone minding, as a share of the bound: straddling within it counts
  /// as meeting the objective, and is said.
  public var room = 0.05
  /// US dollars a month: plans closer than this are not worth telling apart.
  public var indifference: Decimal = 0
  /// The most replications of the whole search; nil for no limit.
  public var mostReplications: Int?
  /// The most wall time [ns]; nil for no limit.
  public var budget: Nanoseconds?
  public var regret: Regret?

  public init(variants: [String], choices: [Choice] = []) {
    self.variants = variants
    self.choices = choices
  }
}
