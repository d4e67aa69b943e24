// SPDX-License-Identifier: GPL-3.0-or-later

/// How much more traffic there can be until each objective fails.
public struct HeadroomResult: Sendable, Codable {
  public enum Status: String, Sendable, Codable {
    /// It fails beyond the factor.
    case fails
    /// It holds at the most traffic that was tried.
    case holds
    /// It holds at the most traffic that the model takes.
    case limit
    /// It fails at the least traffic that was tried as well.
    case failsAlways = "fails-always"
    /// It neither holds nor fails for certain at any traffic that was tried, or not up to its end.
    case undecided
    /// There is nothing to judge it by.
    case noData = "no-data"
  }

  /// An objective, in the window where it is worst.
  public struct Objective: Sendable, Codable {
    public var name: String
    public var of: String
    /// `latency.p99`.
    public var metric: String
    public var asked: String
    public var level: String
    public var status: Status
    /// How many times the traffic its figure reaches its bound. `low` is the most traffic at which it passes for certain,
    /// `high` the least at which it fails for certain; nil where there is no such traffic among what was tried.
    public var factor: Figure?
    /// The window that fails first.
    public var window: String?
  }

  /// The model refuses more traffic than this.
  public struct Limit: Sendable, Codable {
    /// The largest factor that it takes.
    public var factor: Double
    public var reason: String
  }

  /// The least and most traffic that was tried, as factors.
  public var from: Double
  public var upTo: Double
  public var replications: Int
  /// Factors that were simulated.
  public var evaluations: Int
  public var isPartial: Bool
  public var objectives: [Objective]
  /// The objective of level `fail` that fails first; nil where none does.
  public var first: String?
  public var limit: Limit?
}
