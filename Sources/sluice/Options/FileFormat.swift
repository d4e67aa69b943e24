// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// The forms in which a command writes what it has found; a file's name says which.
protocol FileFormat: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// What a file's name ends with.
  var ending: String { get }
}

extension FileFormat {
  /// The format that a file's name asks for.
  ///
  /// - Throws: `FlagError` for a name that ends otherwise.
  static func of(file name: String) throws -> Self {
    let last = (name.split(separator: "/").last ?? "").lowercased()
    // The longest ending first: bill.focus.csv is no plain table of commas.
    let formats = allCases.sorted { $0.ending.count > $1.ending.count }
    if let format = formats.first(where: { last.hasSuffix(".\($0.ending)") }) { return format }
    let ending = last.contains(".") ? last.split(separator: ".", omittingEmptySubsequences: false).last ?? "" : ""
    let near = Names.nearest(String(ending), in: allCases.map(\.ending))
    throw FlagError(
      "does not end in one of \(allCases.map { ".\($0.ending)" }.joined(separator: ", "))",
      hint: near.map { "did you mean .\($0)?" })
  }
}

/// A file that a result is to be written to.
struct OutFile<Format: FileFormat>: Hashable, Sendable {
  var path: String
  var format: Format

  init(_ path: String) throws {
    self.path = path
    format = try Format.of(file: path)
  }
}
