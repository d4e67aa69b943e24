// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Foundation
import Pricing

/// What only `sweep` can be told.
struct SweepFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp("An input: PATH=2..20, traffic=1x..4x. Repeatable.", valueName: "path=values"),
    completion: Completion.settings)
  var over: [String] = []

  @Option(help: ArgumentHelp("grid, sobol or latin-hypercube; default: grid.", valueName: "name"))
  var design: String?

  @Option(help: ArgumentHelp("Points of a design that is no grid; default 64.", valueName: "count"))
  var points: String?

  @Flag(help: "How much more traffic until each SLO fails.")
  var headroom = false

  @Option(help: ArgumentHelp("Headroom: the most traffic to try; default 5x.", valueName: "factor"))
  var upTo: String?

  @Flag(help: "What each input alone does, a little less and more.")
  var tornado = false

  @Flag(help: "How much of the spread comes from which input.")
  var sobolIndices = false

  @Option(help: ArgumentHelp("How much less and more; default 20%.", valueName: "share"))
  var by: String?

  @Option(help: ArgumentHelp("Vary only this input, repeatable.", valueName: "path"), completion: Completion.paths)
  var input: [String] = []

  @Option(help: ArgumentHelp("Exit 4 if no point passes: fail, undecided, warn.", valueName: "what"))
  var failOn: String?
}

/// What the flags and variables come to.
struct SweepRequest: Sendable {
  /// Of these exactly one is asked for.
  enum Kind: Sendable, Hashable {
    case points, headroom, tornado, indices
  }

  var kind: Kind
  var inputs: [SweepInput]
  var design: SweepDesign
  var points: Int
  var upTo: Double
  /// The share of an input, exactly.
  var by: Decimal
  /// The only inputs to vary; empty for all.
  var only: [String]
  var failOn: FailOn?

  /// - Throws: `Failure` for a value that cannot be read, and for flags that do not go together.
  init(_ flags: SweepFlags, _ environment: Environment) throws {
    inputs = try environment.given(flags.over, "over", separator: "\n").map { given in
      try given.parsed { text in try SweepInput(text) }
    }
    kind = try Self.kind(flags, environment, hasInputs: !inputs.isEmpty)
    for (place, input) in inputs.enumerated() where inputs[..<place].contains(where: { $0.path == input.path }) {
      throw Failure.usage("--over \(input.path) is given twice")
    }
    design =
      try environment.given(flags.design, "design")?.parsed(FlagValue.word(SweepDesign.self)) ?? .grid
    points =
      try environment.given(flags.points, "points")?.parsed(FlagValue.integer(2...SweepDesign.mostPoints)) ?? 64
    upTo = try environment.given(flags.upTo, "up-to")?.parsed(FlagValue.growth) ?? 5
    by =
      try environment.given(flags.by, "by")?.parsed(FlagValue.variation)
      ?? Decimal(sign: .plus, exponent: -1, significand: 2)
    only = environment.given(flags.input, "input").map(\.text)
    failOn = try environment.given(flags.failOn, "fail-on")?.parsed(FlagValue.word(FailOn.self))
    if kind == .points, design == .grid, flags.points != nil {
      throw Failure.usage("--points is for designs", hint: "--design sobol, or a range with points: 1..9 points 5")
    }
  }

  private static func kind(_ flags: SweepFlags, _ environment: Environment, hasInputs: Bool) throws -> Kind {
    var asked: [(name: String, kind: Kind)] = []
    if try environment.isSet(flags.headroom, "headroom") { asked.append(("--headroom", .headroom)) }
    if try environment.isSet(flags.tornado, "tornado") { asked.append(("--tornado", .tornado)) }
    if try environment.isSet(flags.sobolIndices, "sobol-indices") { asked.append(("--sobol-indices", .indices)) }
    guard asked.count < 2 else { throw Failure.usage("\(asked[0].name) and \(asked[1].name) exclude each other") }
    guard let one = asked.first else {
      if hasInputs { return .points }
      throw Failure.usage(
        "sweep over what?",
        hint: "--over workers.NAME.tasks=2..20, --over traffic=1x..4x, --headroom, --tornado or --sobol-indices")
    }
    if hasInputs, one.kind != .indices { throw Failure.usage("\(one.name) and --over exclude each other") }
    return one.kind
  }
}

extension FlagValue {
  /// A factor above 1.
  static func growth(_ text: String) throws -> Double {
    let value = try Units.factor(text)
    guard value > 1, value <= 1_000 else {
      throw FlagError("is not a factor above 1x and up to 1000x", hint: "such as 5x")
    }
    return value
  }

  /// A share above 0% and below 100%, exactly.
  static func variation(_ text: String) throws -> Decimal {
    let value = try Units.ratio(text)
    guard value >= 0.001, value <= 0.9, let share = Decimal(exactText: "\(value)") else {
      throw FlagError("is not a share from 0.1% to 90%", hint: "such as 20%")
    }
    return share
  }
}
