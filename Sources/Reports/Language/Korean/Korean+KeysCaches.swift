// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What settings are, as their key tables say it: caches.
  static let koreanKeysCaches: Entries = [
    // Nodes and clusters.
    "The type of every node, such as cache.t4g.small; ElastiCache Serverless has none.":
      "모든 노드의 유형입니다. 예: cache.t4g.small. ElastiCache Serverless에는 없습니다.",
    "Time until a node that was lost is replaced.": "잃은 노드가 교체되기까지의 시간입니다.",
    "Time until the processes answer again after a restart.": "다시 시작한 뒤 프로세스가 다시 응답하기까지의 시간입니다.",
    "With a t node: the CPU credits that it has at the start and after it was replaced, of those that it can hold.":
      "t 노드에서: 시작할 때와 교체된 뒤에 지니는 CPU 크레딧이며, 지닐 수 있는 양에 대한 비율입니다.",
    "How long a node whose network had little to do can send at its highest rate; 0s leaves it the baseline.":
      "네트워크에 할 일이 적었던 노드가 최고 속도로 보낼 수 있는 시간입니다. 0s면 기준 속도만 남습니다.",
    "Share of the bytes between clients and this that cross to another availability zone, which EC2 bills.":
      "클라이언트와 주고받는 바이트 가운데 다른 가용 영역으로 건너가는 비율입니다. EC2가 과금합니다.",
    "Shards of the cluster, which share the keys by hash slot; more than one is cluster mode.":
      "클러스터의 샤드 수이며, 샤드들이 해시 슬롯에 따라 키를 나누어 맡습니다. 둘 이상이면 클러스터 모드입니다.",
    "Replicas of each shard, in other zones.": "샤드마다 다른 영역에 두는 복제본 수입니다.",
    """
    Whether a replica takes over when a primary is lost (automatic failover); it does if there is one and this \
    is left out.
    """:
      "프라이머리를 잃으면 복제본이 이어받는지입니다(자동 장애 조치). 생략하면 복제본이 있을 때 이어받습니다.",
    "Where GETs go; replicas answer with what the primary held `replica_lag` ago.":
      "GET이 가는 곳입니다. 복제본은 프라이머리가 `replica_lag` 전에 지녔던 것으로 응답합니다.",
    "How far a replica is behind; what a primary has not yet replicated is lost with it.":
      "복제본이 얼마나 뒤처지는지입니다. 프라이머리를 잃으면 아직 복제하지 않은 것도 함께 잃습니다.",
    "Share of maxmemory that is kept for backups and failover; eviction begins at what is left.":
      "maxmemory 가운데 백업과 장애 조치를 위해 남겨 두는 비율입니다. 나머지가 다 차면 축출이 시작됩니다.",
    "maxmemory-policy: which keys go when memory is full; volatile-* take only keys with an expiry.":
      "maxmemory-policy입니다. 메모리가 가득 차면 어떤 키를 내보내는지 정하며, volatile-*는 만료 시간이 있는 키만 내보냅니다.",
    """
    Threads that read, parse and write requests, the one that executes them included; half of the vCPUs from \
    four on if it is left out (ElastiCache's enhanced I/O), else one.
    """:
      "요청을 읽고 해석하고 쓰는 스레드 수이며, 명령을 실행하는 스레드도 들어갑니다. 생략하면 vCPU가 넷 이상일 때 그 절반(ElastiCache의 향상된 I/O), 아니면 하나입니다.",
    "Backups; a node that has lost its data begins with the last one. Without them it begins empty.":
      "백업입니다. 데이터를 잃은 노드는 마지막 백업으로 시작하며, 백업이 없으면 비어 있는 채로 시작합니다.",
    "How long it takes until a replica has taken over.": "복제본이 이어받기까지 걸리는 시간입니다.",
    """
    The year of Extended Support that an old version of Redis OSS (4 and 5) is in, which is billed on top; \
    left out for a version in standard support.
    """:
      "오래된 Redis OSS 버전(4와 5)이 Extended Support의 몇 년째인지이며, 그 요금이 더해집니다. 표준 지원을 받는 버전에서는 생략합니다.",
    "ElastiCache Serverless in place of nodes.": "노드 대신 ElastiCache Serverless를 씁니다.",

    // How keys and memory are kept, and what commands take.
    "Keys looked at in each round of eviction.": "축출할 때 한 번에 살펴보는 키 수입니다.",
    "With an LFU policy: the larger, the more hits a key's counter needs to reach its top.":
      "LFU 정책에서: 클수록 키의 카운터가 최댓값에 이르는 데 더 많은 적중이 필요합니다.",
    """
    With an LFU policy: a key's counter falls by one for each time so long without a hit, in whole minutes; 0s \
    for never.
    """:
      "LFU 정책에서: 이만큼 적중이 없을 때마다 키의 카운터가 하나씩 줄어듭니다. 분 단위로만 세며, 0s면 줄어들지 않습니다.",
    "How hard the node works at collecting what has expired.": "노드가 만료된 것을 얼마나 열심히 거두어들이는지입니다.",
    "Length of a key's name, which takes memory too.": "키 이름의 길이입니다. 이름도 메모리를 씁니다.",
    "Time of a command on the network, there and back, without the node's own.":
      "명령 하나가 네트워크를 오가는 시간이며, 노드 자신의 시간은 뺍니다.",
    "Bytes on the network besides a value.": "값 말고 네트워크로 오가는 바이트입니다.",
    "How long a command keeps a thread busy.": "명령 하나가 스레드를 붙드는 시간입니다.",

    // How the application uses the cache.
    "The database behind the cache; without one the cache is a store of its own (sessions, counters).":
      "캐시 뒤의 데이터베이스입니다. 없으면 캐시가 스스로 저장소입니다(세션, 카운터).",
    """
    cache-aside writes to the database and then tells the cache (on_write); write-through writes both before \
    it answers; write-behind answers when the cache has it and writes to the database later.
    """:
      """
    cache-aside는 데이터베이스에 쓴 뒤 캐시에 알립니다(on_write). write-through는 둘 다에 쓴 뒤에 응답합니다. write-behind는 캐시에 쓰면 응답하고 \
    데이터베이스에는 나중에 씁니다.
    """,
    "With cache-aside: what becomes of a record in the cache when it is written.":
      "cache-aside에서: 레코드를 쓸 때 캐시에 있는 그 레코드를 어떻게 하는지입니다.",
    "How long a record stays in the cache after it was stored; until it is evicted if it is left out.":
      "레코드가 저장된 뒤 캐시에 머무는 시간입니다. 생략하면 축출될 때까지 머뭅니다.",
    "Spreads each record's ttl evenly between (1 - this) and (1 + this) times its length.":
      "레코드마다 ttl을 그 길이의 (1 - 이 값)배에서 (1 + 이 값)배 사이로 고르게 퍼뜨립니다.",
    "Single-flight: one database read for a missing record, whoever else wants it waits for it.":
      "single-flight입니다. 캐시에 없는 레코드를 데이터베이스에서 한 번만 읽고, 같은 것을 찾는 다른 요청은 그 읽기를 기다립니다.",
    """
    Beta of probabilistic early refresh (XFetch): the nearer its expiry, the likelier a hit reads a record \
    anew, behind the reader's back; 1 is usual, more is earlier. Off if it is left out.
    """:
      "확률적 조기 갱신(XFetch)의 베타입니다. 만료가 가까울수록, 적중한 읽기가 응답과는 따로 레코드를 새로 읽어 올 가능성이 커집니다. 보통 1이며, 클수록 더 일찍 읽습니다. 생략하면 꺼집니다.",
    "How long after its ttl a record is still given out while it is read anew.":
      "ttl이 지난 뒤 레코드를 새로 읽는 동안 예전 값을 얼마나 오래 내주는지입니다.",
    "How long the cache remembers that the database has no such record; not at all if it is left out.":
      "데이터베이스에 그런 레코드가 없다는 것을 캐시가 기억하는 시간입니다. 생략하면 기억하지 않습니다.",
    "How long the application waits for a node's reply.": "애플리케이션이 노드의 응답을 기다리는 시간입니다.",
    "What the application does when the cache does not answer: asks the database, or fails.":
      "캐시가 응답하지 않을 때 애플리케이션이 하는 일입니다. 데이터베이스에 묻거나 실패합니다.",
    "Stops asking a node that does not answer; off if it is left out.": "응답하지 않는 노드에는 더 묻지 않습니다. 생략하면 꺼집니다.",
    "Fills the cache before the start; it begins empty if it is left out.": "시작하기 전에 캐시를 채웁니다. 생략하면 비어 있는 채로 시작합니다.",
    "With write-behind: when writes go to the database.": "write-behind에서: 쓰기가 데이터베이스로 가는 때입니다.",

    // Memcached.
    "Nodes, each with a part of the keys.": "저마다 키의 일부를 맡는 노드의 수입니다.",
    "Worker threads of a node (-t); the node's vCPUs if it is left out.": "노드의 작업 스레드 수(-t)입니다. 생략하면 노드의 vCPU 수입니다.",
    "Share of each command during which the node's other threads cannot begin one.":
      "명령마다 노드의 다른 스레드가 명령을 시작할 수 없는 시간의 비율입니다.",
    """
    How clients choose a key's node: a ring of 160 points for each node, the hash modulo the number, or the \
    highest of all nodes' hashes.
    """:
      "클라이언트가 키의 노드를 고르는 방식입니다. 노드마다 점이 160개인 고리, 해시를 노드 수로 나눈 나머지, 모든 노드의 해시 가운데 가장 큰 것 중 하나입니다.",
    """
    What clients do when a node does not answer: fail goes on asking it until it is back, rehash shares its \
    keys out among the others.
    """:
      "노드가 응답하지 않을 때 클라이언트가 하는 일입니다. fail은 돌아올 때까지 그 노드에 계속 묻고, rehash는 그 노드의 키를 나머지 노드에 나누어 맡깁니다.",
    "With on_node_loss: rehash: time until clients leave out a node that does not answer.":
      "on_node_loss: rehash에서: 클라이언트가 응답하지 않는 노드를 빼기까지의 시간입니다.",
    "With on_node_loss: rehash: how often clients look whether a node that they left out is back.":
      "on_node_loss: rehash에서: 클라이언트가 빼 둔 노드가 돌아왔는지 얼마나 자주 살펴보는지입니다.",
    """
    HOT, WARM and COLD lists in each slab class; otherwise one list, in which a hit moves an item at most once \
    a minute.
    """:
      "슬랩 클래스마다 HOT, WARM, COLD 목록을 둡니다. 아니면 목록은 하나이고, 적중은 항목을 1분에 한 번까지만 옮깁니다.",
    "Whether pages move to the slab classes that need them.": "페이지가 필요한 슬랩 클래스로 옮겨 가는지입니다.",
    "The largest item, key and overhead included.": "키와 부가 정보를 포함한, 가장 큰 항목의 크기입니다.",
    "Length of a key's name, which takes memory too; Memcached takes at most 250 B.":
      "키 이름의 길이입니다. 이름도 메모리를 쓰며, Memcached는 250 B까지 받습니다.",
  ]
}
