// SPDX-License-Identifier: GPL-3.0-or-later

/// A queue of SQS as one would explain it at a blackboard: arrays that are searched from the front, one time after the
/// other. It shares no code with the product, is slow, and is meant to be obviously right.
///
/// The standard queue is one with a single server and without duplicates.
final class NaiveQueue {
  enum State: Equatable {
    case delayed(until: Int64)
    case visible
    case inFlight(until: Int64, hidden: Int)
  }

  struct Item {
    var message: Int
    var group: Int
    /// When the retention began.
    var enqueued: Int64
    var state: State
    /// Receives from this queue, and of the message in all.
    var receivesHere = 0
    var receives: Int
    /// The number of the latest delivery, which is its receipt handle; 0 before the first.
    var handle = 0
    var received: Int64 = 0
  }

  struct Waiter {
    var call: Int
    var most: Int
    var timeout: Int64
    var ends: Int64
  }

  struct Answer: Equatable {
    var at: Int64
    var call: Int
    /// Message and receive count of each; empty for an empty answer.
    var messages: [[Int]]
  }

  /// A rule that the queue gets wrong on purpose, to see whether the comparison notices.
  enum Mistake: CaseIterable {
    case movesTooEarly, ignoresLocks, oldHandlesDelete, comesBackLast, forgetsRetentionInFlight, looksEverywhere,
      waitsTooLong
  }

  var mistake: Mistake?
  let isFIFO: Bool
  let timeout, wait, delay, retention: Int64
  let inFlightLimit, lookAhead: Int
  let maximumReceives: Int?
  var deadLetters: NaiveQueue?

  /// All messages: of a FIFO queue in the order of the queue; of a standard queue the visible ones in the order in which
  /// they are given out.
  var items: [Item] = []
  var waiters: [Waiter] = []
  var answers: [Answer] = []
  /// Handles given out: the message of each.
  var handles: [Int: Int] = [:]
  /// Counters.
  var expired = 0, moved = 0, deletes = 0, badDeletes = 0, visibilityErrors = 0
  private var deliveries = 0
  private var hidings = 0
  /// The messages that came back to the front at the latest instant at which one did.
  private var frontAt: Int64 = -1
  private var front: (message: Int, handle: Int)?

  init(
    isFIFO: Bool, timeout: Int64, wait: Int64, delay: Int64, retention: Int64, inFlightLimit: Int, lookAhead: Int,
    maximumReceives: Int?
  ) {
    self.isFIFO = isFIFO
    self.timeout = timeout
    self.wait = wait
    self.delay = delay
    self.retention = retention
    self.inFlightLimit = inFlightLimit
    self.lookAhead = lookAhead
    self.maximumReceives = maximumReceives
  }

  var visible: Int { items.filter { $0.state == .visible }.count }
  var delayed: Int { items.filter { if case .delayed = $0.state { true } else { false } }.count }
  var inFlight: Int { items.filter { if case .inFlight = $0.state { true } else { false } }.count }

  // MARK: Time

  /// The next instant at which something happens by itself.
  var nextInstant: Int64? {
    var instants = waiters.map(\.ends) + items.filter { !isForgotten($0) }.map { $0.enqueued + retention }
    for item in items {
      switch item.state {
      case .delayed(let until), .inFlight(let until, _): instants.append(until)
      case .visible: break
      }
    }
    return instants.min()
  }

  /// Whether the mistake keeps the retention of a message from ending.
  private func isForgotten(_ item: Item) -> Bool {
    guard mistake == .forgetsRetentionInFlight, case .inFlight = item.state else { return false }
    return true
  }

  /// Lets happen what is due at an instant.
  func tick(_ now: Int64) {
    for item in items.filter({ $0.enqueued + retention <= now && !isForgotten($0) }) {
      expired += 1
      items.removeAll { $0.message == item.message }
    }
    serve(now)
    while let place = dueFirst(now) {
      let item = items[place]
      if case .inFlight = item.state { comeBack(item.message, now) } else { appear(item.message, now) }
    }
    for waiter in waiters where waiter.ends <= now { answers.append(Answer(at: now, call: waiter.call, messages: [])) }
    waiters.removeAll { $0.ends <= now }
  }

  /// Of what is due to be visible, the one that was hidden first.
  private func dueFirst(_ now: Int64) -> Int? {
    var best: (place: Int, hidden: Int)?
    for (place, item) in items.enumerated() {
      switch item.state {
      case .delayed(let until) where until <= now:
        if best == nil || best!.hidden > -1 { best = best?.hidden == -1 ? best : (place, -1) }
      case .inFlight(let until, let hidden) where until <= now:
        if best == nil || hidden < best!.hidden { best = (place, hidden) }
      default: break
      }
    }
    return best?.place
  }

  // MARK: Becoming visible

  private func place(of message: Int) -> Int? { items.firstIndex { $0.message == message } }

  /// A new message becomes visible: the last of all.
  private func appear(_ message: Int, _ now: Int64) {
    guard let place = place(of: message) else { return }
    items[place].state = .visible
    if !isFIFO {
      let item = items.remove(at: place)
      items.append(item)
    }
    serve(now)
  }

  /// A message that was in flight becomes visible: at its place in a FIFO queue; in a standard queue at the front, behind
  /// those that came back at the same instant, and at the back from the third receive on.
  private func comeBack(_ message: Int, _ now: Int64) {
    guard let place = place(of: message) else { return }
    items[place].state = .visible
    if mistake == .comesBackLast {
      items.append(items.remove(at: place))
    } else if !isFIFO {
      let item = items.remove(at: place)
      if item.receivesHere >= 3 {
        items.append(item)
      } else {
        var target = 0
        if frontAt == now, let front, let before = self.place(of: front.message), items[before].handle == front.handle,
          items[before].state == .visible
        {
          target = before + 1
        }
        items.insert(item, at: target)
        frontAt = now
        front = (item.message, item.handle)
      }
    }
    serve(now)
  }

  // MARK: Calls

  func send(_ message: Int, group: Int, delay own: Int64?, _ now: Int64) {
    let delay = own ?? self.delay
    items.append(
      Item(message: message, group: group, enqueued: now, state: .delayed(until: now + delay), receives: 0))
    if delay == 0 { appear(message, now) }
  }

  /// A message comes from the queue of which this is the dead-letter queue.
  func take(_ item: Item, _ now: Int64) {
    let enqueued = isFIFO ? now : item.enqueued
    guard enqueued + retention > now else {
      expired += 1
      return
    }
    items.append(
      Item(
        message: item.message, group: item.group, enqueued: enqueued, state: .visible, receives: item.receives))
    appear(item.message, now)
  }

  func receive(_ call: Int, most: Int, timeout own: Int64?, wait ownWait: Int64?, _ now: Int64) {
    let wait = ownWait ?? self.wait
    let ends = now + wait + (mistake == .waitsTooLong && wait > 0 ? 1 : 0)
    let waiter = Waiter(call: call, most: most, timeout: own ?? timeout, ends: ends)
    if wait == 0 {
      if !deliver(to: waiter, now) { answers.append(Answer(at: now, call: call, messages: [])) }
    } else {
      waiters.append(waiter)
      serve(now)
    }
  }

  /// Serves waiting calls, first come first served.
  func serve(_ now: Int64) {
    while let waiter = waiters.first, deliver(to: waiter, now) { waiters.removeFirst() }
  }

  private func deliver(to waiter: Waiter, _ now: Int64) -> Bool {
    let wanted = min(waiter.most, inFlightLimit - inFlight)
    var got: [[Int]] = []
    var last: Int?  // the group that the call is at
    while got.count < wanted, let place = next(after: last) {
      last = items[place].group
      if let maximumReceives, let deadLetters,
        items[place].receivesHere + (mistake == .movesTooEarly ? 1 : 0) >= maximumReceives
      {
        let item = items.remove(at: place)
        moved += 1
        pending.append((deadLetters, item))
        continue
      }
      deliveries += 1
      hidings += 1
      items[place].receives += 1
      items[place].receivesHere += 1
      items[place].handle = deliveries
      items[place].received = now
      items[place].state = .inFlight(until: now + waiter.timeout, hidden: hidings)
      taking.insert(items[place].message)
      handles[deliveries] = items[place].message
      got.append([items[place].message, items[place].receives, deliveries])
    }
    taking = []
    if !got.isEmpty { answers.append(Answer(at: now, call: waiter.call, messages: got)) }
    return !got.isEmpty
  }

  /// What the present call has taken so far.
  private var taking: Set<Int> = []
  /// What is on its way to a dead-letter queue.
  var pending: [(NaiveQueue, Item)] = []

  /// The message that a call gets next. Of a FIFO queue: more of the group that it is at, else the first message of the
  /// first group, among those that are looked through, that is not locked and whose first message is visible.
  private func next(after group: Int?) -> Int? {
    guard isFIFO else { return items.firstIndex { $0.state == .visible } }
    if let group, let place = firstToGive(of: group, mayBeTaken: true) { return place }
    for place in items.indices.prefix(mistake == .looksEverywhere ? .max : lookAhead) {
      if firstToGive(of: items[place].group, mayBeTaken: false) == place { return place }
    }
    return nil
  }

  /// The first message of a group, if nothing of the group is in flight; going on in a call, the first behind what the
  /// call itself has taken.
  private func firstToGive(of group: Int, mayBeTaken: Bool) -> Int? {
    for place in items.indices where items[place].group == group {
      if mayBeTaken, taking.contains(items[place].message) { continue }
      if items[place].state != .visible { return nil }
      // The first that is visible; anything of the group in flight further back locks it too.
      let locks = items.contains { item in
        guard item.group == group, case .inFlight = item.state else { return false }
        return !(mayBeTaken && taking.contains(item.message))
      }
      return locks && mistake != .ignoresLocks ? nil : place
    }
    return nil
  }

  func delete(_ handle: Int, _ now: Int64) {
    guard let message = handles[handle], let place = place(of: message) else {
      deletes += 1  // gone: succeeds
      return
    }
    let item = items[place]
    if isFIFO {
      guard item.handle == handle || mistake == .oldHandlesDelete, case .inFlight = item.state else {
        badDeletes += 1
        return
      }
      deletes += 1
    } else {
      deletes += 1
      guard item.handle == handle || mistake == .oldHandlesDelete else { return }
    }
    items.remove(at: place)
    serve(now)
  }

  func changeVisibility(_ handle: Int, to length: Int64, _ now: Int64) {
    guard let message = handles[handle], let place = place(of: message), items[place].handle == handle,
      case .inFlight = items[place].state, now + length <= items[place].received + 43_200_000_000_000
    else {
      visibilityErrors += 1
      return
    }
    if length == 0 { return comeBack(message, now) }
    hidings += 1
    items[place].state = .inFlight(until: now + length, hidden: hidings)
  }
}

/// Two naive queues, one the dead-letter queue of the other, on one clock.
final class NaiveWorld {
  let queues: [NaiveQueue]

  init(_ queues: [NaiveQueue]) { self.queues = queues }

  /// Lets time pass until just before an instant.
  func advance(to now: Int64) {
    while let next = queues.compactMap(\.nextInstant).min(), next < now {
      for queue in queues { queue.tick(next) }
      settle(next)
    }
  }

  /// Hands over what is on its way to dead-letter queues.
  func settle(_ now: Int64) {
    for queue in queues {
      while !queue.pending.isEmpty {
        let (target, item) = queue.pending.removeFirst()
        target.take(item, now)
      }
    }
  }
}
