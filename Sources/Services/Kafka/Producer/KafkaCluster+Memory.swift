// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// A producer's memory, and records that wait for some.
extension KafkaCluster {
  mutating func changeMemory(_ client: Int, by change: Int64, _ timeline: inout Timeline) {
    clients[client].memory += change
    memory += change
  }

  mutating func block(_ record: BlockedRecord, _ client: Int, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.blocked)
    countHeldUp(client, 1, &timeline)
    clients[client].blocked.append(record)
    if clients[client].blocked.count == 1 { pumpAll(client, &timeline) }
    if !clients[client].isBlockTimed {
      clients[client].isBlockTimed = true
      timeline.schedule(Event(to: id, Signal.unblock, a: UInt32(client)), after: settings.producer.maxBlock)
    }
  }

  /// When memory is used up, what there is goes out (Apache Kafka, RecordAccumulator.ready: exhausted).
  private mutating func pumpAll(_ client: Int, _ timeline: inout Timeline) {
    for lane in clients[client].firstLane..<clients[client].firstLane + brokers.count {
      touch(lane, at: timeline.now, &timeline)
    }
  }

  /// Lets records in for which there is memory now, oldest first.
  mutating func admitBlocked(_ client: Int, _ timeline: inout Timeline) {
    // What is let in may be sent and done with at once, which would let in the next.
    guard !isAdmitting else { return }
    isAdmitting = true
    defer { isAdmitting = false }
    while let first = clients[client].blocked.first, place(first, client, &timeline) {
      clients[client].blocked.removeFirst()
    }
  }

  /// Gives up those that have waited for too long (TimeoutException of send).
  mutating func giveUpBlocked(_ client: Int, _ timeline: inout Timeline) {
    clients[client].isBlockTimed = false
    while let first = clients[client].blocked.first {
      let due = first.since.advanced(by: settings.producer.maxBlock)
      guard due <= timeline.now else {
        clients[client].isBlockTimed = true
        return timeline.schedule(Event(to: id, Signal.unblock, a: UInt32(client)), at: due)
      }
      clients[client].blocked.removeFirst()
      refuse(first, status: CallStatus.throttled, &timeline)
    }
  }

  /// Counts records of a sender that the cluster has held up.
  func countHeldUp(_ client: Int, _ records: Int, _ timeline: inout Timeline) {
    guard let counter = senders[clients[client].sender].throttled else { return }
    timeline.recorder.count(counter, Int64(records))
  }
}
