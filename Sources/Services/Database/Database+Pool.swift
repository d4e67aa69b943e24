// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// The driver and its pools: which instance a query goes to, and how it gets a connection there.
extension Database {
  /// Begins a try.
  mutating func begin(_ place: UInt32, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.queries)
    let (item, attempt) = draw(calls[Int(place)], timeline)
    let isRead = calls[Int(place)].isRead
    guard let instance = instance(isRead: isRead, item, attempt, at: timeline.now) else {
      timeline.recorder.count(instruments.unreachable)
      let time = Nanoseconds(seconds: settings.failureTime.draw(draws.failure, item, attempt: attempt))
      let status = faults.removals > 0 ? CallStatus.refused : CallStatus.failed
      return timeline.schedule(Event(to: id, Signal.turnedAway, small: status, a: place), after: time)
    }
    if instances[instance].connections < settings.connections, lines.isEmpty(2 * instance) {
      connect(add(place, to: instance, item, attempt, timeline), &timeline)
    } else if let limit = settings.queueLimit, lines.count(2 * instance) >= limit {
      timeline.recorder.count(instruments.refused)
      fail(place, CallStatus.throttled, &timeline)
    } else {
      lines.append(add(place, to: instance, item, attempt, timeline), to: 2 * instance)
      timeline.recorder.add(instruments.waiting, 1, at: timeline.now)
      armAcquire(instance, &timeline)
    }
  }

  /// Where a query goes; nil when nothing there can be reached. A read that finds its replica down goes to the next one,
  /// and to the primary when all are.
  private func instance(isRead: Bool, _ item: UInt64, _ attempt: UInt32, at now: Instant) -> Int? {
    guard faults.removals == 0, faults.stops == 0 else { return nil }
    if isRead, settings.readsReplicas {
      let count = settings.replicas
      let first = min(Int(draws.route.uniform(item, attempt: attempt) * Double(count)), count - 1)
      for step in 0..<count where instances[1 + (first + step) % count].downUntil <= now {
        return 1 + (first + step) % count
      }
    }
    return instances[0].downUntil <= now ? 0 : nil
  }

  /// A query with all that it draws.
  private mutating func add(
    _ place: UInt32, to instance: Int, _ item: UInt64, _ attempt: UInt32, _ timeline: borrowing Timeline
  ) -> UInt32 {
    let call = calls[Int(place)]
    let message = timeline.messages[call.message]
    let isRead = call.isRead
    let seconds =
      isRead
      ? settings.readTime.draw(draws.read, item, attempt: attempt)
      : settings.writeTime.draw(draws.write, item, attempt: attempt)
    var query = Query(
      call: place, caller: call.caller, key: message.key, space: keySpaces.space(of: message.flow),
      joined: timeline.now, work: Nanoseconds(seconds: seconds), generation: 0, instance: UInt8(instance),
      isRead: isRead)
    let amount = isRead ? settings.ioPerRead : settings.ioPerWrite
    if amount > 0 {
      // A part of an operation is carried over by chance, so that the average is right.
      let whole = amount.rounded(.down)
      let isOneMore = amount > whole && draws.diskAmount.uniform(item, attempt: attempt) < amount - whole
      query.diskOperations = UInt32(whole) + (isOneMore ? 1 : 0)
      let each = Nanoseconds(seconds: settings.diskTime.draw(draws.disk, item, attempt: attempt))
      query.diskTime = Nanoseconds(query.diskOperations) * min(each, .farFuture / 10_001)
    }
    if instance > 0, isRead {
      query.lag = Nanoseconds(seconds: settings.replicaLag.draw(draws.lag, item, attempt: attempt))
    }
    query.fails = faults.share > 0 && draws.fault.uniform(item, attempt: attempt) < faults.share
    return store(query)
  }

  private mutating func store(_ query: Query) -> UInt32 {
    if let free = freeQueries.take() {
      let generation = queries[Int(free)].generation
      queries[Int(free)] = query
      queries[Int(free)].generation = generation
      return free
    }
    queries.append(query)
    places.append(FirstInOrder.nowhere)
    lines.reserve(queries.count)
    held.reserve(queries.count)
    timed.reserve(queries.count)
    return UInt32(queries.count - 1)
  }

  /// The query has ended; its events become stale.
  mutating func free(_ query: UInt32) {
    queries[Int(query)].generation &+= 1
    freeQueries.give(query)
  }

  // MARK: Connections

  private mutating func connect(_ query: UInt32, _ timeline: inout Timeline) {
    let instance = Int(queries[Int(query)].instance)
    noteWait(query, &timeline)
    if timeline.isTracing {
      timeline.note(
        .connected, calls[Int(queries[Int(query)].call)].message, at: id, a: timeline.now - queries[Int(query)].joined)
    }
    queries[Int(query)].connected = timeline.now
    instances[instance].connections += 1
    timeline.recorder.add(instruments.connections, 1, at: timeline.now)
    countQuery(queries[Int(query)].call, &timeline)
    held.append(query, to: instance)
    timed.append(query, to: 0)
    armTimeout(&timeline)
    reachServer(query, &timeline)
  }

  /// Counts what goes over the network with a query: the record that is written.
  @inline(__always)
  private func countQuery(_ call: UInt32, _ timeline: inout Timeline) {
    guard let bytesIn = instruments.bytesIn else { return }
    let payload = calls[Int(call)].isRead ? 0 : Int64(calls[Int(call)].payload)
    timeline.recorder.count(bytesIn, settings.packetOverhead + payload)
  }

  /// Notes how long a query has waited for a connection, with or without getting one.
  private mutating func noteWait(_ query: UInt32, _ timeline: inout Timeline) {
    let wait = timeline.now - queries[Int(query)].joined
    queries[Int(query)].waited += wait
    timeline.recorder.record(instruments.wait, wait, at: timeline.now)
  }

  /// Gives a connection back, and the next query takes it.
  mutating func disconnect(_ query: UInt32, _ timeline: inout Timeline) {
    let instance = Int(queries[Int(query)].instance)
    held.remove(query, from: instance)
    if queries[Int(query)].call != Query.nobody { timed.remove(query, from: 0) }
    instances[instance].connections -= 1
    timeline.recorder.add(instruments.connections, -1, at: timeline.now)
    free(query)
    while instances[instance].connections < settings.connections, let next = lines.removeFirst(2 * instance) {
      timeline.recorder.add(instruments.waiting, -1, at: timeline.now)
      connect(next, &timeline)
    }
  }

  // MARK: Those that wait too long

  /// All wait equally long at most, so the first in line is the first to give up.
  private mutating func armAcquire(_ instance: Int, _ timeline: inout Timeline) {
    let first = lines.first(2 * instance)
    guard first != IndexLists.none, !instances[instance].acquireIsDue else { return }
    instances[instance].acquireIsDue = true
    timeline.schedule(
      Event(to: id, Signal.acquireDue, a: UInt32(instance)),
      at: queries[Int(first)].joined.advanced(by: settings.acquireTimeout))
  }

  mutating func giveUpWaiting(_ instance: Int, _ timeline: inout Timeline) {
    instances[instance].acquireIsDue = false
    while case let first = lines.first(2 * instance), first != IndexLists.none,
      queries[Int(first)].joined.advanced(by: settings.acquireTimeout) <= timeline.now
    {
      timeline.recorder.count(instruments.poolTimeouts)
      leaveLine(first, CallStatus.failed, &timeline)
    }
    armAcquire(instance, &timeline)
  }

  /// Takes a query out of the line for connections: it has failed.
  mutating func leaveLine(_ query: UInt32, _ status: UInt16, _ timeline: inout Timeline) {
    lines.remove(query, from: 2 * Int(queries[Int(query)].instance))
    timeline.recorder.add(instruments.waiting, -1, at: timeline.now)
    noteWait(query, &timeline)
    let call = queries[Int(query)].call
    calls[Int(call)].waited += queries[Int(query)].waited
    free(query)
    fail(call, status, &timeline)
  }

  /// Arms the clock for the query whose client gives up first.
  private mutating func armTimeout(_ timeline: inout Timeline) {
    let first = timed.first(0)
    guard first != IndexLists.none, !timeoutIsDue else { return }
    timeoutIsDue = true
    timeline.schedule(
      Event(to: id, Signal.timeoutDue), at: queries[Int(first)].connected.advanced(by: settings.timeout))
  }

  mutating func giveUp(_ timeline: inout Timeline) {
    timeoutIsDue = false
    while case let first = timed.first(0), first != IndexLists.none,
      queries[Int(first)].connected.advanced(by: settings.timeout) <= timeline.now
    {
      abandon(first, &timeline)
    }
    armTimeout(&timeline)
  }

  /// The client waits no longer for a query.
  private mutating func abandon(_ query: UInt32, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.timeouts)
    let call = queries[Int(query)].call
    calls[Int(call)].waited += queries[Int(query)].waited
    if queries[Int(query)].stage == .queued {
      calls[Int(call)].waited += timeline.now - queries[Int(query)].connected
    }
    if settings.cancelsAbandoned {
      withdraw(query, &timeline)
      disconnect(query, &timeline)
    } else {
      timed.remove(query, from: 0)
      queries[Int(query)].call = Query.nobody
      timeline.recorder.count(instruments.abandonedQueries)
      timeline.recorder.add(instruments.abandoned, 1, at: timeline.now)
    }
    fail(call, CallStatus.failed, &timeline)
  }
}
