// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What is measured of a source besides its flow.
struct TrafficInstruments: Sendable {
  /// Calls that it made, each retry for itself, and those of them that were throttled.
  let calls, throttled: CounterID

  init(_ name: String, _ instruments: inout Instruments) {
    calls = instruments.counter(name, "calls", unit: "requests")
    throttled = instruments.counter(name, "throttled", unit: "requests")
    instruments.metric(name, "throttled", .tally(throttled, of: calls))
  }
}
