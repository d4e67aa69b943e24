// SPDX-License-Identifier: GPL-3.0-or-later

extension PriceListCatalogue {
  static let rds: [CatalogueRule] =
    [
      ("mysql", "MySQL"), ("postgresql", "PostgreSQL"), ("aurora-mysql", "Aurora MySQL"),
      ("aurora-postgresql", "Aurora PostgreSQL"),
    ].flatMap { word, engine in
      [
        instance("InstanceUsage:", "single-az:\(word)", engine, ["Single-AZ"]),
        instance("Multi-AZUsage:", "multi-az:\(word)", engine, ["Multi-AZ"]),
        instance("InstanceUsageIOOptimized:", "single-az:\(word)-iopt", engine, ["Single-AZ"]),
      ]
    } + [
      volume("RDS:GP2-Storage", "storage:gp2:single-az"), volume("RDS:Multi-AZ-GP2-Storage", "storage:gp2:multi-az"),
      volume("RDS:GP3-Storage", "storage:gp3:single-az"), volume("RDS:Multi-AZ-GP3-Storage", "storage:gp3:multi-az"),
      volume("RDS:PIOPS-Storage", "storage:io1:single-az"),
      volume("RDS:Multi-AZ-PIOPS-Storage", "storage:io1:multi-az"),
      iops("RDS:PIOPS", "iops:io1:single-az"), iops("RDS:Multi-AZ-PIOPS", "iops:io1:multi-az"),
      iops("RDS:GP3-PIOPS", "iops:gp3"),
      volume("RDS:ChargedBackupUsage", "backup-over-free"), volume("Aurora:StorageUsage", "aurora:storage-standard"),
      volume("Aurora:IO-OptimizedStorageUsage", "aurora:storage-iopt"), volume("Aurora:BackupUsage", "aurora:backup"),
      .init(.name("Aurora:StorageIOUsage"), "rds", "aurora:io-standard", per: "request", .count, unless: open),
      .init(.name("Aurora:ServerlessV2Usage"), "rds", "aurora:serverless-v2", per: "ACU-hour", .hours, unless: open),
      .init(
        .name("Aurora:ServerlessV2IOOptimizedUsage"), "rds", "aurora:serverless-v2-iopt", per: "ACU-hour", .hours,
        unless: open),
      support("Yr1-Yr2:MySQL", "extended-support-yr1-2:mysql"), support("Yr3:MySQL", "extended-support-yr3:mysql"),
      support("Yr1-Yr2:PostgreSQL", "extended-support-yr1-2:postgresql"),
      support("Yr3:PostgreSQL", "extended-support-yr3:postgresql"),
      .init(.name("RDS:ProxyUsage"), "rds", "proxy", per: "vCPU-hour", .hours),
      .init(.name("CPUCredits:db.t3"), "rds", "cpu-credit:t3-t4g", per: "vCPU-hour", .hours),
      .init(.name("CPUCredits:db.t4g"), "rds", "cpu-credit:t3-t4g", per: "vCPU-hour", .hours),
    ]

  /// Engines without a licence. Storage of SQL Server and Oracle has the same usage types at other prices.
  private static let open: [ProductAttribute: [String]] = [
    .databaseEngine: ["Any", "MySQL", "PostgreSQL", "Aurora MySQL", "Aurora PostgreSQL"]
  ]

  private static func instance(
    _ usage: String, _ item: String, _ engine: String, _ deployment: [String]
  ) -> CatalogueRule {
    .init(
      .instance(usage), "rds", "\(item):*", per: "instance-hour", .hours, having: [.databaseEngine: [engine]],
      unless: [.deploymentOption: deployment, .licenseModel: ["No license required"]])
  }

  private static func volume(_ usage: String, _ item: String) -> CatalogueRule {
    .init(.name(usage), "rds", item, per: "GB-month", .gigabyteMonths, unless: open)
  }

  private static func iops(_ usage: String, _ item: String) -> CatalogueRule {
    .init(.name(usage), "rds", item, per: "IOPS-month", .iopsMonths, unless: open)
  }

  private static func support(_ usage: String, _ item: String) -> CatalogueRule {
    .init(.prefix("ExtendedSupport:\(usage)"), "rds", item, per: "vCPU-hour", .hours)
  }

  static let dynamoDB: [CatalogueRule] = [
    .init(.name("WriteRequestUnits"), "dynamodb", "ondemand:write-request-unit", per: "WRU", .count),
    .init(.name("ReadRequestUnits"), "dynamodb", "ondemand:read-request-unit", per: "RRU", .count),
    .init(.name("WriteCapacityUnit-Hrs"), "dynamodb", "provisioned:wcu-hour", per: "WCU-hour", .hours),
    .init(.name("ReadCapacityUnit-Hrs"), "dynamodb", "provisioned:rcu-hour", per: "RCU-hour", .hours),
    stored("TimedStorage-ByteHrs", "storage:standard-over-25GB"),
    stored("IA-TimedStorage-ByteHrs", "storage:standard-ia"),
    stored("TimedPITRStorage-ByteHrs", "backup:pitr"), stored("TimedBackupStorage-ByteHrs", "backup:ondemand"),
    .init(.name("RestoreDataSize-Bytes"), "dynamodb", "restore", per: "GB", .gigabytes),
    .init(.name("Streams-Requests"), "dynamodb", "streams:read-request-unit", per: "sRRU", .count),
    .init(.name("ChangeDataCaptureUnits-Kinesis"), "dynamodb", "cdc:kinesis", per: "CDC-unit", .count),
  ]

  private static func stored(_ usage: String, _ item: String) -> CatalogueRule {
    .init(.name(usage), "dynamodb", item, per: "GB-month", .gigabyteMonths)
  }
}
