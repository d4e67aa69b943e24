// SPDX-License-Identifier: GPL-3.0-or-later

/// The headroom of a scenario as an experiment of its own.
public struct HeadroomStudy: Sendable {
  public let upTo: Double
  public let replications: Int
  private let space: SweepSpace
  private let asWritten: Alternative

  /// - Throws: ``PlanSpace/Invalid``, and what the price book throws.
  public init(_ space: SweepSpace, upTo: Double, replications: Int) throws {
    self.space = space
    self.upTo = upTo
    self.replications = replications
    asWritten = try space.asWritten()
  }

  public func result(_ laboratory: Laboratory) async throws -> SweepResult {
    let found = try await Headroom.find(laboratory, upTo: upTo, replications: replications, isPlanned: true) {
      try space.atTraffic($0)
    }
    var result = SweepResult("headroom", asWritten, replications: replications, partial: found.isPartial)
    result.headroom = found
    return result
  }
}
