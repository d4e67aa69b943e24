// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// A function of AWS Lambda, with what invokes it: an event source mapping that polls a queue or a log, or its own queue
/// of asynchronous events.
///
/// An invocation asks for an environment: a provisioned one, an idle one, else a new one, which begins with a cold start.
/// Above the limits it is throttled: a mapping tries again until the messages' visibility timeout has passed and then
/// drops the batch, which has used up a receive without a run; an event goes back to the asynchronous queue. The
/// handler works through its messages step by step: work, then calls of other parts.
struct LambdaFunction: Component {
  /// The function's own signals.
  enum Signal {
    static let poll = ConsumerSignal.own  // poller
    static let begin = ConsumerSignal.own + 1  // invocation, generation
    static let handle = ConsumerSignal.own + 2  // invocation, generation
    static let worked = ConsumerSignal.own + 3  // job, generation
    static let finish = ConsumerSignal.own + 4  // invocation, generation
    static let handOver = ConsumerSignal.own + 5  // invocation, generation
    static let timeoutDue = ConsumerSignal.own + 6
    static let idleDue = ConsumerSignal.own + 7
    static let scaleDue = ConsumerSignal.own + 8
    static let accepted = ConsumerSignal.own + 9  // message
    static let dispatch = ConsumerSignal.own + 10  // job, generation
    static let keepWarm = ConsumerSignal.own + 11
    static let retryCall = ConsumerSignal.own + 12  // as CallSignal.answer
    static let batchWorked = ConsumerSignal.own + 13  // invocation, generation
    static let windowDue = ConsumerSignal.own + 14  // lane, number of its window
  }

  /// What a function is wired to.
  struct Wiring: Sendable {
    /// The queue or the log that its mapping polls, if it has one.
    var source: ComponentID?
    var readsLog = false
    /// Whether what is behind a message that fails must wait for it: in a FIFO queue, in a log.
    var keepsOrder = false
    /// How long the queue hides what it hands out, and how long a call that finds messages takes on average.
    var visibilityTimeout = Nanoseconds.farFuture
    var receiveTime: Nanoseconds = 0
    /// Deliveries after which the queue sets a message aside.
    var maximumReceives = Int.max
    /// Where given-up events go.
    var onFailure: ComponentID?
  }

  let id: ComponentID
  let settings: LambdaSettings
  let instruments: LambdaInstruments
  let limits: LambdaLimits
  let wiring: Wiring
  /// Measures the provisioned environments, which are paid for.
  let provisionedGauge: GaugeID?
  let program: [LambdaStep]
  /// For each flow the stage that a message passes here, where the function hands on.
  let stages: [UInt8]
  var outgoing: Calls
  /// Whether each key's messages come in their order; nil where they have no keys.
  var order: KeyOrder?
  var jobs: [LambdaJob] = []
  var freeJobs = FreePlaces()
  var invocations: [LambdaInvocation] = []
  var freeInvocations = FreePlaces()
  /// Running invocations in the order of their beginning, which is that of their timeouts.
  var running = IndexLists(lists: 1)
  var isTimeoutArmed = false
  var mapping: LambdaMapping
  /// What it holds of a log, if it reads one.
  var stream: LambdaStream
  var environments: LambdaEnvironments
  /// New environments, and synchronous calls.
  var newEnvironments: RateLimit
  var requestRate: RateLimit
  var busyOnDemand = 0
  var busyProvisioned = 0
  var warmings: UInt64 = 0
  var faults = LambdaFaults()
  var draws: LambdaDraws

  /// What stands for the queue that messages are worked on from: the one that is polled, or the function's own.
  var queueNumber: UInt16 { UInt16(truncatingIfNeeded: wiring.source ?? id) }

  init(
    id: ComponentID, settings: LambdaSettings, instruments: LambdaInstruments, limits: LambdaLimits, wiring: Wiring,
    provisionedGauge: GaugeID?, calls: Calls, stages: [UInt8], order: KeyOrder? = nil,
    stream: LambdaStream = LambdaStream()
  ) {
    self.stream = stream
    self.order = order
    self.id = id
    self.settings = settings
    self.instruments = instruments
    self.limits = limits
    self.wiring = wiring
    self.provisionedGauge = provisionedGauge
    outgoing = calls
    self.stages = stages
    program = LambdaStep.program(settings)
    mapping = LambdaMapping(settings.mapping, limit: limits.mapping)
    environments = LambdaEnvironments(idleLife: settings.idleLife, life: settings.environmentLife)
    newEnvironments = RateLimit(perSecond: Double(settings.scalingRate) / 10, burst: 10 * .second)
    // 10 synchronous requests a second for each environment that there may be (Developer Guide, requests per second).
    requestRate = RateLimit(perSecond: Double(max(1, 10 * limits.total)), burst: .second)
    draws = LambdaDraws(key: RandomKey(seed: 0, replication: 0), function: settings.name)
  }

  mutating func start(_ timeline: inout Timeline) {
    draws = LambdaDraws(key: timeline.key, function: settings.name)
    outgoing.start(timeline.key)
    noteEnvironments(&timeline)
    if let provisionedGauge { timeline.recorder.set(provisionedGauge, Double(limits.provisioned), at: 0) }
    stream.reserve(stream.rules.partitions)
    if wiring.source != nil { wakePollers(&timeline) }
    if let keepWarm = settings.keepWarm {
      timeline.schedule(Event(to: id, Signal.keepWarm), after: keepWarm.every)
    }
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case ConsumerSignal.delivered: receive(event, &timeline)
    case ConsumerSignal.empty: receiveNothing(event.a, &timeline)
    case ConsumerSignal.records: takeRecords(event, &timeline)
    case ConsumerSignal.partitions: takePartitions(Int(event.a), &timeline)
    case Signal.batchWorked:
      if isCurrent(event.a, event.b, .running) { endBatchWork(event.a, &timeline) }
    case Signal.windowDue: endWindow(event, &timeline)
    case ConsumerSignal.done:
      if isCurrentJob(event.a, event.b, .deleting) { endDelete(event.a, &timeline) }
    case Signal.worked:
      if isCurrentJob(event.a, event.b, .running) { endWork(event.a, &timeline) }
    case CallSignal.answer, Signal.retryCall: takeAnswer(event, &timeline)
    case Signal.begin:
      if isCurrent(event.a, event.b, .starting) { begin(event.a, &timeline) }
    case Signal.handle:
      if isCurrent(event.a, event.b, .running) { handleMessages(event.a, &timeline) }
    case Signal.finish:
      if isCurrent(event.a, event.b, .running) { end(event.a, isCutOff: false, &timeline) }
    case Signal.handOver:
      if isCurrent(event.a, event.b, .waiting) { handOver(event.a, &timeline) }
    case Signal.poll: poll(event.a, &timeline)
    case Signal.timeoutDue: endTimeouts(&timeline)
    case Signal.idleDue: endIdle(&timeline)
    case Signal.scaleDue: scale(&timeline)
    case CallSignal.call: accept(event, &timeline)
    case Signal.accepted: takeEvent(event.a, &timeline)
    case Signal.dispatch:
      if isCurrentJob(event.a, event.b, .waiting) { dispatch(event.a, &timeline) }
    case Signal.keepWarm: keepWarm(&timeline)
    case ControlSignal.begin: beginFault(event, &timeline)
    case ControlSignal.end: endFault(event, &timeline)
    default: break
    }
  }

  // MARK: Slabs

  func isCurrent(_ invocation: UInt32, _ generation: UInt32, _ state: LambdaInvocation.State) -> Bool {
    invocations[Int(invocation)].generation == generation && invocations[Int(invocation)].state == state
  }

  func isCurrentJob(_ job: UInt32, _ generation: UInt32, _ state: LambdaJob.State) -> Bool {
    jobs[Int(job)].generation == generation && jobs[Int(job)].state == state
  }

  mutating func addJob(_ message: MessageID, entry: UInt32 = 0, receipt: UInt32 = 0) -> UInt32 {
    let place: UInt32
    if let free = freeJobs.take() {
      place = free
    } else {
      place = UInt32(truncatingIfNeeded: jobs.count)
      jobs.append(LambdaJob())
    }
    let generation = jobs[Int(place)].generation &+ 1
    jobs[Int(place)] = LambdaJob(
      message: message, entry: entry, receipt: receipt, generation: generation, state: .waiting)
    return place
  }

  /// Frees a job and its hold on the message. Returns the next one of its invocation.
  @discardableResult
  mutating func dropJob(_ job: UInt32, _ timeline: inout Timeline) -> UInt32 {
    timeline.messages.release(jobs[Int(job)].message)
    jobs[Int(job)].state = .free
    freeJobs.give(job)
    return jobs[Int(job)].next
  }

  mutating func addInvocation(poller: UInt32, at now: Instant) -> UInt32 {
    let place: UInt32
    if let free = freeInvocations.take() {
      place = free
    } else {
      place = UInt32(truncatingIfNeeded: invocations.count)
      invocations.append(LambdaInvocation())
      running.reserve(invocations.count)
    }
    let generation = invocations[Int(place)].generation &+ 1
    invocations[Int(place)] = LambdaInvocation(
      poller: poller, generation: generation, receivedAt: now, state: .waiting)
    return place
  }

  /// Adds a job to the end of an invocation.
  mutating func append(_ job: UInt32, to invocation: UInt32, bytes: UInt32) {
    let last = invocations[Int(invocation)].lastJob
    if last == .max { invocations[Int(invocation)].firstJob = job } else { jobs[Int(last)].next = job }
    invocations[Int(invocation)].lastJob = job
    invocations[Int(invocation)].count += 1
    invocations[Int(invocation)].bytes += Int64(bytes)
    jobs[Int(job)].invocation = invocation
    jobs[Int(job)].next = .max
  }

  mutating func freeInvocation(_ invocation: UInt32) {
    invocations[Int(invocation)].state = .free
    freeInvocations.give(invocation)
  }
}
