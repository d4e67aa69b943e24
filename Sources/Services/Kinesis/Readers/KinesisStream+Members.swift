// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Members of readers ask for records, and get those of their shards in turn.
extension KinesisStream {
  mutating func takePoll(_ event: Event, _ timeline: inout Timeline) {
    guard let reader = log.index(of: event.d) else { return }
    let member = Int(event.a)
    while readers[reader].members.count <= member { readers[reader].members.append(KinesisMember()) }
    if !readers[reader].members[member].isLive || readers[reader].members[member].life != event.b {
      join(reader, member, life: event.b, &timeline)
    }
    finishBatch(reader, member, unfinished: readers[reader].hasLanes ? Int64(event.small) : 0, &timeline)
    readers[reader].members[member].isReady = true
    readers[reader].members[member].most = event.c == 0 ? KinesisLimits.mostOfRead : Int(event.c)
    serve(reader, member, &timeline)
  }

  /// A lane has finished more of what it was given, and does not ask for more yet.
  mutating func takeFinished(_ event: Event, _ timeline: inout Timeline) {
    let shard = Int(event.a)
    guard let reader = log.index(of: event.d), readers[reader].hasLanes, shard < readers[reader].readings.count else {
      return
    }
    noteProcessed(
      reader, shard, before: log.readers[reader].positions[shard].position - Int64(event.small), &timeline)
  }

  /// A member has worked on all that it was given, but for so many of the last records.
  mutating func finishBatch(_ reader: Int, _ member: Int, unfinished: Int64 = 0, _ timeline: inout Timeline) {
    guard let shard = readers[reader].members[member].held else { return }
    readers[reader].members[member].held = nil
    guard let end = readers[reader].readings[shard].handed else { return }
    readers[reader].readings[shard].handed = nil
    noteProcessed(reader, shard, before: end - unfinished, &timeline)
  }

  private mutating func noteProcessed(_ reader: Int, _ shard: Int, before end: Int64, _ timeline: inout Timeline) {
    readers[reader].readings[shard].processed = max(readers[reader].readings[shard].processed, end)
    noteProcessed(reader, shard, &timeline)
    if let heir = readers[reader].readings[shard].heir { return handOver(reader, shard, to: heir, &timeline) }
    finishIfDone(reader, shard, &timeline)
  }

  /// Gives a member that waits a batch of the next of its shards that has records for it.
  mutating func serve(_ reader: Int, _ member: Int, _ timeline: inout Timeline) {
    guard readers[reader].members[member].isReady else { return }
    let count = readers[reader].members[member].shards.count
    for step in 0..<count {
      let place = (readers[reader].members[member].turn + step) % count
      let shard = readers[reader].members[member].shards[place]
      let position = log.readers[reader].positions[shard].position
      let reading = readers[reader].readings[shard]
      guard reading.fetched > position, reading.handed == nil, reading.heir == nil else { continue }
      let most = min(readers[reader].members[member].most, Int(reading.fetched - position))
      let batch = timeline.batches.make()
      guard log.take(reader, shard, most: most, into: batch, &timeline).records > 0 else {
        timeline.batches.remove(batch)
        continue
      }
      readers[reader].readings[shard].handed = log.readers[reader].positions[shard].position
      readers[reader].members[member].held = shard
      readers[reader].members[member].heldSince = timeline.now
      readers[reader].members[member].isReady = false
      readers[reader].members[member].turn = (place + 1) % count
      timeline.schedule(
        Event(
          to: readers[reader].component, ConsumerSignal.records, a: UInt32(member),
          b: readers[reader].members[member].life, c: batch, d: UInt32(shard)), after: 0)
      // There is room for more in the hands of the worker's client.
      return arm(reader, shard, &timeline)
    }
  }

  // MARK: Checkpoints

  /// A member has got further in a shard: it writes so down, now or when it is time to.
  private mutating func noteProcessed(_ reader: Int, _ shard: Int, _ timeline: inout Timeline) {
    let due = readers[reader].readings[shard].committedAt.advanced(by: readers[reader].commitInterval)
    if due <= timeline.now { return commit(reader, shard, &timeline) }
    guard !readers[reader].readings[shard].isCommitArmed else { return }
    readers[reader].readings[shard].isCommitArmed = true
    timeline.schedule(Event(to: id, Signal.commitDue, small: UInt16(reader), a: UInt32(shard)), at: due)
  }

  mutating func commitDue(_ reader: Int, _ shard: Int, _ timeline: inout Timeline) {
    readers[reader].readings[shard].isCommitArmed = false
    // The owner may be gone: then what it had finished since is forgotten, and there is nothing to write.
    commit(reader, shard, &timeline)
  }

  mutating func commit(_ reader: Int, _ shard: Int, _ timeline: inout Timeline) {
    readers[reader].readings[shard].committedAt = timeline.now
    guard readers[reader].readings[shard].processed > log.readers[reader].positions[shard].committed else { return }
    if !readers[reader].hasLanes { timeline.recorder.count(instruments.checkpoints) }
    log.commit(reader, shard, before: readers[reader].readings[shard].processed, &timeline)
  }

  // MARK: Ends of shards

  /// Whether a reader has worked on all records of a shard that has closed.
  private func isDone(_ reader: Int, _ shard: Int) -> Bool {
    !shards[shard].isOpen && readers[reader].readings[shard].handed == nil
      && readers[reader].readings[shard].processed >= log.readers[reader].positions[shard].end
  }

  /// Whether a reader may begin with a shard: what it came from is done (Developer Guide, resharding: parents first, so
  /// that the order of each key holds).
  func mayRead(_ reader: Int, _ shard: Int) -> Bool {
    shards[shard].parents.allSatisfy { readers[reader].readings[$0].state == .done }
  }

  /// Where a reader is through with a closed shard, those that came from it can be read.
  mutating func finishIfDone(_ reader: Int, _ shard: Int, _ timeline: inout Timeline) {
    guard readers[reader].readings[shard].state != .done, isDone(reader, shard), mayRead(reader, shard) else { return }
    commit(reader, shard, &timeline)
    if readers[reader].readings[shard].state == .owned { release(reader, shard, as: .done, &timeline) }
    readers[reader].readings[shard].state = .done
    showLeases(&timeline)
    for child in shards[shard].children where mayRead(reader, child) {
      if readers[reader].readings[child].state == .waiting { readers[reader].readings[child].state = .free }
      begin(reader, child, &timeline)
    }
  }

  /// A shard has become readable: its lane begins, or a worker is looked for.
  mutating func begin(_ reader: Int, _ shard: Int, _ timeline: inout Timeline) {
    switch readers[reader].readings[shard].state {
    case .owned: arm(reader, shard, &timeline)
    case .free:
      if readers[reader].hasLanes {
        takeLane(reader, shard, &timeline)
      } else {
        armScan(reader, &timeline)
      }
    case .waiting, .lost, .done: break
    }
    // Without records it is done as soon as it is closed.
    finishIfDone(reader, shard, &timeline)
  }

  // MARK: The beginning of the log, and back to it

  /// Drops what was kept for long enough.
  mutating func expire(_ shard: Int, _ timeline: inout Timeline) {
    log.expire(before: timeline.now - settings.retention, shard, &timeline)
    for reader in readers.indices {
      let positions = log.readers[reader].positions[shard]
      if readers[reader].readings[shard].fetched < positions.position {
        readers[reader].readings[shard].fetched = positions.position
      }
      if readers[reader].readings[shard].processed < positions.committed {
        readers[reader].readings[shard].processed = positions.committed
        finishIfDone(reader, shard, &timeline)
      }
    }
  }

  mutating func takeReplay(_ event: Event, _ timeline: inout Timeline) {
    guard let reader = log.index(of: event.d) else { return }
    let time = Instant(bitPattern: UInt64(event.b) | UInt64(event.c) << 32)
    log.seek(reader, to: time, &timeline)
    for shard in readers[reader].readings.indices {
      restart(reader, shard)
      // What a member has in hand does not count any more.
      readers[reader].readings[shard].handed = nil
      // Those that a shard came from have lower numbers.
      guard readers[reader].readings[shard].state == .done else { continue }
      if !mayRead(reader, shard) {
        readers[reader].readings[shard].state = .waiting
      } else if !isDone(reader, shard) {
        readers[reader].readings[shard].state = .free
      }
    }
    for shard in readers[reader].readings.indices { begin(reader, shard, &timeline) }
  }

  /// What was fetched from a shard, or is on its way, counts no more: reading goes on at the reader's position.
  mutating func restart(_ reader: Int, _ shard: Int) {
    let positions = log.readers[reader].positions[shard]
    readers[reader].readings[shard].epoch &+= 1
    readers[reader].readings[shard].isArmed = false
    readers[reader].readings[shard].pushes.removeAll(keepingCapacity: true)
    readers[reader].readings[shard].fetched = positions.position
    readers[reader].readings[shard].processed = positions.committed
  }

  // MARK: How far behind

  /// How old the oldest record is that the slowest reader has not fetched (GetRecords.IteratorAgeMilliseconds).
  mutating func sampleAge(_ timeline: inout Timeline) {
    var oldest = timeline.now
    for reader in readers.indices {
      for shard in readers[reader].readings.indices {
        let fetched = readers[reader].readings[shard].fetched
        guard fetched < log.readers[reader].positions[shard].end else { continue }
        let message = log.readers[reader].positions[shard][fetched]
        oldest = min(oldest, timeline.messages[message].enqueuedAt)
      }
    }
    let age = (timeline.now - oldest).seconds
    timeline.recorder.set(instruments.iteratorAge, age, at: timeline.now)
    timeline.recorder.set(instruments.iteratorMilliseconds, age * 1000, at: timeline.now)
  }
}
