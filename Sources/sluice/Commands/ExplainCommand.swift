// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports
import Scenarios

/// `sluice explain WORD...`: what a word of a report or of a scenario means.
struct ExplainCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a check, metric, setting or exit code.",
    usage: "sluice explain WORD...",
    discussion: """
      sluice explain vis-short             a check
      sluice explain visibility_timeout    a setting
      sluice explain 4                     an exit code
      sluice explain little --of scenario.yaml
      """)

  @Argument(
    help: ArgumentHelp("A check, a metric, a setting or an exit code.", valueName: "word"),
    completion: Completion.words)
  var words: [String]

  @Option(
    help: ArgumentHelp("With little: a scenario or a saved result whose numbers are shown.", valueName: "file"),
    completion: Completion.scenario)
  var of: String?

  @OptionGroup var scenario: ScenarioFlags
  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    // All or nothing: a word in the middle that nobody knows must not be overlooked.
    let texts = try words.map { word in
      guard let text = Self.text(for: word) else { throw Failure.unknown("explanation of", word, among: Self.known) }
      return text.hasSuffix("\n") ? text : text + "\n"
    }
    try Output.standard.write(texts.joined(separator: "\n"))
    guard let of else { return .done }
    guard words.contains(where: LittlesLawOfRun.isMeant) else {
      throw Failure.usage("--of shows a run's numbers with little", hint: "sluice explain little --of FILE")
    }
    let session = try Session(common)
    return try await LittlesLawOfRun(file: of, wanted: ScenarioRequest(scenario, session.environment)).show(session)
  }

  static func text(for word: String) -> String? {
    if let text = Explanation.text(for: word) ?? ScenarioDocuments.explain(word).map(SettingText.said) { return text }
    return Int(word).flatMap(ExitStatus.meaning).map { said("exit code \(word): \($0)") + "\n" }
  }

  static var known: [String] {
    let words = Explanation.words
    return words + ScenarioDocuments.keyNames.filter { !words.contains($0) }
  }
}
