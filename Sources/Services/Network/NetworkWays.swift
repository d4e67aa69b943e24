// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What the bytes between a client and a service pass.
struct NetworkWay: Sendable, Hashable {
  enum Gate: Sendable, Hashable {
    case nat
    case endpoint(NetworkService)
  }

  /// What is passed in both directions.
  var gate: Gate?
  /// Whether the calls, or the answers, leave AWS to the internet.
  var callsLeave = false
  var answersLeave = false

  var isFree: Bool { gate == nil && !callsLeave && !answersLeave }
}

/// Which bytes pass what.
extension NetworkPart {
  private func isOutside(_ name: String) -> Bool { settings.internet.contains { $0.name == name } }

  /// What a client's calls to a part and their answers pass.
  func way(from client: String, to part: any Part) -> NetworkWay {
    let (isClientOutside, isPartOutside) = (isOutside(client), isOutside(part.name))
    guard !isClientOutside || !isPartOutside else { return NetworkWay() }
    if isClientOutside { return NetworkWay(answersLeave: true) }
    if isPartOutside {
      return NetworkWay(gate: natUsers.contains(client) ? .nat : nil, callsLeave: true)
    }
    guard case .service(let service) = part.standing else { return NetworkWay() }
    return NetworkWay(gate: gate(from: client, to: service))
  }

  /// What a client in the VPC passes to get to a service.
  func gate(from client: String, to service: NetworkService) -> NetworkWay.Gate? {
    if endpoints.contains(where: { $0.service == service && $0.users.contains(client) }) { return .endpoint(service) }
    if service == .s3, settings.hasS3Gateway { return nil }
    return natUsers.contains(client) ? .nat : nil
  }

  /// The ways of all that is asked of others by whoever uses gateways and endpoints or is outside.
  func ways(among parts: PartDirectory) -> [(client: String, to: String, way: NetworkWay)] {
    parts.parts.flatMap { part in
      Self.partners(of: part).compactMap { name in
        parts[name].map { (part.name, name, way(from: part.name, to: $0)) }
      } + part.services.map { (part.name, $0.title, NetworkWay(gate: gate(from: part.name, to: $0))) }
    }
  }

  /// The parts that a client sends to, takes from or calls itself. What takes messages from a channel for a function is
  /// the service, outside the VPC.
  static func partners(of part: any Part) -> [String] {
    var names: [String] = []
    if let producer = part as? any Producer { names.append(producer.target) }
    if let consumer = part as? any Consumer, part.standing == .vpc { names.append(consumer.source) }
    names += part.requests.map(\.to)
    return names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

/// What the bytes between parts are counted by, while a model is built.
struct NetworkTolls: Sendable {
  let network: NetworkPart
  let instruments: NetworkInstruments

  /// Nil without a section `network`.
  init?(_ parts: PartDirectory, _ instruments: inout Instruments) {
    guard let network = parts.parts.lazy.compactMap({ $0 as? NetworkPart }).first else { return nil }
    self.network = network
    self.instruments = NetworkInstruments(network, &instruments)
  }

  fileprivate func toll(_ way: NetworkWay) -> Toll? {
    guard !way.isFree else { return nil }
    let passes: CounterID? =
      switch way.gate {
      case .nat: instruments.nat
      case .endpoint(let service): instruments.endpoints.first { $0.service == service }?.bytes
      case nil: nil
      }
    return Toll(
      passes: passes, leaves: way.callsLeave || way.answersLeave ? instruments.internet : nil,
      leavesWithCall: way.callsLeave, overhead: network.settings.callOverhead)
  }
}

extension ModelBuilder {
  /// What counts a client's calls to a part; nil where nobody pays for the bytes.
  func toll(of client: String, at part: String) -> Toll? {
    guard let network, let part = parts[part] else { return nil }
    return network.toll(network.network.way(from: client, to: part))
  }

  /// What counts the calls of a reader of a channel, as ``toll(of:at:)``; nil for functions, which are fetched for.
  func toll(ofReader reader: String, at channel: String) -> Toll? {
    parts[reader]?.standing == .vpc ? toll(of: reader, at: channel) : nil
  }

  /// What counts a client's calls to a service that is no part.
  func toll(of client: String, at service: NetworkService) -> Toll? {
    network.flatMap { $0.toll(NetworkWay(gate: $0.network.gate(from: client, to: service))) }
  }
}
