// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

extension ArchitectureGraph {
  /// The architecture of a result as SVG, to be put into a page or saved as a file.
  public static func svg(_ result: RunResult) -> String { ArchitectureGraph(result).svg() }

  /// As SVG: colours follow the reader's scheme, light or dark; every part and arrow is named for who cannot see them.
  ///
  /// - Parameters:
  ///   - prefix: what the identifiers begin with: two drawings on one page need different ones.
  ///   - drawing: whether it is a file of its own or part of a page.
  public func svg(prefix: String = "graph", _ drawing: Chart.Drawing = .standalone) -> String {
    GraphDrawing(self, prefix: prefix, drawing).text
  }
}

/// The drawing of a graph.
private struct GraphDrawing {
  private static let margin = 16.0
  private static let lineHeight = 17.0
  /// The width of a column of text: of the widest common sans-serif fonts.
  private static let column = 7.6
  private static let smallColumn = 6.9
  private static let titleHeight = 34.0
  /// What the lid of a drum takes from the room for text.
  private static let lid = 10.0

  let graph: ArchitectureGraph
  let prefix: String
  let drawing: Chart.Drawing
  private let texts: [(title: [String], load: [String])]
  private let layout: GraphLayout

  init(_ graph: ArchitectureGraph, prefix: String, _ drawing: Chart.Drawing) {
    self.graph = graph
    self.prefix = prefix
    self.drawing = drawing
    let texts = graph.nodes.map { node in
      let load = graph.load(node)
      return (
        title: Self.lines(node.title, columns: 24), load: load.isEmpty ? [] : Self.lines(load, columns: 30)
      )
    }
    let places = Dictionary(graph.nodes.enumerated().map { ($0.element.name, $0.offset) }) { first, _ in first }
    let boxes = graph.nodes.indices.map { place in
      let title = texts[place].title.map { Double(DisplayWidth.of($0)) * Self.column }.max() ?? 0
      let load = texts[place].load.map { Double(DisplayWidth.of($0)) * Self.smallColumn }.max() ?? 0
      let count = Double(texts[place].title.count + texts[place].load.count)
      return GraphLayout.Box(
        width: max(max(title, load) + 36, 84),
        height: count * Self.lineHeight + 20 + (graph.nodes[place].kind == .database ? Self.lid : 0))
    }
    layout = GraphLayout(
      boxes: boxes,
      lines: graph.edges.map { edge in
        let label = graph.label(edge)
        return GraphLayout.Line(
          from: places[edge.from] ?? 0, to: places[edge.to] ?? 0,
          labelWidth: label.isEmpty ? 0 : Double(DisplayWidth.of(Self.short(label))) * Self.smallColumn + 8)
      })
    self.texts = texts
  }

  /// At most three lines; what is longer ends in an ellipsis, and stands whole in the text alternative.
  private static func lines(_ text: String, columns: Int) -> [String] {
    let all = TextLine(text).wrapped(to: columns, breaksWords: true).map(\.text)
    guard all.count > 3 else { return all }
    return all.prefix(2) + [all[2].prefix(max(1, columns / 2 - 1)) + "…"]
  }

  private static func short(_ label: String) -> String {
    DisplayWidth.of(label) > 48 ? TextLine(label).wrapped(to: 46, breaksWords: true)[0].text + "…" : label
  }

  private static func escaped(_ text: String) -> String { SVGWriter.escaped(Characters.clean(text)) }

  // MARK: The document

  var text: String {
    let titleWidth = Double(DisplayWidth.of(graph.heading)) * Self.column
    let width = max(layout.width, titleWidth) + 2 * Self.margin
    let height = layout.height + 2 * Self.margin + Self.titleHeight
    let (w, h) = (px(width), px(height))
    let namespace = drawing == .standalone ? " xmlns=\"\(SVGWriter.namespace)\"" : ""
    var text = """
      <svg\(namespace) class="\(prefix)" viewBox="0 0 \(w) \(h)" width="\(w)" height="\(h)" \
      role="img" aria-labelledby="\(prefix)-title \(prefix)-desc">
      <title id="\(prefix)-title">\(Self.escaped(graph.heading))</title>
      <desc id="\(prefix)-desc">\(Self.escaped(description))</desc>
      <style>
      \(style)
      </style>
      <defs>
      <marker id="\(prefix)-arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">\
      <path class="head" d="M0,0 L8,4 L0,8 z"/></marker>
      </defs>
      <rect class="ground" width="\(w)" height="\(h)"/>
      <text class="heading" x="\(px(Self.margin))" y="26">\(Self.escaped(graph.heading))</text>
      <g transform="translate(\(px(Self.margin)),\(px(Self.margin + Self.titleHeight)))">

      """
    for (place, line) in layout.lines.enumerated() { text += edge(graph.edges[place], line) }
    for (place, box) in layout.boxes.enumerated() { text += node(graph.nodes[place], texts[place], box) }
    return text + "</g>\n</svg>\n"
  }

  /// All of it in sentences.
  private var description: String {
    let parts = graph.nodes.map { node in
      let load = graph.load(node)
      return node.title + (load.isEmpty ? "" : ", \(load)")
    }
    let ways = graph.edges.map { edge in
      let label = graph.label(edge)
      return say("\(edge.from) to \(edge.to)") + (label.isEmpty ? "" : ": \(label)")
    }
    return say("Parts: \(parts.joined(separator: "; ")). Ways: \(ways.joined(separator: "; ")).")
  }

  private var style: String {
    let colours: [(String, String, String)] = [
      ("ground", "#ffffff", "#16181d"), ("ink", "#1c2330", "#e6e9ef"), ("soft", "#5a6475", "#a3adbd"),
      ("line", "#5a6475", "#8f9bb0"), ("source", "#eef1f5", "#2a2f3a"), ("queue", "#fdebd0", "#4a3418"),
      ("topic", "#f9e0ec", "#482236"), ("log", "#e4dcf7", "#352a52"), ("work", "#d9ecf9", "#173a52"),
      ("cache", "#fbdcd7", "#4d2620"), ("store", "#d8f0de", "#1c4128"), ("plain", "#eef1f5", "#2a2f3a"),
    ]
    let light = colours.map { "--\($0.0):\($0.1)" }.joined(separator: ";")
    let dark = colours.map { "--\($0.0):\($0.2)" }.joined(separator: ";")
    return """
      .\(prefix){\(light);font-family:system-ui,sans-serif;max-width:100%;height:auto}
      @media (prefers-color-scheme:dark){.\(prefix){\(dark)}}
      .\(prefix) .ground{fill:var(--ground)} .\(prefix) text{fill:var(--ink);font-size:13px}
      .\(prefix) .heading{font-size:13px;font-weight:600} .\(prefix) text.load,.\(prefix) text.rate\
      {fill:var(--soft);font-size:12px}
      .\(prefix) .box{stroke:var(--line);stroke-width:1.2} .\(prefix) .mark{fill:none;stroke:var(--line);stroke-width:1.2}
      .\(prefix) .way{fill:none;stroke:var(--line);stroke-width:1.4} .\(prefix) .aside{stroke-dasharray:5 4}
      .\(prefix) .head{fill:var(--line)} .\(prefix) .source,.\(prefix) .other,.\(prefix) .endpoint{fill:var(--source)}
      .\(prefix) .queue{fill:var(--queue)} .\(prefix) .topic{fill:var(--topic)} .\(prefix) .log{fill:var(--log)}
      .\(prefix) .worker,.\(prefix) .function,.\(prefix) .connector{fill:var(--work)}
      .\(prefix) .cache{fill:var(--cache)} .\(prefix) .database{fill:var(--store)}
      """
  }

  // MARK: Edges

  private func edge(_ edge: ArchitectureGraph.Edge, _ line: GraphLayout.Line) -> String {
    let label = graph.label(edge)
    var path = "M\(px(line.points[0].x)),\(px(line.points[0].y))"
    for (from, to) in zip(line.points, line.points.dropFirst()) {
      if abs(from.y - to.y) < 0.05 {
        path += " L\(px(to.x)),\(px(to.y))"
      } else {
        let middle = px((from.x + to.x) / 2)
        path +=
          " C\(middle),\(px(from.y)) \(middle),\(px(to.y)) \(px(to.x)),\(px(to.y))"
      }
    }
    let name = Self.escaped(say("\(edge.from) to \(edge.to)") + (label.isEmpty ? "" : ": \(label)"))
    var text = "<g><title>\(name)</title>"
    text +=
      "<path class=\"way\(edge.aside == nil ? "" : " aside")\" d=\"\(path)\" marker-end=\"url(#\(prefix)-arrow)\"/>"
    if !label.isEmpty {
      let (x, y) = (line.label.x, line.label.y)
      text += "<rect class=\"ground\" x=\"\(px(x - line.labelWidth / 2))\" y=\"\(px(y - 8))\""
      text += " width=\"\(px(line.labelWidth))\" height=\"16\"/>"
      text += "<text class=\"rate\" text-anchor=\"middle\" x=\"\(px(x))\" y=\"\(px(y + 4))\">"
      text += "\(Self.escaped(Self.short(label)))</text>"
    }
    return text + "</g>\n"
  }

  // MARK: Nodes

  private func node(
    _ node: ArchitectureGraph.Node, _ words: (title: [String], load: [String]), _ box: GraphLayout.Box
  ) -> String {
    let load = graph.load(node)
    var text = "<g><title>\(Self.escaped(node.title + (load.isEmpty ? "" : ": \(load)")))</title>"
    text += shape(node.kind, box)
    let count = Double(words.title.count + words.load.count)
    let top = node.kind == .database ? Self.lid / 2 : 0
    var y = box.y + top + box.height / 2 - count * Self.lineHeight / 2 + 13
    let x = px(box.x + box.width / 2)
    for (line, kind) in words.title.map({ ($0, "") }) + words.load.map({ ($0, " class=\"load\"") }) {
      text += "<text\(kind) text-anchor=\"middle\" x=\"\(x)\" y=\"\(px(y))\">\(Self.escaped(line))</text>"
      y += Self.lineHeight
    }
    return text + "</g>\n"
  }

  private func shape(_ kind: ArchitectureGraph.Kind, _ box: GraphLayout.Box) -> String {
    let (x, y, w, h) = (box.x, box.y, box.width, box.height)
    let right = x + w
    let bottom = y + h
    func path(_ points: [(Double, Double)]) -> String {
      "M" + points.map { "\(px($0.0)),\(px($0.1))" }.joined(separator: " L") + " z"
    }
    func rect(_ radius: Double) -> String {
      "<rect class=\"box \(kind.rawValue)\" x=\"\(px(x))\" y=\"\(px(y))\" width=\"\(px(w))\" "
        + "height=\"\(px(h))\" rx=\"\(px(radius))\"/>"
    }
    func polygon(_ points: [(Double, Double)]) -> String {
      "<path class=\"box \(kind.rawValue)\" d=\"\(path(points))\"/>"
    }
    func mark(_ d: String) -> String { "<path class=\"mark\" d=\"\(d)\"/>" }
    func vertical(_ at: Double) -> String {
      mark("M\(px(at)),\(px(y)) V\(px(bottom))")
    }
    switch kind {
    case .source: return rect(min(h / 2, 22))
    case .queue: return rect(2) + vertical(x + 7) + vertical(right - 7)
    case .topic:
      return polygon([
        (x + 12, y), (right - 12, y), (right, y + h / 2), (right - 12, bottom), (x + 12, bottom), (x, y + h / 2),
      ])
    case .log: return rect(2) + vertical(right - 6) + vertical(right - 12)
    case .worker: return rect(9)
    case .function:
      return rect(9)
        + mark("M\(px(x + 6)),\(px(y + 14)) V\(px(y + 6)) H\(px(x + 14))")
    case .connector: return rect(9) + vertical(x + 8)
    case .cache:
      return polygon([(x + 10, y), (right, y), (right, bottom - 10), (right - 10, bottom), (x, bottom), (x, y + 10)])
    case .database:
      let depth = px(6)
      let radius = px(w / 2)
      return "<path class=\"box database\" d=\"M\(px(x)),\(px(y + 6)) "
        + "A\(radius),\(depth) 0 0 1 \(px(right)),\(px(y + 6)) V\(px(bottom - 6)) "
        + "A\(radius),\(depth) 0 0 1 \(px(x)),\(px(bottom - 6)) z\"/>"
        + mark(
          "M\(px(x)),\(px(y + 6)) A\(radius),\(depth) 0 0 0 \(px(right)),\(px(y + 6))"
        )
    case .endpoint: return polygon([(x, y), (right - 10, y), (right, y + h / 2), (right - 10, bottom), (x, bottom)])
    case .other: return rect(2)
    }
  }
}

/// A length or a coordinate.
private func px(_ value: Double) -> String { SVGWriter.number(value) }
