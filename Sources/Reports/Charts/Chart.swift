// SPDX-License-Identifier: GPL-3.0-or-later

/// A picture as a value: what is shown, not how it is drawn. The same chart gives inline SVG (`svg`), the table
/// of its numbers (``csv``) and a Vega-Lite specification (``vegaLite``).
///
/// A chart is made only where there is something to show; a number that is not finite is never in one.
public struct Chart: Sendable, Hashable {
  /// A word of ASCII letters, digits and hyphens, its own within the charts of a result.
  public var id: String
  public var title: String
  /// What the picture shows, in a sentence: the text alternative.
  public var summary: String
  public var x: ChartAxis
  public var y: ChartAxis
  /// In the order of the legend.
  public var series: [ChartSeries]
  /// Stretches of the x axis, such as faults.
  public var regions: [ChartRegion]
  public var rules: [ChartRule]

  public init(
    id: String, title: String, summary: String, x: ChartAxis, y: ChartAxis, series: [ChartSeries],
    regions: [ChartRegion] = [], rules: [ChartRule] = []
  ) {
    self.id = id
    self.title = title
    self.summary = summary
    self.x = x
    self.y = y
    self.series = series
    self.regions = regions
    self.rules = rules
  }

  /// Whether values lie along x, beside the categories of the y axis.
  var isHorizontal: Bool { y.scale == .category }

  /// The axis that values are measured on.
  var valueAxis: ChartAxis { isHorizontal ? x : y }
}

/// How numbers become places on an axis.
public enum ChartScale: String, Sendable, Hashable {
  /// Even steps; in seconds it is the scale of time.
  case linear
  /// Even factors. Only what is above 0 can be shown.
  case log10
  /// Shares below 1, by how many nines they have: x = -log10(1 - q). From 50% to 90% is as far as nearly from 99% to
  /// 99.9%.
  case nines
  /// Names side by side: 0, 1, 2, …
  case category
}

/// What the numbers of an axis are, which says how they are written.
public enum ChartUnit: String, Sendable, Hashable {
  case seconds = "s"
  case ratio
  case count
  case perSecond = "/s"
  case dollars = "USD"
  case bytes = "B"
  /// Times the traffic.
  case factor = "x"
  /// A plain number.
  case number = ""

  /// The unit of a figure of a result.
  init(figure unit: String) { self = ChartUnit(rawValue: unit) ?? .number }
}

public struct ChartAxis: Sendable, Hashable {
  public var title: String
  public var unit: ChartUnit
  public var scale: ChartScale
  /// The names of a category axis, from the left, or from the top.
  public var categories: [String]
  /// Whether a linear axis begins at 0 even if the values are far from it.
  public var fromZero: Bool

  public init(
    _ title: String, _ unit: ChartUnit = .number, _ scale: ChartScale = .linear, categories: [String] = [],
    fromZero: Bool = true
  ) {
    self.title = title
    self.unit = unit
    self.scale = scale
    self.categories = categories
    self.fromZero = fromZero
  }
}

/// A point of a series. On a chart with categories on its y axis the value and its interval lie along x.
public struct ChartPoint: Sendable, Hashable {
  public var x: Double
  public var y: Double
  /// The interval of the value, where there is one.
  public var low: Double?
  public var high: Double?
  /// What stands beside it, or nothing.
  public var label: String?
  /// The value as decimal text, where it is money: a picture needs no more than a `Double`, a table does.
  public var exact: String?

  public init(
    _ x: Double, _ y: Double, low: Double? = nil, high: Double? = nil, label: String? = nil, exact: String? = nil
  ) {
    self.x = x
    self.y = y
    self.low = low
    self.high = high
    self.label = label
    self.exact = exact
  }
}

public struct ChartSeries: Sendable, Hashable {
  public enum Mark: String, Sendable, Hashable {
    /// Points joined, the intervals as a band.
    case line
    /// The same, but a value holds until the next.
    case step
    /// Bars of several series on top of each other.
    case stack
    /// Bars of several series beside each other, from 0, with their intervals.
    case bar
    /// Points with their intervals.
    case point
    /// Points with rings around them: those that one should look at.
    case chosen
  }

  public var name: String
  public var mark: Mark
  public var points: [ChartPoint]

  public init(_ name: String, _ mark: Mark, _ points: [ChartPoint]) {
    self.name = name
    self.mark = mark
    self.points = points
  }
}

/// A stretch of the x axis with a name.
public struct ChartRegion: Sendable, Hashable {
  public var name: String
  public var from: Double
  public var to: Double

  public init(_ name: String, from: Double, to: Double) {
    self.name = name
    self.from = from
    self.to = to
  }
}

/// A line across the picture with a name: a bound, a cut, where one is now.
public struct ChartRule: Sendable, Hashable {
  public enum Axis: String, Sendable, Hashable { case x, y }

  public var name: String
  /// The axis on which the line has its place.
  public var axis: Axis
  public var at: Double

  public init(_ name: String, _ axis: Axis, at place: Double) {
    self.name = name
    self.axis = axis
    at = place
  }
}
