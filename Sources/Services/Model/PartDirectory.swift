// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The parts of a scenario by name, in the order of the file.
public struct PartDirectory: Sendable {
  public let parts: [any Part]

  /// - Parameter parts: those of the file. Some stand for several (``Part/expanded(among:)``).
  public init(_ parts: [any Part]) {
    let all = parts.flatMap { $0.expanded(among: parts) }
    self.parts = all.map { $0.wired(among: all) }
  }

  /// The part of this name.
  public subscript(name: String) -> (any Part)? { parts.first { $0.name == name } }

  /// Its place in the order, which is its component's number.
  public func position(of name: String) -> Int? { parts.firstIndex { $0.name == name } }

  /// What sends to a channel of its own accord.
  public func producers(to channel: String) -> [any Producer] {
    parts.compactMap { $0 as? any Producer }.filter { $0.target == channel }
  }

  /// What takes from a channel.
  public func consumers(of channel: String) -> [any Consumer] {
    parts.compactMap { $0 as? any Consumer }.filter { $0.source == channel }
  }

  /// The parts that set messages aside to this queue.
  public func sources(ofDeadLetters channel: String) -> [any Part] {
    parts.filter { $0.deadLetterChannels.contains(channel) }
  }

  /// Whether anything hands messages on to a part.
  public func outletsReach(_ name: String) -> Bool { parts.contains { $0.outlets.contains { $0.to == name } } }

  /// Messages a second that come to a part at an instant, on average: those of sources, and those that other parts hand
  /// on as fast as they come. Backlogs and failures are left out.
  public func inflow(of name: String, at time: Instant) -> Double { inflow(of: name, at: time, depth: 0) }

  private func inflow(of name: String, at time: Instant, depth: Int) -> Double {
    guard depth < parts.count else { return 0 }
    return parts.reduce(0.0) { sum, part in
      let share = part.outlets.reduce(0.0) { $0 + ($1.to == name ? part.share(of: $1, self) : 0) }
      guard share > 0 else { return sum }
      if let producer = part as? any Producer { return sum + share * (producer.rate(at: time) ?? 0) }
      // A worker hands on what is in its queue; a function that a topic invokes what comes to itself.
      let source = (part as? any Consumer)?.source
      let from = source.flatMap { self[$0] is any Channel ? $0 : nil } ?? part.name
      return sum + share * inflow(of: from, at: time, depth: depth + 1)
    }
  }

  /// The instants between which the inflow of a part runs in straight lines, 0 included.
  public func inflowChanges(of name: String) -> [Instant] {
    parts.compactMap { $0 as? any Producer }.flatMap(\.rateChanges)
  }
}
