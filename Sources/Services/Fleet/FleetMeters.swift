// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation

/// What a fleet is billed for, by what it runs on. Tasks and instances are paid for while they exist, busy or not.
///
/// * AWS Fargate pricing: vCPU, memory, and storage above 20 GB, from the download of the image to the task's end, by the
///   second and for a minute at least.
/// * Amazon EC2 on-demand pricing, Linux: instances by the second, for a minute at least. Their EBS volumes as they are
///   provisioned; burstable instances for vCPU-hours above their baseline.
enum FleetMeters {
  /// Hours of a month, by which prices of a month are told from those of an hour.
  private static let monthHours = 730.0

  static func quantities(_ part: FleetPart, _ instruments: FleetInstruments) -> [MeteredQuantity] {
    switch part.settings.compute {
    case .none: return []
    case .fargate(let task):
      return meters(task).map {
        MeteredQuantity(part: part.name, meter: $0.meter, source: .level(instruments.tasks, perHour: $0.perHour))
      }
    case .ec2(let instance):
      // Where tasks come and go, instances are counted as they are.
      let tasks = part.settings.tasks
      let instances = (tasks + instance.tasks - 1) / instance.tasks
      let count: (gauge: GaugeID, share: Double) =
        instruments.scaling.map { ($0.instances, 1) } ?? (instruments.tasks, Double(instances) / Double(tasks))
      var all = meters(instance).map {
        MeteredQuantity(
          part: part.name, meter: $0.meter, source: .level(count.gauge, perHour: $0.perHour * count.share))
      }
      if let surplus = instruments.surplus, let burstable = instance.burstable {
        all.append(
          MeteredQuantity(part: part.name, meter: credits(burstable), source: .level(surplus, perHour: 1)))
      }
      return all
    }
  }

  /// The quantities of an hour of one task.
  static func meters(_ task: FargateTask) -> [(meter: Meter, perHour: Double)] {
    let family = task.isARM ? "arm" : "x86"
    func meter(_ id: String, _ title: String, _ item: String, _ unit: String, _ display: String) -> Meter {
      Meter(
        id: id, title: title, price: PriceReference(service: "Fargate", item: item), unit: unit, displayUnit: display)
    }
    var all = [
      (meter("fargate.vcpu", "Fargate vCPU", "\(family):vcpu", "vCPU-hour", "h"), Double(task.milliCPU) / 1000),
      (meter("fargate.memory", "Fargate memory", "\(family):memory", "GB-hour", "GB-h"), Double(task.memoryMiB) / 1024),
    ]
    let storage = task.storage - FargateTask.includedStorage
    if storage > 0 {
      all.append(
        (
          meter(
            "fargate.storage", "Fargate ephemeral storage", "ephemeral-storage-over-20GB", "GB-hour", "GB-h"),
          Double(storage) / ZoneTransfer.gigabyte
        ))
    }
    return all.map { (meter: $0.0, perHour: $0.1) }
  }

  /// The quantities of an hour of one instance, its CPU credits left out.
  static func meters(_ instance: TaskInstance) -> [(meter: Meter, perHour: Double)] {
    var all: [(meter: Meter, perHour: Double)] = [
      (
        Meter(
          id: "ec2.instance", title: "EC2 \(instance.type)",
          price: PriceReference(service: "EC2", item: "linux:\(instance.type)"), unit: "instance-hour",
          displayUnit: "h"), 1
      )
    ]
    guard let volume = instance.volume else { return all }
    let kind = volume.kind.rawValue
    func add(_ id: String, _ title: String, _ item: String, _ unit: String, _ display: String, _ amount: Double) {
      guard amount > 0 else { return }
      let price = PriceReference(service: "EBS", item: item)
      all.append(
        (Meter(id: id, title: title, price: price, unit: unit, displayUnit: display), amount / monthHours))
    }
    add("ebs.storage", "EBS \(kind) storage", "\(kind):storage", "GB-month", "GB-mo", volume.gigabytes)
    add(
      "ebs.iops", "EBS \(kind) IOPS", volume.kind == .gp3 ? "gp3:iops-over-3000" : "\(kind):iops", "IOPS-month",
      "IOPS-mo", Double(volume.billedOperations))
    add(
      "ebs.throughput", "EBS \(kind) throughput", "\(kind):throughput-over-125", "MBps-month", "MB/s-mo",
      volume.billedThroughput)
    return all
  }

  private static func credits(_ instance: BurstableInstance) -> Meter {
    Meter(
      id: "ec2.credits", title: "EC2 \(instance.family) surplus CPU credits",
      price: PriceReference(service: "EC2", item: "\(instance.family)-unlimited-cpu-credit"), unit: "vCPU-hour",
      displayUnit: "vCPU-h")
  }
}

extension [MeteredQuantity] {
  /// Tasks that are replaced are paid for all the while, so that there are never fewer than the scaling allows.
  func leastUse(_ settings: FleetSettings, _ instruments: FleetInstruments) -> [MeteredQuantity] {
    let tasks = settings.autoscale.map { Swift.min($0.min, settings.tasks) } ?? settings.tasks
    let perInstance = settings.tasksPerInstance
    return atLeast(instruments.tasks, Double(tasks))
      .atLeast(instruments.scaling?.instances, Double((tasks + perInstance - 1) / perInstance))
  }
}
