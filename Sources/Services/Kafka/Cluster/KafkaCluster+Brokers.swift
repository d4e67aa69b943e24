// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// Brokers that are lost and come back: who is in sync, who leads, and what that costs.
extension KafkaCluster {
  // MARK: Losing a broker

  /// A broker is gone at once, without a word to anybody.
  mutating func lose(_ broker: Int, _ timeline: inout Timeline) {
    guard brokers[broker].isUp else { return }
    takeDown(broker, &timeline)
    timeline.schedule(
      Event(to: id, Signal.noticed, a: UInt32(broker), b: brokers[broker].life), after: settings.sessionTimeout)
    showHealth(&timeline)
  }

  private mutating func takeDown(_ broker: Int, _ timeline: inout Timeline) {
    brokers[broker].isUp = false
    brokers[broker].isNoticed = false
    brokers[broker].life &+= 1
    brokers[broker].isCatchingUp = false
    brokers[broker].networkIn.clear(at: timeline.now)
    brokers[broker].networkOut.clear(at: timeline.now)
    brokers[broker].disk.clear(at: timeline.now)
    brokers[broker].processors.clear(at: timeline.now)
    for fetcher in fetchers.indices {
      let pair = fetcher / settings.replicaFetchers
      guard pair / settings.brokers == broker || pair % settings.brokers == broker else { continue }
      fetchers[fetcher].isBusy = false
      fetchers[fetcher].generation &+= 1
      fetchers[fetcher].pending.removeAll(keepingCapacity: true)
    }
    for (partition, place) in brokers[broker].copies where partitions[partition].leader == place {
      partitions[partition].lastLeader = place
      partitions[partition].leader = -1
      partitions[partition].epoch &+= 1
      groups.setAvailable(partition, false, &timeline)
      eachAccumulator(of: partition) { $0.detach($1) }
    }
    for client in clients.indices { closeConnection(clients[client].firstLane + broker, &timeline) }
  }

  mutating func eachAccumulator(of partition: Int, _ act: (inout KafkaCluster, Int) -> Void) {
    var accumulator = partitionAccumulators.first(partition)
    while accumulator != IndexLists.none {
      act(&self, Int(accumulator))
      accumulator = partitionAccumulators.next(accumulator)
    }
  }

  /// Whether a majority of the controllers is up; without instances of their own the first three brokers are it.
  var hasQuorum: Bool {
    guard settings.kind == .ec2, settings.controllers == nil, !settings.usesZooKeeper else { return true }
    let voters = min(3, brokers.count)
    return 2 * brokers[..<voters].count { $0.isUp } > voters
  }

  /// The controller notices that a broker has been silent for too long.
  mutating func notice(_ broker: Int, life: UInt32, _ timeline: inout Timeline) {
    guard brokers[broker].life == life, !brokers[broker].isUp, hasQuorum else { return }
    brokers[broker].isNoticed = true
    for (partition, place) in brokers[broker].copies
    where partitions[partition].isInSync(place) && partitions[partition].inSync != 1 << UInt8(place) {
      shrink(partition, place, &timeline)
    }
    var after: Nanoseconds = 0
    for (partition, _) in brokers[broker].copies where partitions[partition].leader < 0 {
      // One after the other.
      after += Nanoseconds(seconds: settings.electionTime.draw(draws.election, UInt64(partition)) * factor)
      partitions[partition].isElecting = true
      timeline.schedule(
        Event(to: id, Signal.elect, a: UInt32(partition), b: partitions[partition].epoch), after: after)
    }
    showHealth(&timeline)
  }

  // MARK: In sync or not

  /// A replica is no longer in sync: what it lacks is what the leader has and it has not.
  mutating func shrink(_ partition: Int, _ place: Int, _ timeline: inout Timeline) {
    let bit = UInt8(1) << UInt8(place)
    partitions[partition].inSync &= ~bit
    partitions[partition].lacksBytes[place] = 0
    partitions[partition].lacksRecords[place] = 0
    for batch in partitions[partition].tail where batches[Int(batch)].missing & bit != 0 {
      partitions[partition].lacksBytes[place] += batches[Int(batch)].wire
      partitions[partition].lacksRecords[place] += Int64(timeline.batches.count(batches[Int(batch)].list))
    }
    timeline.recorder.count(instruments.shrinks)
    advance(partition, &timeline)
  }

  mutating func showHealth(_ timeline: inout Timeline) {
    let now = timeline.now
    var (under, offline, underMin) = (0, 0, 0)
    for partition in partitions {
      let live = partition.replicas.enumerated().count { partition.isInSync($0.offset) && brokers[$0.element].isUp }
      if live < partition.replicas.count { under += 1 }
      if partition.leader < 0 { offline += 1 }
      if live < settings.minInsync { underMin += 1 }
    }
    timeline.recorder.set(instruments.underReplicated, Double(under), at: now)
    timeline.recorder.set(instruments.offline, Double(offline), at: now)
    timeline.recorder.set(instruments.underMinISR, Double(underMin), at: now)
    timeline.recorder.set(instruments.brokersUp, Double(brokers.count { $0.isUp }), at: now)
    timeline.recorder.set(instruments.activeControllers, hasQuorum ? 1 : 0, at: now)
  }

  // MARK: Elections

  mutating func elect(_ partition: Int, epoch: UInt32, _ timeline: inout Timeline) {
    guard partitions[partition].epoch == epoch, partitions[partition].leader < 0 else { return }
    partitions[partition].isElecting = false
    guard hasQuorum else { return }
    if let clean = candidate(partition, { partitions[partition].isInSync($0) }) {
      lead(partition, by: clean, isClean: true, &timeline)
    } else if settings.electsUnclean, let any = candidate(partition, { _ in true }) {
      lead(partition, by: any, isClean: false, &timeline)
    }
    showHealth(&timeline)
  }

  /// The first replica whose broker is up and that will do.
  private func candidate(_ partition: Int, _ isGood: (Int) -> Bool) -> Int? {
    partitions[partition].replicas.indices.first { brokers[partitions[partition].replicas[$0]].isUp && isGood($0) }
  }

  /// A replica becomes the leader. What it lacks of the former leader's log is lost.
  mutating func lead(_ partition: Int, by place: Int, isClean: Bool, _ timeline: inout Timeline) {
    let bit = UInt8(1) << UInt8(place)
    timeline.recorder.count(instruments.elections)
    partitions[partition].epoch &+= 1
    partitions[partition].leader = place
    if isClean {
      cutTail(partition, &timeline) { $0.missing & bit == 0 }
    } else {
      timeline.recorder.count(instruments.uncleanElections)
      let inTail = partitions[partition].tail.reduce(0) { $0 + timeline.batches.count(batches[Int($1)].list) }
      let lacks = Int(partitions[partition].lacksRecords[place])
      cutTail(partition, &timeline) { _ in false }
      let read = max(0, lacks - inTail)
      timeline.recorder.count(instruments.lostAcknowledged, Int64(read))
      groups.readers.truncate(partition, by: read, &timeline)
      partitions[partition].inSync = bit
      for other in partitions[partition].replicas.indices {
        partitions[partition].lacksBytes[other] = 0
        partitions[partition].lacksRecords[other] = 0
      }
    }
    partitions[partition].lacksBytes[place] = 0
    partitions[partition].lacksRecords[place] = 0
    replicateTail(partition)
    startFetchers(&timeline)
    groups.setAvailable(partition, true, &timeline)
    for replica in partitions[partition].replicas { startCatchUp(replica, &timeline) }
    // Producers learn of it when they ask for metadata again.
    let wait = Nanoseconds(
      Double(settings.producer.retryBackoff)
        * draws.election.uniform(UInt64(partition), attempt: partitions[partition].epoch &+ 1))
    let time = timeline.now.advanced(by: wait)
    eachAccumulator(of: partition) { cluster, accumulator in
      cluster.detach(accumulator)
      cluster.attach(accumulator)
    }
    var accumulator = partitionAccumulators.first(partition)
    while accumulator != IndexLists.none {
      touch(accumulators[Int(accumulator)].lane, at: time, &timeline)
      accumulator = partitionAccumulators.next(accumulator)
    }
    advance(partition, &timeline)
  }

  /// Drops the batches from the first on that the new leader lacks.
  private mutating func cutTail(
    _ partition: Int, _ timeline: inout Timeline, isKept: (RecordBatch) -> Bool
  ) {
    guard let first = partitions[partition].tail.firstIndex(where: { !isKept(batches[Int($0)]) }) else { return }
    let lost = Array(partitions[partition].tail[first...])
    partitions[partition].tail.removeLast(lost.count)
    for batch in lost { loseBatch(batch, partition, &timeline) }
  }

  /// The log has lost a batch. A producer that has heard nothing of it sends it again.
  private mutating func loseBatch(_ batch: UInt32, _ partition: Int, _ timeline: inout Timeline) {
    let index = Int(batch)
    let list = batches[index].list
    let count = timeline.batches.count(list)
    batches[index].isLogs = false
    batches[index].isAppended = false
    batches[index].missing = 0
    if batches[index].isClients {
      let accumulator = Int(batches[index].accumulator)
      if settings.producer.isIdempotent {
        let behind = Int32(bitPattern: batches[index].sequence &- accumulators[accumulator].expected)
        if behind < 0 { accumulators[accumulator].expected = batches[index].sequence }
      } else {
        for place in 0..<count { timeline.messages.release(timeline.batches[list, place]) }
      }
      // Its request, if it still waits at a broker, ends as one to a broker that does not lead.
      batches[index].status = .retriable
      let request = batches[index].request
      if request != IndexLists.none {
        settle(batch, &timeline)
        if requests[Int(request)].pending == 0 { respond(request, &timeline) }
      }
      return
    }
    timeline.recorder.count(instruments.lostAcknowledged, Int64(count))
    for place in 0..<count {
      timeline.end(timeline.batches[list, place], as: .expired)
      timeline.messages.release(timeline.batches[list, place])
    }
    freeBatch(batch, &timeline)
  }

  /// Lets the in-sync followers fetch from the new leader what they lack.
  private mutating func replicateTail(_ partition: Int) {
    let leader = partitions[partition].leader
    for batch in partitions[partition].tail {
      batches[Int(batch)].missing &= partitions[partition].inSync & ~(1 << UInt8(leader))
      for place in partitions[partition].replicas.indices
      where batches[Int(batch)].missing & (1 << UInt8(place)) != 0 {
        request(batch, of: partition, by: place)
      }
    }
  }

  /// Leaders go back to the brokers that they belong to, where more than a tenth of them are elsewhere (Apache Kafka
  /// documentation, leader.imbalance.per.broker.percentage).
  mutating func checkLeaders(_ timeline: inout Timeline) {
    timeline.schedule(Event(to: id, Signal.checkLeaders), after: settings.leaderCheck)
    guard hasQuorum else { return }
    for broker in brokers.indices where brokers[broker].isUp {
      let own = brokers[broker].copies.filter { $0.place == 0 }
      let away = own.filter { partitions[$0.partition].leader > 0 }
      guard 10 * away.count > own.count else { continue }
      for (partition, place) in away where partitions[partition].isInSync(place) {
        lead(partition, by: place, isClean: true, &timeline)
      }
    }
  }

  // MARK: Coming back

  /// A broker comes back with what its volume holds.
  mutating func bringBack(_ broker: Int, _ timeline: inout Timeline) {
    guard !brokers[broker].isUp else { return }
    brokers[broker].isUp = true
    brokers[broker].life &+= 1
    brokers[broker].chunk.removeAll()
    for (partition, place) in brokers[broker].copies {
      if partitions[partition].leader < 0 {
        if partitions[partition].isInSync(place), hasQuorum {
          lead(partition, by: place, isClean: true, &timeline)
        } else if !partitions[partition].isElecting {
          // Nobody better may come: an election decides, once the last leader is known to be away.
          let last = partitions[partition].replicas[partitions[partition].lastLeader]
          if brokers[last].isNoticed { elect(partition, epoch: partitions[partition].epoch, &timeline) }
        }
      } else if partitions[partition].isInSync(place) {
        // Nobody has noticed that it was away.
        for batch in partitions[partition].tail where batches[Int(batch)].missing & (1 << UInt8(place)) != 0 {
          request(batch, of: partition, by: place)
        }
      }
    }
    startFetchers(&timeline)
    startCatchUp(broker, &timeline)
    for client in clients.indices { touch(clients[client].firstLane + broker, at: timeline.now, &timeline) }
    // With a majority again, what could not be noticed is noticed now.
    for other in brokers.indices where !brokers[other].isUp && !brokers[other].isNoticed {
      timeline.schedule(
        Event(to: id, Signal.noticed, a: UInt32(other), b: brokers[other].life), after: settings.sessionTimeout)
    }
    showHealth(&timeline)
  }

  // MARK: Catching up

  /// Lets a broker fetch what it lacks of the partitions that it is not in sync with.
  mutating func startCatchUp(_ broker: Int, _ timeline: inout Timeline) {
    guard brokers[broker].isUp, !brokers[broker].isCatchingUp else { return }
    nextChunk(broker, &timeline)
  }

  mutating func continueCatchUp(_ broker: Int, life: UInt32, _ timeline: inout Timeline) {
    guard brokers[broker].life == life, brokers[broker].isCatchingUp else { return }
    var isBack = false
    for part in brokers[broker].chunk where partitions[part.partition].epoch == part.epoch {
      let left = partitions[part.partition].lacksBytes[part.place] - part.bytes
      partitions[part.partition].lacksBytes[part.place] = max(0, left)
      if left <= 0 { partitions[part.partition].lacksRecords[part.place] = 0 }
      // It has reached the end of the log as it was when it asked.
      guard part.isAll, !partitions[part.partition].isInSync(part.place) else { continue }
      partitions[part.partition].inSync |= 1 << UInt8(part.place)
      partitions[part.partition].lacksBytes[part.place] = 0
      partitions[part.partition].lacksRecords[part.place] = 0
      isBack = true
    }
    nextChunk(broker, &timeline)
    if isBack { showHealth(&timeline) }
  }

  /// The most bytes of one partition in an answer to a follower, and of the whole answer (Apache Kafka documentation,
  /// replica.fetch.max.bytes and replica.fetch.response.max.bytes).
  private static let partitionChunk: Int64 = 1_048_576
  private static let chunk: Int64 = 10_485_760

  private mutating func nextChunk(_ broker: Int, _ timeline: inout Timeline) {
    brokers[broker].chunk.removeAll(keepingCapacity: true)
    brokers[broker].isCatchingUp = false
    var bytes: Int64 = 0
    var done = timeline.now
    let copies = brokers[broker].copies.count
    for step in 0..<copies where bytes < Self.chunk {
      let (partition, place) = brokers[broker].copies[(brokers[broker].cursor + step) % copies]
      let leader = partitions[partition].broker
      guard leader >= 0, leader != broker, !partitions[partition].isInSync(place) else { continue }
      let lacks = partitions[partition].lacksBytes[place]
      let part = min(lacks, Self.partitionChunk)
      brokers[broker].chunk.append(
        KafkaBroker.CatchUp(
          partition: partition, place: place, bytes: part, isAll: part == lacks, epoch: partitions[partition].epoch))
      bytes += part
      let item = UInt64(partition) << 32 | UInt64(broker)
      let written = ship(
        part, from: leader, to: broker, item: item, attempt: UInt32(truncatingIfNeeded: lacks), &timeline)
      done = max(done, written.advanced(by: network(draws.fetcher, item, attempt: UInt32(truncatingIfNeeded: lacks))))
    }
    guard !brokers[broker].chunk.isEmpty else { return }
    brokers[broker].cursor = (brokers[broker].cursor + brokers[broker].chunk.count) % copies
    brokers[broker].isCatchingUp = true
    timeline.schedule(
      Event(to: id, Signal.caughtUp, a: UInt32(broker), b: brokers[broker].life), at: max(done, timeline.now + 1_000))
  }
}
