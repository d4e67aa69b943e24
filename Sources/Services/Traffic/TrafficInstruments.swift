// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What is measured of a source besides its flow.
struct TrafficInstruments: Sendable {
  /// Calls that it made, each retry for itself, and those of them that were throttled.
  let calls, throttled: CounterID
  /// Answers with data that were older than what the database held; nil for a source that sends to a channel.
  let stale: CounterID?

  /// - Parameter asks: whether it asks a cache or a database.
  init(_ name: String, asks: Bool = false, _ flow: FlowID, _ instruments: inout Instruments) {
    stale = asks ? instruments.counter(name, "stale") : nil
    if let stale {
      instruments.metric(name, "stale", .tally(stale, of: instruments.flows[Int(flow)].delivered))
    }
    calls = instruments.counter(name, "calls", unit: "requests")
    throttled = instruments.counter(name, "throttled", unit: "requests")
    instruments.metric(name, "throttled", .tally(throttled, of: calls))
  }
}
