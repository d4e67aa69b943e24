// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation

/// What a database is billed for: instances by the hour, storage by the month, provisioned disk operations, and with
/// Aurora the I/O requests. Instances are paid for while they are down, too: new ones take their place.
enum DatabaseMeters {
  /// Hours of a month, by which prices of a month are told from those of an hour.
  private static let monthHours = 730.0

  static func quantities(_ settings: DatabaseSettings, _ instruments: DatabaseInstruments) -> [MeteredQuantity] {
    func quantity(_ meter: Meter, _ source: MeteredQuantity.Source) -> MeteredQuantity {
      MeteredQuantity(part: settings.name, meter: meter, source: source)
    }
    var all: [MeteredQuantity] = []
    if let instance = settings.instance {
      if let primaries = instruments.primaries {
        all.append(quantity(meter(settings, instance, isReplica: false), .level(primaries, perHour: 1)))
      }
      if let replicas = instruments.replicas {
        all.append(quantity(meter(settings, instance, isReplica: true), .level(replicas, perHour: 1)))
      }
    }
    // Each RDS replica has a disk of its own, in one zone; Aurora's instances share one volume.
    let zones = settings.hasStandby ? "multi-az" : "single-az"
    if let storage = settings.storage, let size = instruments.storage {
      all.append(quantity(disk(storage, zones, isReplica: false), .level(size, perHour: 1 / monthHours)))
      if let replicas = instruments.replicas {
        all.append(
          quantity(
            disk(storage, "single-az", isReplica: true),
            .level(replicas, perHour: Double(storage.size) / monthHours)))
      }
      all += operations(settings, storage, zones, instruments)
    }
    if settings.kind == .aurora, let size = instruments.storage {
      let volume = settings.isIOOptimized ? "aurora:storage-iopt" : "aurora:storage-standard"
      all.append(
        quantity(
          rds("rds.storage", "Aurora storage", volume, "GB-month", "GB-mo"), .level(size, perHour: 1 / monthHours)))
      if !settings.isIOOptimized {
        all.append(
          quantity(
            .millions(
              id: "rds.io", title: "Aurora I/O requests",
              price: PriceReference(service: "RDS", item: "aurora:io-standard"), unit: "request"),
            .counter(instruments.operations)))
      }
    }
    return all
  }

  /// An instance-hour. A Multi-AZ instance is priced with its standby; replicas are in one zone each.
  private static func meter(_ settings: DatabaseSettings, _ instance: DatabaseInstance, isReplica: Bool) -> Meter {
    let isDouble = settings.hasStandby && !isReplica
    var engine = settings.engine.priceWord
    if settings.kind == .aurora { engine = "aurora-\(engine)\(settings.isIOOptimized ? "-iopt" : "")" }
    let what = settings.kind == .aurora ? "Aurora" : "RDS"
    return rds(
      isReplica ? "rds.replica" : "rds.instance",
      "\(what) \(instance.name)\(isDouble ? " Multi-AZ" : "")\(isReplica ? ", replicas" : "")",
      "\(isDouble ? "multi-az" : "single-az"):\(engine):\(instance.name)", "instance-hour", "h")
  }

  private static func disk(_ storage: DatabaseStorage, _ zones: String, isReplica: Bool) -> Meter {
    let kind = storage.kind.rawValue
    return rds(
      isReplica ? "rds.storage.replica" : "rds.storage", "RDS \(kind) storage\(isReplica ? ", replicas" : "")",
      "storage:\(kind):\(zones)", "GB-month", "GB-mo")
  }

  /// Disk operations beyond what comes with the storage: all of io1's. The book has one price for gp3, that of a single
  /// zone; with a standby they are paid for twice, as storage is.
  private static func operations(
    _ settings: DatabaseSettings, _ storage: DatabaseStorage, _ zones: String, _ instruments: DatabaseInstruments
  ) -> [MeteredQuantity] {
    guard let provisioned = instruments.provisioned else { return [] }
    let isGP3 = storage.kind == .gp3
    func quantity(_ id: String, _ title: String, _ item: String, _ gauge: GaugeID, _ factor: Double) -> MeteredQuantity
    {
      MeteredQuantity(
        part: settings.name, meter: rds(id, title, item, "IOPS-month", "IOPS-mo"),
        source: .level(gauge, perHour: factor / monthHours))
    }
    let kind = storage.kind.rawValue
    var all = [
      quantity(
        "rds.iops", "RDS \(kind) IOPS", isGP3 ? "iops:gp3" : "iops:io1:\(zones)", provisioned,
        isGP3 && settings.hasStandby ? 2 : 1)
    ]
    if let replicas = instruments.replicas {
      all.append(
        quantity(
          "rds.iops.replica", "RDS \(kind) IOPS, replicas", isGP3 ? "iops:gp3" : "iops:io1:single-az", replicas,
          Double(storage.billedOperations)))
    }
    return all
  }

  private static func rds(_ id: String, _ title: String, _ item: String, _ unit: String, _ display: String) -> Meter {
    Meter(id: id, title: title, price: PriceReference(service: "RDS", item: item), unit: unit, displayUnit: display)
  }
}
