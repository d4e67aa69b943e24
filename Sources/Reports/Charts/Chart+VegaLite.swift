// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

extension Chart {
  /// The picture as a specification of Vega-Lite 5 (https://vega.github.io/vega-lite/) with its data in it.
  public var vegaLite: String { JSONValue.object(Vega.head + Vega(self).members).text() + "\n" }

  /// Several pictures below each other in one specification; a single one by itself.
  ///
  /// - Parameter charts: made in English: a specification is data.
  public static func vegaLite(_ charts: @autoclosure () -> [Chart]) -> String {
    let charts = Language.data(charts)
    if charts.count == 1 { return charts[0].vegaLite }
    let resolve = Vega.object(["scale": Vega.object(["color": .string("independent")])])
    return JSONValue.object(
      Vega.head + [
        .init("vconcat", .array(charts.map { .object(Vega($0).members) })), .init("resolve", resolve),
      ]
    ).text() + "\n"
  }
}

/// Makes the specification of a chart: a layer for each series, each with its own data.
private struct Vega {
  typealias Members = [JSONValue.Member]

  let chart: Chart

  init(_ chart: Chart) { self.chart = chart }

  static let head: Members = [.init("$schema", .string("https://vega.github.io/schema/vega-lite/v5.json"))]

  var members: Members {
    let height = chart.isHorizontal ? Self.object(["step": .integer(30)]) : .integer(280)
    let marks: [ChartSeries.Mark] = [.stack, .bar, .line, .step, .point, .chosen]
    let layers = regions + marks.flatMap(layers) + rules
    return [
      .init("name", .string(chart.id)), .init("title", .string(Characters.clean(chart.title))),
      .init("description", .string(Characters.clean(chart.summary))), .init("width", .integer(560)),
      .init("height", height), .init("layer", .array(layers)),
    ]
  }

  static func object(_ pairs: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(pairs.map { .init($0.key, $0.value) })
  }

  static func number(_ value: Double) -> JSONValue {
    guard value.isFinite else { return .null }
    return value == value.rounded() && abs(value) < 1e15
      ? .integer(Int(value)) : .number(String(format: "%.15g", value))
  }

  private static func field(_ name: String, _ type: String) -> JSONValue {
    object(["field": .string(name), "type": .string(type)])
  }

  // MARK: Series

  /// Series of one mark are one layer: what is stacked, or stands side by side, must be.
  private func layers(_ mark: ChartSeries.Mark) -> [JSONValue] {
    let own = chart.series.enumerated().filter { $0.element.mark == mark }
    guard !own.isEmpty else { return [] }
    let points = own.flatMap(\.element.points)
    let hasInterval = points.contains { $0.low != nil && $0.high != nil }
    let rows = own.flatMap { self.rows($0.offset, $0.element) }
    let data = JSONValue.Member("data", Self.object(["values": .array(rows)]))
    var marks: [Members] = []
    switch mark {
    case .line, .step:
      let shape = JSONValue.string(mark == .step ? "step-after" : "linear")
      if hasInterval {
        marks.append(
          interval(["type": .string("area"), "opacity": .number("0.2"), "interpolate": shape]))
      }
      let hasPoints = JSONValue.bool(own.allSatisfy { $0.element.points.count <= 40 })
      marks.append(plain(["type": .string("line"), "interpolate": shape, "point": hasPoints]))
    case .stack: marks.append(plain(["type": .string("bar")], stack: .string("zero")))
    case .bar:
      marks.append(plain(["type": .string("bar")], stack: .null))
      if hasInterval { marks.append(interval(["type": .string("rule")])) }
    case .point, .chosen:
      if hasInterval { marks.append(interval(["type": .string("rule")])) }
      let size = JSONValue.integer(mark == .chosen ? 140 : 60)
      marks.append(plain(["type": .string("point"), "filled": .bool(true), "size": size]))
    }
    return marks.map { .object([data] + $0) }
  }

  /// Stacks are in the order of the series, not in that of their names.
  private func rows(_ place: Int, _ series: ChartSeries) -> [JSONValue] {
    series.points.map { point in
      var members: Members = [
        .init("series", .string(Characters.clean(series.name))), .init("order", .integer(place)),
        .init("x", cell(point.x, chart.x)), .init("y", cell(point.y, chart.y)),
      ]
      if let low = point.low { members.append(.init("low", Self.number(low))) }
      if let high = point.high { members.append(.init("high", Self.number(high))) }
      if let label = point.label { members.append(.init("label", .string(Characters.clean(label)))) }
      return .object(members)
    }
  }

  private func cell(_ value: Double, _ axis: ChartAxis) -> JSONValue {
    guard axis.scale == .category, axis.categories.indices.contains(Int(value)) else { return Self.number(value) }
    return .string(Characters.clean(axis.categories[Int(value)]))
  }

  private func plain(_ mark: KeyValuePairs<String, JSONValue>, stack: JSONValue? = nil) -> Members {
    var (x, y) = (channel("x", chart.x), channel("y", chart.y))
    if let stack {
      if chart.isHorizontal { x.append(.init("stack", stack)) } else { y.append(.init("stack", stack)) }
    }
    var encoding: Members = [.init("x", .object(x)), .init("y", .object(y)), color]
    if stack == .string("zero") { encoding.append(.init("order", Self.field("order", "quantitative"))) }
    if stack == .null { encoding += offset }
    let tooltip = ["series", "x", "y", "low", "high"].map { Self.object(["field": .string($0)]) }
    encoding.append(.init("tooltip", .array(tooltip)))
    return transform + [.init("mark", Self.object(mark)), .init("encoding", .object(encoding))]
  }

  private func interval(_ mark: KeyValuePairs<String, JSONValue>) -> Members {
    let end = Self.object(["field": .string("high")])
    let low = JSONValue.object(channel("low", chart.valueAxis))
    var encoding: Members =
      chart.isHorizontal
      ? [.init("x", low), .init("x2", end), .init("y", .object(channel("y", chart.y)))]
      : [.init("x", .object(channel("x", chart.x))), .init("y", low), .init("y2", end)]
    encoding += [color] + (chart.series.contains { $0.mark == .bar } ? offset : [])
    return [.init("transform", .array(nines + [Self.known]))]
      + [.init("mark", Self.object(mark)), .init("encoding", .object(encoding))]
  }

  /// Not every point has an interval.
  private static let known = object(["filter": .string("isValid(datum.low) && isValid(datum.high)")])

  /// Bars of several series beside each other.
  private var offset: Members {
    guard chart.series.count(where: { $0.mark == .bar }) > 1 else { return [] }
    return [.init(chart.isHorizontal ? "yOffset" : "xOffset", Self.field("series", "nominal"))]
  }

  private var color: JSONValue.Member {
    .init(
      "color",
      Self.object([
        "field": .string("series"), "type": .string("nominal"), "sort": .null, "title": .null,
      ]))
  }

  /// Shares are moved to the scale of nines where the specification is read; the data stay shares.
  private var nines: [JSONValue] {
    guard chart.x.scale == .nines else { return [] }
    return [
      Self.object(["calculate": .string("-log(1 - datum.x) / LN10"), "as": .string("nines")])
    ]
  }

  private var transform: Members { nines.isEmpty ? [] : [.init("transform", .array(nines))] }

  // MARK: Axes

  private func channel(_ field: String, _ axis: ChartAxis) -> Members {
    var title = Characters.clean(axis.title)
    if !axis.unit.rawValue.isEmpty, axis.unit != .ratio, axis.scale != .category {
      title += " [\(axis.unit.rawValue)]"
    }
    let type = axis.scale == .category ? "nominal" : "quantitative"
    let members: Members = [
      .init("field", .string(axis.scale == .nines ? "nines" : field)), .init("type", .string(type)),
      .init("title", title.isEmpty ? .null : .string(title)),
    ]
    switch axis.scale {
    case .category:
      let names = axis.categories.map { JSONValue.string(Characters.clean($0)) }
      return members + [.init("sort", .array(names)), .init("axis", Self.object(["labelLimit": .integer(260)]))]
    case .nines:
      return members + [
        .init("scale", Self.object(["zero": .bool(false)])),
        .init(
          "axis",
          Self.object([
            "values": .array(["0.30103", "1", "2", "3", "4", "5"].map { .number($0) }),
            "labelExpr": .string(
              "datum.value < 0.5 ? '50%' : format(100 * (1 - pow(10, -datum.value)), '.6~g') + '%'"),
          ])),
      ]
    case .log10: return members + [.init("scale", Self.object(["type": .string("log")]))]
    case .linear:
      let format: Members =
        axis.unit == .ratio ? [.init("axis", Self.object(["format": .string("~%")]))] : []
      return members + [.init("scale", Self.object(["zero": .bool(axis.fromZero)]))] + format
    }
  }

  // MARK: Regions and rules

  private var regions: [JSONValue] {
    chart.regions.map { region in
      let row = Self.object([
        "series": .string(Characters.clean(region.name)), "x": Self.number(region.from),
        "to": Self.number(region.to),
      ])
      return Self.object([
        "data": Self.object(["values": .array([row])]),
        "mark": Self.object([
          "type": .string("rect"), "opacity": .number("0.15"), "color": .string("gray"),
        ]),
        "encoding": Self.object([
          "x": .object(channel("x", chart.x)), "x2": Self.object(["field": .string("to")]),
          "tooltip": Self.object(["field": .string("series")]),
        ]),
      ])
    }
  }

  private var rules: [JSONValue] {
    chart.rules.map { rule in
      let field = rule.axis.rawValue
      let row = Self.object([
        "series": .string(Characters.clean(rule.name)), field: Self.number(rule.at),
      ])
      let mark = Self.object([
        "type": .string("rule"), "strokeDash": .array([.integer(5), .integer(3)]),
      ])
      let encoding = Self.object([
        field: .object(channel(field, rule.axis == .x ? chart.x : chart.y)),
        "tooltip": Self.object(["field": .string("series")]),
      ])
      return .object(
        [.init("data", Self.object(["values": .array([row])]))] + (rule.axis == .x ? transform : [])
          + [.init("mark", mark), .init("encoding", encoding)])
    }
  }
}
