// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Queries that all run at once and share the processors of one instance evenly.
///
/// Of n queries each runs at the same speed, so what a query has been given since it began is the same for all: one clock
/// of attained service runs at that speed, and a query is done when the clock has run on by its work. So the queries stand
/// in a heap by the reading at which each is done, and an arrival or an end costs O(log n), however many run. Speeds are
/// exact; only the instant of an end is rounded up to a whole nanosecond.
struct ProcessorSharing: Sendable {
  private let servers: Double
  private let sigma, kappa: Double
  /// By the bits of the reading at which each is done: of positive numbers the bits are in the numbers' order.
  private var queries = FirstInOrder()
  /// Service that each query has been given since the instance was last idle [ns].
  private var attained = 0.0
  /// When that was.
  private var since: Instant = 0

  init(servers: Int, contention: DatabaseSettings.Contention?) {
    self.servers = Double(servers)
    sigma = contention?.sigma ?? 0
    kappa = contention?.kappa ?? 0
  }

  var count: Int { queries.count }

  /// The speed of each of so many queries, 1 for one that has a processor to itself: an even share of the processors, and
  /// no more than contention and the cost of consistency leave (Gunther's Universal Scalability Law).
  func speed(of count: Int) -> Double {
    let n = Double(max(count, 1))
    return min(servers / n, 1 / (1 + sigma * (n - 1) + kappa * n * (n - 1)))
  }

  /// Brings the clock to now; before anything else is asked or changed.
  mutating func advance(to now: Instant) {
    if queries.count > 0 { attained += Double(now - since) * speed(of: queries.count) }
    since = now
  }

  /// - Parameter work: at full speed [ns], 0 or more.
  mutating func insert(_ query: UInt32, work: Nanoseconds, _ places: inout [UInt32]) {
    queries.insert(query, order: (attained + Double(work)).bitPattern, &places)
  }

  mutating func remove(_ query: UInt32, _ places: inout [UInt32]) {
    queries.remove(query, &places)
    if queries.count == 0 { attained = 0 }
  }

  mutating func removeAll() {
    queries.removeAll()
    attained = 0
  }

  /// Takes out a query that is done; nil if none is. What is left of it may be a rounding error.
  mutating func takeFinished(_ places: inout [UInt32]) -> UInt32? {
    guard let first = queries.first, left(first.order) / speed(of: count) < 0.5 else { return nil }
    remove(first.number, &places)
    return first.number
  }

  /// When the next is done if nothing else comes.
  var nextEnd: Instant? {
    guard let first = queries.first else { return nil }
    let length = (left(first.order) / speed(of: count)).rounded(.up)
    return since.advanced(by: length < 4e18 ? max(Nanoseconds(length), 1) : .farFuture)
  }

  private func left(_ order: UInt64) -> Double { Double(bitPattern: order) - attained }
}
