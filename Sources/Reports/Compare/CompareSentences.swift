// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Pricing

/// What a comparison says in sentences: for a terminal and for Markdown.
struct CompareSentences {
  let result: CompareResult

  /// Which alternative to take, and how sure that is.
  var verdict: [String] {
    guard result.replications > 0 else { return ["nothing was finished, so nothing can be said"] }
    guard let choice = result.cheapest, let variant = result.variants.first(where: { $0.label == choice.label }) else {
      return [none]
    }
    var text = "cheapest that does what is required: \(choice.label), \(CompareWords.monthly(variant)) a month"
    if let next = choice.next, let difference = choice.difference {
      if difference.low == "0", difference.high == "0" {
        text += "; \(next) costs the same"
      } else if choice.notToldFrom.contains(next) {
        text += "; not told apart from \(choice.notToldFrom.joined(separator: ", ")) by its cost"
        if let half = CompareWords.half(difference) { text += " (\(Words.dollars(difference.value)) ± \(half))" }
      } else {
        text += ", \(Words.dollars(difference.value.replacing("-", with: ""))) less than the next, \(next)"
        if let half = CompareWords.half(difference) { text += " (± \(half))" }
        if !choice.notToldFrom.isEmpty {
          text += "; not told apart from \(choice.notToldFrom.joined(separator: ", "))"
        }
      }
    }
    var sentences = [text]
    if variant.atLeast { sentences.append("something of \(choice.label) has no price: it may cost more") }
    if !result.cheaperButUndecided.isEmpty {
      let names = result.cheaperButUndecided.joined(separator: ", ")
      sentences.append("cheaper, if the undecided SLOs hold: \(names)")
    }
    return sentences
  }

  private var none: String {
    let undecided = result.variants.filter { $0.standing == .undecided }.map(\.label)
    guard undecided.isEmpty else {
      return "none is known to do what is required; undecided: \(undecided.joined(separator: ", "))"
    }
    return "none does what is required"
  }

  /// Who fails or is undecided in what: `fails  sqs: in-order (day)`.
  var objectives: [(word: String, text: String)] {
    [(SLOResult.Verdict.fail, "fails"), (.undecided, "undecided")].flatMap { verdict, word in
      result.variants.compactMap { variant -> (word: String, text: String)? in
        let names = variant.slos.filter { $0.verdict == verdict }.map { slo in
          let needs = slo.needsReplications.map { ", needs about \(Format.grouped($0)) replications" } ?? ""
          return slo.name + (slo.level == "fail" ? "" : " (level \(slo.level))") + needs
        }
        return names.isEmpty ? nil : (word, "\(variant.label): \(names.joined(separator: "; "))")
      }
    }
  }

  /// How the intervals are to be read.
  var method: [String] {
    let method = result.method
    let count = result.variants.count - 1
    var sentences: [String] = []
    if result.replications < 2 {
      sentences.append("one replication has no interval: nothing can be told apart; -n 10 gives some")
    } else if count > 0 {
      let family =
        count == 1
        ? "" : ", widened for \(count) comparisons with the base (Bonferroni), each row by itself"
      sentences.append(
        "differences are paired by replication; ± is the half-width of the difference's "
          + "\(CompareWords.percent(method.figureConfidence)) interval, not of either number\(family)")
      sentences.append("≈ marks a difference that cannot be told from 0, = one that is 0 in every replication")
      if method.bestConfidence != nil {
        sentences.append(
          "vs best: the interval of the difference from the best of the others that are able (Hsu 1984); "
            + "up to 0: it is the best, from 0 on: another is better")
      }
    }
    if method.stopping == "until-decided" {
      sentences.append(
        "looked at \(method.looks == 1 ? "once" : Words.plural(method.looks, "time")); each look may be wrong a little, so "
          + "that all together are wrong in at most \(CompareWords.percent(1 - result.confidence))")
    }
    return sentences
  }

  /// Why it ended before it was done.
  var ended: String? {
    switch result.method.ended {
    case "interrupted": "interrupted: only \(Words.plural(result.replications, "replication")) of each"
    case "budget": "the budget ended it after \(Words.plural(result.replications, "replication")) of each"
    default: nil
    }
  }

  var leftOut: [String] { result.leftOut.map { "left out: \($0.label): \($0.reason)" } }

  // MARK: Break-even

  /// From where on another is the cheapest.
  var breakEven: [String] {
    guard let even = result.breakEven else { return [] }
    func place(_ value: Double) -> String { Self.text(value, even) }
    let over =
      even.path == BreakEvenRange.traffic
      ? "from \(place(even.from)) to \(place(even.to)) times this traffic"
      : "for \(even.path) from \(place(even.from)) to \(place(even.to))"
    var sentences: [String] = []
    if let first = even.points.first, even.changes.isEmpty {
      sentences.append(
        even.partial
          ? "break-even: stopped before it was found; \(first.cheapest) is the cheapest at \(place(first.value))"
          : "no break-even: \(first.cheapest) is the cheapest \(over)")
    }
    for change in even.changes {
      let interval =
        "\(change.low.map(place) ?? "below \(place(even.from))") .. "
        + (change.high.map(place) ?? "above \(place(even.to))")
      let at =
        even.path == BreakEvenRange.traffic
        ? "at \(place(change.after)) times this traffic" : "at \(even.path) \(place(change.after))"
      sentences.append("\(change.to) becomes cheaper than \(change.from) \(at) (\(interval))")
    }
    sentences.append(
      "found by \(Words.plural(even.replications, "replication")) at each of \(Words.plural(even.points.count, "place")); "
        + "only bills are compared, not whether the SLOs hold there")
    return sentences
  }

  static func text(_ value: Double, _ even: BreakEvenResult) -> String {
    Words.number(value, significant: 3) + (even.path == BreakEvenRange.traffic ? "" : even.unit)
  }
}
