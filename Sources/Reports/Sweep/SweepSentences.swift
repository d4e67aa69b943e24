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
        sentences.append(Sentence(head: "brackets", text: "an effect that may be nothing but chance"))
      }
      sentences += leftOut(tornado.leftOut)
    }
    if let indices = result.indices {
      sentences += leftOut(indices.leftOut)
      sentences.append(
        Sentence(
          head: "reading",
          text: "first: what would go if the input were known; total: what would stay if all others were known; their "
            + "difference is what it does together with others"))
    }
    if result.partial { sentences.append(Sentence(head: "partial", text: "not all replications were finished")) }
    return sentences
  }

  // MARK: Points

  private static func points(_ result: SweepResult, _ points: [SweepResult.Point]) -> [Sentence] {
    var sentences: [Sentence] = []
    let path = result.inputs.first?.path ?? ""
    for span in result.breakEven ?? [] {
      if let text = words(span, path, count: points.count) {
        sentences.append(Sentence(head: span.objective ?? "all SLOs", text: text))
      }
    }
    for knee in result.knees ?? [] {
      let turn = knee.rises ? "begins to climb at" : "gains little beyond"
      var text = "\(knee.subject) \(knee.metric) in \(knee.window) \(turn) \(knee.against) \(knee.at): "
      text += SweepWords.figure(knee.figure, unit: knee.unit)
      if let busy = knee.utilisation {
        text += ", \(busy.subject) \(Words.percent(busy.figure.value, decimals: 0)) busy"
      }
      sentences.append(Sentence(head: "knee", text: text))
    }
    if let cheapest = result.cheapest, points.indices.contains(cheapest) {
      let point = points[cheapest]
      let values = zip(result.inputs, point.values).map { "\($0.path) \($1)" }.joined(separator: ", ")
      var text = "\(values), \(SweepWords.amount(point.monthly, atLeast: point.atLeast)) a month"
      let doubtful = points.count { $0.verdict == .undecided }
      if doubtful > 0 { text += "; \(Words.plural(doubtful, "point")) undecided" }
      sentences.append(Sentence(head: "cheapest", text: text))
    } else if !points.contains(where: { $0.verdict == .pass }) {
      let doubtful = points.count { $0.verdict == .undecided }
      let more = doubtful > 0 ? "; \(Words.plural(doubtful, "point")) undecided, -n would decide" : ""
      sentences.append(Sentence(head: "cheapest", text: "no point passes\(more)"))
    }
    return sentences
  }

  private static func words(_ span: SweepResult.Span, _ path: String, count: Int) -> String? {
    let fails = span.failsAt.map { " (fails at \($0))" } ?? ""
    if span.all { return span.objective == nil && count > 1 ? "pass at every point" : nil }
    if span.none { return span.objective == nil ? nil : "passes nowhere" }
    let verb = span.objective == nil ? "pass" : "passes"
    if let from = span.passesFrom { return "\(verb) from \(path) \(from) on\(fails)" }
    if let upTo = span.passesUpTo { return "\(verb) up to \(path) \(upTo)\(fails)" }
    return "\(verb) only in between"
  }

  // MARK: Headroom and sensitivity

  private static func headroom(_ headroom: HeadroomResult) -> [Sentence] {
    var sentences: [Sentence] = []
    if let first = headroom.objectives.first(where: { $0.name == headroom.first }) {
      if let factor = first.factor {
        sentences.append(
          Sentence(head: "first", text: "\(first.name) fails beyond \(SweepWords.factor(factor.value)) the traffic"))
      } else {
        sentences.append(Sentence(head: "first", text: "\(first.name) fails at any traffic that was tried"))
      }
    } else if !headroom.objectives.isEmpty {
      sentences.append(
        Sentence(
          head: "first",
          text: "no SLO of level fail is seen to fail up to \(SweepWords.factor(headroom.upTo)) the traffic"))
    } else {
      sentences.append(Sentence(head: "first", text: "there are no SLOs that could fail"))
    }
    if let limit = headroom.limit {
      sentences.append(
        Sentence(head: "limit", text: "the model takes up to \(SweepWords.factor(limit.factor)): \(limit.reason)"))
    }
    return sentences
  }

  private static func leftOut(_ inputs: [TornadoResult.LeftOut]) -> [Sentence] {
    guard !inputs.isEmpty else { return [] }
    let names = inputs.map { "\($0.path) \($0.written)" }
    return [
      Sentence(head: "left out", text: "the setting does not take such a change: \(names.joined(separator: "; "))")
    ]
  }
}
