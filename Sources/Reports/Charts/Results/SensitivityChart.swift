// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// What matters most: what each input does by itself (a tornado), and how much of the spread comes from it.
enum SensitivityChart {
  private static let most = 12

  // MARK: Tornado

  static func tornado(_ tornado: TornadoResult) -> [Chart] {
    let share = Words.percent(tornado.by, decimals: 0)
    func ends(
      _ title: String, _ unit: ChartUnit, _ value: (TornadoResult.End) -> (figure: Figure, exact: String?)?
    ) -> Chart? {
      let known = tornado.inputs.filter { value($0.low) != nil || value($0.high) != nil }
      func swing(_ input: TornadoResult.Input) -> Double {
        [input.low, input.high].compactMap { value($0).map { abs($0.figure.value) } }.filter(\.isFinite).max() ?? 0
      }
      let order = known.indices.sorted { (-swing(known[$0]), $0) < (-swing(known[$1]), $1) }.prefix(most)
      let inputs = order.map { known[$0] }.filter { swing($0) > 0 }
      guard !inputs.isEmpty else { return nil }
      func series(_ name: String, _ end: (TornadoResult.Input) -> TornadoResult.End) -> ChartSeries {
        ChartSeries(
          name, .bar,
          inputs.enumerated().compactMap { place, input in
            guard let found = value(end(input)), found.figure.value.isFinite else { return nil }
            return ChartPoint(
              found.figure.value, Double(place), low: found.figure.low, high: found.figure.high, exact: found.exact)
          })
      }
      let first = inputs[0]
      return Chart(
        id: "tornado", title: title,
        summary: say("\(title): each input alone \(share) less and \(share) more; \(first.path) does most."),
        x: ChartAxis(say("change"), unit), y: ChartAxis("", .number, .category, categories: inputs.map(\.path)),
        series: [series(say("\(share) less"), \.low), series(say("\(share) more"), \.high)].filter {
          !$0.points.isEmpty
        })
    }
    let cost = ends(say("What matters most for the cost a month"), .dollars) { end in
      end.monthly.flatMap { amount in amount.figure.map { ($0, amount.value) } }
    }
    let objective = tornado.objective.flatMap { judged in
      ends(say("What matters most for \(judged.name)"), ChartUnit(figure: judged.unit)) {
        $0.objective.map { ($0, nil) }
      }
    }
    return [cost, objective].compactMap(\.self)
  }

  /// What a fifth more or less does, of a plan's answer.
  static func plan(_ inputs: [PlanResult.Sensitivity]) -> [Chart] {
    func chart(_ title: String, _ unit: ChartUnit, _ value: (PlanResult.Sensitivity) -> ChartPoint?) -> Chart? {
      let rows = inputs.compactMap { input in value(input).map { (input.input, $0) } }
      guard !rows.isEmpty else { return nil }
      let points = rows.enumerated().map { place, row in
        var point = row.1
        point.y = Double(place)
        return point
      }
      return Chart(
        id: "tornado", title: title, summary: say("\(title): each input alone a fifth less or more."),
        x: ChartAxis(say("change"), unit), y: ChartAxis("", .number, .category, categories: rows.map(\.0)),
        series: [ChartSeries(say("20% less or more"), .bar, points)])
    }
    return [
      chart(say("What matters most for the cost a month"), .dollars) { input in
        guard let amount = input.monthly, let figure = amount.figure else { return nil }
        return ChartPoint(figure.value, 0, low: figure.low, high: figure.high, exact: amount.value)
      },
      chart(say("What matters most for the latency"), .seconds) { input in
        input.latency.map { ChartPoint($0.value, 0, low: $0.low, high: $0.high) }
      },
    ].compactMap(\.self)
  }

  // MARK: Sobol' indices

  static func indices(_ indices: SobolIndicesResult) -> [Chart] {
    func chart(_ of: String, _ pair: (SobolIndicesResult.Input) -> SobolIndicesResult.Pair?) -> Chart? {
      let inputs = indices.inputs.filter { pair($0) != nil }.prefix(most)
      guard !inputs.isEmpty else { return nil }
      func series(_ name: String, _ figure: (SobolIndicesResult.Pair) -> Figure) -> ChartSeries {
        ChartSeries(
          name, .bar,
          inputs.enumerated().compactMap { place, input in
            guard let found = pair(input).map(figure), found.value.isFinite else { return nil }
            return ChartPoint(found.value, Double(place), low: found.low, high: found.high)
          })
      }
      return Chart(
        id: "sobol", title: say("Sobol' indices of \(of)"),
        summary: say(
          """
          The share of the variance of \(of) that comes from each input, alone (first) and with others (total); \
          \(inputs.first?.path ?? "") has the largest total.
          """), x: ChartAxis(say("share of the variance"), .ratio),
        y: ChartAxis("", .number, .category, categories: inputs.map(\.path)),
        series: [series(say("first"), \.first), series(say("total"), \.total)])
    }
    return [
      chart(say("the cost a month"), \.monthly),
      indices.objective.flatMap { judged in chart(judged.name, \.objective) },
    ].compactMap(\.self)
  }
}

extension CostResult.Amount {
  /// As numbers to draw.
  var figure: Figure? {
    guard let value = Double(value), value.isFinite else { return nil }
    return Figure(value: value, low: low.flatMap { Double($0) }, high: high.flatMap { Double($0) }, n: n)
  }
}
