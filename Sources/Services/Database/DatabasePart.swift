// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// A database as a part of a scenario.
struct DatabasePart: DataStore {
  static let services = DatabaseKind.allCases.map(service)

  private static func service(_ kind: DatabaseKind) -> Service {
    let table =
      switch kind {
      case .rds: DatabaseKeys.rds
      case .aurora: DatabaseKeys.aurora
      case .other: DatabaseKeys.other
      }
    return Service(section: .databases, type: kind.rawValue, table: table) { name, record, service, context in
      DatabaseSettings(name: name, kind: kind, record, builtInLatencies: service.usesBuiltInLatencies, &context)
        .map(DatabasePart.init)
    }
  }

  let settings: DatabaseSettings

  var name: String { settings.name }
  var kind: String { settings.kind.noun }

  var readsPerSecond: Double? {
    let instances = settings.readsReplicas ? settings.replicas : 1
    let mean = settings.readTime.mean
    return mean > 0 ? Double(settings.servers * instances) / mean : nil
  }

  func problem(with fault: FaultKind) -> String? {
    switch fault {
    case .stop, .remove, .slow, .fail, .kill, .restart: nil
    case .flush: "a database is not emptied: flush the cache in front of it"
    case .pause, .deploy, .redrive, .replay:
      "a database can be told to stop, remove, slow, fail, kill or restart, not to \(fault.rawValue)"
    }
  }

  func build(_ model: inout ModelBuilder) -> any Component {
    let instruments = DatabaseInstruments(settings, &model.instruments)
    let all = settings.connections * settings.instances
    model.row(
      PartRow(
        part: name, title: "\(name) (\(title))", busy: instruments.utilisation, queue: instruments.waiting,
        arrivals: instruments.calls, departures: instruments.succeeded,
        limits: [.reached(instruments.connections, of: Double(all), label: "connections")],
        highlights: [
          PartRow.Highlight("query p99", "latency", "p99"), PartRow.Highlight("pool wait p99", "wait", "p99"),
          PartRow.Highlight("errors", "errors", "ratio"),
        ]))
    for quantity in DatabaseMeters.quantities(settings, instruments).leastUse(settings, instruments) {
      model.meter(quantity)
    }
    let listeners = model.parts.listeners(to: name).map { model.component($0) }
    return Database(
      id: model.component(name), settings: settings, instruments: instruments, operations: operations(model.parts),
      listeners: listeners, keySpaces: model.keySpaces)
  }

  /// `RDS db.t4g.medium Multi-AZ`, `Aurora db.r6g.large x3`.
  private var title: String {
    let instance = settings.instance.map { " \($0.name)" } ?? ""
    let count = settings.replicas > 0 ? " x\(settings.instances)" : ""
    return settings.kind.label + instance + (settings.hasStandby ? " Multi-AZ" : "") + count
  }

  /// What each request is, and which of its caller's with the same operation.
  private func operations(_ parts: PartDirectory) -> [Database.Operation] {
    var seen: [Request] = []
    return parts.requests(to: name).map { request in
      let before = seen.count { $0 == request }
      seen.append(request)
      return Database.Operation(operation: request.operation, occurrence: UInt8(clamping: before))
    }
  }

  func station(_ view: FindingsView) -> Station? { Station(of: self, view) }

  func findings(_ view: FindingsView) -> [Finding] { DatabaseFindings(part: self, view: view).all }
}
