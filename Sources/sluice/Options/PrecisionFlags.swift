// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Scenarios

/// How much is simulated.
struct PrecisionFlags: ParsableArguments {
  @Option(help: ArgumentHelp("Seed of all random draws; default: the file's.", valueName: "number"))
  var seed: String?

  @Option(
    name: [.customShort("n", allowingJoined: true), .long],
    help: ArgumentHelp("So many replications.", valueName: "count"))
  var replications: String?

  @Option(help: ArgumentHelp("Until each SLO is so precise: 5%; or decided.", valueName: "share"))
  var until: String?

  @Option(help: ArgumentHelp("But at most so many replications.", valueName: "count"))
  var atMost: String?
}

/// What the flags and variables come to.
struct PrecisionRequest: Sendable, Hashable {
  var seed: UInt64?
  private var replications: Int?
  private var until: Until?
  private var atMost: Int?

  /// - Throws: `Failure` for a value that cannot be read, and for a fixed number together with a condition.
  init(_ flags: PrecisionFlags, _ environment: Environment) throws {
    seed = try environment.given(flags.seed, "seed")?.parsed(FlagValue.seed)
    let count = FlagValue.integer(FlagValue.replications)
    var fixed = environment.given(flags.replications, "replications")
    var share = environment.given(flags.until, "until")
    var most = environment.given(flags.atMost, "at-most")
    // A flag beats the variables that say otherwise.
    if flags.replications != nil {
      if flags.until == nil { share = nil }
      if flags.atMost == nil { most = nil }
    } else if flags.until != nil || flags.atMost != nil {
      fixed = nil
    }
    if let fixed, let other = share ?? most {
      throw Failure.usage("\(fixed.origin) and \(other.origin) exclude each other")
    }
    replications = try fixed?.parsed(count)
    until = try share?.parsed { $0 == "decided" ? .decided : .share(try FlagValue.share($0)) }
    atMost = try most?.parsed(count)
  }

  /// What is run until.
  private enum Until: Sendable, Hashable {
    case share(Double)
    case decided
  }

  /// The precision that results from the scenario's own.
  func precision(_ own: Precision) -> Precision {
    if let replications { return .replications(replications) }
    if case .replications(let count) = own, until == nil { return .replications(min(count, atMost ?? count)) }
    var (least, most) = (own.atLeast, atMost ?? own.atMost)
    if case .replications = own { (least, most) = (10, atMost ?? 60) }
    least = min(least, most)
    switch (until, own) {
    case (.share(let share), _): return .until(share, atLeast: least, atMost: most)
    case (nil, .until(let share, _, _)): return .until(share, atLeast: least, atMost: most)
    case (.decided, _), (nil, _): return .decided(atLeast: least, atMost: most)
    }
  }
}
