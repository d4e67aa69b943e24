// SPDX-License-Identifier: GPL-3.0-or-later

extension PriceListCatalogue {
  static let sqs: [CatalogueRule] = [
    .init(.name("Requests-Tier1"), "sqs", "standard:request", per: "request", .count),
    .init(.name("Requests-FIFO-Tier1"), "sqs", "fifo:request", per: "request", .count),
    // What us-east-1 reports the same requests as.
    .init(.name("Requests-RBP"), "sqs", "standard:request", per: "request", .count, rank: 1),
    .init(.name("Requests-FIFO-RBP"), "sqs", "fifo:request", per: "request", .count, rank: 1),
    .init(.name("Global-Requests"), "sqs", "standard:request", per: "request", .count, isFree: true),
  ]

  static let sns: [CatalogueRule] = [
    .init(.name("Requests-Tier1"), "sns", "standard:publish", per: "request", .count),
    delivery("HTTP", "http"), delivery("SMTP", "email"), delivery("SQS", "sqs"), delivery("LAMBDA", "lambda"),
    delivery("FIREHOSE", "firehose"), delivery("APNS", "mobile-push-apns"), delivery("GCM", "mobile-push-gcm"),
    .init(.name("F-Request-Tier1"), "sns", "fifo:publish", per: "request", .count),
    .init(.name("F-Ingress-Tier1"), "sns", "fifo:publish-payload", per: "GB", .gigabytes),
    .init(.name("F-DA-SQS"), "sns", "fifo:subscription-message", per: "message", .count),
    .init(.name("F-Egress-SQS"), "sns", "fifo:subscription-payload", per: "GB", .gigabytes),
    .init(.name("F-ArchiveProcessing"), "sns", "fifo:archive-processing", per: "GB", .gigabytes),
    .init(.name("F-Storage"), "sns", "fifo:archive-storage", per: "GB-month", .gigabyteMonths),
  ]

  private static func delivery(_ name: String, _ item: String) -> CatalogueRule {
    .init(.name("DeliveryAttempts-\(name)"), "sns", "delivery:\(item)", per: "notification", .count)
  }
}
