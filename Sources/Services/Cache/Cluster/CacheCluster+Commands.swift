// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Simulation

/// Commands: what the engine makes of them, and how long they take.
extension CacheCluster {
  /// What became of a command at the engine, and what it has cost.
  private struct Result {
    var outcome: CacheReply.Outcome
    /// Of the command itself [ns].
    var work: Double
    /// Bytes of values that came and went.
    var received = 0
    var sent = 0
    var isWrite = false
  }

  /// Sends a command; what becomes of it and when the client hears of it.
  mutating func execute(_ command: CacheCommand, _ timeline: inout Timeline) -> CacheReply {
    let now = timeline.now
    timeline.recorder.count(instruments.commands)
    let place = placement.place(of: command.key)
    var node = places[place].node
    var status = places[place].status
    var asksReplica = false
    if settings.readsFromReplicas, case .get = command.verb, let replica = replica(of: place, command.item) {
      node = replica
      status = nodes[replica].isUp ? .serving : .silent
      asksReplica = true
    }
    let trip = Nanoseconds(
      seconds: settings.roundTrip.draw(draws.roundTrip, command.item, attempt: command.attempt))
    if isTroubled || status != .serving, let outcome = turnedAway(command, status) {
      return CacheReply(
        outcome: outcome, at: outcome == .silence ? .farFuture : now.advanced(by: max(trip, outbound)),
        node: UInt16(truncatingIfNeeded: node), life: nodes[node].life)
    }
    let arrival = now &+ outbound
    if let refused = admit(command, arrival, &timeline) {
      return CacheReply(outcome: refused, at: now.advanced(by: max(trip, outbound)))
    }
    if arrival >= counted[place].nextFastCycle { runFastCycle(place, arrival, &timeline) }
    let result = asksReplica ? readOld(command, place, arrival) : evaluate(command, place, arrival, &timeline)
    nodes[node].commands &+= 1
    let output = result.sent &+ settings.packetOverhead
    let input = result.received &+ settings.keyBytes &+ settings.packetOverhead
    nodes[node].bytesOut &+= Int64(output)
    timeline.recorder.count(instruments.bytesIn, Int64(input))
    timeline.recorder.count(instruments.bytesOut, Int64(output))
    count(result, command, &timeline)
    let (left, waited) = nodes[node].lines.serve(
      arrival, request: settings.cost.request / Double(command.pipeline), work: result.work + bytesWork(result),
      output: output,
      factor: faults.factor, machine)
    if result.isWrite, settings.replicas > 0 { replicate(result, place, arrival, &timeline) }
    var back = max(0, trip &- outbound)
    if serverless != nil { back &+= charge(command, result.work, input, output, &timeline) }
    return CacheReply(
      outcome: result.outcome, at: left.advanced(by: back), waited: waited, node: UInt16(truncatingIfNeeded: node),
      life: nodes[node].life)
  }

  /// Why a command gets no answer of an engine; nil if it does.
  @inline(never)
  private func turnedAway(_ command: CacheCommand, _ status: Status) -> CacheReply.Outcome? {
    if faults.removals > 0 { return .unavailable }
    if faults.stops > 0 { return .silence }
    switch status {
    case .silent: return .silence
    case .unavailable: return .unavailable
    case .serving: break
    }
    let fails = faults.share > 0 && draws.fault.uniform(command.item, attempt: command.attempt) < faults.share
    return fails ? .unavailable : nil
  }

  @inline(__always)
  private func bytesWork(_ result: Result) -> Double {
    let bytes = result.received &+ result.sent
    if bytes <= 16_384 { return Double(bytes) * settings.cost.byte }
    return 16_384 * settings.cost.byte + Double(bytes &- 16_384) * settings.cost.byteBeyond16KiB
  }

  @inline(__always)
  private func count(_ result: Result, _ command: CacheCommand, _ timeline: inout Timeline) {
    switch result.outcome {
    case .hit:
      guard isLookup(command.verb) else { return }
      timeline.recorder.count(instruments.lookups)
      timeline.recorder.count(instruments.hits)
      timeline.recorder.count(instruments.hitBytes, Int64(result.sent))
      timeline.recorder.count(instruments.lookedUpBytes, Int64(result.sent))
    case .miss:
      timeline.recorder.count(instruments.lookups)
      timeline.recorder.count(instruments.misses)
    default: break
    }
  }

  @inline(__always)
  private func isLookup(_ verb: CacheCommand.Verb) -> Bool {
    switch verb {
    case .get, .getAndRenew: true
    case .set, .delete, .work, .increment: false
    }
  }

  // MARK: Engines

  @inline(__always)
  private mutating func evaluate(
    _ command: CacheCommand, _ place: Int, _ now: Instant, _ timeline: inout Timeline
  ) -> Result {
    switch command.verb {
    case .get: return lookUp(command.key, place, now, &timeline)
    case .set:
      timeline.recorder.count(instruments.sets)
      let size = ItemSize(key: settings.keyBytes, value: Int(command.bytes))
      return store(command.key, size, command.expires, UInt64(bitPattern: command.stamp), place, now, &timeline)
    case .delete: return delete(command.key, place, now, &timeline)
    case .getAndRenew: return renew(command, place, now, &timeline)
    case .increment: return increment(command, place, now, &timeline)
    case .work(let complexity, let sent):
      // Memcached has no structures.
      guard settings.engine.isRedis else { return Result(outcome: .refused, work: 0) }
      let work = settings.cost.nanoseconds(complexity) - settings.cost.request
      return Result(outcome: .done, work: work, sent: max(0, sent))
    }
  }

  @inline(__always)
  private mutating func lookUp(
    _ key: UInt64, _ place: Int, _ now: Instant, _ timeline: inout Timeline
  ) -> Result {
    let found = settings.engine.isRedis ? redis[place].get(key, now: now) : memcached[place].get(key, now: now)
    switch found {
    case .hit(let value): return Result(outcome: .hit(value), work: settings.cost.constant, sent: value.bytes)
    case .miss: return Result(outcome: .miss, work: settings.cost.constant)
    case .expired:
      noteChanges(place, &timeline)
      return Result(outcome: .miss, work: settings.cost.constant)
    }
  }

  @inline(never)
  private mutating func delete(
    _ key: UInt64, _ place: Int, _ now: Instant, _ timeline: inout Timeline
  ) -> Result {
    remember(key, place, now)
    _ = settings.engine.isRedis ? redis[place].delete(key, now: now) : memcached[place].delete(key, now: now)
    noteChanges(place, &timeline)
    return Result(outcome: .done, work: settings.cost.constant, isWrite: true)
  }

  @inline(never)
  private mutating func store(
    _ key: UInt64, _ size: ItemSize, _ expires: Instant?, _ stamp: UInt64, _ place: Int, _ now: Instant,
    _ timeline: inout Timeline
  ) -> Result {
    remember(key, place, now)
    let stored =
      settings.engine.isRedis
      ? redis[place].set(key, size, expires: expires, stamp: stamp, now: now)
      : memcached[place].set(key, size, expires: expires, stamp: stamp, now: now)
    noteChanges(place, &timeline)
    // An eviction is a DEL.
    let work = settings.cost.store + Double(stored.evictions) * settings.cost.constant
    guard stored.isStored else {
      timeline.recorder.count(instruments.outOfMemory)
      return Result(outcome: .refused, work: work, received: size.value)
    }
    if stored.outcome == .inserted { timeline.recorder.count(instruments.lookedUpBytes, Int64(size.value)) }
    if expires != nil, !expiryIsArmed, settings.engine.isRedis { armExpiry(&timeline) }
    return Result(outcome: .done, work: work, received: size.value, isWrite: true)
  }

  /// GETEX, or `gat`.
  @inline(never)
  private mutating func renew(
    _ command: CacheCommand, _ place: Int, _ now: Instant, _ timeline: inout Timeline
  ) -> Result {
    let isRedis = settings.engine.isRedis
    let found = isRedis ? redis[place].get(command.key, now: now) : memcached[place].get(command.key, now: now)
    noteChanges(place, &timeline)
    guard case .hit(var value) = found else { return Result(outcome: .miss, work: settings.cost.constant) }
    remember(command.key, place, now)
    _ =
      isRedis
      ? redis[place].touch(command.key, expires: command.expires, now: now)
      : memcached[place].touch(command.key, expires: command.expires, now: now)
    value.expires = command.expires ?? .max
    if command.expires != nil, !expiryIsArmed, isRedis { armExpiry(&timeline) }
    return Result(outcome: .hit(value), work: settings.cost.constant, sent: value.bytes, isWrite: true)
  }

  /// INCR; Memcached's client adds the key where it is not there. The count is the value's stamp.
  @inline(never)
  private mutating func increment(
    _ command: CacheCommand, _ place: Int, _ now: Instant, _ timeline: inout Timeline
  ) -> Result {
    let found =
      settings.engine.isRedis ? redis[place].get(command.key, now: now) : memcached[place].get(command.key, now: now)
    var value = CachedValue(stamp: 0, bytes: Self.counterBytes, expires: command.expires ?? .max)
    if case .hit(let old) = found { value = old }
    value.stamp &+= 1
    let expires = value.expires == .max ? nil : value.expires
    var result = store(
      command.key, ItemSize(key: settings.keyBytes, value: value.bytes), expires, value.stamp, place, now, &timeline)
    result.work = settings.cost.constant
    if result.outcome == .done { result.outcome = .hit(value) }
    return result
  }

  /// A counter's value: up to twenty digits; most have fewer.
  private static let counterBytes = 8

  /// Counts what an engine has evicted and let expire since it was asked last.
  @inline(__always)
  mutating func noteChanges(_ place: Int, _ timeline: inout Timeline) {
    let counters = settings.engine.isRedis ? redis[place].counters : memcached[place].counters
    if counters.evictions != counted[place].evictions {
      timeline.recorder.count(instruments.evictions, Int64(counters.evictions &- counted[place].evictions))
      counted[place].evictions = counters.evictions
    }
    if counters.expired != counted[place].expired {
      timeline.recorder.count(instruments.expired, Int64(counters.expired &- counted[place].expired))
      counted[place].expired = counters.expired
    }
  }
}

// MARK: Replicas

extension CacheCluster {
  /// The replica that a GET goes to, of those that clients know; nil where there is none, so that the primary is asked.
  private func replica(of place: Int, _ item: UInt64) -> Int? {
    let first = place * (1 + settings.replicas)
    let all = first..<first + 1 + settings.replicas
    let known = all.count { $0 != places[place].node && nodes[$0].isListed && nodes[$0].hasData }
    guard known > 0 else { return nil }
    var rest = Int(item % UInt64(known))
    for node in all where node != places[place].node && nodes[node].isListed && nodes[node].hasData {
      if rest == 0 { return node }
      rest -= 1
    }
    return nil
  }

  /// What a replica answers: what the primary held a while ago. The primary's policy does not learn of the access, and an
  /// expired key is a miss that stays where it is (expire.c).
  private func readOld(_ command: CacheCommand, _ place: Int, _ now: Instant) -> Result {
    let asOf = (places[place].status == .serving ? now : places[place].lostAt) &- settings.replicaLag
    let value: CachedValue?
    if case .some(let old) = tails[place].value(of: command.key, asOf: asOf) {
      value = old
    } else {
      value = redis[place].peek(command.key)
    }
    guard let value, now / 1_000_000 <= value.expires / 1_000_000 else {
      return Result(outcome: .miss, work: settings.cost.constant)
    }
    return Result(outcome: .hit(value), work: settings.cost.constant, sent: value.bytes)
  }

  /// Keeps what a key held before a write, for as long as the replicas may not know of the write.
  private mutating func remember(_ key: UInt64, _ place: Int, _ now: Instant) {
    guard settings.replicas > 0 else { return }
    tails[place].note(key, was: redis[place].peek(key), at: now, lag: settings.replicaLag)
  }

  /// Replicas do what the primary did; the stream needs no system call for each command.
  @inline(never)
  private mutating func replicate(_ result: Result, _ place: Int, _ now: Instant, _ timeline: inout Timeline) {
    let first = place * (1 + settings.replicas)
    let bytes = result.received &+ settings.keyBytes &+ settings.packetOverhead / 2
    let primary = places[place].node
    for node in first..<first + 1 + settings.replicas where node != primary && nodes[node].isUp {
      _ = nodes[node].lines.serve(
        now, request: 0, work: result.work + bytesWork(result), output: 0, factor: faults.factor, machine)
      nodes[primary].lines.replicate(bytes, at: now, machine)
      nodes[primary].bytesOut &+= Int64(bytes)
      timeline.recorder.count(instruments.bytesOut, Int64(bytes))
    }
  }
}
