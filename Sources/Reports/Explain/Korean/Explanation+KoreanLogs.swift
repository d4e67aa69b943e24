// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// Checks of logs, of who writes them and who reads them, in Korean.
  static let koreanLogs: Translations = [
    "more-tasks-than-shards": Translation(
      title: "읽을 것이 없는 태스크",
      text: """
        소비자 그룹에서는 파티션 하나를, 애플리케이션에서는 샤드 하나를 태스크 하나가
        읽습니다. 그 수를 넘는 태스크는 놀면서 비용만 들이고, 다른 태스크가 죽을 때에만
        도움이 됩니다. 태스크를 줄이거나 파티션을 늘리십시오. 파티션은 늘리기는 쉽지만
        줄이기는 어렵고, 늘리면 키가 옮겨 갑니다.
        """),
    "producer-not-safe": Translation(
      title: "확인 응답을 받고도 잃을 수 있는 레코드, 또는 멈추는 쓰기",
      text: """
        acks: all은 동기화된(in sync) 사본 전부를 기다리고, min_insync는 그 사본이 얼마나
        적어도 되는지 정합니다. 사본이 3개이고 min_insync가 2면 브로커 하나가 없어도 됩니다.
        확인 응답을 받은 것은 하나도 잃지 않고, 쓰기도 계속됩니다.

        acks: 1이면 리더가 죽을 때 팔로워가 아직 가져가지 않은 것을 잃습니다. 사본이
        하나뿐이면 모두 잃습니다. min_insync가 사본의 수와 같으면 브로커 하나가 빠질 때마다,
        업데이트 때문이라도, 쓰기가 멈춥니다.
        """),
    "retention-too-short": Translation(
      title: "읽기 전에 사라질 수 있는 레코드",
      text: """
        로그는 읽혔든 아니든 오래된 레코드를 버립니다. 독자가 보존 기간보다 오래 뒤처지는
        일이 있으면(계획된 중단, 다시 읽기, 보존 기간의 절반 넘게 벌어진 lag) 아직 읽지 못한
        것을 오류도 없이 잃습니다. Kinesis 안내서는 보존 기간의 절반에 경보를 두라고 합니다.
        """),
    "rebalance-storm": Translation(
      title: "일보다 자기 자신을 챙기느라 더 바쁜 소비자 그룹",
      text: """
        한 번에 가득 가져온(poll) 것을 처리하는 데 max_poll_interval보다 오래 걸리면 멤버는
        일하는 도중에 쫓겨납니다. 그 레코드는 두 번 처리되고, 그때마다 다른 멤버도 모두
        멈춥니다. 멤버가 죽어도 session_timeout이 지난 뒤 같은 일이 벌어집니다.

        한 번에 가져오는 레코드를 줄이거나, static_membership, assignor: cooperative-sticky
        또는 group_protocol: consumer, 더 짧은 session_timeout을 쓰면 나아집니다.
        """),
    "shard-limit": Translation(
      title: "받을 수 있는 것보다 많이 들어오는 샤드",
      text: """
        샤드 하나는 초당 레코드 1,000개, 파티션 키까지 합쳐 1 MiB를 받습니다. 넘치는 것은
        거절되어 다시 보내집니다. 샤드를 늘리면 키의 범위가 나뉘지만, 키 하나는 언제나 샤드
        하나에 있습니다. producer_aggregation은 작은 레코드 여럿을 하나로 묶습니다.
        """),
    "read-throughput": Translation(
      title: "함께 샤드를 너무 자주 읽는 독자들",
      text: """
        GetRecords는 샤드마다 모든 독자를 합쳐 초당 5번 부를 수 있고 초당 2 MB를 내줍니다.
        독자가 늘 때마다 모두가 느려집니다. 덜 자주 폴링하거나 enhanced_fan_out을 쓰십시오.
        그러면 독자마다 자기 몫으로 초당 2 MB를 받으며, 스트림이 레코드를 밀어
        보냅니다(push).
        """),
    "on-demand-ramp": Translation(
      title: "온디맨드 스트림보다 빨리 느는 트래픽",
      text: """
        온디맨드 스트림은 지난 30일 동안 가장 높았던 트래픽의 두 배까지, 새 스트림이면 4
        MB/s까지 받습니다. 15분 안에 두 배 넘게 느는 트래픽은 샤드가 나뉠 때까지
        스로틀됩니다. 스트림이 겪어 본 최고치를 peak_write에 적거나, 예정된 피크에는 샤드를
        프로비저닝하십시오.
        """),
    "broker-throughput": Translation(
      title: "브로커가 받거나 내줄 수 있는 것보다 많은 양",
      text: """
        사본이 r개, 브로커가 n개면 토픽이 받을 수 있는 양은 브로커 하나의 볼륨(또는
        볼륨까지의 회선)이 쓰는 양의 n/r배도, 네트워크가 보내는 양의 n/(groups + r - 1)배도
        넘지 못합니다(AWS Big Data Blog, Kafka 클러스터의 크기 정하기, 식 1). 그 80%를
        넘으면 지연 시간이 가파르게 늘고, 브로커 하나가 빠질 때를 위한 여유가 없습니다.
        """),
    "too-many-partitions": Translation(
      title: "브로커나 생산자가 잘 다룰 수 있는 것보다 많은 파티션",
      text: """
        파티션마다 파일이 들고, 생산자마다 메모리가 들고, 리더 선출에 시간이 듭니다. MSK는
        브로커 크기마다 사본까지 합친 권장 개수를 두고, 최대치를 넘으면 업데이트를
        거절합니다. 파티션이 많으면 배치도 작아집니다.
        """),
    "storage-too-small": Translation(
      title: "보존할 것을 볼륨에 다 담을 수 없음",
      text: """
        쓰는 디스크 = 속도 x 크기 x 보존 기간 x 사본 / 압축률이고, 세그먼트 하나가 더
        듭니다. 볼륨이 가득 찬 브로커는 멈춥니다. 보존을 줄이거나, 볼륨을 키우거나, 오래된
        세그먼트를 계층형 스토리지로 옮기십시오.
        """),
    "lane-capacity": Translation(
      title: "함수가 처리할 수 있는 것보다 많이 들어오는 샤드",
      text: """
        레인은 배치를 하나씩 차례로 처리합니다. 초당 batch_size / duration개의 레코드에
        parallelization_factor를 곱한 만큼이고, 동시성이 레인의 수보다 적으면 그보다
        줄어듭니다. 그보다 많이 들어오면 그 부하가 이어지는 동안 lag가 계속 커집니다. 배치를
        키우거나, 배수(parallelization_factor, Kinesis)를 올리거나, 파티션을 늘리면
        나아집니다. 메모리를 늘리는 것은 그래서 일이 빨라질 때만 도움이 됩니다.
        """),
    "stream-poison": Translation(
      title: "언제나 실패하는데 끝없이 다시 시도되는 레코드",
      text: """
        로그는 순서대로 처리하므로, 매핑은 실패한 배치를 그 뒤의 어떤 것보다 먼저 다시
        시도합니다. maximum_retry_attempts가 없으면 레코드가 만료될 때까지 그렇게 합니다.
        같은 샤드에서 그 뒤에 있는 모든 것이 하루 넘게 기다립니다. 재시도 횟수를 정하고,
        bisect_on_error로 그 레코드를 가려내고, on_failure로 그것이 어디 있는지
        통보받으십시오.
        """),
    "fan-out-alone": Translation(
      title: "독자가 하나뿐인 큐 앞의 토픽",
      text: """
        fan_out: true는 앞에 토픽을 두고 독자마다 큐를 하나씩 줍니다. 독자가 둘이 안 되면
        토픽의 시간과 가격만 더해집니다.
        """),
    "cannot": Translation(
      title: "시나리오가 요구하는 것을 할 수 없는 변형",
      text: """
        능력은 종류의 문제입니다. 태스크를 아무리 늘려도 SQS 큐는 다시 읽을 수 없고 표준
        큐에는 순서가 생기지 않습니다. 그래도 변형을 시뮬레이션하고 가격을 매기지만
        통과하지는 못합니다. 결과의 able은 false이고 종료 코드는 4입니다. 다른 서비스를
        고르거나 요구를 거두십시오.
        """),
    "connector-tasks": Translation(
      title: "할 일이 없는 커넥터 태스크",
      text: """
        싱크는 파티션 하나에 많아야 태스크 하나를 쓰고, 데이터베이스의 로그는 정확히 한
        태스크가 읽습니다. 그보다 많은 태스크는 돈을 내는 작업자 위에서 놉니다.
        """),
    "small-files": Translation(
      title: "너무 작은 객체",
      text: """
        싱크는 파티션마다 객체를 하나 열어 두고, 나이나 크기나 레코드 수가 차면 닫습니다.
        작은 객체가 많으면 쓸 때도 읽을 때도 요청 비용이 듭니다. 지연 시간이 늘더라도
        flush.size와 flush.every를 올리거나, 파티션을 줄이십시오.
        """),
    "snapshot-time": Translation(
      title: "테이블을 처음 복사하는 데 걸리는 시간",
      text: """
        소스 커넥터는 변경을 따라가기 전에 테이블을 읽습니다. 걸리는 시간은 rows x
        row_time입니다. 그동안 커밋된 변경은 데이터베이스의 로그에서 기다립니다.
        """),
    "connector-failed": Translation(
      title: "변환할 수 없는 레코드 하나가 태스크를 끝냄",
      text: """
        errors.tolerance가 Kafka Connect의 기본값인 none이면, 변환할 수 없는 레코드를 처음
        만난 태스크가 그대로 끝나 버립니다. 그 파티션은 다음 태스크로 넘어가고, 그 태스크도
        같은 레코드를 만납니다. tolerance: all은 그 레코드를 건너뛰고 계속합니다. 누군가
        살펴보아야 한다면 dead_letter를 함께 쓰십시오.
        """),
  ]
}
