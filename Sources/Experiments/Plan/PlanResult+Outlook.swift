// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// What a plan says besides its answer: what if, how long, and what is regretted least. Money is decimal text in US dollars
/// a month.
extension PlanResult {
  /// A configuration.
  public struct Choice: Sendable, Codable, Hashable {
    public var label: String
    public var variant: String
    public var settings: [Setting]

    public init(label: String, variant: String, settings: [Setting]) {
      self.label = label
      self.variant = variant
      self.settings = settings
    }
  }

  /// The plan if something were otherwise.
  public struct WhatIf: Sendable, Codable {
    /// `traffic x2`, `kinesis shard-hour +10%`
    public var change: String
    /// What a command says for it: `-x 2`; nil where there is no flag.
    public var flag: String?
    /// Nil where nothing meets the objectives then.
    public var choice: Choice?
    /// What it would cost then, and how much more that is than the answer costs now; below 0 for less.
    public var monthly: String?
    public var more: String?
    /// Whether it would be the same configuration.
    public var isSame: Bool
    /// Whether the search ended before that was known.
    public var isUnfinished: Bool
  }

  /// How long the answer lasts while traffic grows, and what comes then.
  public struct Growth: Sendable, Codable {
    /// A configuration and the months, from 1, in which it is used.
    public struct Step: Sendable, Codable {
      public var first: Int
      public var last: Int
      /// What the traffic of month 1 has grown to in the first and in the last of these months: 1.05.
      public var trafficFirst: Double
      public var trafficLast: Double
      /// Nil where nothing meets the objectives.
      public var choice: Choice?
      /// The bill of the first and of the last of these months.
      public var monthlyFirst: String?
      public var monthlyLast: String?
      /// The objectives that it misses in the month after the last one; empty at the horizon.
      public var misses: [String]
    }

    /// As it was asked for: `5%/month`.
    public var asked: String
    /// By how much the traffic of a month is more than that of the month before: 0.05.
    public var perMonth: Double
    public var months: Int
    public var steps: [Step]
    /// Replications of every look.
    public var replications: Int
  }

  /// What is regretted least, where rates are uncertain.
  public struct Regret: Sendable, Codable {
    /// A source whose rate is uncertain; messages a second.
    public struct Source: Sendable, Codable {
      public var name: String
      /// The 5% and 95% quantiles, and the median.
      public var low: Double
      public var likely: Double
      public var high: Double
    }

    public struct Future: Sendable, Codable {
      /// From 1.
      public var number: Int
      /// Messages a second and where that lies in the distribution, by the place of the source.
      public var rates: [Double]
      public var quantiles: [Double]
      /// The cheapest plan of this future, by its own search; nil where nothing meets the objectives.
      public var best: Choice?
      /// What the cheapest plan costs here that meets the objectives here, by the trials that all plans had.
      public var bestMonthly: String
      /// Whether any of the plans meets them.
      public var canBeMet: Bool
    }

    /// A plan in a future.
    public struct Entry: Sendable, Codable {
      public var monthly: String
      /// Hours of the month in windows that miss an objective.
      public var hoursMissed: String
      public var misses: [String]
      public var regret: String
    }

    /// A plan over all futures.
    public struct Plan: Sendable, Codable {
      public var label: String
      public var variant: String
      public var settings: [Setting]
      /// Whether it is the answer at the likely rates.
      public var isAnswer: Bool
      /// The share of the futures in which it meets the objectives.
      public var holds: Figure
      public var meanRegret: String
      public var greatestRegret: String
      /// The average bill of the futures.
      public var meanMonthly: String
      /// By the place of the future.
      public var futures: [Entry]
    }

    public var sources: [Source]
    public var futures: [Future]
    /// The plans, the least regret first.
    public var plans: [Plan]
    /// What a dollar too many counts, and dollars for an hour in which an objective is missed.
    public var costTooHigh: Double
    public var missedPerHour: String
    public var confidence: Double
    /// Replications of every plan in every future.
    public var replications: Int
  }
}
