// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation

/// Wires parts to a ``Model``: gives out the numbers of components and instruments and collects what is to be metered
/// and shown.
public struct ModelBuilder {
  /// What the model measures.
  public var instruments = Instruments()
  /// All parts; a part's place is its component's number.
  public let parts: PartDirectory
  /// The ways of the messages.
  public let routes: Routes
  /// What the messages' keys are about.
  public let keySpaces: KeySpaces
  /// Whether services that AWS gives no latency for use the built-in ones; otherwise their calls take no time.
  public let usesBuiltInLatencies: Bool
  /// What the bytes between parts are counted by; nil without a section `network`.
  let network: NetworkTolls?
  private(set) var meters: [MeteredQuantity] = []
  private(set) var rows: [PartRow] = []
  private(set) var links: [PartLink] = []

  init(parts: PartDirectory, usesBuiltInLatencies: Bool) {
    self.parts = parts
    self.usesBuiltInLatencies = usesBuiltInLatencies
    routes = Routes(parts)
    keySpaces = KeySpaces(routes, parts)
    routes.declare(&instruments)
    network = NetworkTolls(parts, &instruments)
  }

  /// The number of the component that the part of this name becomes. References have been checked before.
  public func component(_ name: String) -> ComponentID {
    guard let position = parts.position(of: name) else { fatalError("an unchecked reference to \(name)") }
    return ComponentID(position)
  }

  /// A quantity that is paid for.
  public mutating func meter(_ quantity: MeteredQuantity) { meters.append(quantity) }

  /// A line of the table of parts.
  public mutating func row(_ row: PartRow) { rows.append(row) }

  /// A line of the picture; several of one kind between two parts become one.
  public mutating func link(_ link: PartLink) {
    let known = links.firstIndex { $0.from == link.from && $0.to == link.to && $0.kind == link.kind }
    if let known { links[known].passed += link.passed } else { links.append(link) }
  }

  /// The flow that begins at a source.
  public func flow(of source: String) -> FlowID {
    guard let flow = routes.flow(of: source) else { fatalError("\(source) is no source") }
    return flow
  }

  /// Wires the parts.
  public static func model(_ parts: [any Part], usesBuiltInLatencies: Bool) -> Model {
    var builder = ModelBuilder(parts: PartDirectory(parts), usesBuiltInLatencies: usesBuiltInLatencies)
    let components = builder.parts.parts.map { $0.build(&builder) }
    return Model(
      parts: builder.parts, routes: builder.routes,
      simulation: Simulation(components: components, instruments: builder.instruments),
      instruments: builder.instruments, meters: builder.meters, rows: builder.rows, links: builder.links,
      usesBuiltInLatencies: usesBuiltInLatencies)
  }
}

/// A wired scenario for one window, ready to be simulated any number of times.
public struct Model: Sendable {
  public let parts: PartDirectory
  public let routes: Routes
  public let simulation: Simulation
  public let instruments: Instruments
  public let meters: [MeteredQuantity]
  public let rows: [PartRow]
  public let links: [PartLink]
  /// Whether services that AWS gives no latency for use the built-in ones.
  public let usesBuiltInLatencies: Bool

  /// The first instant at which a source changes its load by plan.
  public var firstPlannedChange: Instant? { parts.parts.compactMap(\.firstPlannedChange).min() }
}
