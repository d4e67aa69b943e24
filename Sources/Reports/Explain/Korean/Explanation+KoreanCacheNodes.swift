// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// The nodes of caches, their checks and metrics, in Korean.
  static let koreanCacheNodes: Translations = [
    "single-node": Translation(
      title: "노드가 가진 것은 노드와 함께 사라집니다",
      text: """
        복제본이 없는 Redis나 Valkey의 샤드, 또는 하나뿐인 Memcached 노드입니다. 노드를 잃으면 새
        노드로 바뀔 때까지 몇 분 동안 아무도 응답하지 않습니다. 새 노드는 비어 있으므로(또는
        마지막 백업만큼 낡았으므로) 캐시가 다시 데워질 때까지 모든 읽기가 데이터베이스로 갑니다.

        복제본과 자동 장애 조치가 있으면 약 10초 만에 다른 노드가 넘겨받으며, 마지막 몇 밀리초를
        뺀 나머지를 그대로 가지고 있습니다. Memcached 노드가 여럿이면 잃는 것은 그 노드가 맡은 키,
        곧 1 / n뿐입니다.
        """),
    "small-node-credits": Translation(
      title: "t 노드가 버는 것보다 많은 CPU 크레딧을 씁니다",
      text: """
        t 계열 노드는 CPU 크레딧을 법니다. cache.t3.micro는 한 시간에 12개를 버는데, 크레딧 하나는
        vCPU 하나를 1분 쓰는 양이므로 vCPU 두 개를 각각 10%씩 계속 쓸 수 있는 셈입니다. 그 이상은
        모아 둔 것에서 쓰며, 최대 하루 치를 모을 수 있습니다. ElastiCache의 t 노드는 스탠더드
        모드입니다. 크레딧이 0이 되면 기준 성능에 묶이고, 모든 명령이 그 배수만큼 느려집니다.

        cpu_credits는 크레딧이 가장 적은 노드의 CPUCreditBalance입니다.
        """),
    "network-bound": Translation(
      title: "노드의 네트워크가 꾸준히 감당하는 양에 견준 송신 바이트",
      text: """
        노드에는 기준 성능과 버스트가 있습니다. cache.t3.micro는 64 Mbit/s이고, 몇 분 동안은 5
        Gbit/s까지 냅니다. 64 Mbit/s는 8 MB/s이며 4 KB 값을 초당 1,900개 보내는 속도로, CPU가
        응답할 수 있는 것보다 훨씬 적습니다. 버스트를 다 쓰면 이를 넘는 응답은 줄을 서서
        기다립니다.

        network는 가장 바쁜 노드가 보내는 양을 기준 성능으로 나눈 값입니다. 1을 넘으면 버스트로
        버티고 있는 것입니다. 더 큰 노드, 더 작은 값, 더 많은 샤드가 도움이 됩니다.
        """),
    "eviction-pressure": Translation(
      title: "다른 키에 자리를 내주고 밀려난 키",
      text: """
        메모리가 가득 차면 레코드를 저장할 때마다 만료되었든 아니든 무언가가 밀려납니다.
        정책(eviction, maxmemory-policy)이 보기에 남겨 둘 가치가 가장 적은 것입니다. 그 수는
        CloudWatch의 Evictions이고, 비율은 모든 SET에 대한 것입니다. 조금은 괜찮지만, SET마다
        하나씩 축출된다면 캐시가 다시 읽힐 것보다 적게 담고 있다는 뜻입니다.

        다른 크기에서의 적중률은 sluice curve FILE --cache NAME으로 볼 수 있습니다.
        """),
    "out-of-memory": Translation(
      title: "메모리가 모자라 거부된 쓰기",
      text: """
        메모리가 가득 찼는데 축출해도 되는 것이 없으면 Redis는 -OOM으로 응답합니다.
        noeviction이거나, volatile-* 정책인데 만료 시간이 있는 키가 하나도 없을 때입니다. 읽기는
        계속됩니다. Memcached는 알맞은 크기의 청크를 구할 수 없으면 SERVER_ERROR로 응답하고,
        max_item_size보다 큰 것도 거부합니다.
        """),
    "serverless-throttled": Translation(
      title: "ElastiCache Serverless가 세는 것과 멈추는 곳",
      text: """
        ECPU 하나는 1 KB까지의 GET이나 SET 하나입니다. 더 큰 것은 옮기는 KB마다 하나씩 들고(3.2
        KB면 3.2), 다른 명령은 CPU를 몇 배 쓰는지가 그보다 크면 그만큼 듭니다. 새 캐시는 초당
        30,000을 처리하고, 쓰이는 동안 10분에서 12분마다 두 배로 늘어납니다. 해시 슬롯 하나는
        30,000을 넘지 못합니다. 나머지는 스로틀됩니다. min_ecpu를 정하면 미리 늘려 둡니다.

        ecpu의 비율은 명령에 대한 것, 곧 명령 하나에 드는 ECPU입니다.
        """),
    "hit": Translation(
      title: "레코드를 찾은 조회",
      text: """
        노드가 응답한 GET 가운데 레코드를 찾은 비율이며, 누가 보냈는지는 따지지
        않습니다(CloudWatch로는 CacheHits와 CacheMisses의 합 가운데 CacheHits). 만료된 레코드는
        미스입니다. 죽은 노드가 응답하지 않은 것은 적중도 미스도 아닙니다.
        """),
    "byte_hit": Translation(
      title: "조회한 바이트 가운데 적중으로 전달한 바이트",
      text: """
        hit과 같지만 크기로 가중합니다. 미스가 전달했을 크기는, 없던 키에 이어서 저장되는 값의
        크기로 봅니다. hit보다 낮으면 큰 레코드가 작은 레코드보다 더 자주 미스가 난다는 뜻입니다.
        """),
    "expired": Translation(
      title: "ttl이 지나 지워진 레코드",
      text: """
        접근할 때, 또는 백그라운드에서 지웁니다. Redis는 만료 시간이 있는 키를 초당 열 번, 한 번에
        20개씩 살펴보고, 그 가운데 10% 넘게 만료되어 있었으면 이어서 다시 살펴봅니다. 그래서
        가지고 있는 것의 10분의 1까지는 죽은 레코드일 수 있습니다. Memcached는 크롤러가 리스트를
        훑습니다. CloudWatch의 Reclaimed이며, 비율은 SET에 대한 것입니다.
        """),
    "memory": Translation(
      title: "캐시가 얼마나 찼는지",
      text: """
        memory는 축출이 시작되기 전까지 쓸 수 있는 메모리 가운데 used_memory가 차지하는
        비율입니다. 쓸 수 있는 메모리는 Redis에서는 maxmemory에서 reserved_memory를 뺀 것,
        Memcached에서는 max_cache_memory에서 연결이 쓰는 것을 뺀 것, Serverless에서는
        max_data입니다. items는 가지고 있는 키의 수이며 만료된 것도 셉니다. Redis에서는 키마다 값
        말고도 65에서 110바이트가 들고, 할당 크기를 올림하므로 값의 4분의 1까지 더 듭니다.
        Memcached에서는 약 60바이트와, 청크의 남는 자리가 듭니다.
        """),
    "node_share": Translation(
      title: "명령 가운데 가장 바쁜 노드가 맡은 몫",
      text: """
        키가 고르게 퍼지면 1 / n입니다. 노드마다 점이 160개인 링(ketama)에서는 몫이 8%쯤 차이가
        나고, 해시 슬롯은 고릅니다. 인기 있는 키 하나가 있으면 어떤 규칙이든 그 키가 있는 노드가
        가장 바빠집니다. 가장 바쁜 노드가 전체의 한계를 정합니다.
        """),
  ]
}
