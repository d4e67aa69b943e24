// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

extension PlanReport {
  /// The result as Markdown, for a pull request or a page: the answer first, then the others, then why nothing cheaper is
  /// it.
  public static func markdown(_ result: PlanResult) -> String {
    var text = "**\(cell(result.scenario.name))**: \(cell(said(result.promise)))\n\n"
    for sentence in missed(result) + result.remarks.map(said) { text += "* \(cell(sentence))\n" }
    text += "* \(searched(result).map(cell).joined(separator: ", "))\n"
    let prices = result.madeBy.prices.date ?? result.madeBy.prices.book
    let facts = [say("seed \(result.seed)"), say("prices \(prices)"), say("procedure \(result.procedure)")]
    text += "* \(([result.scenario.region] + facts).map(cell).joined(separator: ", "))\n\n"
    text += plans(result) + objectives(result) + reasons(result)
    text += PlanOutlookSection.markdown(result, cell: cell)
    return text
  }

  private static func plans(_ result: PlanResult) -> String {
    let plans = (result.answer.map { [($0, true)] } ?? []) + result.others.map { ($0, false) }
    guard !plans.isEmpty else { return "" }
    let titles = [say("variant"), say("settings"), say("a month"), say("latency")].joined(separator: " | ")
    var text = "| | \(titles) |\n| ---: | --- | --- | ---: | --- |\n"
    for (number, (plan, isAnswer)) in plans.enumerated() {
      let cells = [
        "\(number + 1)", cell(plan.variant), cell(PlanRanking.settings(plan.settings)),
        PlanRanking.money(plan, isAnswer: isAnswer), cell(PlanRanking.latency(plan.latency)),
      ]
      text += "| " + cells.map { isAnswer && !$0.isEmpty ? "**\($0)**" : $0 }.joined(separator: " | ") + " |\n"
    }
    return text + "\n"
  }

  private static func objectives(_ result: PlanResult) -> String {
    guard let answer = result.answer, !answer.objectives.isEmpty else { return "" }
    let titles = [say("SLO"), say("window"), say("asked"), say("measured"), say("interval"), say("verdict")]
    var text = "| \(titles.joined(separator: " | ")) |\n| --- | --- | --- | ---: | ---: | --- |\n"
    for one in answer.objectives {
      let place = [one.window, said(one.circumstance)].filter { !$0.isEmpty }.joined(separator: " ")
      let verdict = one.withinRoom ? say("within the room") : said(one.verdict.rawValue)
      text += "| \(cell(one.objective)) \(cell(one.metric)) | \(cell(place)) | \(cell(one.asked)) | "
      text += "\(Words.value(one.value, unit: one.unit)) | \(Words.interval(one.low, one.high, unit: one.unit)) | "
      text += "\(verdict) |\n"
    }
    return text + "\n"
  }

  private static func reasons(_ result: PlanResult) -> String {
    let groups = PlanReasons.shown(result)
    guard !groups.isEmpty else { return "" }
    let title = result.answer == nil ? say("Why none") : say("Why nothing cheaper")
    let titles = [say("variant"), say("which"), say("bill from"), say("why")].joined(separator: " | ")
    var text = "<details><summary>\(title)</summary>\n\n| \(titles) |\n| --- | --- | ---: | --- |\n"
    for group in groups {
      let cells = [
        group.variants.joined(separator: ", "), said(group.which), PlanReasons.from(group), said(group.reason),
      ]
      text += "| " + cells.map(cell).joined(separator: " | ") + " |\n"
    }
    return text + "\n</details>\n"
  }

  /// A text that does not end its cell or begin markup.
  private static func cell(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if "|\\`*_<>[]".contains(character) { escaped.append("\\") }
      escaped.append(character.isNewline ? " " : character)
    }
    return escaped
  }
}
