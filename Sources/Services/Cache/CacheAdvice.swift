// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// What may be changed about how a cache is used.
extension CacheFindings {
  /// More memory than the average records take: they are not all of one size.
  private static let spare = 1.1

  /// Memory for all that is read; nil where there is enough.
  static func roomForAll(_ part: CachePart, _ view: FindingsView) -> Advice? {
    roomForAll(part, CacheReaders(of: part, view.parts, at: busiestInstant(part, view)))
  }

  static func roomForAll(_ part: CachePart, _ readers: CacheReaders) -> Advice? {
    part.cluster.holding(spare * readers.workingSet(ttl: part.client.ttl), part.name)
  }

  // MARK: Lives

  /// Lengths of life as people choose them.
  private static let lives: [Nanoseconds] =
    [1, 2, 5, 10, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400].map { $0 * .second }
  /// The share of the reads that may be stale where somebody writes past the cache.
  private static let mostStale = 0.01

  /// The longest life with which so few reads are stale; nil where even a second is too long.
  ///
  /// - Parameter writes: writes a second that the cache is not told of, by the source whose keys they are for.
  static func life(_ part: CachePart, _ readers: CacheReaders, writes: [(keys: String, rate: Double)]) -> Advice? {
    guard let life = lives.last(where: { readers.mostStale(ttl: $0, writes: writes) <= mostStale }) else { return nil }
    return Advice(
      "let records expire, so that no more than \(Format.percent(mostStale, decimals: 0)) of the reads are stale",
      .init("caches.\(part.name).ttl", Format.exactDuration(life)))
  }

  /// A life so long that reading every record anew costs next to nothing.
  static func longLife(_ part: CachePart) -> Advice {
    Advice("let records expire after a day", .init("caches.\(part.name).ttl", Format.exactDuration(86_400 * .second)))
  }

  // MARK: Writing behind

  /// Nodes that keep what another one has taken; where there can be none, a tenth of the time in which it is taken.
  ///
  /// - Parameter lost: writes that a lost node takes with it.
  static func keptWrites(_ part: CachePart, lost: Double) -> Advice? {
    if part.cluster.engine.isRedis {
      return part.cluster.replicas == 0 ? part.cluster.secondNode(part.name) : nil
    }
    let every = max(part.client.flushEvery / 10, .second / 1_000)
    guard lost >= 1, every < part.client.flushEvery else { return nil }
    return Advice(
      "write to the database more often", .init("caches.\(part.name).flush.every", Format.exactDuration(every)))
  }
}

extension CacheReaders {
  /// The share of the reads that find what a write since its load has replaced, if nothing is evicted: of a record with μ
  /// writes a second that is read at a random age below its life T, 1 - (1 - e^(-μT)) / (μT). Those that load it are counted
  /// as if they found it, so that it is less.
  ///
  /// - Parameter writes: writes a second that the cache is not told of, by the source whose keys they are for.
  func mostStale(ttl: Nanoseconds, writes: [(keys: String, rate: Double)]) -> Double {
    guard rate > 0 else { return 0 }
    return spaces.reduce(0) { sum, space in
      let written = writes.reduce(0) { $0 + ($1.keys == space.name ? $1.rate : 0) }
      guard written > 0 else { return sum }
      return sum
        + Self.groups(space.keys).reduce(0) { sum, group in
          let x = written * group.share * ttl.seconds
          let stale = x < 1e-6 ? x / 2 : 1 - (1 - DeterministicMath.exp(-x)) / x
          return sum + space.rate / rate * group.count * group.share * stale
        }
    }
  }

  /// All records of the sources that read.
  var records: Double { spaces.reduce(0) { $0 + Double($1.keys.count) } }
}
