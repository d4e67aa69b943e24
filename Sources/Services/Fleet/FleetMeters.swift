// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation

/// What a fleet is billed for, by what it runs on. Tasks are paid for while they exist, busy or not.
enum FleetMeters {
  /// The quantities of an hour, each as a multiple of the number of tasks.
  static func meters(_ compute: Compute, tasks: Int) -> [(meter: Meter, perTaskHour: Double)] {
    switch compute {
    case .none: return []
    case .fargate(let milliCPU, let memoryMiB, let isARM):
      let family = isARM ? "arm" : "x86"
      return [
        (
          Meter(
            id: "fargate.vcpu", title: "Fargate vCPU",
            price: PriceReference(service: "Fargate", item: "\(family):vcpu"),
            unit: "vCPU-hour", displayUnit: "h"), Double(milliCPU) / 1000
        ),
        (
          Meter(
            id: "fargate.memory", title: "Fargate memory",
            price: PriceReference(service: "Fargate", item: "\(family):memory"), unit: "GB-hour", displayUnit: "GB-h"),
          Double(memoryMiB) / 1024
        ),
      ]
    case .ec2(let type, let tasksPerInstance):
      let instances = (tasks + tasksPerInstance - 1) / tasksPerInstance
      return [(instance(type), Double(instances) / Double(tasks))]
    }
  }

  /// The quantities of a fleet; where tasks come and go, instances are counted as they are.
  static func quantities(_ part: FleetPart, _ instruments: FleetInstruments) -> [MeteredQuantity] {
    if case .ec2(let type, _) = part.settings.compute, let scaling = instruments.scaling {
      return [
        MeteredQuantity(part: part.name, meter: instance(type), source: .level(scaling.instances, perHour: 1))
      ]
    }
    return meters(part.settings.compute, tasks: part.settings.tasks).map {
      MeteredQuantity(part: part.name, meter: $0.meter, source: .level(instruments.tasks, perHour: $0.perTaskHour))
    }
  }

  private static func instance(_ type: String) -> Meter {
    Meter(
      id: "ec2.instance", title: "EC2 \(type)", price: PriceReference(service: "EC2", item: "linux:\(type)"),
      unit: "instance-hour", displayUnit: "h")
  }
}
