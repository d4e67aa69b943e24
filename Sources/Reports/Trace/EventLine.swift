// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

/// One event of a replication as a line for a terminal.
public enum EventLine {
  /// `00:41:07.312  jobs  a message is sent  ◀ uploads#1234   jobs 611 · resizer 100%`, broken where it is too long.
  ///
  /// - Returns: The lines, each with a line break at its end.
  public static func text(_ event: TraceEvent, message: String, partWidth: Int, _ style: TextStyle) -> String {
    var line = TextLine(TraceWords.clock(event.atNs)) + "  "
    line = line + TextLine(event.part).padded(to: min(partWidth, 24)) + "  " + TextLine(said(event.title))
    if event.concernsMessage { line = line + "  " + TextLine(style.ascii ? "<- \(message)" : "◀ \(message)", .heading) }
    let levels = event.levels.map { level in
      let queue = level.queue.map { " \(Format.grouped($0))" } ?? ""
      let busy = level.busy.map { " " + say("\(Words.percent($0, decimals: 0)) busy") } ?? ""
      return TextLine(level.part + queue + busy)
    }
    let room = style.columns
    var lines: [TextLine] = []
    let head = line.padded(to: 56) + "  "
    let tail = TextLine.flowing(levels, separator: " · ", columns: max(room - head.width, 20))
    if let first = tail.first, tail.count == 1, head.width + first.width <= room {
      lines = [head + first]
    } else {
      lines = line.wrapped(to: room, hanging: 14, breaksWords: true)
      lines += TextLine.flowing(levels, separator: " · ", columns: room - 14).map { .spaces(14) + $0 }
    }
    return lines.map { $0.rendered(style) + "\n" }.joined()
  }
}
