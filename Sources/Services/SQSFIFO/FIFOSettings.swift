// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// What a FIFO queue has besides the settings of a standard queue, checked. Times are nanoseconds.
struct FIFOSettings: Sendable {
  struct DuplicateSends: Sendable {
    let share: Double
    let after: Nanoseconds
    /// Whether the second send has another deduplication id.
    let changesID: Bool
  }

  var group: SQSGroupingWord
  let highThroughput, dedupByGroup: Bool
  let dedupWindow: Nanoseconds
  let duplicateSends: DuplicateSends?
  let lookAhead: Int
  /// Calls a second of each kind: of a partition, and of all of them.
  let callLimit, regionLimit: Int
  let burst, partitionGrowth: Nanoseconds
  let partitions: Int

  /// Nil after an error.
  init?(_ record: Record, region: String, _ context: inout ReadContext) {
    group = record[FIFOKeys.group]
    highThroughput = record[FIFOKeys.highThroughput]
    let scope = record[FIFOKeys.dedupScope]
    dedupByGroup = (scope ?? (highThroughput ? .group : .queue)) == .group
    dedupWindow = record[FIFOKeys.dedupWindow]
    let isContentBased = record[FIFOKeys.contentBasedDedup]
    duplicateSends = record[FIFOKeys.duplicateSends].map {
      DuplicateSends(
        share: $0[FIFOKeys.DuplicateSends.share], after: $0[FIFOKeys.DuplicateSends.after],
        changesID: isContentBased && $0[FIFOKeys.DuplicateSends.changesBody])
    }
    lookAhead = record[FIFOKeys.lookAhead]
    callLimit = record[FIFOKeys.callLimit]
    burst = record[FIFOKeys.burst]
    partitionGrowth = record[FIFOKeys.partitionGrowth]
    regionLimit = highThroughput ? record[FIFOKeys.regionLimit] ?? FIFOQuotas.callsPerSecond(region) : callLimit
    partitions = highThroughput ? min(record[FIFOKeys.partitions], max(1, regionLimit / callLimit)) : 1
    if highThroughput, scope == .queue {
      context.diagnostics.error(
        .value, at: record.node(FIFOKeys.dedupScope) ?? record.node,
        "high_throughput needs dedup_scope group: with any other the queue has the normal limits",
        hint: "leave dedup_scope out")
      return nil
    }
  }

  /// The most partitions that a queue can have.
  var mostPartitions: Int { highThroughput ? max(1, regionLimit / callLimit) : 1 }
}

/// Calls a second of each kind on a FIFO queue with high throughput, without batching (Developer Guide, message quotas).
enum FIFOQuotas {
  static func callsPerSecond(_ region: String) -> Int {
    switch region {
    case "us-east-1", "us-west-2", "eu-west-1": 70_000
    case "us-east-2", "eu-central-1": 19_000
    case "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1": 9_000
    case "eu-west-2", "sa-east-1": 4_500
    default: 2_400
    }
  }
}
