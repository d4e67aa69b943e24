// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation

/// The result of `sluice plan` as text: for a person, for a program, for a spreadsheet, for a page.
public enum PlanReport {
  /// The report for a terminal: what was asked and searched, the answer and others, why nothing cheaper is it, and what
  /// follows.
  ///
  /// - Parameter path: of the scenario's file, for commands to try next.
  /// - Returns: The lines, each with a line break at its end.
  public static func table(_ result: PlanResult, _ style: TextStyle, path: String = "FILE") -> String {
    let columns = style.columns
    var blocks: [[TextLine]] = []
    if !style.quiet { blocks.append(heading(result, columns)) }
    blocks.append(PlanRanking.lines(result, columns))
    blocks.append(promise(result, columns))
    if !style.quiet {
      blocks.append(PlanReasons.lines(result, columns, verbose: style.verbose))
      blocks.append(PlanPictures.front(result, columns))
      blocks.append(PlanPictures.headroom(result, columns))
      blocks.append(PlanPictures.sensitivity(result, columns))
      blocks += PlanOutlookSection.blocks(result, columns)
      blocks.append(Shell.lines(commands(result, path), columns))
    }
    blocks.removeAll(where: \.isEmpty)
    let lines = blocks.enumerated().flatMap { number, lines in number == 0 ? lines : [TextLine()] + lines }
    return lines.map { $0.rendered(style) + "\n" }.joined()
  }

  /// The result as JSON, in the form of ``RunReport/json(_:)``.
  public static func json(_ result: PlanResult) throws -> String { try RunReport.encoded(result) }

  /// Reads back what ``json(_:)`` has written.
  ///
  /// - Throws: `DecodingError` for what is no such JSON.
  public static func read(json: Data) throws -> PlanResult { try RunReport.decoder.decode(PlanResult.self, from: json) }

  // MARK: Sections

  private static func heading(_ result: PlanResult, _ columns: Int) -> [TextLine] {
    let names = [
      TextLine("\(say("PLAN"))  ", .heading) + TextLine(result.scenario.name, .heading),
      TextLine(say("the cheapest that \(asked(result))")), TextLine(say("\(percent(result.confidence)) sure")),
    ]
    let procedure = result.procedure == "ocba" ? [] : [TextLine(say("procedure \(result.procedure)"))]
    let identity =
      [TextLine(result.scenario.region), TextLine(say("seed \(result.seed)"))] + procedure
      + [TextLine(say("prices \(result.madeBy.prices.date ?? result.madeBy.prices.book)"))]
    var lines = TextLine.flowing(names, separator: " · ", columns: columns, hanging: 6)
    lines += TextLine.flowing(identity, separator: " · ", columns: columns)
    if !result.scenario.set.isEmpty {
      lines += TextLine.flowing(
        result.scenario.set.enumerated().map { TextLine($0 == 0 ? say("changed: \($1)") : $1) }, separator: " · ",
        columns: columns, hanging: 9)
    }
    return lines
      + TextLine.flowing(searched(result).map { TextLine($0) }, separator: " · ", columns: columns, hanging: 2)
  }

  /// `meets 5 SLOs at 1.25x traffic, also with one-broker-down`
  static func asked(_ result: PlanResult) -> String {
    let count = result.asked.objectives.count
    let objectives = count == 1 ? "1 SLO" : say(count: count, "SLO")
    var text = say("meets \(objectives)")
    if result.asked.headroom != 1 {
      text = say("meets \(objectives) at \(Words.number(result.asked.headroom))x traffic")
    }
    if let survive = result.asked.survive, !survive.isEmpty {
      text += ", \(say("also with \(survive.joined(separator: ", \(say("or with")) "))"))"
    }
    return text
  }

  /// `searched 1,264 configurations: 702 cannot work`, `143 simulated`, ...
  static func searched(_ result: PlanResult) -> [String] {
    let counts = result.counts
    let of: [(Int, (String) -> String)] = [
      (counts.cannotWork, { say("\($0) cannot work") }), (counts.tooDear, { say("\($0) dearer than asked") }),
      (counts.dearer, { say("\($0) dearer than the answer") }),
      (counts.ruledOut, { say("\($0) ruled out by order") }), (counts.left, { say("\($0) left") }),
    ]
    var parts = of.filter { $0.0 > 0 }.map { $0.1(Format.grouped($0.0)) }
    let replications = say(count: counts.replications, "replication")
    let simulated = say("\(Format.grouped(counts.simulated)) simulated, \(replications)")
    let fresh = say("\(Format.grouped(counts.fresh)) of them in the check of the answer")
    parts.append(counts.fresh > 0 ? "\(simulated), \(fresh)" : simulated)
    parts[0] = say("searched \(say(count: counts.searched, "configuration")): \(parts[0])")
    return parts
  }

  private static func promise(_ result: PlanResult, _ columns: Int) -> [TextLine] {
    let paint: Paint =
      switch result.outcome {
      case .found: .good
      case .none: .bad
      case .unfinished: .doubt
      }
    let mark = result.outcome == .found ? "✓ " : result.outcome == .none ? "✗ " : "? "
    var lines = (TextLine(mark, paint) + TextLine(said(result.promise))).wrapped(to: columns, hanging: 2)
    for sentence in missed(result) + result.remarks.map(said) {
      lines += TextLine("  \(sentence)").wrapped(to: columns, hanging: 2)
    }
    return lines
  }

  /// What nobody meets, and who comes closest.
  static func missed(_ result: PlanResult) -> [String] {
    guard let miss = result.miss else { return [] }
    var sentences: [String] = []
    if !miss.nobodyMeets.isEmpty {
      let names = miss.nobodyMeets.joined(separator: ", \(say("nor")) ")
      sentences.append(say("no configuration that was simulated meets \(names)"))
    }
    if let nearest = miss.nearest {
      let share = miss.share.flatMap { $0.isFinite && $0 < 1e6 ? say("(by \(percent($0)) of the bound)") : nil }
      sentences.append(
        say("the nearest miss is \(nearest.label): it \(said(nearest.reason))") + (share.map { " \($0)" } ?? ""))
    }
    return sentences
  }

  static func percent(_ share: Double) -> String { CurveChart.share(share) }

  /// The commands that show the answer alone, or the nearest miss.
  private static func commands(_ result: PlanResult, _ path: String) -> [[String]] {
    func flags(_ variant: String, _ settings: [PlanResult.Setting], traffic: Double = 1) -> [String] {
      ChangeFlags.flags(
        variant: variant, result.scenario.set + settings.map { "\($0.path)=\($0.value)" }, traffic: traffic)
    }
    let file = Shell.word(path)
    if let answer = result.answer {
      return [
        ["sluice run \(file)"] + flags(answer.variant, answer.settings, traffic: result.asked.headroom),
        ["sluice expand \(file)"] + flags(answer.variant, answer.settings), ["sluice explain plan"],
      ]
    }
    guard let nearest = result.miss?.nearest else { return [["sluice explain plan"]] }
    return [
      ["sluice run \(file)"] + flags(nearest.variant, nearest.settings, traffic: result.asked.headroom),
      ["sluice explain plan"],
    ]
  }
}
