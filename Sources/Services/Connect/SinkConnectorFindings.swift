// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// What a person should know about a sink connector's settings.
enum SinkConnectorFindings {
  static func all(_ part: SinkConnectorPart, _ view: FindingsView) -> [Finding] {
    [tasks(part, view), smallFiles(part, view), failing(part)].compactMap { $0 }
  }

  /// A partition is read by one task at most.
  private static func tasks(_ part: SinkConnectorPart, _ view: FindingsView) -> Finding? {
    guard let log = view.parts[part.source] as? any LogChannel else { return nil }
    let (tasks, partitions) = (part.settings.mostTasks, log.partitions)
    guard tasks > partitions else { return nil }
    return Finding(
      .connectorTasks, .warn, part: part.name,
      "\(part.name) has \(Format.grouped(tasks)) tasks and \(log.name) \(Format.grouped(partitions)) "
        + "partition\(partitions == 1 ? "" : "s"), each read by one task at most: "
        + "\(Format.grouped(tasks - partitions)) idle",
      numbers: ["tasks": Double(tasks), "useful": Double(partitions)],
      advice: [fewerWorkers(part.settings, name: part.name, partitions)].compactMap { $0 })
  }

  /// Workers are paid for, tasks are not: no more of them than tasks that have something to read.
  private static func fewerWorkers(_ settings: SinkConnectorSettings, name: String, _ partitions: Int) -> Advice? {
    var advice = Advice("pay for no more workers than there are partitions to read")
    let path = "workers.\(name)"
    if let autoscale = settings.autoscale {
      let most = max(1, (partitions + settings.compute.vcpus - 1) / settings.compute.vcpus)
      guard most < autoscale.max else { return nil }
      advice.settings.append(.init("\(path).autoscale.max", "\(most)"))
      if autoscale.min > most { advice.settings.append(.init("\(path).autoscale.min", "\(most)")) }
      if settings.workers > most { advice.settings.append(.init("\(path).workers", "\(most)")) }
      return advice
    }
    guard settings.workers > partitions else { return nil }
    advice.settings = [
      .init("\(path).tasks_max", "\(partitions)"), .init("\(path).workers", "\(partitions)"),
    ]
    return advice
  }

  /// The smallest part of a multipart upload but the last (S3 User Guide, multipart upload limits).
  private static let smallObject = 5 * 1024 * 1024.0

  /// Objects are cut by the clock long before they are large.
  private static func smallFiles(_ part: SinkConnectorPart, _ view: FindingsView) -> Finding? {
    guard let measured = view.measured, let objects = measured.perHour("objects", part.name), objects > 0,
      let bytes = measured.perHour("object_bytes", part.name)
    else { return nil }
    let mean = bytes / objects
    guard mean < smallObject else { return nil }
    return Finding(
      .smallFiles, .warn, part: part.name,
      "\(part.name) writes objects of \(Format.bytes(mean)) on average, \(Format.count(objects * 730)) a month at the pace of "
        + "window \(view.window): each costs a PUT request, and whoever reads them a GET; larger flush limits or fewer "
        + "partitions make fewer",
      numbers: ["mean_bytes": mean, "objects_per_hour": objects],
      advice: [
        larger(
          part, bytes: bytes, records: measured.perHour("written", part.name) ?? 0,
          partitions: (view.parts[part.source] as? any LogChannel)?.partitions ?? 1)
      ].compactMap { $0 },
      accountsFor: ["objects"], reason: "objects of \(Format.bytes(mean)) on average", window: view.window)
  }

  /// Every limit that cuts objects too soon so large that they are twice as large as they must be at least.
  ///
  /// - Parameters:
  ///   - bytes: of all objects in an hour.
  ///   - records: in them.
  private static func larger(
    _ part: SinkConnectorPart, bytes: Double, records: Double, partitions: Int
  ) -> Advice? {
    let settings = part.settings
    guard bytes > 0, records > 0 else { return nil }
    let size = 2 * smallObject
    var advice = Advice("write fewer and larger objects")
    let path = "workers.\(part.name).flush"
    let neededRecords = (size * records / bytes).rounded(.up)
    if Double(settings.mostRecords) < neededRecords {
      advice.settings.append(.init("\(path).records", "\(Int(min(neededRecords, 1e8)))"))
    }
    let neededBytes = size * settings.compression
    if Double(settings.mostBytes) < neededBytes {
      advice.settings.append(.init("\(path).size", "\(Int((neededBytes / 1_048_576).rounded(.up)))MiB"))
    }
    let neededTime = size * Double(partitions) * 3600 / bytes
    if settings.longest.seconds < neededTime {
      let unit = neededTime < 3600 ? 60.0 : 3600
      let time = min((neededTime / unit).rounded(.up) * unit, 30 * 86_400)
      advice.settings.append(.init("\(path).every", Format.exactDuration(Nanoseconds(time) * .second)))
    }
    return advice.settings.isEmpty ? nil : advice
  }

  /// One record that cannot be converted is enough.
  private static func failing(_ part: SinkConnectorPart) -> Finding? {
    guard let errors = part.settings.errors, !errors.isTolerated else { return nil }
    return Finding(
      .connectorFailed, .warn, part: part.name,
      "\(Format.percent(errors.share)) of the records cannot be converted and errors.tolerance is none: the first of them "
        + "ends its task for good, and the next task that reads it too",
      numbers: ["share": errors.share],
      advice: [
        Advice(
          "set aside what cannot be converted", .init("workers.\(part.name).errors.tolerance", "all"),
          .init("workers.\(part.name).errors.dead_letter", "true"))
      ], accountsFor: ["latency", "lag", "lag_messages", "delivered", "throughput"],
      reason: "a record that cannot be converted ends its task")
  }
}
