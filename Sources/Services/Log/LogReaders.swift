// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The readers of a log with their positions: what they have still to read, what they have committed, and what is lost
/// to them. Who of a reader's members reads which partition is the affair of the log.
struct LogReaders: Sendable {
  /// One reader: a consumer group, an application.
  struct Reader: Sendable {
    /// The worker.
    let component: ComponentID
    let name: String
    let reading: LogReading
    let commitInterval: Nanoseconds
    /// For each flow the one that its copies go onto, where the log is a fork; else empty.
    let branch: [FlowID]
    /// For each flow the stage that a message passes at the worker; empty where its messages end there.
    let stages: [UInt8]
    /// Records taken in from then on are kept for a replay.
    let keepsFrom: Instant
    let instruments: LogReaderInstruments
    /// By partition.
    var positions: [LogPositions]
  }

  var readers: [Reader]
  private let isFork: Bool

  init(_ readers: [Reader]) {
    self.readers = readers
    isFork = readers.count > 1
  }

  /// The reader that a worker is.
  func index(of component: ComponentID) -> Int? { readers.firstIndex { $0.component == component } }

  /// Lets every reader have so many partitions.
  mutating func reserve(partitions: Int) {
    for reader in readers.indices {
      while readers[reader].positions.count < partitions { readers[reader].positions.append(LogPositions()) }
    }
  }

  // MARK: The end of the log

  /// A record is there for good and can be read. Its reference is the log's from now on. The caller has noted when it was
  /// taken in (``noteTakenIn(_:_:)``).
  mutating func append(_ message: MessageID, to partition: Int, _ timeline: inout Timeline) {
    guard isFork else {
      guard !readers.isEmpty else {
        timeline.deliver(message, work: 0)
        return timeline.messages.release(message)
      }
      if timeline.isTracing { noteReadable(message, 0, partition, &timeline) }
      readers[0].positions[partition].append(message)
      return showLag(0, by: 1, &timeline)
    }
    let flow = Int(timeline.messages[message].flow)
    for reader in readers.indices {
      let branch = flow < readers[reader].branch.count ? readers[reader].branch[flow] : Routes.none
      guard branch != Routes.none else { continue }
      let copy = timeline.fork(message, onto: branch)
      if timeline.isTracing { noteReadable(copy, reader, partition, &timeline) }
      readers[reader].positions[partition].append(copy)
      showLag(reader, by: 1, &timeline)
    }
    timeline.deliver(message, work: 0)
    timeline.messages.release(message)
  }

  /// The log's servers have a record: the time before this was sending. Called before it is replicated and ``append``ed.
  static func noteTakenIn(_ message: MessageID, _ timeline: inout Timeline) {
    timeline.messages[message].sending += timeline.now - timeline.messages[message].idleSince
    timeline.messages[message].idleSince = timeline.now
    timeline.messages[message].enqueuedAt = timeline.now
  }

  /// Takes the last records of a partition away for all readers; what nobody had worked on is lost.
  mutating func truncate(_ partition: Int, by count: Int, _ timeline: inout Timeline) {
    for reader in readers.indices {
      for _ in 0..<count {
        let before = readers[reader].positions[partition].lag
        guard let message = readers[reader].positions[partition].popLast() else { break }
        showLag(reader, by: readers[reader].positions[partition].lag - before, &timeline)
        lose(message, reader, &timeline)
      }
    }
  }

  // MARK: Reading

  /// Hands out the next records of a partition into a batch, each with a reference for the batch.
  ///
  /// - Parameters:
  ///   - bytes: stops behind the record with which so many are reached.
  ///   - commits: whether the position is committed now if the reader commits before its work.
  /// - Returns: the records handed out, and their bytes.
  mutating func take(
    _ reader: Int, _ partition: Int, most: Int, bytes: Int64 = .max, into batch: BatchID, commits: Bool = true,
    _ timeline: inout Timeline
  ) -> (records: Int, bytes: Int64) {
    var taken = 0
    var sum: Int64 = 0
    while taken < most, sum < bytes, let message = readers[reader].positions[partition].next() {
      timeline.messages.retain(message)
      if timeline.isTracing {
        timeline.note(
          .fetched, message, at: readers[reader].component, a: Int64(partition),
          b: timeline.messages[message].attempts > 0 ? 1 : 0)
      }
      timeline.batches.append(message, to: batch)
      taken += 1
      sum += Int64(timeline.messages[message].size)
    }
    if commits, readers[reader].reading.guarantee == .atMostOnce {
      commit(reader, partition, before: readers[reader].positions[partition].position, &timeline)
    }
    return (taken, sum)
  }

  /// Commits a reader's position. What was worked on exactly once is delivered now.
  mutating func commit(_ reader: Int, _ partition: Int, before offset: Int64, _ timeline: inout Timeline) {
    let committed = readers[reader].positions[partition].committed
    var end = min(offset, readers[reader].positions[partition].end)
    if readers[reader].reading.commitsDelivered { end = firstPending(reader, partition, committed, end, timeline) }
    guard end > committed else { return }
    if readers[reader].reading.guarantee == .exactlyOnce {
      for place in committed..<end { deliver(readers[reader].positions[partition][place], reader, &timeline) }
    }
    if timeline.isTracing { noteAll(.committed, reader, partition, committed..<end, &timeline) }
    readers[reader].positions[partition].commit(before: end, keepingFrom: readers[reader].keepsFrom, &timeline)
    timeline.recorder.count(readers[reader].instruments.commits)
    showLag(reader, by: Int(committed - end), &timeline)
  }

  /// The first record of a range whose fate is open, or the range's end.
  private func firstPending(
    _ reader: Int, _ partition: Int, _ first: Int64, _ end: Int64, _ timeline: borrowing Timeline
  ) -> Int64 {
    var offset = first
    while offset < end {
      let message = readers[reader].positions[partition][offset]
      let origin = timeline.messages[message].origin
      if timeline.messages[origin == Message.noOrigin ? message : origin].outcome == .pending { break }
      offset += 1
    }
    return offset
  }

  private func deliver(_ message: MessageID, _ reader: Int, _ timeline: inout Timeline) {
    guard timeline.messages[message].outcome == .pending else { return }
    if readers[reader].stages.isEmpty {
      timeline.deliver(message, work: 0)
    } else {
      timeline.passOn(message, stages: readers[reader].stages)
    }
  }

  /// The member that read a partition is gone: the next begins at what was committed.
  mutating func rewind(_ reader: Int, _ partition: Int, _ timeline: inout Timeline) {
    let positions = readers[reader].positions[partition]
    if timeline.isTracing {
      noteAll(.rewound, reader, partition, positions.committed..<positions.position, &timeline)
    }
    if readers[reader].reading.guarantee == .exactlyOnce {
      // The transaction is aborted: nobody has seen what came of it.
      for place in positions.committed..<positions.position {
        let message = positions[place]
        if timeline.messages[message].unfailedAttempts > 0 { timeline.messages[message].unfailedAttempts &-= 1 }
      }
    }
    readers[reader].positions[partition].rewind()
  }

  /// A reader reads again from an instant on, in all partitions.
  mutating func seek(_ reader: Int, to time: Instant, _ timeline: inout Timeline) {
    for partition in readers[reader].positions.indices {
      let before = readers[reader].positions[partition].lag
      let committed = readers[reader].positions[partition].committed
      let again = readers[reader].positions[partition].seek(to: time, timeline)
      // A reader that was further behind than that has skipped what lies between; what a member holds may be saved yet.
      for offset in committed..<max(committed, readers[reader].positions[partition].position) {
        let message = readers[reader].positions[partition][offset]
        guard timeline.messages[message].outcome == .pending else { continue }
        timeline.recorder.count(readers[reader].instruments.lost)
        timeline.end(message, as: .expired)
      }
      timeline.recorder.count(readers[reader].instruments.replayed, Int64(again))
      showLag(reader, by: readers[reader].positions[partition].lag - before, &timeline)
    }
  }

  // MARK: The beginning of the log

  /// Drops what was taken in before an instant, for all readers; what nobody had worked on is lost.
  mutating func expire(before time: Instant, _ partition: Int, _ timeline: inout Timeline) {
    for reader in readers.indices {
      while let oldest = readers[reader].positions[partition].oldest, timeline.messages[oldest].enqueuedAt < time {
        dropFirst(reader, partition, &timeline)
      }
    }
  }

  /// Drops a reader's oldest record of a partition.
  private mutating func dropFirst(_ reader: Int, _ partition: Int, _ timeline: inout Timeline) {
    guard let (message, isCommitted) = readers[reader].positions[partition].popFirst() else { return }
    if isCommitted { return timeline.messages.release(message) }
    showLag(reader, by: -1, &timeline)
    lose(message, reader, &timeline)
  }

  private func lose(_ message: MessageID, _ reader: Int, _ timeline: inout Timeline) {
    if timeline.isTracing { timeline.note(.dropped, message, at: readers[reader].component) }
    if timeline.messages[message].outcome == .pending {
      timeline.recorder.count(readers[reader].instruments.lost)
      timeline.end(message, as: .expired)
    }
    timeline.messages.release(message)
  }

  /// A reader can read a record from now on, behind all that it has not read of the partition.
  @inline(never)
  private func noteReadable(_ message: MessageID, _ reader: Int, _ partition: Int, _ timeline: inout Timeline) {
    timeline.note(
      .visible, message, at: readers[reader].component, a: Int64(readers[reader].positions[partition].waiting),
      b: TraceStep.Appearance.first.rawValue)
  }

  /// Notes something that happens to the records of a range.
  @inline(never)
  private func noteAll(
    _ kind: TraceKind, _ reader: Int, _ partition: Int, _ range: Range<Int64>, _ timeline: inout Timeline
  ) {
    for offset in range {
      if timeline.isTracing {
        timeline.note(
          kind, readers[reader].positions[partition][offset], at: readers[reader].component, a: Int64(partition))
      }
    }
  }

  // MARK: Lag

  private func showLag(_ reader: Int, by change: Int, _ timeline: inout Timeline) {
    timeline.recorder.add(readers[reader].instruments.lagMessages, Double(change), at: timeline.now)
  }

  /// Shows how old the oldest record is that each reader has not committed.
  func sample(_ timeline: inout Timeline) {
    for reader in readers {
      var oldest = timeline.now
      for positions in reader.positions {
        if let message = positions.oldestUncommitted { oldest = min(oldest, timeline.messages[message].enqueuedAt) }
      }
      timeline.recorder.set(reader.instruments.lag, (timeline.now - oldest).seconds, at: timeline.now)
    }
  }
}

/// What is measured of a reader, under its worker's name.
struct LogReaderInstruments: Sendable {
  /// Seconds since the oldest record that is not committed was taken in; records that are not committed.
  let lag, lagMessages: GaugeID
  let commits, replayed, lost: CounterID

  init(_ worker: String, _ instruments: inout Instruments) {
    lag = instruments.gauge(worker, "lag", unit: "s")
    lagMessages = instruments.gauge(worker, "lag_messages")
    commits = instruments.counter(worker, "commits", unit: "times")
    replayed = instruments.counter(worker, "replayed")
    lost = instruments.counter(worker, "lost_unread")
    instruments.metric(worker, "lag", .level(lag))
    instruments.metric(worker, "lag_messages", .level(lagMessages))
  }
}

extension LogReaders {
  /// The readers of a log, with their instruments.
  static func build(_ log: any LogChannel, partitions: Int, _ model: inout ModelBuilder) -> LogReaders {
    let workers = model.parts.consumers(of: log.name).compactMap { $0 as? any LogReader }
    let replays = model.parts.parts.compactMap { $0 as? FaultPart }.filter { $0.fault == .replay && $0.isActive }
    var readers: [Reader] = []
    for (place, worker) in workers.enumerated() {
      let since = replays.filter { $0.target.name == worker.name }.compactMap(\.since).min()
      readers.append(
        Reader(
          component: model.component(worker.name), name: worker.name, reading: worker.reading,
          commitInterval: worker.reading.commitInterval ?? log.commitInterval,
          branch: workers.count > 1 ? model.routes.branch(place, of: log.name) : [],
          stages: worker.outlets.contains { $0.kind == .passesOn } ? model.routes.stages(at: worker.name) : [],
          keepsFrom: since ?? .farFuture, instruments: LogReaderInstruments(worker.name, &model.instruments),
          positions: [LogPositions](repeating: LogPositions(), count: partitions)))
    }
    return LogReaders(readers)
  }
}
