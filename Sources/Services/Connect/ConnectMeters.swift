// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation

/// What a connector is billed for: its workers, by what they run on, for as long as the connector is there.
enum ConnectMeters {
  /// - Parameter workers: the workers that are paid for.
  static func workers(_ part: String, _ compute: ConnectCompute, _ workers: GaugeID) -> [MeteredQuantity] {
    switch compute {
    case .none: []
    case .connect(let mcu):
      [
        MeteredQuantity(
          part: part,
          meter: Meter(
            id: "connect.mcu", title: "MSK Connect MCU",
            price: PriceReference(service: "MSK", item: "connect:mcu-hour"), unit: "MCU-hour", displayUnit: "h"),
          source: .level(workers, perHour: Double(mcu)))
      ]
    case .ec2(let type, _):
      [
        MeteredQuantity(
          part: part,
          meter: Meter(
            id: "ec2.instance", title: "EC2 \(type)", price: PriceReference(service: "EC2", item: "linux:\(type)"),
            unit: "instance-hour", displayUnit: "h"),
          source: .level(workers, perHour: 1))
      ]
    }
  }

  /// The requests and the storage of the objects that a sink writes to S3. What is stored is that of the steady state:
  /// what comes in an hour, for as many hours as it is kept.
  static func storage(_ settings: SinkConnectorSettings, _ instruments: SinkConnectorInstruments) -> [MeteredQuantity] {
    let kept = settings.keep.seconds / 3600
    return [
      MeteredQuantity(
        part: settings.name,
        meter: Meter(
          id: "s3.put", title: "S3 PUT requests", price: PriceReference(service: "S3", item: "standard:put"),
          unit: "request", displayUnit: ""), source: .counter(instruments.objects)),
      MeteredQuantity(
        part: settings.name,
        meter: Meter(
          id: "s3.storage", title: "S3 storage", price: PriceReference(service: "S3", item: "standard:storage"),
          unit: "GB-month", displayUnit: "GB-mo"),
        source: .scaled(instruments.objectBytes, by: kept / 730 / Double(1 << 30))),
    ]
  }
}
