// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// DeleteMessage on a standard queue.
extension SQSQueue {
  mutating func delete(_ event: Event, _ timeline: inout Timeline) {
    answer(event, &timeline)
    timeline.recorder.count(instruments.deletes)
    // With an old receipt handle the request succeeds and the message stays.
    guard store.isCurrent(event.a, event.b) else { return timeline.recorder.count(instruments.staleDeletes) }
    let entry = store.entries[Int(event.a)]
    if settings.duplicateDelivery > 0, entry.state == .inFlight,
      draws.duplicate.uniform(
        timeline.messages[entry.message].drawKey, attempt: UInt32(timeline.messages[entry.message].receives))
        < settings.duplicateDelivery
    {
      // A copy survives on a server that was down; it comes back when the timeout ends.
      timeline.recorder.count(instruments.duplicates)
      if timeline.isTracing { timeline.note(.duplicated, entry.message, at: id) }
      return
    }
    if timeline.isTracing { timeline.note(.deleted, entry.message, at: id) }
    drop(event.a, &timeline)
    if waiters.count > 0 { serveWaiters(&timeline) }  // there may be room below the in-flight limit again
  }
}
