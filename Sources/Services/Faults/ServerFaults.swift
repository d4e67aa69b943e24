// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What goes wrong at the moment at a part that answers calls. Faults overlap and repeat, so each is counted.
struct ServerFaults: Sendable {
  private(set) var stops = 0
  private(set) var removals = 0
  /// How often it has been stopped or removed: whatever was under way then has failed.
  private(set) var interruptions: UInt32 = 0
  private var factors: [UInt32] = []
  private var shares: [UInt32] = []
  /// How many times longer everything takes.
  private(set) var factor = 1.0
  /// The share of calls that fail.
  private(set) var share = 0.0

  /// Whether the faults that are counted here include this one.
  static func understands(_ fault: FaultKind) -> Bool {
    switch fault {
    case .stop, .remove, .slow, .fail: true
    case .kill, .pause, .deploy, .redrive, .restart, .flush, .replay: false
    }
  }

  mutating func change(_ event: Event) {
    let begins = event.signal == ControlSignal.begin
    switch FaultKind(code: event.small) {
    case .stop:
      stops += begins ? 1 : -1
      interruptions &+= begins ? 1 : 0
    case .remove:
      removals += begins ? 1 : -1
      interruptions &+= begins ? 1 : 0
    case .slow: Self.change(&factors, event.b, begins)
    case .fail: Self.change(&shares, event.b, begins)
    default: return
    }
    factor = factors.reduce(1) { $0 * Double($1) / 1000 }
    share = 1 - shares.reduce(1) { $0 * (1 - Double($1) / 1000) }
  }

  private static func change(_ list: inout [UInt32], _ value: UInt32, _ begins: Bool) {
    if begins {
      list.append(value)
      list.sort()  // the product must not depend on the order in which they came
    } else if let place = list.firstIndex(of: value) {
      list.remove(at: place)
    }
  }
}
