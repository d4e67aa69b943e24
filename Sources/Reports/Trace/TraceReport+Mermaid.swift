// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

extension TraceReport {
  /// The life as a Mermaid sequence diagram, with its times. A long life is shortened in the middle: Mermaid draws
  /// 50,000 characters at most.
  public static func mermaid(_ result: TraceResult) -> String {
    var lines = ["sequenceDiagram"]
    var ids: [String: String] = [:]
    for participant in result.participants {
      let id = "p\(ids.count + 1)"
      ids[participant.name] = id
      let kind = participant.kind.isEmpty ? "" : " (\(said(participant.kind)))"
      lines.append("  participant \(id) as \(MermaidText.escaped(participant.name + kind))")
    }
    let all = TraceWords(result).lines
    let first = ids[result.message.source] ?? ids.values.sorted().first ?? "p1"
    let shown = all.count > 240 ? Array(all.prefix(160)) : all
    lines += shown.map { "  " + arrow($0, ids, first, result) }
    if all.count > 240 {
      let note = say("\(Format.grouped(all.count - 220)) steps left out")
      lines.append("  Note over \(first): \(MermaidText.escaped(note))")
      lines += all.suffix(60).map { "  " + arrow($0, ids, first, result) }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func arrow(
    _ line: TraceWords.Line, _ ids: [String: String], _ first: String, _ result: TraceResult
  ) -> String {
    let own = line.part.flatMap { ids[$0] } ?? first
    let other = line.other.flatMap { ids[$0] }
    var text = line.what + (line.effect.isEmpty ? "" : ", \(line.effect)")
    if result.branches.count > 1 { text = say("copy \(line.branch): \(text)") }
    let label = MermaidText.escaped("\(text) (\(TraceWords.clock(line.atNs)))")
    switch line.kind {
    case "called", "delivering", "copied", "loaded", "set_aside", "redriven", "filtered":
      return other.map { "\(own)\(line.kind == "filtered" ? "-x" : "->>")\($0): \(label)" }
        ?? "Note over \(own): \(label)"
    case "received": return other.map { "\($0)-->>\(own): \(label)" } ?? "Note over \(own): \(label)"
    case "answered", "undelivered", "throttled":
      guard let other, other != own else { return "Note over \(own): \(label)" }
      return "\(other)-->>\(own): \(label)"
    case "failed", "cut_off": return "\(own)-x\(own): \(label)"
    default: return "Note over \(own): \(label)"
    }
  }
}
