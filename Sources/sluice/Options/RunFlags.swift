// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser

/// What only `run` can be told.
struct RunFlags: ParsableArguments {
  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: ArgumentHelp("Replications at a time; default: cores.", valueName: "count"))
  var jobs: String?

  @Option(help: ArgumentHelp("Begin no replication after so long: 60s.", valueName: "time"))
  var budget: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Also write .json, .csv, .md, .html, .svg, .vl.json, .junit.xml, .hgrm, .hlog, .prom, .ndjson or .txt.",
      valueName: "file"))
  var out: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "On the output: table, json, csv, md, html, ndjson, junit, hgrm, hlog, openmetrics, svg or vega-lite.",
      valueName: "name"))
  var format: String?

  @Option(help: ArgumentHelp("Exit code from: fail, undecided or warn.", valueName: "verdict"))
  var failOn: String?

  @Flag(help: "Try what the checks advise; say what it brings.")
  var verify = false

  @Option(help: ArgumentHelp("On the standard error: auto, plain or none.", valueName: "kind"))
  var progress: String?
}

/// What the flags and variables come to.
struct RunRequest: Sendable {
  var jobs: Int
  /// Wall time after which no replication is begun.
  var budget: Duration?
  var outFiles: [OutFile<RunFormat>]
  var format: RunFormat
  var failOn: FailOn
  var progress: ProgressChoice
  /// Whether what the checks advise is tried.
  var verifies: Bool

  /// - Throws: `Failure` for a value that cannot be read.
  init(_ flags: RunFlags, _ surroundings: Surroundings) throws {
    let environment = surroundings.environment
    jobs =
      try environment.given(flags.jobs, "jobs")?.parsed(FlagValue.integer(FlagValue.jobs)) ?? surroundings.cores
    budget = try environment.given(flags.budget, "budget")?.parsed(FlagValue.budget)
    outFiles = try environment.given(flags.out, "out", separator: "\n").map {
      try $0.parsed(OutFile<RunFormat>.init)
    }
    format = try environment.given(flags.format, "format")?.parsed(FlagValue.word(RunFormat.self)) ?? .table
    failOn = try environment.given(flags.failOn, "fail-on")?.parsed(FlagValue.word(FailOn.self)) ?? .fail
    progress = try environment.given(flags.progress, "progress")?.parsed(FlagValue.word(ProgressChoice.self)) ?? .auto
    verifies = try environment.isSet(flags.verify, "verify")
  }
}
