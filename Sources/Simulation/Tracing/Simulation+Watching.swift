// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

extension Simulation {
  /// Shows every event after it has been handled, with the world as it is then.
  ///
  /// - Parameters:
  ///   - subject: a message that is followed meanwhile; ``Timeline/followedSteps`` tells when something happens to it.
  ///   - each: is given the event and its instant; false ends the replication.
  /// - Returns: whether it came to its end.
  @discardableResult
  public func watch(
    _ subject: TraceSubject? = nil, duration: Nanoseconds, key: RandomKey, warmup: Warmup,
    isCancelled: () -> Bool = { false }, each: (Event, Instant, borrowing Timeline) -> Bool
  ) -> Bool {
    var timeline = Timeline(end: duration, key: key, instruments: instruments)
    timeline.isTracing = subject != nil
    timeline.tracer.subject = subject
    // An event is shown when the next one comes: then all has happened that it brought about at once.
    var last: (event: Event, at: Instant)?
    let isWhole = withoutActuallyEscaping(each) { each in
      run(&timeline, warmup, [], isCancelled) { event, timeline in
        defer { last = (event, timeline.now) }
        return last.map { each($0.event, $0.at, timeline) } ?? true
      } != nil
    }
    guard isWhole, let last else { return isWhole }
    return each(last.event, last.at, timeline)
  }
}
