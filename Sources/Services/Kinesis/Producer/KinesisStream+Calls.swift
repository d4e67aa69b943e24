// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// PutRecord calls that are answered: a worker hands on.
extension KinesisStream {
  mutating func takeCall(_ event: Event, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.offered)
    let message = timeline.messages[event.a]
    guard recordBytes(message) <= settings.largestRecord else {
      timeline.recorder.count(instruments.rejected)
      timeline.messages.release(event.a)
      return answer(event, CallStatus.refused, &timeline)
    }
    let time = putLength(message.drawKey, attempt: Int(message.attempts))
    timeline.recorder.record(instruments.putTime, time, at: timeline.now)
    if time == 0 { return endCall(event, &timeline) }
    var arrival = event
    arrival.signal = Signal.callArrived
    timeline.schedule(arrival, after: time)
  }

  mutating func endCall(_ event: Event, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.putCalls)
    timeline.recorder.count(instruments.putRecords)
    let message = timeline.messages[event.a]
    if fails(message.drawKey, attempt: Int(message.attempts)) {
      timeline.recorder.count(instruments.failedCalls)
      timeline.recorder.count(instruments.failed)
      timeline.messages.release(event.a)
      return answer(event, CallStatus.failed, &timeline)
    }
    let shard = shard(of: message)
    let bytes = recordBytes(message)
    guard shards[shard].admits(bytes, at: timeline.now) else {
      timeline.recorder.count(instruments.throttled)
      timeline.recorder.count(instruments.failed)
      timeline.messages.release(event.a)
      return answer(event, CallStatus.throttled, &timeline)
    }
    timeline.recorder.count(instruments.incomingRecords)
    timeline.recorder.count(instruments.incomingBytes, bytes)
    timeline.recorder.count(instruments.fullyTakenCalls)
    bill(Int64(message.size), &timeline)
    answer(event, CallStatus.ok, &timeline)
    noteTaken(event.a, Int64(message.size), among: 1, shard, &timeline)
    keep(event.a, shard, &timeline)
    wake(shard, &timeline)
  }

  private func answer(_ event: Event, _ status: UInt16, _ timeline: inout Timeline) {
    timeline.schedule(Event(to: event.d, CallSignal.answer, small: status, a: event.b, b: event.c), after: 0)
  }
}
