// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// The keys under `serverless`.
enum ServerlessKeys {
  static let maxData = Key(
    "max_data", .bytes(1 << 30...(5 << 40)), default: "5TiB", .aws("ElastiCache quotas: 5 TB"),
    "The most data; at it keys with an expiry are evicted (Memcached: any), and if there is none writes are refused.",
    source: "ElastiCache User Guide, scaling ElastiCache Serverless")
  static let maxECPU = Key(
    "max_ecpu", .rate(1_000...15_000_000), default: "15M/s", .aws("ElastiCache quotas: 15 million ECPU a second"),
    "The most ECPUs in a second; more is throttled.")
  static let minECPU = OptionalKey(
    "min_ecpu", .rate(1_000...15_000_000), "ECPUs a second that the cache can do from the start (pre-scaling).")
  static let scalingTime = Key(
    "scaling_time", .duration(.second...(86_400 * .second)), default: "11m",
    .aws("ElastiCache User Guide: up to 10 to 12 minutes to double"),
    "Time in which what it can do doubles, for as long as more than half of it is asked for.")
  static let addedLatency = Key(
    "added_latency", .time, default: "{ uniform: { from: 300us, to: 500us } }",
    .assumed("the proxy in front; AWS gives no latencies"), "Time of each command in the proxy, besides round_trip.")

  static let table = KeyTable(
    "serverless", "ElastiCache Serverless: paid by data and by ECPU.",
    keys: [maxData, maxECPU, minECPU, scalingTime, addedLatency])
}

/// ElastiCache Serverless by its documented limits.
struct ServerlessSettings: Sendable {
  /// What a new cache can do, and what one slot can [ECPU/s] (ElastiCache User Guide).
  static let newCache = 30_000.0
  static let slot = 30_000.0
  /// The most that any can do [ECPU/s] (ElastiCache quotas).
  static let most = 15_000_000.0

  let maxData: Int
  /// [ECPU/s].
  let maxECPU, startECPU: Double
  let scalingTime: Nanoseconds
  let addedLatency: Distribution

  /// - Parameter addsLatency: false makes the proxy take no time where the scenario says nothing else.
  init(_ record: Record, addsLatency: Bool) {
    maxData = Int(record[ServerlessKeys.maxData])
    maxECPU = record[ServerlessKeys.maxECPU]
    startECPU = min(maxECPU, max(Self.newCache, record[ServerlessKeys.minECPU] ?? 0))
    scalingTime = record[ServerlessKeys.scalingTime]
    addedLatency =
      record.isDefaulted(ServerlessKeys.addedLatency) && !addsLatency ? .zero : record[ServerlessKeys.addedLatency]
  }
}
