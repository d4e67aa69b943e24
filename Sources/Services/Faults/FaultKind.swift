// SPDX-License-Identifier: GPL-3.0-or-later

/// What can go wrong, or be done, by plan. The raw value is the key of the fault.
public enum FaultKind: String, Sendable, CaseIterable {
  /// Cannot be reached: calls to it fail on the server's side.
  case stop
  /// Does not exist any more: calls to it are refused, and nobody tries again.
  case remove
  /// Takes longer, by a factor.
  case slow
  /// Fails a share of what it is asked.
  case fail
  /// Loses tasks or nodes at once, with what they hold.
  case kill
  /// Takes no new messages; what it holds is finished.
  case pause
  /// Replaces its tasks in waves, each as soon as it has finished its work.
  case deploy
  /// Moves the messages of a dead-letter queue back.
  case redrive
  /// Starts its processes anew: what it keeps only in memory is gone.
  case restart
  /// Empties a cache.
  case flush
  /// Has a reader of a log read again from an earlier time.
  case replay

  /// The number that travels with a signal.
  public var code: UInt16 { UInt16(Self.allCases.firstIndex(of: self) ?? 0) }

  public init?(code: UInt16) {
    guard Int(code) < Self.allCases.count else { return nil }
    self = Self.allCases[Int(code)]
  }

  /// Whether it can last, so that `for` has a meaning; the others are over as soon as they are done. What kill takes
  /// away lasts where nobody replaces it: the brokers of a log.
  var lasts: Bool {
    switch self {
    case .stop, .remove, .slow, .fail, .pause, .kill: true
    case .deploy, .redrive, .restart, .flush, .replay: false
    }
  }
}
