// SPDX-License-Identifier: GPL-3.0-or-later

extension PriceListCatalogue {
  static let ec2: [CatalogueRule] = [
    .init(
      .instance("BoxUsage:"), "ec2", "linux:*", per: "instance-hour", .hours,
      having: [.operatingSystem: ["Linux"], .tenancy: ["Shared"], .preInstalledSw: ["NA"], .capacityStatus: ["Used"]],
      unless: [.licenseModel: ["No License required"], .operation: ["RunInstances"]]),
    .init(
      .name("CPUCredits:t3"), "ec2", "t3-unlimited-cpu-credit", per: "vCPU-hour", .hours,
      unless: [.operatingSystem: ["Linux"]]),
    .init(.name("EBS:VolumeUsage.gp2"), "ebs", "gp2:storage", per: "GB-month", .gigabyteMonths),
    .init(.name("EBS:VolumeUsage.gp3"), "ebs", "gp3:storage", per: "GB-month", .gigabyteMonths),
    .init(.name("EBS:VolumeP-IOPS.gp3"), "ebs", "gp3:iops-over-3000", per: "IOPS-month", .iopsMonths),
    .init(.name("EBS:VolumeP-Throughput.gp3"), "ebs", "gp3:throughput-over-125", per: "MBps-month", .throughputMonths),
    .init(.name("EBS:VolumeUsage.piops"), "ebs", "io1:storage", per: "GB-month", .gigabyteMonths),
    .init(.name("EBS:VolumeP-IOPS.piops"), "ebs", "io1:iops", per: "IOPS-month", .iopsMonths),
    .init(.name("EBS:VolumeUsage.io2"), "ebs", "io2:storage", per: "GB-month", .gigabyteMonths),
    .init(.name("EBS:VolumeP-IOPS.io2"), "ebs", "io2:iops", per: "IOPS-month", .iopsMonths),
    .init(.name("EBS:VolumeUsage.st1"), "ebs", "st1:storage", per: "GB-month", .gigabyteMonths),
    .init(.name("EBS:VolumeUsage.sc1"), "ebs", "sc1:storage", per: "GB-month", .gigabyteMonths),
    .init(.name("EBS:SnapshotUsage"), "ebs", "snapshot", per: "GB-month", .gigabyteMonths),
  ]

  static let lambda: [CatalogueRule] = [
    .init(.name("Request"), "lambda", "x86:request", per: "request", .count),
    .init(.name("Request-ARM"), "lambda", "arm:request", per: "request", .count),
    .init(.name("Lambda-GB-Second"), "lambda", "x86:duration", per: "GB-second", .gigabyteSeconds),
    .init(.name("Lambda-GB-Second-ARM"), "lambda", "arm:duration", per: "GB-second", .gigabyteSeconds),
    .init(
      .name("Lambda-Storage-GB-Second"), "lambda", "ephemeral-storage-over-512MB", per: "GB-second", .gigabyteSeconds),
    .init(
      .name("Lambda-Provisioned-Concurrency"), "lambda", "x86:provisioned-concurrency", per: "GB-second",
      .gigabyteSeconds),
    .init(
      .name("Lambda-Provisioned-GB-Second"), "lambda", "x86:duration-provisioned", per: "GB-second", .gigabyteSeconds),
    .init(.name("Global-Request"), "lambda", "x86:request", per: "request", .count, isFree: true),
    .init(.name("Global-Lambda-GB-Second"), "lambda", "x86:duration", per: "GB-second", .gigabyteSeconds, isFree: true),
  ]

  static let fargate: [CatalogueRule] = [
    .init(.name("Fargate-vCPU-Hours:perCPU"), "fargate", "x86:vcpu", per: "vCPU-hour", .hours),
    .init(.name("Fargate-ARM-vCPU-Hours:perCPU"), "fargate", "arm:vcpu", per: "vCPU-hour", .hours),
    memory("Fargate-GB-Hours", "x86:memory"), memory("Fargate-ARM-GB-Hours", "arm:memory"),
    memory("Fargate-EphemeralStorage-GB-Hours", "ephemeral-storage-over-20GB"),
  ]

  private static func memory(_ name: String, _ item: String) -> CatalogueRule {
    .init(.name(name), "fargate", item, per: "GB-hour", .gigabyteHours)
  }
}
