// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Consumer groups of the simplest kind: each partition belongs to the member with its number modulo the members, polls
/// are answered from the partitions in turn, and each poll commits what came before it.
struct ConsumerGroups: Sendable {
  struct Fetch {
    var reader: Int
    var member: UInt32
    var life: UInt32
    var batch: BatchID
    var partition: Int
    var records: Int
    var bytes: Int64
    var appendedAt: Instant
    var isLagging: Bool
  }

  private struct Member: Sendable {
    var life: UInt32 = 0
    var most = 0
    var isWaiting = false
    /// The partition that its last records came from; -1 for none.
    var reading = -1
    var next = 0
  }

  /// The most records of a poll (Apache Kafka documentation, max.poll.records).
  private static let mostRecords = 500

  var readers: LogReaders
  private let partitions: Int
  private var isAvailable: [Bool]
  private var members: [[Member]]
  /// By reader and partition: when its member had its latest records.
  private var asked: [Instant]
  private var wokenAt: [Instant]
  private var ready: [Fetch] = []
  private var first = 0

  static func build(_ log: any LogChannel, partitions: Int, _ model: inout ModelBuilder) -> ConsumerGroups {
    ConsumerGroups(LogReaders.build(log, partitions: partitions, &model), partitions: partitions)
  }

  private init(_ readers: LogReaders, partitions: Int) {
    asked = [Instant](repeating: 0, count: readers.readers.count * partitions)
    wokenAt = [Instant](repeating: 0, count: partitions)
    self.readers = readers
    self.partitions = partitions
    isAvailable = [Bool](repeating: true, count: partitions)
    members = readers.readers.map { reader in
      switch reader.reading.members {
      case .tasks(let count): [Member](repeating: Member(), count: max(1, min(count, partitions)))
      case .lanes: [Member](repeating: Member(), count: partitions)
      }
    }
  }

  mutating func start(_ timeline: inout Timeline) {}

  mutating func handle(_ event: Event, _ timeline: inout Timeline) -> Bool {
    guard let reader = readers.index(of: event.d) else { return false }
    switch event.signal {
    case LogSignal.poll:
      let member = Int(event.a)
      guard member < members[reader].count else { return true }
      let reading = members[reader][member].reading
      if reading >= 0, members[reader][member].life == event.b {
        readers.commit(reader, reading, before: readers.readers[reader].positions[reading].position, &timeline)
      }
      members[reader][member].reading = -1
      members[reader][member].life = event.b
      members[reader][member].most = event.c == 0 ? Self.mostRecords : Int(event.c)
      members[reader][member].isWaiting = true
      look(reader, member, &timeline)
    case LogSignal.leave:
      let member = Int(event.a)
      guard member < members[reader].count else { return true }
      let reading = members[reader][member].reading
      if reading >= 0 { readers.rewind(reader, reading, &timeline) }
      members[reader][member].reading = -1
      members[reader][member].isWaiting = false
    case LogSignal.replay:
      let time = Int64(bitPattern: UInt64(event.b) | UInt64(event.c) << 32)
      readers.seek(reader, to: time, &timeline)
      for member in members[reader].indices { look(reader, member, &timeline) }
    default: return false
    }
    return true
  }

  private mutating func look(_ reader: Int, _ member: Int, _ timeline: inout Timeline) {
    guard members[reader][member].isWaiting else { return }
    let count = members[reader].count
    let own = (partitions - member + count - 1) / count
    for step in 0..<own {
      let place = (members[reader][member].next + step) % own
      let partition = member + place * count
      guard isAvailable[partition], readers.readers[reader].positions[partition].waiting > 0 else { continue }
      let batch = timeline.batches.make()
      let taken = readers.take(
        reader, partition, most: members[reader][member].most, bytes: 1_048_576, into: batch, &timeline)
      let hasMore = readers.readers[reader].positions[partition].waiting > 0
      let last = timeline.batches[batch, taken.records - 1]
      members[reader][member].next = (place + 1) % own
      members[reader][member].isWaiting = false
      members[reader][member].reading = partition
      ready.append(
        Fetch(
          reader: reader, member: UInt32(member), life: members[reader][member].life, batch: batch,
          partition: partition, records: taken.records, bytes: taken.bytes,
          appendedAt: hasMore ? timeline.messages[last].enqueuedAt : wokenAt[partition], isLagging: false))
      return
    }
  }

  mutating func append(_ message: MessageID, to partition: Int, _ timeline: inout Timeline) {
    readers.append(message, to: partition, &timeline)
  }

  mutating func wake(_ partition: Int, _ timeline: inout Timeline) {
    wokenAt[partition] = timeline.now
    for reader in members.indices { look(reader, partition % members[reader].count, &timeline) }
  }

  mutating func setAvailable(_ partition: Int, _ isAvailable: Bool, _ timeline: inout Timeline) {
    self.isAvailable[partition] = isAvailable
    if isAvailable { wake(partition, &timeline) }
  }

  mutating func nextFetch() -> Fetch? {
    guard first < ready.count else {
      if first > 0 {
        ready.removeAll(keepingCapacity: true)
        first = 0
      }
      return nil
    }
    first += 1
    return ready[first - 1]
  }

  mutating func complete(_ fetch: Fetch, after delay: Nanoseconds, _ timeline: inout Timeline) {
    let reader = readers.readers[fetch.reader].component
    let place = fetch.reader * partitions + fetch.partition
    let arrival = max(timeline.now, max(asked[place], fetch.appendedAt).advanced(by: delay))
    asked[place] = arrival
    timeline.schedule(
      Event(
        to: reader, ConsumerSignal.records, a: fetch.member, b: fetch.life, c: fetch.batch,
        d: UInt32(fetch.partition)), at: arrival)
  }

  mutating func sample(_ timeline: inout Timeline) { readers.sample(&timeline) }
}
