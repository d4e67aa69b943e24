// SPDX-License-Identifier: GPL-3.0-or-later

/// A type of ElastiCache node: what fits into it and what it can carry.
struct CacheNodeType: Sendable, Hashable {
  /// CPU credits of the t families; one is a vCPU for a minute (ElastiCache User Guide, "Burstable performance").
  struct Credits: Sendable, Hashable {
    var perHour, most: Double
  }

  /// `cache.t4g.small`.
  var name: String
  var vCPUs: Int
  /// `maxmemory` of Redis and Valkey [B] (ElastiCache User Guide, "Redis node-type specific parameters").
  var maxmemory: Int
  /// `max_cache_memory` of Memcached [MiB] ("Memcached node-type specific parameters"). Where that page was not to be had
  /// it is `maxmemory` in MiB, which it is on all but two types.
  var maxCacheMemory: Int
  /// Network that can be relied on, and the most there is [bit/s] ("Supported node types").
  var baseline, burst: Double
  /// Nil for types whose CPU is not rationed.
  var credits: Credits?

  private init(
    _ name: String, _ vCPUs: Int, _ maxmemory: Int, _ baseline: Double, _ burst: Double, _ credits: Credits? = nil
  ) {
    self.name = "cache.\(name)"
    self.vCPUs = vCPUs
    self.maxmemory = maxmemory
    maxCacheMemory = Self.otherMemcachedMemory[self.name] ?? maxmemory >> 20
    self.baseline = baseline * 1e9
    self.burst = burst * 1e9
    self.credits = credits
  }

  /// The share of the node's whole CPU that it has when its credits are used up; 1 where none are needed.
  var baselineShare: Double { credits.map { $0.perHour / 60 / Double(vCPUs) } ?? 1 }

  /// All types, by family and then by size.
  static let all: [CacheNodeType] =
    burstable + family("m5", general, fifth) + family("m6g", general, sixth) + family("m7g", general, seventh)
    + family("r5", memoryOptimised, fifth) + family("r6g", memoryOptimised, sixth)
    + family("r7g", memoryOptimised, seventh)

  static func named(_ name: String) -> CacheNodeType? { all.first { $0.name == name } }

  private static let otherMemcachedMemory = ["cache.t3.medium": 3364, "cache.m6g.8xlarge": 107_000]

  private static let burstable: [CacheNodeType] = [
    CacheNodeType("t2.micro", 1, 581_959_680, 0.064, 1.024, Credits(perHour: 6, most: 144)),
    CacheNodeType("t2.small", 1, 1_665_138_688, 0.128, 1.024, Credits(perHour: 12, most: 288)),
    CacheNodeType("t2.medium", 2, 3_461_349_376, 0.256, 1.024, Credits(perHour: 24, most: 576)),
    CacheNodeType("t3.micro", 2, 536_870_912, 0.064, 5, Credits(perHour: 12, most: 288)),
    CacheNodeType("t3.small", 2, 1_471_026_299, 0.128, 5, Credits(perHour: 24, most: 576)),
    CacheNodeType("t3.medium", 2, 3_317_862_236, 0.256, 5, Credits(perHour: 24, most: 576)),
    CacheNodeType("t4g.micro", 2, 536_870_912, 0.064, 5, Credits(perHour: 12, most: 288)),
    CacheNodeType("t4g.small", 2, 1_471_026_299, 0.128, 5, Credits(perHour: 24, most: 576)),
    CacheNodeType("t4g.medium", 2, 3_317_862_236, 0.256, 5, Credits(perHour: 24, most: 576)),
  ]

  private struct Size {
    var name: String
    var vCPUs: Int
    var maxmemory: Int
  }

  private static let general: [Size] = [
    Size(name: "large", vCPUs: 2, maxmemory: 6_854_542_746),
    Size(name: "xlarge", vCPUs: 4, maxmemory: 13_891_921_715),
    Size(name: "2xlarge", vCPUs: 8, maxmemory: 27_966_669_210),
    Size(name: "4xlarge", vCPUs: 16, maxmemory: 56_116_178_125),
    Size(name: "8xlarge", vCPUs: 32, maxmemory: 111_325_552_312),
    Size(name: "12xlarge", vCPUs: 48, maxmemory: 168_715_971_994),
    Size(name: "16xlarge", vCPUs: 64, maxmemory: 225_000_375_228),
    Size(name: "24xlarge", vCPUs: 96, maxmemory: 337_500_562_842),
  ]

  private static let memoryOptimised: [Size] = [
    Size(name: "large", vCPUs: 2, maxmemory: 14_037_181_030),
    Size(name: "xlarge", vCPUs: 4, maxmemory: 28_261_849_702),
    Size(name: "2xlarge", vCPUs: 8, maxmemory: 56_711_183_565),
    Size(name: "4xlarge", vCPUs: 16, maxmemory: 113_609_865_216),
    Size(name: "8xlarge", vCPUs: 32, maxmemory: 225_000_375_228),
    Size(name: "12xlarge", vCPUs: 48, maxmemory: 341_206_346_547),
    Size(name: "16xlarge", vCPUs: 64, maxmemory: 450_000_750_456),
    Size(name: "24xlarge", vCPUs: 96, maxmemory: 682_485_973_811),
  ]

  /// Sizes that a generation has, with their network [Gbit/s].
  private typealias Networks = [String: (baseline: Double, burst: Double)]

  private static let fifth: Networks = [
    "large": (0.75, 10), "xlarge": (1.25, 10), "2xlarge": (2.5, 10), "4xlarge": (5, 10), "12xlarge": (12, 12),
    "24xlarge": (25, 25),
  ]
  private static let sixth: Networks = [
    "large": (0.75, 10), "xlarge": (1.25, 10), "2xlarge": (2.5, 10), "4xlarge": (5, 10), "8xlarge": (12, 12),
    "12xlarge": (20, 20), "16xlarge": (25, 25),
  ]
  private static let seventh: Networks = [
    "large": (0.937, 12.5), "xlarge": (1.876, 12.5), "2xlarge": (3.75, 15), "4xlarge": (7.5, 15), "8xlarge": (15, 15),
    "12xlarge": (22.5, 22.5), "16xlarge": (30, 30),
  ]

  private static func family(_ name: String, _ sizes: [Size], _ networks: Networks) -> [CacheNodeType] {
    sizes.compactMap { size in
      networks[size.name].map {
        CacheNodeType("\(name).\(size.name)", size.vCPUs, size.maxmemory, $0.baseline, $0.burst)
      }
    }
  }
}
