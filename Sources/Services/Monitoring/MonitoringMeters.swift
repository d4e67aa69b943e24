// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation

/// What is billed by CloudWatch (Amazon CloudWatch pricing): alarms and custom metrics by the month, and by the hour for
/// a part of it; logs by the GB that comes in and, compressed, by the GB-month that is kept. A GB is 2^30 bytes.
enum MonitoringMeters {
  private static let monthHours = 730.0
  private static let perByte = 1 / 1_073_741_824.0

  static func quantities(_ part: MonitoringPart, _ instruments: MonitoringInstruments) -> [MeteredQuantity] {
    instruments.gauges.map { kind, gauge in
      MeteredQuantity(part: part.name, meter: meter(kind), source: .level(gauge, perHour: 1 / monthHours))
    }
  }

  private static func meter(_ kind: MonitoringInstruments.Kind) -> Meter {
    let (title, item, unit) =
      switch kind {
      case .alarms: ("CloudWatch alarms", "alarm:standard", "alarm-month")
      case .scalingAlarms: ("CloudWatch alarms of target tracking", "alarm:standard", "alarm-month")
      case .highResolution: ("CloudWatch high-resolution alarms", "alarm:high-resolution", "alarm-month")
      case .scalingHighResolution:
        ("CloudWatch high-resolution alarms of target tracking", "alarm:high-resolution", "alarm-month")
      case .composite: ("CloudWatch composite alarms", "alarm:composite", "alarm-month")
      case .metrics: ("CloudWatch custom metrics", "custom-metric", "metric-month")
      }
    return Meter(
      id: "cloudwatch.\(kind.rawValue)", title: title, price: PriceReference(service: "CloudWatch", item: item),
      unit: unit)
  }

  // MARK: Logs

  /// The logs of a worker: lines of its own, counted from its attempts.
  static func logs(
    of worker: String, _ attempts: CounterID, _ logs: MonitoringSettings.Logs
  ) -> [MeteredQuantity] {
    func quantity(_ id: String, _ title: String, _ item: String, _ unit: String, _ display: String, _ share: Double)
      -> MeteredQuantity
    {
      MeteredQuantity(
        part: worker,
        meter: Meter(
          id: "cloudwatch.logs.\(id)", title: "CloudWatch Logs, \(title)",
          price: PriceReference(service: "CloudWatch", item: item), unit: unit, displayUnit: display),
        source: .scaled(attempts, by: Double(logs.perMessage) * perByte * share))
    }
    return [
      quantity("ingest", "ingested", "logs:ingest-standard", "GB", "GB", 1),
      quantity(
        "storage", "kept", "logs:storage", "GB-month", "GB-mo", logs.stored * logs.keep.seconds / 3600 / monthHours),
    ]
  }
}
