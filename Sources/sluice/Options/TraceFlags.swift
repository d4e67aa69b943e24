// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Reports
import Simulation

/// The form in which the life of a message is written.
enum TraceFormat: String, FileFormat {
  case table, json, csv, md, mermaid, chrome

  var ending: String {
    switch self {
    case .table: "txt"
    case .mermaid: "mmd"
    case .chrome: "trace.json"
    case .json, .csv, .md: rawValue
    }
  }
}

/// What only `trace` can be told.
struct TraceFlags: ParsableArguments {
  @Option(help: ArgumentHelp("By its number at its source, in order of sending.", valueName: "source#number"))
  var message: String?

  @Option(help: ArgumentHelp("latency: the slowest message; the default.", valueName: "what"))
  var worst: String?

  @Option(help: ArgumentHelp("dead-lettered, duplicate, lost or rejected.", valueName: "what"))
  var first: String?

  @Option(help: ArgumentHelp("Look at this flow or source only.", valueName: "flow"))
  var of: String?

  @Option(help: ArgumentHelp("The number of the replication; default 1.", valueName: "number"))
  var replication: String?

  @Option(help: ArgumentHelp("Seed of all random draws; default: the file's.", valueName: "number"))
  var seed: String?

  @Flag(help: "Walk through the events: Return for the next, q to end.")
  var step = false

  @Option(help: ArgumentHelp("Print so many events instead.", valueName: "count"))
  var events: String?

  @Option(help: ArgumentHelp("Events from this time of the window on; default: the send.", valueName: "time"))
  var from: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Also write .json, .csv, .md, .mmd, .trace.json, .txt; repeatable.", valueName: "file"))
  var out: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("On the output: table, json, csv, md, mermaid or chrome.", valueName: "name"))
  var format: String?
}

/// What the flags and variables come to.
struct TraceRequest: Sendable {
  var choice: TraceStudy.Choice
  var flow: String?
  /// From 0.
  var replication: Int
  var seed: UInt64?
  var steps: Bool
  var events: Int?
  var from: Nanoseconds?
  var outFiles: [OutFile<TraceFormat>]
  var format: TraceFormat

  /// - Throws: `Failure` for a value that cannot be read, and for flags that contradict each other.
  init(_ flags: TraceFlags, _ session: Session) throws {
    let environment = session.environment
    let message = try environment.given(flags.message, "message")?.parsed(FlagValue.message)
    let worst = try environment.given(flags.worst, "worst")?.parsed { text in
      guard text == "latency" else {
        throw FlagError("is not latency", hint: "messages are compared by their latency")
      }
      return TraceStudy.Choice.worstLatency
    }
    let first = try environment.given(flags.first, "first")?.parsed(FlagValue.word(TraceStudy.First.self))
    let choices = [message, worst, first.map { .first($0) }].compactMap(\.self)
    guard choices.count <= 1 else {
      throw Failure.usage("--message, --worst and --first each choose a message", hint: "give one of them")
    }
    choice = choices.first ?? .worstLatency
    flow = environment.given(flags.of, "of")?.text
    let count = FlagValue.integer(FlagValue.replications)
    replication = (try environment.given(flags.replication, "replication")?.parsed(count) ?? 1) - 1
    seed = try environment.given(flags.seed, "seed")?.parsed(FlagValue.seed)
    steps = try environment.isSet(flags.step, "step")
    events = try environment.given(flags.events, "events")?.parsed(FlagValue.integer(1...10_000_000))
    from = try environment.given(flags.from, "from")?.parsed { try Units.duration($0) }
    outFiles = try environment.given(flags.out, "out", separator: "\n").map {
      try $0.parsed(OutFile<TraceFormat>.init)
    }
    format =
      try environment.given(flags.format, "format")?.parsed { text in
        // The program that shows it.
        text == "perfetto" ? .chrome : try FlagValue.word(TraceFormat.self)(text)
      } ?? .table
    if from != nil, !steps, events == nil {
      throw Failure.usage("--from says where the events begin", hint: "add --events 200, or --step on a terminal")
    }
  }
}

extension FlagValue {
  /// `uploads#1234`, `#1234`, `1234`.
  static func message(_ text: String) throws -> TraceStudy.Choice {
    let parts = text.split(separator: "#", omittingEmptySubsequences: false)
    let number = parts.last.map(String.init) ?? ""
    guard parts.count <= 2 || text.contains("#"), let value = UInt64(number), value <= UInt64(Int.max) else {
      throw FlagError("is not SOURCE#NUMBER", hint: "such as uploads#1234: the 1,234th message that uploads sent")
    }
    let source = parts.dropLast().joined(separator: "#")
    return .message(source: source.isEmpty ? nil : source, number: value)
  }
}
