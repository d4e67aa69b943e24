// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

extension TraceReport {
  /// The result as JSON, schema `trace/1`, in the form of ``RunReport/json(_:)``.
  public static func json(_ result: TraceResult) throws -> String { try RunReport.encoded(result) }

  /// The steps as comma-separated values, one row for each. Times are seconds from the window's start; what does not
  /// apply is empty.
  public static func csv(_ result: TraceResult) -> String {
    let heading = [
      "message", "branch", "at_s", "kind", "part", "instance", "other", "call", "messages", "attempt", "receives",
      "ahead", "until_s", "length_s", "waited_s", "place_kind", "place", "bytes", "status", "cause", "appearance",
      "outcome", "latency_s", "again", "meter", "quantity", "unit", "amount_usd",
    ]
    func text(_ number: Int?) -> String { number.map(String.init) ?? "" }
    func text(_ number: Double?) -> String { number.map { "\($0)" } ?? "" }
    let rows = result.steps.map { step in
      [
        result.message.id, String(step.branch), "\(step.atS)", step.kind, step.part ?? "", text(step.instance),
        step.other ?? "", step.call ?? "", text(step.messages), text(step.attempt), text(step.receives),
        text(step.ahead), text(step.untilS), text(step.lengthS), text(step.waitedS), step.placeKind ?? "",
        text(step.place), text(step.bytes), step.status ?? "", step.cause ?? "", step.appearance ?? "",
        step.outcome ?? "", text(step.latencyS), step.again.map { $0 ? "yes" : "no" } ?? "", step.use?.meter ?? "",
        step.use?.quantity ?? "", step.use?.unit ?? "", step.use?.amount ?? "",
      ]
    }
    return CSV.text([heading] + rows)
  }

  /// The life as Markdown: what became of the message, its steps, its cost, and the sequence diagram.
  public static func markdown(_ result: TraceResult) -> String {
    let heading = heading(result, 1_000).map { Markdown.text($0.text) }
    var text = "**\(heading[0])**  \n" + heading.dropFirst().joined(separator: "  \n") + "\n\n"
    let hasBranches = result.branches.count > 1
    let shown = shortened(TraceWords(result).lines, whole: false)
    func row(_ line: TraceWords.Line) -> [String] {
      ([TraceWords.clock(line.atNs)] + (hasBranches ? [String(line.branch)] : []) + [line.who, line.what, line.effect])
        .map(Markdown.cell)
    }
    var rows = shown.first.map(row)
    if shown.leftOut > 0 {
      rows.append(["…"] + (hasBranches ? [""] : []) + ["", "_\(say("\(shown.leftOut) lines left out"))_", ""])
    }
    rows += shown.last.map(row)
    text += Markdown.table(
      [say("time")] + (hasBranches ? [say("copy")] : []) + [say("part"), say("what happens"), say("effect")], rows)
    text += "\n" + cost(result, 1_000).map { "- \(Markdown.text($0.text.trimmed))\n" }.joined()
    return text + "\n```mermaid\n\(mermaid(result))```\n"
  }
}

extension String {
  /// Without spaces at its ends.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
