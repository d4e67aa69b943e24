// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Reports

/// The commands at the end of the explanations of experiments, as a reader pastes them, on the example made short.
@Suite("Explanations of experiments") struct ExperimentExplanationTests {
  private let folder: TemporaryFolder
  private let program: Program

  init() throws {
    folder = try TemporaryFolder()
    program = try Program()
    let example = try String(contentsOfFile: Repository.demo, encoding: .utf8)
    let short =
      example
      .replacing("duration: 2h", with: "duration: 4m")
      .replacing("{ at: 40m, x: 3 }, { at: 50m, x: 1 }", with: "{ at: 1m, x: 3 }, { at: 80s, x: 1 }")
      .replacing("at_least: 10, at_most: 60, until: 5%", with: "at_least: 3, at_most: 6, until: 5%")
      .replacing("12..60 step 4", with: "[16, 28]")
      .replacing("[15s, 30s, 60s, 120s]", with: "[15s, 30s]")
    try FileManager.default.createDirectory(at: folder.url("scenarios"), withIntermediateDirectories: true)
    try Data(short.utf8).write(to: folder.url("scenarios/image-processing.yaml"))
  }

  private static let experiments = ["compare", "sweep", "plan", "results", "merge", "cluster"]

  static var commands: [String] {
    Set(Explanation.table.map(\.command)).filter { command in
      experiments.contains { command.hasPrefix("sluice \($0) ") }
    }.sorted()
  }

  @Test("the command works on the example", arguments: commands) func command(_ command: String) throws {
    let words = command.replacing("'", with: "").split(separator: " ").dropFirst().map(String.init)
    for part in 0..<2 where words[0] == "merge" {
      let compare = ["compare", "scenarios/image-processing.yaml", "-v", "base", "-v", "give-back", "-n", "2"]
      let done = try program.run(
        compare + ["--shard", "\(part)/2", "--store", "part-\(part).sqlite"], folder: folder.root.path)
      #expect(done.status == 0, "\(done.error)")
    }
    if words[0] == "results" {
      let run = ["compare", "scenarios/image-processing.yaml", "-v", "base", "-v", "give-back", "-n", "2"]
      _ = try program.run(run, folder: folder.root.path)
    }
    let outcome = try program.run(words, folder: folder.root.path)
    // A verdict about the short example is none about the command.
    #expect([0, 4, 6].contains(outcome.status), "\(command): \(outcome.error)")
    // A part has no report; the merge has.
    if !words.contains("--shard") { #expect(!outcome.output.isEmpty) }
  }
}
