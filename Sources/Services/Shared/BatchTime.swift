// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// The time of a worker's attempt, as it is written: that of one message, or, with `per_message`, that of a whole batch.
struct BatchTime: Sendable {
  /// Seconds: of one message; with ``perMessage`` of a batch, whatever its size.
  let base: Distribution
  /// What each message of a batch adds; nil where every message has a time of its own, and a batch takes their sum.
  let perMessage: Nanoseconds?
}
