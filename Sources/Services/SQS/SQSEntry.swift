// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// A message in a queue.
struct SQSEntry: BitwiseCopyable, Sendable {
  enum State: UInt8 { case free, delayed, visible, inFlight }

  var message: MessageID = 0
  /// Grows with every receive and every use of the place, so that an old receipt handle never fits.
  var receipt: UInt32 = 0
  /// When the queue took the message in, by which retention counts. A move to a dead-letter queue keeps it.
  var enqueuedAt: Instant = 0
  /// When it came to this queue, by a send or a move: the age of the oldest message counts from here.
  var arrivedAt: Instant = 0
  /// When the current receive began.
  var receivedAt: Instant = 0
  /// When the delay or the visibility timeout ends.
  var deadline: Instant = 0
  /// The list that it is in: a server's or a lane's.
  var list: UInt16 = 0
  /// Receives from this queue: what the dead-letter queue and the age metric count.
  var receivesHere: UInt16 = 0
  /// The component of the queue that it was moved here from plus 1; 0 if it was sent here.
  var from: UInt16 = 0
  var server: UInt8 = 0
  var state: State = .free
}

/// A call that waits for messages (long polling).
struct SQSWaiter: BitwiseCopyable, Sendable {
  var consumer: ComponentID
  var task: UInt32
  var call: UInt32
  var wanted: Int
  /// How long the messages that it gets are hidden.
  var visibilityTimeout: Nanoseconds
  var deadline: Instant
  var tag: UInt16
}
