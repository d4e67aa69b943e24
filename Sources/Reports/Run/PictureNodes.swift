// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

/// What the picture says of each part: how it is labelled, and which flows end there.
struct PictureNodes {
  private let result: RunResult
  private var parts: [String: PartResult] = [:]
  /// The flows that end at a part and nowhere else.
  private var ending: [String: [String]] = [:]
  /// Flows that end at several parts, or share their end with such.
  private(set) var scattered: [String] = []

  init(_ result: RunResult) {
    self.result = result
    for window in result.windows {
      for part in window.parts where parts[part.name] == nil { parts[part.name] = part }
    }
    let links = result.windows.first?.links ?? []
    var ends: [(flow: String, ends: [String])] = []
    for flow in result.flowNames {
      let end = result.windows.lazy.compactMap { $0.flows.first { $0.name == flow } }.first?.end
      ends.append((flow, end?.split(separator: "+").map(String.init) ?? Self.ends(of: flow, links)))
    }
    // A part's flows are told there only if all that reach it end nowhere else.
    let shared = Set(ends.filter { $0.ends.count != 1 }.flatMap(\.ends))
    for (flow, ends) in ends {
      if let end = ends.first, ends.count == 1, !shared.contains(end) {
        ending[end, default: []].append(flow)
      } else if !ends.isEmpty {
        scattered.append(flow)
      }
    }
  }

  func isPart(_ name: String) -> Bool { parts[name] != nil }

  /// `[jobs SQS]` for a channel, in brief `[jobs]`; `(resizer x24)` for what works.
  func label(_ name: String, brief: Bool = false) -> TextLine {
    guard let part = parts[name] else { return TextLine(name) }
    if part.busy != nil, part.queue == nil { return TextLine("(\(said(part.title)))") }
    if brief { return TextLine("[\(name)]") }
    var title = said(part.title)
    if title.hasSuffix(")"), let open = title.lastIndex(of: "("), title[..<open].hasSuffix(" ") {
      title = String(title[..<open] + title[title.index(after: open)...].dropLast())
    }
    return TextLine("[\(title)]")
  }

  /// Of the flows that end at a part, `✓ 99.90%`; nothing where none does.
  func outcome(at name: String) -> TextLine { ending[name].map(outcome) ?? "" }

  /// How the messages of some flows ended: delivered, and what was lost or refused.
  func outcome(of flows: [String]) -> TextLine {
    let windows = result.windows.map { window in window.flows.filter { flows.contains($0.name) } }
    func share(_ part: (FlowResult) -> Int) -> [Double] {
      windows.compactMap { flows in
        let ended = flows.reduce(0.0) {
          $0 + Double($1.delivered) + Double($1.deadLettered) + Double($1.lost) + Double($1.rejected)
        }
        return ended > 0 ? flows.reduce(0.0) { $0 + Double(part($1)) } / ended : nil
      }
    }
    let delivered = share(\.delivered)
    guard let most = delivered.max() else { return "" }
    var line = TextLine(most > 0 ? "✓" : "✗", most > 0 ? .good : .bad) + TextLine(" \(Words.range(delivered))")
    for (word, shares) in [(say("lost"), share(\.lost)), (say("refused"), share(\.rejected))]
    where shares.contains(where: { $0 > 0 }) {
      line = line + " " + TextLine("✗", .bad) + TextLine(" \(word) \(Words.range(shares))")
    }
    return line
  }

  /// The parts that a flow's messages can reach and that pass nothing on, the way to a dead-letter queue left out.
  private static func ends(of flow: String, _ links: [LinkResult]) -> [String] {
    var reached: [String] = []
    var seen: Set<String> = [flow]
    var open = [flow]
    while let name = open.popLast() {
      let next = links.filter { $0.from == name && !$0.isAside }
      if next.isEmpty, name != flow { reached.append(name) }
      for link in next where seen.insert(link.to).inserted { open.append(link.to) }
    }
    return reached.sorted()
  }
}
