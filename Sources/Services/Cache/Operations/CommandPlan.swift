// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Simulation

/// The commands by which Redis or Valkey does an operation: one round trip after the other, the commands of each in one
/// pipeline.
struct CommandPlan: Sendable, Hashable {
  /// One command.
  struct Command: Sendable, Hashable {
    /// When it is sent.
    enum Condition: Sendable, Hashable {
      case always
      /// Only if the round trip before has found nothing under the key.
      case ifAbsent
    }

    /// What goes over the network besides the protocol: bytes that are always there, and values.
    struct Payload: Sendable, Hashable {
      var constant = 0
      /// How often the value is in it.
      var values = 0

      func bytes(value: Int) -> Int { constant + values * value }
    }

    /// What the node does.
    enum Work: Sendable, Hashable {
      case get, set, delete, getAndRenew, increment
      case work(RedisCommandCost.Complexity)
    }

    /// In Redis's words: `ZINCRBY`.
    var name: String
    /// In Memcached's words; nil where it has none.
    var memcached: String?
    var work: Work
    var condition = Condition.always
    /// How long the key lives from now; nil for what the cache says.
    var timeToLive: Nanoseconds?
    /// Its arguments, the command's name and the key left out [B each].
    var arguments: [Payload] = []
    /// What the node sends for it [B]: the reply, and with PUBLISH what subscribers get.
    var reply = Payload()

    /// What the cache's nodes are asked for.
    func verb(value: Int) -> CacheCommand.Verb {
      switch work {
      case .get: .get
      case .set: .set
      case .delete: .delete
      case .getAndRenew: .getAndRenew
      case .increment: .increment
      case .work(let complexity): .work(complexity, sent: sent(value: value))
      }
    }

    /// What the node's thread is busy with.
    var complexity: RedisCommandCost.Complexity {
      switch work {
      case .get, .delete, .getAndRenew, .increment: .constant
      case .set: .store
      case .work(let complexity): complexity
      }
    }

    /// Bytes that the node receives.
    ///
    /// - Parameters:
    ///   - key: bytes of the key's name.
    ///   - value: bytes of the value.
    func received(key: Int, value: Int) -> Int {
      let words = name.split(separator: " ").map(\.utf8.count)
      return RedisProtocol.command([words[0], key] + words.dropFirst() + arguments.map { $0.bytes(value: value) })
    }

    /// Bytes that the node sends.
    func sent(value: Int) -> Int { reply.bytes(value: value) }
  }

  var roundTrips: [[Command]]

  /// All commands of a request whose key is there.
  var commands: [Command] { roundTrips.flatMap(\.self).filter { $0.condition == .always } }

  /// Names as a person reads them: `INCR + EXPIRE NX, then ...`.
  var title: String {
    roundTrips.map { $0.map(\.name).joined(separator: " + ") }.joined(separator: ", then ")
  }

  /// How long the commands of a request whose key is there keep a node's one thread busy [ns]: those of one round trip
  /// share its system calls.
  func nanoseconds(_ cost: RedisCommandCost, value: Int) -> Double {
    roundTrips.reduce(0) { sum, trip in
      let commands = trip.filter { $0.condition == .always }
      return commands.reduce(sum) {
        let moves = $1.arguments.reduce(0) { $0 + $1.values } * value + $1.reply.values * value
        return $0 + cost.nanoseconds($1.complexity, valueBytes: moves, pipeline: commands.count)
      }
    }
  }
}

/// Lengths in Redis's protocol, RESP (redis.io, protocol specification): each part with its type byte and its line end.
enum RedisProtocol {
  /// A command as an array of bulk strings of these lengths.
  static func command(_ words: [Int]) -> Int { words.reduce(3 + digits(words.count)) { $0 + bulk($1) } }

  /// A text or a value.
  static func bulk(_ length: Int) -> Int { 1 + digits(length) + 2 + length + 2 }

  /// A whole number of so many digits.
  static func integer(digits: Int) -> Int { 1 + digits + 2 }

  /// `+OK`.
  static let ok = 5
  /// The reply to a GET that finds nothing.
  static let null = 5

  static func digits(_ number: Int) -> Int {
    var digits = 1
    var rest = number / 10
    while rest > 0 {
      digits += 1
      rest /= 10
    }
    return digits
  }
}
