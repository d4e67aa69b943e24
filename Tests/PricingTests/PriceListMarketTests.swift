// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Pricing

/// What AWS publishes a price of ours as.
private struct Published: CustomStringConvertible {
  var service: String
  var item: String
  var code: String
  /// Without the region's code.
  var usage: String
  var unit: String
  var also: [(String, String)] = []
  /// How many of our units one of the price list is.
  var size: Decimal = 1
  /// Units that are a first tier at 0 there, and a free quantity here.
  var free: String?

  init(
    _ service: String, _ item: String, _ code: String, _ usage: String, _ unit: String, _ also: [(String, String)] = [],
    size: Decimal = 1, free: String? = nil
  ) {
    (self.service, self.item, self.code, self.usage, self.unit) = (service, item, code, usage, unit)
    (self.also, self.size, self.free) = (also, size, free)
  }

  var description: String { "\(service) \(item)" }
}

@Suite("Price lists: the prices that ship with the program, published as AWS publishes them")
struct PriceListMarketTests {
  private static let kinesis = "AmazonKinesis"
  private static let redis = [("cacheEngine", "Redis"), ("instanceType", "cache.t4g.micro")]
  private static let linux = [
    ("operatingSystem", "Linux"), ("tenancy", "Shared"), ("preInstalledSw", "NA"), ("capacitystatus", "Used"),
    ("instanceType", "m5.large"),
  ]

  private static func database(_ engine: String, _ deployment: String, _ type: String = "db.t4g.micro") -> [(
    String, String
  )] {
    [
      ("databaseEngine", engine), ("deploymentOption", deployment), ("licenseModel", "No license required"),
      ("instanceType", type),
    ]
  }

  private static let published: [Published] = [
    Published("sqs", "standard:request", "AWSQueueService", "Requests-Tier1", "Requests"),
    Published("sqs", "fifo:request", "AWSQueueService", "Requests-FIFO-Tier1", "Requests"),
    Published("sns", "standard:publish", "AmazonSNS", "Requests-Tier1", "Requests", free: "1000000"),
    Published("sns", "delivery:http", "AmazonSNS", "DeliveryAttempts-HTTP", "Notifications", free: "100000"),
    Published("sns", "delivery:email", "AmazonSNS", "DeliveryAttempts-SMTP", "Notifications", free: "1000"),
    Published("sns", "delivery:sqs", "AmazonSNS", "DeliveryAttempts-SQS", "Notifications"),
    Published("sns", "delivery:lambda", "AmazonSNS", "DeliveryAttempts-LAMBDA", "Notifications"),
    Published("sns", "delivery:firehose", "AmazonSNS", "DeliveryAttempts-FIREHOSE", "Notifications"),
    Published("sns", "fifo:publish", "AmazonSNS", "F-Request-Tier1", "Requests"),
    Published("sns", "fifo:publish-payload", "AmazonSNS", "F-Ingress-Tier1", "GB"),
    Published("sns", "fifo:subscription-message", "AmazonSNS", "F-DA-SQS", "Messages"),
    Published("sns", "fifo:subscription-payload", "AmazonSNS", "F-Egress-SQS", "GB"),
    Published("sns", "fifo:archive-processing", "AmazonSNS", "F-ArchiveProcessing", "GB"),
    Published("sns", "fifo:archive-storage", "AmazonSNS", "F-Storage", "GB-Mo"),
    Published("kinesis", "provisioned:shard-hour", kinesis, "Storage-ShardHour", "ShardHour"),
    Published("kinesis", "provisioned:put-payload-unit-25KB", kinesis, "PutRequestPayloadUnits", "PutRequest"),
    Published("kinesis", "provisioned:extended-retention-24h-7d", kinesis, "Extended-ShardHour", "ShardHour"),
    Published("kinesis", "provisioned:long-term-retention", kinesis, "LongTermRetention-ByteHrs", "GB-Mo"),
    Published("kinesis", "provisioned:long-term-retrieval", kinesis, "LongTermRetention-ReadBytes", "GB"),
    Published("kinesis", "provisioned:efo-consumer-shard-hour", kinesis, "EnhancedFanoutHour", "ConsumerShardHour"),
    Published("kinesis", "provisioned:efo-data", kinesis, "ReadBytes", "GB"),
    Published("kinesis", "ondemand-standard:stream-hour", kinesis, "OnDemand-StreamHour", "StreamHr"),
    Published("kinesis", "ondemand-standard:data-in", kinesis, "OnDemand-BilledIncomingBytes", "GB"),
    Published("kinesis", "ondemand-standard:efo-data-out", kinesis, "OnDemand-BilledOutgoingEFOBytes", "GB"),
    Published("msk", "broker:kafka.t3.small", "AmazonMSK", "Kafka.t3.small", "hours", [("operation", "RunBroker")]),
    Published("msk", "broker:kafka.m5.24xlarge", "AmazonMSK", "kafka.m5.24xlarge", "Hrs"),
    Published("msk", "broker:express.m7g.large", "AmazonMSK", "Express.m7g.large", "hours"),
    Published("msk", "express:data-in", "AmazonMSK", "Express.In-Bytes", "GB"),
    Published("msk", "standard:storage-gp2", "AmazonMSK", "Kafka.Storage.GP2", "GB-Mo"),
    Published("msk", "tiered:storage", "AmazonMSK", "Kafka.Storage.Tiered", "GB-Mo"),
    Published("msk", "tiered:retrieval", "AmazonMSK", "Kafka.DataRetrieval.Tiered", "GB"),
    Published("msk", "serverless:cluster-hour", "AmazonMSK", "KafkaServerless-ClusterHours", "hours"),
    Published("msk", "serverless:partition-hour", "AmazonMSK", "KafkaServerless-PartitionHours", "hours"),
    Published("msk", "connect:mcu-hour", "AmazonMSK", "KafkaConnect", "hours", [("operation", "RunConnect")]),
    Published("elasticache", "node:cache.t4g.micro", "AmazonElastiCache", "NodeUsage:cache.t4g.micro", "Hrs", redis),
    Published(
      "elasticache", "node-valkey:cache.t4g.micro", "AmazonElastiCache", "NodeUsage:cache.t4g.micro", "Hrs",
      [("cacheEngine", "Valkey")]),
    Published(
      "elasticache", "node-memcached:cache.t4g.micro", "AmazonElastiCache", "NodeUsage:cache.t4g.micro", "Hrs",
      [("cacheEngine", "Memcached")]),
    Published(
      "elasticache", "extended-support-yr3-addon:cache.t4g.micro", "AmazonElastiCache",
      "ExtendedSupportYr3-NodeUsage:cache.t4g.micro", "Hrs", redis),
    Published(
      "elasticache", "serverless:data:valkey", "AmazonElastiCache", "CachedData:Valkey", "GB-Hours",
      [("cacheEngine", "Valkey")]),
    Published(
      "elasticache", "serverless:ecpu:redis", "AmazonElastiCache", "ElastiCacheProcessingUnits:Redis",
      "ElastiCacheProcessingUnit", [("cacheEngine", "Redis")]),
    Published("elasticache", "backup-storage", "AmazonElastiCache", "BackupUsage", "GB-Mo"),
    Published("lambda", "x86:duration", "AWSLambda", "Lambda-GB-Second", "Lambda-GB-Second"),
    Published("lambda", "arm:duration", "AWSLambda", "Lambda-GB-Second-ARM", "Lambda-GB-Second"),
    Published("lambda", "x86:request", "AWSLambda", "Request", "Requests"),
    Published("lambda", "arm:request", "AWSLambda", "Request-ARM", "Requests"),
    Published("lambda", "ephemeral-storage-over-512MB", "AWSLambda", "Lambda-Storage-GB-Second", "GB-Seconds"),
    Published(
      "lambda", "x86:provisioned-concurrency", "AWSLambda", "Lambda-Provisioned-Concurrency", "Lambda-GB-Second"),
    Published("lambda", "x86:duration-provisioned", "AWSLambda", "Lambda-Provisioned-GB-Second", "Lambda-GB-Second"),
    Published("fargate", "x86:vcpu", "AmazonECS", "Fargate-vCPU-Hours:perCPU", "hours"),
    Published("fargate", "arm:memory", "AmazonECS", "Fargate-ARM-GB-Hours", "hours"),
    Published("fargate", "ephemeral-storage-over-20GB", "AmazonECS", "Fargate-EphemeralStorage-GB-Hours", "GB-Hours"),
    Published("ec2", "linux:m5.large", "AmazonEC2", "BoxUsage:m5.large", "Hrs", linux),
    Published("ebs", "gp3:storage", "AmazonEC2", "EBS:VolumeUsage.gp3", "GB-Mo"),
    Published("ebs", "gp3:iops-over-3000", "AmazonEC2", "EBS:VolumeP-IOPS.gp3", "IOPS-Mo"),
    Published("ebs", "gp3:throughput-over-125", "AmazonEC2", "EBS:VolumeP-Throughput.gp3", "GiBps-mo", size: 1024),
    Published("ebs", "io1:storage", "AmazonEC2", "EBS:VolumeUsage.piops", "GB-Mo"),
    Published("ebs", "snapshot", "AmazonEC2", "EBS:SnapshotUsage", "GB-Mo"),
    Published("nat", "gateway-hour", "AmazonEC2", "NatGateway-Hours", "Hrs"),
    Published("nat", "data-processed", "AmazonEC2", "NatGateway-Bytes", "GB"),
    Published("vpcendpoint", "interface-hour-per-az", "AmazonVPC", "VpcEndpoint-Hours", "Hrs"),
    Published("vpcendpoint", "interface-data", "AmazonVPC", "VpcEndpoint-Bytes", "GB"),
    Published("vpc", "public-ipv4-hour", "AmazonVPC", "PublicIPv4:InUseAddress", "Hrs"),
    Published(
      "rds", "single-az:mysql:db.t4g.micro", "AmazonRDS", "InstanceUsage:db.t4g.micro", "Hrs",
      database("MySQL", "Single-AZ")),
    Published(
      "rds", "single-az:postgresql:db.r6g.2xlarge", "AmazonRDS", "InstanceUsage:db.r6g.2xl", "Hrs",
      database("PostgreSQL", "Single-AZ", "db.r6g.2xlarge")),
    Published(
      "rds", "multi-az:postgresql:db.t4g.micro", "AmazonRDS", "Multi-AZUsage:db.t4g.micro", "Hrs",
      database("PostgreSQL", "Multi-AZ")),
    Published("rds", "storage:gp3:single-az", "AmazonRDS", "RDS:GP3-Storage", "GB-Mo", [("databaseEngine", "Any")]),
    Published("rds", "aurora:io-standard", "AmazonRDS", "Aurora:StorageIOUsage", "IOs", [("databaseEngine", "Any")]),
    Published(
      "rds", "aurora:serverless-v2", "AmazonRDS", "Aurora:ServerlessV2Usage", "ACU-Hr",
      [("databaseEngine", "Aurora PostgreSQL")]),
    Published("dynamodb", "ondemand:write-request-unit", "AmazonDynamoDB", "WriteRequestUnits", "WriteRequestUnits"),
    Published("dynamodb", "provisioned:rcu-hour", "AmazonDynamoDB", "ReadCapacityUnit-Hrs", "ReadCapacityUnit-Hrs"),
    Published("dynamodb", "storage:standard-over-25GB", "AmazonDynamoDB", "TimedStorage-ByteHrs", "GB-Mo", free: "25"),
    Published("dynamodb", "storage:standard-ia", "AmazonDynamoDB", "IA-TimedStorage-ByteHrs", "GB-Mo"),
    Published(
      "datatransfer", "internet-out", "AWSDataTransfer", "DataTransfer-Out-Bytes", "GB",
      [("transferType", "AWS Outbound")]),
    Published(
      "datatransfer", "inter-az-each-direction", "AWSDataTransfer", "DataTransfer-Regional-Bytes", "GB",
      [("transferType", "IntraRegion")]),
    Published("kms", "key-month", "awskms", "KMS-Keys", "Keys"),
    Published("kms", "request", "awskms", "KMS-Requests", "Requests"),
    Published("cloudwatch", "custom-metric", "AmazonCloudWatch", "CW:MetricMonitorUsage", "Metrics"),
    Published("cloudwatch", "alarm:high-resolution", "AmazonCloudWatch", "CW:HighResAlarmMonitorUsage", "Alarms"),
    Published("cloudwatch", "logs:ingest-standard", "AmazonCloudWatch", "DataProcessing-Bytes", "GB"),
    Published("cloudwatch", "logs:storage", "AmazonCloudWatch", "TimedStorage-ByteHrs", "GB-Mo"),
  ]

  /// The built-in price as AWS would publish it.
  private func product(_ item: Published, _ price: Price, _ region: String, prefix: String) -> SampleProduct {
    func text(_ number: Decimal) -> String { Money.plain(number) }
    var rates = price.tiers.map { tier in
      SampleRate(
        begin: text(tier.from), end: tier.to.map(text) ?? "Inf", unit: item.unit, usd: text(tier.usd * item.size))
    }
    if let free = item.free {
      rates[0].begin = free
      rates.append(SampleRate(begin: "0", end: free, unit: item.unit, usd: "0.0000000000"))
    }
    let fields = [
      ("servicecode", item.code), ("locationType", "AWS Region"), ("regionCode", region), ("location", region),
      ("usagetype", prefix + item.usage),
    ]
    return SampleProduct(
      sku: "SKU-\(item)-\(prefix)", attributes: fields + item.also, terms: [SampleTerm(rates: rates)])
  }

  @Test("each comes out as it ships, tier by tier, with and without the region's code")
  func equal() throws {
    let book = try PriceBook.builtIn(.market)
    var compared = 0
    for (region, prefixes) in [("us-east-1", ["", "USE1-"]), ("ap-northeast-2", ["APN2-", "ap-northeast-2-"])] {
      for prefix in prefixes {
        let listed = Self.published.compactMap { item in
          book.price(PriceReference(service: item.service, item: item.item), region: region).map { (item, $0) }
        }
        let offer = SampleOffer(products: listed.map { product($0.0, $0.1, region, prefix: prefix) })
        for text in [offer.json(flipsTerms: true), offer.csv()] {
          let found = Imported(text)
          #expect(found.problems.isEmpty)
          #expect(found.report.skipped.isEmpty, "\(found.report.skipped)")
          let imported = try PriceBook(name: .market, rows: found.book.rows, freeOffers: found.book.offers)
          for (item, shipped) in listed {
            let price = try #require(imported.price(shipped.reference, region: region), "\(item) in \(region)")
            #expect(price.unit == shipped.unit, "\(item)")
            #expect(price.tiers.map(\.from) == shipped.tiers.map(\.from), "\(item)")
            #expect(price.tiers.map(\.to) == shipped.tiers.map(\.to), "\(item)")
            #expect(price.tiers.map(\.usd) == shipped.tiers.map(\.usd), "\(item)")
            if let free = item.free {
              let offer = try #require(found.book.offers.first { $0.references.contains(shipped.reference) })
              #expect(offer.quantity == (try exact(free)))
            }
            compared += 1
          }
        }
      }
    }
    #expect(compared > 500)
  }

  @Test("every rule of the catalogue is for an item that ships, in the unit that it has there")
  func catalogue() throws {
    let book = try PriceBook.builtIn(.documented)
    let prices = book.prices()
    var missing: [String] = []
    for (reference, unit) in PriceListCatalogue.items {
      let isFamily = reference.item.hasSuffix("*")
      let start = isFamily ? String(reference.item.dropLast()) : reference.item
      let same = prices.filter {
        $0.reference.service == reference.service
          && (isFamily ? $0.reference.item.hasPrefix(start) : $0.reference.item == start)
      }
      if same.isEmpty { missing.append("\(reference)") }
      #expect(same.allSatisfy { $0.unit == unit }, "\(reference)")
    }
    // Prices that AWS publishes beside those that the sources had.
    #expect(
      missing.sorted() == [
        "ebs io2:storage", "elasticache ri-1y-allupfront-effective:*", "rds extended-support-yr3:mysql",
        "rds multi-az:aurora-mysql:*", "rds multi-az:aurora-postgresql:*",
        "rds single-az:aurora-mysql-iopt:*", "rds single-az:mysql-iopt:*", "rds single-az:postgresql-iopt:*",
        "rds storage:io1:multi-az",
      ])
  }
}
