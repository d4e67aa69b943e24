// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// What is measured of logs, groups and connectors, in Korean.
  static let koreanLogMetrics: Translations = [
    "lag": Translation(
      title: "독자가 얼마나 뒤처졌는지, 시간으로",
      text: """
        작업자의 lag는 그 채널에서 아직 끝내지 못한 가장 오래된 메시지의 나이입니다.
        로그에서는 커밋되지 않은 첫 레코드가 들어온 뒤로 지난 시간이므로, 커밋 간격에서 오는
        몫보다 작아지지 않습니다. 5초마다 커밋하면 5초까지 올랐다가 내려오기를 되풀이합니다.
        lag_messages는 레코드 수를, partition_lag는 가장 뒤처진 파티션의 레코드 수를 셉니다.

        따라잡는 시간 = lag / (처리 능력 - 들어오는 양).
        """),
    "lag_messages": Translation(
      title: "소비자 그룹이 커밋하지 않은 레코드",
      text: """
        로그의 끝에서 커밋된 위치를 뺀 것을 모든 파티션에 걸쳐 더한 값입니다(SumOffsetLag).
        """),
    "partition_lag": Translation(
      title: "가장 뒤처진 파티션",
      text: """
        커밋되지 않은 레코드가 가장 많은 파티션의 그 레코드 수입니다(MaxOffsetLag). 한
        파티션에만 lag가 있으면 몰리는 키(hot key)나 언제나 실패하는 레코드, 느린 태스크가
        있다는 뜻입니다.
        """),
    "out_of_order": Translation(
      title: "같은 키의 나중 메시지보다 늦게 오는 메시지",
      text: """
        같은 키의 나중 메시지에 대한 일이 먼저 시작되었으면 그 메시지는 순서가 어긋난
        것입니다. 처음 처리할 때만 칩니다. 다시 오는 것은 중복입니다. Kafka와 Kinesis는
        파티션 안에서, SQS FIFO는 그룹 안에서 키의 순서를 지키고, 표준 큐는 지키지 않습니다.

        한 키의 메시지는 한 생산자에게서 옵니다. 생산자가 여럿이면 무엇이 먼저였는지 아무도
        모릅니다.
        """),
    "iterator_age": Translation(
      title: "읽을 때 레코드가 얼마나 오래되었는지",
      text: """
        독자가 가장 최근에 받은 레코드의 나이입니다(GetRecords.IteratorAgeMilliseconds,
        IteratorAge). lag와 함께 커지며, 보존 기간에 이르면 레코드는 읽히지 못한 채
        사라집니다.
        """),
    "rebalances": Translation(
      title: "소비자 그룹이 파티션을 새로 나눈 횟수",
      text: """
        멤버가 들어오거나, 나가거나, 죽거나, 늦어서 다시 나눈 것입니다. 비율(ratio)은 폴링
        횟수에 대한 것입니다.
        """),
    "rebalance_pause": Translation(
      title: "파티션을 아무도 읽지 않은 시간",
      text: """
        멈춘 파티션마다 시간 하나입니다. eager 방식의 assignor(range, roundrobin,
        sticky)에서는 가장 느린 멤버가 폴링하러 돌아올 때까지 모든 파티션이 멈춥니다.
        cooperative-sticky와 group_protocol: consumer에서는 옮겨 가는 것만 멈춥니다. 멤버가
        죽었을 때는 session_timeout이 먼저 지나갑니다.
        """),
    "paused_partitions": Translation(
      title: "지금 아무도 읽지 않는 파티션",
      text: """
        리밸런스 중이거나, 맡은 태스크가 죽었는데 그룹이 아직 모르는 것입니다.
        """),
    "assigned_members": Translation(
      title: "파티션이 있는 태스크와 없는 태스크",
      text: """
        assigned_members는 그룹에서 파티션을 하나라도 맡은 멤버이고, idle_members는 하나도
        맡지 못한 멤버입니다.
        """),
    "late_members": Translation(
      title: "늦어서 쫓겨난 태스크",
      text: """
        한 번에 가져온(poll) 것을 처리하는 데 max_poll_interval보다 오래 걸린 태스크입니다.
        쫓겨나고도 일을 계속하고, 다른 태스크가 같은 레코드를 받으며, 비용은 양쪽 모두에
        듭니다.
        """),
    "acknowledge": Translation(
      title: "배치의 첫 레코드부터 확인 응답까지",
      text: """
        생산자가 기다리는 시간입니다. linger, 요청, 리더가 로그에 덧붙이는 시간, 그리고
        acks: all이면 동기화된 사본이 모두 가질 때까지의 시간입니다. produce는 브로커의
        몫이고, replicate는 로그에 덧붙인 뒤 팔로워가 가질 때까지이며, fetch는 소비자까지
        가는 길입니다.
        """),
    "produce": Translation(
      title: "레코드가 클러스터를 지나는 길의 구간들",
      text: """
        produce: 브로커가 요청을 처리하는 시간. replicate: 리더가 덧붙인 뒤 동기화된 사본이
        모두 가져가 독자가 볼 수 있을 때까지. fetch: 소비자가 요청했고 레코드도 있는 때부터
        소비자가 받을 때까지.
        """),
    "batch_records": Translation(
      title: "생산자가 얼마나 잘 모으는가",
      text: """
        배치 하나에 든 레코드 수입니다. 배치는 가득 차거나 linger가 지나면 떠납니다.
        파티션과 생산자마다 대략 1 + 속도 x linger개입니다. 배치가 작으면 요청이 많이 들고
        압축이 잘되지 않습니다.
        """),
    "gathering": Translation(
      title: "생산자가 붙들고 있는 것",
      text: """
        gathering: 아직 어느 리더의 로그에도 덧붙지 않은 레코드. buffer_used: 그 레코드의
        메모리. blocked: 메모리(buffer_memory)가 나기를 기다린 레코드. 보내는 쪽을 붙잡아
        두며, max_block이 지나면 포기합니다.
        """),
    "retried": Translation(
      title: "다시 보낸 레코드와 포기한 레코드",
      text: """
        retried: 리더가 없거나, 동기화된 사본이 모자라거나, 답이 오지 않아서 다시 보낸
        배치의 레코드. given_up: delivery_timeout 안에 확인 응답을 받지 못한 레코드. 보낸
        쪽에 그렇다고 알려 줍니다.
        """),
    "lost_acknowledged": Translation(
      title: "확인 응답을 받고도 잃은 레코드",
      text: """
        리더가 받았다고 답해 놓고 팔로워가 가져가기 전에 죽었거나, 그 레코드가 없는 사본이
        리더를 이어받은(unclean election) 것입니다.
        """),
    "duplicates": Translation(
      title: "두 번 들어 있는 레코드",
      text: """
        토픽에서는, 첫 시도가 사실은 성공했는데 재시도가 또 덧붙인 것입니다.
        멱등성(idempotence)이 켜져 있으면 없습니다. 싱크 커넥터에서는 두 번째 객체에 또 쓰인
        레코드입니다.
        """),
    "produce_throttled": Translation(
      title: "할당량에 걸려 늦어진 요청",
      text: """
        Kafka는 거절하지 않고 늦게 답합니다. 잃는 것은 없지만 클라이언트가 느려집니다.
        """),
    "under_replicated": Translation(
      title: "클러스터의 상태",
      text: """
        under_replicated: 동기화되지 않은 사본이 있는 파티션. under_min_isr: 동기화된 사본이
        min_insync보다 적어 acks: all이 거절되는 파티션. offline: 리더가 없어 쓰지도 읽지도
        못하는 파티션. brokers_up: 작동하는 브로커.
        """),
    "cpu": Translation(
      title: "가장 바쁜 브로커에서 무엇이 바쁜가",
      text: """
        할 수 있는 것에 대한 비율입니다. 프로세서(퍼센트), 네트워크, 볼륨, 그리고 보존
        기간이 다 찼을 때 볼륨이 얼마나 차는지입니다. utilisation은 그중 가장 큰 것입니다.
        """),
    "put_latency": Translation(
      title: "스트림 호출에 걸리는 시간",
      text: """
        생산자가 보는 PutRecords와, GetRecords입니다.
        """),
    "read_throttled": Translation(
      title: "레코드를 달라는 호출 중 거절된 것",
      text: """
        샤드마다 초당 다섯 번을 넘은 GetRecords입니다(ReadProvisionedThroughputExceeded).
        독자는 조금 뒤에 다시 시도합니다.
        """),
    "buffered": Translation(
      title: "손에 쥐고 아직 넘기지 않은 레코드",
      text: """
        스트림에서는 생산자가 가지고 있는 것입니다. 싱크 커넥터에서는 아직 쓰지 않은 객체에
        든 것이며, 태스크가 죽으면 다시 읽습니다.
        """),
    "capture": Translation(
      title: "데이터베이스에서 커밋된 뒤 변경을 보낼 때까지",
      text: """
        할 일이 적을 때는 poll_interval의 절반쯤이고, 쌓인 것이 많을수록 길어집니다.
        """),
    "resent": Translation(
      title: "태스크가 죽은 뒤 다시 보낸 레코드",
      text: """
        오프셋을 마지막으로 커밋한 뒤의 것들이며, 보낸 레코드 전체에 대한 비율입니다.
        """),
    "objects": Translation(
      title: "싱크 커넥터가 쓰는 것",
      text: """
        objects: 쓴 객체. 그 속도가 곧 PUT 요청의 속도입니다. object_age: 객체의 첫
        레코드부터 저장소에 들어갈 때까지. 싱크의 지연 시간에서 큰 몫을 차지합니다. put:
        업로드 한 번. 태스크는 그동안 기다립니다.
        """),
    "skipped": Translation(
      title: "빼놓은 레코드, 끝나 버린 태스크",
      text: """
        skipped: 변환할 수 없었던 레코드. failed_tasks: 그런 레코드 때문에 아주 끝나 버린
        태스크.
        """),
    "requests": Translation(
      title: "호출과 거기에 실리는 것",
      text: """
        토픽에서는 produce 요청의 수입니다. 비율(ratio)은 배치 하나당입니다. 한 브로커로
        가는 준비된 배치는 모두 함께 갑니다.
        """),
  ]
}
