// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// A message in the hands of a task.
struct FleetJob: BitwiseCopyable, Sendable {
  enum State: UInt8 { case free, buffered, running }

  var message: MessageID = 0
  var entry: UInt32 = 0
  var receipt: UInt32 = 0
  var task: UInt32 = 0
  /// Grows with every use of the place, so that an old event never fits.
  var generation: UInt32 = 0
  /// When the current attempt began.
  var startedAt: Instant = 0
  /// The step of the fleet's program that is under way.
  var step: UInt8 = 0
  var state: State = .free
  /// Whether the current attempt fails.
  var fails = false
}

/// One task of a fleet.
struct FleetTask: BitwiseCopyable, Sendable {
  /// Lives so far: replies and timers of an earlier life are void.
  var life: UInt32 = 0
  /// Calls for messages so far.
  var calls: UInt32 = 0
  var busySlots: UInt32 = 0
  /// Whether a call for messages, or the pause before the next, is under way.
  var isCalling = false
  var isUp = false
}

/// What a worker does with a message, step by step.
enum FleetStep: UInt8 {
  /// Works for the service time; a failing attempt ends here.
  case work
  /// Deletes the message and waits for the answer.
  case delete
}
