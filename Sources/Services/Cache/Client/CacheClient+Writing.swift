// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Writes and deletes, by the strategy.
extension CacheClient {
  mutating func write(_ place: Int, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.writes)
    if database == nil { return update(place, &timeline) }
    switch settings.strategy {
    case .cacheAside, .writeThrough: commit(place, &timeline)
    // A delete cannot be taken by the cache: what it does not hold the database would give out again.
    case .writeBehind: isDelete(place) ? commit(place, &timeline) : update(place, &timeline)
    }
  }

  private func isDelete(_ place: Int) -> Bool { operations[jobs[place].request] == .delete }

  private mutating func commit(_ place: Int, _ timeline: inout Timeline) {
    guard let database else { return }
    ask(isDelete(place) ? database.delete : database.write, for: place, .commit, &timeline)
  }

  /// The database has answered a write.
  mutating func committed(_ place: Int, _ status: UInt16, at time: Instant, _ timeline: inout Timeline) {
    guard status == CallStatus.ok else { return finish(place, status, &timeline) }
    jobs[place].snapshot = time
    let leavesCache = settings.strategy == .cacheAside && settings.onWrite == .nothing && !isDelete(place)
    if jobs[place].cacheFailed || leavesCache { return finish(place, CallStatus.ok, &timeline) }
    update(place, &timeline)
  }

  /// Tells the cache of a write: a DEL where it is to forget the record, a SET where it is to hold it.
  private mutating func update(_ place: Int, _ timeline: inout Timeline) {
    let deletes =
      isDelete(place) || (settings.strategy == .cacheAside && settings.onWrite == .delete && database != nil)
    guard deletes else {
      if jobs[place].snapshot == 0 { jobs[place].snapshot = timeline.now }
      return store(place, .update, &timeline)
    }
    jobs[place].phase = .update
    let job = jobs[place]
    if timeline.isTracing { timeline.note(.stored, job.message, at: id, a: 1) }
    let command = CacheCommand(
      verb: .delete, key: job.record, item: timeline.messages[job.message].drawKey, attempt: job.commands)
    if !send(command, for: place, &timeline) { updated(place, .unavailable, &timeline) }
  }

  /// The cache has answered, or has not.
  mutating func updated(_ place: Int, _ outcome: CacheReply.Outcome, _ timeline: inout Timeline) {
    let isDone =
      switch outcome {
      case .hit, .miss, .done: true
      case .refused, .throttled, .silence, .unavailable: false
      }
    let isTheWrite = database == nil || (settings.strategy == .writeBehind && !isDelete(place))
    if isTheWrite {
      guard isDone else { return writeFailed(place, &timeline) }
      commits.note(jobs[place].record, at: jobs[place].snapshot)
      if database != nil { remember(place, &timeline) }
    } else if !isDone {
      timeline.recorder.count(instruments.missedUpdates)
    }
    finish(place, CallStatus.ok, &timeline)
  }

  /// The cache could not take a write that was its to take.
  private mutating func writeFailed(_ place: Int, _ timeline: inout Timeline) {
    guard database != nil, settings.asksDatabaseOnFailure else { return finish(place, CallStatus.failed, &timeline) }
    jobs[place].cacheFailed = true
    commit(place, &timeline)
  }

  // MARK: Writing behind

  /// Notes a record that the database has yet to get.
  private mutating func remember(_ place: Int, _ timeline: inout Timeline) {
    let job = jobs[place]
    timeline.messages.retain(job.message)
    let hadNone = dirty.waiting == 0
    let (isNew, replaced) = dirty.note(
      DirtyRecords.Entry(
        record: job.record, message: job.message, request: UInt32(job.request), since: job.snapshot,
        node: job.reply.node, life: job.reply.life))
    if let replaced { timeline.messages.release(replaced) }
    if isNew { timeline.recorder.add(instruments.dirty, 1, at: timeline.now) }
    if hadNone { armFlush(&timeline) }
  }

  private mutating func armFlush(_ timeline: inout Timeline) {
    guard !flushIsDue else { return }
    flushIsDue = true
    timeline.schedule(Event(to: id, Signal.flushDue), after: settings.flushEvery)
  }

  /// Writes the records that have waited longest to the database.
  mutating func flush(_ timeline: inout Timeline) {
    flushIsDue = false
    guard let database else { return }
    for _ in 0..<min(settings.flushMost, dirty.waiting) {
      guard let entry = dirty.takeFirst() else { break }
      if isGone(entry) {
        _ = dirty.settle(entry.record, isDone: true)
        timeline.recorder.count(instruments.lostWrites)
        timeline.recorder.add(instruments.dirty, -1, at: timeline.now)
        timeline.messages.release(entry.message)
        continue
      }
      let place = add(
        CacheJob(
          message: entry.message, caller: CacheJob.nobody, began: timeline.now, record: entry.record,
          request: Int(entry.request)))
      jobs[place].snapshot = entry.since
      jobs[place].reply.node = entry.node
      jobs[place].reply.life = entry.life
      ask(database.write, for: place, .flush, &timeline)
    }
    if dirty.waiting > 0 { armFlush(&timeline) }
  }

  /// Whether what a node had taken was lost with the node, before it went to the database.
  private mutating func isGone(_ entry: DirtyRecords.Entry) -> Bool {
    guard cluster.isLost(entry.node, life: entry.life) else { return false }
    // A replica that took over may have it.
    guard let value = cluster.peek(entry.record) else { return true }
    return Instant(truncatingIfNeeded: value.stamp) < entry.since
  }

  /// The database has answered a write that had been taken before.
  mutating func flushed(_ place: Int, _ status: UInt16, _ timeline: inout Timeline) {
    let job = jobs[place]
    let isDone = status == CallStatus.ok
    if isDone { timeline.recorder.count(instruments.flushed) }
    let since = dirty.since(job.record)
    if dirty.settle(job.record, isDone: isDone) {
      timeline.recorder.add(instruments.dirty, -1, at: timeline.now)
    } else if !isDone, since == job.snapshot {
      timeline.messages.retain(job.message)  // it waits again
      armFlush(&timeline)
    }
    finish(place, CallStatus.ok, &timeline)
  }
}
