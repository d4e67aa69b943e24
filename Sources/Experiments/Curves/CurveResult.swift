// SPDX-License-Identifier: GPL-3.0-or-later

/// The hit ratio of one cache against its memory: what `sluice curve` prints. Times are seconds, memory is bytes, money
/// is decimal text.
public struct CurveResult: Sendable, Codable {
  /// The cache as it is.
  public struct Cache: Sendable, Codable {
    public var name: String
    public var kind: String
    /// Memory for records, of all shards together.
    public var usableBytes: Int
    /// How long a record lives; nil for ever.
    public var timeToLiveS: Double?
    public var deletesOnWrite: Bool
    /// Whether it evicts by recency; otherwise the curve is that of another policy, LRU.
    public var evictsByRecency: Bool
  }

  public struct Point: Sendable, Codable {
    public var bytes: Int
    public var hitRatio: Figure
  }

  /// A type of node that the cache could have.
  public struct Choice: Sendable, Codable {
    public var name: String
    /// As many nodes as the cache has now, replicas included.
    public var nodes: Int
    /// Memory for records, of all shards together.
    public var bytes: Int
    public var hitRatio: Figure
    /// Of all nodes, for 730 hours; nil without a price.
    public var monthly: String?
    /// Whether the cache has as much memory now.
    public var isNow: Bool
  }

  /// The memory that a hit ratio needs.
  public struct Wanted: Sendable, Codable {
    public var hitRatio: Double
    /// Nil when a replication does not reach it in any memory.
    public var bytes: Figure?
    /// The type of node that reaches it at the lowest price; the smallest without prices.
    public var choice: String?
  }

  /// What one window's requests gave.
  public struct Window: Sendable, Codable {
    public var name: String
    public var durationS: Double
    /// The part of the window that only fills the cache.
    public var warmupS: Double
    public var replications: Int
    /// Of all replications, after the warm-up.
    public var reads: Int
    public var writes: Int
    /// The share of the records that is followed, and whether it was given.
    public var samplingRate: Double
    public var samplingIsGiven: Bool
    /// All records that are there at a time, at most, were nothing evicted.
    public var records: Figure
    public var workingSetBytes: Figure
    /// Without limit on memory.
    public var highest: Figure
    /// With the present memory.
    public var now: Point
    /// From the least memory that gives hits to the least that gives as many as any.
    public var points: [Point]
    /// The smallest first.
    public var choices: [Choice]
    public var wanted: Wanted
    /// Faults of the cache that happen in the window, and are left out here.
    public var faultsLeftOut: [String]
  }

  public var schema = "curve/1"
  public var madeBy: RunResult.MadeBy
  public var scenario: RunResult.Identity
  public var seed: UInt64
  public var confidence: Double
  public var cache: Cache
  public var windows: [Window]
}
