// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Configuration
import Simulation

/// What a person should know about how a cache is used; what there is to say of its nodes the cluster says.
enum CacheFindings {
  static func all(_ part: CachePart, _ view: FindingsView) -> [Finding] {
    let busy = busiestInstant(part, view)
    let readers = CacheReaders(of: part, view.parts, at: busy)
    return [
      tooSmall(part, readers), stampede(part, readers, view), hotKey(part, readers), ttlMissing(part, view),
      volatileWithoutTTL(part, readers), writeBehindLoss(part, view, at: busy),
    ].compactMap { $0 }
  }

  /// The instant of a window at which most requests come.
  private static func busiestInstant(_ part: CachePart, _ view: FindingsView) -> Instant {
    let instants = view.extremes(of: view.parts.inflowChanges(of: part.name))
    func rate(_ time: Instant) -> Double { view.parts.inflow(of: part.name, at: time) }
    return instants.max { rate($0) < rate($1) } ?? 0
  }

  /// What is read does not fit.
  private static func tooSmall(_ part: CachePart, _ readers: CacheReaders) -> Finding? {
    let working = readers.workingSet(ttl: part.client.ttl)
    let usable = Double(part.usableBytes)
    guard working > usable, usable > 0 else { return nil }
    let most = readers.mostHits(usableBytes: usable)
    let reserve = part.cluster.keepsReserve ? " after the reserve" : ""
    return Finding(
      .cacheTooSmall, .warn, part: part.name,
      "the working set of \(part.name) is \(Format.bytes(Int64(working))), it has \(Format.bytes(Int64(usable)))\(reserve): "
        + "no policy hits more than \(Format.percent(most, decimals: 0)) of the reads",
      numbers: ["working_set_bytes": working, "usable_bytes": usable, "most_hits": most],
      accountsFor: ["hit", "evictions", "memory"], reason: "the working set does not fit")
  }

  /// What the memory makes certain: how many of the reads can hit at the most. Records are not all of one size, and a tenth
  /// more than with average ones is left to luck.
  static func certainties(_ part: CachePart, _ view: FindingsView) -> [Certainty] {
    let readers = CacheReaders(of: part, view.parts, at: busiestInstant(part, view))
    let usable = Double(part.usableBytes)
    // What workers ask, and what only caches do, is not known here.
    let isKnown = view.parts.requests(to: part.name).allSatisfy { request in
      !request.operation.readsRecord || (request.operation == .read && view.parts[request.caller] is any Producer)
    }
    guard isKnown, readers.rate > 0, usable >= 0, let smallest = readers.spaces.map(\.recordBytes).min() else {
      return []
    }
    let most = usable < smallest ? 0 : 1.1 * readers.mostHits(usableBytes: usable)
    guard most < 1 else { return [] }
    let reason =
      usable < smallest
      ? "\(part.name) has \(Format.bytes(Int64(usable))) for records, and one takes \(Format.bytes(Int64(smallest)))"
      : "\(part.name) has \(Format.bytes(Int64(usable))) for records: no more than "
        + "\(Format.percent(most, decimals: 0)) of the reads can hit"
    return [Certainty(.memory, .part(part.name), "hit", "ratio", .atMost(most), reason: reason)]
  }

  /// The database cannot answer alone.
  private static func stampede(_ part: CachePart, _ readers: CacheReaders, _ view: FindingsView) -> Finding? {
    guard let name = part.database, let store = view.parts[name] as? any DataStore,
      let most = store.readsPerSecond, readers.rate > 0
    else { return nil }
    let rest = view.parts.inflow(of: name, at: 0)
    let load = readers.rate + rest
    guard load > most else { return nil }
    let rates = "when the cache is empty \(name) gets \(Format.number(load))/s and can do \(Format.number(most))/s"
    return Finding(
      .stampede, part.client.coalesces ? .note : .warn, part: part.name,
      part.client.coalesces
        ? "\(rates); coalesce_misses leaves it one read for each missing record, so that it can recover"
        : "\(rates): it does not recover by itself while misses come faster than they are answered; coalesce_misses, "
          + "a replica or a larger database would help",
      numbers: ["offered": load, "capacity": most], accountsFor: ["recovery_time", "latency", "errors"],
      reason: "the database cannot answer without the cache")
  }

  /// One record keeps one thread busy.
  private static func hotKey(_ part: CachePart, _ readers: CacheReaders) -> Finding? {
    guard let busiest = readers.busiest, let space = readers.spaces.first(where: { $0.name == busiest.name }) else {
      return nil
    }
    let cost = RedisCommandCost().nanoseconds(.constant, valueBytes: Int(space.recordBytes)) / 1e9
    let load = busiest.rate * cost / Double(part.cluster.threadsPerNode)
    guard load > 0.5 else { return nil }
    return Finding(
      .hotKey, load > 0.8 ? .warn : .note, part: part.name,
      "the busiest key of \(busiest.name) needs \(Format.number(load)) of one \(part.cluster.nodeNoun) of \(part.name); "
        + "more of them do not help, since a key lives in one",
      numbers: ["load": load, "reads_per_second": busiest.rate], accountsFor: ["utilisation", "latency"],
      reason: "one key is too popular")
  }

  /// What is stale stays.
  private static func ttlMissing(_ part: CachePart, _ view: FindingsView) -> Finding? {
    guard part.client.ttl == nil, let database = part.database else { return nil }
    let ignoresWrites = part.client.strategy == .cacheAside && part.client.onWrite == .nothing
    let others = view.parts.requests(to: database).filter { $0.caller != part.name && $0.operation != .read }
    if ignoresWrites || !others.isEmpty {
      let why =
        ignoresWrites
        ? "on_write: nothing leaves what is written in it as it was"
        : "\(others.map(\.caller).joined(separator: " and ")) writes to \(database) past it"
      return Finding(
        .ttlMissing, .warn, part: part.name,
        "nothing in \(part.name) ever expires, and \(why): such reads are stale for "
          + "as long as the record is there", accountsFor: ["stale"], reason: "nothing expires")
    }
    return Finding(
      .ttlMissing, .note, part: part.name,
      "nothing in \(part.name) ever expires: what a lost invalidation leaves behind stays until it is evicted")
  }

  /// Only keys with an expiry may be evicted, and there are none.
  private static func volatileWithoutTTL(_ part: CachePart, _ readers: CacheReaders) -> Finding? {
    guard part.cluster.evictsOnlyVolatile, part.client.ttl == nil else { return nil }
    let fills = readers.workingSet(ttl: nil) > Double(part.usableBytes)
    let policy =
      "eviction is \(part.cluster.evictionName)\(part.cluster.evictionIsDefault ? ", ElastiCache's default," : "")"
    return Finding(
      .volatileWithoutTtl, fills ? .warn : .note, part: part.name,
      "\(policy) and keys of \(part.name) have no ttl: when memory is full nothing can be evicted and writes are refused "
        + "(OOM); choose allkeys-lru or give them a ttl",
      accountsFor: ["refused", "hit"], reason: "nothing may be evicted")
  }

  /// What a node takes with it.
  private static func writeBehindLoss(_ part: CachePart, _ view: FindingsView, at time: Instant) -> Finding? {
    guard part.client.strategy == .writeBehind else { return nil }
    let writes = view.parts.producers(to: part.name).reduce(0.0) { sum, producer in
      producer.requests.contains { $0.operation == .write } ? sum + (producer.rate(at: time) ?? 0) : sum
    }
    let lost = writes * part.client.flushEvery.seconds
    return Finding(
      .writeBehindLoss, .note, part: part.name,
      "a node that is lost takes what it has not yet written to \(part.database ?? "the database") with it: up to "
        + "\(Format.number(lost)) writes (\(Format.number(writes))/s, every \(Format.exactDuration(part.client.flushEvery)))",
      numbers: ["writes": lost])
  }
}
