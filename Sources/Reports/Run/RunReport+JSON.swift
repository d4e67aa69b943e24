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

  /// The result as one line of NDJSON: `{"result":{…},"type":"result"}`.
  public static func line(_ result: RunResult) throws -> String {
    try encoded(ResultLine(result: result), formatting: [.sortedKeys, .withoutEscapingSlashes])
  }

  private struct ResultLine: Encodable {
    var type = "result"
    var result: RunResult
  }

  /// How far a run is as one line of NDJSON. It says nothing of the time that passes, so that the same run gives the same
  /// lines.
  public static func line(_ progress: RunProgress, variant: String) -> String {
    let name = (try? encoded(variant, formatting: [.withoutEscapingSlashes]))?.dropLast() ?? "\"\""
    return "{\"at_most\":\(progress.atMost),\"finished\":\(progress.finished),\"planned\":\(progress.planned),"
      + "\"type\":\"progress\",\"variant\":\(name)}\n"
  }

  /// Any value as the reports write it: snake case, sorted, numbers that are not finite in words.
  package static func encoded(
    _ result: some Encodable,
    formatting: JSONEncoder.OutputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: infinity, negativeInfinity: "-" + infinity, nan: notANumber)
    return String(decoding: try encoder.encode(result), as: UTF8.self) + "\n"
  }

  /// Reads back what ``json(_:)`` has written.
  ///
  /// - Throws: `DecodingError` for what is no such JSON.
  public static func read(json: Data) throws -> RunResult { try decoded(json) }

  /// The same where there may be a list of several, as `sluice run -v all` writes it.
  public static func readAll(json: Data) throws -> (results: [RunResult], isList: Bool) {
    (try decodedList(json), isList(json))
  }

  private struct Header: Decodable { var schema: String? }

  /// What kind of result some JSON says it is: `compare/1`; of a list the first. Nil where it says nothing.
  ///
  /// - Throws: `DecodingError` for what is no such JSON.
  public static func schema(json: Data) throws -> String? {
    let headers: [Header] = try decodedList(json)
    return headers.first?.schema
  }

  /// Reads back what any report's `json` has written.
  public static func decoded<Result: Decodable>(_ json: Data) throws -> Result {
    try decoder.decode(Result.self, from: json)
  }

  /// The same where there may be a list of several.
  public static func decodedList<Result: Decodable>(_ json: Data) throws -> [Result] {
    isList(json) ? try decoded(json) : [try decoded(json)]
  }

  private static func isList(_ json: Data) -> Bool {
    json.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "[")
  }

  static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: infinity, negativeInfinity: "-" + infinity, nan: notANumber)
    return decoder
  }
}
