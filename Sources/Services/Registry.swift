// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// All services that can be simulated. A new one is a folder beside this file and a line in ``services``.
public enum Registry {
  /// In the order of the documentation.
  public static let services: [Service] =
    [
      TrafficPart.service,
      SQSPart.service,
      FIFOPart.service,
      SNSPart.standard,
      SNSPart.fifo,
      KinesisPart.service,
      FleetPart.service,
      LambdaPart.service,
      CachePart.redis,
      CachePart.valkey,
      CachePart.memcached,
    ] + DatabasePart.services + EndpointPart.services + [FaultPart.service]

  /// Words of the language whose services are not simulated yet.
  private static let unsupported: [Section: [String]] = [
    .channels: ["msk", "msk-serverless", "kafka-ec2"]
  ]

  /// How the parts of a section are written: a map by name. Nil for a section of which nothing is simulated yet.
  public static func kind(of section: Section) -> ValueKind<[Named<TypedRecord>]>? {
    let known = services.filter { $0.section == section }
    guard let first = known.first else { return nil }
    guard let discriminator = section.discriminator else {
      let one = ValueKind<Record>.record(first.table).map { record, _, _ in TypedRecord(type: "", record: record) }
      return .map(of: one, namesAreChecked: true)
    }
    let choice = TableChoice(
      discriminator: discriminator, section.noun, tables: known.map { ($0.type, $0.table) },
      unsupported: unsupported[section] ?? [])
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
