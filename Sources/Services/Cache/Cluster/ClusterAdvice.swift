// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What may be changed about a cache's nodes.
///
/// - Parameter part: the cache's name.
extension ClusterSettings {
  /// The smallest larger nodes that are enough, as many as there are.
  func larger(_ part: String, where isEnough: (CacheNodeType) -> Bool) -> Advice? {
    nodeType?.larger.first(where: isEnough).map {
      Advice("take larger nodes", .init("caches.\(part).node_type", $0.name))
    }
  }

  /// Larger nodes, or else more of them, with memory for so many bytes of records.
  func holding(_ bytes: Double, _ part: String) -> Advice? {
    guard bytes.isFinite, bytes > Double(usableBytes) else { return nil }
    if serverless != nil {
      let gibibytes = (bytes / Double(1 << 30)).rounded(.up)
      return gibibytes > Self.mostServerless
        ? nil : Advice("let it hold more", .init("caches.\(part).serverless.max_data", "\(Int(gibibytes))GiB"))
    }
    return larger(part) { Double(usableBytes($0)) >= bytes }
      ?? shared(out: bytes / (Double(usableBytes) / Double(shards)), part)
  }

  /// The next larger nodes, or more data of Serverless: where nobody can say how much is enough.
  func roomier(_ part: String) -> Advice? {
    if serverless != nil { return holding(2 * Double(usableBytes), part) }
    return larger(part) { usableBytes($0) > usableBytes }
  }

  /// As many nodes as a load of so many takes.
  func shared(out load: Double, _ part: String) -> Advice? {
    let count = load.rounded(.up)
    let most = engine.isRedis ? Double(Self.mostNodes / (1 + replicas)) : Self.mostMemcached
    // Several shards need automatic failover.
    guard nodeType != nil, count > Double(shards), count <= most, replicas == 0 || failsOver else { return nil }
    return engine.isRedis
      ? Advice("share the keys out among more shards", .init("caches.\(part).shards", "\(Int(count))"))
      : Advice("share the keys out among more nodes", .init("caches.\(part).nodes", "\(Int(count))"))
  }

  /// The most data of ElastiCache Serverless [GiB], nodes of a cluster, and nodes of Memcached (ElastiCache quotas).
  private static let mostServerless = 5.0 * 1024
  private static let mostNodes = 500
  private static let mostMemcached = 60.0

  /// Something that takes over, or that leaves the rest.
  func secondNode(_ part: String) -> Advice {
    engine.isRedis
      ? Advice("have a replica that takes over", .init("caches.\(part).replicas", "1"))
      : Advice("share the keys out among two nodes", .init("caches.\(part).nodes", "2"))
  }

  /// Replicas that answer reads, so many that none gets more than the share of the load.
  func readReplicas(for load: Double, each: Double, _ part: String) -> Advice? {
    let count = max(2, (load / each).rounded(.up))
    guard engine.isRedis, nodeType != nil, count <= 5, count > Double(readsFromReplicas ? replicas : 0) else {
      return nil
    }
    let several = Advice.Setting("caches.\(part).reads_from", "replicas")
    guard Double(replicas) < count else { return Advice("let the replicas answer reads", several) }
    return Advice(
      "let \(Int(count)) replicas answer reads", .init("caches.\(part).replicas", "\(Int(count))"), several)
  }

  /// Where memory is full and only keys with an expiry may go; nil where that cannot be set.
  func evictingAll(_ part: String) -> Advice? {
    guard evictsOnlyVolatile, serverless == nil else { return nil }
    return Advice("let any key be evicted", .init("caches.\(part).eviction", "allkeys-lru"))
  }
}
