// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What a cache is asked for besides reading, writing and deleting records, under the names of what it is used for.
///
/// What each costs is in its `CommandPlan`.
public enum CacheOperation: Sendable, Hashable {
  /// A session is read and lives on for `timeToLive` from now (sliding expiry); where there is none, one is stored.
  case session(timeToLive: Nanoseconds)
  /// A counter goes up by one; a new one lives for `timeToLive`, nil for ever.
  case increment(timeToLive: Nanoseconds?)
  /// Asks whether one more request is allowed.
  case rateLimit(RateLimit)
  /// A sorted set of `members`, of which the best `top` are shown.
  case leaderboard(LeaderboardAction, members: Int, top: Int)
  /// A message for all `subscribers` of a channel.
  case publish(subscribers: Int)
  /// A list that one end puts into and the other takes from.
  case queue(QueueAction)

  /// How many requests are allowed for a key in a length of time.
  public struct RateLimit: Sendable, Hashable {
    /// Requests in each window, 1 or more.
    public var limit: Int
    public var window: Nanoseconds
    public var algorithm: Algorithm

    public enum Algorithm: String, CaseIterable, Sendable {
      /// A counter that expires with its window: up to twice the limit passes around a window's end.
      case fixedWindow = "fixed-window"
      /// The instants of all requests of the window in a sorted set: exact, and as large as the limit.
      case slidingLog = "sliding-log"
      /// Tokens that come back evenly, counted by a script.
      case tokenBucket = "token-bucket"
    }

    public init(limit: Int, window: Nanoseconds, algorithm: Algorithm) {
      self.limit = limit
      self.window = window
      self.algorithm = algorithm
    }
  }

  public enum LeaderboardAction: String, CaseIterable, Sendable {
    /// A member's score goes up.
    case add
    /// The best are listed.
    case top
    /// A member's place is asked for.
    case rank
  }

  public enum QueueAction: String, CaseIterable, Sendable {
    case push
    case pop
  }

  /// The key that stands for it in a scenario.
  public var word: String {
    switch self {
    case .session: "session"
    case .increment: "increment"
    case .rateLimit: "rate_limit"
    case .leaderboard: "leaderboard"
    case .publish: "publish"
    case .queue: "queue"
    }
  }

  /// What it is, for a person: `a leaderboard`.
  public var noun: String {
    switch self {
    case .session: "sessions"
    case .increment: "counters"
    case .rateLimit: "a rate limit"
    case .leaderboard: "a leaderboard"
    case .publish: "Pub/Sub"
    case .queue: "a queue"
    }
  }

  /// Whether each message must have a key. Without keys there is one leaderboard, one counter, one channel; but one
  /// session would be everybody's.
  public var needsKeys: Bool { if case .session = self { true } else { false } }

  /// What Memcached has not that this takes; nil if Memcached can do it.
  ///
  /// It has strings and counters (`gat`, `incr`, `add`), neither structures nor scripts nor Pub/Sub (Memcached's
  /// protocol.txt).
  public var missingInMemcached: String? {
    switch self {
    case .session, .increment: nil
    case .rateLimit(let limit):
      switch limit.algorithm {
      case .fixedWindow: nil
      case .slidingLog: "sorted sets"
      case .tokenBucket: "scripts"
      }
    case .leaderboard: "sorted sets"
    case .publish: "Pub/Sub"
    case .queue: "lists"
    }
  }

  /// Bytes of a sorted set's member of 8 to 10 bytes with its score: a node of the skip list (8 + 16 + 1.33 x 16), the
  /// member's string, and an entry of the hash, 80 to 110 in all. Uncalibrated.
  public static let bytesPerMember = 100

  /// Members of a structure up to which Redis keeps them in one packed list (redis.conf,
  /// zset-max-listpack-entries).
  public static let mostInListpack = 128

  /// Bytes of one key's structure besides what a string key takes, when it is full; 0 where a plain value is all, and
  /// for a queue, whose length follows from its use.
  public var structureBytes: Int {
    switch self {
    case .session, .increment, .publish, .queue: 0
    case .rateLimit(let limit):
      switch limit.algorithm {
      case .fixedWindow: 0
      case .slidingLog: limit.limit * Self.bytesPerMember
      case .tokenBucket: 2 * Self.bytesPerMember  // tokens and the instant, fields of a hash
      }
    case .leaderboard(_, let members, _): members * Self.bytesPerMember
    }
  }
}
