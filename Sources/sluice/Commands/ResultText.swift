// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Reports

/// The text of one or several results in a format.
enum ResultText {
  /// - Parameter several: whether JSON is a list.
  static func text(
    _ results: [RunResult], _ format: RunFormat, several: Bool, _ style: TextStyle, _ source: HTMLReport.Source
  ) throws -> String {
    switch format {
    case .table: results.map { RunReport.table($0, style, path: source.path) }.joined(separator: "\n")
    case .json: list(try results.map(RunReport.json), several: several)
    case .ndjson: try results.map(RunReport.line).joined()
    case .csv: underOneHeading(results.map(RunReport.csv))
    case .md: RunReport.markdown(results, path: source.path)
    case .junit: RunReport.junit(results)
    case .hgrm: RunReport.percentileTables(results)
    case .hlog: RunReport.histogramLog(results)
    case .openmetrics: RunReport.openMetrics(results)
    case .html: HTMLReport.run(results, source)
    case .svg: Chart.svg(results.charts(Chart.all))
    case .vegaLite: Chart.vegaLite(results.charts(Chart.all))
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

extension Array {
  /// The charts of several results, each with an id of its own and, where there are several, the result's number.
  func charts(_ all: (Element) -> [Chart]) -> [Chart] {
    guard count > 1 else { return flatMap(all) }
    return enumerated().flatMap { place, result in
      all(result).map { chart in
        var chart = chart
        chart.id = "r\(place + 1)-\(chart.id)"
        chart.title = "\(place + 1): \(chart.title)"
        return chart
      }
    }
  }
}

extension ScenarioSource {
  /// For a report that shows the scenario itself.
  func shown(as path: String) -> HTMLReport.Source { HTMLReport.Source(path: path, text: text) }
}
