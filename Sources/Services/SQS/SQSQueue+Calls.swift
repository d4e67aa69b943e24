// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// SendMessage by a worker or a service, which waits for the answer.
extension SQSQueue {
  mutating func takeCall(_ event: Event, _ timeline: inout Timeline) {
    let message = timeline.messages[event.a]
    if event.small == CallKind.request {
      timeline.recorder.count(instruments.sendRequests, SQSRequests.count(bytes: Int64(message.size)))
    }
    if Int64(message.size) > settings.maximumSize {
      timeline.recorder.count(instruments.rejected)
      timeline.messages.release(event.a)
      return answerCall(event, CallStatus.refused, &timeline)
    }
    var arrival = event
    arrival.signal = Signal.callArrived
    let time = Nanoseconds(seconds: settings.sendTime.draw(draws.send, message.drawKey))
    timeline.schedule(arrival, after: time)
  }

  mutating func finishCall(_ event: Event, _ timeline: inout Timeline) {
    answerCall(event, CallStatus.ok, &timeline)
    arrive(event.a, delay: 0, &timeline)
  }

  private func answerCall(_ event: Event, _ status: UInt16, _ timeline: inout Timeline) {
    timeline.schedule(Event(to: event.d, CallSignal.answer, small: status, a: event.b, b: event.c), after: 0)
  }
}
