// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Scenarios

extension Exercise {
  /// Reads an exercise.
  ///
  /// - Parameters:
  ///   - bytes: the file's.
  ///   - path: for messages, and the folder that the scenario's file is looked for in.
  ///   - readFile: gives the bytes of the scenario's file; nil where it cannot be read.
  /// - Returns: nil after an error in `diagnostics`.
  public static func read(
    bytes: [UInt8], path: String, readFile: (String) -> [UInt8]?, _ diagnostics: inout Diagnostics
  ) -> Exercise? {
    guard let tree = Document.parse(bytes: bytes, file: path, into: &diagnostics) else { return nil }
    var context = ReadContext()
    let record = ExerciseKeys.table.read(tree, &context)
    diagnostics.append(contentsOf: context.diagnostics)
    guard let record else { return nil }
    let before = diagnostics.errorCount
    let name = record[ExerciseKeys.exercise]
    let file = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    if name != file {
      diagnostics.error(
        .name, at: record.node(ExerciseKeys.exercise) ?? tree, "the exercise is called \(name), its file \(file)",
        hint: "they must be the same")
    }
    guard let system = system(record, path, readFile, &diagnostics) else { return nil }
    let start = record[ExerciseKeys.start].map { system.file.overlaid(by: $0) } ?? system.file
    // What the start says must be a scenario before anything can be measured.
    guard ScenarioReader.scenario(start, &diagnostics) != nil, diagnostics.errorCount == before else { return nil }
    return Exercise(
      name: name, path: path, title: record[ExerciseKeys.title], level: record[ExerciseKeys.level],
      time: record[ExerciseKeys.time], topics: record[ExerciseKeys.topics], needs: record[ExerciseKeys.needs],
      start: start, scenarioPath: system.path, replications: record[ExerciseKeys.replications],
      story: record[ExerciseKeys.story],
      questions: record[ExerciseKeys.questions].map {
        Question(id: $0.name, ask: $0.value.ask, hints: $0.value.hints, task: $0.value.task)
      },
      afterwards: record[ExerciseKeys.afterwards].map {
        Look(what: $0[ExerciseKeys.Look.look], command: $0[ExerciseKeys.Look.command])
      },
      discussion: record[ExerciseKeys.discussion])
  }

  private static func system(
    _ record: Record, _ path: String, _ readFile: (String) -> [UInt8]?, _ diagnostics: inout Diagnostics
  ) -> (file: ScenarioFile, path: String)? {
    let named = record[ExerciseKeys.scenario]
    let folder = (path as NSString).deletingLastPathComponent
    let full = named.hasPrefix("/") ? named : (folder as NSString).appendingPathComponent(named)
    let system = (full as NSString).standardizingPath
    guard let bytes = readFile(system) else {
      diagnostics.error(
        .name, at: record.node(ExerciseKeys.scenario) ?? record.node,
        "there is no scenario \(Diagnostic.quoted(named, limit: 200)) in this file's folder")
      return nil
    }
    return ScenarioFile(bytes: bytes, path: system, &diagnostics).map { ($0, system) }
  }
}
