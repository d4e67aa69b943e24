// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Requests to a cache or a database.
extension TrafficSource {
  /// Asks; the source keeps a reference to the message until the answer comes.
  func ask(_ message: MessageID, _ word: UInt16, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.calls)
    timeline.messages.retain(message)
    timeline.schedule(Event(to: target, CallSignal.call, small: word, a: message, b: message, d: id), after: 0)
  }

  func takeAnswer(_ event: Event, _ timeline: inout Timeline) {
    let message = event.a
    switch AnswerWord.status(event.small) {
    case CallStatus.ok:
      if event.small & AnswerWord.stale != 0, let stale = instruments.stale { timeline.recorder.count(stale) }
      // What was not spent in lines was spent on the way and at work.
      let whole = timeline.now - timeline.messages[message].sentAt
      timeline.deliver(message, work: max(0, whole - AnswerWord.length(event.d)))
    case CallStatus.throttled:
      timeline.recorder.count(instruments.throttled)
      timeline.end(message, as: .rejected)
    default: timeline.end(message, as: .rejected)
    }
    timeline.messages.release(message)
  }
}
