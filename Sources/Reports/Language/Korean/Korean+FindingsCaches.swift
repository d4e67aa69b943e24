// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What is found in caches: how they are used, and their nodes.
  static let koreanFindingsCaches: Entries = [
    "the working set of {} is {}, it has {}: no policy hits more than {} of the reads":
      "{1}의 작업 집합은 {2}인데 공간은 {3}입니다. 어떤 정책도 읽기의 {4}보다 많이 적중시키지 못합니다",
    "the working set of {} is {}, it has {} after the reserve: no policy hits more than {} of the reads":
      "{1}의 작업 집합은 {2}인데 예약 메모리를 뺀 공간은 {3}입니다. 어떤 정책도 읽기의 {4}보다 많이 적중시키지 못합니다",
    """
    when the cache is empty {} gets {}/s and can do {}/s; coalesce_misses leaves it one read for each missing \
    record, so that it can recover
    """:
      "캐시가 비면 {1}에 {2}/s가 오는데 할 수 있는 것은 {3}/s입니다. coalesce_misses가 없는 레코드마다 읽기를 한 번만 남기므로 회복할 수 있습니다",
    """
    when the cache is empty {} gets {}/s and can do {}/s: it does not recover by itself while misses come \
    faster than they are answered; coalesce_misses, a replica or a larger database would help
    """:
      """
    캐시가 비면 {1}에 {2}/s가 오는데 할 수 있는 것은 {3}/s입니다. 미스가 응답보다 빨리 오는 동안에는 스스로 회복하지 못합니다. coalesce_misses, 복제본, 더 큰 \
    데이터베이스가 도움이 됩니다
    """,
    "the busiest key of {} needs {} of one shard of {}; more shards do not help, since a key lives in one":
      "{1}에서 가장 바쁜 키는 {3}의 샤드 하나의 {2:을/를} 차지합니다. 키는 한 샤드에 있으므로 샤드를 늘려도 소용이 없습니다",
    "the busiest key of {} needs {} of one node of {}; more nodes do not help, since a key lives in one":
      "{1}에서 가장 바쁜 키는 {3}의 노드 하나의 {2:을/를} 차지합니다. 키는 한 노드에 있으므로 노드를 늘려도 소용이 없습니다",
    """
    the busiest key of {} needs {} of each of the {} replicas of a shard of {}; more shards do not help, since \
    a key lives in one
    """:
      "{1}에서 가장 바쁜 키는 {4}의 한 샤드에 있는 복제본 {3}개에서 저마다 {2:을/를} 차지합니다. 키는 한 샤드에 있으므로 샤드를 늘려도 소용이 없습니다",
    """
    the busiest key of {} needs {} of each of the {} replicas of a shard of {}; more nodes do not help, since \
    a key lives in one
    """:
      "{1}에서 가장 바쁜 키는 {4}의 한 샤드에 있는 복제본 {3}개에서 저마다 {2:을/를} 차지합니다. 키는 한 노드에 있으므로 노드를 늘려도 소용이 없습니다",
    """
    nothing in {} ever expires, and on_write: nothing leaves what is written in it as it was ({}/s): such \
    reads are stale for as long as the record is there
    """:
      "{1}에서는 아무것도 만료되지 않고, on_write: nothing은 쓰인 레코드({2}/s)를 예전 값 그대로 둡니다. 그 레코드가 캐시에 있는 동안에는 오래된 값을 읽습니다",
    "the round trip to {} and what a command costs its thread are the built-in assumption, not measured at yours":
      "{1}까지의 왕복 시간과 명령이 스레드에서 쓰는 시간은 내장된 가정이며, 여러분의 환경에서 측정한 값이 아닙니다",
    "nothing in {} ever expires: what a lost invalidation leaves behind stays until it is evicted":
      "{1}에서는 아무것도 만료되지 않습니다. 무효화가 빠진 것은 축출될 때까지 남습니다",
    "nothing in {} ever expires: what a lost invalidation leaves behind stays for ever, since all {} records fit":
      "{1}에서는 아무것도 만료되지 않습니다. 레코드 {2}개가 모두 들어가므로 무효화가 빠진 것은 영원히 남습니다",
    """
    nothing in {} ever expires: what a lost invalidation leaves behind stays until it is evicted, and there \
    are {} records
    """:
      "{1}에서는 아무것도 만료되지 않습니다. 무효화가 빠진 것은 축출될 때까지 남으며, 레코드는 {2}개입니다",
    "{} keeps {} vCPUs of a node busy and {} earns {}: its CPU credits last {}, then it is held to {} of each vCPU":
      "{1:은/는} 노드의 vCPU {2}개를 쓰는데 {3:이/가} 버는 것은 {4}개 몫입니다. CPU 크레딧은 {5} 동안 가고, 그 뒤에는 vCPU마다 {6:으로/로} 제한됩니다",
    """
    the busiest node of {} sends {} of what {} can for long ({}/s); above it, it lives on a burst that ends, \
    and replies wait in line
    """:
      "{1}에서 가장 바쁜 노드는 {3:이/가} 오래 보낼 수 있는 것({4}/s)의 {2:을/를} 보냅니다. 그 위는 언젠가 끝나는 버스트로 버티는 것이고, 끝나면 응답이 줄을 서서 기다립니다",
    "{} evicts {} keys a second, {} for each that is stored ({}): it holds less than what is read again":
      "{1:은/는} 초당 키 {2}개, 저장하는 키 하나마다 {3}개를 축출합니다({4}). 다시 읽힐 것보다 적게 담고 있습니다",
    "{} refuses {} writes a second: memory is full and eviction is noeviction":
      "{1:은/는} 초당 쓰기 {2}번을 거부합니다. 메모리가 가득 찼고 축출 정책이 noeviction입니다",
    "{} refuses {} writes a second: memory is full and {} finds no key with an expiry that it may evict":
      "{1:은/는} 초당 쓰기 {2}번을 거부합니다. 메모리가 가득 찼는데, {3:이/가} 축출할 수 있는 만료 시간 있는 키가 없습니다",
    "{} refuses {} writes a second: memory is full, and what {} evicts at a time is not enough":
      "{1:은/는} 초당 쓰기 {2}번을 거부합니다. 메모리가 가득 찼는데, {3:이/가} 한 번에 축출하는 것으로는 모자랍니다",
    "{} refuses {} writes a second: 1 value in 10,000 takes {} and more, and max_item_size is {}":
      "{1:은/는} 초당 쓰기 {2}번을 거부합니다. 값 10,000개 가운데 하나는 {3} 이상인데 max_item_size는 {4}입니다",
    """
    {} refuses {} writes a second: no chunk of the right size is to be had, or the value is larger than \
    max_item_size
    """:
      "{1:은/는} 초당 쓰기 {2}번을 거부합니다. 알맞은 크기의 청크를 얻을 수 없거나, 값이 max_item_size보다 큽니다",
    """
    {} turns away {} commands a second: it begins with {} ECPU/s, doubles in about {}, and does no more than \
    {} for one hash slot; min_ecpu scales it beforehand
    """:
      """
    {1:은/는} 초당 명령 {2}개를 돌려보냅니다. {3} ECPU/s로 시작하여 약 {4} 만에 두 배가 되고, 해시 슬롯 하나에는 {5:을/를} 넘지 못합니다. min_ecpu는 미리 \
    확장해 둡니다
    """,
    """
    nothing in {} ever expires, and {} writes to {} past it ({}/s): such reads are stale for as long as the \
    record is there
    """:
      "{1}에서는 아무것도 만료되지 않는데, {2:이/가} 캐시를 거치지 않고 {3}에 씁니다({4}/s). 그 레코드가 캐시에 있는 동안에는 오래된 값을 읽습니다",
    "nothing in {} ever expires, and {} writes to {} past it: such reads are stale for as long as the record is there":
      "{1}에서는 아무것도 만료되지 않는데, {2:이/가} 캐시를 거치지 않고 {3}에 씁니다. 그 레코드가 캐시에 있는 동안에는 오래된 값을 읽습니다",
    """
    nothing in {} ever expires, and {} and {} write to {} past it ({}/s): such reads are stale for as long as \
    the record is there
    """:
      "{1}에서는 아무것도 만료되지 않는데, {2:과/와} {3:이/가} 캐시를 거치지 않고 {4}에 씁니다({5}/s). 그 레코드가 캐시에 있는 동안에는 오래된 값을 읽습니다",
    """
    nothing in {} ever expires, and {} and {} write to {} past it: such reads are stale for as long as the \
    record is there
    """:
      "{1}에서는 아무것도 만료되지 않는데, {2:과/와} {3:이/가} 캐시를 거치지 않고 {4}에 씁니다. 그 레코드가 캐시에 있는 동안에는 오래된 값을 읽습니다",
    """
    nothing in {} ever expires, and {} and {} and {} write to {} past it ({}/s): such reads are stale for as \
    long as the record is there
    """:
      "{1}에서는 아무것도 만료되지 않는데, {2}, {3}, {4:이/가} 캐시를 거치지 않고 {5}에 씁니다({6}/s). 그 레코드가 캐시에 있는 동안에는 오래된 값을 읽습니다",
    """
    nothing in {} ever expires, and {} and {} and {} write to {} past it: such reads are stale for as long as \
    the record is there
    """:
      "{1}에서는 아무것도 만료되지 않는데, {2}, {3}, {4:이/가} 캐시를 거치지 않고 {5}에 씁니다. 그 레코드가 캐시에 있는 동안에는 오래된 값을 읽습니다",
    """
    ElastiCache Serverless evicts only keys that expire and keys of {} have no ttl: when its {} are full (what \
    is read takes {}) nothing can be evicted and writes are refused (OOM); give them a ttl
    """:
      """
    ElastiCache Serverless는 만료되는 키만 축출하는데 {1}의 키에는 ttl이 없습니다. {2}가 가득 차면(읽히는 것은 {3}) 아무것도 축출할 수 없어 쓰기가 \
    거부됩니다(OOM). 키에 ttl을 주십시오
    """,
    """
    ElastiCache Serverless evicts only keys that expire and keys of {} have no ttl: when its {} are full \
    nothing can be evicted and writes are refused (OOM); give them a ttl
    """:
      """
    ElastiCache Serverless는 만료되는 키만 축출하는데 {1}의 키에는 ttl이 없습니다. {2}가 가득 차면 아무것도 축출할 수 없어 쓰기가 거부됩니다(OOM). 키에 \
    ttl을 주십시오
    """,
    """
    eviction is {} and keys of {} have no ttl: when its {} are full (what is read takes {}) nothing can be \
    evicted and writes are refused (OOM); choose allkeys-lru or give them a ttl
    """:
      """
    축출 정책이 {1}인데 {2}의 키에는 ttl이 없습니다. {3}가 가득 차면(읽히는 것은 {4}) 아무것도 축출할 수 없어 쓰기가 거부됩니다(OOM). allkeys-lru를 고르거나 \
    키에 ttl을 주십시오
    """,
    """
    eviction is {} and keys of {} have no ttl: when its {} are full nothing can be evicted and writes are \
    refused (OOM); choose allkeys-lru or give them a ttl
    """:
      "축출 정책이 {1}인데 {2}의 키에는 ttl이 없습니다. {3}가 가득 차면 아무것도 축출할 수 없어 쓰기가 거부됩니다(OOM). allkeys-lru를 고르거나 키에 ttl을 주십시오",
    """
    eviction is {}, ElastiCache's default, and keys of {} have no ttl: when its {} are full (what is read \
    takes {}) nothing can be evicted and writes are refused (OOM); choose allkeys-lru or give them a ttl
    """:
      """
    축출 정책이 ElastiCache의 기본값인 {1}인데 {2}의 키에는 ttl이 없습니다. {3}가 가득 차면(읽히는 것은 {4}) 아무것도 축출할 수 없어 쓰기가 거부됩니다(OOM). \
    allkeys-lru를 고르거나 키에 ttl을 주십시오
    """,
    """
    eviction is {}, ElastiCache's default, and keys of {} have no ttl: when its {} are full nothing can be \
    evicted and writes are refused (OOM); choose allkeys-lru or give them a ttl
    """:
      """
    축출 정책이 ElastiCache의 기본값인 {1}인데 {2}의 키에는 ttl이 없습니다. {3}가 가득 차면 아무것도 축출할 수 없어 쓰기가 거부됩니다(OOM). allkeys-lru를 \
    고르거나 키에 ttl을 주십시오
    """,
    """
    {} has no replica: when a node is lost, everything cannot be reached for about {}, and the node comes back \
    empty; replicas: 1 has one take over in seconds, warm
    """:
      "{1}에는 복제본이 없습니다. 노드를 잃으면 약 {2} 동안 아무것에도 닿을 수 없고, 노드는 비어 있는 채로 돌아옵니다. replicas: 1이면 몇 초 안에 데이터를 지닌 복제본이 이어받습니다",
    """
    {} has no replica: when a node is lost, everything cannot be reached for about {}, and the node comes back \
    empty; nodes: 2 or more lose only their part of the keys
    """:
      "{1}에는 복제본이 없습니다. 노드를 잃으면 약 {2} 동안 아무것에도 닿을 수 없고, 노드는 비어 있는 채로 돌아옵니다. nodes: 2 이상이면 잃은 노드 몫의 키만 잃습니다",
    """
    {} has no replica: when a node is lost, everything cannot be reached for about {}, and the node comes back \
    with its last backup, up to {} old; replicas: 1 has one take over in seconds, warm
    """:
      """
    {1}에는 복제본이 없습니다. 노드를 잃으면 약 {2} 동안 아무것에도 닿을 수 없고, 노드는 마지막 백업({3} 이내의 것)으로 돌아옵니다. replicas: 1이면 몇 초 안에 \
    데이터를 지닌 복제본이 이어받습니다
    """,
    """
    {} has no replica: when a node is lost, everything cannot be reached for about {}, and the node comes back \
    with its last backup, up to {} old; nodes: 2 or more lose only their part of the keys
    """:
      "{1}에는 복제본이 없습니다. 노드를 잃으면 약 {2} 동안 아무것에도 닿을 수 없고, 노드는 마지막 백업({3} 이내의 것)으로 돌아옵니다. nodes: 2 이상이면 잃은 노드 몫의 키만 잃습니다",
    """
    {} has no replica: when a node is lost, {} of the keys cannot be reached for about {}, and the node comes \
    back empty; replicas: 1 has one take over in seconds, warm
    """:
      """
    {1}에는 복제본이 없습니다. 노드를 잃으면 약 {3} 동안 키의 {2}에 닿을 수 없고, 노드는 비어 있는 채로 돌아옵니다. replicas: 1이면 몇 초 안에 데이터를 지닌 복제본이 \
    이어받습니다
    """,
    """
    {} has no replica: when a node is lost, {} of the keys cannot be reached for about {}, and the node comes \
    back empty; nodes: 2 or more lose only their part of the keys
    """:
      "{1}에는 복제본이 없습니다. 노드를 잃으면 약 {3} 동안 키의 {2}에 닿을 수 없고, 노드는 비어 있는 채로 돌아옵니다. nodes: 2 이상이면 잃은 노드 몫의 키만 잃습니다",
    """
    {} has no replica: when a node is lost, {} of the keys cannot be reached for about {}, and the node comes \
    back with its last backup, up to {} old; replicas: 1 has one take over in seconds, warm
    """:
      """
    {1}에는 복제본이 없습니다. 노드를 잃으면 약 {3} 동안 키의 {2}에 닿을 수 없고, 노드는 마지막 백업({4} 이내의 것)으로 돌아옵니다. replicas: 1이면 몇 초 안에 \
    데이터를 지닌 복제본이 이어받습니다
    """,
    """
    {} has no replica: when a node is lost, {} of the keys cannot be reached for about {}, and the node comes \
    back with its last backup, up to {} old; nodes: 2 or more lose only their part of the keys
    """:
      """
    {1}에는 복제본이 없습니다. 노드를 잃으면 약 {3} 동안 키의 {2}에 닿을 수 없고, 노드는 마지막 백업({4} 이내의 것)으로 돌아옵니다. nodes: 2 이상이면 잃은 노드 몫의 \
    키만 잃습니다
    """,
    "a node that is lost takes what has not yet reached a replica with it: up to {} writes ({}/s, {} behind)":
      "잃은 노드는 아직 복제본에 닿지 않은 것도 함께 잃습니다. 최대 쓰기 {1}번입니다({2}/s, {3} 뒤처짐)",
    "a node that is lost takes what has not yet reached a replica with it: up to {} writes ({}/s, every {})":
      "잃은 노드는 아직 복제본에 닿지 않은 것도 함께 잃습니다. 최대 쓰기 {1}번입니다({2}/s, {3}마다)",
    """
    a node that is lost takes what has not yet reached a replica with it: up to {} writes ({}/s, on {} shards, \
    {} behind)
    """:
      "잃은 노드는 아직 복제본에 닿지 않은 것도 함께 잃습니다. 최대 쓰기 {1}번입니다({2}/s, 샤드 {3}개, {4} 뒤처짐)",
    """
    a node that is lost takes what has not yet reached a replica with it: up to {} writes ({}/s, on {} shards, \
    every {})
    """:
      "잃은 노드는 아직 복제본에 닿지 않은 것도 함께 잃습니다. 최대 쓰기 {1}번입니다({2}/s, 샤드 {3}개, {4}마다)",
    """
    a node that is lost takes what has not yet reached a replica with it: up to {} writes ({}/s, on {} nodes, \
    {} behind)
    """:
      "잃은 노드는 아직 복제본에 닿지 않은 것도 함께 잃습니다. 최대 쓰기 {1}번입니다({2}/s, 노드 {3}개, {4} 뒤처짐)",
    """
    a node that is lost takes what has not yet reached a replica with it: up to {} writes ({}/s, on {} nodes, \
    every {})
    """:
      "잃은 노드는 아직 복제본에 닿지 않은 것도 함께 잃습니다. 최대 쓰기 {1}번입니다({2}/s, 노드 {3}개, {4}마다)",
    "a node that is lost takes what it has not yet written to {} with it: up to {} writes ({}/s, {} behind)":
      "잃은 노드는 아직 {1}에 쓰지 않은 것도 함께 잃습니다. 최대 쓰기 {2}번입니다({3}/s, {4} 뒤처짐)",
    "a node that is lost takes what it has not yet written to {} with it: up to {} writes ({}/s, every {})":
      "잃은 노드는 아직 {1}에 쓰지 않은 것도 함께 잃습니다. 최대 쓰기 {2}번입니다({3}/s, {4}마다)",
    """
    a node that is lost takes what it has not yet written to {} with it: up to {} writes ({}/s, on {} shards, \
    {} behind)
    """:
      "잃은 노드는 아직 {1}에 쓰지 않은 것도 함께 잃습니다. 최대 쓰기 {2}번입니다({3}/s, 샤드 {4}개, {5} 뒤처짐)",
    """
    a node that is lost takes what it has not yet written to {} with it: up to {} writes ({}/s, on {} shards, \
    every {})
    """:
      "잃은 노드는 아직 {1}에 쓰지 않은 것도 함께 잃습니다. 최대 쓰기 {2}번입니다({3}/s, 샤드 {4}개, {5}마다)",
    """
    a node that is lost takes what it has not yet written to {} with it: up to {} writes ({}/s, on {} nodes, \
    {} behind)
    """:
      "잃은 노드는 아직 {1}에 쓰지 않은 것도 함께 잃습니다. 최대 쓰기 {2}번입니다({3}/s, 노드 {4}개, {5} 뒤처짐)",
    """
    a node that is lost takes what it has not yet written to {} with it: up to {} writes ({}/s, on {} nodes, \
    every {})
    """:
      "잃은 노드는 아직 {1}에 쓰지 않은 것도 함께 잃습니다. 최대 쓰기 {2}번입니다({3}/s, 노드 {4}개, {5}마다)",
    "a node that is lost takes what it has not yet written to the database with it: up to {} writes ({}/s, {} behind)":
      "잃은 노드는 아직 데이터베이스에 쓰지 않은 것도 함께 잃습니다. 최대 쓰기 {1}번입니다({2}/s, {3} 뒤처짐)",
    "a node that is lost takes what it has not yet written to the database with it: up to {} writes ({}/s, every {})":
      "잃은 노드는 아직 데이터베이스에 쓰지 않은 것도 함께 잃습니다. 최대 쓰기 {1}번입니다({2}/s, {3}마다)",
    """
    a node that is lost takes what it has not yet written to the database with it: up to {} writes ({}/s, on \
    {} shards, {} behind)
    """:
      "잃은 노드는 아직 데이터베이스에 쓰지 않은 것도 함께 잃습니다. 최대 쓰기 {1}번입니다({2}/s, 샤드 {3}개, {4} 뒤처짐)",
    """
    a node that is lost takes what it has not yet written to the database with it: up to {} writes ({}/s, on \
    {} shards, every {})
    """:
      "잃은 노드는 아직 데이터베이스에 쓰지 않은 것도 함께 잃습니다. 최대 쓰기 {1}번입니다({2}/s, 샤드 {3}개, {4}마다)",
    """
    a node that is lost takes what it has not yet written to the database with it: up to {} writes ({}/s, on \
    {} nodes, {} behind)
    """:
      "잃은 노드는 아직 데이터베이스에 쓰지 않은 것도 함께 잃습니다. 최대 쓰기 {1}번입니다({2}/s, 노드 {3}개, {4} 뒤처짐)",
    """
    a node that is lost takes what it has not yet written to the database with it: up to {} writes ({}/s, on \
    {} nodes, every {})
    """:
      "잃은 노드는 아직 데이터베이스에 쓰지 않은 것도 함께 잃습니다. 최대 쓰기 {1}번입니다({2}/s, 노드 {3}개, {4}마다)",
  ]
}
