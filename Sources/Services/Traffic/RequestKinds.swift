// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// The settings under `operation`.
enum RequestKeys {
  /// Memory and time are only as good as the numbers here; these are Redis's own limits, or what fits a node.
  static let mostMembers = 1_000_000_000
  static let mostLogged = 1_000_000

  enum Session {
    static let timeToLive = Key(
      "ttl", .duration(1_000_000...Units.longestDuration), default: "30m", .assumed("a usual session of a web site"),
      "How long a session lives after its latest use.")
    static let table = KeyTable(
      "session", "A session is read and renewed in one command; where there is none, one is stored.",
      keys: [timeToLive])
  }

  enum Increment {
    static let timeToLive = OptionalKey(
      "ttl", .duration(1_000_000...Units.longestDuration),
      "How long a counter lives after it began; for ever if left out.")
    static let table = KeyTable("increment", "A counter goes up by one.", keys: [timeToLive])
  }

  enum Limit {
    static let limit = RequiredKey("limit", .integer(1...mostLogged), "Requests of a key in each window.")
    static let window = RequiredKey("window", .duration(1_000_000...Units.longestDuration), "The length of a window.")
    static let algorithm = Key(
      "algorithm", .choice(of: CacheOperation.RateLimit.Algorithm.self), default: "fixed-window", .sluice,
      "fixed-window counts, sliding-log keeps the instants of all requests, token-bucket runs a script.")
    static let table = KeyTable(
      "rate_limit", "Asks whether one more request of a key is allowed.", keys: [limit, window, algorithm])
  }

  enum Leaderboard {
    static let action = RequiredKey(
      "action", .choice(of: CacheOperation.LeaderboardAction.self),
      "add raises a member's score, top lists the best, rank asks for a member's place.")
    static let members = RequiredKey("members", .integer(1...mostMembers), "Members of the sorted set.")
    static let top = Key("top", .integer(1...mostLogged), default: "10", .sluice, "How many `top` lists.")
    static let table = KeyTable(
      "leaderboard", "A sorted set, of which the best are shown.", keys: [action, members, top])
  }

  enum Publish {
    static let subscribers = RequiredKey("subscribers", .integer(0...mostLogged), "Subscribers of the channel.")
    static let table = KeyTable("publish", "A message to all subscribers of a channel.", keys: [subscribers])
  }
}

extension ValueKind where Value == RequestOperation {
  /// What is asked of a cache or database: a word, or `{ session: { ttl: 30m } }`.
  static var requestOperation: ValueKind<RequestOperation> {
    let word = ValueKind<String>.choice(["read", "write", "delete", "increment"]).map { word, _, _ in
      switch word {
      case "write": RequestOperation.write
      case "delete": .delete
      case "increment": .cacheOnly(.increment(timeToLive: nil))
      default: .read
      }
    }
    return .either(word, .cacheOperation, { $0 }, { .cacheOnly($0) })
  }
}

extension ValueKind where Value == CacheOperation {
  /// `{ session: { ttl } }`, `{ rate_limit: { limit, window } }` and the others.
  fileprivate static var cacheOperation: ValueKind<CacheOperation> {
    .oneKey(
      "operation of a cache",
      [
        OneKeyCase("session", .record(RequestKeys.Session.table), "Reads and renews a session.") {
          CacheOperation.session(timeToLive: $0[RequestKeys.Session.timeToLive])
        },
        OneKeyCase("increment", .record(RequestKeys.Increment.table), "Counts.") {
          .increment(timeToLive: $0[RequestKeys.Increment.timeToLive])
        },
        OneKeyCase("rate_limit", .record(RequestKeys.Limit.table), "Asks whether a request is allowed.") {
          .rateLimit(
            CacheOperation.RateLimit(
              limit: $0[RequestKeys.Limit.limit], window: $0[RequestKeys.Limit.window],
              algorithm: $0[RequestKeys.Limit.algorithm]))
        },
        OneKeyCase("leaderboard", .record(RequestKeys.Leaderboard.table), "Works on a sorted set.") {
          .leaderboard(
            $0[RequestKeys.Leaderboard.action], members: $0[RequestKeys.Leaderboard.members],
            top: $0[RequestKeys.Leaderboard.top])
        },
        OneKeyCase("publish", .record(RequestKeys.Publish.table), "Sends to subscribers.") {
          .publish(subscribers: $0[RequestKeys.Publish.subscribers])
        },
        OneKeyCase(
          "queue", ValueKind<CacheOperation.QueueAction>.choice(of: CacheOperation.QueueAction.self),
          "Puts into a list, or takes from it."
        ) { .queue($0) },
      ])
  }
}

extension ValueKind where Value == SizeChoice {
  /// A size or distribution of sizes, or `{ same_as: SOURCE }`.
  static var recordSizes: ValueKind<SizeChoice> {
    let own = ValueKind<Distribution>.size
    let other = ValueKind<SizeChoice>.oneKey(
      "records",
      [
        OneKeyCase("same_as", ValueKind<Reference>.reference(to: ["traffic source"]), "The records of another source.")
        {
          SizeChoice.sameAs($0)
        }
      ])
    return ValueKind(
      "size of records", schema: .anyOf([own.schema, other.schema]), example: "{ lognormal: { p50: 900B, p99: 12KiB } }"
    ) { node, context in
      if node.entries?.contains(where: { $0.key == "same_as" }) ?? false { return other.read(node, &context) }
      return own.read(node, &context).map { .own($0) }
    }
  }
}
