// SPDX-License-Identifier: GPL-3.0-or-later

/// Where everything of a chart goes, in pixels: found before anything is drawn, out of the widths of the labels.
struct ChartFrame {
  static let width = 640.0
  private static let plotHeight = 230.0
  private static let widestCategory = 210.0
  static let widestEntry = 290.0
  private static let widestEnd = 150.0
  private static let most = 8

  let chart: Chart
  var height = 0.0
  var left = 0.0
  var right = 0.0
  var top = 0.0
  var bottom = 0.0
  var x: ChartDomain
  var y: ChartDomain
  /// Whether the names of lines stand at their ends; else there is a legend.
  var namesAtEnds = false
  /// Entries of the legend, as rows of (series, left edge).
  var legend: [[(place: Int, x: Double)]] = []
  /// Names of rules across the x axis and of regions, above the plot.
  var notes: [Note] = []
  /// Names on the x axis that are too long to stand side by side.
  var turnsCategories = false
  var titleHeight: Double

  struct Note {
    var text: String
    /// What it belongs to, and where it stands.
    var at: Double
    var x: Double
    var row: Int
  }

  init(_ chart: Chart, withTitle: Bool) {
    self.chart = chart
    titleHeight = withTitle ? 22 : 0
    let values = Self.values(chart)
    let categories = max(chart.y.categories.count, 1)
    let rows = chart.isHorizontal ? Double(categories) * Self.rowHeight(chart) : Self.plotHeight
    y = ChartDomain(chart.y, values: values.y, most: 5)
    left = y.ticks.map { TextWidth.of(TextWidth.cutInside($0.label, to: Self.widestCategory)) }.max() ?? 0
    left = max(left.rounded(.up) + 10, 24)
    right = Self.width - 14
    let lines = chart.series.filter { $0.mark == .line || $0.mark == .step }
    if lines.count == chart.series.count, (1...Self.most).contains(lines.count) {
      namesAtEnds = true
      let widest = lines.map { TextWidth.of(TextWidth.cut($0.name, to: Self.widestEnd)) }.max() ?? 0
      right -= widest.rounded(.up) + 18
    } else if chart.isHorizontal {
      right -= Self.widestValue(chart)
    }
    x = ChartDomain(chart.x, values: values.x, most: max(2, min(Int((right - left) / 84), 8)))
    if let last = x.ticks.last, chart.x.scale != .category {
      // The last number is centred on its tick.
      let over = left + (right - left) * (last.place - x.low) / max(x.high - x.low, 1e-12)
      right -= max(0, over + TextWidth.of(last.label) / 2 - Self.width + 2)
    }
    top = titleHeight
    layOutLegend()
    top += chart.isHorizontal ? 4 : TextWidth.line + 9
    layOutNotes()
    bottom = top + rows
    height = bottom + 10 + TextWidth.line * 2 + 4
    if chart.x.scale == .category { turnCategories() }
    height = height.rounded(.up)
  }

  func px(_ value: Double) -> Double { horizontal(ChartDomain.place(value, chart.x.scale)) }
  func py(_ value: Double) -> Double { vertical(ChartDomain.place(value, chart.y.scale)) }

  func horizontal(_ place: Double) -> Double {
    left + (right - left) * min(max((place - x.low) / max(x.high - x.low, 1e-12), 0), 1)
  }

  /// Numbers go upwards, names downwards.
  func vertical(_ place: Double) -> Double {
    let share = min(max((place - y.low) / max(y.high - y.low, 1e-12), 0), 1)
    return chart.isHorizontal ? top + (bottom - top) * share : bottom - (bottom - top) * share
  }

  /// Beyond this, the points of a line have no marks of their own, which one could point at.
  static let mostMarked = 40

  /// Where the plot lies and what it is of, for a script that reads out values under the pointer; nil where each
  /// point can be pointed at.
  var readout: (place: String, unit: String)? {
    guard chart.x.scale == .linear, chart.x.unit == .seconds,
      chart.series.contains(where: { $0.points.count > Self.mostMarked })
    else { return nil }
    let place = [left, right, x.low, x.high].map(SVGWriter.number).joined(separator: " ")
    return (place, chart.y.unit.rawValue)
  }

  // MARK: What must be inside

  private static func values(_ chart: Chart) -> (x: [Double], y: [Double]) {
    var (x, y): ([Double], [Double]) = ([], [])
    for series in chart.series {
      for point in series.points {
        x.append(point.x)
        y.append(point.y)
      }
    }
    let ends = intervals(chart)
    if chart.isHorizontal { x += ends } else { y += ends }
    for stack in ChartStack.of(chart) {
      if chart.isHorizontal { x += [stack.from, stack.to] } else { y += [stack.from, stack.to] }
    }
    for rule in chart.rules { if rule.axis == .x { x.append(rule.at) } else { y.append(rule.at) } }
    for region in chart.regions { x += [region.from, region.to] }
    return (x, y)
  }

  /// The ends of the intervals, as far as they do not dwarf the values: that of two replications may be twelve times
  /// as wide as the values lie apart. What is beyond is drawn up to the edge.
  private static func intervals(_ chart: Chart) -> [Double] {
    let axis = chart.valueAxis
    let points = chart.series.flatMap(\.points)
    let values = points.map { ChartDomain.place(chart.isHorizontal ? $0.x : $0.y, axis.scale) }
    let ends = points.flatMap { [$0.low, $0.high].compactMap(\.self) }.filter(\.isFinite)
    guard let least = values.min(), let most = values.max(), !ends.isEmpty else { return [] }
    let span = axis.scale == .linear && axis.fromZero ? max(most, 0) - min(least, 0) : most - least
    let room = max(span, abs(most) * 0.1)
    return ends.filter {
      let place = ChartDomain.place($0, axis.scale)
      // Nothing is more than all of something.
      if axis.unit == .ratio, most <= 1, place > 1 { return false }
      return place >= least - room && place <= most + room
    }
  }

  /// How much of the height a name with its bars takes.
  private static func rowHeight(_ chart: Chart) -> Double {
    let bars = chart.series.count { $0.mark == .bar }
    return bars > 1 ? Double(bars) * 12 + 12 : 28
  }

  /// Room for what stands behind a bar.
  private static func widestValue(_ chart: Chart) -> Double {
    let labels = chart.series.filter { $0.mark == .stack || $0.mark == .bar }.flatMap(\.points).compactMap(\.label)
    return labels.isEmpty ? 0 : (labels.map(TextWidth.of).max() ?? 0) + 8
  }

  // MARK: Above the plot

  private mutating func layOutLegend() {
    let isBare = chart.series.count == 1 && chart.series[0].mark != .point
    guard !chart.series.isEmpty, !isBare, !namesAtEnds else { return }
    var rows: [[(place: Int, x: Double)]] = [[]]
    var edge = 0.0
    for (place, series) in chart.series.enumerated() {
      let width = 26 + TextWidth.of(TextWidth.cut(series.name, to: Self.widestEntry))
      if edge > 0, edge + width > Self.width {
        rows.append([])
        edge = 0
      }
      rows[rows.count - 1].append((place, edge))
      edge += width + 14
    }
    legend = rows
    top += Double(rows.count) * (TextWidth.line + 3) + 4
  }

  /// Each name as near to its place as it can be, in the first row that has room for it.
  private mutating func layOutNotes() {
    var wanted = chart.regions.map { (text: $0.name, from: $0.from, to: $0.to) }
    wanted += chart.rules.filter { $0.axis == .x }.map { ($0.name, $0.at, $0.at) }
    var rows: [[ClosedRange<Double>]] = []
    for note in wanted {
      let text = TextWidth.cut(note.text, to: right - left)
      let width = TextWidth.of(text)
      let at = (px(note.from) + px(note.to)) / 2
      let start = min(max(at - width / 2, left), max(left, Self.width - width))
      let range = (start - 6)...(start + width + 6)
      let row = rows.firstIndex { !$0.contains { $0.overlaps(range) } } ?? rows.count
      if row == rows.count { rows.append([]) }
      rows[row].append(range)
      notes.append(Note(text: text, at: at, x: start, row: row))
    }
    if !rows.isEmpty { top += Double(rows.count) * TextWidth.line + 4 }
  }

  private mutating func turnCategories() {
    let step = (right - left) / Double(max(chart.x.categories.count, 1))
    turnsCategories = chart.x.categories.contains { TextWidth.of($0) > step - 8 }
    if turnsCategories {
      height += (chart.x.categories.map { TextWidth.of(TextWidth.cut($0, to: 110)) }.max() ?? 0) * 0.64
    }
  }
}

/// A piece of a stacked bar.
struct ChartStack {
  var series: Int
  var point: Int
  /// The place on the axis of names.
  var category: Double
  var from: Double
  var to: Double

  /// All pieces, those of one bar on top of each other; what is below 0 goes the other way.
  static func of(_ chart: Chart) -> [ChartStack] {
    var ends: [(category: Double, positive: Double, negative: Double)] = []
    var pieces: [ChartStack] = []
    for (place, series) in chart.series.enumerated() where series.mark == .stack {
      for (number, point) in series.points.enumerated() {
        let (category, value) = chart.isHorizontal ? (point.y, point.x) : (point.x, point.y)
        let bar = ends.firstIndex { $0.category == category } ?? ends.count
        if bar == ends.count { ends.append((category, 0, 0)) }
        let from = value < 0 ? ends[bar].negative : ends[bar].positive
        if value < 0 { ends[bar].negative += value } else { ends[bar].positive += value }
        pieces.append(ChartStack(series: place, point: number, category: category, from: from, to: from + value))
      }
    }
    return pieces
  }
}
