// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// How the windows with faults went: curves with the faults marked beneath, and how long it took to get over them.
enum OverTimeSection {
  /// The longest curve.
  private static let mostColumns = 48
  private static let indent = 4

  static func lines(_ result: RunResult, _ style: TextStyle) -> [TextLine] {
    guard result.replications > 0 else { return [] }
    let blocks = result.windows.filter { !$0.overTime.isEmpty }.map { lines($0, style) }
    return blocks.enumerated().flatMap { place, lines in place == 0 ? lines : [TextLine()] + lines }
  }

  private static func lines(_ window: WindowResult, _ style: TextStyle) -> [TextLine] {
    let columns = style.columns
    let room = min(mostColumns, columns - indent)
    let end = Words.duration(window.durationS)
    let title = say("OVER TIME \(window.name), 0 .. \(end), each from its least to its highest")
    var lines = TextLine(title, .heading).wrapped(to: columns, hanging: 2)
    var undisturbed: [String] = []
    var shown = 0
    for entry in window.overTime {
      guard let series = window.series.first(where: { $0.name == entry.series }), !series.mean.isEmpty else { continue }
      if !style.verbose, isUndisturbed(entry.subject, window) {
        if !undisturbed.contains(entry.subject) { undisturbed.append(entry.subject) }
        continue
      }
      let items =
        [TextLine("  \(entry.subject) \(entry.metric)  \(range(series))")]
        + recoveries(entry, window, pointWidth: pointWidth(series, window))
      lines += TextLine.flowing(items, separator: "  ", columns: columns, hanging: indent)
      lines.append(.spaces(indent) + TextLine(Bars.curve(stretches(series, window), columns: room)))
      lines.append(.spaces(indent) + TextLine(marks(window, room)))
      shown += 1
    }
    if shown > 0 { lines += legend(window, columns) }
    if !undisturbed.isEmpty {
      let names = undisturbed.joined(separator: ", ")
      let text =
        shown > 0 ? say("not clearly disturbed: \(names)") : say("nothing was clearly disturbed: \(names)")
      lines += TextLine("  " + text).wrapped(to: columns, hanging: indent)
    }
    return lines
  }

  /// Whether a subject stayed within its usual band in all faults, as far as the replications and the points can tell.
  private static func isUndisturbed(_ subject: String, _ window: WindowResult) -> Bool {
    let known = window.overTime.filter { $0.subject == subject && !$0.recoveries.isEmpty }
    return !known.isEmpty
      && known.allSatisfy { entry in
        guard let series = window.series.first(where: { $0.name == entry.series }) else { return true }
        return entry.recoveries.allSatisfy { isUndisturbed($0, pointWidth: pointWidth(series, window)) }
      }
  }

  /// A recovery is known to the width of a point: what is no longer than that is none.
  private static func isUndisturbed(_ recovery: OverTimeResult.Recovery, pointWidth: Double) -> Bool {
    recovery.notBack == 0 && (recovery.time.low ?? recovery.time.value) <= pointWidth
  }

  /// Seconds from a point to the next.
  private static func pointWidth(_ series: SeriesResult, _ window: WindowResult) -> Double {
    zip(series.tS, series.tS.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }.min() ?? window.durationS
  }

  private static func range(_ series: SeriesResult) -> String {
    guard let least = series.mean.min(), let largest = series.mean.max() else { return "" }
    let (low, high) = (Words.value(least, unit: series.unit), Words.value(largest, unit: series.unit))
    return low == high ? low : "\(low) .. \(high)"
  }

  /// `back 4m10s after node-dies (3m50s .. 4m30s)`
  private static func recoveries(
    _ entry: OverTimeResult, _ window: WindowResult, pointWidth: Double
  ) -> [TextLine] {
    entry.recoveries.map { recovery in
      if recovery.notBack >= window.replications {
        return TextLine(say("not back by the end of the window after \(recovery.fault)"), .bad)
      }
      if isUndisturbed(recovery, pointWidth: pointWidth) {
        return TextLine(say("not clearly disturbed by \(recovery.fault)"))
      }
      let time = Words.duration(recovery.time.value)
      guard recovery.notBack == 0 else {
        let (fault, all) = (recovery.fault, say(count: window.replications, "replication"))
        let text = say("back at least \(time) after \(fault), not back by the end in \(recovery.notBack) of \(all)")
        return TextLine(text, .doubt)
      }
      let interval =
        recovery.time.low == nil
        ? "" : " (\(Words.interval(recovery.time.low, recovery.time.high, unit: "s")))"
      return TextLine(say("back \(time) after \(recovery.fault)") + interval)
    }
  }

  private static func stretches(_ series: SeriesResult, _ window: WindowResult) -> [Bars.Stretch] {
    guard window.durationS > 0 else { return [] }
    let width = pointWidth(series, window)
    return zip(series.tS, series.mean).map {
      Bars.Stretch(start: $0 / window.durationS, length: width / window.durationS, value: $1)
    }
  }

  /// A mark where a fault begins, and a line for as long as it lasts.
  private static func marks(_ window: WindowResult, _ columns: Int) -> String {
    var row = [Character](repeating: " ", count: columns)
    func column(_ time: Double) -> Int {
      let share = time / window.durationS
      return share.isFinite ? min(Int(min(max(share, 0), 1) * Double(columns)), columns - 1) : 0
    }
    for fault in window.faults {
      if let end = fault.toS, end > fault.fromS {
        for place in column(fault.fromS)...column(end) where row[place] == " " { row[place] = "─" }
      }
    }
    for fault in window.faults { row[column(fault.fromS)] = "▲" }
    return String(row)
  }

  private static func legend(_ window: WindowResult, _ columns: Int) -> [TextLine] {
    let items = window.faults.sorted { $0.fromS < $1.fromS }.map { fault in
      let until = fault.toS.map { "..\(Words.duration($0))" } ?? ""
      let time = "\(Words.duration(fault.fromS))\(until)"
      return TextLine("▲ " + say("\(fault.name): \(fault.kind) \(fault.of) at \(time)"))
    }
    return TextLine.flowing(
      [.spaces(2) + (items.first ?? TextLine())] + items.dropFirst(), separator: "  ",
      columns: columns, hanging: 2)
  }
}
