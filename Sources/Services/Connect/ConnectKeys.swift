// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// The settings that source and sink connectors of Kafka Connect have in common.
enum ConnectKeys {
  static let tasksMax = Key(
    "tasks_max", .integer(1...1_000), default: "1",
    .aws("Apache Kafka documentation, connector configs: tasks.max"),
    "The most tasks of the connector; how many have work depends on what they read.", monotone: true)
  static let workers = Key(
    "workers", .integer(1...60), default: "1", .sluice,
    "Workers, which share the tasks among them; with autoscale those at the start, `min` if it is left out.",
    source: "MSK Developer Guide, quotas: 60 workers of MSK Connect in an account")
  static let compute = Key(
    "compute", .connectCompute, default: "{ connect: { mcu: 1 } }", .sluice,
    "What the workers run on, which is what they cost: { connect: { mcu } } for MSK Connect, { ec2: { type } }, or none."
  )
  static let offsetFlush = Key(
    "offset_flush_interval", .duration(1_000_000...(86_400 * .second)), default: "60s",
    .aws("Apache Kafka documentation, Connect worker configs: offset.flush.interval.ms"),
    "Time between two commits of what has been done; a crash repeats what was done since the last.")
  static let rebalanceDelay = Key(
    "rebalance_delay", .duration(0...(86_400 * .second)), default: "5m",
    .aws("Apache Kafka documentation, Connect worker configs: scheduled.rebalance.max.delay.ms"),
    "How long the tasks of a lost worker stand still before the others take them over.")
  static let restartTime = Key(
    "restart_time", .duration(0...(86_400 * .second)), default: "60s",
    .assumed("MSK Connect replaces a lost worker; how fast it does is not published"),
    "Time until a lost worker is replaced.")

  // MARK: Compute

  static let mcu = Key(
    "mcu",
    ValueKind<Int>.integer(1...8).map { count, node, context -> Int? in
      guard [1, 2, 4, 8].contains(count) else {
        let nearest = [1, 2, 4, 8].min { abs($0 - count) < abs($1 - count) } ?? 1
        context.fail(.value, at: node, "must be 1, 2, 4 or 8", suggestion: String(nearest))
        return nil
      }
      return count
    }, default: "1", .aws("MSK Developer Guide, MSK Connect connector capacity: 1, 2, 4 or 8"),
    "MSK Connect Units of one worker: each is 1 vCPU with 4 GiB.")
  static let connectTable = KeyTable("connect", "MSK Connect.", keys: [mcu])

  static let instanceType = RequiredKey("type", .text, "The instance type, such as m7g.large.")
  static let vcpus = Key(
    "vcpus", .integer(1...192), default: "2", .assumed("most small instance types have 2"),
    "vCPUs of one instance: more tasks than these slow each other down.")
  static let ec2Table = KeyTable(
    "ec2", "Amazon EC2, Linux, on demand, one instance for each worker.", keys: [instanceType, vcpus])
}

/// What the workers of a connector run on.
enum ConnectCompute: Sendable, Hashable {
  /// Nothing that is billed here.
  case none
  /// MSK Connect, billed by MCU-hours.
  case connect(mcu: Int)
  /// Amazon EC2, one instance for each worker.
  case ec2(type: String, vcpus: Int)

  /// vCPUs of one worker.
  var vcpus: Int {
    switch self {
    case .none: 1
    case .connect(let mcu): mcu
    case .ec2(_, let vcpus): vcpus
    }
  }

  var isConnect: Bool { if case .connect = self { true } else { false } }
}

extension ValueKind where Value == ConnectCompute {
  /// `none`, `{ connect: { mcu: 1 } }` or `{ ec2: { type: m7g.large } }`.
  static var connectCompute: ValueKind<ConnectCompute> {
    let none = ValueKind<String>.choice(["none"])
    let connect = ValueKind<Record>.record(ConnectKeys.connectTable).map { record, _, _ in
      ConnectCompute.connect(mcu: record[ConnectKeys.mcu])
    }
    let ec2 = ValueKind<Record>.record(ConnectKeys.ec2Table).map { record, _, _ in
      ConnectCompute.ec2(type: record[ConnectKeys.instanceType], vcpus: record[ConnectKeys.vcpus])
    }
    let some = ValueKind<ConnectCompute>.oneKey(
      "kind of compute",
      [
        OneKeyCase("connect", connect, "MSK Connect, billed by MCU-hours.") { $0 },
        OneKeyCase("ec2", ec2, "Amazon EC2, Linux, on demand, one instance for each worker.") { $0 },
      ])
    return .either(none, some, { _ in .none }, { $0 })
  }
}
