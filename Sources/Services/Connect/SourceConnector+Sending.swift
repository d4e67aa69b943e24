// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// What a source connector sends, and what it notes of it.
extension SourceConnector {
  mutating func sendRows(_ timeline: inout Timeline) {
    guard let snapshot = settings.snapshot else { return }
    for row in (snapshot.rows - rowsLeft)..<(snapshot.rows - rowsLeft + taken) {
      let size = TrafficSettings.bytes(snapshot.rowSize.draw(draws.rowSize, UInt64(row)))
      let key = UInt32(truncatingIfNeeded: row)
      let message = timeline.send(
        number: UInt64(row), flow: flow, size: size, sentAt: timeline.now, key: key)
      timeline.recorder.count(row < rowsSent ? instruments.resent : instruments.rows)
      tell(message, &timeline)
    }
    rowsLeft -= taken
    rowsSent = max(rowsSent, snapshot.rows - rowsLeft)
  }

  mutating func send(_ change: Change, _ timeline: inout Timeline) {
    var change = change
    let message: MessageID
    if change.message == Message.noOrigin {
      // A tombstone has no value; a message has at least one byte.
      let size = change.isTombstone ? 1 : TrafficSettings.bytes(settings.size.draw(draws.size, change.number))
      message = timeline.send(number: change.number, flow: flow, size: size, sentAt: change.at, key: change.key)
      // It has waited in the database's log, not in sending.
      timeline.messages[message].idleSince = timeline.now
      timeline.recorder.record(instruments.capture, timeline.now - change.at, at: timeline.now)
      if !change.isTombstone { timeline.recorder.count(instruments.captured) }
      if !settings.exactlyOnce {
        timeline.messages.retain(message)
        change.message = message
      }
    } else {
      message = timeline.follow(change.message)
      timeline.recorder.count(instruments.resent)
    }
    if !settings.exactlyOnce { uncommitted.append(change) }
    tell(message, &timeline)
  }

  private func tell(_ message: MessageID, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.calls)
    let number = timeline.messages[message].number
    timeline.schedule(
      Event(
        to: target, ChannelSignal.send, a: message,
        b: TrafficRetry.tag(call: UInt32(truncatingIfNeeded: number), attempt: 0),
        c: timeline.messages[message].size, d: id + 1), after: 0)
  }

  /// Notes how far the task has come.
  mutating func commit(_ timeline: inout Timeline) {
    timeline.schedule(Event(to: id, Signal.commit), after: settings.offsetFlush)
    guard isRunning else { return }
    for change in uncommitted { timeline.messages.release(change.message) }
    uncommitted.removeAll(keepingCapacity: true)
    if rowsLeft == 0 { isSnapshotCommitted = true }
    timeline.recorder.count(instruments.commits)
  }
}
