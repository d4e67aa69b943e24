// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// A queue's random draws, each by a key of its own.
struct SQSDraws: Sendable {
  let send, receive, delete, duplicate, placing, polling: DrawStream

  init(key: RandomKey, queue: String) {
    send = DrawStream(key, name: queue, purpose: "send")
    receive = DrawStream(key, name: queue, purpose: "receive")
    delete = DrawStream(key, name: queue, purpose: "delete")
    duplicate = DrawStream(key, name: queue, purpose: "duplicate")
    placing = DrawStream(key, name: queue, purpose: "server")
    polling = DrawStream(key, name: queue, purpose: "poll")
  }

  /// The key of a worker's call.
  @inline(__always)
  func item(task: UInt32, call: UInt32, consumer: ComponentID) -> UInt64 {
    UInt64(consumer & 0xFF) << 56 | UInt64(task & 0xFF_FFFF) << 32 | UInt64(call)
  }

  /// The server that a message lies on.
  @inline(__always)
  func server(_ drawKey: UInt64, of servers: Int) -> UInt8 {
    servers == 1 ? 0 : UInt8(truncatingIfNeeded: Int(placing.uniform(drawKey) * Double(servers)))
  }

  /// The first server that a call asks, and the step to the next: all steps without a common divisor are as likely.
  @inline(__always)
  func order(_ item: UInt64, servers: Int) -> (first: Int, stride: Int) {
    let bits = polling.bits(item)
    let first = Int(truncatingIfNeeded: ((bits & 0xFFFF_FFFF) &* UInt64(servers)) >> 32)
    var stride = 1 + Int(truncatingIfNeeded: ((bits >> 32) &* UInt64(servers - 1)) >> 32)
    while Self.commonDivisor(stride, servers) != 1 { stride = stride % (servers - 1) + 1 }
    return (first, stride)
  }

  private static func commonDivisor(_ one: Int, _ other: Int) -> Int {
    var (a, b) = (one, other)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}

/// What one call is billed as.
enum SQSRequests {
  /// One request for every 64 KiB of payload begun, at least one (SQS pricing).
  @inline(__always)
  static func count(bytes: Int64) -> Int64 { max(1, (bytes + 65_535) >> 16) }
}
