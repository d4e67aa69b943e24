// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation

/// A cache whose hit ratio can be told for other sizes than its own.
public protocol SizedCache: CacheFront {
  /// A size that the cache could have: a type of node, as many of them as it has now (`nodes`, replicas included), and the
  /// memory for records of all its shards together [B].
  typealias Choice = (name: String, usableBytes: Int, meter: Meter, nodes: Int)

  /// Memory for records now, all shards or nodes together [B].
  var usableBytes: Int { get }
  /// The sizes to choose from, smallest first.
  var choices: [Choice] { get }
  /// Memory that one record takes, its key and all overhead included [B].
  func recordBytes(value: Int) -> Int
  /// How long a record lives after it was stored; nil for ever.
  var timeToLive: Nanoseconds? { get }
  /// Whether a write takes the record out, so that the next read of it misses.
  var deletesOnWrite: Bool { get }
  /// Whether a write puts the record into the cache, with a life of its own, whether it was there or not.
  var storesOnWrite: Bool { get }
  /// Whether what it evicts is the least recently used, or nearly so.
  var evictsByRecency: Bool { get }
}

extension SizedCache {
  public var storesOnWrite: Bool { !deletesOnWrite }
}
