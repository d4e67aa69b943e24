// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// What is wrong in `network` together with the parts that it names.
enum NetworkChecks {
  static func run(_ network: NetworkPart, _ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    let settings = network.settings
    checkTwice(settings.internet, &diagnostics)
    for reference in settings.internet {
      if let part = parts[reference.name] { checkOutsider(part, reference, settings, parts, &diagnostics) }
    }
    for users in [settings.natUsers] + settings.endpoints.map(\.users) {
      checkTwice(users ?? [], &diagnostics)
      for user in users ?? [] where settings.internet.contains(where: { $0.name == user.name }) {
        diagnostics.error(
          .value, at: user.node, "\(user.name) is outside AWS, by internet, and uses nothing of the VPC",
          hint: "take it out of one of the lists")
      }
    }
  }

  private static func checkTwice(_ references: [Reference], _ diagnostics: inout Diagnostics) {
    for (place, reference) in references.enumerated()
    where references[..<place].contains(where: { $0.name == reference.name }) {
      diagnostics.error(.duplicate, at: reference.node, "\(reference.name) is in the list already")
    }
  }

  private static func checkOutsider(
    _ part: any Part, _ reference: Reference, _ settings: NetworkSettings, _ parts: PartDirectory,
    _ diagnostics: inout Diagnostics
  ) {
    guard part.standing == .vpc else {
      return diagnostics.error(
        .reference, at: reference.node,
        "\(part.name) cannot be outside AWS: it is \(English.withArticle(part.kind))",
        hint: "traffic sources, fleets and endpoints can be")
    }
    // Who sends to brokers gets nothing but acknowledgements.
    let inside = NetworkPart.partners(of: part).compactMap { parts[$0] }.first { other in
      other.standing == .vpc && !(other is EndpointPart) && !(part is any Producer && other is any Channel)
    }
    if let inside {
      diagnostics.error(
        .unsupported, at: reference.node,
        "what \(part.name) gets from \(inside.name), \(English.withArticle(inside.kind)) in a VPC, is not counted in "
          + "bytes", hint: "outside AWS can be what uses SQS, SNS, Kinesis or Lambda, or is called")
    }
  }
}
