// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments

/// What only `compare` can be told.
struct CompareFlags: ParsableArguments {
  @Flag(help: "Also compare with the best of the others.")
  var mcb = false

  @Flag(help: "Until all is told apart, or the most are done.")
  var untilDecided = false

  @Option(help: ArgumentHelp("Where the cheapest changes: traffic=1..100.", valueName: "path=a..b"))
  var breakEven: String?

  @Option(help: ArgumentHelp("Exit code from: fail, undecided or warn.", valueName: "verdict"))
  var failOn: String?
}

/// What the flags and variables come to.
struct CompareRequest: Sendable {
  var mcb: Bool
  var untilDecided: Bool
  var breakEven: BreakEvenRange?
  var failOn: FailOn

  /// - Throws: `Failure` for a value that cannot be read.
  init(_ flags: CompareFlags, _ environment: Environment) throws {
    mcb = try environment.isSet(flags.mcb, "mcb")
    untilDecided = try environment.isSet(flags.untilDecided, "until-decided")
    breakEven = try environment.given(flags.breakEven, "break-even")?.parsed { text in
      do {
        return try BreakEvenRange(text)
      } catch let problem as BreakEvenRange.Problem {
        throw FlagError(problem.message, hint: problem.hint)
      }
    }
    failOn = try environment.given(flags.failOn, "fail-on")?.parsed(FlagValue.word(FailOn.self)) ?? .fail
  }

  /// 0 if one alternative does what is required, 4 if none does. Where none is known to, but some are undecided: 0, or 5
  /// with `--fail-on undecided`; so it is where a cheaper one is undecided.
  func status(of result: CompareResult) -> ExitStatus {
    func verdict(_ variant: CompareResult.Variant) -> CompareResult.Standing {
      guard failOn == .warn, variant.standing != .out else { return variant.standing }
      let verdicts = variant.slos.map(\.verdict)
      return verdicts.contains(.fail) ? .fail : verdicts.contains(.undecided) ? .undecided : .pass
    }
    let standings = result.variants.map(verdict)
    if failOn == .undecided, !result.cheaperButUndecided.isEmpty { return .undecided }
    if standings.contains(.pass) { return .done }
    if standings.contains(.undecided) { return failOn == .undecided ? .undecided : .done }
    return .objectiveFailed
  }
}
