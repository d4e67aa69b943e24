// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What is measured of a worker's calls.
struct CallInstruments: Sendable {
  /// What caches and databases have answered.
  struct Asked: Sendable {
    /// Answers, and those with data that were older than what the database held.
    let answers, stale: CounterID
  }

  let calls, retries, failed: CounterID
  /// Nil for a worker that asks no cache and no database.
  let asked: Asked?
  /// From the first try to the end of the last, with the pauses.
  let time: DistributionID

  /// - Parameter asks: whether caches or databases are among those called.
  init(_ name: String, asks: Bool, _ instruments: inout Instruments) {
    asked =
      asks
      ? Asked(
        answers: instruments.counter(name, "answers", unit: "calls"),
        stale: instruments.counter(name, "stale_reads", unit: "calls")) : nil
    if let asked { instruments.metric(name, "stale_reads", .tally(asked.stale, of: asked.answers)) }
    calls = instruments.counter(name, "calls", unit: "calls")
    retries = instruments.counter(name, "call_retries", unit: "calls")
    failed = instruments.counter(name, "failed_calls", unit: "calls")
    time = instruments.distribution(name, "call_time")
    instruments.metric(name, "failed_calls", .tally(failed, of: calls))
    instruments.metric(name, "call_time", .distribution(time))
  }
}
