// SPDX-License-Identifier: GPL-3.0-or-later

extension Template {
  static let cacheAside = Template(
    name: "cache-aside", summary: "Redis in front of a database, and what happens without it",
    text: """
      version: 1
      name: my-cache
      region: us-east-1

      run: { duration: 20m, replications: { at_least: 5, at_most: 20, until: 10% } }

      traffic:
        reads:
          to: products
          operation: read
          rate: 100/s
          keys: { zipf: { count: 20k, exponent: 0.9 } }   # how unevenly they are asked for
          value: 1KiB
        writes: { to: products, operation: write, rate: 1/s, keys: { same_as: reads }, value: { same_as: reads } }

      caches:
        products:
          engine: redis                  # redis, valkey or memcached
          node_type: cache.t4g.small
          replicas: 1
          eviction: allkeys-lru
          ttl: 5m                        # longer: more hits, older data
          on_write: delete
          behind: main

      databases:
        main:
          type: rds
          instance: db.t4g.medium
          read_time: { lognormal: { p50: 4ms, p99: 40ms } }
          write_time: { lognormal: { p50: 6ms, p99: 60ms } }

      slos:
        fast:  { of: reads, latency.p99: "< 60ms" }
        hits:  { of: products, hit.ratio: "> 70%" }
        right: { of: reads, stale.ratio: "< 1%" }

      variants:
        base: { title: Redis with a replica }
        memcached:
          title: Two Memcached nodes
          caches:
            products: { engine: memcached, node_type: cache.t4g.small, nodes: 2, ttl: 5m, behind: main }
        long-ttl: { title: One hour, caches: { products: { ttl: 1h } } }

      """)
}
