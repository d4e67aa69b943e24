// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Simulation
import Statistics

/// An application's use of a cache: what it does at a read, at a write and when something fails, over the nodes of a
/// ``CacheCluster`` and the database behind them.
///
/// Every request is a ``CacheJob`` in a slab; what it waits for next comes back as an event with the job's place and
/// generation. A hit costs one event besides the call and the answer.
struct CacheClient: Component {
  /// The client's own signals; those of the cluster begin at ``CacheCluster/firstSignal``.
  enum Signal {
    /// A reply is due, or the client's patience ends: `a` job, `b` its generation.
    static let replyDue = ChannelSignal.own
    /// Writes that were taken go to the database.
    static let flushDue = ChannelSignal.own + 1
  }

  /// The database as the client calls it.
  struct Database: Sendable {
    let component: ComponentID
    /// The ``CallWord``s of its reads, writes and deletes.
    let read, write, delete: UInt16
  }

  /// Records that are there at the start.
  struct WarmRecords: Sendable {
    let flow: FlowID
    let count: UInt32
    /// Bytes of each; nil for what its key says.
    var bytes: UInt32?
  }

  let id: ComponentID
  let settings: CacheClientSettings
  let operations: [RequestOperation]
  /// How each of them is done where it is not about records.
  let plans: [CommandPlan]
  let database: Database?
  /// By source what is there at the start.
  let warmRecords: [WarmRecords]
  let instruments: CacheInstruments
  var cluster: CacheCluster
  var spaces: KeySpaces
  var draws: CacheDraws
  var jobs: [CacheJob] = []
  var free = FreePlaces()
  var commits = CommitTimes()
  var breaker: CircuitBreaker
  var flights = Flights()
  var dirty = DirtyRecords()
  var flushIsDue = false
  var limiters = RateLimiters()
  /// How long a read of the database takes, on average of the latest: the recomputation time of early refresh.
  var meanLoad: Nanoseconds = 0

  init(
    id: ComponentID, name: String, settings: CacheClientSettings, operations: [RequestOperation], database: Database?,
    warmRecords: [WarmRecords], cluster: CacheCluster, spaces: KeySpaces,
    instruments: CacheInstruments
  ) {
    self.id = id
    self.settings = settings
    self.operations = operations
    plans = operations.map(\.plan)
    self.database = database
    self.warmRecords = warmRecords
    self.cluster = cluster
    self.spaces = spaces
    self.instruments = instruments
    breaker = CircuitBreaker(settings.breaker)
    draws = CacheDraws(key: RandomKey(seed: 0, replication: 0), cache: name)
  }

  mutating func start(_ timeline: inout Timeline) {
    draws = CacheDraws(key: timeline.key, cache: draws.cache)
    spaces.start(timeline.key)
    cluster.start(&timeline)
    warmUp()
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case CallSignal.call: take(event, &timeline)
    case Signal.replyDue:
      if let place = job(event.a, event.b) { takeReply(place, &timeline) }
    case CallSignal.answer:
      if let place = job(event.a, event.b) { takeAnswer(place, event, &timeline) }
    case CommitSignal.committed: noteCommit(event, &timeline)
    case Signal.flushDue: flush(&timeline)
    case ControlSignal.begin, ControlSignal.end: cluster.change(event, &timeline)
    default: cluster.handle(event, &timeline)
    }
  }

  mutating func sample(_ timeline: inout Timeline) { cluster.sample(&timeline) }

  // MARK: Requests

  private mutating func take(_ event: Event, _ timeline: inout Timeline) {
    let message = event.a
    let request = CallWord.request(event.small)
    let place = add(
      CacheJob(
        message: message, b: event.b, c: event.c, caller: event.d, began: timeline.now,
        record: spaces.record(of: timeline.messages[message]), request: request))
    timeline.recorder.count(instruments.requests)
    if timeline.isTracing { timeline.note(.asked, message, at: id, with: event.d) }
    switch operations[request] {
    case .read: lookUp(place, &timeline)
    case .write, .delete: write(place, &timeline)
    case .cacheOnly: run(place, trip: 0, after: .done, &timeline)
    }
  }

  /// Answers the caller and forgets the job.
  mutating func finish(_ place: Int, _ status: UInt16, _ timeline: inout Timeline) {
    let job = jobs[place]
    var word = status
    if status == CallStatus.ok {
      if job.isAbsent { word |= AnswerWord.absent }
      if isStale(job) {
        word |= AnswerWord.stale
        if !job.isBackground { timeline.recorder.count(instruments.stale) }
      }
      if !job.isBackground {
        timeline.recorder.count(instruments.answered)
        timeline.recorder.record(instruments.latency, timeline.now - job.began, at: timeline.now)
      }
    } else if !job.isBackground {
      timeline.recorder.count(instruments.failed)
    }
    if job.leads { land(job, status, &timeline) }
    if !job.isBackground {
      let age = job.snapshot > 0 ? timeline.now - job.snapshot : 0
      timeline.schedule(
        Event(
          to: job.caller, CallSignal.answer, small: word, a: job.b, b: job.c, c: AnswerWord.microseconds(age),
          d: AnswerWord.microseconds(job.waited)), after: 0)
    }
    timeline.messages.release(job.message)
    jobs[place].generation &+= 1
    free.give(UInt32(truncatingIfNeeded: place))
  }

  /// Whether a read has got what a commit before it has replaced.
  private func isStale(_ job: CacheJob) -> Bool {
    guard operations[job.request] == .read, job.snapshot > 0 else { return false }
    return commits.isStale(job.record, asOf: job.snapshot, readBegan: job.began)
  }

  /// A record has been written: by this cache's application or by somebody else.
  private mutating func noteCommit(_ event: Event, _ timeline: inout Timeline) {
    // What was written behind has been true since the cache took it.
    if event.c == id, settings.strategy == .writeBehind { return }
    commits.note(UInt64(event.b) << 32 | UInt64(event.a), at: timeline.now)
  }

  // MARK: Commands

  /// Sends a command to the record's node, unless the breaker keeps it from that; false if it does.
  mutating func send(_ command: CacheCommand, for place: Int, _ timeline: inout Timeline) -> Bool {
    let node = cluster.node(of: command.key)
    guard breaker.admits(node, at: timeline.now) else {
      timeline.recorder.count(instruments.notAsked)
      return false
    }
    jobs[place].commands &+= 1
    jobs[place].asked = node
    wait(for: cluster.execute(command, &timeline), place, &timeline)
    return true
  }

  /// The job goes on when the reply is there, or the client's patience is at its end.
  mutating func wait(for reply: CacheReply, _ place: Int, _ timeline: inout Timeline) {
    let patience = timeline.now.advanced(by: settings.timeout)
    jobs[place].reply = reply
    jobs[place].timedOut = reply.at > patience
    timeline.schedule(
      Event(to: id, Signal.replyDue, a: UInt32(truncatingIfNeeded: place), b: jobs[place].generation),
      at: min(reply.at, patience))
  }

  private mutating func takeReply(_ place: Int, _ timeline: inout Timeline) {
    var reply = jobs[place].reply
    if !jobs[place].timedOut, cluster.isLost(reply.node, life: reply.life) {
      // It had answered, and went down before the answer was out: the client waits in vain.
      jobs[place].timedOut = true
      jobs[place].reply.outcome = .silence
      let patience = timeline.now.advanced(by: settings.timeout)
      return timeline.schedule(
        Event(to: id, Signal.replyDue, a: UInt32(truncatingIfNeeded: place), b: jobs[place].generation), at: patience)
    }
    if jobs[place].timedOut { reply.outcome = .silence } else { jobs[place].waited += reply.waited }
    switch reply.outcome {
    case .silence, .unavailable, .throttled:
      timeline.recorder.count(jobs[place].timedOut ? instruments.timeouts : instruments.unavailable)
      if breaker.failed(jobs[place].asked, at: timeline.now) { timeline.recorder.count(instruments.opened) }
    default: breaker.succeeded(jobs[place].asked)
    }
    switch jobs[place].phase {
    case .lookUp: lookedUp(place, reply.outcome, &timeline)
    case .store: finish(place, CallStatus.ok, &timeline)
    case .update: updated(place, reply.outcome, &timeline)
    case .command: ran(place, reply.outcome, &timeline)
    case .load, .share, .commit, .flush: break
    }
  }

  // MARK: The database

  /// Asks the database on a job's behalf.
  mutating func ask(_ word: UInt16, for place: Int, _ phase: CacheJob.Phase, _ timeline: inout Timeline) {
    guard let database else { return }
    jobs[place].phase = phase
    timeline.messages.retain(jobs[place].message)
    if timeline.isTracing {
      timeline.note(
        phase == .load ? .loaded : .called, jobs[place].message, at: id, with: database.component, a: 1, b: 1)
    }
    timeline.schedule(
      Event(
        to: database.component, CallSignal.call, small: word, a: jobs[place].message,
        b: UInt32(truncatingIfNeeded: place), c: jobs[place].generation, d: id), after: 0)
  }

  private mutating func takeAnswer(_ place: Int, _ event: Event, _ timeline: inout Timeline) {
    jobs[place].waited += AnswerWord.length(event.d)
    let status = AnswerWord.status(event.small)
    let snapshot = timeline.now - AnswerWord.length(event.c)
    switch jobs[place].phase {
    case .load: loaded(place, status, isAbsent: event.small & AnswerWord.absent != 0, snapshot, &timeline)
    case .commit: committed(place, status, at: snapshot, &timeline)
    case .flush: flushed(place, status, &timeline)
    case .lookUp, .share, .store, .update, .command: break
    }
  }

  // MARK: Places

  /// The place of a job that still waits for an event; nil for one that is over.
  private func job(_ place: UInt32, _ generation: UInt32) -> Int? {
    Int(place) < jobs.count && jobs[Int(place)].generation == generation ? Int(place) : nil
  }

  mutating func add(_ job: CacheJob) -> Int {
    guard let place = free.take() else {
      jobs.append(job)
      flights.reserve(jobs.count)
      return jobs.count - 1
    }
    let generation = jobs[Int(place)].generation
    jobs[Int(place)] = job
    jobs[Int(place)].generation = generation
    return Int(place)
  }
}

/// A cache's own random draws, each by a key of its own.
struct CacheDraws: Sendable {
  let cache: String
  let jitter, refresh: DrawStream

  init(key: RandomKey, cache: String) {
    self.cache = cache
    jitter = DrawStream(key, name: cache, purpose: "ttl jitter")
    refresh = DrawStream(key, name: cache, purpose: "early refresh")
  }
}
