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
}
