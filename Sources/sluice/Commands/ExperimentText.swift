// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Reports

/// The text of an experiment's result in a format.
enum ExperimentText {
  /// - Parameter wanted: the variants as they were typed.
  static func text(
    _ result: CompareResult, _ format: ExperimentFormat, _ style: TextStyle, wanted: [String],
    _ sources: [HTMLReport.Source]
  ) throws -> String {
    switch format {
    case .table: CompareReport.table(result, style, paths: sources.map(\.path), wanted: wanted)
    case .json: try CompareReport.json(result)
    case .csv: CompareReport.csv(result)
    case .md: CompareReport.markdown(result)
    case .html: HTMLReport.compare(result, sources)
    case .svg: Chart.svg(Chart.all(of: result))
    case .vegaLite: Chart.vegaLite(Chart.all(of: result))
    }
  }

  static func text(
    _ result: SweepResult, _ format: ExperimentFormat, _ style: TextStyle, _ source: HTMLReport.Source
  ) throws -> String {
    switch format {
    case .table: SweepReport.table(result, style)
    case .json: try SweepReport.json(result)
    case .csv: SweepReport.csv(result)
    case .md: SweepReport.markdown(result)
    case .html: HTMLReport.sweep(result, source)
    case .svg: Chart.svg(Chart.all(of: result))
    case .vegaLite: Chart.vegaLite(Chart.all(of: result))
    }
  }

  static func text(
    _ result: PlanResult, _ format: ExperimentFormat, _ style: TextStyle, _ source: HTMLReport.Source
  ) throws -> String {
    switch format {
    case .table: PlanReport.table(result, style, path: source.path)
    case .json: try PlanReport.json(result)
    case .csv: PlanReport.csv(result)
    case .md: PlanReport.markdown(result)
    case .html: HTMLReport.plan(result, source)
    case .svg: Chart.svg(Chart.all(of: result))
    case .vegaLite: Chart.vegaLite(Chart.all(of: result))
    }
  }

  static func text(
    _ results: [CurveResult], _ format: ResultFormat, _ style: TextStyle, _ source: HTMLReport.Source
  ) throws -> String {
    switch format {
    case .table: results.map { CurveReport.table($0, style) }.joined(separator: "\n")
    case .json: ResultText.list(try results.map(CurveReport.json), several: results.count > 1)
    case .csv: ResultText.underOneHeading(results.map(CurveReport.csv))
    case .html: HTMLReport.curve(results, source)
    case .svg: Chart.svg(results.charts(Chart.all))
    case .vegaLite: Chart.vegaLite(results.charts(Chart.all))
    }
  }
}
