// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// A message in the hands of a task; of a log, the records of one poll, which take their turn.
struct FleetJob: BitwiseCopyable, Sendable {
  enum State: UInt8 { case free, buffered, running }

  var message: MessageID = 0
  /// What the queue knows the message by; of a log, the batch and the place of the message in it.
  var entry: UInt32 = 0
  var receipt: UInt32 = 0
  var task: UInt32 = 0
  /// Grows with every use of the place, so that an old event never fits.
  var generation: UInt32 = 0
  /// When the current attempt began.
  var startedAt: Instant = 0
  /// The number of the current attempt at the message, over all queues: the key of its draws.
  var attempt: UInt16 = 0
  /// Calls that have not been answered.
  var callsUnderWay: UInt16 = 0
  /// Attempts at a record of a log in this task's hands.
  var tries: UInt16 = 0
  /// The step of the fleet's program that is under way.
  var step: UInt8 = 0
  var state: State = .free
  /// Whether the current attempt fails.
  var fails = false
  /// Whether the current attempt has ended.
  var isOver = false
  /// Whether a call has handed the message on.
  var isPassedOn = false
}

/// One task of a fleet.
struct FleetTask: BitwiseCopyable, Sendable {
  enum State: UInt8 {
    /// Does not exist; its place can be used by a new task.
    case absent
    /// On its way up: ordered, or crashed and about to come back.
    case starting
    /// Takes messages.
    case up
    /// Takes no more messages and ends when it has finished what it holds.
    case leaving
    /// Kept down by a planned fault.
    case stopped
  }

  /// Lives so far: replies and timers of an earlier life are void.
  var life: UInt32 = 0
  /// Calls for messages so far.
  var calls: UInt32 = 0
  var busySlots: UInt32 = 0
  var state: State = .absent
  /// Whether a call for messages, or the pause before the next, is under way.
  var isCalling = false
  /// Whether it is the pause.
  var isPausing = false
  /// Whether a deployment is replacing it.
  var isReplaced = false
  /// Since when it is paid for.
  var paidSince: Instant = 0
  /// Since when it takes messages, and when its warm-up ends.
  var upSince: Instant = 0
  var warmAt: Instant = 0
  /// Slot-time worked since the last point of the metric, kept only where a policy asks for it.
  var busyTime: Nanoseconds = 0
  var busySince: Instant = 0

  /// Whether it works: what it holds is in its hands, and replies to its calls reach it.
  var isAlive: Bool { state == .up || state == .leaving }
}

/// What a worker does with a message, step by step.
enum FleetStep {
  /// Works for the service time; a failing attempt ends here.
  case work
  /// Makes a group of calls and waits for the answers.
  case call(UInt8)
  /// The attempt has succeeded.
  case succeed
  /// Deletes the message and waits for the answer.
  case delete

  /// Whether the attempt is under way: a task that dies now leaves it unfinished.
  var isAttempt: Bool {
    switch self {
    case .work, .call: true
    case .succeed, .delete: false
    }
  }

  /// The program of a fleet. From a log nothing is deleted.
  static func program(_ settings: FleetSettings, readsLog: Bool) -> [FleetStep] {
    let attempt = [FleetStep.work] + settings.calls.groups.indices.map { .call(UInt8($0)) } + [.succeed]
    if readsLog { return attempt }
    return settings.deletesBeforeWork ? [.delete] + attempt : attempt + [.delete]
  }
}
