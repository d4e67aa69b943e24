// SPDX-License-Identifier: GPL-3.0-or-later

/// Keeps finished replications, so that none is simulated twice and none is lost when the program ends early.
///
/// Used from several threads at a time.
public protocol OutcomeStore: Sendable {
  /// The replication, if it is there.
  ///
  /// - Throws: an error whose description says what is wrong with the store.
  func outcome(_ key: AlternativeKey, replication: Int) throws -> Outcome?

  /// Keeps a replication for good: when this returns, it outlives the end of the program.
  func save(_ outcome: Outcome, _ key: AlternativeKey, replication: Int) throws

  /// Is told of the alternatives of an experiment before their replications, perhaps more than once: what they and their
  /// figures are called.
  func register(_ alternatives: [Alternative]) throws
}

extension OutcomeStore {
  public func register(_ alternatives: [Alternative]) throws {}
}

/// One of several equal parts of an experiment's replications, which machines do side by side.
public struct Shard: Sendable, Hashable, CustomStringConvertible {
  /// From 0.
  public let index: Int
  public let count: Int

  /// Nil unless 0 ≤ index < count.
  public init?(_ index: Int, of count: Int) {
    guard index >= 0, index < count else { return nil }
    self.index = index
    self.count = count
  }

  public var description: String { "\(index)/\(count)" }
}
