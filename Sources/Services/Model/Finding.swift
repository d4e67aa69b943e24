// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What a check has found: a sentence that teaches, with the numbers behind it.
public struct Finding: Sendable, Hashable {
  public enum Level: String, Sendable, Codable {
    /// Worth acting on.
    case warn
    /// Worth knowing.
    case note
  }

  /// A number behind the sentence; the name says its unit.
  public struct Number: Sendable, Hashable {
    public var name: String
    public var value: Double
  }

  public var check: Check
  public var level: Level
  /// The part or window that it is about, if any.
  public var part: String?
  public var message: String
  public var numbers: [Number]
  /// What may be changed about it, the most promising first; empty where only a person can know.
  public var advice: [Advice]
  /// The metrics that it accounts for, and the reason in a few words to put beside them.
  public var accountsFor: [String]
  public var reason: String?
  /// The only window that it is about, if it is about one.
  public var window: String?

  /// The id that reports and `sluice explain` know.
  public var id: String { check.rawValue }

  public init(
    _ check: Check, _ level: Level, part: String? = nil, _ message: String,
    numbers: KeyValuePairs<String, Double> = [:],
    advice: [Advice] = [], accountsFor: [String] = [], reason: String? = nil, window: String? = nil
  ) {
    self.window = window
    self.accountsFor = accountsFor
    self.reason = reason
    self.check = check
    self.level = level
    self.part = part
    self.message = message
    self.advice = advice
    self.numbers = numbers.map { Number(name: $0.key, value: $0.value) }
  }
}

/// What a part's checks can look at: the parts of one window, and what the window measured when it has been simulated.
public struct FindingsView: Sendable {
  /// Averages over the replications of a window, warm-up left out.
  public struct Measured: Sendable {
    /// A metric's level or ratio; nil when the subject has none.
    public var level: @Sendable (_ metric: String, _ subject: String) -> Double?
    /// How often a counter of a subject counted in an hour.
    public var perHour: @Sendable (_ counter: String, _ subject: String) -> Double?

    public init(
      level: @escaping @Sendable (String, String) -> Double?, perHour: @escaping @Sendable (String, String) -> Double?
    ) {
      self.level = level
      self.perHour = perHour
    }
  }

  public var parts: PartDirectory
  public var window: String
  public var duration: Nanoseconds
  public var hoursPerMonth: Double
  /// Nil when nothing has been simulated.
  public var measured: Measured?

  public init(
    parts: PartDirectory, window: String, duration: Nanoseconds, hoursPerMonth: Double, measured: Measured? = nil
  ) {
    self.parts = parts
    self.window = window
    self.duration = duration
    self.hoursPerMonth = hoursPerMonth
    self.measured = measured
  }

  /// The instants of the window at which a load that runs in straight lines can be largest or smallest, in order: the
  /// ends of the lines, and just before them, where it may jump.
  ///
  /// - Parameter changes: the instants between which it does, as in ``PartDirectory/inflowChanges(of:)``.
  func extremes(of changes: [Instant]) -> [Instant] {
    let around: [Instant] = changes.flatMap { [$0 - 1, $0] }
    return Set(around + [0, duration - 1]).filter { $0 >= 0 && $0 < duration }.sorted()
  }
}
