// SPDX-License-Identifier: GPL-3.0-or-later

/// A part of a model: a source, a queue, a fleet of workers.
///
/// Components are structs: their state is theirs alone, and they reach each other only by events. What a component
/// needs at random it draws by key (see `DrawStream`), never in sequence.
public protocol Component: Sendable {
  /// Called once before the first event; schedules the component's first events.
  mutating func start(_ timeline: inout Timeline)

  /// Handles an event that was scheduled for this component; `timeline.now` is its instant.
  mutating func handle(_ event: Event, _ timeline: inout Timeline)

  /// Called once every sampling interval, before the gauges are sampled: sets the gauges that are costly to keep up to
  /// date with every event.
  mutating func sample(_ timeline: inout Timeline)
}

extension Component {
  public mutating func sample(_ timeline: inout Timeline) {}
}
