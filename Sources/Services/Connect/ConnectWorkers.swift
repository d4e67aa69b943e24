// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The workers of a connector: which of them are there.
///
/// When a worker is lost while others are there, its tasks stand still for `scheduled.rebalance.max.delay.ms`, whether it
/// comes back before or not; then they are shared out again (KIP-415, incremental cooperative rebalancing). With the
/// last worker the group is gone, and its tasks begin with the first worker that is back.
struct ConnectWorkers: Sendable {
  private var isUp: [Bool]
  /// Grows with every loss, so that an old return never fits.
  private var generations: [UInt32]

  init(_ count: Int, of most: Int) {
    isUp = (0..<most).map { $0 < count }
    generations = [UInt32](repeating: 0, count: most)
  }

  var indices: Range<Int> { isUp.indices }
  var upCount: Int { isUp.count { $0 } }

  subscript(worker: Int) -> Bool { isUp[worker] }

  func generation(_ worker: Int) -> UInt32 { generations[worker] }

  /// The first so many that are there.
  func first(_ count: Int) -> [Int] { Array(isUp.indices.filter { isUp[$0] }.prefix(count)) }

  /// Workers are lost, and each is back after a time: the connector gets the signal with its number and generation.
  mutating func replace(
    _ lost: [Int], at connector: ComponentID, _ signal: UInt16, after restart: Nanoseconds, _ timeline: inout Timeline
  ) {
    for worker in lost {
      lose(worker)
      timeline.schedule(
        Event(to: connector, signal, a: UInt32(worker), b: generations[worker]), after: restart)
    }
  }

  mutating func lose(_ worker: Int) {
    isUp[worker] = false
    generations[worker] &+= 1
  }

  /// A worker is back, unless this return is void. Returns whether it is.
  mutating func comeBack(_ worker: Int, generation: UInt32) -> Bool {
    guard !isUp[worker], generations[worker] == generation else { return false }
    isUp[worker] = true
    return true
  }
}
