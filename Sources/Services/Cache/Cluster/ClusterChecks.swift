// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// Settings that do not go together.
enum ClusterChecks {
  /// Whether all is well; adds an error for each thing that is not.
  static func pass(_ engine: CacheEngineKind, _ record: Record, _ context: inout ReadContext) -> Bool {
    let before = context.diagnostics.errorCount
    let isServerless = record[ClusterKeys.serverless] != nil
    if isServerless {
      for key in ClusterKeys.nodeKeys(of: engine) {
        guard let node = record.node(key) else { continue }
        context.diagnostics.error(
          .value, at: node, "ElastiCache Serverless has no nodes, so \(key.name) has no meaning",
          hint: "leave out \(key.name) or serverless; null takes away what another part of the file wrote")
      }
    } else if record[ClusterKeys.nodeType] == nil {
      context.diagnostics.error(
        .missing, at: record.node, "\(English.withArticle(engine.rawValue)) cache needs node_type, or serverless",
        hint: "node_type: cache.t4g.small, or serverless: {}")
    }
    if engine.isRedis, !isServerless { checkShards(record, &context) }
    return context.diagnostics.errorCount == before
  }

  private static func checkShards(_ record: Record, _ context: inout ReadContext) {
    let (shards, replicas) = (record[ClusterKeys.shards], record[ClusterKeys.replicas])
    let nodes = shards * (1 + replicas)
    if nodes > 500 {
      context.diagnostics.error(
        .range, at: record.node(ClusterKeys.shards) ?? record.node,
        "\(shards) shards with \(replicas) replicas each are \(nodes) nodes, and a cluster has at most 500",
        hint: "fewer shards of a larger node_type")
    }
    if let multiAZ = record[ClusterKeys.multiAZ], let node = record.node(ClusterKeys.multiAZ) {
      if multiAZ, replicas == 0 {
        context.diagnostics.error(
          .value, at: node, "multi_az needs a replica that can take over", hint: "replicas: 1")
      } else if !multiAZ, shards > 1, replicas > 0 {
        context.diagnostics.error(
          .value, at: node, "several shards (cluster mode) need automatic failover", hint: "leave out multi_az")
      }
    }
    if record[ClusterKeys.readsFrom] == .replicas, replicas == 0, let node = record.node(ClusterKeys.readsFrom) {
      context.diagnostics.error(.value, at: node, "there is no replica to read from", hint: "replicas: 1")
    }
  }
}
