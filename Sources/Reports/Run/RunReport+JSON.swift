// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation

extension RunReport {
  /// How a number that is not finite is written; JSON has none.
  private static let infinity = "infinity"
  private static let notANumber = "not-a-number"

  /// The result as JSON: keys in snake case and sorted, times in seconds, money as decimal text, verdicts as words.
  ///
  /// A number that is not finite is written as `"infinity"`, `"-infinity"` or `"not-a-number"`.
  public static func json(_ result: RunResult) throws -> String { try encoded(result) }

  static func encoded(_ result: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: infinity, negativeInfinity: "-" + infinity, nan: notANumber)
    return String(decoding: try encoder.encode(result), as: UTF8.self) + "\n"
  }

  /// Reads back what ``json(_:)`` has written.
  ///
  /// - Throws: `DecodingError` for what is no such JSON.
  public static func read(json: Data) throws -> RunResult { try decoder.decode(RunResult.self, from: json) }

  /// The same where there may be a list of several, as `sluice run -v all` writes it.
  public static func readAll(json: Data) throws -> (results: [RunResult], isList: Bool) {
    let first = json.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    guard first == UInt8(ascii: "[") else { return ([try read(json: json)], false) }
    return (try decoder.decode([RunResult].self, from: json), true)
  }

  static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: infinity, negativeInfinity: "-" + infinity, nan: notANumber)
    return decoder
  }
}
