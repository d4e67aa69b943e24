// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// A message in the hands of a function: one of a batch, or an event of the asynchronous queue.
struct LambdaJob: BitwiseCopyable, Sendable {
  enum State: UInt8 {
    case free
    /// In a batch or in the asynchronous queue.
    case waiting
    case running, succeeded, failed, deleting
  }

  var message: MessageID = 0
  var entry: UInt32 = 0
  var receipt: UInt32 = 0
  /// The invocation that it belongs to.
  var invocation: UInt32 = .max
  /// The next of the same invocation.
  var next: UInt32 = .max
  /// Grows with every use of the place, so that an old event never fits.
  var generation: UInt32 = 0
  /// When the current attempt began.
  var startedAt: Instant = 0
  /// When the asynchronous queue took it in.
  var acceptedAt: Instant = 0
  /// When the current attempt ends, where that is known beforehand.
  var endsAt: Instant = 0
  /// Throttles and system errors since then.
  var throttles: UInt16 = 0
  /// Runs that ended in an error.
  var errors: UInt8 = 0
  /// The number of the current attempt, which sets its draws apart.
  var attempt: UInt16 = 0
  /// Calls of the step that have not been answered.
  var callsUnderWay: UInt16 = 0
  /// The step of the handler's program that is under way.
  var step: UInt8 = 0
  var state: State = .free
  /// Whether the current attempt fails.
  var fails = false
  /// Whether a channel has taken what goes on.
  var isPassedOn = false
}

/// One invocation of a function, from the first message of its batch until its last delete.
struct LambdaInvocation: BitwiseCopyable, Sendable {
  enum State: UInt8 {
    case free
    /// Its batch is being gathered, or it is throttled and waits for another try.
    case waiting
    /// It has an environment that is getting ready.
    case starting
    case running
    /// The handler has ended well; its messages are being deleted.
    case deleting
  }

  /// Where it runs, if it is no number of an environment.
  static let noEnvironment = UInt32.max
  static let provisioned = UInt32.max - 1

  var firstJob: UInt32 = .max
  var lastJob: UInt32 = .max
  var count: UInt32 = 0
  /// Bytes of its messages.
  var bytes: Int64 = 0
  /// The poller or the lane that made it; none if it is asynchronous or only keeps an environment warm.
  var poller: UInt32 = .max
  var generation: UInt32 = 0
  var environment = LambdaInvocation.noEnvironment
  /// When the first message came.
  var receivedAt: Instant = 0
  /// When the handler began.
  var startedAt: Instant = 0
  /// The INIT phase before it, which is billed.
  var initTime: Nanoseconds = 0
  /// Jobs that still run, or whose deletes have not returned.
  var remaining: UInt32 = 0
  var throttles: UInt8 = 0
  /// Runs of these records that ended in an error before.
  var failures: UInt16 = 0
  var state: State = .free
  /// Whether a message of it has failed.
  var hasFailure = false
}

/// What the handler does with a message, step by step.
enum LambdaStep {
  /// Works for the service time; a failing attempt ends here.
  case work
  /// Makes a group of calls and waits for the answers.
  case call(UInt8)
  /// Notes the success.
  case succeed

  /// The steps of a function.
  static func program(_ settings: LambdaSettings) -> [LambdaStep] {
    [.work] + settings.calls.groups.indices.map { .call(UInt8($0)) } + [.succeed]
  }
}

/// One loop of an event source mapping: poll until the batch is complete, invoke, delete.
struct LambdaPoller: BitwiseCopyable, Sendable {
  /// Calls for messages so far.
  var calls: UInt32 = 0
  var calledAt: Instant = 0
  /// The invocation in its hands, and the rest of a batch that was too large for one.
  var batch: UInt32 = .max
  var rest: UInt32 = .max
  var isAwake = false
}
