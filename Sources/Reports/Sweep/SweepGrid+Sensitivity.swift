// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

extension SweepGrid {
  // MARK: Headroom

  static func headroom(_ headroom: HeadroomResult) -> SweepGrid {
    let rows = headroom.objectives.map { objective -> [TextLine] in
      let isFirst = objective.name == headroom.first
      return [
        TextLine(objective.name, isFirst ? .heading : .plain), TextLine("\(objective.of) \(objective.metric)"),
        TextLine(objective.asked), TextLine(words(objective, headroom)),
        TextLine(interval(objective, headroom)), TextLine(objective.window ?? ""),
      ]
    }
    let most = max(headroom.upTo, 1)
    return SweepGrid(
      title: say("HEADROOM: times the traffic until each objective fails"),
      columns: [
        Column(title: say("SLO")), Column(title: say("OF")), Column(title: say("ASKED")),
        Column(title: say("TRAFFIC"), alignsRight: true), Column(title: say("INTERVAL")), Column(title: say("WINDOW")),
      ],
      rows: rows,
      bars: (
        "",
        headroom.objectives.map { objective in
          switch objective.status {
          case .fails, .undecided: objective.factor.map { $0.value / most }
          case .holds, .limit: 1
          case .failsAlways, .noData: nil
          }
        }
      ))
  }

  private static func words(_ objective: HeadroomResult.Objective, _ headroom: HeadroomResult) -> String {
    switch objective.status {
    case .fails: objective.factor.map { SweepWords.factor($0.value) } ?? "-"
    case .holds: say("above \(SweepWords.factor(headroom.upTo))")
    case .limit: say("\(SweepWords.factor(headroom.upTo)), the limit")
    case .failsAlways: say("fails at any")
    case .undecided: say("undecided")
    case .noData: say("no data")
    }
  }

  private static func interval(_ objective: HeadroomResult.Objective, _ headroom: HeadroomResult) -> String {
    guard let factor = objective.factor else { return "" }
    let low = factor.low.map(SweepWords.factor) ?? say("below \(SweepWords.factor(headroom.from))")
    let high = factor.high.map(SweepWords.factor) ?? say("above \(SweepWords.factor(headroom.upTo))")
    return "\(low) .. \(high)"
  }

  // MARK: Tornado

  static func tornado(_ tornado: TornadoResult) -> SweepGrid {
    let share = Words.percent(tornado.by, decimals: 0)
    let unit = tornado.objective?.unit ?? ""
    let title = tornado.objective.map { "; \(objective($0.name, of: $0.of, $0.metric, $0.window))" } ?? ""
    var columns = [Column(title: say("INPUT")), Column(title: say("WRITTEN"))]
    columns += [say("-\(share) COST"), say("+\(share) COST")].map { Column(title: $0, alignsRight: true) }
    if let objective = tornado.objective {
      columns += ["-\(share) \(objective.name)", "+\(share) \(objective.name)"].map {
        Column(title: $0, alignsRight: true)
      }
    }
    let rows = tornado.inputs.map { input -> [TextLine] in
      var cells = [TextLine(input.path), TextLine(input.written)]
      cells += [input.low, input.high].map { TextLine(SweepWords.amount($0.monthly, signed: true)) }
      if tornado.objective != nil {
        cells += [input.low, input.high].map { end in
          let text = SweepWords.figure(end.objective, unit: unit, signed: true)
          return TextLine(SweepWords.isNothing(end.objective) && end.objective != nil ? "(\(text))" : text)
        }
      }
      return cells
    }
    return SweepGrid(
      title: say("MATTERS MOST: each input alone \(share) less and more") + title, columns: columns, rows: rows,
      bars: bars(tornado))
  }

  /// What an objective is about.
  private static func objective(_ name: String, of: String, _ metric: String, _ window: String) -> String {
    "\(name) \(say("is \(of) \(metric) in \(window)"))"
  }

  /// The longer side of what each input does to the objective; without one, to the cost.
  private static func bars(_ tornado: TornadoResult) -> (title: String, shares: [Double?])? {
    let swings = tornado.inputs.map { input -> Double in
      let ends = [input.low, input.high].compactMap { end in
        tornado.objective == nil ? end.monthly.flatMap { Double($0.value) } : end.objective?.value
      }
      return ends.map { abs($0) }.max() ?? 0
    }
    guard let most = swings.max(), most > 0 else { return nil }
    return (tornado.objective?.name ?? say("cost"), swings.map { $0 / most })
  }

  // MARK: Sobol' indices

  static func indices(_ indices: SobolIndicesResult) -> SweepGrid {
    var columns = [Column(title: say("INPUT")), Column(title: say("FROM")), Column(title: say("TO"))]
    var pairs = [say("COST FIRST"), say("COST TOTAL")]
    if let name = indices.objective?.name { pairs += [say("\(name) FIRST"), say("\(name) TOTAL")] }
    columns += pairs.map { Column(title: $0, alignsRight: true) }
    let rows = indices.inputs.map { input -> [TextLine] in
      var cells = [TextLine(input.path), TextLine(input.from), TextLine(input.to)]
      cells += [input.monthly?.first, input.monthly?.total].map { TextLine(SweepWords.index($0)) }
      if indices.objective != nil {
        cells += [input.objective?.first, input.objective?.total].map { TextLine(SweepWords.index($0)) }
      }
      return cells
    }
    let title = indices.objective.map { "; \(objective($0.name, of: $0.of, $0.metric, $0.window))" } ?? ""
    return SweepGrid(
      title: say("SOBOL' INDICES: shares of the variance, \(indices.points) points") + title, columns: columns,
      rows: rows)
  }
}
