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
      tooSmall(part, readers), stampede(part, readers, view, at: busy), hotKey(part, readers),
      ttlMissing(part, readers, view, at: busy),
      volatileWithoutTTL(part, readers), writeBehindLoss(part, view, at: busy),
    ].compactMap { $0 }
  }

  /// The instant of a window at which most requests come.
  static func busiestInstant(_ part: CachePart, _ view: FindingsView) -> Instant {
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
      advice: [roomForAll(part, readers)].compactMap(\.self),
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
  private static func stampede(
    _ part: CachePart, _ readers: CacheReaders, _ view: FindingsView, at time: Instant
  ) -> Finding? {
    guard let name = part.database, let store = view.parts[name] as? any DataStore,
      let most = store.readsPerSecond, readers.rate > 0
    else { return nil }
    let rest = view.parts.inflow(of: name, at: time)
    let load = readers.rate + rest
    guard load > most else { return nil }
    let rates = "when the cache is empty \(name) gets \(Format.number(load))/s and can do \(Format.number(most))/s"
    return Finding(
      .stampede, part.client.coalesces ? .note : .warn, part: part.name,
      part.client.coalesces
        ? "\(rates); coalesce_misses leaves it one read for each missing record, so that it can recover"
        : "\(rates): it does not recover by itself while misses come faster than they are answered; coalesce_misses, "
          + "a replica or a larger database would help",
      numbers: ["offered": load, "capacity": most],
      advice: part.client.coalesces
        ? []
        : [
          Advice(
            "read a missing record once for all who want it", .init("caches.\(part.name).coalesce_misses", "true"))
        ], accountsFor: ["recovery_time", "latency", "errors"],
      reason: "the database cannot answer without the cache")
  }

  /// One record keeps one thread busy.
  private static func hotKey(_ part: CachePart, _ readers: CacheReaders) -> Finding? {
    guard let busiest = readers.busiest, let space = readers.spaces.first(where: { $0.name == busiest.name }) else {
      return nil
    }
    let cost = part.cluster.commandTime(valueBytes: Int(space.recordBytes))
    let all = busiest.rate * cost / Double(part.cluster.threadsPerNode)
    let answering = part.cluster.readsFromReplicas ? part.cluster.replicas : 1
    let load = all / Double(answering)
    guard load > 0.5 else { return nil }
    let whose = answering > 1 ? "each of the \(answering) replicas of a shard" : "one \(part.cluster.nodeNoun)"
    return Finding(
      .hotKey, load > 0.8 ? .warn : .note, part: part.name,
      "the busiest key of \(busiest.name) needs \(Format.number(load)) of \(whose) of \(part.name); "
        + "more \(part.cluster.nodeNoun)s do not help, since a key lives in one",
      numbers: ["load": load, "reads_per_second": busiest.rate],
      advice: [part.cluster.readReplicas(for: all, each: 0.5, part.name)].compactMap(\.self),
      accountsFor: ["utilisation", "latency"],
      reason: "one key is too popular")
  }

  /// What is stale stays.
  private static func ttlMissing(
    _ part: CachePart, _ readers: CacheReaders, _ view: FindingsView, at time: Instant
  ) -> Finding? {
    guard part.client.ttl == nil, let database = part.database else { return nil }
    if part.client.strategy == .cacheAside, part.client.onWrite == .nothing {
      let writes = written(to: part.name, view, at: time).reduce(0) { $0 + $1.rate }
      return Finding(
        .ttlMissing, .warn, part: part.name,
        "nothing in \(part.name) ever expires, and on_write: nothing leaves what is written in it as it was "
          + "(\(Format.number(writes))/s): such reads are stale for as long as the record is there",
        numbers: ["writes_per_second": writes],
        advice: [Advice("take out what is written", .init("caches.\(part.name).on_write", "delete"))],
        accountsFor: ["stale"], reason: "nothing expires")
    }
    // Who has keys of its own writes other records.
    let others = view.parts.requests(to: database).filter { request in
      guard request.caller != part.name, request.operation != .read else { return false }
      guard let producer = view.parts[request.caller] as? any Producer, !readers.spaces.isEmpty else { return true }
      return readers.spaces.contains { $0.name == producer.keySource(view.parts) }
    }
    if !others.isEmpty {
      let writes = written(to: database, view, at: time)
      let rate = writes.reduce(0) { $0 + $1.rate }
      let callers = others.map(\.caller).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      let isKnown = callers.allSatisfy { view.parts[$0] is any Producer }
      return Finding(
        .ttlMissing, .warn, part: part.name,
        "nothing in \(part.name) ever expires, and \(callers.joined(separator: " and ")) "
          + "\(callers.count == 1 ? "writes" : "write") to \(database) past it"
          + "\(isKnown ? " (\(Format.number(rate))/s)" : ""): such reads are stale for as long as the record is there",
        numbers: isKnown ? ["writes_per_second": rate] : [:],
        advice: isKnown ? [life(part, readers, writes: writes)].compactMap(\.self) : [],
        accountsFor: ["stale"], reason: "nothing expires")
    }
    let fits = readers.workingSet(ttl: nil) <= Double(part.usableBytes)
    let records = readers.records
    return Finding(
      .ttlMissing, .note, part: part.name,
      "nothing in \(part.name) ever expires: what a lost invalidation leaves behind stays "
        + (records == 0
          ? "until it is evicted"
          : fits
            ? "for ever, since all \(Format.count(records)) records fit"
            : "until it is evicted, and there are \(Format.count(records)) records"),
      numbers: records == 0 ? [:] : ["records": records], advice: [longLife(part)])
  }

  /// Writes and deletes a second that sources ask of a part, by the source whose keys they are for.
  private static func written(
    to name: String, _ view: FindingsView, at time: Instant
  ) -> [(keys: String, rate: Double)] {
    view.parts.producers(to: name).compactMap { producer in
      guard producer.requests.contains(where: { $0.operation == .write || $0.operation == .delete }) else { return nil }
      return (producer.keySource(view.parts), producer.rate(at: time) ?? 0)
    }
  }

  /// Only keys with an expiry may be evicted, and there are none.
  private static func volatileWithoutTTL(_ part: CachePart, _ readers: CacheReaders) -> Finding? {
    guard part.cluster.evictsOnlyVolatile, part.client.ttl == nil else { return nil }
    let working = readers.workingSet(ttl: nil)
    let usable = Double(part.usableBytes)
    let isServerless = part.cluster.serverless != nil
    let policy =
      isServerless
      ? "ElastiCache Serverless evicts only keys that expire"
      : "eviction is \(part.cluster.evictionName)\(part.cluster.evictionIsDefault ? ", ElastiCache's default," : "")"
    return Finding(
      .volatileWithoutTtl, working > usable ? .warn : .note, part: part.name,
      "\(policy) and keys of \(part.name) have no ttl: when its \(Format.bytes(usable)) are full"
        + (working > 0 ? " (what is read takes \(Format.bytes(working)))" : "")
        + " nothing can be evicted and writes are refused (OOM); "
        + (isServerless ? "give them a ttl" : "choose allkeys-lru or give them a ttl"),
      numbers: ["working_set_bytes": working, "usable_bytes": usable],
      advice: [part.cluster.evictingAll(part.name)].compactMap(\.self), accountsFor: ["refused", "hit"],
      reason: "nothing may be evicted")
  }

  /// What a node takes with it. A replica that takes over has all but what was on its way to it.
  private static func writeBehindLoss(_ part: CachePart, _ view: FindingsView, at time: Instant) -> Finding? {
    let cluster = part.cluster
    guard part.client.strategy == .writeBehind, cluster.serverless == nil else { return nil }
    let writes = view.parts.producers(to: part.name).reduce(0.0) { sum, producer in
      producer.requests.contains { $0.operation == .write } ? sum + (producer.rate(at: time) ?? 0) : sum
    }
    let behind = cluster.failsOver ? min(part.client.flushEvery, cluster.replicaLag) : part.client.flushEvery
    let lost = writes / Double(cluster.shards) * behind.seconds
    let what =
      cluster.failsOver
      ? "what has not yet reached a replica"
      : "what it has not yet written to "
        + (part.database ?? "the database")
    let when =
      behind < part.client.flushEvery
      ? "\(Format.exactDuration(behind)) behind" : "every \(Format.exactDuration(part.client.flushEvery))"
    let each = cluster.shards > 1 ? ", on \(cluster.shards) \(cluster.nodeNoun)s" : ""
    return Finding(
      .writeBehindLoss, .note, part: part.name,
      "a node that is lost takes \(what) with it: up to "
        + "\(Format.number(lost)) writes (\(Format.number(writes))/s\(each), \(when))",
      numbers: ["writes": lost], advice: cluster.failsOver ? [] : [keptWrites(part, lost: lost)].compactMap(\.self),
      accountsFor: ["lost_writes"], reason: "a lost node takes writes with it")
  }
}
