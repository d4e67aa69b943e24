// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

/// How long a command keeps the one thread of a Redis or Valkey node busy: base + work for each element and byte.
///
/// The defaults are derived from redis.io's benchmark page (8 µs for an unpipelined request on a Xeon E5520, of which 1.3 to
/// 1.8 µs are the command) and halved for later CPUs. Uncalibrated: measure and replace.
public struct RedisCommandCost: Hashable, Sendable {
  /// How the work grows (redis.io, the commands' pages).
  public enum Complexity: Hashable, Sendable {
    /// GET, INCR, HGET, LPUSH, SADD, EXPIRE.
    case constant
    /// SET.
    case store
    /// MGET, MSET, DEL: each key.
    case keys(Int)
    /// HGETALL, LRANGE, SMEMBERS, XRANGE, KEYS, FLUSHALL: each element touched.
    case elements(Int)
    /// ZADD, ZINCRBY, ZRANK, ZREM: the logarithm of the members.
    case sorted(members: Int)
    /// ZRANGE, ZREMRANGEBYSCORE: the logarithm, and each element returned or removed.
    case sortedRange(members: Int, elements: Int)
    /// PUBLISH: each subscriber.
    case publish(subscribers: Int)
  }

  /// System calls and protocol of a request [ns], shared by the requests of a pipeline.
  public var request: Double = 5_000
  /// A command of constant work, GET [ns].
  public var constant: Double = 1_000
  /// A SET [ns].
  public var store: Double = 1_350
  /// Each further key of a command with several [ns].
  public var key: Double = 550
  /// Each element that is read, returned or removed [ns].
  public var element: Double = 100
  /// Each tenfold of a sorted set's members [ns].
  public var sortedDecade: Double = 500
  /// Each subscriber of a channel [ns].
  public var subscriber: Double = 500
  /// Each byte of the value up to 16 KiB, and beyond [ns].
  public var byte: Double = 0.1
  public var byteBeyond16KiB: Double = 0.05

  public init() {}

  /// Time of one command [ns].
  /// - Parameters:
  ///   - valueBytes: bytes received or sent.
  ///   - pipeline: requests that share a round of system calls, at least 1.
  public func nanoseconds(_ complexity: Complexity, valueBytes: Int = 0, pipeline: Int = 1) -> Double {
    let near = Double(min(valueBytes, 16_384)) * byte
    let far = Double(max(0, valueBytes - 16_384)) * byteBeyond16KiB
    return request / Double(max(1, pipeline)) + work(complexity) + near + far
  }

  private func work(_ complexity: Complexity) -> Double {
    switch complexity {
    case .constant: return constant
    case .store: return store
    case .keys(let count): return constant + Double(max(0, count - 1)) * key
    case .elements(let count): return constant + Double(count) * element
    case .sorted(let members): return constant + decades(members) * sortedDecade
    case .sortedRange(let members, let elements):
      return constant + decades(members) * sortedDecade + Double(elements) * element
    case .publish(let subscribers): return constant + Double(subscribers) * subscriber
    }
  }

  private func decades(_ members: Int) -> Double {
    DeterministicMath.log(Double(max(1, members))) / DeterministicMath.log(10)
  }
}
