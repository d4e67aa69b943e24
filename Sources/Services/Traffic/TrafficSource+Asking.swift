// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The ``CallWord``s by which a source asks a cache or a database.
struct RequestWords: Sendable, Hashable {
  /// The one for all, unless there are several.
  var first: UInt16
  /// By ``TraceFile/Operation``, where a trace tells what each request is; else empty.
  var byOperation: [UInt16] = []

  /// - Parameter number: the request's place in the trace.
  func word(_ number: UInt64, _ trace: TraceFile?) -> UInt16 {
    guard !byOperation.isEmpty, let trace, number < trace.operations.count else { return first }
    return byOperation[Int(trace.operations[Int(number)].rawValue)]
  }
}

/// Requests to a cache or a database.
extension TrafficSource {
  /// Asks; the source keeps a reference to the message until the answer comes, and all the time when it asks again.
  ///
  /// `attempts` goes up before each call, so that those who answer draw anew.
  func ask(_ message: MessageID, _ timeline: inout Timeline) {
    let asked = timeline.messages[message]
    guard let word = requests?.word(asked.number, trace) else { return }
    timeline.recorder.count(instruments.calls)
    timeline.messages[message].attempts &+= 1
    if timeline.isTracing {
      timeline.note(.called, message, at: id, with: target, a: 1, b: Int64(timeline.messages[message].attempts))
    }
    // All since the last call was asked for in vain.
    timeline.messages[message].failedWork += timeline.now - asked.idleSince
    timeline.messages[message].idleSince = timeline.now
    timeline.messages.retain(message)
    timeline.schedule(Event(to: target, CallSignal.call, small: word, a: message, b: message, d: id), after: 0)
  }

  func takeAnswer(_ event: Event, _ timeline: inout Timeline) {
    let message = event.a
    let status = AnswerWord.status(event.small)
    if timeline.isTracing {
      timeline.note(
        .answered, message, at: id, with: target, a: Int64(status), b: AnswerWord.length(event.d))
    }
    if status == CallStatus.ok {
      if event.small & AnswerWord.stale != 0, let stale = instruments.stale { timeline.recorder.count(stale) }
      // What was not spent in lines was spent on the way and at work.
      let call = timeline.now - timeline.messages[message].idleSince
      timeline.deliver(message, work: max(0, call - AnswerWord.length(event.d)))
      return timeline.messages.release(message)
    }
    if status == CallStatus.throttled { timeline.recorder.count(instruments.throttled) }
    if status != CallStatus.refused, settings.asksAgain, timeline.messages[message].attempts < settings.retry.attempts {
      let attempt = Int(timeline.messages[message].attempts) - 1
      let uniform = draws.retry.uniform(timeline.messages[message].number, attempt: UInt32(attempt))
      let wait = settings.retry.wait(after: attempt, uniform: uniform)
      if timeline.isTracing {
        timeline.note(
          .throttled, message, at: id, with: target, a: timeline.now + wait,
          b: Int64(timeline.messages[message].attempts))
      }
      return timeline.schedule(Event(to: id, Signal.askAgain, a: message), after: wait)
    }
    timeline.end(message, as: .rejected)
    timeline.messages.release(message)
  }
}
