// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Scenarios

/// What `-V` adds: values over time, what was assumed, and what the result was made from.
enum DetailSection {
  static func blocks(_ result: RunResult, _ columns: Int) -> [[TextLine]] {
    [series(result, columns), assumptions(result, columns), fingerprints(result, columns)]
  }

  // MARK: Over time

  private static let shown = ["depth", "oldest_message_age", "utilisation"]

  private static func series(_ result: RunResult, _ columns: Int) -> [TextLine] {
    var lines: [TextLine] = []
    for window in result.windows {
      // What is shown in windows with faults is not shown again.
      let above = Set(window.overTime.map(\.series))
      let series = window.series.filter { series in
        !above.contains(series.name) && shown.contains { series.name.hasSuffix(".\($0)") }
          && series.mean.contains { $0 > 0 }
      }
      guard !series.isEmpty else { continue }
      let end = Words.duration(window.durationS)
      let title = say("OVER TIME \(window.name), 0 .. \(end), each between 0 and its highest")
      lines += TextLine(title, .heading).wrapped(to: columns, hanging: 2)
      let names = series.map { TextLine("  \($0.name)") }
      let nameWidth = min(names.map(\.width).max() ?? 0, columns / 2)
      for (name, series) in zip(names, series) {
        let summary = TextLine(highest(series))
        // At least a dozen columns for the values; the summary goes below where that is too much.
        let room = min(60, columns - nameWidth - 4 - summary.width)
        let fits = room >= 12 && name.width <= nameWidth
        let line = TextLine(Bars.sparkline(series.mean, columns: fits ? room : min(60, columns - 4)))
        if fits {
          lines.append(name.padded(to: nameWidth) + "  " + line + "  " + summary)
        } else {
          lines += (name + "  " + summary).wrapped(to: columns, hanging: 4) + [.spaces(4) + line]
        }
      }
    }
    return lines
  }

  private static func highest(_ series: SeriesResult) -> String {
    guard let highest = series.mean.filter(\.isFinite).max(), let place = series.mean.firstIndex(of: highest) else {
      return ""
    }
    let value = Words.value(highest, unit: series.unit)
    return place < series.tS.count ? say("\(value) at \(Words.duration(series.tS[place]))") : value
  }

  // MARK: Assumptions

  private static func assumptions(_ result: RunResult, _ columns: Int) -> [TextLine] {
    guard !result.assumptions.isEmpty else { return [] }
    let lines = result.assumptions.flatMap {
      TextLine("  \($0.path): \($0.value)  (\(said($0.why)))").wrapped(to: columns, hanging: 4)
    }
    return TextLine(say("ASSUMED, because AWS gives no number"), .heading).wrapped(to: columns) + lines
  }

  private static func fingerprints(_ result: RunResult, _ columns: Int) -> [TextLine] {
    let prices = result.madeBy.prices
    var items = [
      TextLine(say("made by"), .heading) + TextLine(" \(result.madeBy.program)"),
      TextLine(say("random \(result.madeBy.rng)")), TextLine(say("scenario \(result.scenario.fingerprint)")),
      TextLine(say("prices \(prices.book) \(prices.region) \(prices.fingerprint)")), TextLine(result.schema),
    ]
    if let title = result.scenario.title { items.append(TextLine("\"\(title)\"")) }
    return TextLine.flowing(items, separator: " · ", columns: columns)
  }
}
