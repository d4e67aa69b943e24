// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Reports

/// The text of one or several results in a format.
enum ResultText {
  /// - Parameter several: whether JSON is a list.
  static func text(
    _ results: [RunResult], _ format: OutputFormat, several: Bool, _ style: TextStyle, path: String
  ) throws -> String {
    switch format {
    case .table: results.map { RunReport.table($0, style, path: path) }.joined(separator: "\n")
    case .json: list(try results.map(RunReport.json), several: several)
    case .csv: underOneHeading(results.map(RunReport.csv))
    }
  }

  static func list(_ objects: [String], several: Bool) -> String {
    let trimmed = objects.map { object in
      var object = object[...]
      while object.last?.isNewline == true { object.removeLast() }
      return String(object)
    }
    return several ? "[\n" + trimmed.joined(separator: ",\n") + "\n]\n" : trimmed.map { $0 + "\n" }.joined()
  }

  /// Tables below each other; a heading that is the same as the first is left out.
  static func underOneHeading(_ tables: [String]) -> String {
    guard let first = tables.first, let heading = first.split(separator: "\n", maxSplits: 1).first else {
      return tables.joined()
    }
    return tables.dropFirst().reduce(first) { text, table in
      text + (table.hasPrefix("\(heading)\n") ? table.dropFirst(heading.count + 1) : table[...])
    }
  }
}
