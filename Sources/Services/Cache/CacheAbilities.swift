// SPDX-License-Identifier: GPL-3.0-or-later

/// What a cache is able to do: it keeps values, not messages.
extension CachePart {
  func answer(to ability: Ability, _ parts: PartDirectory) -> AbilityAnswer {
    switch ability {
    case .persistence: persistence
    case .replay: .no("keeps the latest value only")
    case .orderPerKey, .totalOrder, .independentReaders, .exactlyOnce: .no("keeps values, no messages")
    }
  }

  /// ElastiCache User Guide, "Mitigating failures": replicas with automatic failover keep what has reached them, a snapshot
  /// what was there when it was taken; Memcached keeps nothing. Serverless caches are replicated over zones.
  private var persistence: AbilityAnswer {
    if cluster.engine == .memcached { return .no("memory only") }
    if cluster.serverless != nil { return .yes("in several zones") }
    if cluster.replicas > 0, cluster.failsOver { return .yes("by replicas, a moment behind") }
    return .no(cluster.snapshot == nil ? "memory only" : "up to the last snapshot")
  }
}
