// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Pricing

extension Chart {
  /// All pictures of a plan: what was to be had for which price, how far the answer reaches, what matters, what comes
  /// next.
  public static func all(of result: PlanResult) -> [Chart] {
    numbered(
      [PlanChart.front(result), result.headroom.flatMap { HeadroomChart.chart($0) }].compactMap(\.self)
        + (result.sensitivity.map(SensitivityChart.plan) ?? [])
        + [PlanChart.growth(result.growth), PlanChart.regret(result.regret)].compactMap(\.self))
  }
}

enum PlanChart {
  /// Points that are on no front; more would hide each other.
  private static let mostPoints = 400

  /// Cost against latency of all that was tried.
  static func front(_ result: PlanResult) -> Chart? {
    let known = result.front.filter { $0.latency?.isFinite ?? false }
    guard let name = result.latency, !known.isEmpty else { return nil }
    func point(_ one: PlanResult.Point, labelled: Bool) -> ChartPoint {
      ChartPoint(
        Double(one.monthly) ?? 0, one.latency ?? 0, label: labelled ? one.label : nil, exact: nil)
    }
    let front = known.filter(\.isOnFront).sorted { (Double($0.monthly) ?? 0) < (Double($1.monthly) ?? 0) }
    func rest(_ meets: Bool) -> [ChartPoint] {
      let all = known.filter { !$0.isOnFront && $0.meets == meets && $0.number != result.answer?.number }
      let every = max(1, (all.count + mostPoints - 1) / mostPoints)
      return all.enumerated().filter { $0.offset % every == 0 }.map { point($0.element, labelled: false) }
    }
    let answer = known.filter { $0.number == result.answer?.number }
    let shown = [
      ChartSeries(say("front: none is cheaper and faster"), .step, front.map { point($0, labelled: false) }),
      ChartSeries(say("meets the SLOs"), .point, rest(true)),
      ChartSeries(say("not known to meet the SLOs"), .point, rest(false)),
      ChartSeries(say("the answer"), .chosen, answer.map { point($0, labelled: true) }),
      // The labelled points of the front belong to its line.
      ChartSeries(
        say("on the front"), .point,
        front.filter { $0.number != result.answer?.number }.map { point($0, labelled: true) }),
    ].filter { !$0.points.isEmpty }
    let values = known.compactMap(\.latency)
    let isWide = (values.min() ?? 0) > 0 && (values.max() ?? 0) > 10 * (values.min() ?? 0)
    let words = front.prefix(6).map { "\($0.label): \(Words.dollars($0.monthly)), \(Words.duration($0.latency ?? 0))" }
    let reached =
      words.isEmpty
      ? say("None of them is known to meet the SLOs.") : say("The front: \(words.joined(separator: "; ")).")
    return Chart(
      id: "front", title: say("Cost a month against \(name)"),
      summary: "\(say("\(say(count: known.count, "configuration")) by cost and latency.")) \(reached)",
      x: ChartAxis(say("a month"), .dollars, fromZero: false), y: ChartAxis(name, .seconds, isWide ? .log10 : .linear),
      series: shown)
  }

  /// The bill from month to month, a line for each configuration that is used.
  static func growth(_ growth: PlanResult.Growth?) -> Chart? {
    guard let growth else { return nil }
    let series = growth.steps.compactMap { step -> ChartSeries? in
      guard let choice = step.choice, let first = step.monthlyFirst, let last = step.monthlyLast,
        let from = Double(first), let to = Double(last)
      else { return nil }
      let start = ChartPoint(Double(step.first), from, exact: first)
      return ChartSeries(
        choice.label, .line,
        step.first == step.last ? [start] : [start, ChartPoint(Double(step.last), to, exact: last)])
    }
    guard !series.isEmpty else { return nil }
    let words = growth.steps.map { step in
      let choice = step.choice?.label ?? say("none meets the SLOs")
      return say("from month \(step.first): \(choice), \(PlanOutlookSection.dollars(step))")
    }
    return Chart(
      id: "growth", title: say("The bill while traffic grows by \(growth.asked)"),
      summary: words.joined(separator: "; ") + ".", x: ChartAxis(say("month"), .number, fromZero: false),
      y: ChartAxis(say("a month"), .dollars), series: series)
  }

  /// What each plan is regretted for, over all futures.
  static func regret(_ regret: PlanResult.Regret?) -> Chart? {
    guard let plans = regret?.plans.prefix(10), !plans.isEmpty else { return nil }
    let regrets = plans.map { "\($0.label) \(Words.dollars($0.meanRegret))" }
    func series(_ name: String, _ amount: (PlanResult.Regret.Plan) -> String) -> ChartSeries {
      ChartSeries(
        name, .bar,
        plans.enumerated().compactMap { place, plan in
          Double(amount(plan)).map { ChartPoint($0, Double(place), exact: amount(plan)) }
        })
    }
    return Chart(
      id: "regret", title: say("Regret a month, over all futures"),
      summary: say(
        """
        What each plan costs more than the best of each future, on average and at most: \
        \(regrets.joined(separator: ", ")).
        """),
      x: ChartAxis(say("regret a month"), .dollars),
      y: ChartAxis("", .number, .category, categories: plans.map(\.label)),
      series: [series(say("on average"), \.meanRegret), series(say("at most"), \.greatestRegret)])
  }
}
