// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Who reads which shard. A lane reads the shard of its number; workers of the KCL share the shards by leases in a table:
/// all as many, one more or less; a new worker takes what nobody has and then one at a time from who has most; the leases
/// of a crashed one are free when it has been silent for the failover time (Developer Guide, KCL).
extension KinesisStream {
  mutating func join(_ reader: Int, _ member: Int, life: UInt32, _ timeline: inout Timeline) {
    readers[reader].members[member].life = life
    readers[reader].members[member].isLive = true
    readers[reader].members[member].held = nil
    if readers[reader].hasLanes {
      guard member < readers[reader].readings.count else { return }
      if readers[reader].readings[member].state == .free, mayRead(reader, member) {
        takeLane(reader, member, &timeline)
      }
    } else if timeline.now > 0 {
      armScan(reader, &timeline)
    } else if !readers[reader].hasBegun {
      // Whoever is there from the beginning has shared the shards before.
      readers[reader].hasBegun = true
      timeline.schedule(Event(to: id, Signal.assign, a: UInt32(reader)), after: 0)
    }
  }

  mutating func takeLane(_ reader: Int, _ shard: Int, _ timeline: inout Timeline) {
    guard shard < readers[reader].members.count, readers[reader].members[shard].isLive else { return }
    give(reader, shard, to: shard, &timeline)
  }

  /// A member is gone.
  mutating func takeLeave(_ event: Event, _ timeline: inout Timeline) {
    guard let reader = log.index(of: event.d), Int(event.a) < readers[reader].members.count else { return }
    let member = Int(event.a)
    guard readers[reader].members[member].isLive, readers[reader].members[member].life == event.b else { return }
    let isCrash = event.small == 1
    // Who leaves cleanly has finished what it held, unless that is still on its way to it.
    if !isCrash, readers[reader].members[member].heldSince < timeline.now { finishBatch(reader, member, &timeline) }
    readers[reader].members[member].isLive = false
    readers[reader].members[member].isReady = false
    if let shard = readers[reader].members[member].held {
      readers[reader].members[member].held = nil
      readers[reader].readings[shard].handed = nil
    }
    for shard in readers[reader].readings.indices where readers[reader].readings[shard].heir == member {
      readers[reader].readings[shard].heir = nil
    }
    for shard in readers[reader].members[member].shards {
      if !isCrash { commit(reader, shard, &timeline) }
      release(reader, shard, as: isCrash && !readers[reader].hasLanes ? .lost : .free, &timeline)
      log.rewind(reader, shard, &timeline)
      restart(reader, shard)
      if readers[reader].readings[shard].state == .lost {
        timeline.schedule(
          Event(
            to: id, Signal.failoverDue, small: UInt16(reader), a: UInt32(shard),
            b: readers[reader].readings[shard].epoch), after: settings.failover)
      }
    }
    showLeases(&timeline)
    if !readers[reader].hasLanes { armScan(reader, &timeline) }
  }

  /// A crashed worker has been silent for long enough: the others share its shards at once.
  mutating func failOver(_ reader: Int, _ shard: Int, epoch: UInt32, _ timeline: inout Timeline) {
    guard readers[reader].readings[shard].state == .lost else { return }
    timeline.recorder.count(instruments.failovers)
    readers[reader].readings[shard].state = .free
    assign(reader, &timeline)
  }

  // MARK: Leases

  /// Gives the shards that nobody reads to who has fewest.
  mutating func assign(_ reader: Int, _ timeline: inout Timeline) {
    for (shard, member) in readers[reader].takers() { give(reader, shard, to: member, &timeline) }
    armScan(reader, &timeline)
  }

  /// Workers look at the leases.
  mutating func scan(_ reader: Int, _ timeline: inout Timeline) {
    readers[reader].isScanArmed = false
    for (shard, member) in readers[reader].takers() { give(reader, shard, to: member, &timeline) }
    for (shard, _, member) in readers[reader].thefts() {
      timeline.recorder.count(instruments.leaseMoves)
      readers[reader].readings[shard].heir = member
      // Its owner finishes what it holds and writes down how far it is (KCL 3, graceful lease handoff).
      if readers[reader].readings[shard].handed == nil { handOver(reader, shard, to: member, &timeline) }
    }
    armScan(reader, &timeline)
  }

  mutating func armScan(_ reader: Int, _ timeline: inout Timeline) {
    guard !readers[reader].isScanArmed, readers[reader].needsScan else { return }
    readers[reader].isScanArmed = true
    let next = (timeline.now / settings.leaseScan + 1) * settings.leaseScan
    timeline.schedule(Event(to: id, Signal.scanDue, a: UInt32(reader)), at: next)
  }

  /// The heir of a shard goes on where its owner has stopped.
  mutating func handOver(_ reader: Int, _ shard: Int, to member: Int, _ timeline: inout Timeline) {
    commit(reader, shard, &timeline)
    release(reader, shard, as: .free, &timeline)
    log.rewind(reader, shard, &timeline)
    restart(reader, shard)
    guard readers[reader].members[member].isLive else { return armScan(reader, &timeline) }
    give(reader, shard, to: member, &timeline)
    finishIfDone(reader, shard, &timeline)
  }

  /// Makes a member read a shard that nobody reads.
  mutating func give(_ reader: Int, _ shard: Int, to member: Int, _ timeline: inout Timeline) {
    readers[reader].readings[shard].state = .owned
    readers[reader].readings[shard].owner = member
    readers[reader].readings[shard].heir = nil
    readers[reader].readings[shard].committedAt = timeline.now
    readers[reader].members[member].shards.append(shard)
    if settings.isPushed { timeline.recorder.count(instruments.subscriptions) }
    showLeases(&timeline)
    arm(reader, shard, &timeline)
  }

  /// Takes a shard from its owner.
  mutating func release(
    _ reader: Int, _ shard: Int, as state: KinesisReading.State, _ timeline: inout Timeline
  ) {
    let owner = readers[reader].readings[shard].owner
    readers[reader].readings[shard].state = state
    readers[reader].readings[shard].heir = nil
    if let place = readers[reader].members[owner].shards.firstIndex(of: shard) {
      readers[reader].members[owner].shards.remove(at: place)
    }
    readers[reader].members[owner].turn = 0
    showLeases(&timeline)
  }

  func showLeases(_ timeline: inout Timeline) {
    let leases = readers.reduce(0) { sum, reader in
      sum + (reader.hasLanes ? 0 : reader.readings.count { $0.state == .owned })
    }
    timeline.recorder.set(instruments.leases, Double(leases), at: timeline.now)
  }
}
