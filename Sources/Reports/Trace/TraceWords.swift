// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Pricing

/// The steps of a message's life in words.
struct TraceWords {
  typealias Step = TraceResult.Step

  /// A step, or several that are one to a reader, as a line.
  struct Line: Hashable {
    var atNs: Int64
    var branch: Int
    /// Who does it: `resizer[07]`.
    var who: String
    /// The part that this belongs to.
    var part: String?
    /// Whom it is about besides.
    var other: String?
    var what: String
    /// How long, how much.
    var effect: String
    var kind: String
  }

  let result: TraceResult
  /// By part, the digits of the largest number of its tasks.
  private let digits: [String: Int]

  init(_ result: TraceResult) {
    self.result = result
    var most: [String: Int] = [:]
    for step in result.steps {
      guard let instance = step.instance, let part = Self.actor(step) else { continue }
      most[part] = max(most[part] ?? 0, instance)
    }
    digits = most.mapValues { max(2, String($0).count) }
  }

  /// Who does something: of a call for messages its caller.
  private static func actor(_ step: Step) -> String? {
    switch step.kind {
    case "received", "giving_back", "extended": step.other ?? step.part
    default: step.part
    }
  }

  // MARK: Times

  /// A time of day in the window: `00:41:07.312`.
  static func clock(_ nanoseconds: Int64) -> String {
    let all = nanoseconds / 1_000_000
    func padded(_ number: Int64, _ digits: Int) -> String {
      String(repeating: "0", count: max(0, digits - String(number).count)) + String(number)
    }
    return "\(padded(all / 3_600_000, 2)):\(padded(all / 60_000 % 60, 2)):\(padded(all / 1000 % 60, 2))"
      + ".\(padded(all % 1000, 3))"
  }

  static func clock(seconds: Double) -> String { clock(Int64((seconds * 1e9).rounded())) }

  // MARK: Lines

  /// The lines; what follows at once from a step stands on the step's line.
  var lines: [Line] {
    var lines: [Line] = []
    let steps = result.steps
    var place = 0
    while place < steps.count {
      let step = steps[place]
      var line = line(step)
      var effects = effects(step)
      let next = place + 1 < steps.count && steps[place + 1].branch == step.branch ? steps[place + 1] : nil
      if let next, next.atNs == step.atNs {
        switch (step.kind, next.kind) {
        case ("called", "accepted"), ("called", "deleting"), ("called", "asked"):
          effects += self.effects(next)
          place += 1
        case ("arrived", "visible") where step.place == nil:
          line = self.line(next)
          effects = self.effects(next)
          place += 1
        case ("sent", "called"), ("sent", "gathered"), ("followed", "copied"), ("followed", "called"),
          ("followed", "visible"),
          ("deleting", "deleted"), ("deleting", "stale_delete"), ("moved_in", "visible"), ("held", "invoked"),
          ("accepted", "arrived"):
          place += 1
          continue
        default: break
        }
      }
      line.effect = effects.joined(separator: ", ")
      lines.append(line)
      place += 1
    }
    return lines
  }

  private func line(_ step: Step) -> Line {
    let part = Self.actor(step)
    var who = part ?? (step.kind == "delivered" || step.kind == "ended" ? "" : result.message.source)
    if let part, let instance = step.instance {
      let number = String(instance)
      who += "[" + String(repeating: "0", count: max(0, (digits[part] ?? 2) - number.count)) + number + "]"
    }
    let other = part == step.part ? step.other : step.part
    return Line(
      atNs: step.atNs, branch: step.branch, who: who, part: part, other: other == part ? nil : other, what: what(step),
      effect: "", kind: step.kind)
  }

  /// What happens, in a few words.
  func what(_ step: Step) -> String {
    let other = step.other ?? "?"
    let place = step.place.map { "\(said(step.placeKind ?? "partition")) \($0)" }
    let until = step.untilS.map(Self.clock(seconds:)) ?? "?"
    let batch = (step.messages ?? 1) > 1 ? " (\(step.messages ?? 1))" : ""
    let again = (step.attempt ?? 1) > 1 ? ", \(say("attempt \(step.attempt ?? 1)"))" : ""
    switch step.kind {
    case "sent": return say("is sent")
    case "gathered": return say("waits in a batch, \(step.messages ?? 1) so far")
    case "called": return "\(step.call.map(said) ?? say("call"))\(batch) \(say("to \(other)"))\(again)"
    case "accepted": return say("takes the call")
    case "throttled": return other == step.part ? say("refused for now") : say("refused by \(other) for now")
    case "answered": return say("answer of \(other): \(said(step.status ?? "ok"))")
    case "arrived": return place.map { say("takes it in at \($0)") } ?? say("takes it in")
    case "delayed": return say("delayed until \(until)")
    case "visible":
      let ahead = step.ahead.map { $0 == 0 ? say("first in line") : say("\(Format.grouped($0)) ahead of it") }
      let visible = step.appearance == "again" ? say("visible again") : say("visible")
      return ahead.map { "\(visible), \($0)" } ?? visible
    case "received":
      return say("\(step.call ?? say("receive")) from \(step.part ?? "?"), receive \(step.receives ?? 1)")
    case "hidden": return say("invisible until \(until)")
    case "extended": return "\(step.call ?? say("extends")): \(say("invisible until \(until)"))"
    case "deleting": return "\(step.call ?? say("delete")) \(say("by \(other)"))"
    case "deleted": return say("deleted")
    case "stale_delete": return say("the delete has no effect: an older receipt")
    case "giving_back": return say("\(step.call ?? say("give back")): gives it back to \(step.part ?? "?")")
    case "duplicated": return say("comes once more: a duplicate")
    case "deduplicated": return say("dropped: its deduplication id is known")
    case "set_aside":
      let used = step.receives.map { say(count: $0, "receive") } ?? say(count: step.attempt ?? 1, "attempt")
      return "\(say("\(used) used up")) ─▶ \(other)"
    case "moved_in": return say("moved here")
    case "redriven": return "\(say("redrive")) ─▶ \(other)"
    case "dropped": return say("dropped")
    case "rejected": return say("rejected for good")
    case "replicated": return say("replicated: readers can see it")
    case "acknowledged": return say("acknowledged to its producer")
    case "fetched":
      let from = step.place.map { " \(say("from \(said(step.placeKind ?? "partition")) \($0)"))" } ?? ""
      return "\(step.call ?? say("fetch"))\(from)\(step.again == true ? ", \(say("once more"))" : "")"
    case "committed": return place.map { say("commits its position in \($0)") } ?? say("commits")
    case "rewound": return say("its reader is gone: to be read again")
    case "published": return say("published")
    case "filtered": return say("the filter of \(other) keeps it out")
    case "copied": return say("a copy for \(other)")
    case "delivering": return say("delivers to \(other)") + again
    case "undelivered": return "\(say("delivery to \(other)")) \(said(step.status ?? "failed"))"
    case "held": return say("has it")
    case "start_refused": return say("no environment is free: throttled")
    case "cold_start": return say("cold start")
    case "invoked": return say("handler called with \(say(count: step.messages ?? 1, "message"))")
    case "returned": return step.status == "ok" ? say("handler returns") : say("handler ends in an error")
    case "began": return say("works on it") + again
    case "failed": return say("fails: \(Self.cause(step.cause))")
    case "cut_off": return say("cut off: \(Self.cause(step.cause))")
    case "succeeded": return say("done")
    case "let_go": return say("gives it up unworked")
    case "paused": return say("waits until \(until)")
    case "collected": return say("in an object with \(say(count: step.messages ?? 1, "record"))")
    case "asked": return say("request arrives")
    case "hit": return step.again == true ? say("hit: known not to exist") : say("hit")
    case "missed": return say("miss")
    case "unanswered": return say("does not answer")
    case "loaded": return say("loads it from \(other)")
    case "shared": return say("waits for another request's load")
    case "stored": return say("tells the cache")
    case "connected": return say("has a connection")
    case "running": return say("runs")
    case "done": return say("has run")
    case "followed": return say("goes on as copy \(step.branch)")
    case "delivered": return say("delivered")
    case "ended": return said(step.outcome ?? "ended")
    case "reopened": return say("is on its way again")
    default: return said(step.kind.replacing("_", with: " "))
    }
  }

  static func cause(_ cause: String?) -> String {
    switch cause {
    case "poison": say("poison, every attempt does")
    case "fault": say("a planned fault")
    case "call": say("a call failed")
    case "crash": say("its task is gone")
    case "timeout": say("the time is up")
    case "batch": say("another message of its batch")
    default: cause.map(said) ?? say("error")
    }
  }

  // MARK: Effects

  private func effects(_ step: Step) -> [String] {
    var all: [String] = []
    func time(_ seconds: Double) -> String { Format.duration(seconds: seconds) }
    switch step.kind {
    case "accepted": if let length = step.lengthS, length > 0 { all.append("+\(time(length))") }
    case "visible":
      if step.appearance == "again", let length = step.lengthS { all.append(say("\(time(length)) after the attempt")) }
    case "received", "fetched": if let waited = step.waitedS { all.append(say("waited \(time(waited))")) }
    case "answered", "connected", "running":
      if let waited = step.waitedS, waited > 0 { all.append(say("waited \(time(waited))")) }
    case "failed", "cut_off", "succeeded": if let length = step.lengthS { all.append(say("worked \(time(length))")) }
    case "done", "cold_start": if let length = step.lengthS { all.append(time(length)) }
    case "returned": if let length = step.lengthS { all.append(say("billed \(time(length))")) }
    case "throttled", "start_refused", "undelivered":
      all.append(step.untilS.map { say("again at \(Self.clock(seconds: $0))") } ?? say("gives up"))
      if step.kind == "throttled", step.untilS == nil, step.part == step.other { all.removeLast() }
    case "delivered": if let latency = step.latencyS { all.append(say("latency \(time(latency))")) }
    case "sent", "published": if let bytes = step.bytes { all.append(Format.bytes(bytes)) }
    default: break
    }
    if let use = step.use, !use.meter.isEmpty { all.append(Self.quantity(use.quantity, use.unit)) }
    return all
  }

  /// `1 request`, `0.1 requests`, `0.0125 GB-second`.
  static func quantity(_ text: String, _ unit: String) -> String {
    let number = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")) ?? 0
    let shown = Words.number(NSDecimalNumber(decimal: number).doubleValue)
    return said("\(shown) \(unit)\(shown == "1" || unit.hasSuffix("s") ? "" : "s")")
  }
}
