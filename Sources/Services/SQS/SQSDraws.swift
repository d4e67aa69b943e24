// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// A queue's random draws, each by a key of its own.
struct SQSDraws: Sendable {
  let send, receive, delete, duplicate, placing, grouping, repeating: DrawStream

  /// What sets the calls of one consumer apart from those of another: from its name, not from its number, so that
  /// other parts of a scenario change nothing.
  let consumers: [(id: ComponentID, salt: UInt64)]

  /// - Parameter consumers: whoever asks this queue for messages.
  init(key: RandomKey, queue: String, consumers: [(id: ComponentID, name: String)]) {
    self.consumers = consumers.map { consumer in
      (consumer.id, StableHash.of(consumer.name.utf8) & 0xFF00_0000_0000_0000)
    }
    send = DrawStream(key, name: queue, purpose: "send")
    receive = DrawStream(key, name: queue, purpose: "receive")
    delete = DrawStream(key, name: queue, purpose: "delete")
    duplicate = DrawStream(key, name: queue, purpose: "duplicate")
    placing = DrawStream(key, name: queue, purpose: "server")
    grouping = DrawStream(key, name: queue, purpose: "group")
    repeating = DrawStream(key, name: queue, purpose: "repeated send")
  }

  /// The key of a worker's call.
  @inline(__always)
  func item(task: UInt32, call: UInt32, consumer: ComponentID) -> UInt64 {
    var salt: UInt64 = 0
    for known in consumers where known.id == consumer { salt = known.salt }
    return salt | UInt64(task & 0xFF_FFFF) << 32 | UInt64(call)
  }

  /// The server that a message lies on.
  @inline(__always)
  func server(_ drawKey: UInt64, of servers: Int) -> UInt8 {
    servers == 1 ? 0 : UInt8(truncatingIfNeeded: Int(placing.uniform(drawKey) * Double(servers)))
  }

  /// The message group (MessageGroupId) of a message.
  func group(of message: Message, _ grouping: SQSGrouping) -> UInt64 {
    switch grouping {
    case .key: UInt64(message.key)
    case .count(let count):
      min(UInt64(self.grouping.uniform(message.drawKey) * Double(count)), UInt64(count) - 1)
    case .sources(let sources):
      Int(message.flow) < sources.count
        ? UInt64(sources[Int(message.flow)]) : UInt64(message.flow) + UInt64(sources.count)
    }
  }

  /// What a call needs: the server that it asks first, as a share of their number, and its time.
  @inline(__always)
  func call(_ item: UInt64) -> (order: Double, time: Double) { receive.uniforms(item) }
}

/// The order in which a call asks servers: from one on, in steps that share no divisor with their number, so that each
/// comes once.
struct SQSServerOrder: Sendable {
  let servers: Int
  private let strides: [Int]

  init(servers: Int) {
    self.servers = servers
    strides = servers == 1 ? [0] : (1..<servers).filter { Self.commonDivisor($0, servers) == 1 }
  }

  /// The first server and the step to the next, of a number between 0 and 1; all are as likely.
  @inline(__always)
  func draw(_ uniform: Double) -> (first: Int, stride: Int) {
    let scaled = uniform * Double(servers)
    let first = min(Int(scaled), servers - 1)
    let rest = scaled - Double(first)
    return (first, strides[min(Int(rest * Double(strides.count)), strides.count - 1)])
  }

  private static func commonDivisor(_ one: Int, _ other: Int) -> Int {
    var (a, b) = (one, other)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}

/// What decides the message group of a message: the group of a FIFO queue, the tenant of a fair one.
enum SQSGrouping: Sendable, Hashable {
  /// The message's key.
  case key
  /// So many groups, drawn evenly.
  case count(Int)
  /// The traffic source that it comes from: its number for each flow.
  case sources([UInt16])
}

/// What one call is billed as.
enum SQSRequests {
  /// One request for every 64 KiB of payload begun, at least one (SQS pricing).
  @inline(__always)
  static func count(bytes: Int64) -> Int64 { max(1, (bytes + 65_535) >> 16) }
}
