// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization

/// Stops work from outside, from any thread.
public final class RunControl: Sendable {
  private let cancelled = Atomic(false)
  private let closed = Atomic(false)

  public init() {}

  /// Replications under way are given up; finished ones are reported.
  public func cancel() { cancelled.store(true, ordering: .relaxed) }

  public var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

  /// No further replication is begun; those under way are finished.
  public func close() { closed.store(true, ordering: .relaxed) }

  public var isClosed: Bool { closed.load(ordering: .relaxed) }

  /// Whether another replication may be begun.
  public var isOpen: Bool { !isCancelled && !isClosed }
}

/// How far a run has come.
public struct RunProgress: Sendable {
  /// Replications finished, over all windows.
  public var finished: Int
  /// Replications planned so far; more may follow when the intervals are too wide.
  public var planned: Int
  /// The most that can be planned.
  public var atMost: Int

  public init(finished: Int, planned: Int, atMost: Int) {
    self.finished = finished
    self.planned = planned
    self.atMost = atMost
  }
}
