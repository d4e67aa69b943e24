// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// The filter policy of a subscription, ready to be asked about messages of any source.
struct SNSFilter: Sendable {
  let isByBody: Bool

  mutating func begin(key: RandomKey) {}

  func matches(flow: FlowID, _ drawKey: UInt64) -> Bool { true }
}
