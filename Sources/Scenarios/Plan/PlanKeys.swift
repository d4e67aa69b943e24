// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Simulation

/// The keys under `plan`: what may be chosen, what the choice must hold for, and how sure the answer must be.
enum PlanKeys {
  static let minimise = Key(
    "minimise", .goal, default: cost, .sluice, "What is to be as small as possible; cost.monthly is all there is.")
  static let variants = Key(
    "variants", .variants, default: "[base]", .sluice, "The variants to choose from: a list, or all.")
  static let choose = OptionalKey(
    "choose", .map(of: .values),
    "Settings by path, each with the values to choose from: a list, 2..20, 2..20 step 2 or 2..64 doubling; a setting "
      + "counts only in the variants that have it.")
  static let headroom = Key(
    "headroom", .factor(1...1000), default: "1x", .sluice, "The SLOs must still hold at so many times the traffic.")
  static let survive = OptionalKey(
    "survive", .list(of: .name),
    "Faults under each of which, alone, the SLOs must hold; left out, they must hold under the faults as they are written."
  )
  static let confidence = Key(
    "confidence", .ratio(0.5...0.9999), default: "95%", .sluice, "How sure the answer must be.")
  static let room = Key(
    "room", .ratio(0...0.5), default: "5%", .sluice,
    "How far beyond its bound a figure may lie without anyone minding, as a share of the bound: what straddles the bound "
      + "within it counts as meeting the SLO, and the answer says so.")
  static let indifference = Key(
    "indifference", .money, default: "$0", .sluice,
    "Dollars a month: plans closer than this are not worth telling apart.")
  static let atMost = OptionalKey(
    "at_most", .limit, "When the search ends at the latest: 500 replications, 60s of wall time, or a map of both.")
  static let regret = OptionalKey("regret", .record(Regret.table), "What a wrong choice costs, for plans under doubt.")

  static let table = KeyTable(
    "plan", "What a planner may change, and what the choice must hold for.",
    keys: [
      minimise, variants, choose, headroom, survive, confidence, room, indifference, atMost, regret,
    ])

  /// The only goal so far.
  static let cost = "cost.monthly"

  /// Both limits of a search.
  enum Limit {
    static let replications = OptionalKey(
      "replications", .integer(1...100_000_000), "Replications of the whole search.")
    static let time = OptionalKey("time", wallTime, "Wall time.")
    static let table = KeyTable("at_most", "When the search ends at the latest.", keys: [replications, time])

    static var wallTime: ValueKind<Int64> { .duration(.second...(366 * 86_400 * .second)) }
  }

  /// What a wrong choice costs.
  enum Regret {
    static let tooHigh = Key(
      "cost_too_high", .number(0...1e9), default: "1", .sluice, "What a dollar too many counts.")
    static let missed = Key(
      "slo_missed", .moneyPerHour, default: "$200/h", .sluice, "Dollars for each hour in which an SLO is missed.")
    static let table = KeyTable("regret", "What a wrong choice costs.", keys: [tooHigh, missed])
  }
}

/// The limits of a search.
struct PlanLimit: Sendable {
  var replications: Int?
  var time: Nanoseconds?
}

/// The variants that a plan names.
enum PlanVariants: Sendable {
  case all
  case names([String])
}

extension ValueKind where Value == String {
  /// What a plan makes small.
  fileprivate static var goal: ValueKind<String> {
    scalar("`\(PlanKeys.cost)`", schema: .choice([PlanKeys.cost]), example: PlanKeys.cost) { text throws(UnitError) in
      guard text == PlanKeys.cost else {
        throw UnitError(
          .value, "can only be \(PlanKeys.cost) so far, not \(Diagnostic.quoted(text))", suggestion: PlanKeys.cost)
      }
      return text
    }
  }
}

extension ValueKind where Value == PlanVariants {
  fileprivate static var variants: ValueKind<PlanVariants> {
    .either(
      .choice(["all"]), ValueKind<[String]>.list(of: .name, count: 1...1_000), { _ in .all }, { .names($0) })
  }
}

extension ValueKind where Value == PlanLimit {
  fileprivate static var limit: ValueKind<PlanLimit> {
    let both = ValueKind<Record>.record(PlanKeys.Limit.table).map { record, _, _ in
      PlanLimit(replications: record[PlanKeys.Limit.replications], time: record[PlanKeys.Limit.time])
    }
    let one = ValueKind<PlanLimit>.either(
      .integer(1...100_000_000), PlanKeys.Limit.wallTime, { PlanLimit(replications: $0) }, { PlanLimit(time: $0) })
    return .either(one, both, { $0 }, { $0 })
  }
}
