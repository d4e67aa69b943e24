// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The consumer side of a topic: all its consumer groups, with what each has still to read.
///
/// The cluster says which records can be read and whether a partition has a leader; the groups say who is to get
/// records; and the cluster works out how long the answer takes:
/// ```
///    append, wake, setAvailable ─▶ groups ─▶ nextFetch ─▶ cluster ─▶ complete ─▶ records at the member
/// ```
/// The cluster passes on every event (``handle(_:_:)``), and asks for fetches after each event and each of these calls.
struct ConsumerGroups: Sendable {
  var readers: LogReaders
  private(set) var groups: [ConsumerGroup]

  /// A member is to get records.
  struct Fetch: Sendable, Hashable {
    /// Its group's place among the readers; the member, and its life.
    var reader: Int
    var member: UInt32
    var life: UInt32
    var batch: BatchID
    var partition: Int
    var records: Int
    var bytes: Int64
    /// When the last of its records could be read at the latest.
    var appendedAt: Instant
    /// When its client had asked for them and they were there: how long the answer takes is counted from here.
    var askedAt: Instant
    /// Whether its first record is older than ``ConsumerGroup/cachedFor``.
    var isLagging: Bool
  }

  /// - Parameters:
  ///   - log: the component that this is a part of.
  ///   - initialDelay: how long the first rebalance of an empty group waits for more members (Apache Kafka documentation,
  ///     broker configs: group.initial.rebalance.delay.ms).
  static func build(
    _ log: any LogChannel, partitions: Int, initialDelay: Nanoseconds = 3 * .second, _ model: inout ModelBuilder
  ) -> ConsumerGroups {
    let readers = LogReaders.build(log, partitions: partitions, &model)
    let id = model.component(log.name)
    let groups = readers.readers.enumerated().map { place, reader in
      ConsumerGroup(
        reader: place, log: id, worker: reader.component, name: reader.name, reading: reader.reading,
        commitInterval: reader.commitInterval, initialDelay: initialDelay, partitions: partitions,
        instruments: ConsumerGroupInstruments(reader.name, reader.instruments, &model.instruments))
    }
    return ConsumerGroups(readers: readers, groups: groups)
  }

  /// Shows the lag of every group under the names of Amazon MSK.
  func declareCloudWatch(_ model: inout ModelBuilder) {
    for group in groups { group.instruments.declareCloudWatch(&model.instruments) }
  }

  private init(readers: LogReaders, groups: [ConsumerGroup]) {
    self.readers = readers
    self.groups = groups
  }

  mutating func start(_ timeline: inout Timeline) {
    for group in groups.indices { groups[group].start(&timeline) }
  }

  // MARK: Events

  /// Handles what members say, and the groups' own timers. Returns whether the event was one of these.
  mutating func handle(_ event: Event, _ timeline: inout Timeline) -> Bool {
    switch event.signal {
    case LogSignal.poll:
      if let group = readers.index(of: event.d) { groups[group].poll(event, &readers, &timeline) }
    case LogSignal.finished:
      if let group = readers.index(of: event.d) { groups[group].takeFinished(event, &readers, &timeline) }
    case LogSignal.leave:
      if let group = readers.index(of: event.d) { groups[group].leave(event, &readers, &timeline) }
    case LogSignal.replay:
      if let group = readers.index(of: event.d) { groups[group].replay(event, &readers, &timeline) }
    case ConsumerGroup.Signal.session...ConsumerGroup.Signal.arrived:
      groups[Int(event.a)].handle(event, &readers, &timeline)
    default: return false
    }
    return true
  }

  // MARK: The cluster

  /// A record can be read from now on; ``wake(_:_:)`` follows after the last of several.
  mutating func append(_ message: MessageID, to partition: Int, _ timeline: inout Timeline) {
    readers.append(message, to: partition, &timeline)
  }

  /// There are new records in a partition.
  mutating func wake(_ partition: Int, _ timeline: inout Timeline) {
    for group in groups.indices { groups[group].wake(partition, &readers, &timeline) }
  }

  /// A partition has lost its leader, or has one again.
  mutating func setAvailable(_ partition: Int, _ isAvailable: Bool, _ timeline: inout Timeline) {
    for group in groups.indices {
      groups[group].isAvailable[partition] = isAvailable
      if isAvailable { groups[group].wake(partition, &readers, &timeline) }
    }
  }

  /// The next answer to a member whose length the cluster is to say with ``complete(_:after:_:)``; nil if there is none.
  mutating func nextFetch() -> Fetch? {
    for group in groups.indices where !groups[group].fetches.isEmpty { return groups[group].fetches.removeFirst() }
    return nil
  }

  /// Hands records to their member after a time, counted from when its client asked for them and they were there.
  mutating func complete(_ fetch: Fetch, after delay: Nanoseconds, _ timeline: inout Timeline) {
    groups[fetch.reader].complete(fetch, after: delay, &timeline)
  }

  // MARK: Measuring

  mutating func sample(_ timeline: inout Timeline) {
    readers.sample(&timeline)
    for (group, reader) in zip(groups, readers.readers) {
      let lag = reader.positions.reduce(0) { max($0, $1.lag) }
      timeline.recorder.set(group.instruments.partitionLag, Double(lag), at: timeline.now)
    }
  }
}

extension ConsumerGroup {
  /// Handles one of the group's own timers.
  mutating func handle(_ event: Event, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    switch event.signal {
    case Signal.barrier: return endBarrier(event.d, &readers, &timeline)
    case Signal.initialDelay: return endInitialDelay(event.d, &readers, &timeline)
    case Signal.arrived: return arrive(event, &readers, &timeline)
    default: break
    }
    guard isCurrent(event) else { return }
    let place = Int(event.b)
    switch event.signal {
    case Signal.session: endSession(place, &readers, &timeline)
    case Signal.late: checkLate(place, &readers, &timeline)
    case Signal.learn: learn(place, event.d, &readers, &timeline)
    case Signal.resume: resume(place, &readers, &timeline)
    case Signal.heartbeat: heartbeat(place, &readers, &timeline)
    case Signal.commit: commitIdle(place, &readers, &timeline)
    case Signal.committed: endTransaction(place, &readers, &timeline)
    case Signal.waited:
      members[place].hasWaitTimer = false
      serveIfIdle(place, &readers, &timeline)
    default: break
    }
  }

  /// The group reads again from an instant on. Members finish what they hold.
  mutating func replay(_ event: Event, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    let since = Instant(bitPattern: UInt64(event.b) | UInt64(event.c) << 32)
    readers.seek(reader, to: since, &timeline)
    for place in members.indices where members[place].isUsed {
      // What they finish does not count any more: the position is before it.
      members[place].batchFrom = 0
      members[place].batchEnd = 0
    }
    for partition in owner.indices { wake(partition, &readers, &timeline) }
  }
}
