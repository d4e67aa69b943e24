// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

/// What a curve says, and what it leaves out.
enum CurveSentences {
  static func lines(_ result: CurveResult, _ window: CurveResult.Window, _ columns: Int) -> [TextLine] {
    guard window.reads > 0 else {
      return TextLine(say("\(result.cache.name): nothing was read in window \(window.name)"), .doubt).wrapped(
        to: columns)
    }
    let sentences = [wanted(result, window), workingSet(result, window)] + remarks(result, window)
    return [TextLine()] + sentences.flatMap { $0.wrapped(to: columns, hanging: 2) }
  }

  /// How much memory the wanted ratio needs.
  private static func wanted(_ result: CurveResult, _ window: CurveResult.Window) -> TextLine {
    let wanted = window.wanted
    let ratio = CurveChart.share(wanted.hitRatio)
    guard let bytes = wanted.bytes else {
      let most = CurveChart.share(window.highest.value)
      return TextLine(say("\(ratio) hits"), .heading)
        + TextLine(" " + say("are out of reach: no memory gives more than \(most)"), .doubt)
    }
    var line = TextLine(say("\(ratio) hits"), .heading) + TextLine(" " + say("need \(CurveChart.memory(bytes.value))"))
    if let low = bytes.low, let high = bytes.high {
      line.append(" (\(CurveChart.memory(low)) .. \(CurveChart.memory(high)))")
    }
    guard !window.choices.isEmpty else { return line }
    guard let name = wanted.choice, let choice = window.choices.first(where: { $0.name == name }) else {
      line.append(": " + say("more than any type of node has"))
      return line
    }
    let nodes = choice.nodes == 1 ? name : "\(choice.nodes) x \(name)"
    line.append(
      ": " + (choice.monthly.map { say("\(nodes), \(Words.dollars($0)) a month") } ?? "\(nodes), \(say("not priced"))"))
    return line
  }

  private static func workingSet(_ result: CurveResult, _ window: CurveResult.Window) -> TextLine {
    var others = [say("reads for the first time")]
    if result.cache.deletesOnWrite, window.writes > 0 { others.append(say("after a write")) }
    if let life = result.cache.timeToLiveS { others.append(say("after the ttl of \(Words.duration(life))")) }
    let (records, memory) = (Format.count(window.records.value), CurveChart.memory(window.workingSetBytes.value))
    let all = say(
      """
      \(records) records in \(memory): with more memory than that it stays at \
      \(CurveChart.share(window.highest.value)) hits; the others are \(others.joined(separator: ", "))
      """)
    return TextLine(say("working set"), .heading) + TextLine(" " + all)
  }

  private static func remarks(_ result: CurveResult, _ window: CurveResult.Window) -> [TextLine] {
    let name = result.cache.name
    var remarks: [TextLine] = []
    if !result.cache.evictsByRecency {
      remarks.append(
        TextLine(
          say("\(name) does not evict by recency: the curve is that of LRU, and its own may lie elsewhere"), .doubt))
    }
    if result.cache.timeToLiveS != nil {
      remarks.append(
        TextLine(
          say(
            """
            a record's life is counted from its first load: where memory is so short that it would be evicted and \
            loaded again within its ttl, the curve is a little low
            """)))
    }
    if !window.faultsLeftOut.isEmpty {
      remarks.append(
        TextLine(say("left out here: what happens to \(name) (\(window.faultsLeftOut.joined(separator: ", ")))")))
    }
    return remarks
  }
}
