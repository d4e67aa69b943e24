// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// Calls that are answered: a topic pushes, a worker sends.
extension SQSQueue {
  mutating func takeCall(_ event: Event, _ timeline: inout Timeline) {
    let message = timeline.messages[event.a]
    // A push by SNS is no request of anybody's (SQS pricing); a worker's SendMessage is one.
    let isRequest = event.small == CallKind.request
    if faults.isDown {
      timeline.recorder.count(instruments.failedCalls)
      timeline.messages.release(event.a)
      return answer(event, faults.removals > 0 ? CallStatus.refused : CallStatus.failed, &timeline)
    }
    if isRequest {
      countRequests(instruments.sendRequests, SQSRequests.count(bytes: Int64(message.size)), &timeline)
    }
    guard Int64(message.size) <= settings.maximumSize else {
      timeline.recorder.count(instruments.rejected)
      timeline.messages.release(event.a)
      return answer(event, CallStatus.refused, &timeline)
    }
    dataKeys?.use(by: event.d, as: .sends, &timeline)
    guard isRequest else { return keep(event, &timeline) }
    let time = Nanoseconds(
      seconds: settings.sendTime.draw(draws.send, message.drawKey, attempt: UInt32(message.attempts)))
    if timeline.isTracing {
      timeline.note(
        .accepted, event.a, at: id, with: event.d, a: time,
        use: .init(instruments.sendRequests, SQSRequests.count(bytes: Int64(message.size))))
    }
    if time == 0 { return keep(event, &timeline) }
    var arrival = event
    arrival.signal = Signal.callArrived
    timeline.schedule(arrival, after: time)
  }

  /// Takes the message in. The caller hears of it before anyone can receive it.
  mutating func keep(_ event: Event, _ timeline: inout Timeline) {
    answer(event, CallStatus.ok, &timeline)
    arrive(event.a, delay: 0, &timeline)
  }

  private func answer(_ event: Event, _ status: UInt16, _ timeline: inout Timeline) {
    timeline.schedule(Event(to: event.d, CallSignal.answer, small: status, a: event.b, b: event.c), after: 0)
  }
}
