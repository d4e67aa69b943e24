// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// The hit ratio of a cache by closed forms.
///
/// A record stays until the end of its life T, or until nobody has read it for the cache's characteristic time T_C (Che,
/// Tung, Wang 2002), whichever is first. While reads come at the rate λ, a load is followed by e^(λT_C) - 1 reads before a
/// gap of T_C, and by λT before the end of the life; the smaller of the two is taken, which is exact where one of them
/// decides. T_C is such that what is there fits. Writes that delete end lives at random, which shortens T to
/// (1 - e^(-μT)) / μ.
enum CacheEstimate {
  private struct Group {
    /// Reads a second, and deletes, of one record.
    var rate: Double
    var deletes: Double
    var count: Double
    var bytes: Double
  }

  /// Nil without reads that traffic sources make.
  static func hits(_ part: CachePart, _ view: FindingsView) -> Double? {
    let readers = CacheReaders(of: part, view.parts, at: 0)
    guard readers.rate > 0 else { return nil }
    let writes = part.deletesOnWrite ? part.asked(view.parts, at: 0).writes : 0
    let groups = readers.spaces.flatMap { space in
      CacheReaders.groups(space.keys).map { group in
        Group(
          rate: space.rate * group.share, deletes: writes * group.share, count: group.count, bytes: space.recordBytes)
      }
    }
    let life = part.client.ttl?.seconds ?? .infinity
    let usable = Double(part.usableBytes)
    let time = characteristicTime(groups, life: life, usable: usable)
    let hits = groups.reduce(0.0) { $0 + $1.rate * $1.count * hit($1, life: life, time) }
    return min(1, hits / readers.rate)
  }

  /// The probability that a record is there, which is that of a hit (Poisson arrivals see time averages).
  private static func hit(_ group: Group, life: Double, _ time: Double) -> Double {
    guard group.rate > 0 else { return 0 }
    var lasting = life
    if group.deletes > 0 {
      lasting =
        life == .infinity ? 1 / group.deletes : (1 - DeterministicMath.exp(-group.deletes * life)) / group.deletes
    }
    let byLife = group.rate * lasting
    let byGaps = time == .infinity ? Double.infinity : DeterministicMath.exp(min(700, group.rate * time)) - 1
    let reads = min(byLife, byGaps)
    return reads == .infinity ? 1 : reads / (1 + reads)
  }

  private static func characteristicTime(_ groups: [Group], life: Double, usable: Double) -> Double {
    func occupied(_ time: Double) -> Double {
      groups.reduce(0) { $0 + $1.count * $1.bytes * hit($1, life: life, time) }
    }
    guard occupied(.infinity) > usable else { return .infinity }
    guard usable > 0 else { return 0 }
    var low = 0.0
    var high = 1.0
    while occupied(high) < usable, high < 1e12 { high *= 4 }
    for _ in 0..<50 {
      let middle = (low + high) / 2
      if occupied(middle) < usable { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
