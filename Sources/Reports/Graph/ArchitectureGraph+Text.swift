// SPDX-License-Identifier: GPL-3.0-or-later

extension ArchitectureGraph {
  /// As JSON, schema `graph/1`.
  public func json() throws -> String { try RunReport.encoded(self) }

  private var places: [String: Int] {
    Dictionary(nodes.enumerated().map { ($0.element.name, $0.offset) }) { first, _ in first }
  }

  // MARK: Mermaid

  /// As a Mermaid flowchart from left to right: dead-letter ways are dotted.
  public func mermaid() -> String {
    let places = places
    var text = "flowchart LR\n"
    for (place, node) in nodes.enumerated() {
      let load = load(node)
      let label = MermaidText.escaped(node.title) + (load.isEmpty ? "" : "<br/>" + MermaidText.escaped(load))
      let (open, close) = Self.brackets(node.kind)
      text += "  n\(place + 1)\(open)\"\(label)\"\(close)\n"
    }
    for edge in edges {
      guard let from = places[edge.from], let to = places[edge.to] else { continue }
      let label = label(edge)
      let arrow = edge.aside == nil ? "-->" : "-.->"
      text += "  n\(from + 1) \(arrow)\(label.isEmpty ? "" : "|\"\(MermaidText.escaped(label))\"|") n\(to + 1)\n"
    }
    return text
  }

  private static func brackets(_ kind: Kind) -> (String, String) {
    switch kind {
    case .source: ("([", "])")
    case .queue: ("[[", "]]")
    case .topic: ("{{", "}}")
    case .log: ("[/", "/]")
    case .worker, .function, .connector: ("(", ")")
    case .cache: (">", "]")
    case .database: ("[(", ")]")
    case .endpoint: ("[\\", "/]")
    case .other: ("[", "]")
    }
  }

  // MARK: DOT

  /// In the language of Graphviz.
  public func dot() -> String {
    let places = places
    var text = "digraph {\n  graph [label=\(Self.quoted(heading)), labelloc=t, rankdir=LR, fontname=\"sans-serif\"]\n"
    text += "  node [fontname=\"sans-serif\", shape=box]\n  edge [fontname=\"sans-serif\", fontsize=11]\n"
    for (place, node) in nodes.enumerated() {
      let load = load(node)
      let label = Self.quoted(node.title + (load.isEmpty ? "" : "\n" + load))
      text += "  n\(place + 1) [label=\(label), \(Self.look(node.kind))]\n"
    }
    for edge in edges {
      guard let from = places[edge.from], let to = places[edge.to] else { continue }
      let style = edge.aside == nil ? "" : ", style=dashed"
      text += "  n\(from + 1) -> n\(to + 1) [label=\(Self.quoted(label(edge)))\(style)]\n"
    }
    return text + "}\n"
  }

  private static func look(_ kind: Kind) -> String {
    switch kind {
    case .source: "shape=oval"
    case .queue: "shape=box, peripheries=2"
    case .topic: "shape=hexagon"
    case .log: "shape=cds"
    case .worker, .function: "shape=box, style=rounded"
    case .connector: "shape=component"
    case .cache: "shape=box3d"
    case .database: "shape=cylinder"
    case .endpoint: "shape=house"
    case .other: "shape=box"
    }
  }

  /// A text as DOT has it: quotes and backslashes escaped, a line break as `\n`.
  private static func quoted(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var result = ""
      for character in Characters.clean(String(line)) {
        if character == "\"" || character == "\\" { result.append("\\") }
        result.append(character)
      }
      return result
    }
    return "\"" + lines.joined(separator: "\\n") + "\""
  }
}
