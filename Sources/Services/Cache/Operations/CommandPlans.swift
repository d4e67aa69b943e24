// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Simulation

extension RequestOperation {
  /// How Redis or Valkey does it, and Memcached where it can. What a cache does about its database is the strategy's.
  var plan: CommandPlan {
    switch self {
    case .read: CommandPlan(roundTrips: [[.get]])
    case .write: CommandPlan(roundTrips: [[.set(timeToLive: nil)]])
    case .delete:
      CommandPlan(
        roundTrips: [[CommandPlan.Command(name: "DEL", memcached: "delete", work: .delete, reply: .number)]])
    case .cacheOnly(let operation): operation.plan
    }
  }
}

extension CacheOperation {
  /// The commands of one request (redis.io, the commands' pages; their pages on INCR and sorted sets for the recipes).
  var plan: CommandPlan {
    switch self {
    case .session(let timeToLive):
      // Reads and renews in one command; a session that is not there is stored.
      let renew = CommandPlan.Command(
        name: "GETEX EX", memcached: "gat", work: .getAndRenew, timeToLive: timeToLive, arguments: [.short],
        reply: .value)
      var create = CommandPlan.Command.set(timeToLive: timeToLive)
      create.condition = .ifAbsent
      return CommandPlan(roundTrips: [[renew], [create]])
    case .increment(let timeToLive): return CommandPlan(roundTrips: [Self.count(timeToLive)])
    case .rateLimit(let limit): return CommandPlan(roundTrips: [Self.commands(limit)])
    case .leaderboard(let action, let members, let top):
      return CommandPlan(roundTrips: [[Self.command(action, members: members, top: top)]])
    case .publish(let subscribers):
      // Each subscriber gets an array of `message`, the channel and the payload.
      let each = RedisProtocol.command([7, Self.nameBytes, 0])
      let out = CommandPlan.Command.Payload(
        constant: RedisProtocol.integer(digits: 4) + subscribers * each, values: subscribers)
      return CommandPlan(roundTrips: [
        [
          CommandPlan.Command(
            name: "PUBLISH", work: .work(.publish(subscribers: subscribers)), arguments: [.theValue], reply: out)
        ]
      ])
    case .queue(.push):
      return CommandPlan(roundTrips: [
        [CommandPlan.Command(name: "LPUSH", work: .work(.constant), arguments: [.theValue], reply: .number)]
      ])
    case .queue(.pop):
      return CommandPlan(roundTrips: [
        [CommandPlan.Command(name: "BRPOP", work: .work(.constant), arguments: [.short], reply: .value)]
      ])
    }
  }

  /// Bytes of a channel's name or a set's member.
  static let nameBytes = 10

  /// INCR, and with it the expiry of a counter that is new, so that none is left behind for ever.
  private static func count(_ timeToLive: Nanoseconds?) -> [CommandPlan.Command] {
    let increment = CommandPlan.Command(
      name: "INCR", memcached: "incr", work: .increment, timeToLive: timeToLive, reply: .number)
    guard timeToLive != nil else { return [increment] }
    return [
      increment,
      CommandPlan.Command(
        name: "EXPIRE NX", memcached: "add", work: .work(.constant), arguments: [.short], reply: .flag),
    ]
  }

  private static func commands(_ limit: RateLimit) -> [CommandPlan.Command] {
    switch limit.algorithm {
    case .fixedWindow: return count(limit.window)
    case .slidingLog:
      // One transaction: drop what is too old, add this one, count.
      return [
        CommandPlan.Command(
          name: "ZREMRANGEBYSCORE", work: .work(.sortedRange(members: limit.limit, elements: 1)),
          arguments: [.short, .timestamp], reply: .number),
        CommandPlan.Command(
          name: "ZADD", work: .work(.sorted(members: limit.limit)), arguments: [.timestamp, .timestamp],
          reply: .flag),
        CommandPlan.Command(name: "ZCARD", work: .work(.constant), reply: .number),
        CommandPlan.Command(name: "EXPIRE", work: .work(.constant), arguments: [.short], reply: .flag),
      ]
    case .tokenBucket:
      // A script of four commands on one key: TIME, HMGET, HSET, EXPIRE; what the interpreter adds is not known.
      return [
        CommandPlan.Command(
          name: "EVALSHA", work: .work(.keys(4)), arguments: [.digest, .flagText, .short, .short], reply: .flag)
      ]
    }
  }

  private static func command(_ action: LeaderboardAction, members: Int, top: Int) -> CommandPlan.Command {
    let member = CommandPlan.Command.Payload(constant: nameBytes)
    switch action {
    case .add:
      return CommandPlan.Command(
        name: "ZINCRBY", work: .work(.sorted(members: members)), arguments: [.short, member], reply: .score)
    case .top:
      let shown = min(top, members)
      let reply = CommandPlan.Command.Payload(
        constant: 3 + RedisProtocol.digits(2 * shown)
          + shown * (RedisProtocol.bulk(nameBytes) + RedisProtocol.bulk(scoreBytes)))
      return CommandPlan.Command(
        name: "ZREVRANGE WITHSCORES", work: .work(.sortedRange(members: members, elements: shown)),
        arguments: [.flagText, .short], reply: reply)
    case .rank:
      return CommandPlan.Command(
        name: "ZREVRANK", work: .work(.sorted(members: members)), arguments: [member], reply: .number)
    }
  }

  /// Digits of a score.
  static let scoreBytes = 6
}

extension CommandPlan.Command {
  static let get = CommandPlan.Command(name: "GET", memcached: "get", work: .get, reply: .value)

  /// - Parameter timeToLive: nil for what the cache says.
  static func set(timeToLive: Nanoseconds?) -> CommandPlan.Command {
    CommandPlan.Command(
      name: timeToLive == nil ? "SET" : "SET EX", memcached: "set", work: .set, timeToLive: timeToLive,
      arguments: [.theValue] + (timeToLive == nil ? [] : [.short]), reply: .okay)
  }
}

extension CommandPlan.Command.Payload {
  /// The value as an argument; its frame is the command's.
  static let theValue = Self(values: 1)
  /// A number of a few digits as an argument: seconds, a count.
  static let short = Self(constant: 4)
  /// Milliseconds of the day as an argument.
  static let timestamp = Self(constant: 13)
  /// 0 or 1 as an argument.
  static let flagText = Self(constant: 1)
  /// A script's SHA-1 digest in hexadecimal.
  static let digest = Self(constant: 40)

  /// The value as a reply: `$LENGTH`, the bytes, line ends.
  static let value = Self(constant: 9, values: 1)
  static let okay = Self(constant: RedisProtocol.ok)
  /// 0 or 1 as a reply.
  static let flag = Self(constant: RedisProtocol.integer(digits: 1))
  /// A count or a rank as a reply.
  static let number = Self(constant: RedisProtocol.integer(digits: 4))
  /// A score as a reply.
  static let score = Self(constant: RedisProtocol.bulk(CacheOperation.scoreBytes))
}
