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
      title: "HEADROOM: times the traffic until each objective fails",
      columns: [
        Column(title: "SLO"), Column(title: "OF"), Column(title: "ASKED"), Column(title: "TRAFFIC", alignsRight: true),
        Column(title: "INTERVAL"), Column(title: "WINDOW"),
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
    case .holds: "above \(SweepWords.factor(headroom.upTo))"
    case .limit: "\(SweepWords.factor(headroom.upTo)), the limit"
    case .failsAlways: "fails at any"
    case .undecided: "undecided"
    case .noData: "no data"
    }
  }

  private static func interval(_ objective: HeadroomResult.Objective, _ headroom: HeadroomResult) -> String {
    guard let factor = objective.factor else { return "" }
    let low = factor.low.map(SweepWords.factor) ?? "below \(SweepWords.factor(headroom.from))"
    let high = factor.high.map(SweepWords.factor) ?? "above \(SweepWords.factor(headroom.upTo))"
    return "\(low) .. \(high)"
  }

  // MARK: Tornado

  static func tornado(_ tornado: TornadoResult) -> SweepGrid {
    let share = Words.percent(tornado.by, decimals: 0)
    let unit = tornado.objective?.unit ?? ""
    let title = tornado.objective.map { "; \($0.name) is \($0.of) \($0.metric) in \($0.window)" } ?? ""
    var columns = [Column(title: "INPUT"), Column(title: "WRITTEN")]
    columns += ["-\(share) COST", "+\(share) COST"].map { Column(title: $0, alignsRight: true) }
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
      title: "MATTERS MOST: each input alone \(share) less and more\(title)", columns: columns, rows: rows,
      bars: bars(tornado))
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
    return (tornado.objective?.name ?? "cost", swings.map { $0 / most })
  }

  // MARK: Sobol' indices

  static func indices(_ indices: SobolIndicesResult) -> SweepGrid {
    var columns = [Column(title: "INPUT"), Column(title: "FROM"), Column(title: "TO")]
    columns += ["COST FIRST", "COST TOTAL"].map { Column(title: $0, alignsRight: true) }
    if let objective = indices.objective {
      columns += ["\(objective.name) FIRST", "\(objective.name) TOTAL"].map { Column(title: $0, alignsRight: true) }
    }
    let rows = indices.inputs.map { input -> [TextLine] in
      var cells = [TextLine(input.path), TextLine(input.from), TextLine(input.to)]
      cells += [input.monthly?.first, input.monthly?.total].map { TextLine(SweepWords.index($0)) }
      if indices.objective != nil {
        cells += [input.objective?.first, input.objective?.total].map { TextLine(SweepWords.index($0)) }
      }
      return cells
    }
    let title = indices.objective.map { "; \($0.name) is \($0.of) \($0.metric) in \($0.window)" } ?? ""
    return SweepGrid(
      title: "SOBOL' INDICES: shares of the variance, \(indices.points) points\(title)", columns: columns, rows: rows)
  }
}
