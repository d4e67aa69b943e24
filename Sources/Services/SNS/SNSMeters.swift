// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation

/// What a topic is billed for. Deliveries to endpoints are billed at the endpoint.
///
/// * Standard topics: a request for each 64 KiB of a call's payload that is begun (SNS pricing). Deliveries to queues and
///   Lambda functions cost nothing; the price list has them at 0, and a bill has no line for them, because one line of $0
///   for each subscription would hide those that cost something.
/// * Filters on attributes cost nothing; those on bodies are billed by the GB that they look through, once for each
///   subscription that has one, whatever comes of it (SNS pricing: payload-based message filtering). The list price is of
///   standard topics; a FIFO topic's has a row of its own, which no source tells.
/// * FIFO topics: a request for each call and the GB published, a message for each copy and the GB delivered.
enum SNSMeters {
  static let publish = Meter.millions(
    id: "sns.publish", title: "SNS publish requests", price: PriceReference(service: "SNS", item: "standard:publish"),
    unit: "request")
  static let filterScan = gigabytes("filter_scan", "payload filtered", "standard:payload-filter-scanned")
  static let fifoFilterScan = gigabytes("fifo.filter_scan", "FIFO payload filtered", "fifo:payload-filter-scanned")
  static let fifoPublish = Meter.millions(
    id: "sns.fifo.publish", title: "SNS FIFO publish requests",
    price: PriceReference(service: "SNS", item: "fifo:publish"), unit: "request")
  static let fifoPublished = gigabytes("fifo.publish_payload", "FIFO payload published", "fifo:publish-payload")
  static let fifoDeliver = Meter.millions(
    id: "sns.fifo.deliver", title: "SNS FIFO deliveries",
    price: PriceReference(service: "SNS", item: "fifo:subscription-message"), unit: "message")
  static let fifoDelivered = gigabytes(
    "fifo.deliver_payload", "FIFO payload delivered", "fifo:subscription-payload")

  private static func gigabytes(_ id: String, _ title: String, _ item: String) -> Meter {
    Meter(
      id: "sns.\(id)", title: "SNS \(title)", price: PriceReference(service: "SNS", item: item), unit: "GB",
      displayUnit: "GB")
  }

  /// AWS's GB is 2^30 bytes.
  private static let perByte = 1 / 1_073_741_824.0

  static func declare(_ part: SNSPart, _ instruments: SNSInstruments, _ model: inout ModelBuilder) {
    func meter(_ meter: Meter, _ source: MeteredQuantity.Source, least: LeastUse = .nothing) {
      model.meter(MeteredQuantity(part: part.name, meter: meter, source: source, least: least))
    }
    if part.settings.fifo == nil {
      // Full batches of 64 KiB at most.
      let calls = LeastCount(of: part.name, model.parts) {
        1 / Double(max(1, min($0.gathering.most ?? 1, part.mostOfBatch)))
      }
      meter(publish, .counter(instruments.requests), least: calls.map { .perMessage($0) } ?? .nothing)
    } else {
      meter(fifoPublish, .counter(instruments.requests))
      meter(fifoPublished, .scaled(instruments.bytes, by: perByte))
      meter(fifoDeliver, .counter(instruments.all[.delivered]))
      meter(fifoDelivered, .scaled(instruments.all[.deliveredBytes], by: perByte))
    }
    if part.filtersBodies {
      meter(part.settings.fifo == nil ? filterScan : fifoFilterScan, .scaled(instruments.scanned, by: perByte))
    }
  }
}
