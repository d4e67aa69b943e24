// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// How an application uses a cache, as it is written in a scenario.
enum CacheClientKeys {
  enum Strategy: String, CaseIterable, Sendable {
    case cacheAside = "cache-aside"
    case writeThrough = "write-through"
    case writeBehind = "write-behind"
  }

  enum OnWrite: String, CaseIterable, Sendable {
    case delete, update, nothing
  }

  enum OnFailure: String, CaseIterable, Sendable {
    case database, fail
  }

  static let behind = OptionalKey(
    "behind", .reference(to: ["database"]),
    "The database behind the cache; without one the cache is a store of its own (sessions, counters).")
  static let strategy = Key(
    "strategy", .choice(of: Strategy.self), default: "cache-aside", .sluice,
    "cache-aside writes to the database and then tells the cache (on_write); write-through writes both before it "
      + "answers; write-behind answers when the cache has it and writes to the database later.")
  static let onWrite = Key(
    "on_write", .choice(of: OnWrite.self), default: "delete", .sluice,
    "With cache-aside: what becomes of a record in the cache when it is written.")
  static let ttl = OptionalKey(
    "ttl", .duration(1_000_000...Units.longestDuration),
    "How long a record stays in the cache after it was stored; until it is evicted if it is left out.")
  static let ttlJitter = Key(
    "ttl_jitter", .ratio(0...0.99), default: "0%", .sluice,
    "Spreads each record's ttl evenly between (1 - this) and (1 + this) times its length.")
  static let coalesce = Key(
    "coalesce_misses", .flag, default: "false", .sluice,
    "Single-flight: one database read for a missing record, whoever else wants it waits for it.")
  static let earlyRefresh = OptionalKey(
    "early_refresh", .number(0.01...100),
    "Beta of probabilistic early refresh (XFetch): the nearer its expiry, the likelier a hit reads a record anew, behind "
      + "the reader's back; 1 is usual, more is earlier. Off if it is left out.",
    source: "Vattani, Chierichetti, Lowenstein 2015")
  static let staleFor = Key(
    "stale_while_revalidate", .duration(0...Units.longestDuration), default: "0s", .sluice,
    "How long after its ttl a record is still given out while it is read anew.")
  static let negativeTTL = OptionalKey(
    "negative_ttl", .duration(1_000_000...Units.longestDuration),
    "How long the cache remembers that the database has no such record; not at all if it is left out.")
  static let timeout = Key(
    "timeout", .duration(100_000...(3600 * .second)), default: "500ms",
    .assumed("clients wait between 0.5 s and 60 s by default"),
    "How long the application waits for a node's reply.")
  static let onFailure = Key(
    "on_failure", .choice(of: OnFailure.self), default: "database", .sluice,
    "What the application does when the cache does not answer: asks the database, or fails.")
  static let breaker = OptionalKey(
    "circuit_breaker", .record(Breaker.table),
    "Stops asking a node that does not answer; off if it is left out.")
  static let warmUp = OptionalKey(
    "warm_up", .record(WarmUp.table), "Fills the cache before the start; it begins empty if it is left out.")
  static let flush = Key(
    "flush", .record(Flush.table), default: "{}", .sluice, "With write-behind: when writes go to the database.")

  enum Breaker {
    static let failures = Key(
      "failures", .integer(1...10_000), default: "5", .assumed("libraries begin with 5 to 20"),
      "Failures in a row after which a node is not asked any more.")
    static let openFor = Key(
      "open_for", .duration(1_000_000...(3600 * .second)), default: "10s", .assumed("libraries begin with 5 s to 60 s"),
      "How long it is not asked; then one request tries.")
    static let table = KeyTable(
      "circuit_breaker", "Keeps the application from waiting for a node that is down.", keys: [failures, openFor])
  }

  enum WarmUp {
    static let keys = RequiredKey(
      "keys", .integer(1...100_000_000), "The most popular records, this many of each source, are there at the start.")
    static let table = KeyTable("warm_up", "Fills the cache before the start.", keys: [keys])
  }

  enum Flush {
    static let every = Key(
      "every", .duration(1_000_000...(3600 * .second)), default: "1s", .sluice, "Time between two rounds of writes.")
    static let most = Key(
      "most", .integer(1...100_000), default: "100", .sluice, "The most records that are written in a round.")
    static let table = KeyTable(
      "flush", "When what was written behind goes to the database.", keys: [every, most])
  }

  /// What can be written for every engine, besides its nodes.
  static let keys: [any AnyKey] = [
    behind, strategy, onWrite, ttl, ttlJitter, coalesce, earlyRefresh, staleFor, negativeTTL, timeout, onFailure,
    breaker, warmUp, flush,
  ]
}
