// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

/// The hit ratio as bars over memory on a log axis, with the present size, the types of nodes and the wanted ratio at
/// their places.
enum CurveChart {
  /// Types of nodes that are shown although a smaller one holds everything; `-V` shows all.
  private static let mostThatHoldAll = 3
  private static let mostSteps = 24
  /// Sizes that give less than this share of the hits that can be had are left out.
  private static let leastShown = 0.05

  private struct Row {
    var bytes: Double
    var ratio: Figure
    var labels: [String] = []
    var isNow = false
  }

  static func lines(_ result: CurveResult, _ window: CurveResult.Window, _ style: TextStyle) -> [TextLine] {
    guard window.reads > 0 else { return [] }
    let columns = style.columns
    let rows = rows(window, verbose: style.verbose)
    let labels = rows.map { $0.labels.first ?? "" }
    let memories = rows.map { memory($0.bytes) }
    let ratios = rows.map { ratio($0.ratio) }
    func widest(_ texts: [String]) -> Int { texts.map { DisplayWidth.of($0) }.max() ?? 0 }
    let titles = [say("MEMORY"), say("HIT RATIO")]
    let fixed = max(widest(memories), DisplayWidth.of(titles[0])) + max(widest(ratios), DisplayWidth.of(titles[1])) + 6
    let label = min(widest(rows.flatMap(\.labels)), max(14, (columns - fixed) * 3 / 5))
    let full = min(max(columns - fixed - label, 8), 40)
    var table = TextTable(columns: [
      .init(title: titles[0], alignsRight: true), .init(title: titles[1], alignsRight: true), .init(title: ""),
      .init(title: say("NODES, A MONTH"), minimum: 10),
    ])
    for (place, row) in rows.enumerated() {
      let paint: Paint = row.isNow ? .heading : .plain
      table.rows.append(
        .init(cells: [
          TextLine(memories[place], paint), TextLine(ratios[place], paint),
          TextLine(Bars.bar(row.ratio.value, full: full)).padded(to: full), TextLine(labels[place], paint),
        ]))
      for label in row.labels.dropFirst() {
        table.rows.append(.init(cells: [TextLine(), TextLine(), TextLine(), TextLine(label, paint)]))
      }
    }
    var lines = title(result, window, columns) + table.lines(columns)
    let left = holdAll(window).dropFirst(mostThatHoldAll).count { !$0.isNow }
    if !style.verbose, left > 0 {
      let more =
        left == 1 ? say("-V shows 1 larger type of node") : say("-V shows \(left) larger types of nodes")
      lines += TextLine(more).wrapped(to: columns, hanging: 2)
    }
    return lines
  }

  private static func title(_ result: CurveResult, _ window: CurveResult.Window, _ columns: Int) -> [TextLine] {
    let name = TextLine(result.cache.name, .heading)
    let measured = Words.duration(window.durationS - window.warmupS)
    let items = [
      name + TextLine(" \(said(result.cache.kind))"), TextLine(say("window \(window.name)")),
      TextLine(say("the first \(Words.duration(window.warmupS)) fill, \(measured) are measured")),
      TextLine(say("\(Format.count(Double(window.reads))) reads, \(Format.count(Double(window.writes))) writes")),
      TextLine(followed(window)),
    ]
    return TextLine.flowing(items, separator: " · ", columns: columns) + [TextLine()]
  }

  private static func followed(_ window: CurveResult.Window) -> String {
    guard window.samplingRate < 1 else { return say("every record followed") }
    let share = share(window.samplingRate)
    return window.samplingIsGiven
      ? say("\(share) of the records followed")
      : say("\(share) of the records followed to bound memory (--sampling 100% follows all)")
  }

  // MARK: Rows

  private static func rows(_ window: CurveResult.Window, verbose: Bool) -> [Row] {
    var rows = steps(window)
    func add(_ bytes: Double, _ ratio: Figure, _ label: String, isNow: Bool = false, first: Bool = false) {
      if let place = rows.firstIndex(where: { $0.bytes == bytes }) {
        rows[place].labels.insert(label, at: first ? 0 : rows[place].labels.count)
        rows[place].isNow = rows[place].isNow || isNow
      } else {
        rows.append(Row(bytes: bytes, ratio: ratio, labels: [label], isNow: isNow))
      }
    }
    let all = holdAll(window)
    let shown = all.prefix(mostThatHoldAll).map(\.name)
    for choice in window.choices {
      let holdsAll = all.contains { $0.name == choice.name }
      if verbose || choice.isNow || !holdsAll || shown.contains(choice.name) {
        add(Double(choice.bytes), choice.hitRatio, label(choice), isNow: choice.isNow)
      }
    }
    let now = say("now")
    add(Double(window.now.bytes), window.now.hitRatio, now, isNow: true, first: true)
    if let bytes = window.wanted.bytes {
      let ratio = Figure(value: window.wanted.hitRatio, n: window.reads)
      add(bytes.value.rounded(), ratio, say("\(share(window.wanted.hitRatio)) from here on"))
    }
    for place in rows.indices where rows[place].labels.first == now && rows[place].labels.count == 2 {
      let choice = rows[place].labels.removeLast()
      rows[place].labels = ["\(now): \(choice)"]
    }
    return rows.sorted { $0.bytes < $1.bytes }
  }

  /// Whole doublings of memory, or every second one where there would be too many.
  private static func steps(_ window: CurveResult.Window) -> [Row] {
    let powers = window.points.filter {
      $0.bytes > 0 && $0.bytes & ($0.bytes - 1) == 0 && $0.hitRatio.value >= leastShown * window.highest.value
    }
    let every = max(1, (powers.count + mostSteps - 1) / mostSteps)
    return powers.enumerated().filter { $0.offset % every == 0 }.map {
      Row(bytes: Double($0.element.bytes), ratio: $0.element.hitRatio)
    }
  }

  /// The types of nodes that give as many hits as any memory does.
  private static func holdAll(_ window: CurveResult.Window) -> [CurveResult.Choice] {
    window.choices.filter { $0.hitRatio.value >= window.highest.value }
  }

  private static func label(_ choice: CurveResult.Choice) -> String {
    let name = choice.nodes == 1 ? choice.name : "\(choice.nodes) x \(choice.name)"
    return "\(name) \(choice.monthly.map(Words.dollars) ?? say("not priced"))"
  }

  /// With three digits: `1.03 GiB`.
  static func memory(_ bytes: Double) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB"]
    var (value, unit) = (bytes, 0)
    // What would be rounded to 1,000 and more reads better in the next unit.
    while value >= 999.5, unit < units.count - 1 { (value, unit) = (value / 1024, unit + 1) }
    return "\(Words.number(value)) \(units[unit])"
  }

  /// Without digits that say nothing: `90%`.
  static func share(_ ratio: Double) -> String {
    let percent = (ratio * 10_000).rounded() / 100
    return percent == percent.rounded() ? Words.percent(ratio, decimals: 0) : Words.percent(ratio)
  }

  /// `93.4% ±0.2`
  static func ratio(_ figure: Figure) -> String {
    let value = Words.percent(figure.value, decimals: 1)
    guard figure.halfWidth.isFinite else { return value }
    return "\(value) ±\(Words.number((figure.halfWidth * 1000).rounded() / 10, significant: 2))"
  }
}
