// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// What is measured of a cache's nodes. Gauges are set once a second.
struct ClusterInstruments: Sendable {
  let commands, lookups, hits, misses, sets: CounterID
  /// Bytes of the values that lookups found, and of those that they would have: these are stored after a miss.
  let hitBytes, lookedUpBytes: CounterID
  let evictions, expired, outOfMemory, bytesIn, bytesOut: CounterID
  let failovers, nodesLost: CounterID
  /// Used and usable memory, 0 to 1; bytes; keys.
  let memory, bytes, mebibytes, items: GaugeID
  /// Of the busiest node: its threads and its network; the share of the commands that it gets.
  let utilisation, network, nodeShare: GaugeID
  /// Of the busiest node [%], as CloudWatch shows them.
  let engineCPU, hostCPU, memoryPercent: GaugeID
  /// Nodes that are paid for.
  let nodes: GaugeID
  let burstable, replicationLag: GaugeID?
  let serverless: ServerlessInstruments?
  let snapshots: GaugeID?

  init(_ settings: ClusterSettings, _ instruments: inout Instruments) {
    let name = settings.name
    commands = instruments.counter(name, "commands", unit: "commands")
    lookups = instruments.counter(name, "lookups", unit: "commands")
    hits = instruments.counter(name, "hits", unit: "commands")
    misses = instruments.counter(name, "misses", unit: "commands")
    sets = instruments.counter(name, "sets", unit: "commands")
    hitBytes = instruments.counter(name, "hit_bytes", unit: "B")
    lookedUpBytes = instruments.counter(name, "looked_up_bytes", unit: "B")
    evictions = instruments.counter(name, "evictions", unit: "keys")
    expired = instruments.counter(name, "expired", unit: "keys")
    outOfMemory = instruments.counter(name, "out_of_memory", unit: "commands")
    bytesIn = instruments.counter(name, "bytes_in", unit: "B")
    bytesOut = instruments.counter(name, "bytes_out", unit: "B")
    failovers = instruments.counter(name, "failovers", unit: "times")
    nodesLost = instruments.counter(name, "nodes_lost", unit: "nodes")
    memory = instruments.gauge(name, "memory", unit: "")
    bytes = instruments.gauge(name, "bytes", unit: "B")
    mebibytes = instruments.gauge(name, "memory_mib", unit: "MiB")
    items = instruments.gauge(name, "items", unit: "keys")
    utilisation = instruments.gauge(name, "utilisation", unit: "")
    network = instruments.gauge(name, "network", unit: "")
    nodeShare = instruments.gauge(name, "node_share", unit: "")
    engineCPU = instruments.gauge(name, "engine_cpu", unit: "%")
    hostCPU = instruments.gauge(name, "cpu", unit: "%")
    memoryPercent = instruments.gauge(name, "memory_percent", unit: "%")
    nodes = instruments.gauge(name, "nodes", unit: "nodes")
    burstable =
      settings.nodeType?.credits == nil ? nil : instruments.gauge(name, "cpu_credits", unit: "vCPU-minutes")
    replicationLag = settings.replicas == 0 ? nil : instruments.gauge(name, "replication_lag", unit: "s")
    serverless = settings.serverless.map { _ in ServerlessInstruments(name, &instruments) }
    snapshots = settings.snapshot.map { _ in instruments.gauge(name, "snapshot_storage", unit: "GB") }
    instruments.metric(name, "hit", .tally(hits, of: lookups), overTime: true)
    instruments.metric(name, "byte_hit", .tally(hitBytes, of: lookedUpBytes))
    instruments.metric(name, "evictions", .tally(evictions, of: sets))
    instruments.metric(name, "expired", .tally(expired, of: sets))
    instruments.metric(name, "refused", .tally(outOfMemory, of: sets))
    instruments.metric(name, "memory", .level(memory))
    instruments.metric(name, "items", .level(items))
    instruments.metric(name, "utilisation", .level(utilisation))
    instruments.metric(name, "network", .level(network))
    if settings.nodeCount > 1 { instruments.metric(name, "node_share", .level(nodeShare)) }
    if let burstable { instruments.metric(name, "cpu_credits", .level(burstable)) }
    if let serverless {
      instruments.metric(name, "throttled", .tally(serverless.throttled, of: commands))
      instruments.metric(name, "ecpu", .tally(serverless.ecpu, of: commands))
    }
    show(settings, &instruments)
  }

  /// CloudWatch's names (ElastiCache User Guide, metrics for Redis OSS, Memcached and Serverless).
  private func show(_ settings: ClusterSettings, _ instruments: inout Instruments) {
    var shown: [(String, CloudWatchMetric.Source)] = []
    if settings.serverless != nil {
      shown = [
        ("CacheHits", .count(hits)), ("CacheMisses", .count(misses)), ("BytesUsedForCache", .level(bytes)),
        ("CurrItems", .level(items)), ("Evictions", .count(evictions)), ("NetworkBytesIn", .count(bytesIn)),
        ("NetworkBytesOut", .count(bytesOut)), ("TotalCmdsCount", .count(commands)),
      ]
      if let serverless {
        shown += [
          ("ElastiCacheProcessingUnits", .count(serverless.ecpu)), ("ThrottledCmds", .count(serverless.throttled)),
        ]
      }
    } else if settings.engine.isRedis {
      shown = [
        ("CacheHits", .count(hits)), ("CacheMisses", .count(misses)), ("CurrItems", .level(items)),
        ("Evictions", .count(evictions)), ("Reclaimed", .count(expired)), ("BytesUsedForCache", .level(bytes)),
        ("DatabaseMemoryUsagePercentage", .level(memoryPercent)), ("EngineCPUUtilization", .level(engineCPU)),
        ("CPUUtilization", .level(hostCPU)), ("NetworkBytesIn", .count(bytesIn)),
        ("NetworkBytesOut", .count(bytesOut)), ("GetTypeCmds", .count(lookups)), ("SetTypeCmds", .count(sets)),
      ]
    } else {
      shown = [
        ("GetHits", .count(hits)), ("GetMisses", .count(misses)), ("CmdGet", .count(lookups)),
        ("CmdSet", .count(sets)), ("CurrItems", .level(items)), ("BytesUsedForCacheItems", .level(bytes)),
        ("Evictions", .count(evictions)), ("Reclaimed", .count(expired)), ("CPUUtilization", .level(hostCPU)),
        ("BytesReadIntoMemcached", .count(bytesIn)), ("BytesWrittenOutFromMemcached", .count(bytesOut)),
        ("NetworkBytesIn", .count(bytesIn)), ("NetworkBytesOut", .count(bytesOut)),
      ]
    }
    if let replicationLag { shown.append(("ReplicationLag", .level(replicationLag))) }
    if let burstable { shown.append(("CPUCreditBalance", .level(burstable))) }
    let dimension = settings.serverless == nil ? "CacheClusterId" : "clusterId"
    for (metric, source) in shown {
      instruments.cloudWatch(CloudWatchMetric("AWS/ElastiCache", metric, dimension, settings.name, source))
    }
  }
}

/// What is measured of ElastiCache Serverless.
struct ServerlessInstruments: Sendable {
  let ecpu, throttled: CounterID
  /// Data that are billed [GB], and ECPUs that the cache can do in a second.
  let billedData, capacity: GaugeID

  init(_ name: String, _ instruments: inout Instruments) {
    ecpu = instruments.counter(name, "ecpu", unit: "ECPU")
    throttled = instruments.counter(name, "throttled", unit: "commands")
    billedData = instruments.gauge(name, "billed_data", unit: "GB")
    capacity = instruments.gauge(name, "ecpu_capacity", unit: "ECPU/s")
  }
}

/// A cluster's random draws, each by a key of its own.
struct ClusterDraws: Sendable {
  let roundTrip, proxy, fault, detect, promote, replace, restart, engine: DrawStream

  init(key: RandomKey, cache: String) {
    roundTrip = DrawStream(key, name: cache, purpose: "round trip")
    proxy = DrawStream(key, name: cache, purpose: "proxy")
    fault = DrawStream(key, name: cache, purpose: "fault")
    detect = DrawStream(key, name: cache, purpose: "detection")
    promote = DrawStream(key, name: cache, purpose: "promotion")
    replace = DrawStream(key, name: cache, purpose: "replacement")
    restart = DrawStream(key, name: cache, purpose: "restart")
    engine = DrawStream(key, name: cache, purpose: "engine")
  }
}
