// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// The points of a sweep over one input of numbers, the least first: where curves turn and verdicts change.
struct SweepLine {
  private let path: String
  private let points: [SweepResult.Point]
  private let x: [Double]

  /// Nil for several inputs, and for values that are no numbers.
  init?(_ inputs: [SweepInput], _ points: [SweepResult.Point]) {
    guard inputs.count == 1 else { return nil }
    let numbered = points.compactMap { point in ValueRange.number(point.values[0]).map { ($0, point) } }
    guard numbered.count == points.count, !points.isEmpty else { return nil }
    let sorted = numbered.sorted { $0.0 < $1.0 }
    path = inputs[0].path
    self.points = sorted.map(\.1)
    x = sorted.map(\.0)
  }

  private func value(_ place: Int) -> String { points[place].values[0] }

  // MARK: Verdicts

  /// Along the line, of all objectives together (and of each, if there are several): from where on they pass, and up to
  /// where.
  func spans() -> [SweepResult.Span] {
    let objectives = points.first?.objectives ?? []
    let all = span(nil, points.map(\.verdict))
    guard objectives.count > 1 else { return objectives.isEmpty ? [] : [all] }
    return [all]
      + objectives.indices.map { place in
        span(objectives[place].title, points.map { $0.objectives[place].verdict })
      }
  }

  private func span(_ objective: String?, _ verdicts: [SLOResult.Verdict]) -> SweepResult.Span {
    let passing = verdicts.map { $0 == .pass }
    var span = SweepResult.Span(
      objective: objective, all: passing.allSatisfy(\.self), none: !passing.contains(true))
    guard !span.all, !span.none else { return span }
    if passing[passing.count - 1] {
      let from = (passing.lastIndex(of: false) ?? -1) + 1
      span.passesFrom = value(from)
      span.failsAt = verdicts[..<from].lastIndex(of: .fail).map(value)
    } else if passing[0] {
      let end = passing.firstIndex(of: false) ?? passing.count
      span.passesUpTo = value(end - 1)
      span.failsAt = verdicts[end...].firstIndex(of: .fail).map(value)
    }
    return span
  }

  // MARK: Knees

  /// The knee of each flow's latency in each window: of the percentiles that an objective is about, else of p99.
  func knees() -> [SweepResult.KneeResult] {
    guard let first = points.first else { return [] }
    return first.latencies.filter { isWatched($0, first.objectives) }.compactMap { reading in
      let figures = points.map { point in
        point.latencies.first {
          $0.window == reading.window && $0.subject == reading.subject && $0.metric == reading.metric
        }?
        .figure
      }
      let known = figures.compactMap(\.self)
      guard known.count == points.count,
        let knee = Knee.find(x, known.map(\.value), halfWidths: known.map { $0.halfWidth.isFinite ? $0.halfWidth : 0 })
      else { return nil }
      let busiest = points[knee].utilisations.filter { $0.window == reading.window }
        .max { $0.figure.value < $1.figure.value }
      return SweepResult.KneeResult(
        window: reading.window, subject: reading.subject, metric: reading.metric, unit: reading.unit, against: path,
        rises: known[known.count - 1].value > known[0].value,
        at: value(knee), point: points[knee].number, figure: known[knee], utilisation: busiest)
    }
  }

  private func isWatched(_ reading: SweepResult.Reading, _ objectives: [SweepResult.Judgement]) -> Bool {
    let own = objectives.filter { $0.of == reading.subject && $0.metric.hasPrefix("latency.") }.map(\.metric)
    return own.isEmpty ? reading.metric == "latency.p99" : own.contains(reading.metric)
  }
}

extension SweepResult.Judgement {
  /// Its name, with the metric where one name has several conditions.
  var title: String { "\(name) \(metric)" }
}
