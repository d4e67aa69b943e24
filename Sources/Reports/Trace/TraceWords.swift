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
    let place = step.place.map { " \(step.placeKind ?? "partition") \($0)" } ?? ""
    let until = step.untilS.map(Self.clock(seconds:))
    let batch = (step.messages ?? 1) > 1 ? " (\(step.messages ?? 1))" : ""
    let again = (step.attempt ?? 1) > 1 ? ", attempt \(step.attempt ?? 1)" : ""
    switch step.kind {
    case "sent": return "is sent"
    case "gathered": return "waits in a batch, \(step.messages ?? 1) so far"
    case "called": return "\(step.call ?? "call")\(batch) to \(other)\(again)"
    case "accepted": return "takes the call"
    case "throttled": return other == step.part ? "refused for now" : "refused by \(other) for now"
    case "answered": return "answer of \(other): \(step.status ?? "ok")"
    case "arrived": return "takes it in" + (place.isEmpty ? "" : " at\(place)")
    case "delayed": return "delayed until \(until ?? "?")"
    case "visible":
      let ahead = step.ahead.map { $0 == 0 ? ", first in line" : ", \(Format.grouped($0)) ahead of it" } ?? ""
      return (step.appearance == "again" ? "visible again" : "visible") + ahead
    case "received": return "\(step.call ?? "receive") from \(step.part ?? "?"), receive \(step.receives ?? 1)"
    case "hidden": return "invisible until \(until ?? "?")"
    case "extended": return "\(step.call ?? "extends"): invisible until \(until ?? "?")"
    case "deleting": return "\(step.call ?? "delete") by \(other)"
    case "deleted": return "deleted"
    case "stale_delete": return "the delete has no effect: an older receipt"
    case "giving_back": return "\(step.call ?? "give back"): gives it back to \(step.part ?? "?")"
    case "duplicated": return "comes once more: a duplicate"
    case "deduplicated": return "dropped: its deduplication id is known"
    case "set_aside":
      let used =
        step.receives.map { Words.plural($0, "receive") } ?? Words.plural(step.attempt ?? 1, "attempt")
      return "\(used) used up ─▶ \(other)"
    case "moved_in": return "moved here"
    case "redriven": return "redrive ─▶ \(other)"
    case "dropped": return "dropped"
    case "rejected": return "rejected for good"
    case "replicated": return "replicated: readers can see it"
    case "acknowledged": return "acknowledged to its producer"
    case "fetched":
      return "\(step.call ?? "fetch")\(place.isEmpty ? "" : " from\(place)")"
        + (step.again == true ? ", once more" : "")
    case "committed": return "commits\(place.isEmpty ? "" : " its position in\(place)")"
    case "rewound": return "its reader is gone: to be read again"
    case "published": return "published"
    case "filtered": return "the filter of \(other) keeps it out"
    case "copied": return "a copy for \(other)"
    case "delivering": return "delivers to \(other)\(again)"
    case "undelivered": return "delivery to \(other) \(step.status ?? "failed")"
    case "held": return "has it"
    case "start_refused": return "no environment is free: throttled"
    case "cold_start": return "cold start"
    case "invoked": return "handler called with \(Words.plural(step.messages ?? 1, "message"))"
    case "returned": return step.status == "ok" ? "handler returns" : "handler ends in an error"
    case "began": return "works on it\(again)"
    case "failed": return "fails: \(Self.cause(step.cause))"
    case "cut_off": return "cut off: \(Self.cause(step.cause))"
    case "succeeded": return "done"
    case "let_go": return "gives it up unworked"
    case "paused": return "waits until \(until ?? "?")"
    case "collected": return "in an object with \(Words.plural(step.messages ?? 1, "record"))"
    case "asked": return "request arrives"
    case "hit": return step.again == true ? "hit: known not to exist" : "hit"
    case "missed": return "miss"
    case "unanswered": return "does not answer"
    case "loaded": return "loads it from \(other)"
    case "shared": return "waits for another request's load"
    case "stored": return "tells the cache"
    case "connected": return "has a connection"
    case "running": return "runs"
    case "done": return "has run"
    case "followed": return "goes on as copy \(step.branch)"
    case "delivered": return "delivered"
    case "ended": return step.outcome ?? "ended"
    case "reopened": return "is on its way again"
    default: return step.kind.replacing("_", with: " ")
    }
  }

  static func cause(_ cause: String?) -> String {
    switch cause {
    case "poison": "poison, every attempt does"
    case "fault": "a planned fault"
    case "call": "a call failed"
    case "crash": "its task is gone"
    case "timeout": "the time is up"
    case "batch": "another message of its batch"
    default: cause ?? "error"
    }
  }

  // MARK: Effects

  private func effects(_ step: Step) -> [String] {
    var all: [String] = []
    func time(_ seconds: Double) -> String { Format.duration(seconds: seconds) }
    switch step.kind {
    case "accepted": if let length = step.lengthS, length > 0 { all.append("+\(time(length))") }
    case "visible":
      if step.appearance == "again", let length = step.lengthS { all.append("\(time(length)) after the attempt") }
    case "received", "fetched": if let waited = step.waitedS { all.append("waited \(time(waited))") }
    case "answered", "connected", "running":
      if let waited = step.waitedS, waited > 0 { all.append("waited \(time(waited))") }
    case "failed", "cut_off", "succeeded": if let length = step.lengthS { all.append("worked \(time(length))") }
    case "done", "cold_start": if let length = step.lengthS { all.append(time(length)) }
    case "returned": if let length = step.lengthS { all.append("billed \(time(length))") }
    case "throttled", "start_refused", "undelivered":
      all.append(step.untilS.map { "again at \(Self.clock(seconds: $0))" } ?? "gives up")
      if step.kind == "throttled", step.untilS == nil, step.part == step.other { all.removeLast() }
    case "delivered": if let latency = step.latencyS { all.append("latency \(time(latency))") }
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
    return "\(shown) \(unit)\(shown == "1" || unit.hasSuffix("s") ? "" : "s")"
  }
}
