// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Reports

/// The form in which a bill is written.
enum CostFormat: String, CaseIterable, Sendable {
  case table, json, csv, md, focus

  /// What a file's name ends with.
  var ending: String {
    switch self {
    case .table: "txt"
    case .focus: "focus.csv"
    default: rawValue
    }
  }

  /// The format that a file's name asks for.
  ///
  /// - Throws: `FlagError` for a name that ends otherwise.
  static func of(file name: String) throws -> CostFormat {
    let last = (name.split(separator: "/").last ?? "").lowercased()
    // The longest ending first: bill.focus.csv is no plain table of commas.
    if let format = [.focus, table, json, csv, md].first(where: { last.hasSuffix(".\($0.ending)") }) { return format }
    throw FlagError("does not end in one of \(allCases.map { ".\($0.ending)" }.joined(separator: ", "))")
  }

  /// - Parameter several: whether JSON is a list.
  func text(_ statements: [CostStatement], several: Bool, _ style: TextStyle, path: String) throws -> String {
    switch self {
    case .table: statements.map { CostReport.table($0, style, path: path) }.joined(separator: "\n")
    case .json: ResultText.list(try statements.map(CostReport.json), several: several)
    case .csv: ResultText.underOneHeading(statements.map(CostReport.csv))
    case .md: statements.map(CostReport.markdown).joined(separator: "\n")
    case .focus: ResultText.underOneHeading(statements.map(CostReport.focus))
    }
  }
}
