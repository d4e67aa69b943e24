// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios

/// What a plan promises, or what it cannot.
struct PlanPromise {
  var answer: PlanResult.Plan?
  var outcome: PlanResult.Outcome
  var settings: PlanSettings
  var counts: PlanResult.Counts
  /// By how much another may be cheaper.
  var within: Decimal?
  var rejected: [PlanResult.Rejected]
  /// Objectives of level warn that the answer fails.
  var warnings: [String]
  /// Objectives that no circumstance says anything about.
  var notJudged: [String]
  var broken: [PlanResult.BrokenClaim]

  private var confidence: String { PlanWords.percent(settings.confidence) }

  /// `at 1.3x traffic and with each of one-broker-down, node-dies`
  private var conditions: String {
    var words = settings.headroom == 1 ? "" : " at \(Format.number(settings.headroom)) times the traffic"
    if let survive = settings.survive, !survive.isEmpty {
      words += words.isEmpty ? " also" : " and"
      words += survive.count == 1 ? " with \(survive[0])" : " with each of \(survive.joined(separator: ", "))"
    }
    return words
  }

  private var room: String {
    settings.room > 0 ? " with some room (\(PlanWords.percent(settings.room)) of the bound)" : ""
  }

  /// Configurations that could be cheaper and were not decided.
  private var doubtful: [PlanResult.Rejected] { rejected.filter { $0.kind == .undecided && $0.mayBeCheaper } }

  var promise: String {
    switch (outcome, answer) {
    case (.found, let answer?):
      let apart =
        doubtful.isEmpty
        ? "" : ", apart from \(PlanWords.plural(doubtful.count, "configuration")) that could not be told"
      let cheaper = max(within ?? 0, settings.indifference)
      let margin = cheaper > 0 ? "cheaper by more than \(Money.rough(cheaper)) a month" : "cheaper"
      return "With probability at least \(confidence), \(answer.label) meets every SLO\(conditions), and no "
        + "configuration in the search space that meets them\(room) is \(margin)\(apart)."
    case (.none, _), (.found, nil):
      return counts.simulated == 0 && counts.tooDear == 0
        ? "No configuration can work: every one lacks something that is necessary."
        : doubtful.isEmpty
          ? "No configuration meets every SLO\(conditions)."
          : "No configuration is known to meet every SLO\(conditions); "
            + "\(PlanWords.plural(doubtful.count, "configuration")) could not be told."
    case (.unfinished, let answer?):
      return "\(answer.label) is the cheapest found so far, without a promise: \(missing)."
    case (.unfinished, nil):
      return "No configuration is known to meet every SLO\(conditions) yet: \(missing)."
    }
  }

  /// What keeps an unfinished search from its promise.
  private var missing: String {
    var parts: [String] = []
    if counts.left > 0 { parts.append("\(PlanWords.plural(counts.left, "configuration")) not simulated") }
    if !doubtful.isEmpty { parts.append("\(Format.grouped(doubtful.count)) not decided") }
    if let answer, !answer.isChecked { parts.append("the answer not checked with fresh random numbers") }
    let ended = "the budget ended"
    return parts.isEmpty ? ended : "\(ended) with \(parts.joined(separator: ", "))"
  }

  var remarks: [String] {
    var remarks: [String] = []
    if let answer {
      let inside = answer.objectives.filter(\.withinRoom)
      for one in inside {
        remarks.append(
          "\(PlanWords.place(one)) is met within the room of \(PlanWords.percent(settings.room)): "
            + PlanWords.figure(one))
      }
      if let within, within > settings.indifference {
        remarks.append("costs could not be told apart by less than \(Money.rough(within)) a month")
      }
      if answer.atLeast { remarks.append("something in it has no price: its cost is at least what is shown") }
    }
    for name in notJudged {
      remarks.append("\(name) is not judged: what it is about does not happen under these circumstances")
    }
    remarks += warnings
    for claim in broken {
      remarks.append(
        "more of \(claim.path) hurts here: \(claim.meets) meets the objectives, \(claim.fails) does not; "
          + "its order was not used")
    }
    return remarks
  }
}
