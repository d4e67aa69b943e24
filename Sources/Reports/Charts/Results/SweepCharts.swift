// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Scenarios

extension Chart {
  /// All pictures of a sweep: what becomes of cost, objectives and utilisation along the input; headroom; what matters.
  public static func all(of result: SweepResult) -> [Chart] {
    numbered(
      SweepChart.points(result) + (result.headroom.flatMap { HeadroomChart.chart($0) }.map { [$0] } ?? [])
        + (result.tornado.map(SensitivityChart.tornado) ?? [])
        + (result.indices.map(SensitivityChart.indices) ?? []))
  }
}

/// The points of a sweep against its first input, a line for each value of the second.
enum SweepChart {
  private static let mostObjectives = 6

  static func points(_ result: SweepResult) -> [Chart] {
    guard let points = result.points?.filter({ $0.replications > 0 }), points.count > 1,
      let input = result.inputs.first,
      result.inputs.count <= 2
    else { return [] }
    let axis = InputAxis(input.path, points.map { $0.values.first ?? "" })
    return [cost(result, points, axis)].compactMap(\.self) + objectives(result, points, axis)
      + [utilisation(result, points, axis), knee(result, points)].compactMap(\.self)
  }

  /// A line for each value of the second input; one line where there is none.
  private static func series(
    _ result: SweepResult, _ points: [SweepResult.Point], _ axis: InputAxis, _ name: String,
    _ value: (SweepResult.Point) -> (figure: Figure, exact: String?)?
  ) -> [ChartSeries] {
    let groups: [String?] = result.inputs.count > 1 ? RunResult.unique(points.map { $0.values[1] }) : [nil]
    return groups.compactMap { group in
      let own = points.enumerated().filter { group == nil || $0.element.values[1] == group }
      let marks = own.compactMap { place, point -> ChartPoint? in
        guard let found = value(point), found.figure.value.isFinite else { return nil }
        return ChartPoint(
          axis.places[place], found.figure.value, low: found.figure.low, high: found.figure.high, exact: found.exact)
      }.sorted { $0.x < $1.x }
      let second = result.inputs.count > 1 ? result.inputs[1].path.split(separator: ".").last.map(String.init) : nil
      return marks.isEmpty ? nil : ChartSeries(group.map { "\(second ?? "") \($0)" } ?? name, .line, marks)
    }
  }

  private static func cost(_ result: SweepResult, _ points: [SweepResult.Point], _ axis: InputAxis) -> Chart? {
    let lines = series(result, points, axis, say("cost")) { point in
      guard let amount = point.monthly, let value = Double(amount.value) else { return nil }
      return (
        Figure(
          value: value, low: amount.low.flatMap { Double($0) }, high: amount.high.flatMap { Double($0) }, n: amount.n),
        amount.value
      )
    }
    guard !lines.isEmpty else { return nil }
    var rules: [ChartRule] = []
    if result.inputs.count == 1, let cheapest = result.cheapest,
      let place = points.firstIndex(where: { $0.number == cheapest })
    {
      rules = [ChartRule(say("cheapest that passes"), .x, at: axis.places[place])]
    }
    return Chart(
      id: "cost", title: say("Cost a month against \(axis.title)"),
      summary: say("Dollars a month against \(axis.title).") + " " + ends(lines, .dollars), x: axis.axis,
      y: ChartAxis(say("a month"), .dollars), series: lines, rules: rules)
  }

  private static func objectives(
    _ result: SweepResult, _ points: [SweepResult.Point], _ axis: InputAxis
  ) -> [Chart] {
    let judged = (points.first?.objectives ?? []).filter { !$0.metric.hasPrefix("cost.") }
    return judged.prefix(mostObjectives).compactMap { objective in
      let lines = series(result, points, axis, objective.name) { point in
        point.objectives.first { $0.name == objective.name }?.figure.map { ($0, nil) }
      }
      guard !lines.isEmpty else { return nil }
      let unit = ChartUnit(figure: objective.unit)
      var rules: [ChartRule] = []
      if let bound = InputAxis.number(objective.asked.drop { "<>=≤≥ ".contains($0) }.description) {
        rules.append(ChartRule(say("asked \(objective.asked)"), .y, at: bound))
      }
      for knee in result.knees ?? [] where knee.subject == objective.of && knee.metric == objective.metric {
        guard let place = points.firstIndex(where: { $0.number == knee.point }) else { continue }
        let rule = ChartRule(say("knee \(knee.at)"), .x, at: axis.places[place])
        // Several windows may have theirs at the same place.
        if !rules.contains(rule) { rules.append(rule) }
      }
      let values = lines.flatMap(\.points).map(\.y)
      let isWide = (values.min() ?? 0) > 0 && (values.max() ?? 0) > 50 * (values.min() ?? 0)
      let isLog = isWide && rules.allSatisfy { $0.axis == .x || $0.at > 0 }
      return Chart(
        id: "objective", title: say("\(objective.name): \(objective.of) \(objective.metric) against \(axis.title)"),
        summary: say("\(objective.of) \(objective.metric) against \(axis.title), asked \(objective.asked).") + " "
          + ends(lines, unit), x: axis.axis,
        y: ChartAxis(objective.metric, unit, isLog ? .log10 : .linear),
        series: isLog ? lines.map(above0) : lines, rules: rules)
    }
  }

  private static func above0(_ series: ChartSeries) -> ChartSeries {
    var series = series
    for place in series.points.indices where series.points[place].low ?? 1 <= 0 {
      series.points[place].low = series.points[place].y / 10
    }
    return series
  }

  /// Of the busiest window of each part.
  private static func utilisation(
    _ result: SweepResult, _ points: [SweepResult.Point], _ axis: InputAxis
  ) -> Chart? {
    guard result.inputs.count == 1 else { return nil }
    let parts = RunResult.unique(points.flatMap { $0.utilisations.map(\.subject) })
    let lines = parts.prefix(8).flatMap { part in
      series(result, points, axis, part) { point in
        point.utilisations.filter { $0.subject == part }.map(\.figure).max { $0.value < $1.value }.map { ($0, nil) }
      }
    }
    guard !lines.isEmpty else { return nil }
    return Chart(
      id: "utilisation", title: say("Busy, against \(axis.title)"),
      summary: say("How busy each part is in its busiest window against \(axis.title).") + " " + ends(lines, .ratio),
      x: axis.axis, y: ChartAxis(say("share of capacity in use"), .ratio), series: lines)
  }

  /// Latency against how busy the busiest part is: what is called the knee.
  private static func knee(_ result: SweepResult, _ points: [SweepResult.Point]) -> Chart? {
    guard result.inputs.count == 1, let first = points.first else { return nil }
    let judged = first.objectives.first { $0.metric.hasPrefix("latency.") }
    guard
      let wanted = first.latencies.first(where: { $0.subject == judged?.of && $0.metric == judged?.metric })
        ?? first.latencies.first(where: { $0.metric == "latency.p99" })
    else { return nil }
    let marks = points.compactMap { point -> ChartPoint? in
      let latency = point.latencies.first {
        $0.window == wanted.window && $0.subject == wanted.subject && $0.metric == wanted.metric
      }
      let busy = point.utilisations.filter { $0.window == wanted.window }.map(\.figure.value).max()
      guard let latency, let busy, latency.figure.value.isFinite, busy.isFinite else { return nil }
      return ChartPoint(
        busy, latency.figure.value, low: latency.figure.low, high: latency.figure.high, label: point.values.first)
    }
    guard marks.count > 1 else { return nil }
    let isWide = marks.allSatisfy { $0.y > 0 } && (marks.map(\.y).max() ?? 0) > 20 * (marks.map(\.y).min() ?? 0)
    return Chart(
      id: "knee", title: say("Latency against how busy the busiest part is"),
      summary: say(
        """
        \(wanted.subject) \(wanted.metric) in \(wanted.window) against the utilisation of the busiest part, a point \
        for each value of \(result.inputs[0].path).
        """),
      x: ChartAxis(say("utilisation of the busiest part"), .ratio),
      y: ChartAxis(wanted.metric, .seconds, isWide ? .log10 : .linear),
      series: isWide
        ? [above0(ChartSeries(result.inputs[0].path, .point, marks))]
        : [ChartSeries(result.inputs[0].path, .point, marks)])
  }

  private static func ends(_ lines: [ChartSeries], _ unit: ChartUnit) -> String {
    lines.prefix(8).compactMap { line in
      guard let first = line.points.first, let last = line.points.last else { return nil }
      let (from, to) = (ChartWords.value(first.y, unit), ChartWords.value(last.y, unit))
      return "\(line.name) \(say("from \(from) to \(to)"))"
    }.joined(separator: ", ") + "."
  }
}
