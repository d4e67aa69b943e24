// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines

/// What runs on a cache's nodes. The raw value is the word after `engine:`.
enum CacheEngineKind: String, Sendable, CaseIterable {
  case redis, valkey, memcached

  /// What a person calls it.
  var title: String {
    switch self {
    case .redis: "Redis"
    case .valkey: "Valkey"
    case .memcached: "Memcached"
    }
  }

  /// Whether it has shards, replicas and one thread for all commands.
  var isRedis: Bool { self != .memcached }

  /// The price of an hour of a node.
  ///
  /// AWS asks the same of Redis OSS and Memcached. The course's two prices are given for a node, not for an engine, and
  /// stand under `node:` alone: so Memcached's nodes of these types go by that price, and a comparison of the engines
  /// does not depend on which of them the course's text happened to run.
  func priceItem(_ nodeType: String) -> String {
    switch self {
    case .redis: "node:\(nodeType)"
    case .valkey: "node-valkey:\(nodeType)"
    case .memcached:
      ["cache.t3.micro", "cache.t3.small"].contains(nodeType) ? "node:\(nodeType)" : "node-memcached:\(nodeType)"
    }
  }
}
