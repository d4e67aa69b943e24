// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing

/// What a standard queue is billed for: requests, by kind of call; tiers apply to their sum.
enum SQSMeters {
  private static func requests(_ kind: String) -> Meter {
    .millions(
      id: "sqs.requests.\(kind)", title: "SQS requests: \(kind.replacing("_", with: " "))",
      price: PriceReference(service: "SQS", item: "standard:request"), unit: "request")
  }

  static let send = requests("send")
  static let receive = requests("receive")
  static let delete = requests("delete")
  static let changeVisibility = requests("change_visibility")
}
