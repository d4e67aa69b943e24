// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation

/// What a function is billed for: requests, and its memory times its time by the millisecond, INIT included (Developer
/// Guide, Lambda runtime environment). Throttled calls are free.
///
/// * An event of an asynchronous call is a request up to 256 KB and one more for each further 64 KB begun, at every run;
///   a batch of a mapping is one whatever its size (Lambda pricing).
/// * /tmp above 512 MB is billed for the same time as memory, in provisioned environments too (Lambda pricing, ephemeral
///   storage: by size and by the function's duration).
/// * Provisioned environments are billed all the time, and their runs at a lower rate; what exceeds them is on demand. The
///   free tier is not for functions that have any (Lambda pricing, provisioned concurrency).
enum LambdaMeters {
  static func quantities(_ settings: LambdaSettings, _ instruments: LambdaInstruments, provisioned: GaugeID?)
    -> [MeteredQuantity]
  {
    let family = settings.isARM ? "arm" : "x86"
    let isProvisioned = provisioned != nil
    func meter(_ id: String, _ title: String, _ item: String, _ unit: String, _ display: String) -> Meter {
      Meter(
        id: id, title: title, price: PriceReference(service: "Lambda", item: item), unit: unit, displayUnit: display,
        isOutsideFreeTier: isProvisioned)
    }
    func quantity(_ meter: Meter, _ source: MeteredQuantity.Source) -> MeteredQuantity {
      MeteredQuantity(part: settings.name, meter: meter, source: source)
    }
    let perMillisecond = settings.gigabytes / 1000
    var all = [
      quantity(
        .millions(
          id: "lambda.requests", title: "Lambda requests",
          price: PriceReference(service: "Lambda", item: "\(family):request"), unit: "request",
          isOutsideFreeTier: isProvisioned),
        .counter(instruments.requests)),
      quantity(
        meter("lambda.duration", "Lambda duration", "\(family):duration", "GB-second", "GB-s"),
        .scaled(instruments.billedTime, by: perMillisecond)),
    ]
    if let storageTime = instruments.storageTime {
      all.append(
        quantity(
          meter("lambda.storage", "Lambda /tmp above 512 MB", "ephemeral-storage-over-512MB", "GB-second", "GB-s"),
          .scaled(storageTime, by: settings.paidStorage / 1000)))
    }
    if let provisioned {
      all += [
        quantity(
          meter(
            "lambda.provisioned", "Lambda provisioned concurrency", "\(family):provisioned-concurrency", "GB-second",
            "GB-s"), .level(provisioned, perHour: 3600 * settings.gigabytes)),
        quantity(
          meter(
            "lambda.duration.provisioned", "Lambda duration, provisioned", "\(family):duration-provisioned",
            "GB-second", "GB-s"), .scaled(instruments.billedProvisionedTime, by: perMillisecond)),
      ]
    }
    return all
  }

  /// Pollers of the provisioned mode: one event poller unit each.
  static func pollers(_ settings: LambdaSettings, _ gauge: GaugeID) -> MeteredQuantity {
    MeteredQuantity(
      part: settings.name,
      meter: Meter(
        id: "lambda.pollers", title: "Lambda event poller units",
        price: PriceReference(service: "Lambda", item: "esm-provisioned:sqs-epu-hour"), unit: "EPU-hour",
        displayUnit: "h"), source: .level(gauge, perHour: 1))
  }
}
