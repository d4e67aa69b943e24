// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// The form in which a result is written.
enum OutputFormat: String, CaseIterable, Sendable {
  case table, json, csv

  /// What a file's name ends with.
  var ending: String { self == .table ? "txt" : rawValue }

  /// The format that a file's name asks for.
  ///
  /// - Throws: `FlagError` for a name that ends otherwise.
  static func of(file name: String) throws -> OutputFormat {
    let last = name.split(separator: "/").last ?? ""
    let ending = last.contains(".") ? last.split(separator: ".", omittingEmptySubsequences: false).last ?? "" : ""
    if let format = allCases.first(where: { $0.ending == ending.lowercased() }) { return format }
    let known = allCases.map { ".\($0.ending)" }
    let near = Names.nearest(String(ending), in: allCases.map(\.ending))
    throw FlagError(
      "does not end in one of \(known.joined(separator: ", "))", hint: near.map { "did you mean .\($0)?" })
  }
}

/// A file that a result is to be written to.
struct OutFile: Hashable, Sendable {
  var path: String
  var format: OutputFormat

  init(_ path: String) throws {
    self.path = path
    format = try OutputFormat.of(file: path)
  }
}
