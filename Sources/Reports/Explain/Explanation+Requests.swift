// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// Requests to caches and databases, and the traffic that asks them.
  static let requests: [Entry] = [
    Entry(
      "stale", "stale_reads", title: "answers with data that were no longer true",
      text: """
        Of a traffic source or a worker that asks a cache or a database: answers whose
        data were older than what the database held when they were read, as a share of
        all answers. A value is as old as the instant at which the database held it; it
        is stale when a write of its key was committed since.

        Where they come from: a cache that is not told of writes, a reader that stores
        what it read before the write, a replica that lags, a node that comes back.
        """, command: "sluice explain operation"),
    Entry(
      "answers", title: "what caches and databases have answered a worker",
      text: """
        Successful answers to the calls of a worker, each try for itself. Its stale_reads
        are a share of them.
        """, command: "sluice explain stale"),
    Entry(
      "cache traces", "twitter", "oracle-general", title: "a cache's recorded requests as traffic",
      text: """
        arrivals: { trace: FILE } plays what was recorded; what the file is shows itself.

          seconds[,bytes]      times, and perhaps sizes
          Twitter's CSV        timestamp, key, key size, value size, client,
                               operation, TTL
          oracleGeneral        libCacheSim's records of 24 bytes: timestamp, object,
                               size, next request

        Cache traces bring keys, sizes, and Twitter's also operations and TTLs. Their
        times are whole seconds; the requests of a second are spread evenly over it.
        speed: 10x plays faster, and so does a traffic factor. Compressed files are
        decompressed first.
        """, command: "sluice explain arrivals"),
    Entry(
      "newcomers", title: "popularity that changes",
      text: """
        keys: { zipf: { count: 50k, exponent: 0.9, drift: 60/h } }: sixty times an hour a
        new key becomes the most popular one and all others fall back by one place, as
        news does. The key that was the last makes room. A cache that has learnt who is
        popular must learn it again, and one that counts uses for too long does so late.
        """, command: "sluice explain drift"),
    Entry(
      "rate limits", "fixed-window", "sliding-log", "token-bucket", title: "three ways to count requests in a cache",
      text: """
        fixed-window: INCR and EXPIRE. Two cheap commands; around a window's end up to
        twice the limit passes.

        sliding-log: each request is an entry of a sorted set. Exact, but as large as the
        limit for each key, and every command costs a logarithm.

        token-bucket: a script of one round trip. Bursts up to the limit, then the rate.
        """, command: "sluice explain algorithm"),
  ]
}
