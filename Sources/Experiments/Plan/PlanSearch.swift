// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds the cheapest configuration that meets the objectives, by simulation.
public struct PlanSearch: Sendable {
  /// How replications are spent.
  public enum Procedure: String, Sendable, CaseIterable {
    /// Where a wrong decision is most likely to change the answer (optimal computing budget allocation with constraints:
    /// Lee, Pujowidianto, Li, Chen and Yap 2012).
    case ocba
    /// The same for the objectives; the costs of those that meet them are compared by the fully sequential procedure with an
    /// indifference zone of Kim and Nelson (2001).
    case kn
    /// So many replications of everything that is not excluded: the oracle.
    case all
  }

  public let space: PlanSpace
  public let procedure: Procedure
  public let laboratory: Laboratory
  /// Of each configuration, for ``Procedure/all``.
  public let replications: Int

  /// - Parameter replications: only ``Procedure/all`` asks for them; at least 2.
  public init(_ space: PlanSpace, procedure: Procedure = .ocba, laboratory: Laboratory, replications: Int = 30) {
    self.space = space
    self.procedure = procedure
    self.laboratory = laboratory
    self.replications = max(2, replications)
  }

  /// Searches until the answer is sure, or a budget ends: that of ``PlanSettings/mostReplications``, or wall time, which
  /// closes the laboratory's control.
  ///
  /// - Throws: ``PlanSpace/Invalid`` where no configuration at all is a valid scenario, ``Run/Unaccounted``, what the store
  ///   throws, ``Laboratory/ShardDone``, ``Laboratory/Missing``.
  public func result() async throws -> PlanResult {
    fatalError("not yet")
  }
}
