// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What a stream tells of a message that is followed.
extension KinesisStream {
  /// A call goes out with these records.
  @inline(never)
  func noteCall(_ call: Int, _ timeline: inout Timeline) {
    let source = sources[producers[calls[call].producer].source].component
    let count = Int64(calls[call].entries.count)
    let attempt = Int64(calls[call].attempt) + 1
    for entry in calls[call].entries {
      let number = attempt + Int64(entry.attempts)
      guard entry.isPack else {
        timeline.note(.called, entry.content, at: source, with: id, a: count, b: number)
        continue
      }
      for place in 0..<timeline.batches.count(entry.content) {
        timeline.note(.called, timeline.batches[entry.content, place], at: source, with: id, a: count, b: number)
      }
    }
  }

  /// Something happens to a record, or to all messages of a pack.
  @inline(never)
  func noteEntry(_ entry: KinesisEntry, _ kind: TraceKind, a: Int64, b: Int64, _ timeline: inout Timeline) {
    guard entry.isPack else { return timeline.note(kind, entry.content, at: id, with: id, a: a, b: b) }
    for place in 0..<timeline.batches.count(entry.content) {
      timeline.note(kind, timeline.batches[entry.content, place], at: id, with: id, a: a, b: b)
    }
  }

  /// A shard has a message, alone or with others as one record of `bytes`.
  @inline(__always)
  func noteTaken(_ message: MessageID, _ bytes: Int64, among count: Int, _ shard: Int, _ timeline: inout Timeline) {
    guard timeline.isFollowed(message) else { return }
    let isOnDemand = settings.mode == .onDemand
    let units = max(1, (bytes + KinesisLimits.payloadUnit - 1) / KinesisLimits.payloadUnit)
    let use = TraceStep.Use(
      isOnDemand ? instruments.billedBytes : instruments.payloadUnits, isOnDemand ? Self.billedBytes(bytes) : units,
      among: count)
    timeline.note(.arrived, message, at: id, a: Int64(shard), b: Int64(timeline.messages[message].size), use: use)
  }
}
