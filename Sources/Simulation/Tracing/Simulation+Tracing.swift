// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

/// Looks at a replication. It is the one that ``run(duration:key:warmup:quantiles:isCancelled:)`` simulates, event by
/// event; what is measured is the same.
extension Simulation {
  /// Looks for a message.
  ///
  /// - Parameters:
  ///   - flows: by number, the flows that count; empty for all.
  /// - Returns: what was measured, and the message if there is one; nil when cancelled.
  public func find(
    _ search: TraceSearch, flows: [Bool] = [], duration: Nanoseconds, key: RandomKey, warmup: Warmup,
    isCancelled: () -> Bool = { false }
  ) -> (measurements: Measurements, finding: TraceFinding?)? {
    var timeline = Timeline(end: duration, key: key, instruments: instruments)
    timeline.isTracing = true
    timeline.tracer.finder = TraceFinder(search, flows: flows)
    guard let outcome = run(&timeline, warmup, [], isCancelled) else { return nil }
    return (outcome.measurements, timeline.tracer.finder?.finding(since: outcome.warm))
  }

  /// Follows a message with all its copies.
  ///
  /// - Returns: what was measured, and the message's life; nil when cancelled.
  public func follow(
    _ subject: TraceSubject, duration: Nanoseconds, key: RandomKey, warmup: Warmup,
    isCancelled: () -> Bool = { false }
  ) -> (measurements: Measurements, trace: Trace)? {
    var timeline = Timeline(end: duration, key: key, instruments: instruments)
    timeline.isTracing = true
    timeline.tracer.subject = subject
    guard let outcome = run(&timeline, warmup, [], isCancelled) else { return nil }
    return (outcome.measurements, timeline.tracer.trace)
  }
}
