// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The faults that a function has at present; they may overlap.
struct LambdaFaults: Sendable {
  private var stops = 0
  private var removals = 0
  private var pauses = 0
  /// Factors and shares in thousandths.
  private var slowdowns: [UInt32] = []
  private var shares: [UInt32] = []
  private var factor = 1.0
  /// The share of attempts that fail besides those that fail anyway.
  private(set) var failing = 0.0

  /// Whether nothing can be invoked.
  var isStopped: Bool { stops + removals > 0 }
  /// Whether it does not exist.
  var isRemoved: Bool { removals > 0 }
  /// Whether its mapping is disabled.
  var isPaused: Bool { pauses + removals > 0 }

  /// A length of work as the faults make it.
  func slowed(_ length: Nanoseconds) -> Nanoseconds {
    factor == 1 ? length : Nanoseconds(seconds: length.seconds * factor)
  }

  mutating func change(_ kind: FaultKind, _ thousandths: UInt32, begins: Bool) {
    let change = begins ? 1 : -1
    switch kind {
    case .stop: stops += change
    case .remove: removals += change
    case .pause: pauses += change
    case .slow: Self.change(&slowdowns, thousandths, begins)
    case .fail: Self.change(&shares, thousandths, begins)
    case .kill, .deploy, .redrive, .restart, .flush, .replay: break
    }
    factor = slowdowns.reduce(1) { $0 * Double($1) / 1000 }
    failing = 1 - shares.reduce(1) { $0 * (1 - Double($1) / 1000) }
  }

  private static func change(_ active: inout [UInt32], _ thousandths: UInt32, _ begins: Bool) {
    if begins {
      active.append(thousandths)
    } else if let place = active.firstIndex(of: thousandths) {
      active.remove(at: place)
    }
  }
}

extension LambdaFunction {
  mutating func beginFault(_ event: Event, _ timeline: inout Timeline) {
    guard let kind = FaultKind(code: event.small) else { return }
    if kind == .replay, wiring.readsLog, let source = wiring.source {
      timeline.schedule(Event(to: source, LogSignal.replay, b: event.b, c: event.c, d: id), after: 0)
    }
    faults.change(kind, event.b, begins: true)
  }

  mutating func endFault(_ event: Event, _ timeline: inout Timeline) {
    guard let kind = FaultKind(code: event.small) else { return }
    faults.change(kind, event.b, begins: false)
    // Pollers that went to sleep are needed again.
    if wiring.source != nil { wakePollers(&timeline) }
  }
}
