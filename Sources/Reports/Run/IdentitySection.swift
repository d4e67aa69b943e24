// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

/// What was run: the first lines of a report.
enum IdentitySection {
  static func lines(_ result: RunResult, _ columns: Int) -> [TextLine] {
    let scenario = result.scenario
    var variant = TextLine(scenario.variant)
    if let title = scenario.variantTitle { variant.append(" \"\(title)\"") }
    var lines = headlines(
      [TextLine(scenario.name, .heading), variant, TextLine(scenario.region)], numbers(result),
      prices: TextLine(say("prices \(result.madeBy.prices.date ?? result.madeBy.prices.book)")), columns)
    lines += interruption(result, columns)
    lines += changes(scenario, columns)
    return lines + lacks(result, columns) + stops(result, columns)
  }

  /// What was changed from outside; nothing where nothing was.
  static func changes(_ scenario: RunResult.Identity, _ columns: Int) -> [TextLine] {
    let head = TextLine(say("changed:") + " ")
    let items = scenario.set.enumerated().map { $0 == 0 ? head + TextLine($1) : TextLine($1) }
    return TextLine.flowing(items, separator: " · ", columns: columns, hanging: head.width)
  }

  /// The line that says that the variant cannot do what the scenario requires, whatever its figures are.
  static func lacks(_ result: RunResult, _ columns: Int) -> [TextLine] {
    let lacks = (result.requirements ?? []).filter { !$0.able }.map { "\($0.of) \(said($0.title))" }
    guard !lacks.isEmpty else { return [] }
    return TextLine.flowing(
      [TextLine(say("CANNOT"), .bad)] + lacks.map { TextLine($0) }, separator: " · ", columns: columns)
  }

  /// The first lines, with the date of the prices at the right end of one that has room, the second if possible.
  private static func headlines(
    _ names: [TextLine], _ numbers: [TextLine], prices: TextLine, _ columns: Int
  ) -> [TextLine] {
    var lines = [names, numbers].map { TextLine.flowing($0, separator: " · ", columns: columns) }
    for place in [1, 0] where lines[place].count == 1 && lines[place][0].width + 2 + prices.width <= columns {
      lines[place][0] = lines[place][0].padded(to: columns - prices.width) + prices
      return lines.flatMap { $0 }
    }
    return lines[0] + TextLine.flowing(numbers + [prices], separator: " · ", columns: columns)
  }

  private static func numbers(_ result: RunResult) -> [TextLine] {
    var items = [TextLine(say("seed \(result.seed)")), TextLine(replications(result))]
    if result.replications > 0 {
      items.append(TextLine(warmup(result)))
      let events = result.windows.reduce(0.0) { $0 + Double($1.events) }
      items.append(TextLine(say("\(Format.count(events)) events")))
    }
    return items
  }

  static func replications(_ result: RunResult) -> String {
    let counts = result.windows.map(\.replications)
    guard let least = counts.min(), let most = counts.max() else { return say(count: 0, "replication") }
    let count =
      least == most
      ? say(count: most, "replication")
      : most == 1 ? say("0 to 1 replication") : say("\(least) to \(Format.grouped(most)) replications")
    return counts.count == 1 ? count : say("\(count) x \(counts.count) windows")
  }

  static func warmup(_ result: RunResult) -> String {
    let cuts = result.windows.map(\.warmupS)
    guard let least = cuts.min(), let most = cuts.max(), most > 0 else { return say("no warm-up cut") }
    let (low, high) = (Words.duration(least), Words.duration(most))
    return low == high ? say("warm-up \(high) cut") : say("warm-up \(low) .. \(high) cut")
  }

  /// The line that says that a run did not end by itself.
  static func interruption(_ result: RunResult, _ columns: Int) -> [TextLine] {
    guard result.partial else { return [] }
    let count = say(count: result.replications, "replication")
    let text =
      result.ended == .budget
      ? say("PARTIAL: the budget ended after \(count)") : say("PARTIAL: interrupted after \(count)")
    return TextLine(text, .bad).wrapped(to: columns, hanging: 2)
  }

  /// Replications that ended before their window did.
  static func stops(_ result: RunResult, _ columns: Int) -> [TextLine] {
    let stops = result.windows.flatMap { window in window.stopped.map { "\(window.name), \(said($0))" } }
    guard !stops.isEmpty else { return [] }
    var items = [TextLine(say("STOPPED EARLY"), .bad)] + stops.prefix(3).map { TextLine($0) }
    if stops.count > 3 { items.append(TextLine(say("and \(stops.count - 3) more"))) }
    return TextLine.flowing(items, separator: " · ", columns: columns)
  }
}
