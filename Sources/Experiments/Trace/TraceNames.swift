// SPDX-License-Identifier: GPL-3.0-or-later

import Services
import Simulation

/// What components and their calls are called.
struct TraceNames {
  private let parts: [any Part]
  private let callNames: [CallNames]
  /// By component, the channel that a worker takes from.
  private let sources: [ComponentID]
  /// The channels that are logs.
  let logs: Set<ComponentID>

  init(_ model: Model) {
    let parts = model.parts.parts
    self.parts = parts
    callNames = parts.map(\.callNames)
    sources = parts.enumerated().map { place, part in
      (part as? any Consumer).flatMap { model.parts.position(of: $0.source) }.map { ComponentID($0) }
        ?? ComponentID(place)
    }
    logs = Set(parts.indices.filter { parts[$0] is any LogChannel }.map { ComponentID($0) })
  }

  func name(_ component: ComponentID) -> String? {
    Int(component) < parts.count ? parts[Int(component)].name : nil
  }

  func part(_ component: ComponentID) -> (any Part)? { Int(component) < parts.count ? parts[Int(component)] : nil }

  func calls(_ component: ComponentID) -> CallNames {
    Int(component) < callNames.count ? callNames[Int(component)] : CallNames()
  }

  /// The channel of a worker; the component itself if it is none.
  func source(_ component: ComponentID) -> ComponentID {
    Int(component) < sources.count ? sources[Int(component)] : component
  }
}
