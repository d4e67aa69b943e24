// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation

/// What is measured of a channel that KMS encrypts.
struct EncryptionInstruments: Sendable {
  /// Principals that have a data key; nobody receives from a topic.
  let producers: GaugeID
  let consumers: GaugeID?
  /// Customer keys that are billed here: 1, or nil where there are none or another channel bears them.
  let keys: GaugeID?
}

/// What KMS bills for the encryption of a channel: its calls, and a customer key by the month (KMS pricing; a key that
/// AWS manages costs nothing by the month, its calls do).
enum EncryptionMeters {
  /// AWS turns hours into months at 730.
  private static let monthHours = 730.0

  /// Adds the meters of a channel, and gives its data keys; nil where KMS has nothing to do with it.
  ///
  /// - Parameters:
  ///   - receives: whether principals receive from it.
  ///   - signal: see ``DataKeys``.
  static func dataKeys(
    of part: some Encrypted, receives: Bool, signal: UInt16, _ model: inout ModelBuilder
  ) -> DataKeys? {
    guard let encryption = part.encryption else { return nil }
    // A key that several channels share is borne by the first of them.
    let bearer = model.parts.parts.first { ($0 as? any Encrypted)?.customerKey == part.customerKey }?.name
    let bearsKey = part.customerKey != nil && bearer == part.name
    let instruments = EncryptionInstruments(
      producers: model.instruments.gauge(part.name, "producing_principals", unit: "principals"),
      consumers: receives ? model.instruments.gauge(part.name, "consuming_principals", unit: "principals") : nil,
      keys: bearsKey ? model.instruments.gauge(part.name, "customer_keys", unit: "keys") : nil)
    let periods = 3600 / encryption.reuse.seconds
    func add(_ meter: Meter, _ gauge: GaugeID, perHour: Double) {
      model.meter(MeteredQuantity(part: part.name, meter: meter, source: .level(gauge, perHour: perHour)))
    }
    add(requests("send", "KMS requests for senders"), instruments.producers, perHour: 2 * periods)
    if let consumers = instruments.consumers {
      add(requests("receive", "KMS requests for receivers"), consumers, perHour: periods)
    }
    if let keys = instruments.keys { add(keyMonth, keys, perHour: 1 / monthHours) }
    let senders = model.instruments.flows.map { flow in
      model.parts.position(of: flow.source).map(ComponentID.init) ?? .max
    }
    return DataKeys(
      encryption, instruments, owner: model.component(part.name), signal: signal, senders: senders)
  }

  private static func requests(_ id: String, _ title: String) -> Meter {
    Meter(
      id: "kms.requests.\(id)", title: title, price: PriceReference(service: "KMS", item: "request"),
      unit: "request")
  }

  private static let keyMonth = Meter(
    id: "kms.key", title: "KMS customer key", price: PriceReference(service: "KMS", item: "key-month"),
    unit: "key-month", displayUnit: "key-mo")
}
