// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// How members get records.
///
/// A poll is answered with the records of one partition; the next begins where the member's round through its partitions
/// has come to. Its client asks for more as soon as a poll has returned, so the time of a fetch hides behind the work on
/// the records before (Kafka's pipelining); what it has fetched beyond the records of one poll is not kept apart.
extension ConsumerGroup {
  /// Lets a member that waits for records go on.
  mutating func serveIfIdle(_ place: Int, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    guard members[place].isPolling, !members[place].isCommitting else { return }
    serve(place, &readers, &timeline)
  }

  /// A member waits for records: it does what a rebalance asks of it, then takes what is there.
  mutating func serve(_ place: Int, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    if !members[place].revoking.isEmpty {
      if mustCommitFirst(place, &timeline) { return }
      revoke(place, &readers, &timeline)
    }
    if isJoining, members[place].knowsRebalance, !members[place].hasJoined {
      if !isCooperative, mustCommitFirst(place, &timeline) { return }
      joinBarrier(place, &readers, &timeline)
    }
    // It may have been served meanwhile, or end a transaction.
    guard members[place].isPolling, !members[place].isCommitting else { return }
    if let partition = nextPartition(of: place, readers, timeline) {
      if group.fetch.minBytes <= 1 || hasEnough(place, readers, &timeline) {
        return take(partition, place, &readers, &timeline)
      }
    }
    armCommitTimer(place, &timeline)
  }

  /// Records of a partition can be read.
  mutating func wake(_ partition: Int, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    hasWaiting[partition] = true
    wokenAt[partition] = timeline.now
    guard owner[partition] != Self.nobody else { return }
    serveIfIdle(owner[partition], &readers, &timeline)
  }

  /// Whether a partition's owner can read from it now.
  private func isReadable(_ partition: Int, _ readers: LogReaders, at now: Instant) -> Bool {
    hasWaiting[partition] && isAvailable[partition] && readableAt[partition] <= now
  }

  /// The next of a member's partitions that has records; the one after it comes first the next time.
  private mutating func nextPartition(
    of place: Int, _ readers: LogReaders, _ timeline: borrowing Timeline
  ) -> Int? {
    let count = members[place].partitions.count
    var cursor = members[place].cursor
    for _ in 0..<count {
      if cursor >= count { cursor = 0 }
      let partition = members[place].partitions[cursor]
      if isReadable(partition, readers, at: timeline.now) {
        if readers.readers[reader].positions[partition].waiting > 0 {
          members[place].cursor = cursor
          return partition
        }
        hasWaiting[partition] = false
      }
      cursor += 1
    }
    return nil
  }

  /// Whether so many bytes are there that the brokers answer, or the fetch has waited for long enough; else it is seen
  /// to that it will be.
  private mutating func hasEnough(
    _ place: Int, _ readers: LogReaders, _ timeline: inout Timeline
  ) -> Bool {
    let wait = max(group.fetch.maxWait, 1)
    let waited = max(0, timeline.now - members[place].waitingSince)
    // A fetch that finds nothing comes back empty, and the next begins.
    let lastAnswer = waited >= wait ? timeline.now - waited % wait : -1
    var bytes: Int64 = 0
    for partition in members[place].partitions where isReadable(partition, readers, at: timeline.now) {
      var offset = readers.readers[reader].positions[partition].position
      let end = readers.readers[reader].positions[partition].end
      if offset < end, timeline.messages[readers.readers[reader].positions[partition][offset]].enqueuedAt <= lastAnswer
      {
        return true
      }
      while offset < end {
        bytes += Int64(timeline.messages[readers.readers[reader].positions[partition][offset]].size)
        if bytes >= group.fetch.minBytes { return true }
        offset += 1
      }
    }
    if !members[place].hasWaitTimer {
      members[place].hasWaitTimer = true
      timeline.schedule(timer(Signal.waited, place), after: wait - waited % wait)
    }
    return false
  }

  private mutating func take(
    _ partition: Int, _ place: Int, _ readers: inout LogReaders, _ timeline: inout Timeline
  ) {
    let batch = timeline.batches.make()
    let from = readers.readers[reader].positions[partition].position
    let first = readers.readers[reader].positions[partition][from]
    let isLagging = timeline.now - timeline.messages[first].enqueuedAt > Self.cachedFor
    let taken = readers.take(
      reader, partition, most: members[place].most,
      bytes: min(group.fetch.maxPartitionBytes, group.fetch.maxBytes), into: batch, commits: false, &timeline)
    hasWaiting[partition] = readers.readers[reader].positions[partition].waiting > 0
    members[place].isPolling = false
    members[place].isDirty = reading.guarantee != .atMostOnce
    members[place].cursor += 1
    members[place].batchPartition = partition
    members[place].batchFrom = from
    members[place].batchEnd = from + Int64(taken.records)
    // Of what has been read to the end it is known when it could be read.
    let appendedAt =
      hasWaiting[partition]
      ? timeline.messages[timeline.batches[batch, taken.records - 1]].enqueuedAt : wokenAt[partition]
    timeline.recorder.count(instruments.polls)
    fetches.append(
      ConsumerGroups.Fetch(
        reader: reader, member: members[place].task, life: members[place].life, batch: batch, partition: partition,
        records: taken.records, bytes: taken.bytes, appendedAt: appendedAt,
        askedAt: min(timeline.now, max(askedSince[partition], appendedAt)), isLagging: isLagging))
  }

  /// The answer to a member takes so long, counted from ``ConsumerGroups/Fetch/askedAt``.
  mutating func complete(_ fetch: ConsumerGroups.Fetch, after delay: Nanoseconds, _ timeline: inout Timeline) {
    let place = placeOfTask[Int(fetch.member)]
    let partition = fetch.partition
    let arrival = max(timeline.now, fetch.askedAt.advanced(by: delay))
    askedSince[partition] = arrival
    members[place].arrivesAt = arrival
    if !members[place].hasLateTimer, !isLanes {
      armLateTimer(place, at: arrival.advanced(by: group.maxPollInterval), &timeline)
    }
    // A position that is committed before the work is committed as the records reach the member.
    guard reading.guarantee == .atMostOnce else {
      return timeline.schedule(records(of: fetch.batch, partition, to: place), at: arrival)
    }
    timeline.schedule(timer(Signal.arrived, place, d: fetch.batch), at: arrival)
  }

  /// Records reach a member that commits before its work.
  mutating func arrive(_ event: Event, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    let place = Int(event.b)
    guard isCurrent(event), !members[place].isGone, members[place].isWorking else {
      // It has not got them: they are still to be read.
      for index in 0..<timeline.batches.count(event.d) { timeline.messages.release(timeline.batches[event.d, index]) }
      return timeline.batches.remove(event.d)
    }
    let partition = members[place].batchPartition
    readers.commit(reader, partition, before: members[place].batchEnd, &timeline)
    timeline.schedule(records(of: event.d, partition, to: place), after: 0)
  }

  private func records(of batch: BatchID, _ partition: Int, to place: Int) -> Event {
    Event(
      to: worker, ConsumerSignal.records, a: members[place].task, b: members[place].life, c: batch,
      d: UInt32(partition))
  }
}
