// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Scenarios

/// What every experiment (compare, sweep, plan) can be told about how it is done.
struct ExperimentFlags: ParsableArguments {
  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: ArgumentHelp("Replications at a time; default: cores.", valueName: "count"))
  var jobs: String?

  @Option(help: ArgumentHelp("Begin no replication after so long: 60s.", valueName: "time"))
  var budget: String?

  @Option(help: ArgumentHelp("Keep replications in this file; or none.", valueName: "file"))
  var store: String?

  @Option(help: ArgumentHelp("Do only part I of N, from 0: 2/4.", valueName: "i/n"))
  var shard: String?

  @Option(help: ArgumentHelp("So many parts, or auto; the cluster says which.", valueName: "n"))
  var shards: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Also write .json, .csv, .md, .html, .svg, .vl.json or .txt.", valueName: "file"))
  var out: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("On the output: table, json, csv, md, html, svg, vega-lite.", valueName: "name"))
  var format: String?

  @Option(help: ArgumentHelp("On the standard error: auto, plain or none.", valueName: "kind"))
  var progress: String?
}

/// What the flags and variables come to.
struct ExperimentRequest: Sendable {
  var jobs: Int
  /// Wall time after which no replication is begun.
  var budget: Duration?
  var outFiles: [OutFile<ExperimentFormat>]
  var format: ExperimentFormat
  var progress: ProgressChoice
  var store: StoreChoice
  var shard: Shard?

  /// - Throws: `Failure` for a value that cannot be read, and for a file that cannot be written.
  init(_ flags: ExperimentFlags, _ surroundings: Surroundings) throws {
    let environment = surroundings.environment
    jobs =
      try environment.given(flags.jobs, "jobs")?.parsed(FlagValue.integer(FlagValue.jobs)) ?? surroundings.cores
    budget = try environment.given(flags.budget, "budget")?.parsed(FlagValue.budget)
    outFiles = try environment.given(flags.out, "out", separator: "\n").map {
      try $0.parsed(OutFile<ExperimentFormat>.init)
    }
    format = try environment.given(flags.format, "format")?.parsed(FlagValue.word(ExperimentFormat.self)) ?? .table
    progress = try environment.given(flags.progress, "progress")?.parsed(FlagValue.word(ProgressChoice.self)) ?? .auto
    store = StoreChoice(environment.given(flags.store, "store"))
    shard = try ShardRequest.shard(flags, environment)
    for file in outFiles { try FileWriting.checkFolder(of: file.path) }
  }

  /// Parts divide a number of replications that is known from the start: to be called with the precision of each
  /// alternative.
  ///
  /// - Throws: `Failure` where this is a part and the number depends on what comes out.
  func checkParts(_ precision: Precision) throws {
    guard let shard, case .until = precision else { return }
    throw Failure.usage(
      "part \(shard): parts need a fixed number of replications, and here it depends on what comes out",
      hint: "-n 20, or run: { replications: 20 } in the scenario")
  }
}

extension FlagValue {
  /// Wall time: `60s`.
  static func budget(_ text: String) throws -> Duration {
    let time = try Units.duration(text)
    guard time > 0 else { throw FlagError("is not a time above 0", hint: "such as 60s") }
    return .nanoseconds(time)
  }
}
