// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Reports
import Teaching

/// The exercises that a command works with.
struct ExerciseSource {
  let folder: ExerciseFolder

  /// The folder that the flag or `SLUICE_FROM` names; else `scenarios/exercises` here or in a folder above; else the one
  /// that was installed with the program.
  ///
  /// - Throws: `Failure` when there is none.
  init(_ flags: ExerciseFlags, _ environment: Environment) throws {
    if let given = try environment.given(flags.from, "from") {
      guard Self.isFolder(given.text) else {
        throw Failure(.failure, "\(given.origin): there is no folder \(Diagnostic.quoted(given.text, limit: 400))")
      }
      folder = ExerciseFolder(given.text)
      return
    }
    guard let path = Self.standard else {
      throw Failure(
        .failure, "there are no exercises here",
        hint: "start in Sluice's own folder, or name theirs: --from FOLDER")
    }
    folder = ExerciseFolder(path)
  }

  private static var standard: String? {
    let own = "scenarios/exercises"
    if isFolder(own) { return own }
    var place = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    while place.path != "/" {
      let path = place.appendingPathComponent(own).path
      if isFolder(path) { return path }
      place.deleteLastPathComponent()
    }
    let program = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
    let installed = program?.deletingLastPathComponent().appendingPathComponent("share/sluice/exercises").path
    return installed.flatMap { isFolder($0) ? $0 : nil }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// - Throws: `Failure` for a name that no exercise has; `ExerciseRefused` for one that is not right.
  func exercise(_ name: String) throws -> Exercise {
    guard folder.names.contains(name) else { throw Failure.unknown("exercise", name, among: folder.names) }
    var found = Diagnostics()
    guard let exercise = folder.exercise(name, &found) else { throw ExerciseRefused(found.sorted) }
    return exercise
  }

  /// All that can be read; of the others it is said why.
  func exercises(_ session: Session) -> [Exercise] {
    var found = Diagnostics()
    let exercises = folder.exercises(&found)
    if !found.isEmpty { Output.error.say(ExerciseRefused(found.sorted).text(session.errorUsesColor)) }
    return exercises
  }

  /// - Throws: `Failure` where the answers are not there, `ExerciseRefused` where they are not right.
  func modelAnswer(of exercise: Exercise) throws -> ModelAnswer {
    var found = Diagnostics()
    guard let answer = folder.modelAnswer(of: exercise, &found) else {
      if found.hasErrors { throw ExerciseRefused(found.sorted) }
      throw Failure(
        .failure, "there are no answers to \(exercise.name) here",
        hint: "the teacher has them: \(folder.answerFile(exercise.name))")
    }
    return answer
  }
}

/// An exercise, or its answers, that cannot be used, with all that is wrong.
struct ExerciseRefused: Error {
  let diagnostics: [Diagnostic]

  init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

  func text(_ color: Bool) -> String {
    var sources: [String: String] = [:]
    for file in Set(diagnostics.compactMap(\.location?.file)) {
      if let source = try? ScenarioSource(file) { sources[file] = source.text }
    }
    return ScenarioRefused(diagnostics: diagnostics, sources: sources).text(
      color: color, outcome: "It cannot be used.")
  }

  func say(color: Bool) -> ExitStatus {
    Output.error.say(text(color))
    return .invalidScenario
  }
}
