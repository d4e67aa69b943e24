// SPDX-License-Identifier: GPL-3.0-or-later

extension PriceListCatalogue {
  static let kinesis: [CatalogueRule] = [
    provisioned("Storage-ShardHour", "shard-hour", "shard-hour", .hours),
    provisioned("PutRequestPayloadUnits", "put-payload-unit-25KB", "unit", .count),
    provisioned("Extended-ShardHour", "extended-retention-24h-7d", "shard-hour", .hours),
    provisioned("LongTermRetention-ByteHrs", "long-term-retention", "GB-month", .gigabyteMonths),
    provisioned("LongTermRetention-ReadBytes", "long-term-retrieval", "GB", .gigabytes),
    provisioned("EnhancedFanoutHour", "efo-consumer-shard-hour", "consumer-shard-hour", .hours),
    provisioned("ReadBytes", "efo-data", "GB", .gigabytes),
    onDemand("StreamHour", "stream-hour", "stream-hour", .hours),
    onDemand("BilledIncomingBytes", "data-in", "GB", .gigabytes),
    onDemand("BilledOutgoingBytes", "data-out", "GB", .gigabytes),
    onDemand("BilledOutgoingEFOBytes", "efo-data-out", "GB", .gigabytes),
    onDemand("ExtendedRetention-ByteHrs", "extended-retention-24h-7d", "GB-month", .gigabyteMonths),
    onDemand("LongTermRetention-ByteHrs", "long-term-retention", "GB-month", .gigabyteMonths),
  ]

  private static func provisioned(
    _ name: String, _ item: String, _ unit: String, _ counts: PriceListUnit
  ) -> CatalogueRule {
    .init(.name(name), "kinesis", "provisioned:\(item)", per: unit, counts)
  }

  private static func onDemand(
    _ name: String, _ item: String, _ unit: String, _ counts: PriceListUnit
  ) -> CatalogueRule {
    .init(.name("OnDemand-\(name)"), "kinesis", "ondemand-standard:\(item)", per: unit, counts)
  }

  static let msk: [CatalogueRule] = [
    .init(.instance("Kafka."), "msk", "broker:kafka.*", per: "broker-hour", .hours),
    .init(.instance("Express."), "msk", "broker:express.*", per: "broker-hour", .hours),
    .init(.name("Express.In-Bytes"), "msk", "express:data-in", per: "GB", .gigabytes),
    .init(.name("Kafka.Storage.GP2"), "msk", "standard:storage-gp2", per: "GB-month", .gigabyteMonths),
    .init(.name("Kafka.Storage.Tiered"), "msk", "tiered:storage", per: "GB-month", .gigabyteMonths),
    .init(.name("Kafka.DataRetrieval.Tiered"), "msk", "tiered:retrieval", per: "GB", .gigabytes),
    .init(.name("KafkaServerless-ClusterHours"), "msk", "serverless:cluster-hour", per: "cluster-hour", .hours),
    .init(.name("KafkaServerless-PartitionHours"), "msk", "serverless:partition-hour", per: "partition-hour", .hours),
    .init(.name("KafkaServerless-In-Bytes"), "msk", "serverless:data-in", per: "GB", .gigabytes),
    .init(.name("KafkaServerless-Out-Bytes"), "msk", "serverless:data-out", per: "GB", .gigabytes),
    .init(.prefix("KafkaServerless-Storage"), "msk", "serverless:storage", per: "GB-month", .gigabyteMonths),
    .init(
      .name("Kafka.PrivateConnectivityHours"), "msk", "private-connectivity:hour-per-auth-scheme", per: "hour", .hours),
    .init(.any, "msk", "connect:mcu-hour", per: "MCU-hour", .hours, having: [.operation: ["RunConnect"]]),
    .init(
      .any, "msk", "replicator:data-same-region", per: "GB", .gigabytes,
      having: [.operation: ["RunReplicator"], .group: ["SameRegionSource"]]),
    .init(
      .part("Hour"), "msk", "replicator:hour", per: "replicator-hour", .hours, having: [.operation: ["RunReplicator"]]),
  ]
}
