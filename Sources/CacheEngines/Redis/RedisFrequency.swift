// SPDX-License-Identifier: GPL-3.0-or-later

/// Redis's LFU: 24 bits a key, of which 16 are the minute of the last access and 8 a counter that grows with the
/// logarithm of the accesses and decays with time (redis/redis, evict.c).
///
/// With one minute of decay a key has to be accessed more than about once a minute to rise above a new one: LFU answers
/// to the rate of requests, not only to their distribution.
public enum RedisFrequency {
  /// The counter of a new key (`LFU_INIT_VAL`).
  public static let initial: UInt8 = 5

  /// The counter after one more access: one more with probability 1 / ((counter - 5) · factor + 1), at most 255.
  /// - Parameter uniform: a random number of (0, 1).
  @inlinable
  public static func incremented(_ counter: UInt8, logFactor: Int, uniform: Double) -> UInt8 {
    if counter == 255 { return 255 }
    let above = counter > initial ? Double(counter - initial) : 0
    return uniform < 1 / (above * Double(logFactor) + 1) ? counter + 1 : counter
  }

  /// The counter after so many minutes without an access.
  @inlinable
  public static func decayed(_ counter: UInt8, idleMinutes: Int, decayMinutes: Int) -> UInt8 {
    guard decayMinutes > 0 else { return counter }
    let periods = idleMinutes / decayMinutes
    return periods >= Int(counter) ? 0 : counter - UInt8(periods)
  }

  /// Minutes between two readings of the 16-bit clock, which wraps after 45 days.
  @inlinable
  public static func idleMinutes(since then: UInt32, now: UInt32) -> Int {
    now >= then ? Int(now - then) : 65_535 - Int(then) + Int(now)
  }
}
