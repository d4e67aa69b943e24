// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// The nodes of caches: their checks and metrics.
  static let cacheNodes: [Entry] = [
    Entry(
      "single-node", title: "what a node holds is lost with it",
      text: """
        A shard of Redis or Valkey without a replica, or the one node of Memcached. When it
        is lost nobody answers until it is replaced, which takes minutes, and the new node
        is empty (or as old as its last backup): every read goes to the database until the
        cache is warm again.

        With a replica and automatic failover another node takes over in about ten seconds,
        with what the first one held but for the last milliseconds. Several Memcached nodes
        lose only their share of the keys, 1 / n.
        """, command: "sluice run scenarios/product-catalogue.yaml -v redis-alone -n 1"),
    Entry(
      "small-node-credits", "cpu_credits", title: "a t node that is used more than it earns",
      text: """
        Nodes of the t families earn CPU credits: a cache.t3.micro 12 an hour, each a vCPU
        for a minute, which is 10% of each of its two vCPUs for good. Above that it spends
        what it has saved, at most a day's. ElastiCache's t nodes are in standard mode: at
        zero they are held to the baseline, and every command takes as many times longer.

        cpu_credits is the metric CPUCreditBalance of the node that has fewest.
        """,
      command: "sluice run scenarios/product-catalogue.yaml -v small-node -n 1 -s caches.catalogue.cpu_credits=0%"),
    Entry(
      "network-bound", "network", title: "bytes sent, of what the node's network carries for long",
      text: """
        A node has a baseline and a burst: cache.t3.micro 64 Mbit/s and up to 5 Gbit/s for
        minutes. 64 Mbit/s are 8 MB/s: 1,900 values of 4 KB in a second, far fewer than the
        CPU could answer. Replies above it wait in line once the burst is used up.

        network is the share of the baseline that the busiest node sends; above 1 it lives
        on the burst. A larger node, smaller values or more shards help.
        """, command: "sluice run scenarios/product-catalogue.yaml -v small-node -n 1"),
    Entry(
      "eviction-pressure", "evictions", title: "keys that went to make room for others",
      text: """
        When memory is full something goes for each record that is stored, whether it has
        expired or not: what the policy (eviction, maxmemory-policy) finds least worth
        keeping. Their number is CloudWatch's Evictions; the ratio is to all SETs. A few do
        no harm; one for each SET means that the cache holds less than what is read again.

        See sluice curve FILE --cache NAME for the hit ratio at other sizes.
        """, command: "sluice run scenarios/product-catalogue.yaml -v small-node -n 1"),
    Entry(
      "out-of-memory", "refused", title: "writes that were refused for want of memory",
      text: """
        Redis answers -OOM when memory is full and nothing may be evicted: with noeviction,
        or with a volatile-* policy when no key has an expiry. Reads go on. Memcached answers
        SERVER_ERROR when no chunk of the right size is to be had, and refuses what is larger
        than max_item_size.
        """, command: "sluice run scenarios/product-catalogue.yaml -n 1 -s caches.catalogue.eviction=noeviction"),
    Entry(
      "serverless-throttled", "ecpu", "ecpus", title: "what ElastiCache Serverless counts, and where it stops",
      text: """
        An ECPU is a GET or SET of up to 1 KB; larger ones take one for each KB moved (3.2
        for 3.2 KB), other commands as many as they take more CPU, if that is more. A new
        cache does 30,000 a second and doubles in 10 to 12 minutes while it is used; one
        hash slot does no more than 30,000. The rest is throttled. min_ecpu has it scaled
        beforehand.

        The ratio of ecpu is to commands: the ECPUs that one takes.
        """, command: "sluice explain cost"),
    Entry(
      "hit", "hits", "misses", "hit-ratio", "hit_ratio", title: "lookups that found the record",
      text: """
        Of the GETs that nodes have answered (CloudWatch: CacheHits of CacheHits and
        CacheMisses), whoever sent them. An expired record is a miss. What a node that is
        down does not answer is neither.
        """, command: "sluice run scenarios/product-catalogue.yaml -n 1"),
    Entry(
      "byte_hit", title: "bytes that hits have delivered, of all that were looked up",
      text: """
        As hit, weighted by size. What a miss would have delivered is what is then stored
        under a key that was not there. Where it is lower than hit, large records miss more
        often than small ones.
        """, command: "sluice run scenarios/product-catalogue.yaml -n 1"),
    Entry(
      "expired", title: "records that were removed because their ttl was over",
      text: """
        At an access, or in the background: Redis looks at 20 keys with an expiry at a time,
        ten times a second, and again while more than 10% of them had expired, so up to a
        tenth of what it holds may be dead. Memcached's crawler walks its lists. CloudWatch:
        Reclaimed. The ratio is to SETs.
        """, command: "sluice run scenarios/product-catalogue.yaml -n 1"),
    Entry(
      "memory", "items", title: "how full a cache is",
      text: """
        memory is used_memory of what may be used before eviction begins: maxmemory less
        reserved_memory for Redis, max_cache_memory less what connections take for
        Memcached, max_data for Serverless; items are the keys held, expired ones included.
        A key costs 65 to 110 bytes besides its value in Redis, and up to a quarter of the
        value, since allocations are rounded up; in Memcached about 60, and the rest of its
        chunk.
        """, command: "sluice run scenarios/product-catalogue.yaml -n 1"),
    Entry(
      "node_share", title: "the busiest node's share of the commands",
      text: """
        1 / n when keys are spread well. A ring of 160 points for each node (ketama) leaves
        shares that differ by some 8%; hash slots are even; one popular key makes its node
        the busiest whatever the rule. The busiest node limits the whole.
        """, command: "sluice run scenarios/product-catalogue.yaml -v memcached -n 1"),
  ]
}
