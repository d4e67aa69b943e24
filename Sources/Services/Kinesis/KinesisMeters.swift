// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation

/// What a stream is billed for (Amazon Kinesis Data Streams pricing).
///
/// Provisioned: open shards by the hour, PUT payload units of 25 KiB for each record, keeping beyond 24 hours by the
/// shard, consumers with enhanced fan-out by the shard and by the GB. On demand: the stream by the hour, GB in and out
/// with each record rounded up to 1 KiB, keeping beyond 24 hours by the GB. Both: keeping beyond 7 days by the GB, the
/// requests to AWS KMS of an encrypted stream, and the table of leases of the KCL. Transfer to and from a stream is free.
///
/// What is kept is billed for the steady state, as if the load had been what it was for as long as it is kept, so that
/// neither a window shorter than that nor a longer one changes it. A record is kept at each moment by one of the three
/// prices: the first day is in the price of taking it in, the days to the seventh are extended retention, the rest is
/// long-term retention.
struct KinesisMeters {
  /// Hours of a month, by which prices of a month are told from those of an hour.
  private static let monthHours = 730.0
  private static let perByte = 1 / KinesisLimits.gigabyte

  private let settings: KinesisSettings
  private let instruments: KinesisInstruments

  /// - Parameter hasWorkers: whether any reader is an application of the KCL.
  static func quantities(
    _ settings: KinesisSettings, _ instruments: KinesisInstruments, hasWorkers: Bool
  ) -> [MeteredQuantity] {
    let meters = KinesisMeters(settings: settings, instruments: instruments)
    return (settings.mode == .provisioned ? meters.provisioned : meters.onDemand) + meters.longTerm
      + meters.encryption + (hasWorkers ? meters.leases : [])
  }

  private func quantity(_ meter: Meter, _ source: MeteredQuantity.Source) -> MeteredQuantity {
    MeteredQuantity(part: settings.name, meter: meter, source: source)
  }

  private func stream(
    _ id: String, _ title: String, _ item: String, _ unit: String, _ display: String,
    _ source: MeteredQuantity.Source
  ) -> MeteredQuantity {
    quantity(
      Meter(
        id: "kinesis.\(id)", title: "Kinesis \(title)", price: PriceReference(service: "Kinesis", item: item),
        unit: unit, displayUnit: display), source)
  }

  /// GB-months of what is kept at an age between two, of each byte taken in.
  private func kept(from: Nanoseconds, to: Nanoseconds) -> MeteredQuantity.Source {
    let hours = (min(settings.retention, to) - from).seconds / 3600
    return .scaled(instruments.takenBytes, by: hours / Self.monthHours * Self.perByte)
  }

  // MARK: Provisioned

  /// Open shards alone are paid for: a parent closes when its children open (Developer Guide,
  /// kinesis-using-sdk-java-resharding: charged by the shard), so a change costs no shard-hour twice.
  private var provisioned: [MeteredQuantity] {
    var all = [
      stream(
        "shards", "shard-hours", "provisioned:shard-hour", "shard-hour", "h", .level(instruments.shards, perHour: 1)),
      // Each record for itself, whatever call it came in; what the KPL has packed is one record.
      quantity(
        .millions(
          id: "kinesis.payload_units", title: "Kinesis PUT payload units (25 KiB)",
          price: PriceReference(service: "Kinesis", item: "provisioned:put-payload-unit-25KB"), unit: "unit"),
        .counter(instruments.payloadUnits)),
    ]
    if settings.retention > KinesisLimits.day {
      // A price of the shard, whatever lies in it and however long.
      all.append(
        stream(
          "extended_retention", "extended retention (24h to 7d)", "provisioned:extended-retention-24h-7d",
          "shard-hour", "h", .level(instruments.shards, perHour: 1)))
    }
    if settings.isPushed {
      all.append(
        stream(
          "consumers", "enhanced fan-out, consumer-shard-hours", "provisioned:efo-consumer-shard-hour",
          "consumer-shard-hour", "h", .level(instruments.consumers, perHour: 1)))
      all.append(
        stream(
          "consumer_data", "enhanced fan-out data", "provisioned:efo-data", "GB", "GB",
          .scaled(instruments.pushedBytes, by: Self.perByte)))
    }
    return all
  }

  // MARK: On demand

  private var onDemand: [MeteredQuantity] {
    var all = [
      stream(
        "streams", "on-demand stream-hours", "ondemand-standard:stream-hour", "stream-hour", "h",
        .level(instruments.streams, perHour: 1)),
      stream(
        "data_in", "on-demand data in", "ondemand-standard:data-in", "GB", "GB",
        .scaled(instruments.billedBytes, by: Self.perByte)),
    ]
    // Enhanced fan-out has a price of its own instead, and no consumer-shard-hours.
    let out: MeteredQuantity.Source = .scaled(instruments.billedOut, by: Self.perByte)
    all.append(
      settings.isPushed
        ? stream(
          "data_out", "on-demand data out, enhanced fan-out", "ondemand-standard:efo-data-out", "GB", "GB", out)
        : stream("data_out", "on-demand data out", "ondemand-standard:data-out", "GB", "GB", out))
    if settings.retention > KinesisLimits.day {
      all.append(
        stream(
          "extended_retention", "extended retention (24h to 7d)", "ondemand-standard:extended-retention-24h-7d",
          "GB-month", "GB-mo", kept(from: KinesisLimits.day, to: KinesisLimits.week)))
    }
    return all
  }

  // MARK: Both

  /// Beyond seven days: what is kept, and in provisioned mode what GetRecords brings of it. A registered consumer pays
  /// nothing for its age, and an on-demand stream has no such price.
  private var longTerm: [MeteredQuantity] {
    guard settings.retention > KinesisLimits.week else { return [] }
    let mode = settings.mode == .provisioned ? "provisioned" : "ondemand-standard"
    var all = [
      stream(
        "long_term_retention", "long-term retention (beyond 7d)", "\(mode):long-term-retention", "GB-month", "GB-mo",
        kept(from: KinesisLimits.week, to: settings.retention))
    ]
    if settings.mode == .provisioned, !settings.isPushed {
      all.append(
        stream(
          "long_term_retrieval", "retrieval of what is older than 7d", "provisioned:long-term-retrieval", "GB", "GB",
          .scaled(instruments.longTermOut, by: Self.perByte)))
    }
    return all
  }

  /// Requests to AWS KMS, and a key of one's own (Developer Guide, costs-performance).
  private var encryption: [MeteredQuantity] {
    guard let encryption = settings.encryption else { return [] }
    let requests = KinesisLimits.keyRequestsPerHour * Double(encryption.credentials)
    var all = [
      quantity(
        Meter(
          id: "kms.requests", title: "KMS requests", price: PriceReference(service: "KMS", item: "request"),
          unit: "request", displayUnit: ""), .level(instruments.streams, perHour: requests))
    ]
    if encryption.owner == .own {
      all.append(
        quantity(
          Meter(
            id: "kms.key", title: "KMS key", price: PriceReference(service: "KMS", item: "key-month"),
            unit: "key-month", displayUnit: "key-mo"), .level(instruments.streams, perHour: 1 / Self.monthHours)))
    }
    return all
  }

  /// Each worker of the KCL renews each of its leases three times within the failover time, and writes its checkpoints
  /// into them: one write request unit each (the table's records are small).
  private var leases: [MeteredQuantity] {
    func meter(_ id: String, _ title: String) -> Meter {
      .millions(
        id: "kinesis.leases.\(id)", title: "KCL lease table (DynamoDB): \(title)",
        price: PriceReference(service: "DynamoDB", item: "ondemand:write-request-unit"), unit: "WRU")
    }
    return [
      quantity(
        meter("renewals", "renewals"), .level(instruments.leases, perHour: 3 * 3600 / settings.failover.seconds)),
      quantity(meter("checkpoints", "checkpoints"), .counter(instruments.checkpoints)),
    ]
  }
}

extension [MeteredQuantity] {
  /// Shards by plan, and records that nobody throttles: one payload unit each, and 1 KiB on demand.
  func leastUse(
    _ part: KinesisPart, _ instruments: KinesisInstruments, _ parts: PartDirectory
  ) -> [MeteredQuantity] {
    let settings = part.settings
    let shards = settings.mode == .provisioned ? ([settings.shards] + settings.reshards.map(\.shards)).min() ?? 0 : 0
    let readers = parts.consumers(of: part.name).count
    let known = atLeast(instruments.streams, 1)
      .atLeast(instruments.shards, Double(shards))
      .atLeast(instruments.consumers, settings.isPushed ? Double(shards * readers) : 0)
    guard settings.aggregation == nil, KinesisFindings.isFarBelowLimits(part, parts) else { return known }
    let sizes = parts.producers(to: part.name).compactMap(\.sizes)
    let variation = sizes.map(\.squaredCoefficientOfVariation).max() ?? 0
    let records = LeastCount(of: part.name, parts, delay: .second) { _ in 1 }
    let bytes = LeastCount(of: part.name, parts, squaredVariation: variation, delay: .second) {
      Swift.max(1024, $0.sizes?.mean ?? 0)
    }
    return known.atLeast(instruments.payloadUnits, records).atLeast(instruments.billedBytes, bytes)
  }
}
