// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation

/// What a cache's nodes are billed for (ElastiCache pricing).
///
/// * Each node, replicas too, from its launch to its end by the hour; an hour that is begun counts in full. A node that
///   is being replaced goes on. Nodes of an old version of Redis OSS have an add-on to each hour.
/// * Serverless by the data that are stored, the average of an hour but no less than 1 GB (Valkey: 100 MB), and by ECPU.
/// * Backups by the storage of all but one of each cluster. They cost no transfer.
/// * A T node has no surplus CPU credits to pay for: ElastiCache's are `standard`, and are held to their baseline.
/// * Replication between the nodes of a cluster is free in all zones; clients in other zones pay for their traffic on
///   their own side, as EC2's.
enum ClusterMeters {
  static func node(_ engine: CacheEngineKind, _ type: CacheNodeType) -> Meter {
    Meter(
      id: "elasticache.node", title: "ElastiCache \(type.name), \(engine.title)",
      price: PriceReference(service: "ElastiCache", item: engine.priceItem(type.name)), unit: "node-hour",
      displayUnit: "h", isByStartedHour: true)
  }

  /// What a node of an old version costs besides, by the hour as the node itself.
  static func extendedSupport(_ type: CacheNodeType, _ support: ExtendedSupport) -> Meter {
    Meter(
      id: "elasticache.extended_support", title: "ElastiCache Extended Support, \(support.title)",
      price: PriceReference(service: "ElastiCache", item: "extended-support-\(support.priceWord)-addon:\(type.name)"),
      unit: "node-hour", displayUnit: "h", isByStartedHour: true)
  }

  static func data(_ engine: CacheEngineKind) -> Meter {
    Meter(
      id: "elasticache.data", title: "ElastiCache Serverless data, \(engine.title)",
      price: PriceReference(service: "ElastiCache", item: "serverless:data:\(engine.rawValue)"), unit: "GB-hour",
      displayUnit: "GB-h")
  }

  static func ecpu(_ engine: CacheEngineKind) -> Meter {
    .millions(
      id: "elasticache.ecpu", title: "ElastiCache Serverless ECPUs, \(engine.title)",
      price: PriceReference(service: "ElastiCache", item: "serverless:ecpu:\(engine.rawValue)"), unit: "ECPU")
  }

  static let backup = Meter(
    id: "elasticache.backup", title: "ElastiCache backup storage",
    price: PriceReference(service: "ElastiCache", item: "backup-storage"), unit: "GB-month", displayUnit: "GB-months")

  /// The least data that are billed [GB]: 1 GB, 100 MB of Valkey.
  static func leastData(_ engine: CacheEngineKind) -> Double { engine == .valkey ? 0.1 : 1 }

  /// A month as AWS converts hours to GB-months: 730 hours.
  private static let hoursPerMonth = 730.0

  static func quantities(_ settings: ClusterSettings, _ instruments: ClusterInstruments) -> [MeteredQuantity] {
    let part = settings.name
    var quantities: [MeteredQuantity] = []
    if let type = settings.nodeType {
      quantities.append(
        MeteredQuantity(
          part: part, meter: node(settings.engine, type), source: .level(instruments.nodes, perHour: 1)))
      if let support = settings.extendedSupport {
        quantities.append(
          MeteredQuantity(
            part: part, meter: extendedSupport(type, support), source: .level(instruments.nodes, perHour: 1)))
      }
    }
    if let serverless = instruments.serverless {
      quantities += [
        MeteredQuantity(
          part: part, meter: data(settings.engine), source: .level(serverless.billedData, perHour: 1)),
        MeteredQuantity(part: part, meter: ecpu(settings.engine), source: .counter(serverless.ecpu)),
      ]
    }
    if let snapshots = instruments.snapshots, let snapshot = settings.snapshot, snapshot.keep > 1 {
      quantities.append(
        MeteredQuantity(
          part: part, meter: backup, source: .level(snapshots, perHour: Double(snapshot.keep - 1) / hoursPerMonth)))
    }
    return quantities
      + ZoneTransfer.quantities(
        part: part, to: instruments.bytesIn, from: instruments.bytesOut, share: settings.crossZone, payers: .client)
  }
}
