// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Simulation

/// Reads: the cache first, then the database, then the cache again.
extension CacheClient {
  /// A value's stamp is the instant at which it was true; this bit marks the memory that there is no such record.
  private static var negativeMark: UInt64 { 1 << 63 }

  mutating func lookUp(_ place: Int, _ timeline: inout Timeline) {
    jobs[place].phase = .lookUp
    let job = jobs[place]
    let command = CacheCommand(verb: .get, key: job.record, item: timeline.messages[job.message].drawKey)
    if !send(command, for: place, &timeline) { cacheFailed(place, &timeline) }
  }

  mutating func lookedUp(_ place: Int, _ outcome: CacheReply.Outcome, _ timeline: inout Timeline) {
    switch outcome {
    case .hit(let value): hit(place, value, &timeline)
    case .silence, .unavailable, .throttled: cacheFailed(place, &timeline)
    case .miss, .done, .refused:
      if timeline.isTracing { timeline.note(.missed, jobs[place].message, at: id) }
      if database == nil {
        jobs[place].isAbsent = true
        return finish(place, CallStatus.ok, &timeline)
      }
      load(place, &timeline)
    }
  }

  private mutating func hit(_ place: Int, _ value: CachedValue, _ timeline: inout Timeline) {
    jobs[place].snapshot = Instant(truncatingIfNeeded: value.stamp & ~Self.negativeMark)
    jobs[place].isAbsent = value.stamp & Self.negativeMark != 0
    if timeline.isTracing { timeline.note(.hit, jobs[place].message, at: id, a: jobs[place].isAbsent ? 1 : 0) }
    if let ttl = settings.ttl, database != nil, value.expires != Int64.max, !jobs[place].isAbsent {
      refreshIfDue(place, value, ttl, &timeline)
    }
    finish(place, CallStatus.ok, &timeline)
  }

  /// The cache does not answer.
  mutating func cacheFailed(_ place: Int, _ timeline: inout Timeline) {
    jobs[place].cacheFailed = true
    if timeline.isTracing { timeline.note(.unanswered, jobs[place].message, at: id) }
    guard settings.asksDatabaseOnFailure, database != nil else { return finish(place, CallStatus.failed, &timeline) }
    load(place, &timeline)
  }

  // MARK: The database

  private mutating func load(_ place: Int, _ timeline: inout Timeline) {
    guard let database else { return }
    if settings.coalesces {
      if let leader = flights.leader(of: jobs[place].record) {
        timeline.recorder.count(instruments.coalesced)
        if timeline.isTracing { timeline.note(.shared, jobs[place].message, at: id) }
        jobs[place].phase = .share
        jobs[place].sharedSince = timeline.now
        return flights.wait(UInt32(truncatingIfNeeded: place), for: leader)
      }
      lead(place)
    }
    timeline.recorder.count(instruments.loads)
    jobs[place].sharedSince = timeline.now
    ask(database.read, for: place, .load, &timeline)
  }

  /// From now on others may wait for what this job reads.
  private mutating func lead(_ place: Int) {
    jobs[place].leads = true
    flights.begin(jobs[place].record, UInt32(truncatingIfNeeded: place))
  }

  mutating func loaded(
    _ place: Int, _ status: UInt16, isAbsent: Bool, _ snapshot: Instant, _ timeline: inout Timeline
  ) {
    guard status == CallStatus.ok else { return finish(place, status, &timeline) }
    let length = timeline.now - jobs[place].sharedSince
    meanLoad = meanLoad == 0 ? length : meanLoad + (length - meanLoad) / 64
    jobs[place].isAbsent = isAbsent
    jobs[place].snapshot = snapshot
    // What the cache has taken and the database has not yet got is newer than what was read.
    if let since = dirty.since(jobs[place].record) { jobs[place].snapshot = min(snapshot, since - 1) }
    // A node that has just failed to answer is not asked again for the same request.
    if jobs[place].cacheFailed || isAbsent && settings.negativeTTL == nil {
      return finish(place, CallStatus.ok, &timeline)
    }
    store(place, .store, &timeline)
  }

  /// Puts what a job holds into the cache. What becomes of the job is decided by its next phase.
  mutating func store(_ place: Int, _ phase: CacheJob.Phase, _ timeline: inout Timeline) {
    let job = jobs[place]
    jobs[place].phase = phase
    let message = timeline.messages[job.message]
    var command = CacheCommand(verb: .set, key: job.record, item: message.drawKey, attempt: job.commands)
    command.stamp = job.snapshot
    if timeline.isTracing { timeline.note(.stored, job.message, at: id) }
    if job.isAbsent {
      command.stamp |= Instant(bitPattern: Self.negativeMark)
      command.expires = settings.negativeTTL.map { timeline.now.advanced(by: $0) }
    } else {
      command.bytes = spaces.bytes(of: message)
      command.expires = expiry(of: message, isWritten: phase == .update, at: timeline.now)
    }
    if !send(command, for: place, &timeline) {
      phase == .update ? updated(place, .unavailable, &timeline) : finish(place, CallStatus.ok, &timeline)
    }
  }

  /// When a value that is stored now expires; nil for never.
  private func expiry(of message: Message, isWritten: Bool, at now: Instant) -> Instant? {
    if isWritten, let recorded = spaces.timeToLive(of: message) { return now.advanced(by: recorded) }
    guard let ttl = settings.ttl else { return nil }
    var length = ttl
    if settings.ttlJitter > 0 {
      let uniform = draws.jitter.uniform(message.drawKey)
      length = Nanoseconds(seconds: Stampede.jittered(ttl.seconds, by: settings.ttlJitter, uniform: uniform))
    }
    return now.advanced(by: length).advanced(by: settings.staleFor)
  }

  // MARK: Refreshing

  /// Reads a record anew behind the reader's back: when its ttl is over and it is given out nevertheless, or a little
  /// earlier, by chance.
  private mutating func refreshIfDue(
    _ place: Int, _ value: CachedValue, _ ttl: Nanoseconds, _ timeline: inout Timeline
  ) {
    let remaining = value.expires - settings.staleFor - timeline.now
    if remaining <= 0 {
      // Only one at a time: the old value is good enough for the others.
      if flights.leader(of: jobs[place].record) == nil { refresh(place, leads: true, &timeline) }
    } else if let beta = settings.earlyRefresh, meanLoad > 0 {
      let uniform = draws.refresh.uniform(timeline.messages[jobs[place].message].drawKey)
      let isDue = Stampede.recomputesEarly(
        remaining: remaining.seconds, recomputation: meanLoad.seconds, beta: beta, uniform: uniform)
      if isDue, !settings.coalesces || flights.leader(of: jobs[place].record) == nil {
        refresh(place, leads: settings.coalesces, &timeline)
      }
    }
  }

  private mutating func refresh(_ place: Int, leads: Bool, _ timeline: inout Timeline) {
    guard let database else { return }
    let job = jobs[place]
    timeline.messages.retain(job.message)
    let other = add(
      CacheJob(
        message: job.message, caller: CacheJob.nobody, began: timeline.now, record: job.record, request: job.request))
    if leads { lead(other) }
    timeline.recorder.count(instruments.loads)
    timeline.recorder.count(instruments.refreshes)
    jobs[other].sharedSince = timeline.now
    ask(database.read, for: other, .load, &timeline)
  }

  /// A read that others have waited for is over, one way or the other.
  mutating func land(_ job: CacheJob, _ status: UInt16, _ timeline: inout Timeline) {
    var waiting = flights.end(job.record)
    while let place = waiting {
      waiting = flights.next(after: place)
      jobs[Int(place)].snapshot = job.snapshot
      jobs[Int(place)].isAbsent = job.isAbsent
      jobs[Int(place)].waited += timeline.now - jobs[Int(place)].sharedSince
      finish(Int(place), status, &timeline)
    }
  }

  // MARK: The start

  /// Fills the cache with the most popular records of each source, as a job before the start would.
  mutating func warmUp() {
    for warm in warmRecords {
      for key in 0..<warm.count {
        let record = UInt64(spaces.space(of: warm.flow)) << 32 | UInt64(key)
        let isStructure = warm.bytes != nil
        var length = isStructure ? nil : settings.ttl
        if settings.ttlJitter > 0, let ttl = length {
          length = Nanoseconds(
            seconds: Stampede.jittered(ttl.seconds, by: settings.ttlJitter, uniform: draws.jitter.uniform(record)))
        }
        cluster.preload(
          record, bytes: warm.bytes ?? spaces.bytes(of: warm.flow, key: key),
          expires: length.map { $0.advanced(by: settings.staleFor) }, stamp: 1, now: 0)
      }
    }
  }
}
