// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// The filter policy of a subscription, ready to be asked about messages of any source.
struct SNSFilter: Sendable {
  let isByBody: Bool
  /// The policy for the messages of each source.
  private var compiled: [CompiledFilter] = []
  /// For each flow its source's place; nil where the flow does not come by.
  private var places: [Int?]

  /// - Parameter sources: for each flow where its messages come from; nil where it does not come by.
  init(_ policy: FilterPolicy, _ scope: FilterScope, sources: [(name: String, fields: MessageFields)?]) {
    isByBody = scope == .messageBody
    var names: [String] = []
    places = []
    for source in sources {
      guard let source else {
        places.append(nil)
        continue
      }
      if !names.contains(source.name) {
        names.append(source.name)
        compiled.append(policy.compiled(source: source.name, fields: source.fields, scope))
      }
      places.append(names.firstIndex(of: source.name))
    }
  }

  /// Takes the random numbers of a replication.
  mutating func begin(key: RandomKey) {
    for place in compiled.indices { compiled[place].begin(key: key) }
  }

  /// Why a message is filtered out; nil if it matches.
  func mismatch(flow: FlowID, _ drawKey: UInt64) -> FilterMismatch? {
    guard Int(flow) < places.count, let place = places[Int(flow)], !compiled[place].matches(drawKey) else { return nil }
    return compiled[place].mismatchReason(drawKey)
  }
}
