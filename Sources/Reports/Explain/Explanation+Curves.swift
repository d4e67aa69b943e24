// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// Hit ratio against memory.
  static let curves: [Entry] = [
    Entry(
      "miss-ratio-curve", "curve", "hit-ratio-curve", "mrc", "reuse-distance", "stack-distance", "shards",
      title: "the hit ratio of a cache for every size at once",
      text: """
        A read hits in an LRU cache if the cache holds all that has been asked for since
        the last read of the same record: its reuse distance (Mattson 1970). So one pass
        over the requests gives the hit ratio of every size. Where there are many records
        only a share of them is followed, chosen by hash, and distances are scaled up
        (SHARDS, FAST'15); a hundredth is enough for an error below one point.

        sluice curve plays the scenario with its own traffic: the first half of a window
        fills, the second is measured. A write that deletes, and an outlived ttl, make the
        next read a miss at every size; they and first reads are what no memory helps
        against. Where the curve is flat, memory is wasted; where it is steep, the next
        node type pays. What counts for the database is the misses: from 90% to 95% hits
        halves its load.
        """, command: "sluice explain working-set"),
    Entry(
      "working-set", title: "all records that are in use at a time",
      text: """
        The memory of all records that have been read (and have not outlived their ttl)
        is the most that a cache can use. Popularity is usually so uneven that a fraction
        of it gives nearly all of the hits: see the curve.
        """, command: "sluice explain miss-ratio-curve"),
  ]
}
