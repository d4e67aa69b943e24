// SPDX-License-Identifier: GPL-3.0-or-later

/// The cheapest configuration that meets the objectives, and why the others are not it: what `sluice plan` prints. Money is
/// decimal text in US dollars a month, times are seconds.
///
/// The same scenario, seed, price book and version give the same value, whatever was in the store and however many threads
/// there were. Where wall time ended the search it is ``partial``.
public struct PlanResult: Sendable, Codable {
  /// How the search ended.
  public enum Outcome: String, Sendable, Codable {
    /// There is an answer, and ``promise`` holds.
    case found
    /// No configuration meets the objectives.
    case none
    /// A budget ended before that was known; the answer, if any, is the best so far.
    case unfinished
  }

  /// What was asked for.
  public struct Asked: Sendable, Codable {
    /// Times the traffic that the objectives must hold for.
    public var headroom: Double
    /// Faults under which they must hold; nil for the faults as they are written.
    public var survive: [String]?
    /// How far beyond its bound a figure may be, as a share.
    public var room: Double
    public var indifference: String
    public var mostReplications: Int?
    /// The circumstances of ``PlanSpace/circumstances``, by name; empty for the scenario's own traffic.
    public var circumstances: [String]
    /// The objectives that must hold.
    public var objectives: [String]
  }

  /// How many configurations there are and what became of them. Every configuration is counted once: `cannot_work` +
  /// `dearer` + `ruled_out` + `too_dear` + `simulated` + `left` = `searched`.
  public struct Counts: Sendable, Codable {
    public var searched = 0
    /// Excluded by a necessary condition.
    public var cannotWork = 0
    /// Never simulated, because their lower bound is above the answer's cost less the indifference.
    public var dearer = 0
    /// Never simulated, because something with more of everything fails.
    public var ruledOut = 0
    /// Never simulated, because their lower bound alone breaks an objective about cost.
    public var tooDear = 0
    public var simulated = 0
    /// Not simulated because a budget ended.
    public var left = 0
    /// Replications of all configurations under all circumstances, and how many of them checked answers afresh.
    public var replications = 0
    public var fresh = 0
  }

  /// A setting that was chosen.
  public struct Setting: Sendable, Codable, Hashable {
    public var path: String
    public var value: String
  }

  /// An objective in a window under a circumstance.
  public struct Judged: Sendable, Codable {
    public var objective: String
    /// `latency.p99`
    public var metric: String
    public var of: String
    public var window: String
    /// The circumstance's name; empty for the scenario's own traffic.
    public var circumstance: String
    public var asked: String
    public var bound: Double
    public var unit: String
    /// Nil without data.
    public var value: Double?
    public var low: Double?
    public var high: Double?
    public var n: Int
    /// `pass`, `fail`, `undecided`.
    public var verdict: SLOResult.Verdict
    /// Whether it counts as met because the interval reaches over the bound by no more than the room.
    public var withinRoom: Bool
  }

  /// A configuration that was simulated and, as far as is known, meets the objectives.
  public struct Plan: Sendable, Codable {
    /// Its place in the list of configurations, from 0.
    public var number: Int
    public var label: String
    public var variant: String
    public var settings: [Setting]
    /// The month's bill at the scenario's own traffic.
    public var monthly: CostResult.Amount
    /// Whether something in it has no price.
    public var atLeast: Bool
    /// What it costs more than the answer, by replication; nil for the answer itself.
    public var more: CostResult.Amount?
    /// The latency by which plans of one cost are told apart, as in ``PlanResult/latency``.
    public var latency: Judged?
    /// Every objective where it is worst. Of the answer, by its fresh check.
    public var objectives: [Judged]
    /// Whether the figures are those of a check with random numbers that had no part in the choice.
    public var isChecked: Bool
    /// Replications behind the figures, of the circumstance that has fewest.
    public var replications: Int
    public var parts: Int
  }

  /// Why a configuration is not the answer.
  public struct Rejected: Sendable, Codable {
    /// The kind of a reason.
    public enum Kind: String, Sendable, Codable {
      /// A necessary condition is not met.
      case cannot
      /// An objective failed in a simulation of this very configuration.
      case fails
      /// The same, in the check with fresh random numbers.
      case failsAfresh = "fails_afresh"
      /// A configuration with more of everything fails an objective.
      case ruledOut = "ruled_out"
      /// Its lower bound alone breaks an objective about cost.
      case tooDear = "too_dear"
      /// It meets the objectives, but costs more than the answer, or as much and is not better.
      case costsMore = "costs_more"
      /// Replications were used up before it could be told.
      case undecided
      /// It is no valid scenario.
      case invalid
    }

    public var number: Int
    public var label: String
    public var variant: String
    public var settings: [Setting]
    /// US dollars a month below which it cannot be had.
    public var lowerBound: String
    /// Whether it would be cheaper than the answer by its lower bound; true without an answer.
    public var mayBeCheaper: Bool
    public var kind: Kind
    /// A sentence without the configuration's name: `fails fresh in sale at 1.25x traffic: p99 14s .. 22s, asked < 5s`.
    public var reason: String
    /// The objective that decided.
    public var judged: Judged?
    /// The configuration whose failure rules it out.
    public var by: Int?
    public var replications: Int
    public var simulatedCost: CostResult.Amount?
  }

  /// A configuration in the picture of cost against latency.
  public struct Point: Sendable, Codable {
    public var number: Int
    public var label: String
    /// US dollars a month; the lower bound where ``isBound``.
    public var monthly: String
    public var isBound: Bool
    public var latency: Double?
    public var meets: Bool
    /// Whether no other that meets the objectives is both cheaper and faster.
    public var isOnFront: Bool
  }

  /// What is known where nothing meets the objectives.
  public struct Miss: Sendable, Codable {
    /// Objectives that every simulated configuration fails.
    public var nobodyMeets: [String]
    /// The configuration that comes closest, and the objective that it misses most.
    public var nearest: Rejected?
    /// By how much of its bound it misses it.
    public var share: Double?
  }

  /// A claim of the key tables that more of a setting never hurts, which a simulation contradicts.
  public struct BrokenClaim: Sendable, Codable, Hashable {
    public var path: String
    /// The configuration that meets the objectives although one with more fails them.
    public var meets: String
    public var fails: String
  }

  /// Traffic until an objective fails.
  public struct Headroom: Sendable, Codable {
    public var objective: String
    /// The factor on the scenario's own traffic, between the largest that holds and the smallest that does not.
    public var factor: Figure
    /// Whether it holds as far as was looked.
    public var isBeyond: Bool
    /// What ends it, where that is known: `shard limit`.
    public var because: String?
  }

  /// What an input that is a fifth smaller or larger does.
  public struct Sensitivity: Sendable, Codable {
    public var input: String
    public var monthly: CostResult.Amount?
    public var latency: Figure?
  }

  public var schema = "plan/1"
  public var partial: Bool
  public var madeBy: RunResult.MadeBy
  public var scenario: RunResult.Identity
  public var seed: UInt64
  /// How sure the answer is.
  public var confidence: Double
  /// `ocba`, `kn` or `all`.
  public var procedure: String
  public var asked: Asked
  public var outcome: Outcome
  /// What is promised, or what is missing instead.
  public var promise: String
  /// Each thing that is missing from the promise or qualifies it, as a sentence.
  public var remarks: [String]
  public var counts: Counts
  /// The latency that tells plans of one cost apart: `sessions-fresh p99`; nil where there is none.
  public var latency: String?
  public var answer: Plan?
  /// Other configurations that meet the objectives as far as the search went, the cheapest first.
  public var others: [Plan]
  public var rejected: [Rejected]
  /// The same, those that share a reason together, as a person reads them.
  public var whyNot: [Group]
  public var front: [Point]
  public var miss: Miss?
  public var brokenClaims: [BrokenClaim]
  public var headroom: [Headroom]?
  public var sensitivity: [Sensitivity]?
  public var whatIf: [WhatIf]?
  public var growth: Growth?
  public var regret: Regret?

  /// Configurations that are not the answer for one reason.
  public struct Group: Sendable, Codable {
    public var variants: [String]
    /// `shards 3 with any tasks`
    public var which: String
    public var count: Int
    public var kind: Rejected.Kind
    public var reason: String
    /// Whether one of them would be cheaper than the answer by its lower bound.
    public var mayBeCheaper: Bool
    /// The least lower bound among them; 0 for what cannot be built.
    public var lowerBound: String
  }
}
