// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Simulation

/// What is read off one replication of an alternative: small, whatever the replication measured.
public struct Sample: Sendable {
  /// By the place of the reading in ``Panel/readings``.
  var answers: [Digest.Answer]
  /// The month's bill, of everything and of each of ``Panel/billedParts``; nil where something of it has no price.
  var total: Decimal
  var parts: [Decimal?]
  /// Dollars for a million delivered messages.
  var perMillion: Decimal?
  /// Of each of ``Panel/limited``: the share of the month's messages within the month's limits.
  var limited: [(value: Double, count: Int)?]
  /// Units of an hour by window and quantity, and of its aside; messages delivered in an hour.
  var usage: [[(quantity: Double, aside: Double?)]]
  var deliveredPerHour: [Double]
  /// Why a window ended early.
  var stopped: [StopReason?]
  var events: UInt64
}
