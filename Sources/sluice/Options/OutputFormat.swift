// SPDX-License-Identifier: GPL-3.0-or-later

/// The form in which a list or a table is written.
enum OutputFormat: String, FileFormat {
  case table, json, csv

  var ending: String { self == .table ? "txt" : rawValue }
}

/// The form in which what can be told in words is written.
enum TextFormat: String, FileFormat {
  case table, json, csv, md

  var ending: String { self == .table ? "txt" : rawValue }
}

/// The form in which a result of `curve` is written.
enum ResultFormat: String, FileFormat {
  case table, json, csv, html, svg
  case vegaLite = "vega-lite"

  var ending: String { self == .table ? "txt" : self == .vegaLite ? "vl.json" : rawValue }
}

/// The form in which a result of `run` is written.
enum RunFormat: String, FileFormat {
  case table, json, ndjson, csv, md, html, svg
  case vegaLite = "vega-lite"
  case junit, hgrm, hlog, openmetrics

  var ending: String {
    switch self {
    case .table: "txt"
    case .vegaLite: "vl.json"
    case .junit: "junit.xml"
    case .openmetrics: "prom"
    default: rawValue
    }
  }
}

/// The form in which what an experiment has found is written.
enum ExperimentFormat: String, FileFormat {
  case table, json, csv, md, html, svg
  case vegaLite = "vega-lite"

  var ending: String { self == .table ? "txt" : self == .vegaLite ? "vl.json" : rawValue }

  /// The same without pictures; nil for a picture.
  var text: TextFormat? { TextFormat(rawValue: rawValue) }
}

extension ExperimentFormat {
  /// - Parameter what: what has no pictures.
  /// - Throws: `Failure` for a picture.
  func withoutPictures(_ what: String) throws -> TextFormat {
    guard let text else {
      throw Failure.usage("\(what) has no pictures: \(rawValue)", hint: "table, json, csv and md it has")
    }
    return text
  }
}
