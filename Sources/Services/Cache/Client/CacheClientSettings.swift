// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// How an application uses a cache, checked. Times are nanoseconds.
struct CacheClientSettings: Sendable {
  let behind: Reference?
  let strategy: CacheClientKeys.Strategy
  let onWrite: CacheClientKeys.OnWrite
  let ttl: Nanoseconds?
  let ttlJitter: Double
  let coalesces: Bool
  /// Beta of early refresh; nil for none.
  let earlyRefresh: Double?
  let staleFor: Nanoseconds
  let negativeTTL: Nanoseconds?
  let timeout: Nanoseconds
  let asksDatabaseOnFailure: Bool
  let breaker: CircuitBreaker.Settings?
  /// Records of each source that are there at the start.
  let warmKeys: Int
  let flushEvery: Nanoseconds
  let flushMost: Int

  /// Nil after an error.
  init?(_ record: Record, _ context: inout ReadContext) {
    behind = record[CacheClientKeys.behind]
    strategy = record[CacheClientKeys.strategy]
    onWrite = record[CacheClientKeys.onWrite]
    ttl = record[CacheClientKeys.ttl]
    ttlJitter = record[CacheClientKeys.ttlJitter]
    coalesces = record[CacheClientKeys.coalesce]
    earlyRefresh = record[CacheClientKeys.earlyRefresh]
    staleFor = record[CacheClientKeys.staleFor]
    negativeTTL = record[CacheClientKeys.negativeTTL]
    timeout = record[CacheClientKeys.timeout]
    asksDatabaseOnFailure = record[CacheClientKeys.onFailure] == .database
    breaker = record[CacheClientKeys.breaker].map {
      CircuitBreaker.Settings(
        failures: $0[CacheClientKeys.Breaker.failures], openFor: $0[CacheClientKeys.Breaker.openFor])
    }
    warmKeys = record[CacheClientKeys.warmUp]?[CacheClientKeys.WarmUp.keys] ?? 0
    let flush = record[CacheClientKeys.flush]
    flushEvery = flush[CacheClientKeys.Flush.every]
    flushMost = flush[CacheClientKeys.Flush.most]
    guard Self.check(record, &context) else { return nil }
  }

  /// Finds settings that have no meaning beside others, so that nobody believes in them.
  private static func check(_ record: Record, _ context: inout ReadContext) -> Bool {
    let before = context.diagnostics.errorCount
    func refuse(_ key: some AnyKey, unless isMeant: Bool, _ message: String, _ hint: String) {
      guard !isMeant, !record.isDefaulted(key), let node = record.node(key) else { return }
      context.diagnostics.error(.value, at: node, message, hint: hint)
    }
    let strategy = record[CacheClientKeys.strategy]
    let hasTTL = record[CacheClientKeys.ttl] != nil
    let hasDatabase = record[CacheClientKeys.behind] != nil
    refuse(
      CacheClientKeys.onWrite,
      unless: strategy == .cacheAside || record[CacheClientKeys.onWrite] == .update
        || isInherited(record, CacheClientKeys.onWrite),
      "on_write has no place beside \(strategy.rawValue): every write stores the record",
      "leave it out")
    refuse(
      CacheClientKeys.flush, unless: strategy == .writeBehind, "flush has no place beside \(strategy.rawValue)",
      "it belongs to strategy: write-behind")
    refuse(
      CacheClientKeys.ttlJitter, unless: hasTTL || record[CacheClientKeys.ttlJitter] == 0,
      "ttl_jitter has no meaning without ttl", "such as ttl: 15m")
    refuse(
      CacheClientKeys.earlyRefresh, unless: hasTTL, "early_refresh has no meaning without ttl", "such as ttl: 15m")
    refuse(
      CacheClientKeys.staleFor, unless: hasTTL || record[CacheClientKeys.staleFor] == 0,
      "stale_while_revalidate has no meaning without ttl", "such as ttl: 15m")
    refuse(
      CacheClientKeys.onFailure, unless: hasDatabase || record[CacheClientKeys.onFailure] == .fail,
      "there is no database to ask", "name one with behind, or leave on_failure out")
    refuse(
      CacheClientKeys.strategy, unless: hasDatabase || strategy == .cacheAside,
      "\(strategy.rawValue) needs a database", "name it with behind")
    return context.diagnostics.errorCount == before
  }

  /// Whether a setting stands in the file itself while the strategy comes from a variant or a flag, so that an overlay
  /// of one line may change the strategy.
  private static func isInherited(_ record: Record, _ key: some AnyKey) -> Bool {
    guard let own = record.node(key), let strategy = record.node(CacheClientKeys.strategy) else { return false }
    return own.layer != strategy.layer
  }
}
