// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Foundation
import Reports
import Scenarios

/// `sluice trace FILE`: the life of one message.
struct TraceCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Show the life of one message: its steps, its time, its cost.",
    usage: "sluice trace FILE [options]",
    discussion: """
      sluice trace scenario.yaml                           the slowest message
      sluice trace scenario.yaml --message uploads#1234    by its number
      sluice trace scenario.yaml --first dead-lettered     the first one
      sluice trace scenario.yaml --first duplicate -f mermaid
      sluice trace scenario.yaml -o slow.trace.json        for ui.perfetto.dev
      sluice trace scenario.yaml --step                    event by event
      sluice trace scenario.yaml --events 200 --from 40m

      It is the replication that sluice run simulates. Exit code 1: there is no
      such message.
      """)

  @Argument(help: ArgumentHelp("The scenario; - for the standard input.", valueName: "file"))
  var file: String

  @OptionGroup var trace: TraceFlags
  @OptionGroup var scenario: ScenarioFlags
  @OptionGroup var prices: PriceFlags
  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let request = try TraceRequest(trace, session)
    let wanted = try ScenarioRequest(scenario, session.environment)
    if request.steps { try EventWalk.checkTerminal(session, scenario: file) }
    let books = try BookRequest(
      prices, session, scenario: file, format: request.format == .json ? .json : .table)
    for file in request.outFiles { try FileWriting.checkFolder(of: file.path) }
    let variants = ScenarioVariants(try ScenarioSource(file), wanted, checkAll: false)
    if variants.hasErrors { return try variants.refusal.say(asJSON: request.format == .json, session) }
    guard var scenario = variants.scenarios.first, variants.scenarios.count == 1 else {
      throw Failure.usage("a message lives in one variant", hint: "give one: -v \(variants.words.first ?? "base")")
    }
    scenario.seed = request.seed ?? scenario.seed
    let study = TraceStudy(
      scenario, book: try books.book(scenario.terms), replication: request.replication, choice: request.choice,
      flow: request.flow)
    if case .message = request.choice, scenario.windows.count > 1 {
      session.note("looking in window \(scenario.windows[0].name); another: -w \(scenario.windows[1].name)")
    }
    let control = RunControl()
    let interrupts = Interrupts {
      control.cancel()
      // Who is asked for a key must not have to press one first.
      if request.steps { _exit(ExitStatus.interrupted.code) }
    }
    defer { withExtendedLifetime(interrupts) {} }
    guard let result = try find(study, control) else { return .interrupted }
    for out in request.outFiles {
      try FileWriting.write(try text(result, out.format, session.fileStyle), to: out.path)
    }
    if request.steps || request.events != nil {
      return try EventWalk(study: study, result: result, control: control, session: session).perform(request)
    }
    try Output.standard.write(try text(result, request.format, session.style))
    return .done
  }

  private func find(_ study: TraceStudy, _ control: RunControl) throws -> TraceResult? {
    do {
      return try study.result(control: control)
    } catch {
      throw Self.failure(error)
    }
  }

  private func text(_ result: TraceResult, _ format: TraceFormat, _ style: TextStyle) throws -> String {
    switch format {
    case .table: TraceReport.table(result, style)
    case .json: try TraceReport.json(result)
    case .csv: TraceReport.csv(result)
    case .md: TraceReport.markdown(result)
    case .mermaid: TraceReport.mermaid(result)
    case .chrome: try TraceReport.chrome(result)
    }
  }

  static func failure(_ problem: TraceStudy.Problem) -> Failure {
    switch problem {
    case .whichSource(let sources):
      sources.isEmpty
        ? Failure(.failure, "nothing is sent in this scenario")
        : .usage("which source? --message \(sources[0])#1", hint: "there is: \(sources.joined(separator: ", "))")
    case .unknownSource(let name, let known): .unknown("traffic source", name, among: known)
    case .unknownFlow(let name, let known): .unknown("flow", name, among: known)
    case .notSent(let id, let there): Failure(.failure, "\(id) is not sent", hint: there)
    case .nothingFound("worst latency", let there): Failure(.failure, "no message was delivered", hint: there)
    case .nothingFound(let what, let there):
      Failure(
        .failure,
        what == "first duplicate"
          ? "no message was worked on twice without need" : "no message was \(what.replacing("first ", with: ""))",
        hint: there)
    }
  }
}
