// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing

/// What the tasks of a fleet run on.
enum Compute: Sendable, Hashable {
  /// Nothing that is billed here.
  case none
  /// AWS Fargate, Linux: billed by vCPU, memory and storage for as long as a task runs.
  case fargate(FargateTask)
  /// Amazon EC2, Linux, on demand: whole instances, each with so many tasks.
  case ec2(TaskInstance)

  var isFargate: Bool { if case .fargate = self { true } else { false } }

  /// Tasks that share what is billed as a whole.
  var tasksPerInstance: Int { if case .ec2(let instance) = self { instance.tasks } else { 1 } }
}

/// A task of AWS Fargate.
struct FargateTask: Sendable, Hashable {
  /// Thousandths of a vCPU.
  var milliCPU: Int
  var memoryMiB: Int
  var isARM = false
  /// Ephemeral storage [bytes].
  var storage: Int64 = Self.includedStorage

  /// What comes with every task (ECS Developer Guide, Fargate task ephemeral storage): 20 GiB.
  static let includedStorage: Int64 = 20 << 30
}

/// An EC2 instance with its tasks.
struct TaskInstance: Sendable, Hashable {
  /// `m5.large`.
  var type: String
  /// Tasks that share it.
  var tasks: Int
  /// Nil where no disk is billed.
  var volume: InstanceVolume?
  /// vCPUs that a busy slot keeps busy; nil where nobody says.
  var cpuPerSlot: Double?

  /// What it is if it pays for surplus CPU credits, and it is known how much CPU the tasks use.
  var burstable: BurstableInstance? { cpuPerSlot == nil ? nil : BurstableInstance(type) }

  /// vCPUs in use above the baselines of some instances; below 0 where they earn CPU credits.
  ///
  /// - Returns: nil where nothing is billed for it.
  func surplus(busySlots: Int, instances: Int) -> Double? {
    guard let cpuPerSlot, let burstable else { return nil }
    let all = Double(burstable.vCPUs * instances)
    return min(Double(busySlots) * cpuPerSlot, all) - burstable.baseline * all
  }
}

/// The keys under `compute`.
enum ComputeKeys {
  enum Architecture: String, CaseIterable, Sendable {
    case x86 = "x86_64"
    case arm64
  }

  static let vcpu = Key(
    "vcpu", .number(0.25...16), default: "0.25", .aws("ECS Developer Guide, Fargate task sizes: the smallest"),
    "vCPUs of one task: 0.25, 0.5, 1, 2, 4, 8 or 16.")
  static let memory = Key(
    "memory", .bytes(512 << 20...120 << 30), default: "512MiB", .aws("ECS Developer Guide, Fargate task sizes"),
    "Memory of one task.")
  static let architecture = Key(
    "architecture", .choice(of: Architecture.self), default: "x86_64", .aws("ECS task definition parameters"),
    "The processors' architecture.")
  static let ephemeralStorage = Key(
    "ephemeral_storage", .bytes(20 << 30...200 << 30), default: "20GiB",
    .aws("ECS Developer Guide, Fargate task ephemeral storage: 20 GiB, at most 200 GiB"),
    "Storage of one task for as long as it runs; what exceeds 20 GiB is billed.")
  static let fargateTable = KeyTable(
    "fargate", "AWS Fargate, Linux.", keys: [vcpu, memory, architecture, ephemeralStorage])

  static let instanceType = RequiredKey("type", .text, "The instance type, such as m5.large.")
  static let tasksPerInstance = Key(
    "tasks_per_instance", .integer(1...1_000), default: "1", .sluice, "Tasks that share one instance.")
  static let volume = OptionalKey(
    "volume", .instanceVolume, "The EBS volume of each instance; none is billed if it is left out.")
  static let cpu = OptionalKey(
    "cpu", .number(0...128),
    "With a t3, t3a or t4g: vCPUs that one busy slot keeps busy, from which the surplus CPU credits are billed; none are if "
      + "it is left out.", source: "EC2 User Guide, unlimited mode for burstable performance instances")
  static let ec2Table = KeyTable(
    "ec2", "Amazon EC2, Linux, on demand.", keys: [instanceType, tasksPerInstance, volume, cpu])
}

extension ValueKind where Value == Compute {
  /// `none`, `{fargate: …}` or `{ec2: …}`.
  static var compute: ValueKind<Compute> {
    let none = ValueKind<String>.choice(["none"])
    let fargate = ValueKind<Record>.record(ComputeKeys.fargateTable).map(readFargate)
    let ec2 = ValueKind<Record>.record(ComputeKeys.ec2Table).map(readInstance)
    let some = ValueKind<Compute>.oneKey(
      "kind of compute",
      [
        OneKeyCase("fargate", fargate, "AWS Fargate, Linux, billed by vCPU and memory.") { $0 },
        OneKeyCase("ec2", ec2, "Amazon EC2, Linux, on demand, billed by the instance.") { $0 },
      ])
    return .either(none, some, { _ in .none }, { $0 })
  }

  private static func readInstance(_ record: Record, _ node: Node, _ context: inout ReadContext) -> Compute? {
    let instance = TaskInstance(
      type: record[ComputeKeys.instanceType], tasks: record[ComputeKeys.tasksPerInstance],
      volume: record[ComputeKeys.volume], cpuPerSlot: record[ComputeKeys.cpu])
    guard instance.cpuPerSlot == nil || instance.burstable != nil else {
      context.diagnostics.error(
        .value, at: record.node(ComputeKeys.cpu) ?? node,
        "\(instance.type) pays for no surplus CPU credits, so cpu has no meaning",
        hint: "leave out cpu; it belongs to t3, t3a and t4g in their sizes")
      return nil
    }
    return .ec2(instance)
  }

  private static func readFargate(_ record: Record, _ node: Node, _ context: inout ReadContext) -> Compute? {
    let milliCPU = Int((record[ComputeKeys.vcpu] * 1000).rounded())
    let memory = record[ComputeKeys.memory]
    guard let sizes = FargateSizes.memoryMiB(milliCPU: milliCPU) else {
      context.diagnostics.error(
        .value, at: record.node(ComputeKeys.vcpu) ?? node, "Fargate has no task with \(record[ComputeKeys.vcpu]) vCPU",
        hint: "choose 0.25, 0.5, 1, 2, 4, 8 or 16")
      return nil
    }
    let memoryMiB = Int(memory >> 20)
    guard memory == Int64(memoryMiB) << 20, sizes.contains(memoryMiB) else {
      let nearest = sizes.min { abs($0 - memoryMiB) < abs($1 - memoryMiB) } ?? 512
      context.diagnostics.error(
        .value, at: record.node(ComputeKeys.memory) ?? node,
        "Fargate has no task with \(record[ComputeKeys.vcpu]) vCPU and \(Format.exactBytes(memory)) of memory",
        hint: "did you mean \(Format.exactBytes(Int64(nearest) << 20))?")
      return nil
    }
    return .fargate(
      FargateTask(
        milliCPU: milliCPU, memoryMiB: memoryMiB, isARM: record[ComputeKeys.architecture] == .arm64,
        storage: record[ComputeKeys.ephemeralStorage]))
  }
}

/// The task sizes of Fargate (ECS Developer Guide, task definition parameters, task size).
enum FargateSizes {
  /// The memory that goes with a number of thousandths of a vCPU, in MiB; nil for a number that does not exist.
  static func memoryMiB(milliCPU: Int) -> [Int]? {
    func steps(_ from: Int, _ to: Int, by step: Int) -> [Int] {
      stride(from: from * 1024, through: to * 1024, by: step * 1024).map { $0 }
    }
    switch milliCPU {
    case 250: return [512, 1024, 2048]
    case 500: return steps(1, 4, by: 1)
    case 1000: return steps(2, 8, by: 1)
    case 2000: return steps(4, 16, by: 1)
    case 4000: return steps(8, 30, by: 1)
    case 8000: return steps(16, 60, by: 4)
    case 16000: return steps(32, 120, by: 8)
    default: return nil
    }
  }
}
