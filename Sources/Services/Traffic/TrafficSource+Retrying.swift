// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Calls that the channel has throttled.
extension TrafficSource {
  /// A call that waits for its next attempt.
  struct Refused: Sendable {
    var messages: [MessageID] = []
    var bytes: UInt32 = 0
    var call: UInt32 = 0
    /// The attempt that was refused, from 0.
    var attempt = 0
  }

  /// A message comes back. Those of one call come one after the other; the first tells the bytes of the call.
  mutating func takeBack(_ event: Event, _ timeline: inout Timeline) {
    let attempt = TrafficRetry.attempt(event.b)
    let isFirst = event.c != ChannelSignal.partOfCall
    if isFirst { timeline.recorder.count(instruments.throttled) }
    guard attempt + 1 < settings.retry.attempts else {
      // The SDK gives up; the producer drops the message.
      timeline.end(event.a, as: .rejected)
      return timeline.messages.release(event.a)
    }
    if isFirst { begin(event, attempt: attempt, &timeline) }
    refused[Int(latestRefused)].messages.append(event.a)
  }

  private mutating func begin(_ event: Event, attempt: Int, _ timeline: inout Timeline) {
    if let place = freeRefused.take() {
      latestRefused = place
    } else {
      latestRefused = UInt32(refused.count)
      refused.append(Refused())
    }
    refused[Int(latestRefused)].bytes = event.c
    refused[Int(latestRefused)].call = event.b & 0x0FFF_FFFF
    refused[Int(latestRefused)].attempt = attempt
    let uniform = draws.retry.uniform(timeline.messages[event.a].number, attempt: UInt32(attempt))
    timeline.schedule(
      Event(to: id, Signal.retry, a: latestRefused), after: settings.retry.wait(after: attempt, uniform: uniform))
  }

  /// Sends a call once more.
  mutating func sendAgain(_ place: UInt32, _ timeline: inout Timeline) {
    let index = Int(place)
    let tag = TrafficRetry.tag(call: refused[index].call, attempt: refused[index].attempt + 1)
    var bytes = refused[index].bytes
    for message in refused[index].messages {
      tellChannel(message, tag: tag, bytes: bytes, &timeline)
      bytes = ChannelSignal.partOfCall
    }
    refused[index].messages.removeAll(keepingCapacity: true)
    freeRefused.give(place)
  }
}
