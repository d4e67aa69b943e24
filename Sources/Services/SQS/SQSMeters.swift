// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation

/// What a queue is billed for: requests, by kind of call; tiers apply to their sum. Automatic moves to a dead-letter queue
/// cost nothing.
enum SQSMeters {
  private static func requests(_ kind: String, isFIFO: Bool) -> Meter {
    .millions(
      id: "sqs.\(isFIFO ? "fifo." : "")requests.\(kind)",
      title: "SQS \(isFIFO ? "FIFO " : "")requests: \(kind.replacing("_", with: " "))",
      price: PriceReference(service: "SQS", item: isFIFO ? "fifo:request" : "standard:request"), unit: "request")
  }

  /// What standard and FIFO queues alike are billed for.
  static func quantities(part: String, _ instruments: SQSInstruments, isFIFO: Bool) -> [MeteredQuantity] {
    func quantity(_ kind: String, _ counter: CounterID, _ aside: MeteredQuantity.Aside? = nil) -> MeteredQuantity {
      MeteredQuantity(part: part, meter: requests(kind, isFIFO: isFIFO), source: .counter(counter), aside: aside)
    }
    return [
      quantity("send", instruments.sendRequests),
      quantity("receive", instruments.receiveRequests, .init(instruments.emptyReceives, "empty")),
      quantity("delete", instruments.deleteRequests),
      quantity("change_visibility", instruments.visibilityRequests),
    ]
  }

  /// What the requests of a fair queue, whose messages have group ids, cost besides.
  static let fair = Meter.millions(
    id: "sqs.requests.fair", title: "SQS fair queue surcharge",
    price: PriceReference(service: "SQS", item: "fair-queue:surcharge-per-request"), unit: "request")
}
