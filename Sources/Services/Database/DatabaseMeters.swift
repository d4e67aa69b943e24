// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation

/// What a database is billed for (Amazon RDS and Amazon Aurora pricing).
///
/// * Instances by the second, at a price for the hour; a Multi-AZ instance with its standby. They are paid for while they
///   are down, too: new ones take their place.
/// * Storage as it is provisioned, of each RDS instance; Aurora's one volume as it is used. Backups beyond as much.
/// * Disk operations a second beyond what comes with the storage; with Aurora Standard each I/O request.
/// * Burstable instances for vCPU-hours above their baseline. What they use less in one window of a month makes up for
///   what they use more in another, as it does within a day.
/// * Extended Support by the vCPU-hour, a standby's included.
/// * Clients in other zones, and the instances that they ask, for what goes between them. Replication is free, to a
///   standby and to replicas in the region.
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
    return all + credits(settings, instruments) + besides(settings, instruments)
  }

  /// CPU credits that burstable instances use and have not earned. The price tables have RDS's price, and none of
  /// Aurora's, which is another.
  private static func credits(
    _ settings: DatabaseSettings, _ instruments: DatabaseInstruments
  ) -> [MeteredQuantity] {
    let item = "\(settings.kind == .aurora ? "aurora:" : "")cpu-credit:t3-t4g"
    func quantity(_ id: String, _ title: String, _ gauge: GaugeID?) -> MeteredQuantity? {
      gauge.map {
        MeteredQuantity(
          part: settings.name, meter: rds(id, title, item, "vCPU-hour", "vCPU-h"), source: .level($0, perHour: 1))
      }
    }
    return [
      quantity("rds.credits", "Surplus CPU credits", instruments.primarySurplus),
      quantity("rds.credits.replica", "Surplus CPU credits, replicas", instruments.replicaSurplus),
    ].compactMap(\.self)
  }

  /// Backups, Extended Support, traffic between zones.
  private static func besides(
    _ settings: DatabaseSettings, _ instruments: DatabaseInstruments
  ) -> [MeteredQuantity] {
    guard let primaries = instruments.primaries, let instance = settings.instance else { return [] }
    let isAurora = settings.kind == .aurora
    func quantity(_ meter: Meter, perHour: Double) -> MeteredQuantity {
      MeteredQuantity(part: settings.name, meter: meter, source: .level(primaries, perHour: perHour))
    }
    var all: [MeteredQuantity] = []
    if settings.billedBackup > 0 {
      all.append(
        quantity(
          rds(
            "rds.backup", "\(isAurora ? "Aurora" : "RDS") backups beyond the storage",
            isAurora ? "aurora:backup" : "backup-over-free", "GB-month", "GB-mo"),
          perHour: settings.billedBackup / monthHours))
    }
    if let support = settings.extendedSupport {
      let engine = "\(isAurora ? "aurora-" : "")\(settings.engine.priceWord)"
      let instances = settings.instances + (settings.hasStandby ? 1 : 0)
      all.append(
        quantity(
          rds(
            "rds.extended_support", "Extended Support, \(support.title)",
            "extended-support-\(support.priceWord):\(engine)", "vCPU-hour", "vCPU-h"),
          perHour: Double(instances * instance.vCPUs)))
    }
    if let bytesIn = instruments.bytesIn, let bytesOut = instruments.bytesOut {
      all += ZoneTransfer.quantities(
        part: settings.name, to: bytesIn, from: bytesOut, share: settings.crossZone, payers: .both)
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

extension [MeteredQuantity] {
  /// Instances are paid for while they are down, and storage as it is provisioned.
  func leastUse(_ settings: DatabaseSettings, _ instruments: DatabaseInstruments) -> [MeteredQuantity] {
    atLeast(instruments.primaries, 1)
      .atLeast(instruments.replicas, Double(settings.replicas))
      .atLeast(instruments.storage, settings.storage.map { Double($0.size) } ?? settings.data)
      .atLeast(instruments.provisioned, Double(settings.storage?.billedOperations ?? 0))
  }
}
