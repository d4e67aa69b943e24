// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The limits on calls (Developer Guide, message quotas, high throughput for FIFO queues).
///
/// A queue takes `call_limit` calls a second of each kind; with high throughput each of its partitions does, and the
/// number of partitions follows the load. There a call for messages counts at the partitions that it returns messages of,
/// and an empty one nowhere. Changes of visibility are not limited. A throttled call is not billed.
extension FIFOQueue {
  /// Whether the present call is let through to a partition, counted at its first touch.
  mutating func admits(_ action: FIFOAction, at partition: Int, _ timeline: inout Timeline) -> Bool {
    let answer = limits.admits(action, at: partition, timeline.now)
    guard answer.isFirst else { return answer.isAdmitted }
    timeline.recorder.count(measured.calls)
    if !answer.isAdmitted {
      timeline.recorder.count(measured.throttled)
      switch action {
      case .send: timeline.recorder.count(measured.throttledSends)
      case .receive: timeline.recorder.count(measured.throttledReceives)
      case .delete: timeline.recorder.count(measured.throttledDeletes)
      }
    }
    if fifo.highThroughput, !countsPartitions {
      countsPartitions = true
      timeline.schedule(Event(to: id, Signal.partitionsDue), after: fifo.partitionGrowth)
    }
    return answer.isAdmitted
  }

  /// Whether a message of the present send call is let through.
  mutating func admitsSend(_ message: MessageID, _ timeline: inout Timeline) -> Bool {
    let partition = groups.partition(of: draws.group(of: timeline.messages[message], grouping))
    return admits(.send, at: partition, &timeline)
  }

  /// A call for messages; with high throughput it is counted when it is known where its messages come from.
  mutating func admitsReceive(_ timeline: inout Timeline) -> Bool {
    guard !fifo.highThroughput else { return true }
    limits.begin(.receive)
    return admits(.receive, at: 0, &timeline)
  }

  mutating func admitsDelete(_ event: Event, _ timeline: inout Timeline) -> Bool {
    let isFirst = event.signal == ChannelSignal.delete
    if isFirst { limits.begin(.delete) }
    let isThere = store.isCurrent(event.a, event.b)
    let partition = isThere ? groups.partition(ofGroup: groups.group(of: event.a)) : 0
    let isAdmitted = admits(.delete, at: partition, &timeline)
    if isFirst { firstDeleteAdmitted = isAdmitted }
    if !isAdmitted {
      // The caller's SDK tries what was refused again; the rest of a batch that went through in part is a new call.
      var again = event
      if firstDeleteAdmitted { again.signal = ChannelSignal.delete }
      timeline.schedule(again, after: settings.retryBackoff)
    }
    return isAdmitted
  }

  // MARK: Waiting for a limit

  mutating func armAdmission(_ time: Instant, _ timeline: inout Timeline) {
    guard time < admissionDueAt else { return }
    admissionDueAt = time
    timeline.schedule(Event(to: id, Signal.admission), at: time)
  }

  mutating func admit(_ timeline: inout Timeline) {
    if timeline.now >= admissionDueAt { admissionDueAt = .farFuture }
    if waiters.count > 0 { serveWaiters(&timeline) }
  }

  // MARK: Partitions

  mutating func countPartitions(_ timeline: inout Timeline) {
    countsPartitions = false
    let (wanted, isIdle) = limits.wanted(after: fifo.partitionGrowth, most: fifo.mostPartitions)
    if wanted != limits.partitions {
      limits.resize(to: wanted)
      groups.spread(over: wanted)
      timeline.recorder.set(measured.partitions, Double(wanted), at: timeline.now)
      if waiters.count > 0 { serveWaiters(&timeline) }
    }
    guard !isIdle else { return }
    countsPartitions = true
    timeline.schedule(Event(to: id, Signal.partitionsDue), after: fifo.partitionGrowth)
  }

  @inline(__always)
  func countRequests(_ kind: CounterID, _ count: Int64, _ timeline: inout Timeline) {
    timeline.recorder.count(kind, count)
  }
}
