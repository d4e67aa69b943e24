// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// Checks and metrics of how a cache is used; what concerns its nodes stands with the nodes.
  static let caching: [Entry] = [
    Entry(
      "cache-too-small", title: "what is read does not fit into the cache",
      text: """
        The working set is the memory of all records that would be in the cache at a time
        if nothing were evicted: with a ttl a record that is read seldom is there for a part
        of the time only. Usable memory is what the nodes have after the reserve. If the
        first is larger, records are evicted and read again.

        The most hits that are possible are the share of the reads that are for the most
        popular records that fit. `sluice curve` shows the hit ratio for every size.
        """, command: "sluice check scenarios/product-catalogue.yaml -s traffic.page-views.keys.zipf.count=5M"),
    Entry(
      "stampede", "thundering-herd", "cold-cache", title: "the database cannot answer without the cache",
      text: """
        A database behind a cache is often sized for the misses. When the cache is empty
        (a restart, a lost node, a flush) every reader asks it. If more come than it can
        answer, queries wait, clients give up and ask again, and what they gave up on still
        runs: no record gets back into the cache in time, and nothing recovers by itself
        (a metastable failure).

        What helps: one read for each missing record (coalesce_misses), a replica that takes
        over warm, clients that do not try again at once, a queue_limit that turns away what
        cannot be answered in time, and ttl_jitter against records that expire together.
        """, command: "sluice run scenarios/stampede.yaml -v coalescing -n 2"),
    Entry(
      "hot-key", title: "one key is more than a node or a partition can do",
      text: """
        In a cache a key lives in one slot and so in one shard; one thread of it answers.
        More shards spread the other keys, not this one. Read it from replicas, keep it in
        the clients, or write it under several names.

        In a log it stays in one partition or shard, which one task reads, for its order:
        more partitions and more tasks do not help. Split the key, send less of it, or make
        the work on it shorter.
        """, command: "sluice check scenarios/product-catalogue.yaml -x 500 -s traffic.page-views.keys.zipf.exponent=2"),
    Entry(
      "ttl-missing", title: "nothing in the cache ever expires",
      text: """
        A ttl is the last line of defence against stale records: an invalidation that is
        lost, a reader that stores what it read before a write was committed, a program that
        writes past the cache. Without one such a record stays until it is evicted.
        """, command: "sluice explain ttl"),
    Entry(
      "volatile-without-ttl", title: "full memory and nothing that may be evicted",
      text: """
        The policies volatile-lru, -lfu, -random and -ttl evict only keys that expire, and
        ElastiCache's default parameter groups choose volatile-lru. With keys that never
        expire the cache fills up, and then every write is refused:
        OOM command not allowed when used memory > 'maxmemory'.
        """, command: "sluice run scenarios/product-catalogue.yaml -n 1 -s caches.catalogue.eviction=volatile-lru"),
    Entry(
      "write-behind-loss", title: "writes that only a node knows of",
      text: """
        With write-behind a write is answered when the cache has it; the database gets it
        up to flush.every later. A node that is lost takes these writes with it. A replica
        keeps all but the last instants.
        """, command: "sluice run scenarios/product-catalogue.yaml -n 1 -s caches.catalogue.strategy=write-behind"),
    Entry(
      "loads", title: "reads of the database that misses have caused",
      text: """
        A miss reads the record from the database and stores it. With coalesce_misses one
        read serves all that want the record; early refreshes are loads too.
        """, command: "sluice run scenarios/product-catalogue.yaml -n 1"),
    Entry(
      "coalesced", title: "misses that waited for the read of another",
      text: """
        With coalesce_misses (single-flight) the first miss of a record reads the database;
        those who miss it meanwhile wait for that read, and share its end.
        """, command: "sluice run scenarios/product-catalogue.yaml -v memcached-single-flight -n 1"),
    Entry(
      "refreshes", title: "records that were read anew before they were missed",
      text: """
        Probabilistic early refresh (XFetch; Vattani, Chierichetti, Lowenstein 2015): the
        nearer a record's expiry, the likelier a hit reads it anew, with probability
        e^(-R / (beta d)) at a remaining life R, where d is how long a read takes. With
        stale_while_revalidate the first hit after the ttl does so.
        """, command: "sluice run scenarios/product-catalogue.yaml -n 1 -s caches.catalogue.early_refresh=1"),
    Entry(
      "missed_updates", title: "writes of which the cache could not be told",
      text: """
        The database has a write, and the DEL or SET that should follow got no reply: the
        node was down, or memory was full. What the cache holds is stale until its ttl.
        """, command: "sluice run scenarios/product-catalogue.yaml -n 1"),
    Entry(
      "lost_writes", title: "writes that were answered and then lost",
      text: """
        With write-behind: what a node had taken and not yet written to the database when it
        was lost.
        """, command: "sluice run scenarios/product-catalogue.yaml -n 1 -s caches.catalogue.strategy=write-behind"),
    Entry(
      "dirty", title: "records that the database has yet to get",
      text: """
        With write-behind: records that were written to the cache and wait for their turn.
        Several writes of one record become one.
        """, command: "sluice run scenarios/product-catalogue.yaml -n 1 -s caches.catalogue.strategy=write-behind"),
  ]
}
