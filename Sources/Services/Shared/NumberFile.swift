// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

/// Files of numbers that a scenario names: CSV with one record in each line, which may end as on Windows. Empty lines
/// and lines that begin with `#` are skipped; the first line of the rest is a heading if nothing in it is a number.
enum NumberFile {
  /// The most bytes that are read.
  static let largest = 256 << 20

  /// Blanks, the rest of a Windows line end, and a byte order mark.
  private static let blanks = CharacterSet.whitespacesAndNewlines.union(["\u{FEFF}"])

  /// The first column. Nil after an error at `node`.
  static func column(_ path: String, _ node: Node, _ context: inout ReadContext) -> [Double]? {
    rows(path, columns: 1...1, node, &context)?.map { $0[0] }
  }

  /// The first columns of every line, as many as there are up to the range's end. Nil after an error at `node`.
  static func rows(
    _ path: String, columns: ClosedRange<Int>, _ node: Node, _ context: inout ReadContext
  ) -> [[Double]]? {
    let place = resolve(path, beside: node)
    guard let size = try? FileManager.default.attributesOfItem(atPath: place)[.size] as? Int else {
      context.diagnostics.error(
        .reference, at: node, "there is no file \(Diagnostic.quoted(path))",
        hint: "paths count from the scenario's folder")
      return nil
    }
    context.noteFile(place)
    guard size <= largest, let data = FileManager.default.contents(atPath: place) else {
      context.diagnostics.error(.size, at: node, "the file \(path) cannot be read, or is over \(largest >> 20) MiB")
      return nil
    }
    var rows: [[Double]] = []
    var mayBeHeading = true
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: blanks)
      if text.isEmpty || text.hasPrefix("#") { continue }
      let fields = text.split(separator: ",", omittingEmptySubsequences: false).prefix(columns.upperBound)
      let values = fields.compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
      let isHeading = mayBeHeading && values.isEmpty
      mayBeHeading = false
      if isHeading { continue }
      guard values.count == fields.count, columns.contains(values.count),
        values.allSatisfy({ $0.isFinite && $0 >= 0 })
      else {
        context.diagnostics.error(
          .value, at: node,
          "line \(number + 1) of \(path) is not \(columns.upperBound == 1 ? "a number" : "numbers") of 0 or more: \(Diagnostic.quoted(text))"
        )
        return nil
      }
      rows.append(values)
    }
    guard !rows.isEmpty else {
      context.diagnostics.error(.value, at: node, "the file \(path) holds no numbers")
      return nil
    }
    return rows
  }

  /// Paths count from the folder of the file that names them.
  static func resolve(_ path: String, beside node: Node) -> String {
    guard !path.hasPrefix("/"), let file = node.location?.file, let slash = file.lastIndex(of: "/"),
      !file.hasPrefix("--")
    else { return path }
    return file[...slash] + path
  }
}
