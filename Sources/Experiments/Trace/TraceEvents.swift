// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Services
import Simulation

/// One event of a replication, and how full and how busy the parts are after it.
public struct TraceEvent: Sendable, Hashable {
  /// A part's level: messages that wait, or the share of it that is busy, 0 to 1.
  public struct Level: Sendable, Hashable {
    public var part: String
    public var queue: Int?
    public var busy: Double?
  }

  /// From 1, of all events of the replication.
  public var number: Int
  public var atNs: Int64
  public var part: String
  public var title: String
  public var levels: [Level]
  /// Whether something happened to the message that is followed.
  public var concernsMessage: Bool
}

extension TraceStudy {
  /// Shows the events of the message's replication one after the other, from an instant on.
  ///
  /// - Parameters:
  ///   - result: the message, whose window is walked through.
  ///   - from: the first instant whose events are shown; nil for the message's send.
  ///   - show: false ends the walk.
  public func walk(
    _ result: TraceResult, from: Instant? = nil, control: RunControl = RunControl(), show: (TraceEvent) -> Bool
  ) {
    guard let window = scenario.windows.first(where: { $0.name == result.selection.window }),
      let flow = window.model.routes.flow(of: result.message.source)
    else { return }
    let names = TraceNames(window.model)
    let signals = window.model.parts.parts.map(\.signalNames)
    let first = from ?? result.message.sentNs
    var number = 0
    var steps = 0
    func look(_ event: Event, _ at: Instant, _ timeline: borrowing Timeline) -> Bool {
      number += 1
      defer { steps = timeline.followedSteps }
      guard at >= first else { return true }
      let target = Int(event.target)
      let levels = window.model.rows.compactMap { row -> TraceEvent.Level? in
        guard row.queue != nil || row.busy != nil else { return nil }
        return TraceEvent.Level(
          part: row.part, queue: row.queue.map { Int(timeline.recorder.value($0)) },
          busy: row.busy.map { timeline.recorder.value($0) })
      }
      return show(
        TraceEvent(
          number: number, atNs: at, part: names.name(event.target) ?? "?",
          title: target < signals.count ? signals[target][event.signal] ?? "event \(event.signal)" : "?",
          levels: levels, concernsMessage: timeline.followedSteps > steps))
    }
    window.model.simulation.watch(
      TraceSubject(flow: flow, number: UInt64(result.message.number - 1)), duration: window.duration, key: key,
      warmup: Replicator.warmup(window, scenario), isCancelled: { control.isCancelled }, each: look)
  }
}
