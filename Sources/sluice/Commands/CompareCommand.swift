// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Reports
import Scenarios

/// `sluice compare FILE...`: simulates several variants with common random numbers and tells what differs.
struct CompareCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare variants: latency, survival, cost, and which to take.",
    usage: "sluice compare FILE ... [options]",
    discussion: """
      sluice compare scenario.yaml                         all variants
      sluice compare scenario.yaml -v base -v give-back    two of them
      sluice compare before.yaml after.yaml                two files
      sluice compare scenario.yaml --until-decided         as long as it takes
      sluice compare scenario.yaml --break-even traffic=1..100

      The first is the base. Replication 7 of all has the same messages. Exit code
      0: one that can do what is required meets every SLO; 4: none does.
      """)

  @Argument(help: ArgumentHelp("Scenarios; - for the standard input.", valueName: "file"))
  var files: [String]

  @OptionGroup var scenario: ScenarioFlags
  @OptionGroup var precision: PrecisionFlags
  @OptionGroup var compare: CompareFlags
  @OptionGroup var prices: PriceFlags
  @OptionGroup var run: ExperimentFlags
  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let request = try ExperimentRequest(run, session.surroundings)
    let choices = try CompareRequest(compare, session.environment)
    let precision = try PrecisionRequest(precision, session.environment)
    let wanted = try ScenarioRequest(scenario, session.environment)
    let books = try BookRequest(
      prices, session, scenario: files.first { $0 == "-" }, format: request.format == .json ? .json : .table)
    let contest = try Contest(files, wanted)
    if contest.hasErrors { return try contest.refusal.say(asJSON: request.format == .json, session) }
    if !session.quiet { Output.error.say(contest.remarks(color: session.errorUsesColor)) }
    try contest.checkThereIsSomethingToCompare()
    let setup = ContestSetup(contest, precision, books)
    let alternatives = try setup.alternatives()
    for note in contest.doubts { session.note(note) }
    let comparison = Comparison(
      alternatives, precision: setup.precision, confidence: setup.confidence,
      method: choices.mcb ? .mcb : .bonferroni, untilDecided: choices.untilDecided)
    let breakEven = try choices.breakEven.map { try setup.breakEven($0) }
    let experiment = try ExperimentSession(request, session)
    let (found, interrupted) = try await experiment.perform { laboratory in
      var result = try await comparison.result(laboratory, leftOut: contest.leftOut)
      if let breakEven, !laboratory.control.isCancelled {
        result.breakEven = try await breakEven.result(laboratory)
        result.partial = result.partial || laboratory.control.isCancelled
      }
      return result
    }
    guard let found else { return interrupted ? .interrupted : .done }
    try experiment.write {
      try ExperimentText.text(found, $0, $1, wanted: wanted.variants, contest.shown)
    }
    if interrupted { return .interrupted }
    session.noteAge(of: alternatives.map(\.book))
    return choices.status(of: found)
  }
}
