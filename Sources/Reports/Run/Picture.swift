// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

/// The architecture, drawn from the links of a result: sources, channels, workers, and how much passes between them.
struct Picture {
  private let result: RunResult
  private let links: [LinkResult]
  private let onwards: [String: [LinkResult]]
  private let nodes: PictureNodes
  private var drawn: Set<String> = []

  /// From this depth on, whatever follows is drawn below and never tried to the right.
  private static let deepest = 5
  /// Parts below one another; what is deeper is only named.
  private static let limit = 24

  /// Nothing without links.
  static func lines(_ result: RunResult, _ columns: Int) -> [TextLine] {
    guard let window = result.windows.first, !window.links.isEmpty else { return [] }
    var picture = Picture(result: result, links: window.links, nodes: PictureNodes(result))
    let drawn = picture.drawAll(columns - 2)
    let lines = drawn.allSatisfy { $0.width <= columns - 2 } ? drawn : picture.list(columns - 2)
    return (lines + picture.outcomes(columns - 2)).map { .spaces(2) + $0 }
  }

  private init(result: RunResult, links: [LinkResult], nodes: PictureNodes) {
    self.result = result
    self.links = links
    onwards = Dictionary(grouping: links, by: \.from)
    self.nodes = nodes
  }

  // MARK: Sources

  private mutating func drawAll(_ room: Int) -> [TextLine] {
    var lines: [TextLine] = []
    let targets = Set(links.map(\.to))
    let sources = links.filter { !targets.contains($0.from) && !nodes.isPart($0.from) }
    for target in RunResult.unique(sources.map(\.to)) {
      lines += draw(sources.filter { $0.to == target }, into: target, room)
    }
    // What no source leads to.
    for link in links where !drawn.contains(link.from) && nodes.isPart(link.from) && !targets.contains(link.from) {
      lines += subtree(link.from, room)
    }
    for link in links where !drawn.contains(link.from) && nodes.isPart(link.from) {
      lines += subtree(link.from, room)
    }
    return lines
  }

  /// `uploads ── 6/s ──▶ [jobs SQS]`, several sources joined.
  private mutating func draw(_ sources: [LinkResult], into target: String, _ room: Int) -> [TextLine] {
    let names = sources.map { TextLine($0.from) }
    let rates = sources.map { TextLine(rate($0)) }
    let nameWidth = names.map(\.width).max() ?? 0
    let rateWidth = rates.map(\.width).max() ?? 0
    let starts = zip(names, rates).map { name, rate in
      let line = name.padded(to: nameWidth) + " ── " + rate
      return rate.isEmpty ? name.padded(to: nameWidth) + " ─" : line + " " + rule(rateWidth - rate.width)
    }
    let offset = nameWidth + (rateWidth > 0 ? rateWidth + 5 : 2)
    let arrow = sources.count == 1 ? 4 : 5
    let before = drawn
    let beside = subtree(target, room - offset - arrow)
    if beside.allSatisfy({ $0.width + offset + arrow <= room }) {
      let heads = starts.enumerated().map { place, start in
        let line = start + rule(offset - start.width)
        if sources.count == 1 { return line + "──▶ " }
        return line + (place == 0 ? "──┐" : place < sources.count - 1 ? "──┤" : "──┴▶ ")
      }
      let below = beside.dropFirst().map { .spaces(offset + arrow) + $0 }
      return heads.dropLast() + [(heads.last ?? "") + (beside.first ?? "")] + below
    }
    drawn = before
    let below = subtree(target, room - 5)
    return zip(names, rates).map { $0 + " ── " + $1 }
      + below.enumerated().map { ($0 == 0 ? " └─▶ " : .spaces(5)) + $1 }
  }

  private func rule(_ length: Int) -> TextLine { TextLine(String(repeating: "─", count: max(length, 0))) }

  // MARK: Parts

  /// A part with what follows it: the first way onwards to its right if there is room, the others below.
  private mutating func subtree(
    _ name: String, note: String? = nil, isAside: Bool = false, _ room: Int, depth: Int = 0
  ) -> [TextLine] {
    var head = nodes.label(name, brief: isAside)
    if let note { head.append(" \(note)") }
    guard drawn.insert(name).inserted else { return [head + TextLine(" (\(say("see above")))")] }
    let end = nodes.outcome(at: name)
    if !end.isEmpty { head = head + " " + end }
    let all = onwards[name] ?? []
    let ways = all.filter { !$0.isAside }
    var below = Array(ways.dropFirst()) + all.filter { $0.isAside }
    guard depth < Self.limit else { return ways.isEmpty && below.isEmpty ? [head] : [head + " ..."] }
    var lines = [head]
    if let way = ways.first {
      let share = ways.count > 1 ? rate(way) : ""
      let arrow = TextLine(share.isEmpty ? " ──▶ " : " ── \(share) ──▶ ")
      let offset = head.width + arrow.width
      let before = drawn
      let fits = depth < Self.deepest && offset + nodes.label(way.to).width <= room
      let beside = fits ? subtree(way.to, room - offset, depth: depth + 1) : []
      if let first = beside.first, beside.allSatisfy({ $0.width + offset <= room }) {
        let bar: TextLine = below.isEmpty ? "" : "  │"
        lines = [head + arrow + first] + beside.dropFirst().map { bar.padded(to: offset) + $0 }
      } else {
        drawn = before
        below.insert(way, at: 0)
      }
    }
    for (place, way) in below.enumerated() {
      lines += branch(way, isLast: place == below.count - 1, hasSiblings: ways.count > 1, room, depth: depth)
    }
    return lines
  }

  private mutating func branch(
    _ way: LinkResult, isLast: Bool, hasSiblings: Bool, _ room: Int, depth: Int
  ) -> [TextLine] {
    var corner: TextLine = isLast ? "  └─" : "  ├─"
    var note: String?
    if let why = Words.aside(way) {
      corner.append(" \(why) ─▶ ")
      note = share(way)
    } else if hasSiblings {
      corner.append(" \(rate(way)) ─▶ ")
    } else {
      corner.append("▶ ")
    }
    let sub = subtree(way.to, note: note, isAside: way.isAside, room - corner.width, depth: depth + 1)
    let bar: TextLine = isLast ? "" : "  │"
    return sub.enumerated().map { ($0 == 0 ? corner : bar.padded(to: corner.width)) + $1 }
  }

  // MARK: Numbers

  private func inWindows(_ link: LinkResult) -> [(window: String, link: LinkResult)] {
    result.windows.compactMap { window in
      window.links.first {
        $0.from == link.from && $0.to == link.to && $0.afterReceives == link.afterReceives && $0.aside == link.aside
      }
      .map { (window.name, $0) }
    }
  }

  /// What passes, by window where that differs; nothing if it was not measured.
  private func rate(_ link: LinkResult) -> String {
    Words.byWindow(
      inWindows(link).compactMap { window, link in
        link.perSecond.map { (window, "\(Words.number($0.value, significant: 2))/s") }
      })
  }

  /// The share of a channel's messages that is set aside.
  private func share(_ way: LinkResult) -> String? {
    let shares = result.windows.compactMap { window in
      window.parts.first { $0.name == way.from }?.metrics["dead_lettered"]?.stats["ratio"]?.value
    }
    let aside = (onwards[way.from] ?? []).filter { $0.isAside }
    if aside.count == 1, !shares.isEmpty { return Words.range(shares) }
    let text = rate(way)
    return text.isEmpty ? nil : text
  }

  // MARK: Without room

  /// One line for each link, where the drawing is too wide.
  private func list(_ room: Int) -> [TextLine] {
    links.flatMap { link in
      let rate = rate(link)
      let arrow = Words.aside(link).map { "─ \($0) ─▶" } ?? "──▶"
      return TextLine("\(link.from) \(arrow) \(link.to)" + (rate.isEmpty ? "" : "  \(rate)"))
        .wrapped(to: room, hanging: 4, breaksWords: true)
    }
  }

  /// How the flows ended that have no single end in the picture.
  private func outcomes(_ room: Int) -> [TextLine] {
    let ends = nodes.scattered.map { (name: $0, end: nodes.outcome(of: [$0])) }.filter { !$0.end.isEmpty }
    let items = ends.enumerated().map { TextLine(($0 == 0 ? say("delivered:") + " " : "") + "\($1.name) ") + $1.end }
    return TextLine.flowing(items, separator: " · ", columns: room)
  }
}
