// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// Checks and metrics of how a cache is used, in Korean.
  static let koreanCaching: Translations = [
    "cache-too-small": Translation(
      title: "읽는 것이 캐시에 다 들어가지 않습니다",
      text: """
        작업 집합(working set)은 아무것도 축출하지 않을 때 어느 한 시점에 캐시에 들어 있을 모든
        레코드의 메모리입니다. ttl이 있으면 드물게 읽히는 레코드는 일부 시간에만 들어 있습니다. 쓸
        수 있는 메모리는 노드의 메모리에서 예약분을 뺀 것입니다. 앞의 것이 더 크면 레코드는
        축출되었다가 다시 읽힙니다.

        얻을 수 있는 가장 높은 적중률은, 들어갈 수 있는 만큼의 가장 인기 있는 레코드가 전체
        읽기에서 차지하는 비율입니다. `sluice curve`는 모든 크기의 적중률을 보여 줍니다.
        """),
    "stampede": Translation(
      title: "캐시가 없으면 데이터베이스가 감당하지 못합니다",
      text: """
        캐시 뒤의 데이터베이스는 흔히 미스만 감당할 크기로 둡니다. 캐시가 비면(재시작, 노드 손실,
        비우기) 모든 독자가 데이터베이스를 찾습니다. 감당할 수 있는 것보다 많이 오면 쿼리가
        기다리고, 클라이언트는 포기했다가 다시 요청하는데, 포기한 쿼리도 계속 실행됩니다. 어떤
        레코드도 제때 캐시로 돌아오지 못하고, 아무것도 저절로 회복되지 않습니다(준안정 장애,
        metastable failure).

        도움이 되는 것은 캐시에 없는 레코드마다 읽기를 한 번만 하는 것(coalesce_misses), 데워진
        채로 넘겨받는 복제본, 곧바로 다시 시도하지 않는 클라이언트, 제때 답할 수 없는 것을
        돌려보내는 queue_limit, 레코드가 한꺼번에 만료되지 않게 하는 ttl_jitter입니다.
        """),
    "hot-key": Translation(
      title: "키 하나가 노드 하나나 파티션 하나의 능력을 넘습니다",
      text: """
        캐시에서 키는 슬롯 하나에, 따라서 샤드 하나에 있고, 그 샤드의 스레드 하나가 응답합니다.
        샤드를 늘리면 다른 키들은 나뉘어도 이 키는 나뉘지 않습니다. 복제본에서 읽거나,
        클라이언트에 보관하거나, 여러 이름으로 나누어 쓰십시오.

        로그에서 키는 파티션이나 샤드 하나에 머무르고, 순서를 지키기 위해 태스크 하나가 읽습니다.
        파티션이나 태스크를 늘려도 소용이 없습니다. 키를 쪼개거나, 덜 보내거나, 처리 시간을
        줄이십시오.
        """),
    "ttl-missing": Translation(
      title: "캐시의 어떤 것도 만료되지 않습니다",
      text: """
        ttl은 오래된 값을 막는 마지막 방어선입니다. 유실된 무효화, 쓰기가 커밋되기 전에 읽은 것을
        저장하는 독자, 캐시를 거치지 않고 쓰는 프로그램이 오래된 값을 만듭니다. ttl이 없으면 그런
        레코드는 축출될 때까지 남아 있습니다.
        """),
    "volatile-without-ttl": Translation(
      title: "메모리가 찼는데 축출해도 되는 것이 없습니다",
      text: """
        volatile-lru, -lfu, -random, -ttl 정책은 만료 시간이 있는 키만 축출하며, ElastiCache의
        기본 파라미터 그룹은 volatile-lru를 고릅니다. 키가 만료되지 않으면 캐시가 가득 차고,
        그때부터 모든 쓰기가 거부됩니다: OOM command not allowed when used memory > 'maxmemory'.
        """),
    "write-behind-loss": Translation(
      title: "노드 하나만 알고 있는 쓰기가 있습니다",
      text: """
        write-behind에서는 캐시가 받으면 바로 쓰기에 응답하고, 데이터베이스는 길게는
        flush.every만큼 늦게 받습니다. 노드를 잃으면 그동안의 쓰기도 함께 잃습니다. 복제본이
        있으면 마지막 순간의 것만 잃습니다.
        """),
    "loads": Translation(
      title: "미스 때문에 일어난 데이터베이스 읽기",
      text: """
        미스가 나면 데이터베이스에서 레코드를 읽어 저장합니다. coalesce_misses를 쓰면 한 번의
        읽기로 그 레코드를 원하는 모두가 답을 얻습니다. 조기 갱신도 loads에 들어갑니다.
        """),
    "coalesced": Translation(
      title: "다른 요청의 읽기를 기다린 미스",
      text: """
        coalesce_misses(single-flight)에서는 레코드를 처음 놓친 요청이 데이터베이스를 읽습니다.
        그사이 같은 레코드를 놓친 요청들은 그 읽기를 기다렸다가 결과를 함께 받습니다.
        """),
    "refreshes": Translation(
      title: "미스가 나기 전에 새로 읽은 레코드",
      text: """
        확률적 조기 갱신입니다(XFetch; Vattani, Chierichetti, Lowenstein 2015). 레코드의 만료가
        가까울수록 적중한 요청이 레코드를 새로 읽을 가능성이 커집니다. 남은 수명이 R이고 읽는 데
        걸리는 시간이 d일 때 그 확률은 e^(-R / (beta d))입니다. stale_while_revalidate를 쓰면
        ttl이 지난 뒤 처음 적중한 요청이 새로 읽습니다.
        """),
    "missed_updates": Translation(
      title: "캐시에 알리지 못한 쓰기",
      text: """
        데이터베이스는 쓰기를 마쳤는데, 뒤따라야 할 DEL이나 SET이 응답을 받지 못한 경우입니다.
        노드가 죽었거나 메모리가 가득 찼던 것입니다. 캐시가 가지고 있는 것은 ttl이 지날 때까지
        오래된 값입니다.
        """),
    "lost_writes": Translation(
      title: "응답을 보낸 뒤에 잃은 쓰기",
      text: """
        write-behind의 지표입니다. 노드를 잃었을 때 그 노드가 받아 두고 아직 데이터베이스에 쓰지
        않은 것입니다.
        """),
    "dirty": Translation(
      title: "데이터베이스가 아직 받지 못한 레코드",
      text: """
        write-behind의 지표입니다. 캐시에 쓰이고 차례를 기다리는 레코드입니다. 같은 레코드에 여러
        번 쓴 것은 하나가 됩니다.
        """),
  ]
}
