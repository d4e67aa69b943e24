// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

/// Where the time of a message and its copies went, as bars over time.
enum TraceBar {
  private typealias Phase = TraceResult.Phase

  private static let mostBars = 12

  static func lines(_ result: TraceResult, _ style: TextStyle) -> [TextLine] {
    let shown = result.branches.map(\.number).filter { number in result.phases.contains { $0.branch == number } }
    guard let first = result.phases.map(\.fromNs).min(), let end = result.phases.map(\.toNs).max(), end > first
    else { return [] }
    // A message lies in a dead-letter queue for as long as nobody looks; the beginning of that is enough.
    let lived = result.phases.map { $0.kind == .deadLetter ? $0.fromNs : $0.toNs }.max() ?? end
    let last = lived > first ? min(end, lived + max((lived - first) / 12, 1)) : end
    let label = result.branches.count > 1 ? shown.prefix(mostBars).map { String($0).count }.max() ?? 1 : 0
    let room = style.columns - 3 - (label > 0 ? label + 1 : 0)
    let glyphs = Glyphs(style)
    var lines = [TextLine.spaces(label > 0 ? label + 2 : 1) + scale(last - first, room)]
    for number in shown.prefix(mostBars) {
      let phases = result.phases.filter { $0.branch == number }
      let name = label > 0 ? TextLine(String(number)).padded(to: label, right: true) + " " : TextLine()
      lines.append(name + TextLine("│") + bar(phases, from: first, to: last, room, glyphs) + TextLine("│"))
    }
    if shown.count > mostBars { lines.append(TextLine(say("and \(shown.count - mostBars) more copies"))) }
    let kinds = [Phase.Kind.sending, .waiting, .working, .invisible, .deadLetter].filter { kind in
      result.phases.contains { $0.kind == kind }
    }
    let legend = kinds.map { TextLine("\(glyphs[$0]) \(word($0))") }
    return lines + TextLine.flowing(legend, separator: "  ", columns: style.columns)
  }

  private static func word(_ kind: Phase.Kind) -> String {
    switch kind {
    case .sending: say("sending")
    case .waiting: say("waiting")
    case .working: say("working")
    case .invisible: say("invisible, or waiting for a retry")
    case .deadLetter: say("dead letter")
    }
  }

  /// What stands for each way of spending time.
  private struct Glyphs {
    let isASCII: Bool

    init(_ style: TextStyle) { isASCII = style.ascii }

    subscript(kind: Phase.Kind) -> String {
      switch kind {
      case .sending: isASCII ? ">" : "▸"
      case .waiting: isASCII ? "-" : "▓"
      case .working: "█"
      case .invisible: isASCII ? "." : "░"
      case .deadLetter: isASCII ? "x" : "✝"
      }
    }
  }

  /// What takes most of a column's time is drawn there; work that is too short for a column of its own gets one.
  private static func bar(
    _ phases: [Phase], from first: Int64, to last: Int64, _ room: Int, _ glyphs: Glyphs
  ) -> TextLine {
    let span = Double(last - first)
    func column(_ time: Int64) -> Double { Double(time - first) / span * Double(room) }
    var shares = [(kind: Phase.Kind, share: Double)?](repeating: nil, count: room)
    for phase in phases {
      let (from, to) = (column(phase.fromNs), min(column(phase.toNs), Double(room)))
      for place in Int(from)..<max(Int(from) + 1, min(room, Int(to.rounded(.up)))) where place < room {
        let share = min(to, Double(place + 1)) - max(from, Double(place))
        if shares[place].map({ $0.share < share }) ?? true { shares[place] = (phase.kind, share) }
      }
    }
    for phase in phases where phase.kind == .working {
      let columns = Int(column(phase.fromNs))..<max(Int(column(phase.fromNs)) + 1, Int(column(phase.toNs).rounded(.up)))
      guard !columns.contains(where: { $0 < room && shares[$0]?.kind == .working }) else { continue }
      shares[min(room - 1, columns.lowerBound)] = (.working, 1)
    }
    return TextLine(shares.map { $0.map { glyphs[$0.kind] } ?? " " }.joined())
  }

  /// Times since the message was sent, at round distances.
  private static func scale(_ span: Int64, _ room: Int) -> TextLine {
    let rough = Double(span) / Double(max(2, room / 14))
    var step = 1.0
    let steps: [Double] = [1, 2, 5]
    // Round numbers below a minute; above it, of minutes, hours and days.
    let larger = [60, 120, 300, 600, 1800, 3600, 7200, 21_600, 43_200, 86_400, 172_800, 604_800].map { $0 * 1e9 }
    if rough <= 30e9 {
      var power = 1.0
      while power * 5 < rough { power *= 10 }
      step = steps.map { $0 * power }.first { $0 >= rough } ?? 10 * power
      if step == 20e9 || step == 50e9 { step = 30e9 }
    } else {
      step = larger.first { $0 >= rough } ?? rough
    }
    var line = TextLine()
    var tick = 0
    while Double(tick) * step < Double(span), tick < 40 {
      let place = Int(Double(tick) * step / Double(span) * Double(room))
      let text = tick == 0 ? "0s" : Format.duration(Int64(Double(tick) * step))
      tick += 1
      guard place >= line.width + (tick == 1 ? 0 : 1), place + text.count <= room else { continue }
      line = line.padded(to: place) + TextLine(text)
    }
    return line
  }
}
