// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// What goes wrong by plan: outages, losses of instances with failover, restarts.
extension Database {
  mutating func change(_ event: Event, _ timeline: inout Timeline) {
    let begins = event.signal == ControlSignal.begin
    switch FaultKind(code: event.small) {
    case .kill: if begins { lose(Int(event.a), &timeline) }
    case .restart: if begins { restart(&timeline) }
    case .stop, .remove:
      faults.change(event)
      let status = faults.removals > 0 ? CallStatus.refused : CallStatus.failed
      if begins { for instance in instances.indices { drop(instance, status, &timeline) } }
    default: faults.change(event)
    }
  }

  /// Loses the primary, and as many replicas as are meant besides. Who takes over does so after the failover; otherwise,
  /// and for replicas, a new instance takes its time.
  private mutating func lose(_ nodes: Int, _ timeline: inout Timeline) {
    guard nodes > 0 else { return }
    outages += 1
    let recovery = length(settings.recoveryTime, 0)
    for replica in 1..<max(1, min(nodes, instances.count)) { take(replica, downFor: recovery, &timeline) }
    let isReplaced = settings.kind == .aurora ? latestReplica(at: timeline.now) != nil : true
    guard let failover = settings.failoverTime, isReplaced else {
      return take(0, downFor: recovery, &timeline)
    }
    let outage = length(failover, 1)
    take(0, downFor: outage, &timeline)
    if settings.kind == .aurora {
      var event = Event(to: id, Signal.promote)
      event.wide = timeline.now.advanced(by: recovery)
      timeline.schedule(event, after: outage)
    }
  }

  /// A replica of Aurora has become the primary, and is missing among the replicas until a new one is there.
  mutating func promote(until: Instant, _ timeline: inout Timeline) {
    guard let replica = latestReplica(at: timeline.now), until > timeline.now else { return }
    take(replica, downFor: until - timeline.now, &timeline)
  }

  /// The last replica that can be reached.
  private func latestReplica(at now: Instant) -> Int? {
    instances.indices.last { $0 > 0 && instances[$0].downUntil <= now }
  }

  private mutating func restart(_ timeline: inout Timeline) {
    outages += 1
    let time = length(settings.restartTime, 0)
    for instance in instances.indices { take(instance, downFor: time, &timeline) }
  }

  private func length(_ distribution: Distribution, _ which: UInt32) -> Nanoseconds {
    Nanoseconds(seconds: distribution.draw(draws.outage, outages, attempt: which))
  }

  private mutating func take(_ instance: Int, downFor length: Nanoseconds, _ timeline: inout Timeline) {
    instances[instance].downUntil = max(instances[instance].downUntil, timeline.now.advanced(by: length))
    drop(instance, CallStatus.failed, &timeline)
  }

  /// Ends all that is under way at an instance, and all that waits for it: its connections are gone.
  private mutating func drop(_ instance: Int, _ status: UInt16, _ timeline: inout Timeline) {
    while case let first = lines.first(2 * instance), first != IndexLists.none {
      leaveLine(first, status, &timeline)
    }
    // Those that wait for a server go first, so that none of them begins while others end.
    while case let first = lines.first(2 * instance + 1), first != IndexLists.none { cut(first, status, &timeline) }
    while case let first = held.first(instance), first != IndexLists.none { cut(first, status, &timeline) }
  }

  private mutating func cut(_ query: UInt32, _ status: UInt16, _ timeline: inout Timeline) {
    let call = queries[Int(query)].call
    withdraw(query, &timeline)
    if call == Query.nobody {
      timeline.recorder.add(instruments.abandoned, -1, at: timeline.now)
    } else {
      calls[Int(call)].waited += queries[Int(query)].waited
    }
    disconnect(query, &timeline)
    if call != Query.nobody { fail(call, status, &timeline) }
  }
}
