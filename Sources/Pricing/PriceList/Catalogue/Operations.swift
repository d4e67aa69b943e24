// SPDX-License-Identifier: GPL-3.0-or-later

extension PriceListCatalogue {
  static let kms: [CatalogueRule] = [
    .init(.name("KMS-Keys"), "kms", "key-month", per: "key-month", .count),
    .init(.name("KMS-Requests"), "kms", "request", per: "request", .count),
    .init(.name("Global-KMS-Requests"), "kms", "request", per: "request", .count, isFree: true),
  ]

  static let cloudWatch: [CatalogueRule] = [
    .init(.name("CW:MetricMonitorUsage"), "cloudwatch", "custom-metric", per: "metric-month", .count),
    .init(.name("CW:AlarmMonitorUsage"), "cloudwatch", "alarm:standard", per: "alarm-month", .count),
    .init(.name("CW:HighResAlarmMonitorUsage"), "cloudwatch", "alarm:high-resolution", per: "alarm-month", .count),
    .init(.name("CW:CompositeAlarmMonitorUsage"), "cloudwatch", "alarm:composite", per: "alarm-month", .count),
    .init(.name("CW:Requests"), "cloudwatch", "api-request", per: "request", .count),
    .init(.name("DataProcessing-Bytes"), "cloudwatch", "logs:ingest-standard", per: "GB", .gigabytes),
    .init(.name("DataProcessingIA-Bytes"), "cloudwatch", "logs:ingest-ia", per: "GB", .gigabytes),
    .init(.name("DataScanned-Bytes"), "cloudwatch", "logs:insights-scanned", per: "GB", .gigabytes),
    .init(.name("TimedStorage-ByteHrs"), "cloudwatch", "logs:storage", per: "GB-month", .gigabyteMonths),
  ]
}
