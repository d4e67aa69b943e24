// SPDX-License-Identifier: GPL-3.0-or-later

extension Chart {
  /// How a drawing is used.
  public enum Drawing: Sendable, Hashable {
    /// In a page whose style sheet has ``styleSheet`` in it and that shows the title itself.
    case inline
    /// As a file of its own.
    case standalone
  }

  /// The picture as SVG 1.1 with a title and a description for those who do not see it. No script, no address of
  /// anything outside.
  public func svg(_ drawing: Drawing = .inline) -> String {
    var painter = ChartPainter(self, withTitle: drawing == .standalone)
    painter.paint()
    return Self.document(painter, drawing)
  }

  /// What a page that has charts in it needs in its style sheet.
  public static var styleSheet: String { ChartPalette.css }

  /// Several charts below each other in one file; of none a file that says so.
  public static func svg(_ charts: [Chart]) -> String {
    if charts.isEmpty { return nothing }
    if charts.count == 1 { return charts[0].svg(.standalone) }
    var writer = SVGWriter()
    var below = 0.0
    for chart in charts {
      var painter = ChartPainter(chart, withTitle: true)
      painter.paint()
      writer.open("g", ["transform": "translate(0,\(SVGWriter.number(below)))"])
      writer.raw(Self.group(painter))
      writer.close("g")
      below += painter.frame.height + 28
    }
    var all = SVGWriter()
    all.open("svg", root(height: max(below - 28, 1), labelledBy: nil, .standalone))
    all.element("style", [:], content: ChartPalette.css)
    all.raw(paper)
    all.raw(writer.text)
    all.close("svg")
    return all.text + "\n"
  }

  /// The page of a picture that stands alone: it may be shown on one of another colour.
  private static let paper = "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>"

  private static var nothing: String {
    var writer = SVGWriter()
    writer.open("svg", root(height: 30, labelledBy: "nothing-title", .standalone))
    writer.element("title", ["id": "nothing-title"], content: say("There is nothing to draw"))
    writer.element("style", [:], content: ChartPalette.css)
    writer.raw(paper)
    writer.element("text", ["x": "0", "y": "20"], content: say("There is nothing to draw."))
    writer.close("svg")
    return writer.text + "\n"
  }

  private static func document(_ painter: ChartPainter, _ drawing: Drawing) -> String {
    let id = painter.frame.chart.id
    var writer = SVGWriter()
    writer.open(
      "svg",
      root(
        height: painter.frame.height, labelledBy: "\(id)-title \(id)-desc",
        plot: drawing == .inline ? painter.frame.readout : nil, drawing))
    writer.element("title", ["id": "\(id)-title"], content: painter.frame.chart.title)
    writer.element("desc", ["id": "\(id)-desc"], content: painter.frame.chart.summary)
    if drawing == .standalone {
      writer.element("style", [:], content: ChartPalette.css)
      writer.raw(paper)
    }
    writer.raw(painter.writer.text)
    writer.close("svg")
    return drawing == .standalone ? writer.text + "\n" : writer.text
  }

  private static func group(_ painter: ChartPainter) -> String {
    let chart = painter.frame.chart
    var writer = SVGWriter()
    writer.open("g", ["role": "img", "aria-labelledby": "\(chart.id)-title \(chart.id)-desc"])
    writer.element("title", ["id": "\(chart.id)-title"], content: chart.title)
    writer.element("desc", ["id": "\(chart.id)-desc"], content: chart.summary)
    writer.raw(painter.writer.text)
    writer.close("g")
    return writer.text
  }

  private static func root(
    height: Double, labelledBy: String?, plot: (place: String, unit: String)? = nil, _ drawing: Drawing
  ) -> KeyValuePairs<String, String> {
    let (width, height) = (SVGWriter.number(ChartFrame.width), SVGWriter.number(height))
    return [
      "xmlns": drawing == .standalone ? SVGWriter.namespace : "", "class": "chart",
      "viewBox": "0 0 \(width) \(height)", "width": width, "height": height,
      "role": labelledBy == nil ? "" : "img", "aria-labelledby": labelledBy ?? "",
      "data-plot": plot?.place ?? "", "data-unit": plot?.unit ?? "",
    ]
  }
}
