// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

/// A folder of exercises: `NAME.yaml`, the systems in `systems`, the teacher's answers in `answers`.
public struct ExerciseFolder: Sendable {
  public let path: String

  public init(_ path: String) { self.path = path }

  /// The names of the exercises, sorted.
  public var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  public func file(_ name: String) -> String { (path as NSString).appendingPathComponent("\(name).yaml") }

  public func answerFile(_ name: String) -> String {
    (path as NSString).appendingPathComponent("answers/\(name).yaml")
  }

  /// Nil after an error in `diagnostics`, also when there is no such file.
  public func exercise(_ name: String, _ diagnostics: inout Diagnostics) -> Exercise? {
    guard let bytes = Self.bytes(file(name)) else {
      let near = Names.nearest(name, in: names)
      diagnostics.error(
        .name, at: nil, length: 0, "there is no exercise \(Diagnostic.quoted(name))",
        hint: near.map { "nearest: \($0)" } ?? "sluice teach list shows them")
      return nil
    }
    return Exercise.read(bytes: bytes, path: file(name), readFile: Self.bytes, &diagnostics)
  }

  /// The teacher's answers; nil where there are none, or after an error.
  public func modelAnswer(of exercise: Exercise, _ diagnostics: inout Diagnostics) -> ModelAnswer? {
    let file = answerFile(exercise.name)
    guard let bytes = Self.bytes(file) else { return nil }
    return ModelAnswer.read(bytes: bytes, path: file, of: exercise, &diagnostics)
  }

  /// All exercises that can be read, in an order in which they can be done: by level, each after those that it needs.
  public func exercises(_ diagnostics: inout Diagnostics) -> [Exercise] {
    let all = names.compactMap { exercise($0, &diagnostics) }
      .sorted { ($0.level, $0.name) < ($1.level, $1.name) }
    var ordered: [Exercise] = []
    var waiting = all
    while !waiting.isEmpty {
      // One that needs nothing that is still to come; in a circle, the first.
      let open = Set(waiting.map(\.name))
      let next = waiting.firstIndex { $0.needs.allSatisfy { !open.contains($0) } } ?? 0
      ordered.append(waiting.remove(at: next))
    }
    return ordered
  }

  /// The content of a file up to the size that a document may have.
  static func bytes(_ path: String) -> [UInt8]? {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    guard let data = try? handle.read(upToCount: Document.Limits().bytes + 1) else { return [] }
    return [UInt8](data)
  }
}
