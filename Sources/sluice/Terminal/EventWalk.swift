// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Reports

/// Shows the events of a replication: a number of them, or one with each press of a key.
struct EventWalk {
  let study: TraceStudy
  let result: TraceResult
  let control: RunControl
  let session: Session

  /// - Throws: `Failure` where nobody can press a key.
  static func checkTerminal(_ session: Session, scenario: String) throws {
    guard session.surroundings.outputIsTerminal, scenario != "-",
      isatty(FileHandle.standardInput.fileDescriptor) == 1
    else {
      throw Failure.usage("--step needs a terminal", hint: "--events 200 prints the first 200 events")
    }
  }

  func perform(_ request: TraceRequest) throws -> ExitStatus {
    let names = study.scenario.windows.flatMap { $0.model.parts.parts.map(\.name) }
    let width = names.map(\.count).max() ?? 0
    var left = request.events ?? .max
    var problem: (any Error)?
    var isEnded = false
    if request.steps, !session.quiet {
      Output.error.say("Return shows the next event, a number and Return as many, q ends.\n")
    }
    let keys = Keys()
    var pending = 0
    study.walk(result, from: request.from, control: control) { event in
      guard left > 0, !Output.standard.isClosed else { return false }
      if request.steps, pending == 0 {
        guard let next = keys.next() else {
          isEnded = true
          return false
        }
        pending = next
      }
      pending -= 1
      left -= 1
      do {
        try Output.standard.write(
          EventLine.text(event, message: result.message.id, partWidth: width, session.style))
      } catch {
        problem = error
        return false
      }
      return left > 0
    }
    if let problem { throw problem }
    if control.isCancelled { return .interrupted }
    if request.steps, !isEnded, left > 0 { session.note("that was the last event of the window") }
    return .done
  }
}

/// What somebody at the terminal presses.
private struct Keys {
  /// How many events to show next; nil to end.
  func next() -> Int? {
    guard let line = readLine() else { return nil }
    let word = line.filter { $0 != " " }
    if word.lowercased().hasPrefix("q") { return nil }
    return max(1, Int(word) ?? 1)
  }
}
