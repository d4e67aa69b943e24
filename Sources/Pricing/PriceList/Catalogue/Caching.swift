// SPDX-License-Identifier: GPL-3.0-or-later

extension PriceListCatalogue {
  /// The surcharges of extended support name the same node types as the nodes do; they are matched by their whole
  /// names, so that none is taken for a node.
  static let elastiCache: [CatalogueRule] =
    engines.flatMap { engine, word, item -> [CatalogueRule] in
      let having: [ProductAttribute: [String]] = [.cacheEngine: [engine]]
      return [
        .init(
          .instance("NodeUsage:"), "elasticache", "\(item):*", per: "node-hour", .hours, having: having,
          hasReserved: engine == "Redis"),
        .init(.name("CachedData:\(engine)"), "elasticache", "serverless:data:\(word)", per: "GB-hour", .gigabyteHours),
        .init(
          .name("ElastiCacheProcessingUnits:\(engine)"), "elasticache", "serverless:ecpu:\(word)", per: "ECPU", .count),
      ]
    } + [
      .init(
        .instance("ExtendedSupportYr1_Yr2-NodeUsage:"), "elasticache", "extended-support-yr1-2-addon:*",
        per: "node-hour", .hours, unless: [.cacheEngine: ["Redis"]]),
      .init(
        .instance("ExtendedSupportYr3-NodeUsage:"), "elasticache", "extended-support-yr3-addon:*", per: "node-hour",
        .hours, unless: [.cacheEngine: ["Redis"]]),
      .init(.name("BackupUsage"), "elasticache", "backup-storage", per: "GB-month", .gigabyteMonths),
    ]

  /// The engine as the price list calls it, as our serverless items do, and the item of its nodes.
  private static let engines = [
    ("Redis", "redis", "node"), ("Memcached", "memcached", "node-memcached"), ("Valkey", "valkey", "node-valkey"),
  ]
}
