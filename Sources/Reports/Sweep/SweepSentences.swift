// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// What a sweep says in sentences; the first word is what each is about.
enum SweepSentences {
  struct Sentence {
    var head: String
    var text: String
  }

  static func of(_ result: SweepResult) -> [Sentence] {
    var sentences: [Sentence] = []
    if let points = result.points { sentences += self.points(result, points) }
    if let headroom = result.headroom { sentences += self.headroom(headroom) }
    if let tornado = result.tornado {
      if tornado.objective != nil {
        sentences.append(Sentence(head: say("brackets"), text: say("an effect that may be nothing but chance")))
      }
      sentences += leftOut(tornado.leftOut)
    }
    if let indices = result.indices {
      sentences += leftOut(indices.leftOut)
      sentences.append(
        Sentence(
          head: say("reading"),
          text: say(
            """
            first: what would go if the input were known; total: what would stay if all others were known; their \
            difference is what it does together with others
            """)))
    }
    if result.partial {
      sentences.append(Sentence(head: say("partial"), text: say("not all replications were finished")))
    }
    return sentences
  }

  // MARK: Points

  private static func points(_ result: SweepResult, _ points: [SweepResult.Point]) -> [Sentence] {
    var sentences: [Sentence] = []
    let path = result.inputs.first?.path ?? ""
    for span in result.breakEven ?? [] {
      if let text = words(span, path, count: points.count) {
        sentences.append(Sentence(head: span.objective ?? say("all SLOs"), text: text))
      }
    }
    for knee in result.knees ?? [] {
      let (what, place) = ("\(knee.subject) \(knee.metric)", "\(knee.against) \(knee.at)")
      let figure = SweepWords.figure(knee.figure, unit: knee.unit)
      var text =
        knee.rises
        ? say("\(what) in \(knee.window) begins to climb at \(place): \(figure)")
        : say("\(what) in \(knee.window) gains little beyond \(place): \(figure)")
      if let busy = knee.utilisation {
        text += ", \(busy.subject) \(say("\(Words.percent(busy.figure.value, decimals: 0)) busy"))"
      }
      sentences.append(Sentence(head: say("knee"), text: text))
    }
    if let cheapest = result.cheapest, points.indices.contains(cheapest) {
      let point = points[cheapest]
      let values = zip(result.inputs, point.values).map { "\($0.path) \($1)" }.joined(separator: ", ")
      var text = say("\(values), \(SweepWords.amount(point.monthly, atLeast: point.atLeast)) a month")
      let doubtful = points.count { $0.verdict == .undecided }
      if doubtful > 0 { text += "; \(say("\(say(count: doubtful, "point")) undecided"))" }
      sentences.append(Sentence(head: say("cheapest"), text: text))
    } else if !points.contains(where: { $0.verdict == .pass }) {
      let doubtful = points.count { $0.verdict == .undecided }
      let more = doubtful > 0 ? "; \(say("\(say(count: doubtful, "point")) undecided, -n would decide"))" : ""
      sentences.append(Sentence(head: say("cheapest"), text: say("no point passes") + more))
    }
    return sentences
  }

  private static func words(_ span: SweepResult.Span, _ path: String, count: Int) -> String? {
    let isOne = span.objective != nil
    if span.all { return !isOne && count > 1 ? say("pass at every point") : nil }
    if span.none { return isOne ? say("passes nowhere") : nil }
    let fails = span.failsAt.map { " \(say("(fails at \($0))"))" } ?? ""
    if let from = span.passesFrom {
      return (isOne ? say("passes from \(path) \(from) on") : say("pass from \(path) \(from) on")) + fails
    }
    if let upTo = span.passesUpTo {
      return (isOne ? say("passes up to \(path) \(upTo)") : say("pass up to \(path) \(upTo)")) + fails
    }
    return isOne ? say("passes only in between") : say("pass only in between")
  }

  // MARK: Headroom and sensitivity

  private static func headroom(_ headroom: HeadroomResult) -> [Sentence] {
    let first =
      if let first = headroom.objectives.first(where: { $0.name == headroom.first }) {
        first.factor.map { say("\(first.name) fails beyond \(SweepWords.factor($0.value)) the traffic") }
          ?? say("\(first.name) fails at any traffic that was tried")
      } else if !headroom.objectives.isEmpty {
        say("no SLO of level fail is seen to fail up to \(SweepWords.factor(headroom.upTo)) the traffic")
      } else {
        say("there are no SLOs that could fail")
      }
    var sentences = [Sentence(head: say("first"), text: first)]
    if let limit = headroom.limit {
      let text = say("the model takes up to \(SweepWords.factor(limit.factor)): \(said(limit.reason))")
      sentences.append(Sentence(head: say("limit"), text: text))
    }
    return sentences
  }

  private static func leftOut(_ inputs: [TornadoResult.LeftOut]) -> [Sentence] {
    guard !inputs.isEmpty else { return [] }
    let names = inputs.map { "\($0.path) \($0.written)" }
    return [
      Sentence(
        head: say("left out"),
        text: say("the setting does not take such a change: \(names.joined(separator: "; "))"))
    ]
  }
}
