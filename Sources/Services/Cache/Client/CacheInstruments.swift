// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What is measured of the use of a cache; what its nodes do is measured by the cluster.
struct CacheInstruments: Sendable {
  /// Requests of applications, those that were answered, those that were writes, and those that failed.
  let requests, answered, writes, failed: CounterID
  /// Reads of the database, and those of them that nobody waited for.
  let loads, refreshes: CounterID
  /// Misses that waited for the read of another.
  let coalesced: CounterID
  /// Answers that were older than what the database held.
  let stale: CounterID
  /// Commands that got no reply in time, those that were turned away, and those that the breaker kept back.
  let timeouts, unavailable, notAsked, opened: CounterID
  /// Writes of which the cache could not be told: what it holds stays until its ttl.
  let missedUpdates: CounterID
  /// Writes that went to the database later, and those that were lost before.
  let flushed, lostWrites: CounterID
  /// Records that the database has yet to get.
  let dirty: GaugeID
  /// Requests that a rate limit was asked about, and those that it refused; nil for a cache without one.
  let limits: (asked: CounterID, limited: CounterID)?
  /// From a request to its answer.
  let latency: DistributionID

  init(_ name: String, limitsRates: Bool, _ instruments: inout Instruments) {
    requests = instruments.counter(name, "requests", unit: "requests")
    answered = instruments.counter(name, "answered", unit: "requests")
    writes = instruments.counter(name, "writes", unit: "requests")
    failed = instruments.counter(name, "failed", unit: "requests")
    loads = instruments.counter(name, "loads", unit: "queries")
    refreshes = instruments.counter(name, "refreshes", unit: "queries")
    coalesced = instruments.counter(name, "coalesced", unit: "requests")
    stale = instruments.counter(name, "stale", unit: "requests")
    timeouts = instruments.counter(name, "timeouts", unit: "commands")
    unavailable = instruments.counter(name, "unavailable", unit: "commands")
    notAsked = instruments.counter(name, "not_asked", unit: "commands")
    opened = instruments.counter(name, "breaker_opened", unit: "times")
    missedUpdates = instruments.counter(name, "missed_updates", unit: "writes")
    flushed = instruments.counter(name, "flushed", unit: "writes")
    lostWrites = instruments.counter(name, "lost_writes", unit: "writes")
    dirty = instruments.gauge(name, "dirty", unit: "records")
    limits =
      limitsRates
      ? (
        asked: instruments.counter(name, "limit_checks", unit: "requests"),
        limited: instruments.counter(name, "limited", unit: "requests")
      ) : nil
    if let limits { instruments.metric(name, "limited", .tally(limits.limited, of: limits.asked)) }
    latency = instruments.distribution(name, "latency")
    instruments.metric(name, "latency", .distribution(latency))
    instruments.metric(name, "throughput", .tally(requests, of: requests))
    instruments.metric(name, "errors", .tally(failed, of: requests))
    instruments.metric(name, "stale", .tally(stale, of: requests))
    instruments.metric(name, "loads", .tally(loads, of: requests))
    instruments.metric(name, "coalesced", .tally(coalesced, of: requests))
    instruments.metric(name, "refreshes", .tally(refreshes, of: loads))
    instruments.metric(name, "timeouts", .tally(timeouts, of: requests))
    instruments.metric(name, "missed_updates", .tally(missedUpdates, of: writes))
    instruments.metric(name, "lost_writes", .tally(lostWrites, of: writes))
    instruments.metric(name, "dirty", .level(dirty))
  }
}
