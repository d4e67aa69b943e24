// SPDX-License-Identifier: GPL-3.0-or-later

/// Draws a chart: grid, axes, what is behind the marks, the marks, names.
struct ChartPainter {
  let frame: ChartFrame
  var writer = SVGWriter()
  /// Where all texts stand.
  var boxes: [LabelBox] = []

  var chart: Chart { frame.chart }

  init(_ chart: Chart, withTitle: Bool) { frame = ChartFrame(chart, withTitle: withTitle) }

  mutating func paint() {
    if frame.titleHeight > 0 {
      text(TextWidth.cut(chart.title, to: ChartFrame.width), x: 0, y: 14, class: "name")
    }
    fillings()
    legend()
    regions()
    grid()
    rules()
    bars()
    lines()
    points()
    axes()
  }

  // MARK: Text

  enum Anchor: String { case start, middle, end }

  /// - Parameter y: of the base line.
  mutating func text(
    _ text: String, x: Double, y: Double, _ anchor: Anchor = .start, class style: String = "", whole: String? = nil
  ) {
    boxes.append(Self.box(text, x: x, y: y, anchor))
    writer.open(
      "text",
      [
        "x": SVGWriter.number(x), "y": SVGWriter.number(y), "text-anchor": anchor == .start ? "" : anchor.rawValue,
        "class": style,
      ])
    if let whole, whole != text { writer.element("title", [:], content: Characters.clean(whole)) }
    writer.raw(SVGWriter.escaped(text))
    writer.close("text")
  }

  static func box(_ text: String, x: Double, y: Double, _ anchor: Anchor) -> LabelBox {
    let width = TextWidth.of(text)
    let start = anchor == .start ? x : anchor == .middle ? x - width / 2 : x - width
    return LabelBox(x: start, y: y - 10, width: width, height: 13, text: text)
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, class style: String) {
    writer.element(
      "line",
      [
        "class": style, "x1": SVGWriter.number(x1), "y1": SVGWriter.number(y1), "x2": SVGWriter.number(x2),
        "y2": SVGWriter.number(y2),
      ])
  }

  // MARK: Legend

  /// The fillings of bars, by the places of series.
  private mutating func fillings() {
    let slots = chart.series.indices.filter { isBar(chart.series[$0].mark) }.map(ChartPalette.slot)
    let used = (0..<ChartPalette.count).filter { slots.contains($0) && ChartPalette.filling($0) != nil }
    guard !used.isEmpty else { return }
    writer.open("defs")
    for slot in used {
      writer.open(
        "pattern",
        ["id": fillingID(slot), "width": "8", "height": "8", "patternUnits": "userSpaceOnUse"])
      writer.raw(ChartPalette.filling(slot) ?? "")
      writer.close("pattern")
    }
    writer.close("defs")
  }

  func fillingID(_ slot: Int) -> String { "\(chart.id)-f\(slot)" }

  func isBar(_ mark: ChartSeries.Mark) -> Bool { mark == .stack || mark == .bar }

  private mutating func legend() {
    for (row, entries) in frame.legend.enumerated() {
      let y = frame.titleHeight + Double(row) * (TextWidth.line + 3) + 12
      for entry in entries {
        let series = chart.series[entry.place]
        swatch(series, entry.place, x: entry.x, y: y - 4)
        text(TextWidth.cut(series.name, to: ChartFrame.widestEntry), x: entry.x + 26, y: y, whole: series.name)
      }
    }
  }

  private mutating func swatch(_ series: ChartSeries, _ place: Int, x: Double, y: Double) {
    let slot = ChartPalette.slot(place)
    switch series.mark {
    case .line, .step:
      path("M\(SVGWriter.number(x)),\(SVGWriter.number(y))h20", "line", slot, dashes: true)
      marker(slot, x: x + 10, y: y, radius: 3.2)
    case .point: marker(slot, x: x + 10, y: y, radius: 4)
    case .chosen:
      marker(slot, x: x + 10, y: y, radius: 4)
      ring(x: x + 10, y: y)
    case .stack, .bar: bar(slot, x: x, y: y - 5, width: 20, height: 10, title: nil)
    }
  }

  mutating func path(_ data: String, _ style: String, _ slot: Int, dashes: Bool = false) {
    writer.element(
      "path",
      [
        "class": "s\(slot + 1) \(style)", "stroke-dasharray": dashes ? ChartPalette.dashes(slot) : "", "d": data,
      ])
  }

  mutating func marker(_ slot: Int, x: Double, y: Double, radius: Double, title: String? = nil) {
    let data = ChartPalette.marker(slot, x: x, y: y, radius: radius)
    guard let title else { return path(data, "fill", slot) }
    writer.open("path", ["class": "s\(slot + 1) fill", "d": data])
    writer.element("title", [:], content: title)
    writer.close("path")
  }

  mutating func ring(x: Double, y: Double) {
    writer.element("circle", ["class": "ring", "cx": SVGWriter.number(x), "cy": SVGWriter.number(y), "r": "7.5"])
  }

  // MARK: What one reads the marks by

  private mutating func regions() {
    for region in chart.regions {
      let (from, to) = (frame.px(region.from), frame.px(region.to))
      writer.open(
        "rect",
        [
          "class": "region", "x": SVGWriter.number(from), "y": SVGWriter.number(frame.top),
          "width": SVGWriter.number(max(to - from, 1)), "height": SVGWriter.number(frame.bottom - frame.top),
        ])
      writer.element("title", [:], content: Characters.clean(region.name))
      writer.close("rect")
      line(from, frame.top - 3, from, frame.bottom, class: "edge")
      if to - from > 2 { line(to, frame.top - 3, to, frame.bottom, class: "edge") }
    }
  }

  private mutating func grid() {
    if chart.x.scale != .category, chart.isHorizontal || chart.x.scale == .nines {
      for tick in frame.x.ticks {
        let x = frame.horizontal(tick.place)
        line(x, frame.top, x, frame.bottom, class: "grid")
      }
    }
    if chart.y.scale != .category {
      for tick in frame.y.ticks {
        let y = frame.vertical(tick.place)
        line(frame.left, y, frame.right, y, class: "grid")
      }
    }
  }

  private mutating func rules() {
    for note in frame.notes {
      let y = frame.top - 6 - Double((frame.notes.map(\.row).max() ?? 0) - note.row) * TextWidth.line
      text(note.text, x: note.x, y: y, class: "quiet")
    }
    for rule in chart.rules where rule.axis == .x {
      let x = frame.px(rule.at)
      line(x, frame.top - 3, x, frame.bottom, class: "rule")
    }
    let across = chart.rules.filter { $0.axis == .y }
    let places = LabelPlaces.apart(
      across.map { rule in
        // Above its line, or below it where that is the upper edge.
        let y = frame.py(rule.at)
        return y - 4 < frame.top + 11 ? y + 14 : y - 4
      }, gap: 14, from: frame.top + 11, to: frame.bottom - 3)
    for (rule, place) in zip(across, places) {
      line(frame.left, frame.py(rule.at), frame.right, frame.py(rule.at), class: "rule")
      text(TextWidth.cut(rule.name, to: 240), x: frame.left + 6, y: place, class: "quiet halo", whole: rule.name)
    }
  }

  // MARK: Axes

  private mutating func axes() {
    if chart.isHorizontal {
      let zero = frame.horizontal(min(max(0, frame.x.low), frame.x.high))
      line(zero, frame.top, zero, frame.bottom, class: "base")
    } else {
      line(frame.left, frame.bottom, frame.right, frame.bottom, class: "base")
    }
    for tick in frame.y.ticks {
      let label = TextWidth.cutInside(tick.label, to: 210)
      text(label, x: frame.left - 7, y: frame.vertical(tick.place) + 4, .end, whole: tick.label)
    }
    bottomAxis()
    if !chart.y.title.isEmpty, !chart.isHorizontal {
      let rows = frame.notes.isEmpty ? 0 : Double((frame.notes.map(\.row).max() ?? 0) + 1) * TextWidth.line + 4
      text(TextWidth.cut(title(chart.y), to: ChartFrame.width), x: 0, y: frame.top - 12 - rows, class: "quiet")
    }
    text(
      TextWidth.cut(title(chart.x), to: ChartFrame.width), x: (frame.left + frame.right) / 2, y: frame.height - 4,
      .middle,
      class: "quiet")
  }

  private func title(_ axis: ChartAxis) -> String {
    axis.scale == .log10 ? "\(axis.title) (\(say("log scale")))" : axis.title
  }

  private mutating func bottomAxis() {
    let y = frame.bottom + 18
    // From the left; what would touch the last label that stands is left out.
    var edge = -1e9
    for tick in frame.x.ticks {
      let x = frame.horizontal(tick.place)
      if chart.x.scale != .category { line(x, frame.bottom, x, frame.bottom + 4, class: "base") }
      if frame.turnsCategories {
        let label = TextWidth.cut(tick.label, to: 110)
        writer.open("g", ["transform": "translate(\(SVGWriter.number(x + 4)),\(SVGWriter.number(y))) rotate(-40)"])
        writer.element("text", ["text-anchor": "end"], content: label)
        writer.close("g")
        continue
      }
      let width = TextWidth.of(tick.label)
      guard x - width / 2 >= edge + 6 || edge < -1e8 else { continue }
      edge = x + width / 2
      text(tick.label, x: x, y: y, .middle)
    }
  }
}

/// Places of labels along a line.
enum LabelPlaces {
  /// As near to where they are wanted as can be with a gap between any two, in the same order as they come.
  static func apart(_ wanted: [Double], gap: Double, from: Double, to: Double) -> [Double] {
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    var places = order.map { min(max(wanted[$0], from), to) }
    for place in places.indices.dropFirst() { places[place] = max(places[place], places[place - 1] + gap) }
    if let last = places.last, last > to {
      places[places.count - 1] = to
      for place in places.indices.dropLast().reversed() {
        places[place] = min(places[place], places[place + 1] - gap)
      }
    }
    var result = wanted
    for (place, number) in order.enumerated() { result[number] = places[place] }
    return result
  }
}
