// SPDX-License-Identifier: GPL-3.0-or-later

/// The form in which a result is written.
enum OutputFormat: String, FileFormat {
  case table, json, csv

  var ending: String { self == .table ? "txt" : rawValue }
}

/// The form in which what an experiment has found is written.
enum ExperimentFormat: String, FileFormat {
  case table, json, csv, md

  var ending: String { self == .table ? "txt" : rawValue }
}
