// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What becomes of a batch of records after its run: finished, tried again, split, or discarded (Developer Guide,
/// kinesis-on-failure-destination, services-kinesis-batchfailurereporting).
///
/// What fails is tried again before anything behind it, so a record that always fails holds up its lane until its
/// retries are used up or it expires.
extension LambdaFunction {
  mutating func settleRecords(_ invocation: UInt32, isCutOff: Bool, _ timeline: inout Timeline) {
    let ended = invocations[Int(invocation)]
    let lane = Int(ended.poller)
    freeInvocation(invocation)
    var records = LambdaStream.Segment(
      first: ended.firstJob, last: ended.lastJob, count: ended.count, bytes: ended.bytes, failures: ended.failures)
    guard ended.hasFailure else {
      while records.count > 0 { finishFirst(of: &records, lane, &timeline) }
      return leaveLane(lane, &timeline)
    }
    var isShorter = false
    if settings.mapping.isPartial, !isCutOff {
      // The function has named the first record that failed: what is before it is checkpointed.
      while records.count > 0, jobs[Int(records.first)].state == .succeeded {
        finishFirst(of: &records, lane, &timeline)
        isShorter = true
      }
    }
    retry(records, lane, isShorter: isShorter, &timeline)
    tellFinished(stream.partition(ofLane: lane), &timeline)
  }

  /// - Parameter isShorter: whether the function has named a record that failed, and that is now the first.
  private mutating func retry(
    _ records: LambdaStream.Segment, _ lane: Int, isShorter: Bool, _ timeline: inout Timeline
  ) {
    if stream.rules.bisects, isShorter || records.count > 1 {
      // Cut where the function says, else in two; either uses up no retry.
      var next = records
      if !isShorter {
        let (first, second) = halves(records, timeline)
        stream.lanes[lane].rest.append(second)
        next = first
      }
      return handOver(next, lane, after: 0, &timeline)
    }
    var failed = records
    if failed.failures < .max { failed.failures += 1 }
    if Int(failed.failures) > stream.rules.retries {
      while failed.count > 0 { discardFirst(of: &failed, lane, isExpired: false, &timeline) }
      stream.lanes[lane].isDiscarding = false
      return leaveLane(lane, &timeline)
    }
    handOver(failed, lane, after: max(pause(after: Int(failed.failures) - 1), 1), &timeline)
  }

  private mutating func halves(_ records: LambdaStream.Segment, _ timeline: borrowing Timeline) -> (
    LambdaStream.Segment, LambdaStream.Segment
  ) {
    var first = records
    first.count = records.count / 2
    first.bytes = 0
    var job = records.first
    for place in 0..<first.count {
      first.bytes += Self.payload(timeline.messages[jobs[Int(job)].message].size)
      first.last = job
      if place + 1 < first.count { job = jobs[Int(job)].next }
    }
    var second = records
    second.first = jobs[Int(first.last)].next
    second.count = records.count - first.count
    second.bytes = records.bytes - first.bytes
    jobs[Int(first.last)].next = .max
    return (first, second)
  }

  /// Lets go of the first record.
  private mutating func finishFirst(
    of records: inout LambdaStream.Segment, _ lane: Int, _ timeline: inout Timeline
  ) {
    let job = records.first
    records.bytes -= Self.payload(timeline.messages[jobs[Int(job)].message].size)
    stream.noteFinished(stream.partition(ofLane: lane), jobs[Int(job)].receipt)
    records.count -= 1
    records.first = dropJob(job, &timeline)
    if records.count == 0 { records = LambdaStream.Segment() }
  }

  // MARK: Discarding

  /// Discards what has become too old, which is at the front.
  mutating func discardOld(_ invocation: UInt32, _ timeline: inout Timeline) {
    let place = Int(invocation)
    let lane = Int(invocations[place].poller)
    var records = LambdaStream.Segment(
      first: invocations[place].firstJob, last: invocations[place].lastJob, count: invocations[place].count,
      bytes: invocations[place].bytes)
    let before = records.count
    while records.count > 0 {
      let age = timeline.now - timeline.messages[jobs[Int(records.first)].message].enqueuedAt
      guard age >= stream.rules.maximumAge || age >= stream.rules.retention else { break }
      discardFirst(of: &records, lane, isExpired: age >= stream.rules.retention, &timeline)
    }
    stream.lanes[lane].isDiscarding = false
    guard records.count != before else { return }
    invocations[place].firstJob = records.first
    invocations[place].lastJob = records.last
    invocations[place].count = records.count
    invocations[place].bytes = records.bytes
  }

  /// Gives up the first record: it counts as set aside where there is a destination for failures, else as lost.
  ///
  /// - Parameter isExpired: whether the log has it no longer, so that nothing is sent to the destination.
  private mutating func discardFirst(
    of records: inout LambdaStream.Segment, _ lane: Int, isExpired: Bool, _ timeline: inout Timeline
  ) {
    let message = jobs[Int(records.first)].message
    // What has been worked on once is no loss.
    let isWorkedOn =
      timeline.messages[message].workedFrom == queueNumber && timeline.messages[message].unfailedAttempts > 0
    if !isWorkedOn {
      timeline.recorder.count(instruments.discarded)
      if let destination = wiring.onFailure, !isExpired {
        timeline.recorder.count(instruments.deadLettered)
        if timeline.isTracing {
          timeline.note(
            .setAside, message, at: id, with: destination, a: Int64(timeline.messages[message].attempts))
        }
        timeline.end(message, as: .deadLettered)
        if !stream.lanes[lane].isDiscarding {
          // One message for the batch; it says where the records are and does not hold them. The first stands for it.
          stream.lanes[lane].isDiscarding = true
          timeline.messages[message].enqueuedAt = timeline.now
          timeline.messages.retain(message)
          timeline.schedule(Event(to: destination, ChannelSignal.move, a: message), after: 0)
        }
      } else {
        timeline.recorder.count(instruments.lost)
        if timeline.isTracing { timeline.note(.dropped, message, at: id) }
        timeline.end(message, as: .expired)
      }
    }
    finishFirst(of: &records, lane, &timeline)
  }
}
