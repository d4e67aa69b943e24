// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Simulation

/// What goes wrong by plan, and how nodes come back.
extension CacheCluster {
  /// Why a cache cannot have a fault of this kind; nil if it can.
  static func problem(with fault: FaultKind) -> String? {
    switch fault {
    case .stop, .remove, .slow, .fail, .kill, .restart, .flush: nil
    case .pause, .deploy, .redrive, .replay:
      "a cache can be told to stop, remove, slow, fail, kill, restart or flush, not to \(fault.rawValue)"
    }
  }

  mutating func change(_ event: Event, _ timeline: inout Timeline) {
    let begins = event.signal == ControlSignal.begin
    switch FaultKind(code: event.small) {
    // So many nodes that cannot be reached for a time; without a number it is all of them, as if the network were down.
    case .stop where event.a > 0 && serverless == nil:
      if begins { stopNodes(event.a, &timeline) } else { returnStopped(event.a, &timeline) }
    case .stop, .remove, .slow, .fail:
      faults.change(event)
      isTroubled = faults.stops > 0 || faults.removals > 0 || faults.share > 0
      // Replies that were under way do not arrive.
      if begins, FaultKind(code: event.small) == .stop || FaultKind(code: event.small) == .remove {
        for node in nodes.indices { nodes[node].life &+= 1 }
      }
    case .kill where begins && serverless == nil: kill(Int(event.a), &timeline)
    case .restart where begins && serverless == nil: restart(&timeline)
    case .flush where begins: flush(&timeline)
    default: break
    }
  }

  // MARK: Loss

  /// The nodes that a fault takes: primaries in the order of the shards, then replicas.
  private func victims(_ count: Int) -> [Int] {
    let primaries = places.map(\.node).filter { nodes[$0].isUp }
    let others = nodes.indices.filter { node in nodes[node].isUp && !primaries.contains(node) }
    return Array((primaries + others).prefix(max(1, count)))
  }

  private mutating func kill(_ count: Int, _ timeline: inout Timeline) {
    for node in victims(count) {
      nodes[node].hasData = false
      nodes[node].isReplaced = true
      takeDown(node, .silent, &timeline)
      schedule(
        Signal.replaced, node, settings.replaceTime.draw(draws.replace, UInt64(node), attempt: nodes[node].life),
        &timeline)
    }
  }

  private mutating func stopNodes(_ count: UInt32, _ timeline: inout Timeline) {
    let victims = victims(Int(count))
    stopped.append((count, victims.map { (node: $0, life: nodes[$0].life &+ 1) }))
    for node in victims { takeDown(node, .silent, &timeline) }
  }

  /// Nodes that are there and could not be reached.
  private mutating func returnStopped(_ count: UInt32, _ timeline: inout Timeline) {
    guard let first = stopped.firstIndex(where: { $0.count == count }) else { return }
    for (node, life) in stopped.remove(at: first).nodes { takeUp(node, life, &timeline) }
  }

  private func place(of node: Int) -> Int { node / (1 + settings.replicas) }

  /// A node stops answering.
  private mutating func takeDown(_ node: Int, _ status: Status, _ timeline: inout Timeline) {
    nodes[node].isUp = false
    nodes[node].life &+= 1
    timeline.recorder.count(instruments.nodesLost)
    let place = place(of: node)
    if settings.engine.isRedis {
      let noticed = detection(node)
      if places[place].node == node {
        losePrimary(place, status, after: noticed, &timeline)
      } else {
        timeline.schedule(
          Event(to: id, Signal.delisted, a: UInt32(node), b: nodes[node].life), after: noticed)
      }
      forgetIfLost(place)
    } else {
      places[place].status = status
      if !nodes[node].hasData { memcached[place].flush() }
      if settings.rehashes, nodes[node].isListed {
        timeline.schedule(
          Event(to: id, Signal.delisted, a: UInt32(node), b: nodes[node].life), after: settings.ejectAfter)
      }
    }
  }

  private func detection(_ node: Int) -> Nanoseconds {
    guard let failover = settings.failover else { return 0 }
    return Nanoseconds(seconds: failover.detect.draw(draws.detect, UInt64(node), attempt: nodes[node].life))
  }

  private mutating func losePrimary(
    _ place: Int, _ status: Status, after noticed: Nanoseconds, _ timeline: inout Timeline
  ) {
    places[place].status = status
    places[place].generation &+= 1
    places[place].lostAt = timeline.now &+ outbound
    places[place].isFailingOver = settings.failsOver
    guard settings.failsOver, let failover = settings.failover else { return }
    let generation = places[place].generation
    let promotion = failover.promote.draw(draws.promote, UInt64(place), attempt: generation)
    timeline.schedule(
      Event(to: id, Signal.promoted, a: UInt32(place), b: generation),
      after: noticed.advanced(by: Nanoseconds(seconds: promotion)).advanced(by: failover.dns))
  }

  /// Where no node holds a shard's data any more, they are gone.
  private mutating func forgetIfLost(_ place: Int) {
    guard !nodes(of: place).contains(where: { nodes[$0].hasData }) else { return }
    redis[place].flush()
    if settings.replicas > 0 { tails[place].clear() }
  }

  private func nodes(of place: Int) -> Range<Int> {
    let count = 1 + settings.replicas
    return place * count..<(place + 1) * count
  }

  private func schedule(_ signal: UInt16, _ node: Int, _ seconds: Double, _ timeline: inout Timeline) {
    timeline.schedule(
      Event(to: id, signal, a: UInt32(node), b: nodes[node].life), after: Nanoseconds(seconds: seconds))
  }

  // MARK: Failover

  /// The replica with the least lag takes over: here they are all alike.
  mutating func promote(_ place: Int, _ generation: UInt32, _ timeline: inout Timeline) {
    guard places[place].generation == generation, places[place].status != .serving else { return }
    places[place].isFailingOver = false
    let old = places[place].node
    guard let heir = nodes(of: place).first(where: { $0 != old && nodes[$0].isUp && nodes[$0].hasData }) else {
      // Nobody is there any more: the shard waits for a node.
      if let node = nodes(of: place).first(where: { nodes[$0].isUp }) { lead(place, node, &timeline) }
      return
    }
    rollBack(place)
    // The others begin anew with what the new primary has.
    nodes[old].hasData = false
    timeline.recorder.count(instruments.failovers)
    serve(place, from: heir)
  }

  /// Takes back what the primary had not yet replicated when it was lost.
  private mutating func rollBack(_ place: Int) {
    let time = places[place].lostAt &- settings.replicaLag
    while let write = tails[place].takeLast(after: time) {
      guard let old = write.old else {
        _ = redis[place].delete(write.key, now: places[place].lostAt)
        continue
      }
      _ = redis[place].set(
        write.key, ItemSize(key: settings.keyBytes, value: old.bytes), expires: old.expires == .max ? nil : old.expires,
        stamp: old.stamp, now: places[place].lostAt)
    }
    tails[place].clear()
  }

  private mutating func serve(_ place: Int, from node: Int) {
    places[place].node = node
    places[place].status = .serving
    places[place].generation &+= 1
    places[place].isFailingOver = false
  }

  mutating func delist(_ node: Int, _ life: UInt32, _ timeline: inout Timeline) {
    guard nodes[node].life == life, !nodes[node].isUp else { return }
    nodes[node].isListed = false
    guard !settings.engine.isRedis else { return }
    shareOut()
    timeline.schedule(Event(to: id, Signal.retryDue, a: UInt32(node)), after: settings.retryDead)
  }

  mutating func retryDead(_ node: Int, _ timeline: inout Timeline) {
    guard nodes[node].isUp else {
      timeline.schedule(Event(to: id, Signal.retryDue, a: UInt32(node)), after: settings.retryDead)
      return
    }
    nodes[node].isListed = true
    shareOut()
  }

  /// Memcached's clients share the keys out among the nodes that they know.
  private mutating func shareOut() {
    let listed = nodes.indices.filter { nodes[$0].isListed }
    placement.rebuild(listed.isEmpty ? Array(nodes.indices) : listed)
  }

  // MARK: Return

  /// A node answers again: a new one, or one that could not be reached.
  mutating func takeUp(_ node: Int, _ life: UInt32, _ timeline: inout Timeline) {
    guard nodes[node].life == life, !nodes[node].isUp else { return }
    let place = place(of: node)
    nodes[node].isUp = true
    nodes[node].lines.restart(at: timeline.now, isNew: nodes[node].isReplaced, machine)
    nodes[node].isReplaced = false
    guard settings.engine.isRedis else {
      nodes[node].hasData = true
      places[place].status = .serving
      return
    }
    nodes[node].isListed = true
    let primary = places[place].node
    if places[place].status == .serving || primary != node && nodes[primary].isUp {
      nodes[node].hasData = true
    } else if nodes[node].hasData, primary == node {
      serve(place, from: node)  // it was only away
    } else if !places[place].isFailingOver {
      lead(place, node, &timeline)
    }
  }

  /// A node begins as a shard's primary, with what another node of the shard holds, with the last backup, or empty.
  private mutating func lead(_ place: Int, _ node: Int, _ timeline: inout Timeline) {
    let isThere = nodes(of: place).contains { $0 != node && nodes[$0].isUp && nodes[$0].hasData }
    let holds = nodes(of: place).contains { nodes[$0].hasData }
    // Somebody who cannot be reached has the data, and nobody else: the shard waits for it.
    guard isThere || !holds || nodes[node].hasData else { return }
    if isThere { rollBack(place) }
    nodes[node].hasData = true
    serve(place, from: node)
    guard !holds, let snapshot = settings.snapshot, let copy = snapshots[place], copy.items > 0 else { return }
    redis[place] = copy
    counted[place].evictions = copy.counters.evictions
    counted[place].expired = copy.counters.expired
    places[place].status = .unavailable
    schedule(Signal.loaded, node, Double(copy.bytes) / snapshot.loadRate, &timeline)
    if copy.volatileItems > 0 { armExpiry(&timeline) }
  }

  mutating func finishLoading(_ node: Int, _ life: UInt32) {
    let place = place(of: node)
    guard nodes[node].life == life, places[place].node == node else { return }
    places[place].status = .serving
  }

  // MARK: Restart, flush, backups

  /// All processes begin anew.
  private mutating func restart(_ timeline: inout Timeline) {
    for node in nodes.indices where nodes[node].isUp {
      nodes[node].hasData = false
      nodes[node].isUp = false
      nodes[node].life &+= 1
      let place = place(of: node)
      places[place].status = .unavailable
      if settings.engine.isRedis {
        places[place].generation &+= 1
        places[place].isFailingOver = false
        forgetIfLost(place)
      } else {
        memcached[place].flush()
      }
      schedule(
        Signal.replaced, node, settings.restartTime.draw(draws.restart, 0, attempt: nodes[node].life), &timeline)
    }
  }

  /// FLUSHALL looks at every key while the thread does nothing else; `flush_all` only notes the time.
  private mutating func flush(_ timeline: inout Timeline) {
    let now = timeline.now &+ outbound
    for place in places.indices {
      guard settings.engine.isRedis else {
        memcached[place].flush()
        continue
      }
      let time = settings.cost.nanoseconds(.elements(redis[place].items))
      redis[place].flush()
      if settings.replicas > 0 { tails[place].clear() }
      for node in nodes(of: place) where nodes[node].isUp { nodes[node].lines.occupy(Int64(time), at: now) }
    }
  }

  mutating func takeSnapshots(_ timeline: inout Timeline) {
    guard let snapshot = settings.snapshot else { return }
    for place in places.indices where places[place].status == .serving {
      snapshots[place] = redis[place]
      // A replica does it where there is one.
      if settings.replicas == 0, timeline.now > 0 {
        let pause = Double(redis[place].bytes) / 1_073_741_824 * Double(snapshot.pause)
        nodes[places[place].node].lines.occupy(Int64(pause), at: timeline.now &+ outbound)
      }
    }
    let bytes = snapshots.reduce(0.0) { $0 + Double($1?.bytes ?? 0) }
    if let gauge = instruments.snapshots {
      timeline.recorder.set(gauge, bytes / 1_073_741_824, at: timeline.now)
    }
    timeline.schedule(Event(to: id, Signal.snapshotDue), after: snapshot.every)
  }
}
