// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Simulation

/// What nodes do on their own: expiry, and what is measured once a second.
extension CacheCluster {
  /// `hz`: slow cycles in a second.
  private static let expiryPeriod: Nanoseconds = .second / 10

  /// One event for all nodes, and none where no key expires.
  mutating func armExpiry(_ timeline: inout Timeline) {
    guard !expiryIsArmed else { return }
    expiryIsArmed = true
    timeline.schedule(Event(to: id, Signal.expiryDue), after: Self.expiryPeriod)
  }

  mutating func runExpiry(_ timeline: inout Timeline) {
    expiryIsArmed = false
    let now = timeline.now &+ outbound
    var isWanted = false
    for place in redis.indices where redis[place].volatileItems > 0 {
      isWanted = true
      // A primary that cannot be reached goes on, one that is lost does not.
      guard places[place].status == .serving else { continue }
      let cycle = redis[place].expireCycle(now: now)
      if cycle.busy > 0 { nodes[places[place].node].lines.occupy(cycle.busy, at: now) }
      if cycle.removed > 0 { noteChanges(place, &timeline) }
      let wantsMore = cycle.isOutOfTime || redis[place].staleShare >= 0.1
      counted[place].nextFastCycle = wantsMore ? min(counted[place].nextFastCycle, now) : .max
    }
    if isWanted { armExpiry(&timeline) }
  }

  /// The fast cycle comes before the node waits for requests: so when one arrives, and not too soon after the last.
  @inline(never)
  mutating func runFastCycle(_ place: Int, _ now: Instant, _ timeline: inout Timeline) {
    counted[place].nextFastCycle = now &+ Self.fastPause
    guard !redis.isEmpty, let cycle = redis[place].fastExpireCycle(now: now) else { return }
    if cycle.busy > 0 { nodes[places[place].node].lines.occupy(cycle.busy, at: now) }
    if cycle.removed > 0 { noteChanges(place, &timeline) }
  }

  /// The least time between two fast cycles at any effort; the engine knows the exact one.
  private static let fastPause: Nanoseconds = 2_000_000

  // MARK: Gauges

  mutating func sample(_ timeline: inout Timeline) {
    let now = timeline.now
    let elapsed = now &- sampledAt
    sampledAt = now
    var (bytes, items) = (0, 0)
    if settings.engine.isRedis {
      for engine in redis { (bytes, items) = (bytes + engine.bytes, items + engine.items) }
    } else {
      for place in memcached.indices {
        memcached[place].maintain(now: now &+ outbound)
        noteChanges(place, &timeline)
        (bytes, items) = (bytes + memcached[place].bytes, items + memcached[place].items)
      }
    }
    let share = settings.usableBytes > 0 ? Double(bytes) / Double(settings.usableBytes) : 0
    timeline.recorder.set(instruments.bytes, Double(bytes), at: now)
    timeline.recorder.set(instruments.mebibytes, (Double(bytes) / 1_048_576).rounded(), at: now)
    timeline.recorder.set(instruments.items, Double(items), at: now)
    timeline.recorder.set(instruments.memory, share, at: now)
    timeline.recorder.set(instruments.memoryPercent, share * 100, at: now)
    sampleServerless(bytes, elapsed, &timeline)
    if elapsed > 0 { sampleNodes(elapsed, &timeline) }
  }

  private mutating func sampleNodes(_ elapsed: Nanoseconds, _ timeline: inout Timeline) {
    let now = timeline.now &+ outbound
    var (busiest, cpu, network, most, all) = (0.0, 0.0, 0.0, Int64(0), Int64(0))
    var credit = Double.infinity
    for node in nodes.indices {
      let worked = nodes[node].lines.worked(by: now, machine)
      let threads = Double(machine.threads) * Double(elapsed)
      busiest = max(busiest, Double(worked &- nodes[node].worked) / threads)
      cpu = max(cpu, Double(nodes[node].lines.cpu &- nodes[node].cpu) / (machine.vCPUs * Double(elapsed)))
      if let baseline = machine.baseline {
        network = max(network, Double(nodes[node].bytesOut) / (baseline * Double(elapsed)))
      }
      most = max(most, nodes[node].commands)
      all += nodes[node].commands
      if machine.heldCPU != nil { credit = min(credit, nodes[node].lines.creditBalance(at: now, machine)) }
      nodes[node].worked = worked
      nodes[node].cpu = nodes[node].lines.cpu
      nodes[node].bytesOut = 0
      nodes[node].commands = 0
    }
    timeline.recorder.set(instruments.utilisation, min(1, max(0, busiest)), at: timeline.now)
    timeline.recorder.set(instruments.engineCPU, min(100, max(0, busiest * 100)), at: timeline.now)
    timeline.recorder.set(instruments.hostCPU, min(100, cpu * 100), at: timeline.now)
    timeline.recorder.set(instruments.network, network, at: timeline.now)
    if all > 0 { timeline.recorder.set(instruments.nodeShare, Double(most) / Double(all), at: timeline.now) }
    if let gauge = instruments.burstable, credit.isFinite { timeline.recorder.set(gauge, credit, at: timeline.now) }
  }
}
