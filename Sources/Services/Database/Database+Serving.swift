// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The server: queries that have a connection get a server or a share of them, do their disk operations, and end.
extension Database {
  /// A query has come through its connection.
  mutating func reachServer(_ query: UInt32, _ timeline: inout Timeline) {
    let instance = Int(queries[Int(query)].instance)
    if settings.isShared || instances[instance].running < settings.servers {
      return run(query, &timeline)
    }
    queries[Int(query)].stage = .queued
    lines.append(query, to: 2 * instance + 1)
    timeline.recorder.add(instruments.queued, 1, at: timeline.now)
  }

  private mutating func run(_ query: UInt32, _ timeline: inout Timeline) {
    let place = Int(query)
    let instance = Int(queries[place].instance)
    let wait = timeline.now - queries[place].connected
    queries[place].waited += wait
    if timeline.isTracing, queries[place].call != Query.nobody {
      timeline.note(.running, calls[Int(queries[place].call)].message, at: id, a: wait)
    }
    timeline.recorder.record(instruments.serverWait, wait, at: timeline.now)
    queries[place].stage = .running
    queries[place].started = timeline.now
    timeline.recorder.add(instruments.running, 1, at: timeline.now)
    var work = queries[place].work
    if faults.factor != 1 { work = Nanoseconds(seconds: work.seconds * faults.factor) }
    if settings.isShared {
      instances[instance].sharing.advance(to: timeline.now)
      instances[instance].sharing.insert(query, work: work, &places)
      changeRunning(instance, by: 1, &timeline)
      armShare(instance, &timeline)
    } else {
      changeRunning(instance, by: 1, &timeline)
      timeline.schedule(Event(to: id, Signal.finished, a: query, b: queries[place].generation), after: work)
    }
  }

  // MARK: Sharing

  /// Arms the instance's clock unless it is armed for an instant that is early enough: when it goes off too early, nothing
  /// is done and it is armed again.
  private mutating func armShare(_ instance: Int, _ timeline: inout Timeline) {
    guard let due = instances[instance].sharing.nextEnd, due < instances[instance].shareDueAt else { return }
    instances[instance].shareDueAt = due
    instances[instance].shareGeneration &+= 1
    timeline.schedule(
      Event(to: id, Signal.shareDue, a: UInt32(instance), b: instances[instance].shareGeneration), at: due)
  }

  mutating func share(_ event: Event, _ timeline: inout Timeline) {
    let instance = Int(event.a)
    guard event.b == instances[instance].shareGeneration else { return }
    instances[instance].shareDueAt = .farFuture
    instances[instance].sharing.advance(to: timeline.now)
    while let query = instances[instance].sharing.takeFinished(&places) { endWork(query, &timeline) }
    armShare(instance, &timeline)
  }

  // MARK: Ends

  /// The work of a query is done: the next one begins, and it goes on to the disk.
  mutating func endWork(_ query: UInt32, _ timeline: inout Timeline) {
    let place = Int(query)
    let instance = Int(queries[place].instance)
    queries[place].stage = .disk
    changeRunning(instance, by: -1, &timeline)
    let time = reachDisk(query, &timeline)
    if time == 0 { noteEnd(query, &timeline) }
    runNext(instance, &timeline)
    guard time > 0 else { return complete(query, &timeline) }
    timeline.schedule(Event(to: id, Signal.diskDone, a: query, b: queries[place].generation), after: time)
  }

  mutating func endDisk(_ query: UInt32, _ timeline: inout Timeline) {
    noteEnd(query, &timeline)
    complete(query, &timeline)
  }

  /// Takes a query's turns at the disk, and returns when the last of its operations is done.
  private mutating func reachDisk(_ query: UInt32, _ timeline: inout Timeline) -> Nanoseconds {
    let place = Int(query)
    let operations = Int(queries[place].diskOperations)
    guard operations > 0 else { return 0 }
    timeline.recorder.count(instruments.operations, Int64(operations))
    timeline.recorder.count(
      queries[place].isRead ? instruments.readOperations : instruments.writeOperations, Int64(operations))
    let wait = instances[Int(queries[place].instance)].disk?.take(operations, at: timeline.now) ?? 0
    if let diskWait = instruments.diskWait { timeline.recorder.record(diskWait, wait, at: timeline.now) }
    queries[place].waited += wait
    return wait.advanced(by: queries[place].diskTime)
  }

  private mutating func runNext(_ instance: Int, _ timeline: inout Timeline) {
    guard !settings.isShared, let next = lines.removeFirst(2 * instance + 1) else { return }
    timeline.recorder.add(instruments.queued, -1, at: timeline.now)
    run(next, &timeline)
  }

  /// The query has ended: a write is committed, and whoever still waits for the answer gets it.
  private mutating func complete(_ place: UInt32, _ timeline: inout Timeline) {
    let query = queries[Int(place)]
    if timeline.isTracing, query.call != Query.nobody {
      timeline.note(.done, calls[Int(query.call)].message, at: id, a: timeline.now - query.started)
    }
    if !query.fails { carryOut(query, &timeline) }
    if query.call == Query.nobody { timeline.recorder.add(instruments.abandoned, -1, at: timeline.now) }
    disconnect(place, &timeline)
    guard query.call != Query.nobody else { return }
    calls[Int(query.call)].waited += query.waited
    if query.fails { return fail(query.call, CallStatus.failed, &timeline) }
    countAnswer(query.call, &timeline)
    let age = query.isRead ? (timeline.now - query.started).advanced(by: query.lag) : 0
    answer(query.call, CallStatus.ok, age: age, &timeline)
  }

  /// Counts what goes over the network with an answer: the record that was read.
  @inline(__always)
  private func countAnswer(_ call: UInt32, _ timeline: inout Timeline) {
    guard let bytesOut = instruments.bytesOut else { return }
    let payload = calls[Int(call)].isRead ? Int64(calls[Int(call)].payload) : 0
    timeline.recorder.count(bytesOut, settings.packetOverhead + payload)
  }

  private func carryOut(_ query: Query, _ timeline: inout Timeline) {
    timeline.recorder.count(query.isRead ? instruments.reads : instruments.writes)
    if query.isRead {
      if query.instance > 0, let replicaLag = instruments.replicaLag {
        timeline.recorder.record(replicaLag, query.lag, at: timeline.now)
      }
      return
    }
    for listener in listeners {
      timeline.schedule(
        Event(to: listener, CommitSignal.committed, a: query.key, b: query.space, c: query.caller), after: 0)
    }
  }

  /// Takes a query out of the server before its end.
  mutating func withdraw(_ query: UInt32, _ timeline: inout Timeline) {
    let instance = Int(queries[Int(query)].instance)
    let stage = queries[Int(query)].stage
    switch stage {
    case .waiting: return
    case .queued:
      lines.remove(query, from: 2 * instance + 1)
      timeline.recorder.add(instruments.queued, -1, at: timeline.now)
      return
    case .running:
      if settings.isShared {
        instances[instance].sharing.advance(to: timeline.now)
        instances[instance].sharing.remove(query, &places)
        armShare(instance, &timeline)
      }
      changeRunning(instance, by: -1, &timeline)
      noteEnd(query, &timeline)
      runNext(instance, &timeline)
    case .disk: noteEnd(query, &timeline)
    }
  }

  /// Notes that a query runs no longer, and how long it has.
  private func noteEnd(_ query: UInt32, _ timeline: inout Timeline) {
    timeline.recorder.add(instruments.running, -1, at: timeline.now)
    timeline.recorder.record(instruments.service, timeline.now - queries[Int(query)].started, at: timeline.now)
  }

  // MARK: How busy it is

  /// Counts the queries that run on an instance, and the servers that are busy with them.
  mutating func changeRunning(_ instance: Int, by change: Int, _ timeline: inout Timeline) {
    let before = busyServers(instance)
    noteBusyTime(instance, at: timeline.now)
    instances[instance].running += change
    let change = busyServers(instance) - before
    if change != 0 { timeline.recorder.add(instruments.busy, Double(change), at: timeline.now) }
  }

  private func busyServers(_ instance: Int) -> Int { min(instances[instance].running, settings.servers) }

  private mutating func noteBusyTime(_ instance: Int, at now: Instant) {
    instances[instance].busyTime += Double(now - instances[instance].changedAt) * Double(busyServers(instance))
    instances[instance].changedAt = now
  }

  /// Utilisation is that of the second that has passed: at an instant each server is busy or idle, and its percentiles
  /// would say nothing.
  mutating func sample(_ timeline: inout Timeline) {
    let capacity = Double(timeline.now - sampledAt) * Double(settings.servers)
    sampledAt = timeline.now
    guard capacity > 0 else { return }
    var sum = 0.0
    for instance in instances.indices {
      noteBusyTime(instance, at: timeline.now)
      sum += instances[instance].busyTime
    }
    let ofPrimary = instances[0].busyTime
    sampleSurplus(primary: ofPrimary / capacity, replicas: (sum - ofPrimary) / capacity, &timeline)
    for instance in instances.indices { instances[instance].busyTime = 0 }
    let all = sum / (capacity * Double(instances.count))
    timeline.recorder.set(instruments.utilisation, all, at: timeline.now)
    timeline.recorder.set(instruments.percent, 100 * all, at: timeline.now)
    guard let primary = instruments.primaryUtilisation, let replica = instruments.replicaUtilisation else { return }
    timeline.recorder.set(primary, ofPrimary / capacity, at: timeline.now)
    timeline.recorder.set(replica, (sum - ofPrimary) / (capacity * Double(settings.replicas)), at: timeline.now)
  }

  /// Burstable instances of RDS and Aurora are `unlimited`: above their baseline they go on, and pay for it. What they
  /// use less is a credit for later, so the level may be below 0 (RDS User Guide, DB instance class types).
  ///
  /// - Parameters:
  ///   - primary: the share of the primary's servers that was busy.
  ///   - replicas: the same, summed over the replicas.
  private func sampleSurplus(primary: Double, replicas: Double, _ timeline: inout Timeline) {
    guard let baseline = settings.baselineVCPUs, let instance = settings.instance else { return }
    let vCPUs = Double(instance.vCPUs)
    let now = timeline.now
    if let gauge = instruments.primarySurplus { timeline.recorder.set(gauge, primary * vCPUs - baseline, at: now) }
    if let gauge = instruments.replicaSurplus {
      timeline.recorder.set(gauge, replicas * vCPUs - baseline * Double(settings.replicas), at: now)
    }
  }
}
