// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// A FIFO queue of Amazon SQS.
///
/// The order in a message group is strict, whatever fails: a message goes back to its place, and blocks what is behind it.
/// While messages of a group are in flight no other of that group is returned. A call gets as many messages of one group
/// as it can, then goes on with the next group; groups are taken by their oldest message. AWS promises no order between
/// groups; this one is that of a search from the front of the queue.
///
/// A deduplication id is remembered only where it can come again: for messages that a producer repeats, and for messages
/// that a worker hands on, whose id is that of the message they continue.
struct FIFOQueue: SQSQueueing {
  /// The queue's own signals besides those of all queues.
  enum Signal {
    static let called = ChannelSignal.own + 16  // as CallSignal.call
    static let repeated = ChannelSignal.own + 17  // a message
    static let repeatArrived = ChannelSignal.own + 18  // a message
    static let admission = ChannelSignal.own + 19
    static let partitionsDue = ChannelSignal.own + 20
  }

  static var isFIFO: Bool { true }

  let id: ComponentID
  let settings: SQSSettings
  let fifo: FIFOSettings
  let instruments: SQSInstruments
  let measured: FIFOInstruments
  let deadLetter: ComponentID?
  let consumers: [(id: ComponentID, name: String)]
  let grouping: SQSGrouping
  var store = SQSStore(servers: 0, leavesOutRepeated: false)
  var waiters = SQSWaiters()
  var taken = [UInt32](repeating: 0, count: 10)
  var lanes: [SQSLane] = []
  var draws: SQSDraws
  var inFlight = 0
  var retentionDueAt = Instant.farFuture
  var waitDueAt = Instant.farFuture
  var deleteTime: Nanoseconds = 0
  var faults = SQSFaults()
  var redrive: SQSRedrive?
  var dataKeys: DataKeys?
  let redriveTasks: CounterID?
  var tolls = Tolls.none
  var callRequests: Int64 = 0
  var groups: FIFOGroups
  var limits: FIFOLimits
  var known: Deduplication
  /// The last of the messages that are looked through, and how many they are.
  var horizon = IndexLists.none
  var lookedThrough = 0
  var wasThrottled = false
  /// What the present send call counts as as soon as one of its messages is let through.
  var sendBytes: Int64 = 0
  /// Whether the first message of the present call to delete was let through.
  var firstDeleteAdmitted = true
  /// When waiting calls are to be tried again because a limit lets the next call through.
  var admissionDueAt = Instant.farFuture
  var countsPartitions = false

  init(
    id: ComponentID, settings: SQSSettings, fifo: FIFOSettings, instruments: SQSInstruments, measured: FIFOInstruments,
    deadLetter: ComponentID?, consumers: [(id: ComponentID, name: String)], grouping: SQSGrouping,
    dataKeys: DataKeys? = nil, redriveTasks: CounterID? = nil
  ) {
    self.id = id
    self.settings = settings
    self.fifo = fifo
    self.instruments = instruments
    self.measured = measured
    self.deadLetter = deadLetter
    self.consumers = consumers
    self.grouping = grouping
    self.dataKeys = dataKeys
    self.redriveTasks = redriveTasks
    groups = FIFOGroups(partitions: fifo.partitions)
    limits = FIFOLimits(perSecond: fifo.callLimit, burst: fifo.burst, partitions: fifo.partitions)
    known = Deduplication(window: fifo.dedupWindow)
    draws = SQSDraws(key: RandomKey(seed: 0, replication: 0), queue: settings.name, consumers: consumers)
  }

  mutating func start(_ timeline: inout Timeline) {
    draws = SQSDraws(key: timeline.key, queue: settings.name, consumers: consumers)
    timeline.recorder.set(measured.partitions, Double(limits.partitions), at: 0)
    dataKeys?.start(&timeline)
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case ChannelSignal.send: send(event, &timeline)
    case SQSQueue.Signal.arrived: arrive(event.a, &timeline)
    case ChannelSignal.move: takeMoved(event, &timeline)
    case ChannelSignal.receive: receive(event, &timeline)
    case ChannelSignal.delete, ChannelSignal.deleteInSameCall, ChannelSignal.giveBack: call(event, &timeline)
    case SQSQueue.Signal.deleteArrived: delete(event, &timeline)
    case SQSQueue.Signal.giveBackArrived: giveBack(event, &timeline)
    case ChannelSignal.extend: extend(event, &timeline)
    case SQSQueue.Signal.laneDue: endLane(Int(event.a), &timeline)
    case SQSQueue.Signal.retentionDue: expire(&timeline)
    case SQSQueue.Signal.waitDue: endWaits(&timeline)
    case ControlSignal.begin: beginFault(event, &timeline)
    case ControlSignal.end: endFault(event, &timeline)
    case RedriveSignal.arrived: takeRedriven(event, &timeline)
    case SQSQueue.Signal.redriveDue: redriveNext(&timeline)
    case SQSQueue.Signal.dataKeyDue: dataKeys?.end(event, &timeline)
    case CallSignal.call: takeCall(event, &timeline)
    case Signal.called: endCall(event, &timeline)
    case Signal.repeated: repeatSend(event.a, &timeline)
    case Signal.repeatArrived: arriveAgain(event.a, &timeline)
    case Signal.admission: admit(&timeline)
    case Signal.partitionsDue: countPartitions(&timeline)
    default: break
    }
  }

  mutating func sample(_ timeline: inout Timeline) { sampleAge(&timeline) }

  // MARK: Places

  mutating func takeIn(
    _ message: MessageID, enqueuedAt: Instant, from: UInt16, _ timeline: inout Timeline
  ) -> UInt32 {
    let index = store.add(message, enqueuedAt: enqueuedAt, now: timeline.now)
    store.entries[Int(index)].from = from
    // Until it is shown it is in no place; a delay follows at once.
    store.entries[Int(index)].state = .delayed
    groups.append(
      index, key: draws.group(of: timeline.messages[message], grouping), receipt: store.entries[Int(index)].receipt)
    if lookedThrough < fifo.lookAhead {
      lookedThrough += 1
      horizon = index
    }
    armRetention(&timeline)
    return index
  }

  mutating func show(_ index: UInt32, _ timeline: inout Timeline) {
    store.entries[Int(index)].state = .visible
    if timeline.isTracing { noteShown(index, atFront: store.entries[Int(index)].receivesHere > 0, &timeline) }
    settle(groups.group(of: index))
    timeline.recorder.add(instruments.depth, 1, at: timeline.now)
    if waiters.count > 0 { serveWaiters(&timeline) }
  }

  /// A visible message is in its group's list only.
  mutating func withdraw(_ index: UInt32, _ timeline: inout Timeline) {}

  mutating func forget(_ index: UInt32, _ timeline: inout Timeline) {
    let group = groups.group(of: index)
    unlink(index)
    settle(group)
  }

  /// Takes a message out of its group and out of those that are looked through.
  private mutating func unlink(_ index: UInt32) {
    groups.unlink(index)
    guard groups.sequence(of: index) <= groups.sequence(of: horizon) else { return }
    let next = store.expiry.next(horizon)
    if next != IndexLists.none {
      horizon = next
    } else {
      lookedThrough -= 1
      if index == horizon { horizon = store.expiry.previous(index) }
    }
  }

  private mutating func settle(_ group: UInt32) {
    let head = groups.order.first(Int(group))
    groups.settle(group, isVisible: head != IndexLists.none && store.entries[Int(head)].state == .visible)
  }

  mutating func flightBegan(_ index: UInt32, _ timeline: inout Timeline) {
    groups.flightBegan(index)
    timeline.recorder.set(measured.groupsInFlight, Double(groups.locked), at: timeline.now)
  }

  mutating func flightEnded(_ index: UInt32, _ timeline: inout Timeline) {
    groups.flightEnded(index)
    timeline.recorder.set(measured.groupsInFlight, Double(groups.locked), at: timeline.now)
  }

  // MARK: Taking

  mutating func take(
    wanted: Int, isLong: Bool, _ draw: Double, hidingFor timeout: Nanoseconds, _ timeline: inout Timeline
  ) -> Int {
    if fifo.highThroughput { limits.begin(.receive) }
    wasThrottled = false
    var count = 0
    while count < wanted, let group = nextGroup(&timeline) {
      var index = groups.order.first(Int(group))
      while count < wanted, index != IndexLists.none, store.entries[Int(index)].state == .visible {
        let next = groups.order.next(index)
        timeline.recorder.add(instruments.depth, -1, at: timeline.now)
        if let deadLetter, isUsedUp(index) {
          // The group goes on without it.
          unlink(index)
          setAside(index, to: deadLetter, &timeline)
        } else {
          hide(index, for: timeout, &timeline)
          taken[count] = index
          count += 1
        }
        index = next
      }
      settle(group)
    }
    return count
  }

  /// The group that the present call gets messages of next: not locked, with the oldest message that can be received,
  /// among the messages that are looked through, on a partition that lets the call through.
  private mutating func nextGroup(_ timeline: inout Timeline) -> UInt32? {
    guard horizon != IndexLists.none else { return nil }
    let last = groups.sequence(of: horizon)
    guard fifo.highThroughput else {
      guard let first = groups.first(of: 0), first.order <= last else { return nil }
      return first.number
    }
    while true {
      var best: (number: UInt32, order: UInt64)?
      var partition = 0
      for place in 0..<groups.partitions {
        guard let first = groups.first(of: place), first.order <= last, first.order < best?.order ?? .max,
          !limits.hasRefused(.receive, at: place)
        else { continue }
        (best, partition) = (first, place)
      }
      guard let best else { return nil }
      if admits(.receive, at: partition, &timeline) { return best.number }
      wasThrottled = true
      armAdmission(limits.nextAdmission(.receive, at: partition), &timeline)
    }
  }
}
