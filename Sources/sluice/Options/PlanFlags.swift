// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Foundation
import Scenarios

/// What only `plan` can be told.
struct PlanFlags: ParsableArguments {
  @Option(help: ArgumentHelp("How replications are spent: ocba, kn or all.", valueName: "name"))
  var procedure: String?

  @Flag(help: "Only what closed forms say; nothing is simulated.")
  var analytic = false

  @Option(help: ArgumentHelp("The SLOs must hold at so much traffic: 1.5x.", valueName: "factor"))
  var headroom: String?

  @Option(help: ArgumentHelp("How sure the answer must be: 99%.", valueName: "share"))
  var confidence: String?

  @Option(help: ArgumentHelp("Plans closer than this are as good: $5.", valueName: "money"))
  var indifference: String?

  @Option(help: ArgumentHelp("Seed of all random draws; default: the file's.", valueName: "number"))
  var seed: String?

  @Option(
    name: [.customShort("n", allowingJoined: true), .long],
    help: ArgumentHelp("Of each, with --procedure all; default 30.", valueName: "count"))
  var replications: String?

  @Option(help: ArgumentHelp("At most so many replications in all.", valueName: "count"))
  var atMost: String?
}

/// What the flags and variables come to.
struct PlanRequest: Sendable {
  var procedure: PlanSearch.Procedure
  var isAnalytic: Bool
  var seed: UInt64?
  var replications: Int
  private var headroom: Double?
  private var confidence: Double?
  private var indifference: Decimal?
  private var atMost: Int?

  /// - Throws: `Failure` for a value that cannot be read, and for flags that have no place beside each other.
  init(_ flags: PlanFlags, shard: Shard?, _ environment: Environment) throws {
    procedure =
      try environment.given(flags.procedure, "procedure")?.parsed(FlagValue.word(PlanSearch.Procedure.self)) ?? .ocba
    isAnalytic = try environment.isSet(flags.analytic, "analytic")
    seed = try environment.given(flags.seed, "seed")?.parsed(FlagValue.seed)
    headroom = try environment.given(flags.headroom, "headroom")?.parsed(FlagValue.headroom)
    confidence = try environment.given(flags.confidence, "confidence")?.parsed(FlagValue.confidence)
    indifference = try environment.given(flags.indifference, "indifference")?.parsed(FlagValue.amount)
    atMost = try environment.given(flags.atMost, "at-most")?.parsed(FlagValue.integer(1...1_000_000_000))
    let count = environment.given(flags.replications, "replications")
    replications = try count?.parsed(FlagValue.integer(2...FlagValue.replications.upperBound)) ?? 30
    if procedure != .all, flags.replications != nil {
      throw Failure.usage(
        "--replications has a place with --procedure all only",
        hint: "\(procedure.rawValue) decides how many each configuration needs; --at-most limits them all")
    }
    if let shard, procedure != .all || count == nil {
      throw Failure.usage(
        "--shard \(shard): what a search simulates depends on what it has found, so that parts cannot do it",
        hint: "--procedure all -n 30 can be divided")
    }
  }

  /// The settings of the file with what the flags say over them.
  ///
  /// - Throws: `Failure` where the procedure needs something else.
  func laid(over settings: PlanSettings) throws -> PlanSettings {
    var settings = settings
    settings.headroom = headroom ?? settings.headroom
    settings.confidence = confidence ?? settings.confidence
    settings.indifference = indifference ?? settings.indifference
    settings.mostReplications = atMost ?? settings.mostReplications
    if procedure == .kn, settings.indifference <= 0 {
      throw Failure.usage(
        "--procedure kn needs an indifference above $0: costs are told apart down to it",
        hint: "such as --indifference '$5'")
    }
    return settings
  }
}

extension FlagValue {
  /// `1.5x`
  static func headroom(_ text: String) throws -> Double {
    let factor = try Units.factor(text)
    guard factor > 0 else { throw FlagError("is no factor above 0", hint: "such as 1.5x") }
    return factor
  }

  static func confidence(_ text: String) throws -> Double {
    let share = try Units.ratio(text)
    guard share >= 0.5, share <= 0.9999 else { throw FlagError("is not a share from 50% to 99.99%") }
    return share
  }

  /// `$5`
  static func amount(_ text: String) throws -> Decimal {
    let amount = try Units.money(text)
    guard amount >= 0 else { throw FlagError("is below $0") }
    return amount
  }
}
