// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation

extension TraceReport {
  /// The life in the Trace Event Format, which Perfetto and chrome://tracing show: a process for the message and for each
  /// copy, a thread in it for each part, a slice for each stretch of time, a mark for each step. Times are microseconds
  /// since the window's start.
  public static func chrome(_ result: TraceResult) throws -> String { try Language.data { try events(result) } }

  private static func events(_ result: TraceResult) throws -> String {
    var events: [ChromeEvent] = []
    var threads: [String: Int] = [:]
    for (place, participant) in result.participants.enumerated() { threads[participant.name] = place + 1 }
    for branch in result.branches {
      let name = branch.parent == nil ? result.message.id : "\(result.message.id) copy \(branch.number): \(branch.flow)"
      events.append(.metadata("process_name", process: branch.number, thread: 0, .text(name)))
      events.append(.metadata("process_sort_index", process: branch.number, thread: 0, .number(branch.number)))
      let parts = result.participants.filter { participant in
        result.steps.contains { $0.branch == branch.number && $0.part == participant.name }
          || result.phases.contains { $0.branch == branch.number && $0.part == participant.name }
      }
      for part in parts {
        let thread = threads[part.name] ?? 0
        events.append(.metadata("thread_name", process: branch.number, thread: thread, .text(part.title)))
        events.append(.metadata("thread_sort_index", process: branch.number, thread: thread, .number(thread)))
      }
    }
    for phase in result.phases {
      events.append(
        ChromeEvent(
          name: phase.kind.rawValue.replacing("_", with: " "), cat: "phase", ph: "X", ts: Double(phase.fromNs) / 1000,
          dur: Double(phase.toNs - phase.fromNs) / 1000, pid: phase.branch,
          tid: phase.part.flatMap { threads[$0] } ?? 0))
    }
    let words = TraceWords(result)
    for step in result.steps {
      events.append(
        ChromeEvent(
          name: words.what(step), cat: "step", ph: "i", ts: Double(step.atNs) / 1000, pid: step.branch,
          tid: step.part.flatMap { threads[$0] } ?? 0, s: "t", args: ["kind": .text(step.kind)]))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // One event on each line.
    let lines = try events.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    let other = String(
      decoding: try encoder.encode([
        "message": result.message.id, "scenario": result.scenario.name, "window": result.selection.window,
        "program": result.madeBy.program,
      ]), as: UTF8.self)
    return "{\"displayTimeUnit\":\"ms\",\"otherData\":\(other),\"traceEvents\":[\n"
      + lines.joined(separator: ",\n") + "\n]}\n"
  }
}

/// One entry of the Trace Event Format.
private struct ChromeEvent: Encodable {
  enum Value: Encodable {
    case text(String)
    case number(Int)

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .number(let number): try container.encode(number)
      }
    }
  }

  var name: String
  var cat: String?
  /// `X` a slice, `i` a mark, `M` a name.
  var ph: String
  var ts: Double?
  var dur: Double?
  var pid: Int
  var tid: Int
  /// The scope of a mark: its thread.
  var s: String?
  var args: [String: Value]?

  static func metadata(_ name: String, process: Int, thread: Int, _ value: Value) -> ChromeEvent {
    let key = if case .text = value { "name" } else { "sort_index" }
    return ChromeEvent(name: name, ph: "M", pid: process, tid: thread, args: [key: value])
  }
}
