// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// Replications of some alternatives that are simulated ahead, so that later experiments find them.
public struct Filling: Sendable {
  /// A figure of one alternative.
  public struct Entry: Sendable, Hashable {
    public var label: String
    public var window: String
    public var subject: String
    public var metric: String
    public var statistic: String
    public var unit: FigureUnit
    /// Nil without data.
    public var figure: Figure?
  }

  /// What has been simulated.
  public struct Found: Sendable {
    public var replications: Int
    /// Whether it was stopped before its end.
    public var isPartial: Bool
    public var entries: [Entry]
  }

  public let alternatives: [Alternative]
  /// Of each.
  public let replications: Int

  public init(_ alternatives: [Alternative], replications: Int) {
    self.alternatives = alternatives
    self.replications = replications
  }

  /// Does all of them, replication by replication.
  ///
  /// - Throws: what the laboratory throws.
  public func found(_ laboratory: Laboratory) async throws -> Found {
    let panels = alternatives.map { Panel($0) }
    var tallies = panels.map { Tally($0) }
    let tasks = (0..<replications).flatMap { replication in
      alternatives.indices.map { Laboratory.Task(alternative: $0, replication: replication) }
    }
    let done = try await laboratory.run(
      tasks, of: alternatives, isPlanned: true, read: { panels[$0.alternative].sample($1) },
      take: { tallies[$0.alternative].add($1) })
    return Found(
      replications: done, isPartial: done < tasks.count,
      entries: zip(panels, tallies).flatMap { panel, tally in
        panel.readings.enumerated().map { place, reading in
          Entry(
            label: panel.alternative.label, window: reading.window, subject: reading.subject, metric: reading.metric,
            statistic: reading.statistic, unit: reading.unit, figure: tally.figure(place))
        }
      })
  }
}
