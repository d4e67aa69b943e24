// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation

/// What a stream is billed for (Amazon Kinesis Data Streams pricing).
///
/// Provisioned: open shards by the hour, PUT payload units of 25 KiB for each record, keeping beyond 24 hours by the
/// shard, consumers with enhanced fan-out by the shard and by the GB. On demand: the stream by the hour, GB in and out
/// with each record rounded up to 1 KiB, keeping beyond 24 hours by the GB. Both: keeping beyond 7 days by the GB, and the
/// table of leases of the KCL.
///
/// What is kept is billed for the steady state, as if the load had been what it was for as long as it is kept: a window is
/// shorter than that.
enum KinesisMeters {
  /// Hours of a month, by which prices of a month are told from those of an hour.
  private static let monthHours = 730.0
  private static let dayHours = 24.0
  private static let weekHours = 168.0

  static func quantities(
    _ settings: KinesisSettings, _ instruments: KinesisInstruments, hasWorkers: Bool
  ) -> [MeteredQuantity] {
    func quantity(_ meter: Meter, _ source: MeteredQuantity.Source) -> MeteredQuantity {
      MeteredQuantity(part: settings.name, meter: meter, source: source)
    }
    var all: [MeteredQuantity] = []
    let gigabytes = 1 / KinesisLimits.gigabyte
    let hours = settings.retention.seconds / 3600
    switch settings.mode {
    case .provisioned:
      all.append(
        quantity(
          stream("shards", "shard-hours", "provisioned:shard-hour", "shard-hour", "h"),
          .level(instruments.shards, perHour: 1)))
      all.append(
        quantity(
          .millions(
            id: "kinesis.payload_units", title: "Kinesis PUT payload units (25 KiB)",
            price: PriceReference(service: "Kinesis", item: "provisioned:put-payload-unit-25KB"), unit: "unit"),
          .counter(instruments.payloadUnits)))
      if hours > dayHours {
        all.append(
          quantity(
            stream(
              "extended_retention", "extended retention (24h to 7d)", "provisioned:extended-retention-24h-7d",
              "shard-hour", "h"), .level(instruments.shards, perHour: 1)))
      }
      if settings.isPushed {
        all.append(
          quantity(
            stream(
              "consumers", "enhanced fan-out, consumer-shard-hours", "provisioned:efo-consumer-shard-hour",
              "consumer-shard-hour", "h"), .level(instruments.consumers, perHour: 1)))
        all.append(
          quantity(
            stream("consumer_data", "enhanced fan-out data", "provisioned:efo-data", "GB", "GB"),
            .scaled(instruments.pushedBytes, by: gigabytes)))
      }
    case .onDemand:
      all.append(
        quantity(
          stream("streams", "on-demand stream-hours", "ondemand-standard:stream-hour", "stream-hour", "h"),
          .level(instruments.streams, perHour: 1)))
      all.append(
        quantity(
          stream("data_in", "on-demand data in", "ondemand-standard:data-in", "GB", "GB"),
          .scaled(instruments.billedBytes, by: gigabytes)))
      all.append(
        quantity(
          settings.isPushed
            ? stream("data_out", "on-demand data out, enhanced fan-out", "ondemand-standard:efo-data-out", "GB", "GB")
            : stream("data_out", "on-demand data out", "ondemand-standard:data-out", "GB", "GB"),
          .scaled(instruments.billedOut, by: gigabytes)))
      if hours > dayHours {
        all.append(
          quantity(
            stream(
              "extended_retention", "extended retention (24h to 7d)", "ondemand-standard:extended-retention-24h-7d",
              "GB-month", "GB-mo"),
            .scaled(instruments.takenBytes, by: (min(hours, weekHours) - dayHours) / monthHours * gigabytes)))
      }
    }
    if hours > weekHours {
      let mode = settings.mode == .provisioned ? "provisioned" : "ondemand-standard"
      all.append(
        quantity(
          stream(
            "long_term_retention", "long-term retention (beyond 7d)", "\(mode):long-term-retention", "GB-month", "GB-mo"
          ),
          .scaled(instruments.takenBytes, by: (hours - weekHours) / monthHours * gigabytes)))
    }
    if hasWorkers { all += leases(settings, instruments) }
    return all
  }

  /// Each worker of the KCL renews each of its leases three times within the failover time, and writes its checkpoints
  /// into them: one write request unit each (the table's records are small).
  private static func leases(_ settings: KinesisSettings, _ instruments: KinesisInstruments) -> [MeteredQuantity] {
    func meter(_ id: String, _ title: String) -> Meter {
      .millions(
        id: "kinesis.leases.\(id)", title: "KCL lease table (DynamoDB): \(title)",
        price: PriceReference(service: "DynamoDB", item: "ondemand:write-request-unit"), unit: "WRU")
    }
    return [
      MeteredQuantity(
        part: settings.name, meter: meter("renewals", "renewals"),
        source: .level(instruments.leases, perHour: 3 * 3600 / settings.failover.seconds)),
      MeteredQuantity(
        part: settings.name, meter: meter("checkpoints", "checkpoints"), source: .counter(instruments.checkpoints)),
    ]
  }

  private static func stream(
    _ id: String, _ title: String, _ item: String, _ unit: String, _ display: String
  ) -> Meter {
    Meter(
      id: "kinesis.\(id)", title: "Kinesis \(title)", price: PriceReference(service: "Kinesis", item: item), unit: unit,
      displayUnit: display)
  }
}
