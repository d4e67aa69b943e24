// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// A fleet of identical worker tasks that take messages from one channel.
///
/// Each task has one poller and a number of slots. The poller asks for messages when no call is under way, nothing it
/// received waits, and a slot is free. A slot takes one message at a time through the fleet's program (work, call other
/// parts, then delete, or delete first). Tasks come and go: by a scaling policy, by crashes and by planned faults.
///
/// What is called for every message is mutating even where it changes nothing: else it might be handed a copy of all this.
struct Fleet: Component {
  /// The fleet's own signals.
  enum Signal {
    static let poll = ConsumerSignal.own  // task, life
    static let worked = ConsumerSignal.own + 1  // job, generation
    static let heartbeat = ConsumerSignal.own + 2  // job, generation
    static let crash = ConsumerSignal.own + 3  // task, life
    static let started = ConsumerSignal.own + 4  // task, life
    static let retry = ConsumerSignal.own + 5  // as CallSignal.answer
    static let graceOver = ConsumerSignal.own + 6  // task, life
    static let paidOff = ConsumerSignal.own + 7
    static let nextWave = ConsumerSignal.own + 8
    static let measure = ConsumerSignal.own + 9
    static let evaluate = ConsumerSignal.own + 10  // small: 0 if there is no point, wide: the point's bits
    static let tryAgain = ConsumerSignal.own + 11  // job, generation
  }

  let id: ComponentID
  let settings: FleetSettings
  let instruments: FleetInstruments
  let source: ComponentID
  /// How it reads its channel, if that is a log.
  let log: FleetLog?
  /// Whether each key's messages come in their order; nil where they have no keys.
  var order: KeyOrder?
  let program: [FleetStep]
  /// What every call for messages asks for.
  let call: UInt32
  /// For each flow the stage that a message passes here, where the fleet hands on.
  let stages: [UInt8]
  /// Whether the records of a log take no time, so that a batch of them is worked on in one go.
  let worksAtOnce: Bool
  /// Whether each task's work is measured for a scaling policy.
  let measuresWork: Bool
  var tasks: [FleetTask] = []
  var jobs: [FleetJob] = []
  /// For each task a list of what waits (`2 * task`) and of what runs (`2 * task + 1`).
  var lists = IndexLists(lists: 0)
  var freePlaces = FreePlaces()
  var draws: FleetDraws
  var calls: Calls
  var busy = 0
  var slotsUp = 0
  var count = FleetCount()
  var faults = FleetFaults()
  var scaler: FleetScaler?

  init(
    id: ComponentID, settings: FleetSettings, instruments: FleetInstruments, source: ComponentID, calls: Calls,
    stages: [UInt8], scaler: FleetScaler?, log: FleetLog? = nil, order: KeyOrder? = nil
  ) {
    self.id = id
    self.log = log
    self.order = order
    self.settings = settings
    self.instruments = instruments
    self.source = source
    self.calls = calls
    self.stages = stages
    self.scaler = scaler
    measuresWork = scaler?.policy.measure == .utilisation
    call = ReceiveCall.word(
      most: settings.receive, visibilityTimeout: settings.visibilityTimeout, wait: settings.receiveWait)
    worksAtOnce = log != nil && settings.serviceTime == .zero && settings.calls.isEmpty
    program = FleetStep.program(settings, readsLog: log != nil)
    draws = FleetDraws(key: RandomKey(seed: 0, replication: 0), fleet: settings.name)
    for _ in 0..<settings.tasks { addTask() }
  }

  mutating func start(_ timeline: inout Timeline) {
    draws = FleetDraws(key: timeline.key, fleet: settings.name)
    calls.start(timeline.key)
    for task in tasks.indices {
      move(task, to: .up)
      slotsUp += settings.slots
      count.paid += 1
      // Tasks that pause between polls are not in step with each other.
      let offset = Double(settings.pollPause) * draws.start.uniform(UInt64(task))
      schedulePoll(task, after: Nanoseconds(offset), &timeline)
      scheduleCrash(task, &timeline)
    }
    showTasks(&timeline)
    startScaling(&timeline)
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case ConsumerSignal.delivered: receive(event, &timeline)
    case ConsumerSignal.records: takeRecords(event, &timeline)
    case ConsumerSignal.empty: receiveNothing(event, &timeline)
    case ConsumerSignal.done:
      if isCurrent(event.a, event.b) { finishStep(event.a, &timeline) }
    case Signal.worked:
      if isCurrent(event.a, event.b) { endWork(event.a, &timeline) }
    case Signal.poll: poll(Int(event.a), life: event.b, &timeline)
    case Signal.heartbeat:
      if isCurrent(event.a, event.b) { extend(event.a, &timeline) }
    case CallSignal.answer, Signal.retry: takeAnswer(event, &timeline)
    case Signal.tryAgain:
      if isCurrent(event.a, event.b) { begin(event.a, &timeline) }
    case Signal.crash: crash(Int(event.a), life: event.b, &timeline)
    case Signal.started: finishStart(Int(event.a), life: event.b, &timeline)
    case Signal.graceOver: endGrace(Int(event.a), life: event.b, &timeline)
    case Signal.paidOff: payOff(&timeline)
    case Signal.nextWave: startWave(&timeline)
    case Signal.measure: measure(&timeline)
    case Signal.evaluate: evaluate(event, &timeline)
    case ControlSignal.begin: beginFault(event, &timeline)
    case ControlSignal.end: endFault(event, &timeline)
    default: break
    }
  }

  // MARK: Jobs

  func isCurrent(_ job: UInt32, _ generation: UInt32) -> Bool {
    jobs[Int(job)].state != .free && jobs[Int(job)].generation == generation
  }

  mutating func addJob(_ event: Event) -> UInt32 {
    let index: UInt32
    if let place = freePlaces.take() {
      index = place
    } else {
      index = UInt32(truncatingIfNeeded: jobs.count)
      jobs.append(FleetJob())
      lists.reserve(jobs.count)
    }
    let generation = jobs[Int(index)].generation &+ 1
    jobs[Int(index)] = FleetJob(
      message: event.d, entry: event.b, receipt: event.c, task: event.a, generation: generation, state: .buffered)
    return index
  }

  /// Ends a running job and lets its task go on.
  mutating func free(_ job: UInt32, _ timeline: inout Timeline) {
    let task = Int(jobs[Int(job)].task)
    lists.remove(job, from: 2 * task + 1)
    changeBusy(task, by: -1, &timeline)
    discard(job, &timeline)
    advance(task, &timeline)
  }

  /// Frees the place of a job that is in no list.
  mutating func discard(_ job: UInt32, _ timeline: inout Timeline) {
    if log == nil { timeline.messages.release(jobs[Int(job)].message) } else { discardRecords(job, &timeline) }
    jobs[Int(job)].state = .free
    freePlaces.give(job)
  }

  /// Counts a slot of a task as busy (1) or free (-1).
  mutating func changeBusy(_ task: Int, by change: Int, _ timeline: inout Timeline) {
    if measuresWork { noteWork(task, at: timeline.now) }
    tasks[task].busySlots = UInt32(Int(tasks[task].busySlots) + change)
    busy += change
    showBusy(&timeline)
  }

  mutating func showBusy(_ timeline: inout Timeline) {
    timeline.recorder.set(instruments.busy, Double(busy), at: timeline.now)
    timeline.recorder.set(
      instruments.utilisation, slotsUp > 0 ? Double(busy) / Double(slotsUp) : 1, at: timeline.now)
    if instruments.surplus != nil { showSurplus(&timeline) }
  }

  /// What burstable instances use above their baseline, as far as the busy slots tell.
  func showSurplus(_ timeline: inout Timeline) {
    guard let gauge = instruments.surplus, case .ec2(let instance) = settings.compute else { return }
    let instances = (count.paid + instance.tasks - 1) / instance.tasks
    guard let surplus = instance.surplus(busySlots: busy, instances: instances) else { return }
    timeline.recorder.set(gauge, surplus, at: timeline.now)
  }
}
