// SPDX-License-Identifier: GPL-3.0-or-later

import DequeModule
import Simulation
import Statistics

/// A source connector with its one task, which captures the changes of a database and sends them to a log.
///
/// A snapshot comes first: all rows, one after the other. Then the task reads the database's own log from where the
/// snapshot began: it waits for changes until a batch is full or the poll interval is over, works on them, and sends
/// them at once (Debezium: `ChangeEventQueue`, poll.interval.ms, max.batch.size). What it has sent it notes every
/// offset.flush.interval.ms; after a crash it goes on from there and sends again what came after. Until the task is
/// back, changes wait in the database's log: no memory is used for messages.
struct SourceConnector: Component {
  /// The connector's own signals.
  enum Signal {
    static let poll = ConsumerSignal.own  // turn
    static let emit = ConsumerSignal.own + 1  // turn; small: 1 for rows
    static let commit = ConsumerSignal.own + 2
    static let takeOver = ConsumerSignal.own + 3  // turn
    static let workerBack = ConsumerSignal.own + 4  // worker, generation
  }

  /// A change in the database's log.
  struct Change: BitwiseCopyable, Sendable {
    /// When it was committed.
    var at: Instant
    var number: UInt64
    var key: UInt32
    /// What was sent of it, with a reference, until the offsets are committed; ``Message/noOrigin`` before.
    var message = Message.noOrigin
    var isTombstone = false
  }

  let id: ComponentID
  let settings: SourceConnectorSettings
  let instruments: SourceConnectorInstruments
  let flow: FlowID
  let target: ComponentID
  /// The keys of its own changes; nil where they have none, or are those of a database.
  let keys: KeyPopulation?
  var draws: SourceConnectorDraws
  var walker: LoadWalker
  /// The next change of its own; nil where there is none any more, or the changes are those of a database.
  var nextChange: Instant?
  /// Changes so far.
  var index: UInt64 = 0
  /// Changes that are not sent, the oldest first, and those that are sent and whose offsets are not committed.
  var pending = Deque<Change>()
  var uncommitted = Deque<Change>()
  /// Rows still to read, rows ever sent, and whether the offsets after the snapshot are committed.
  var rowsLeft: Int
  var rowsSent = 0
  var isSnapshotCommitted: Bool
  var workers: ConnectWorkers
  /// The worker that has the task.
  var taskWorker = 0
  /// Whether the task runs, works on a batch, or waits for changes.
  var isRunning = true
  var isBusy = false
  var isWaiting = false
  /// Whether the task begins with the first worker that comes back.
  var waitsForWorker = false
  /// Of the batch that is worked on.
  var taken = 0
  /// Grows with every step of the task, so that an old timer never fits.
  var turn: UInt32 = 0
  var faults = FleetFaults()
  var busy = BusyTime()

  init(
    id: ComponentID, settings: SourceConnectorSettings, instruments: SourceConnectorInstruments, flow: FlowID,
    target: ComponentID, keys: KeyPopulation?
  ) {
    self.id = id
    self.settings = settings
    self.instruments = instruments
    self.flow = flow
    self.target = target
    self.keys = keys
    rowsLeft = settings.snapshot?.rows ?? 0
    isSnapshotCommitted = settings.snapshot == nil
    workers = ConnectWorkers(settings.workers, of: settings.workers)
    walker = LoadWalker(settings.shape, rate: settings.rate)
    draws = SourceConnectorDraws(key: RandomKey(seed: 0, replication: 0), connector: settings.name)
  }

  mutating func start(_ timeline: inout Timeline) {
    draws = SourceConnectorDraws(key: timeline.key, connector: settings.name)
    timeline.recorder.set(instruments.workers, Double(settings.workers), at: timeline.now)
    if settings.capture == nil { advance() }
    timeline.schedule(Event(to: id, Signal.commit), after: settings.offsetFlush)
    showTask(&timeline)
    beginTurn(&timeline)
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case CommitSignal.committed: noteCommit(key: event.a, &timeline)
    case Signal.poll: if event.b == turn { poll(&timeline) }
    case Signal.emit: if event.b == turn { emit(isRows: event.small == 1, &timeline) }
    case Signal.commit: commit(&timeline)
    case Signal.takeOver: if event.b == turn { takeOver(&timeline) }
    case Signal.workerBack: takeBack(Int(event.a), generation: event.b, &timeline)
    case ProducerSignal.throttled:
      // A log's own client tries again; what comes back is given up.
      timeline.recorder.count(instruments.throttled)
      timeline.end(event.a, as: .rejected)
      timeline.messages.release(event.a)
    case ControlSignal.begin: beginFault(event, &timeline)
    case ControlSignal.end: endFault(event, &timeline)
    default: break
    }
  }

  // MARK: Changes

  /// Draws when the next change of its own is committed.
  private mutating func advance() {
    nextChange = walker.advance(by: -DeterministicMath.log(draws.gap.uniform(index)))
  }

  /// Lets changes of its own happen up to an instant, or until so many wait.
  mutating func generate(until time: Instant, most: Int = .max) {
    while let at = nextChange, at <= time, pending.count < most {
      append(at: at, key: keys.map { $0.key(draws.key.uniform(index), at: at) } ?? 0)
      advance()
    }
  }

  private mutating func append(at time: Instant, key: UInt32) {
    // Rows have the first numbers; each change has two, the second for a tombstone.
    let number = UInt64(settings.snapshot?.rows ?? 0) + 2 * index
    pending.append(Change(at: time, number: number, key: key))
    if settings.deletes > 0, draws.delete.uniform(index) < settings.deletes {
      pending.append(Change(at: time, number: number + 1, key: key, isTombstone: true))
    }
    index += 1
  }

  /// A write has been committed in the database.
  private mutating func noteCommit(key: UInt32, _ timeline: inout Timeline) {
    append(at: timeline.now, key: key)
    if isWaiting, pending.count >= settings.maxBatch { poll(&timeline) }
  }

  // MARK: The task

  /// Begins the next turn: reads rows, or waits for changes.
  mutating func beginTurn(_ timeline: inout Timeline) {
    turn &+= 1
    isWaiting = false
    guard isRunning, !faults.isPaused else { return }
    if rowsLeft > 0 { return readRows(&timeline) }
    isWaiting = true
    var due = timeline.now.advanced(by: settings.pollInterval)
    generate(until: due, most: settings.maxBatch)
    if pending.count >= settings.maxBatch { due = min(due, max(timeline.now, pending[settings.maxBatch - 1].at)) }
    timeline.schedule(Event(to: id, Signal.poll, b: turn), at: due)
  }

  private mutating func readRows(_ timeline: inout Timeline) {
    guard let snapshot = settings.snapshot else { return }
    taken = min(settings.maxBatch, rowsLeft)
    work(for: snapshot.rowTime, isRows: true, &timeline)
  }

  private mutating func poll(_ timeline: inout Timeline) {
    isWaiting = false
    guard !faults.isPaused else { return }
    taken = 0
    while taken < min(settings.maxBatch, pending.count), pending[taken].at <= timeline.now { taken += 1 }
    guard taken > 0 else { return beginTurn(&timeline) }
    work(for: settings.changeTime, isRows: false, &timeline)
  }

  private mutating func work(for each: Nanoseconds, isRows: Bool, _ timeline: inout Timeline) {
    isBusy = true
    busy.change(by: 1, at: timeline.now)
    turn &+= 1
    timeline.schedule(
      Event(to: id, Signal.emit, small: isRows ? 1 : 0, b: turn),
      after: Nanoseconds(seconds: each.seconds * Double(taken) * faults.slowness))
  }

  private mutating func emit(isRows: Bool, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.polls)
    if isRows {
      sendRows(&timeline)
    } else {
      for _ in 0..<taken { if let change = pending.popFirst() { send(change, &timeline) } }
    }
    endWork(&timeline)
    beginTurn(&timeline)
  }

  mutating func endWork(_ timeline: inout Timeline) {
    guard isBusy else { return }
    isBusy = false
    taken = 0
    busy.change(by: -1, at: timeline.now)
  }

  // MARK: What it shows

  func showTask(_ timeline: inout Timeline) {
    timeline.recorder.set(instruments.running, isRunning ? 1 : 0, at: timeline.now)
  }

  mutating func sample(_ timeline: inout Timeline) {
    generate(until: timeline.now)
    // Changes are generated ahead while the task waits for them, at most a batch.
    var waiting = pending.count
    while waiting > 0, pending[waiting - 1].at > timeline.now { waiting -= 1 }
    timeline.recorder.set(instruments.lagMessages, Double(waiting), at: timeline.now)
    let age = waiting > 0 ? (timeline.now - pending[0].at).seconds : 0
    timeline.recorder.set(instruments.lag, age, at: timeline.now)
    let share = busy.takeShare(of: 1, at: timeline.now)
    timeline.recorder.set(instruments.utilisation, share, at: timeline.now)
    let all = Double(settings.workers * settings.compute.vcpus)
    timeline.recorder.set(instruments.percent, 100 * share / all, at: timeline.now)
  }
}

/// A source connector's random draws, each by a key of its own.
struct SourceConnectorDraws: Sendable {
  let gap, key, size, rowSize, delete: DrawStream

  init(key: RandomKey, connector: String) {
    gap = DrawStream(key, name: connector, purpose: "gap")
    self.key = DrawStream(key, name: connector, purpose: "key")
    size = DrawStream(key, name: connector, purpose: "size")
    rowSize = DrawStream(key, name: connector, purpose: "row size")
    delete = DrawStream(key, name: connector, purpose: "delete")
  }
}
