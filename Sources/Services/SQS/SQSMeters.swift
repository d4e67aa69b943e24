// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation

/// What a queue is billed for: requests, by kind of call; tiers apply to their sum.
///
/// * Every call is a request, one that finds nothing too, and each 64 KiB of its payload that is begun counts as one, of a
///   batch those of all its messages together (SQS pricing; Developer Guide, batch actions).
/// * A FIFO queue's own rate is for sends, receives, deletes and changes of visibility; all else, such as the start of a
///   redrive, is at the rate of standard queues (pricing.md section 3: cloudburn.io, third-party).
/// * Automatic moves to a dead-letter queue cost nothing; the messages of a redrive count as sends where they arrive.
/// * What SNS pushes is nobody's request: SNS delivers to queues for nothing (SNS pricing).
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

  /// Calls to StartMessageMoveTask.
  static func redrive(part: String, _ tasks: CounterID) -> MeteredQuantity {
    MeteredQuantity(
      part: part,
      meter: .millions(
        id: "sqs.requests.redrive", title: "SQS requests: redrive",
        price: PriceReference(service: "SQS", item: "standard:request"), unit: "request"),
      source: .counter(tasks))
  }

  /// What the requests of a fair queue, whose messages have group ids, cost besides.
  static let fair = Meter.millions(
    id: "sqs.requests.fair", title: "SQS fair queue surcharge",
    price: PriceReference(service: "SQS", item: "fair-queue:surcharge-per-request"), unit: "request")
}
