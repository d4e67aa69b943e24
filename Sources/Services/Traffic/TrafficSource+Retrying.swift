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
    /// When it goes out again.
    var dueAt: Instant = 0
  }

  /// A message comes back. Those of one call come one after the other; the first tells the bytes of the call.
  mutating func takeBack(_ event: Event, _ timeline: inout Timeline) {
    let attempt = TrafficRetry.attempt(event.b)
    let isFirst = event.c != ChannelSignal.partOfCall
    if isFirst { timeline.recorder.count(instruments.throttled) }
    guard attempt + 1 < settings.retry.attempts else {
      // The SDK gives up; the producer drops the message.
      if timeline.isTracing { timeline.note(.throttled, event.a, at: id, with: target, b: Int64(attempt) + 1) }
      timeline.end(event.a, as: .rejected)
      return timeline.messages.release(event.a)
    }
    if isFirst { begin(event, attempt: attempt, &timeline) }
    if timeline.isTracing {
      timeline.note(
        .throttled, event.a, at: id, with: target, a: refused[Int(latestRefused)].dueAt, b: Int64(attempt) + 1)
    }
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
    let wait = settings.retry.wait(after: attempt, uniform: uniform)
    refused[Int(latestRefused)].dueAt = timeline.now.advanced(by: wait)
    timeline.schedule(Event(to: id, Signal.retry, a: latestRefused), after: wait)
  }

  /// Sends a call once more.
  mutating func sendAgain(_ place: UInt32, _ timeline: inout Timeline) {
    let index = Int(place)
    let tag = TrafficRetry.tag(call: refused[index].call, attempt: refused[index].attempt + 1)
    var bytes = refused[index].bytes
    for message in refused[index].messages {
      if timeline.isTracing {
        timeline.note(
          .called, message, at: id, with: target, a: Int64(refused[index].messages.count),
          b: Int64(refused[index].attempt) + 2)
      }
      tellChannel(message, tag: tag, bytes: bytes, &timeline)
      bytes = ChannelSignal.partOfCall
    }
    refused[index].messages.removeAll(keepingCapacity: true)
    freeRefused.give(place)
  }
}
