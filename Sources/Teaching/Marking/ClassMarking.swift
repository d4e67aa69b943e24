// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Pricing

/// Marks the hand-ins of a class: every YAML file of a folder, one after the other. What cannot be read is told, and the
/// next one is marked.
public final class ClassMarking {
  private let folder: ExerciseFolder
  /// The only exercise that is marked; nil for whatever a hand-in says that it answers.
  private let only: String?
  private let makeExaminer: (Exercise) -> Examiner
  private var examiners: [String: Examiner] = [:]
  private var problems: [String: String] = [:]

  public init(_ folder: ExerciseFolder, only: String? = nil, examiner: @escaping (Exercise) -> Examiner) {
    self.folder = folder
    self.only = only
    self.makeExaminer = examiner
  }

  /// The hand-ins of a folder: its YAML files, sorted by name. Files whose names begin with a dot do not count.
  public static func files(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) && !$0.hasPrefix(".") }.sorted()
      .map { (folder as NSString).appendingPathComponent($0) }
  }

  /// The marks of one file.
  ///
  /// - Throws: ``Examiner/Stopped``, ``Examiner/Invalid`` for a faulty exercise, and what the price book throws.
  public func marks(file: String) async throws -> Marks {
    let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    guard let bytes = ExerciseFolder.bytes(file) else {
      return Marks(student: name, file: file, exercise: "", problem: "it cannot be read")
    }
    var found = Diagnostics()
    guard let handIn = HandIn.read(bytes: bytes, path: file, &found) else {
      return Marks(student: name, file: file, exercise: "", problem: Self.text(found))
    }
    var marks = Marks(student: handIn.student, file: file, exercise: handIn.exercise)
    if let only, handIn.exercise != only {
      marks.problem = "it answers \(handIn.exercise), not \(only)"
    } else if let examiner = examiner(handIn.exercise) {
      marks.marks = try await examiner.marks(handIn)
    } else {
      marks.problem = problems[handIn.exercise]
    }
    return marks
  }

  private func examiner(_ name: String) -> Examiner? {
    if let known = examiners[name] { return known }
    guard problems[name] == nil else { return nil }
    var found = Diagnostics()
    guard let exercise = folder.exercise(name, &found) else {
      problems[name] = Self.text(found)
      return nil
    }
    let examiner = makeExaminer(exercise)
    examiners[name] = examiner
    return examiner
  }

  private static func text(_ found: Diagnostics) -> String {
    guard let first = found.sorted.first(where: { $0.severity == .error }) else { return "it cannot be read" }
    let place = first.location.map { "\($0.line):\($0.column): " } ?? ""
    return place + first.message + (first.hint.map { "; \($0)" } ?? "")
  }
}
