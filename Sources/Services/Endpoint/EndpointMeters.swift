// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing

/// What is billed for deliveries to an endpoint: by SNS, for each that succeeded.
///
/// Each 64 KB of a delivery that is begun is one, so that 256 KB are four (SNS pricing, note on notification deliveries);
/// the JSON around a copy is delivered too. Text messages go by their parts, at the price of the country that they go to.
/// What is filtered out is not delivered, and an attempt that failed costs nothing.
enum EndpointMeters {
  /// What a delivery costs by protocol; text messages by country, and by their parts.
  static func delivery(_ settings: EndpointSettings) -> Meter {
    switch settings.kind {
    case .http: meter("http", "HTTP deliveries", "delivery:http", "notification")
    case .email: meter("email", "e-mails", "delivery:email", "notification")
    case .sms:
      meter(
        "sms", "text messages to \(settings.country ?? "?")", "delivery:sms:\(settings.country ?? "?")", "message")
    case .push:
      meter(
        "push", "push messages", "delivery:mobile-push-\(settings.platform?.rawValue ?? "gcm")", "notification")
    case .firehose: meter("firehose", "Firehose deliveries", "delivery:firehose", "notification")
    }
  }

  private static func meter(_ id: String, _ title: String, _ item: String, _ unit: String) -> Meter {
    Meter(
      id: "sns.delivery.\(id)", title: "SNS \(title)", price: PriceReference(service: "SNS", item: item), unit: unit)
  }
}
