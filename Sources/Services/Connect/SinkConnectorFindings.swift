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
      numbers: ["tasks": Double(tasks), "useful": Double(partitions)])
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
      numbers: ["mean_bytes": mean, "objects_per_hour": objects], window: view.window)
  }

  /// One record that cannot be converted is enough.
  private static func failing(_ part: SinkConnectorPart) -> Finding? {
    guard let errors = part.settings.errors, !errors.isTolerated else { return nil }
    return Finding(
      .connectorFailed, .warn, part: part.name,
      "\(Format.percent(errors.share)) of the records cannot be converted and errors.tolerance is none: the first of them "
        + "ends its task for good, and the next task that reads it too",
      numbers: ["share": errors.share], accountsFor: ["latency", "lag", "lag_messages", "delivered", "throughput"],
      reason: "a record that cannot be converted ends its task")
  }
}
