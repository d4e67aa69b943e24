// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization

/// Stops a run from outside, from any thread: replications under way are given up, finished ones are reported.
public final class RunControl: Sendable {
  private let cancelled = Atomic(false)

  public init() {}

  public func cancel() { cancelled.store(true, ordering: .relaxed) }

  public var isCancelled: Bool { cancelled.load(ordering: .relaxed) }
}

/// How far a run has come.
public struct RunProgress: Sendable {
  /// Replications finished, over all windows.
  public var finished: Int
  /// Replications planned so far; more may follow when the intervals are too wide.
  public var planned: Int
  /// The most that can be planned.
  public var atMost: Int
}
