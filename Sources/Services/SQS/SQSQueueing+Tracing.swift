// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What queues tell of a message that is followed.
extension SQSQueueing {
  /// A call to send is taken; those of its messages that are not the first come just after it.
  @inline(__always)
  mutating func noteAccepted(_ event: Event, after time: Nanoseconds, _ timeline: inout Timeline) {
    if timeline.isTracing { noteAcceptedNow(event, after: time, &timeline) }
  }

  @inline(never)
  private mutating func noteAcceptedNow(_ event: Event, after time: Nanoseconds, _ timeline: inout Timeline) {
    if event.c != ChannelSignal.partOfCall { callRequests = SQSRequests.count(bytes: Int64(event.c)) }
    timeline.note(
      .accepted, event.a, at: id, a: time, use: .init(instruments.sendRequests, callRequests, among: 0))
  }

  /// - Parameter atFront: whether it does not go behind those that are visible.
  @inline(never)
  func noteShown(_ index: UInt32, atFront: Bool, _ timeline: inout Timeline) {
    let entry = store.entries[Int(index)]
    let appearance: TraceStep.Appearance = entry.receivesHere > 0 ? .again : entry.from > 0 ? .moved : .first
    timeline.note(
      .visible, entry.message, at: id, a: atFront ? -1 : Int64(timeline.recorder.value(instruments.depth)),
      b: appearance.rawValue)
  }

  /// A call for messages gets these.
  @inline(never)
  func noteReceived(_ count: Int, by waiter: SQSWaiter, bytes: Int64, _ timeline: inout Timeline) {
    for place in 0..<count {
      let entry = store.entries[Int(taken[place])]
      timeline.note(
        .received, entry.message, at: id, with: waiter.consumer, a: Int64(timeline.messages[entry.message].receives),
        b: Int64(waiter.task),
        use: .init(instruments.receiveRequests, SQSRequests.count(bytes: bytes), among: count))
      timeline.note(.hidden, entry.message, at: id, with: waiter.consumer, a: entry.deadline)
    }
  }

  /// A call to delete a message or to give it back, which may come with an older receipt.
  @inline(never)
  func noteCall(_ event: Event, isDelete: Bool, _ timeline: inout Timeline) {
    let caller = ComponentID(event.small)
    let entry = Int(event.a) < store.entries.count ? store.entries[Int(event.a)] : SQSEntry()
    // The place's receipts before its first receive belonged to others.
    let isThere =
      entry.state != .free && event.b != entry.receipt &- UInt32(entry.receivesHere)
      && entry.receipt &- event.b <= UInt32(entry.receivesHere)
    guard isThere else {
      if isDelete {
        timeline.noteVain(
          call: .deleting, then: .staleDelete, at: id, of: caller, use: .init(instruments.deleteRequests, among: 0))
      }
      return
    }
    if isDelete {
      timeline.note(.deleting, entry.message, at: id, with: caller, use: .init(instruments.deleteRequests, among: 0))
      if event.b != entry.receipt { timeline.note(.staleDelete, entry.message, at: id, with: caller) }
    } else {
      timeline.note(.givingBack, entry.message, at: id, with: caller, use: .init(instruments.visibilityRequests))
    }
  }
}
