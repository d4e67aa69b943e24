// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// What a source's settings must be for the part that it sends to or asks.
struct TrafficChecks {
  let part: TrafficPart
  let parts: PartDirectory

  private var settings: TrafficSettings { part.settings }

  func run(_ diagnostics: inout Diagnostics) {
    guard let target = parts[part.target] else { return }
    if let server = target as? any RequestServer {
      checkAsking(server, &diagnostics)
    } else if target is any Consumer || target is any Producer || target is EndpointPart || target is FaultPart {
      let queue = (target as? any Consumer).flatMap { parts[$0.source] is any Channel ? $0.source : nil }
      diagnostics.error(
        .reference, at: settings.to.node,
        "\(part.name) cannot send to \(target.name): \(English.withArticle(target.kind)) takes neither messages nor "
          + "requests of a traffic source",
        hint: queue.map { "send to \($0), which it reads" } ?? "send to a channel, or ask a cache or a database")
    } else {
      checkSending(target, &diagnostics)
    }
  }

  private func checkSending(_ channel: any Part, _ diagnostics: inout Diagnostics) {
    guard settings.operation != nil else { return }
    diagnostics.error(
      .value, at: settings.place(of: TrafficKeys.operation),
      "operation has no place beside \(channel.name), which is \(English.withArticle(channel.kind)): messages are sent "
        + "to it",
      hint: "leave it out, or ask a cache or a database")
  }

  private func checkAsking(_ server: any RequestServer, _ diagnostics: inout Diagnostics) {
    // By what is set, not by what is written: `expand` writes all defaults.
    let others: [(key: any AnyKey, isSet: Bool)] = [
      (TrafficKeys.delay, settings.delay != nil), (TrafficKeys.producers, settings.producers > 1),
      (TrafficKeys.batch, settings.batch != nil), (TrafficKeys.attributes, !settings.fields.attributes.isEmpty),
      (TrafficKeys.body, settings.fields.body != nil),
    ]
    for (key, isSet) in others where isSet {
      diagnostics.error(
        .value, at: settings.place(of: key),
        "\(key.name) has no place beside \(server.name), which is \(English.withArticle(server.kind)): "
          + "a request is one call with one answer", hint: "leave it out; it belongs to messages for a channel")
    }
    let node = settings.operation == nil ? settings.to.node : settings.place(of: TrafficKeys.operation)
    for operation in settings.operations {
      if let problem = server.problem(asking: operation) {
        diagnostics.error(.value, at: node, problem.message, hint: problem.hint)
      } else if operation.needsKeys, server is any CacheFront, part.keys(parts) == nil, settings.keys == nil {
        diagnostics.error(
          .missing, at: settings.to.node, "\(part.name) needs keys: a \(operation.word) asks for the record of a key",
          hint: "such as keys: { zipf: { count: 50k, exponent: 0.9 } }")
      }
    }
  }
}
