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
    guard result.replications > 0 else { return [say("nothing was finished, so nothing can be said")] }
    guard let choice = result.cheapest, let variant = result.variants.first(where: { $0.label == choice.label }) else {
      return [none]
    }
    var sentences = [cheapest(choice, CompareWords.monthly(variant))]
    if variant.atLeast { sentences.append(say("something of \(choice.label) has no price: it may cost more")) }
    if !result.cheaperButUndecided.isEmpty {
      let names = result.cheaperButUndecided.joined(separator: ", ")
      sentences.append(say("cheaper, if the undecided SLOs hold: \(names)"))
    }
    return sentences
  }

  /// The cheapest, and how it stands to the next.
  private func cheapest(_ choice: CompareResult.Choice, _ monthly: String) -> String {
    let first = say("cheapest that does what is required: \(choice.label), \(monthly) a month")
    guard let next = choice.next, let difference = choice.difference else { return first }
    if difference.low == "0", difference.high == "0" { return "\(first); \(say("\(next) costs the same"))" }
    let half = CompareWords.half(difference)
    let others = choice.notToldFrom.joined(separator: ", ")
    if choice.notToldFrom.contains(next) {
      let interval = half.map { " (\(Words.dollars(difference.value)) ± \($0))" } ?? ""
      return "\(first); \(say("not told apart from \(others) by its cost"))\(interval)"
    }
    let less = Words.dollars(difference.value.replacing("-", with: ""))
    let text = say(
      "cheapest that does what is required: \(choice.label), \(monthly) a month, \(less) less than the next, \(next)")
    return text + (half.map { " (± \($0))" } ?? "")
      + (others.isEmpty ? "" : "; \(say("not told apart from \(others)"))")
  }

  private var none: String {
    let undecided = result.variants.filter { $0.standing == .undecided }.map(\.label)
    guard undecided.isEmpty else {
      return say("none is known to do what is required; undecided: \(undecided.joined(separator: ", "))")
    }
    return say("none does what is required")
  }

  /// Who fails or is undecided in what.
  struct Objectives {
    var verdict: SLOResult.Verdict
    /// `sqs: in-order; fast (level warn)`.
    var text: String

    var word: String { verdict == .fail ? say("fails") : say("undecided") }
    var paint: Paint { verdict == .fail ? .bad : .doubt }
  }

  var objectives: [Objectives] {
    [SLOResult.Verdict.fail, .undecided].flatMap { verdict in
      result.variants.compactMap { variant -> Objectives? in
        let names = variant.slos.filter { $0.verdict == verdict }.map { slo in
          let name = slo.level == "fail" ? slo.name : "\(slo.name) \(say("(level \(slo.level))"))"
          guard let needed = slo.needsReplications else { return name }
          return say("\(name), needs about \(Format.grouped(needed)) replications")
        }
        guard !names.isEmpty else { return nil }
        return Objectives(verdict: verdict, text: "\(variant.label): \(names.joined(separator: "; "))")
      }
    }
  }

  /// How the intervals are to be read.
  var method: [String] {
    let method = result.method
    let count = result.variants.count - 1
    var sentences: [String] = []
    if result.replications < 2 {
      sentences.append(say("one replication has no interval: nothing can be told apart; -n 10 gives some"))
    } else if count > 0 {
      let confidence = CompareWords.percent(method.figureConfidence)
      let paired =
        count == 1
        ? say(
          """
          differences are paired by replication; ± is the half-width of the difference's \(confidence) interval, not of \
          either number
          """)
        : say(
          """
          differences are paired by replication; ± is the half-width of the difference's \(confidence) interval, not of \
          either number, widened for \(count) comparisons with the base (Bonferroni), each row by itself
          """)
      sentences.append(paired)
      sentences.append(say("≈ marks a difference that cannot be told from 0, = one that is 0 in every replication"))
      if method.bestConfidence != nil {
        sentences.append(
          say(
            """
            vs best: the interval of the difference from the best of the others that are able (Hsu 1984); up to 0: it is \
            the best, from 0 on: another is better
            """))
      }
    }
    if method.stopping == "until-decided" {
      let looks = method.looks == 1 ? say("once") : say(count: method.looks, "time")
      sentences.append(
        say(
          """
          looked at \(looks); each look may be wrong a little, so that all together are wrong in at most \
          \(CompareWords.percent(1 - result.confidence))
          """))
    }
    return sentences
  }

  /// Why it ended before it was done.
  var ended: String? {
    switch result.method.ended {
    case "interrupted": say("interrupted: only \(say(count: result.replications, "replication")) of each")
    case "budget": say("the budget ended it after \(say(count: result.replications, "replication")) of each")
    default: nil
    }
  }

  var leftOut: [String] { result.leftOut.map { say("left out: \($0.label): \(said($0.reason))") } }

  // MARK: Break-even

  /// From where on another is the cheapest.
  var breakEven: [String] {
    guard let even = result.breakEven else { return [] }
    func place(_ value: Double) -> String { Self.text(value, even) }
    let isTraffic = even.path == BreakEvenRange.traffic
    let (from, to) = (place(even.from), place(even.to))
    var sentences: [String] = []
    if let first = even.points.first, even.changes.isEmpty {
      let cheapest = first.cheapest
      if even.partial {
        sentences.append(
          say("break-even: stopped before it was found; \(cheapest) is the cheapest at \(place(first.value))"))
      } else if isTraffic {
        sentences.append(say("no break-even: \(cheapest) is the cheapest from \(from) to \(to) times this traffic"))
      } else {
        sentences.append(say("no break-even: \(cheapest) is the cheapest for \(even.path) from \(from) to \(to)"))
      }
    }
    for change in even.changes {
      let low = change.low.map(place) ?? say("below \(from)")
      let interval = "\(low) .. \(change.high.map(place) ?? say("above \(to)"))"
      let at = place(change.after)
      sentences.append(
        isTraffic
          ? say("\(change.to) becomes cheaper than \(change.from) at \(at) times this traffic (\(interval))")
          : say("\(change.to) becomes cheaper than \(change.from) at \(even.path) \(at) (\(interval))"))
    }
    let (count, places) = (say(count: even.replications, "replication"), say(count: even.points.count, "place"))
    sentences.append(
      say("found by \(count) at each of \(places); only bills are compared, not whether the SLOs hold there"))
    return sentences
  }

  static func text(_ value: Double, _ even: BreakEvenResult) -> String {
    Words.number(value, significant: 3) + (even.path == BreakEvenRange.traffic ? "" : even.unit)
  }
}
