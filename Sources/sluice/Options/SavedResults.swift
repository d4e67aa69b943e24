// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Reports

/// The JSON that `sluice run` has written: one result, or a list of them.
enum SavedResults {
  /// The most bytes that are read: results of many variants and windows are larger than any scenario.
  static let limit = 256 * 1_048_576

  /// Whether bytes are such JSON, or the beginning of it, rather than a scenario (which may be JSON, too): they begin with
  /// a bracket and have a key that only results have.
  static func isResult(_ bytes: [UInt8]) -> Bool {
    let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return false }
    let text = String(decoding: bytes, as: UTF8.self)
    return [Version.resultSchema, "assumptions", "made_by"].contains { text.contains("\"\($0)\"") }
  }

  /// - Throws: `Failure` for what cannot be read as results.
  static func read(_ source: ScenarioSource) throws -> (results: [RunResult], isList: Bool) {
    do {
      return try RunReport.readAll(json: Data(source.bytes))
    } catch {
      throw Failure(
        .failure, "\(Diagnostic.quoted(source.name, limit: 400)) is not a whole result of sluice run: \(reason(error))",
        hint: "write it again with sluice run SCENARIO -o result.json")
    }
  }

  static func reason(_ error: any Error) -> String {
    func path(_ context: DecodingError.Context) -> String {
      let keys = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
      return keys.isEmpty ? "" : " at \(keys.joined(separator: "."))"
    }
    switch error {
    case DecodingError.keyNotFound(let key, let context): return "there is no \(key.stringValue)\(path(context))"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      return "a value of another kind is due\(path(context))"
    case DecodingError.dataCorrupted(let context): return "it is no JSON that can be read\(path(context))"
    default: return "\(error)"
    }
  }
}
