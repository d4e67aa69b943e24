// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Planned faults of a queue that are under way. They may overlap, so they are counted.
struct SQSFaults: Sendable {
  /// Times that it cannot be reached.
  var stops = 0
  /// Times that it is deleted.
  var removals = 0

  var isDown: Bool { stops > 0 || removals > 0 }
}

/// What a queue does when it cannot be reached or is deleted.
///
/// Calls to a queue that cannot be reached fail on the server's side, and callers try again: a send is told to its
/// producer, a receive answers empty after a back-off, a delete or a give-back goes on until it succeeds, a heartbeat is
/// lost. What happens inside SQS (timeouts, retention, moves) goes on. A deleted queue loses all messages; sends are
/// refused for good, deletes return without effect.
extension SQSQueueing {
  mutating func beginFault(_ event: Event, _ timeline: inout Timeline) {
    switch FaultKind(code: event.small) {
    case .stop:
      faults.stops += 1
      failWaiters(&timeline)
    case .remove:
      faults.removals += 1
      failWaiters(&timeline)
      for index in store.entries.indices where store.entries[index].state != .free {
        lose(UInt32(truncatingIfNeeded: index), &timeline)
      }
    case .redrive: beginRedrive(event, &timeline)
    default: break
    }
  }

  mutating func endFault(_ event: Event, _ timeline: inout Timeline) {
    switch FaultKind(code: event.small) {
    case .stop: faults.stops = max(0, faults.stops - 1)
    case .remove: faults.removals = max(0, faults.removals - 1)
    default: break
    }
  }

  private mutating func failWaiters(_ timeline: inout Timeline) {
    while let waiter = waiters.first {
      waiters.removeFirst()
      timeline.recorder.count(instruments.failedCalls)
      fail(waiter, &timeline)
    }
  }

  /// A send to a queue that is down: lost for good where it is deleted, else worth another try.
  func refuseSend(_ event: Event, after time: Nanoseconds, _ timeline: inout Timeline) {
    if event.c != ChannelSignal.partOfCall { timeline.recorder.count(instruments.failedCalls) }
    if faults.removals > 0 { reject(event.a, &timeline) } else { turnBack(event, after: time, &timeline) }
  }

  func callWhileDown(_ event: Event, _ timeline: inout Timeline) {
    if event.signal != ChannelSignal.deleteInSameCall { timeline.recorder.count(instruments.failedCalls) }
    if faults.removals > 0 { return answer(event, &timeline) }
    timeline.schedule(event, after: settings.retryBackoff)
  }
}
