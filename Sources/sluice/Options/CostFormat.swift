// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Reports

/// The form in which a bill is written.
enum CostFormat: String, FileFormat {
  case table, json, csv, md, focus, html

  var ending: String {
    switch self {
    case .table: "txt"
    case .focus: "focus.csv"
    default: rawValue
    }
  }

  /// - Parameter several: whether JSON is a list.
  func text(_ statements: [CostStatement], several: Bool, _ style: TextStyle, _ source: HTMLReport.Source) throws
    -> String
  {
    switch self {
    case .table: statements.map { CostReport.table($0, style, path: source.path) }.joined(separator: "\n")
    case .json: ResultText.list(try statements.map(CostReport.json), several: several)
    case .csv: ResultText.underOneHeading(statements.map(CostReport.csv))
    case .md: statements.map(CostReport.markdown).joined(separator: "\n")
    case .focus: ResultText.underOneHeading(statements.map(CostReport.focus))
    case .html: HTMLReport.cost(statements, source)
    }
  }
}
