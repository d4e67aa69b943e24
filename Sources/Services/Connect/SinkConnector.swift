// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// A sink connector with its tasks, each a member of a consumer group that reads a log and writes objects.
///
/// A task takes records, converts them, and adds each to the object of its partition. An object that is full, or old
/// enough, is uploaded; the task does nothing else meanwhile. Only then are its records delivered, and only what is
/// delivered is committed (``LogReading/commitsDelivered``), every offset.flush.interval.ms: what a lost task had in hand
/// is read again, and what it had written since the last commit is written again.
struct SinkConnector: Component {
  /// The connector's own signals.
  enum Signal {
    static let worked = ConsumerSignal.own  // task, life
    static let uploaded = ConsumerSignal.own + 1  // task, life
    static let due = ConsumerSignal.own + 2  // task, life
    static let takeOver = ConsumerSignal.own + 3  // task, life
    static let workerBack = ConsumerSignal.own + 4  // worker, generation
    static let measure = ConsumerSignal.own + 5
    static let workerReady = ConsumerSignal.own + 6  // worker, generation
  }

  /// An object that is being filled.
  struct Object: Sendable {
    let partition: UInt32
    let openedAt: Instant
    /// Each with one reference.
    var messages: [MessageID] = []
    var bytes: Int64 = 0
    /// The work on the latest batch that is in it.
    var work: Nanoseconds = 0
  }

  struct Task: Sendable {
    enum State: UInt8, Sendable { case absent, up, leaving, down, failed }

    var state = State.absent
    /// Lives so far: what belongs to an earlier one is void.
    var life: UInt32 = 0
    var worker: Int
    var isPolling = false
    var isBusy = false
    /// What it works on, and what has come meanwhile; each with its partition.
    var batch: (id: BatchID, partition: UInt32)?
    var held: (id: BatchID, partition: UInt32)?
    var workTime: Nanoseconds = 0
    /// Objects that are filled, and those that are full, the first of them perhaps on its way.
    var open: [Object] = []
    var full: [Object] = []
    var isUploading = false

    var isAlive: Bool { state == .up || state == .leaving }
  }

  let id: ComponentID
  let settings: SinkConnectorSettings
  let instruments: SinkConnectorInstruments
  /// The log.
  let source: ComponentID
  /// What counts the bytes of objects, where somebody pays for their way.
  let toll: Toll?
  var order: KeyOrder?
  var draws: SinkConnectorDraws
  var tasks: [Task]
  var workers: ConnectWorkers
  /// By partition: the task that has got records of it last; ``nobody`` for none.
  var holders: [UInt32] = []
  /// Workers that are paid for, and one of them that is not there yet.
  var paid: Int
  var isStarting = false
  /// Tasks that begin with the first worker that comes back.
  var waitsForWorker = false
  var faults = FleetFaults()
  /// Tasks that work or upload; those that work, once for the reports and once for the scaling.
  var busy = BusyTime()
  var processor = BusyTime()
  var scaling = BusyTime()

  init(
    id: ComponentID, settings: SinkConnectorSettings, instruments: SinkConnectorInstruments, source: ComponentID,
    order: KeyOrder?, toll: Toll? = nil
  ) {
    self.toll = toll
    self.id = id
    self.settings = settings
    self.instruments = instruments
    self.source = source
    self.order = order
    // With autoscaled capacity each worker has its own tasks, else the workers share them.
    let each = settings.compute.vcpus
    let isScaled = settings.autoscale != nil
    tasks = (0..<settings.mostTasks).map { Task(worker: isScaled ? $0 / each : $0 % settings.workers) }
    workers = ConnectWorkers(settings.workers, of: settings.mostWorkers)
    paid = settings.workers
    draws = SinkConnectorDraws(key: RandomKey(seed: 0, replication: 0), connector: settings.name)
  }

  mutating func start(_ timeline: inout Timeline) {
    draws = SinkConnectorDraws(key: timeline.key, connector: settings.name)
    for task in tasks.indices where workers[tasks[task].worker] {
      tasks[task].state = .up
      advance(task, &timeline)
    }
    showTasks(&timeline)
    if let autoscale = settings.autoscale {
      timeline.schedule(Event(to: id, Signal.measure), after: autoscale.period)
    }
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    let task = Int(event.a)
    switch event.signal {
    case ConsumerSignal.records: take(event, &timeline)
    case Signal.worked: if isCurrent(event) { endWork(task, &timeline) }
    case Signal.uploaded: if isCurrent(event) { endUpload(task, &timeline) }
    case Signal.due: if isCurrent(event) { advance(task, &timeline) }
    case Signal.takeOver: if tasks[task].state == .down, tasks[task].life == event.b { takeOver(task, &timeline) }
    case Signal.workerBack: takeBack(task, generation: event.b, &timeline)
    case Signal.measure: measure(&timeline)
    case Signal.workerReady: addWorker(task, generation: event.b, &timeline)
    case ControlSignal.begin: beginFault(event, &timeline)
    case ControlSignal.end: endFault(event, &timeline)
    default: break
    }
  }

  private func isCurrent(_ event: Event) -> Bool {
    tasks[Int(event.a)].isAlive && tasks[Int(event.a)].life == event.b
  }

  // MARK: Records

  private mutating func take(_ event: Event, _ timeline: inout Timeline) {
    guard isCurrent(event) else { return release(event.c, &timeline) }
    let task = Int(event.a)
    tasks[task].isPolling = false
    tasks[task].held = (event.c, event.d)
    noteRecords(of: event.d, event.c, to: task, &timeline)
    advance(task, &timeline)
  }

  func release(_ batch: BatchID, _ timeline: inout Timeline) {
    for place in 0..<timeline.batches.count(batch) { timeline.messages.release(timeline.batches[batch, place]) }
    timeline.batches.remove(batch)
  }

  /// Lets a task do what comes next: upload what is full or old enough, work on what has come, ask for more.
  mutating func advance(_ task: Int, _ timeline: inout Timeline) {
    guard tasks[task].isAlive, !tasks[task].isBusy else { return }
    closeObjects(task, at: timeline.now)
    if !tasks[task].full.isEmpty { return beginUpload(task, &timeline) }
    if let held = tasks[task].held {
      tasks[task].held = nil
      return beginWork(task, held, &timeline)
    }
    if tasks[task].state == .leaving { return finishLeaving(task, &timeline) }
    guard !tasks[task].isPolling, !faults.isPaused else { return }
    tasks[task].isPolling = true
    timeline.schedule(
      Event(
        to: source, LogSignal.poll, a: UInt32(task), b: tasks[task].life, c: UInt32(settings.maxPollRecords), d: id),
      after: 0)
  }

  private mutating func beginWork(
    _ task: Int, _ batch: (id: BatchID, partition: UInt32), _ timeline: inout Timeline
  ) {
    let count = timeline.batches.count(batch.id)
    for place in 0..<count {
      let message = timeline.batches[batch.id, place]
      let isFirst = timeline.beginAttempt(
        at: message, from: UInt16(truncatingIfNeeded: source), worked: instruments.worked,
        duplicateWork: instruments.duplicateWork)
      if isFirst, order != nil { order?.note(timeline.messages[message], &timeline) }
      if timeline.isTracing {
        timeline.note(.began, message, at: id, a: Int64(timeline.messages[message].attempts), b: Int64(task))
      }
    }
    timeline.recorder.count(instruments.attempts, Int64(count))
    tasks[task].batch = batch
    setBusy(task, true, isWork: true, &timeline)
    // More tasks than processors slow each other down.
    let processors = max(1, workers.upCount * settings.compute.vcpus)
    let stretch = max(1, Double(processor.busy) / Double(processors))
    let seconds = settings.recordTime.seconds * Double(count) * faults.slowness * stretch
    tasks[task].workTime = Nanoseconds(seconds: seconds)
    timeline.schedule(
      Event(to: id, Signal.worked, a: UInt32(task), b: tasks[task].life), after: tasks[task].workTime)
  }

  private mutating func endWork(_ task: Int, _ timeline: inout Timeline) {
    guard let batch = tasks[task].batch else { return }
    tasks[task].batch = nil
    setBusy(task, false, isWork: true, &timeline)
    var place = 0
    var added = 0
    let count = timeline.batches.count(batch.id)
    while place < count {
      let message = timeline.batches[batch.id, place]
      place += 1
      guard holds(batch.partition, task) else {
        // Another task reads the partition by now, from what was committed on.
        timeline.messages.release(message)
        continue
      }
      if let errors = settings.errors, draws.error.uniform(timeline.messages[message].drawKey) < errors.share {
        timeline.recorder.count(instruments.skipped, errors.isTolerated ? 1 : 0)
        if timeline.isTracing {
          timeline.note(.failed, message, at: id, a: tasks[task].workTime, b: TraceStep.Cause.poison.rawValue)
        }
        if errors.isTolerated { timeline.end(message, as: errors.goesToDeadLetterTopic ? .deadLettered : .expired) }
        timeline.messages.release(message)
        if errors.isTolerated { continue }
        while place < count {
          timeline.messages.release(timeline.batches[batch.id, place])
          place += 1
        }
        timeline.recorder.add(instruments.buffered, Double(added), at: timeline.now)
        timeline.batches.remove(batch.id)
        return failTask(task, &timeline)
      }
      add(message, to: batch.partition, task, &timeline)
      added += 1
    }
    timeline.recorder.add(instruments.buffered, Double(added), at: timeline.now)
    timeline.batches.remove(batch.id)
    advance(task, &timeline)
  }

  // MARK: What it shows

  mutating func setBusy(_ task: Int, _ isBusy: Bool, isWork: Bool, _ timeline: inout Timeline) {
    tasks[task].isBusy = isBusy
    busy.change(by: isBusy ? 1 : -1, at: timeline.now)
    guard isWork else { return }
    processor.change(by: isBusy ? 1 : -1, at: timeline.now)
    scaling.change(by: isBusy ? 1 : -1, at: timeline.now)
  }

  func showTasks(_ timeline: inout Timeline) {
    timeline.recorder.set(instruments.workers, Double(paid), at: timeline.now)
    timeline.recorder.set(instruments.running, Double(tasks.count { $0.isAlive }), at: timeline.now)
    timeline.recorder.set(instruments.failedTasks, Double(tasks.count { $0.state == .failed }), at: timeline.now)
  }

  mutating func sample(_ timeline: inout Timeline) {
    let running = max(1, tasks.count { $0.isAlive })
    timeline.recorder.set(
      instruments.utilisation, min(1, busy.takeShare(of: running, at: timeline.now)), at: timeline.now)
    let processors = max(1, workers.upCount * settings.compute.vcpus)
    timeline.recorder.set(
      instruments.percent, min(100, 100 * processor.takeShare(of: processors, at: timeline.now)), at: timeline.now)
  }
}

/// A sink connector's random draws, each by a key of its own.
struct SinkConnectorDraws: Sendable {
  let put, error: DrawStream

  init(key: RandomKey, connector: String) {
    put = DrawStream(key, name: connector, purpose: "put")
    error = DrawStream(key, name: connector, purpose: "error")
  }
}
