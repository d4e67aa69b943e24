// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// All services that can be simulated. A new one is a folder beside this file and a line in ``services``.
public enum Registry {
  /// In the order of the documentation.
  public static let services: [Service] =
    traffic + channels + workers + caches + DatabasePart.services
    + EndpointPart.services + [FaultPart.service]

  /// The sections that are no parts' but stand around them, in the order of the documentation.
  public static let surroundings: [Surrounding] = [NetworkPart.surrounding, MonitoringPart.surrounding]

  private static let traffic = [TrafficPart.service]
  private static let channels =
    [SQSPart.service, FIFOPart.service, SNSPart.standard, SNSPart.fifo, KinesisPart.service] + KafkaPart.services
  private static let workers = [
    FleetPart.service, LambdaPart.service, SourceConnectorPart.service, SinkConnectorPart.service,
  ]
  private static let caches = [CachePart.redis, CachePart.valkey, CachePart.memcached]

  /// How the parts of a section are written: a map by name. Nil for a section of which nothing is simulated yet.
  public static func kind(of section: Section) -> ValueKind<[Named<TypedRecord>]>? {
    let known = services.filter { $0.section == section }
    guard let first = known.first else { return nil }
    guard let discriminator = section.discriminator else {
      let one = ValueKind<Record>.record(first.table).map { record, _, _ in TypedRecord(type: "", record: record) }
      return .map(of: one, namesAreChecked: true)
    }
    let choice = TableChoice(
      discriminator: discriminator, section.noun, tables: known.map { ($0.type, $0.table) })
    return .map(of: .choosing(choice), namesAreChecked: true)
  }

  /// Makes a part of what was read. Nil after an error.
  public static func part(
    _ named: Named<TypedRecord>, in section: Section, _ service: ServiceContext, _ context: inout ReadContext
  ) -> (any Part)? {
    services.first { $0.section == section && $0.type == named.value.type }?
      .make(named.name, named.value.record, service, &context)
  }
}
