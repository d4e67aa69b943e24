// SPDX-License-Identifier: GPL-3.0-or-later

extension ChartPainter {
  // MARK: Lines

  mutating func lines() {
    let lines = chart.series.enumerated().filter { $0.element.mark == .line || $0.element.mark == .step }
    for (place, series) in lines { band(series, ChartPalette.slot(place)) }
    for (place, series) in lines { line(series, ChartPalette.slot(place)) }
    guard frame.namesAtEnds else { return }
    let ends = lines.map { $0.element.points.last.map { frame.py($0.y) } ?? frame.bottom }
    let places = LabelPlaces.apart(ends.map { $0 + 4 }, gap: 14, from: frame.top + 8, to: frame.bottom + 4)
    for (number, (place, series)) in lines.enumerated() {
      let last = series.points.last.map { frame.px($0.x) } ?? frame.right
      let slot = ChartPalette.slot(place)
      path(
        "M\(at(last, ends[number]))L\(at(frame.right + 3, ends[number]))"
          + "L\(at(frame.right + 12, places[number] - 4))h3", "thin", slot)
      text(
        TextWidth.cut(series.name, to: 150), x: frame.right + 18, y: places[number], whole: series.name)
    }
  }

  private func at(_ x: Double, _ y: Double) -> String { "\(SVGWriter.number(x)),\(SVGWriter.number(y))" }

  private mutating func band(_ series: ChartSeries, _ slot: Int) {
    let points = thinned(series.points).filter { $0.low != nil && $0.high != nil }
    guard points.count > 1 else { return }
    let upper = corners(points.map { (frame.px($0.x), frame.py($0.high ?? $0.y)) }, isStep: series.mark == .step)
    let lower = corners(points.map { (frame.px($0.x), frame.py($0.low ?? $0.y)) }, isStep: series.mark == .step)
    path(SVGWriter.line(upper + lower.reversed()) + "Z", "band", slot)
  }

  private mutating func line(_ series: ChartSeries, _ slot: Int) {
    let points = thinned(series.points)
    let places = corners(points.map { (frame.px($0.x), frame.py($0.y)) }, isStep: series.mark == .step)
    if places.count > 1 {
      path(SVGWriter.line(places), "line", slot, dashes: true)
    }
    guard points.count <= ChartFrame.mostMarked else { return }
    for point in points {
      marker(slot, x: frame.px(point.x), y: frame.py(point.y), radius: 3.2, title: hint(series, point))
    }
  }

  private func corners(_ places: [(Double, Double)], isStep: Bool) -> [(Double, Double)] {
    guard isStep else { return places }
    return places.enumerated().flatMap { number, place in
      number == 0 ? [place] : [(place.0, places[number - 1].1), place]
    }
  }

  /// Of what falls on one column of pixels the first, the least, the largest and the last.
  private func thinned(_ points: [ChartPoint]) -> [ChartPoint] {
    guard points.count > Int(frame.right - frame.left) else { return points }
    var kept: [ChartPoint] = []
    var start = 0
    while start < points.count {
      let column = frame.px(points[start].x).rounded()
      var end = start
      while end + 1 < points.count, frame.px(points[end + 1].x).rounded() == column { end += 1 }
      let range = start...end
      let least = range.min { points[$0].y < points[$1].y } ?? start
      let largest = range.max { points[$0].y < points[$1].y } ?? end
      var chosen: [Int] = []
      for place in [start, min(least, largest), max(least, largest), end] where !chosen.contains(place) {
        chosen.append(place)
      }
      kept += chosen.map { points[$0] }
      start = end + 1
    }
    return kept
  }

  /// What is shown when one points at a mark: `promo, p99: 8m44s (8m20s .. 9m08s)`.
  func hint(_ series: ChartSeries, _ point: ChartPoint) -> String {
    func name(_ value: Double, _ axis: ChartAxis) -> String {
      switch axis.scale {
      case .category: axis.categories.indices.contains(Int(value)) ? axis.categories[Int(value)] : ""
      case .nines: ChartWords.percentile(value)
      default: ChartWords.value(value, axis.unit)
      }
    }
    let axis = chart.valueAxis
    let place = chart.isHorizontal ? name(point.y, chart.y) : name(point.x, chart.x)
    let value = chart.isHorizontal ? point.x : point.y
    var text = [series.name, place].filter { !$0.isEmpty }.joined(separator: ", ")
    text += ": " + (point.exact.map(Words.dollars) ?? ChartWords.value(value, axis.unit))
    if let low = point.low, let high = point.high {
      text += " (\(ChartWords.value(low, axis.unit)) .. \(ChartWords.value(high, axis.unit)))"
    }
    if let label = point.label, !isBar(series.mark) { text += " \(label)" }
    return Characters.clean(text)
  }

  // MARK: Bars

  mutating func bars() {
    // What is narrower than a tenth of a pixel would only make the file larger.
    let least = (chart.isHorizontal ? frame.x.high - frame.x.low : frame.y.high - frame.y.low) / 6_000
    for piece in ChartStack.of(chart) where abs(piece.to - piece.from) > least {
      let series = chart.series[piece.series]
      let point = series.points[piece.point]
      rectangle(
        ChartPalette.slot(piece.series), category: piece.category, share: (0.5, 1), from: piece.from, to: piece.to,
        title: hint(series, point))
    }
    stackLabels()
    let groups = chart.series.indices.filter { chart.series[$0].mark == .bar }
    for (number, place) in groups.enumerated() {
      let share = (
        middle: (Double(number) + 0.5) / Double(groups.count), width: 1 / Double(groups.count)
      )
      let series = chart.series[place]
      for point in series.points {
        let (category, value) = chart.isHorizontal ? (point.y, point.x) : (point.x, point.y)
        rectangle(
          ChartPalette.slot(place), category: category, share: share, from: 0, to: value, title: hint(series, point))
        let across = middle(category, share.middle)
        whisker(point, across: across)
        if let label = point.label, chart.isHorizontal {
          let end = frame.px(max(value, point.high ?? value, 0))
          text(label, x: max(end, frame.px(0)) + 6, y: across + 4)
        }
      }
    }
  }

  /// Where the middle of a bar lies across its category.
  private func middle(_ category: Double, _ share: Double) -> Double {
    let place = category + (share - 0.5) * 0.76
    return chart.isHorizontal ? frame.vertical(place) : frame.horizontal(place)
  }

  private mutating func rectangle(
    _ slot: Int, category: Double, share: (middle: Double, width: Double), from: Double, to: Double, title: String
  ) {
    let across = middle(category, share.middle)
    let step = (chart.isHorizontal ? frame.bottom - frame.top : frame.right - frame.left)
    let categories = Double(max(chart.isHorizontal ? chart.y.categories.count : chart.x.categories.count, 1))
    let thick = min(step / categories * 0.76 * share.width, 46)
    if chart.isHorizontal {
      let ends = [frame.px(from), frame.px(to)].sorted()
      bar(slot, x: ends[0], y: across - thick / 2, width: ends[1] - ends[0], height: thick, title: title)
    } else {
      let ends = [frame.py(from), frame.py(to)].sorted()
      bar(slot, x: across - thick / 2, y: ends[0], width: thick, height: ends[1] - ends[0], title: title)
    }
  }

  mutating func bar(_ slot: Int, x: Double, y: Double, width: Double, height: Double, title: String?) {
    let attributes: KeyValuePairs<String, String> = [
      "class": "s\(slot + 1) bar", "x": SVGWriter.number(x), "y": SVGWriter.number(y), "width": SVGWriter.number(width),
      "height": SVGWriter.number(height),
    ]
    if let title {
      writer.open("rect", attributes)
      writer.element("title", [:], content: title)
      writer.close("rect")
    } else {
      writer.element("rect", attributes)
    }
    guard ChartPalette.filling(slot) != nil, width >= 2, height >= 2 else { return }
    writer.element(
      "rect",
      [
        "fill": "url(#\(fillingID(slot)))", "pointer-events": "none", "x": SVGWriter.number(x),
        "y": SVGWriter.number(y), "width": SVGWriter.number(width), "height": SVGWriter.number(height),
      ])
  }

  /// What a whole bar comes to, behind its end: the label of its last piece that has one.
  private mutating func stackLabels() {
    guard chart.isHorizontal else { return }
    let pieces = ChartStack.of(chart)
    for category in chart.y.categories.indices {
      let own = pieces.filter { $0.category == Double(category) }
      guard let label = own.compactMap({ chart.series[$0.series].points[$0.point].label }).last else { continue }
      let end = own.map { max($0.from, $0.to) }.max() ?? 0
      text(label, x: frame.px(end) + 6, y: frame.vertical(Double(category)) + 4)
    }
  }

  private mutating func whisker(_ point: ChartPoint, across: Double) {
    guard let low = point.low, let high = point.high, high > low else { return }
    func n(_ value: Double) -> String { SVGWriter.number(value) }
    let data: String
    if chart.isHorizontal {
      let (from, to) = (frame.px(low), frame.px(high))
      data = "M\(at(from, across - 3))v6M\(at(from, across))H\(n(to))M\(at(to, across - 3))v6"
    } else {
      let (from, to) = (frame.py(low), frame.py(high))
      data = "M\(at(across - 3, from))h6M\(at(across, from))V\(n(to))M\(at(across - 3, to))h6"
    }
    writer.element("path", ["class": "whisker", "d": data])
  }

  // MARK: Points

  mutating func points() {
    var labels: [(x: Double, y: Double, text: String)] = []
    for (place, series) in chart.series.enumerated() where series.mark == .point || series.mark == .chosen {
      let slot = ChartPalette.slot(place)
      for point in series.points {
        let (x, y) = (frame.px(point.x), frame.py(point.y))
        whisker(point, across: chart.isHorizontal ? y : x)
        marker(slot, x: x, y: y, radius: series.mark == .chosen ? 4.6 : 3.6, title: hint(series, point))
        if series.mark == .chosen { ring(x: x, y: y) }
        if let label = point.label { labels.append((x, y, TextWidth.cut(label, to: 200))) }
      }
    }
    for label in labels { placed(label.text, x: label.x, y: label.y) }
  }

  /// Beside its point where no other text is; not at all where there is no room. Who points at it still reads it.
  private mutating func placed(_ text: String, x: Double, y: Double) {
    let tries: [(Double, Double, Anchor)] = [
      (x + 10, y + 4, .start), (x - 10, y + 4, .end), (x, y - 11, .middle), (x, y + 20, .middle),
      (x + 9, y - 9, .start), (x + 9, y + 17, .start), (x - 9, y - 9, .end), (x - 9, y + 17, .end),
    ]
    for (left, base, anchor) in tries {
      let box = Self.box(text, x: left, y: base, anchor)
      let isInside =
        box.x >= frame.left + 2 && box.x + box.width <= ChartFrame.width && box.y >= frame.top
        && box.y + box.height <= frame.bottom
      if isInside, !boxes.contains(where: { $0.overlaps(box) }) {
        self.text(text, x: left, y: base, anchor, class: "halo")
        return
      }
    }
  }
}
