// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The kinds of call that are limited, each by itself.
enum FIFOAction: Int, CaseIterable, Sendable {
  case send, receive, delete
}

/// The limits of a FIFO queue: one for each kind of call on each partition. A queue without high throughput is one
/// partition. A batch is split by partition, and counts once on each that it touches.
struct FIFOLimits: Sendable {
  private struct Meter: BitwiseCopyable {
    var limit: RateLimit
    /// The latest call that has touched it, and whether it was let through.
    var call: UInt32 = 0
    var isAdmitted = false
    /// Calls since the partitions were last counted.
    var offered: Int64 = 0
  }

  private let perSecond: Int
  private let burst: Nanoseconds
  private var meters: [Meter] = []
  /// The number of the latest call of each kind.
  private var calls: [UInt32] = [0, 0, 0]
  private(set) var partitions = 0

  init(perSecond: Int, burst: Nanoseconds, partitions: Int) {
    self.perSecond = perSecond
    self.burst = burst
    resize(to: partitions)
  }

  private func place(_ action: FIFOAction, _ partition: Int) -> Int { 3 * partition + action.rawValue }

  /// A new call begins.
  mutating func begin(_ action: FIFOAction) { calls[action.rawValue] &+= 1 }

  /// Whether the present call is let through to a partition; counted at its first touch.
  mutating func admits(_ action: FIFOAction, at partition: Int, _ now: Instant) -> (isAdmitted: Bool, isFirst: Bool) {
    let place = place(action, partition)
    if meters[place].call == calls[action.rawValue] { return (meters[place].isAdmitted, false) }
    meters[place].call = calls[action.rawValue]
    meters[place].offered += 1
    meters[place].isAdmitted = meters[place].limit.admits(at: now)
    return (meters[place].isAdmitted, true)
  }

  /// Whether the present call has been refused by a partition.
  func hasRefused(_ action: FIFOAction, at partition: Int) -> Bool {
    let meter = meters[place(action, partition)]
    return meter.call == calls[action.rawValue] && !meter.isAdmitted
  }

  func nextAdmission(_ action: FIFOAction, at partition: Int) -> Instant {
    meters[place(action, partition)].limit.next(after: 0)
  }

  // MARK: Partitions

  /// The partitions that the load of a time asks for: as many as carry it, one more when the busiest is full, fewer
  /// when not half of them are needed. Begins to count anew.
  mutating func wanted(after period: Nanoseconds, most: Int) -> (partitions: Int, isIdle: Bool) {
    let full = Double(perSecond) * period.seconds
    var total = 0.0
    var busiest = 0.0
    for action in FIFOAction.allCases {
      let loads = (0..<partitions).map { Double(meters[place(action, $0)].offered) }
      total = max(total, loads.reduce(0, +))
      busiest = max(busiest, loads.max() ?? 0)
    }
    for place in meters.indices { meters[place].offered = 0 }
    let needed = max(1, Int((total / full).rounded(.up)))
    var wanted = partitions
    if needed > partitions {
      wanted = needed
    } else if busiest >= full {
      wanted = partitions + 1
    } else if 2 * needed < partitions {
      wanted = needed
    }
    return (min(wanted, most), total == 0 && wanted == 1)
  }

  mutating func resize(to partitions: Int) {
    let fresh = Meter(limit: RateLimit(perSecond: Double(perSecond), burst: burst))
    while meters.count < 3 * partitions { meters.append(fresh) }
    meters.removeLast(meters.count - 3 * partitions)
    self.partitions = partitions
  }
}
