// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// Databases with their connection pools, their checks and metrics, in Korean.
  static let koreanDatabase: Translations = [
    "database-overload": Translation(
      title: "데이터베이스에 여유가 거의 없습니다",
      text: """
        데이터베이스의 서버가 85% 이상의 시간 동안 바쁩니다. 서버 c개의 바쁜 정도가 r이면 기다리는
        시간은 1/(1 - r)처럼 늘어납니다. 한 번의 장애로 밀린 일도 남는 여유만큼의 속도로만
        해소됩니다. 90%에서는 1분 동안 멈춘 것을 따라잡는 데 9분이 걸립니다.

        더 큰 인스턴스, 읽기를 맡는 복제본(reads: replicas), 앞에 두는 캐시가 여유를 만들어
        줍니다. 연결을 늘리는 것은 도움이 되지 않습니다. 줄을 서버 안으로 옮길 뿐입니다.
        """),
    "database-pool": Translation(
      title: "연결이 데이터베이스의 서버보다 적습니다",
      text: """
        쿼리는 실행되는 동안 연결 하나를 차지합니다. 연결이 서버보다 적으면 일부 서버는 한 번도
        바빠지지 않고, 쿼리는 할 일 없는 데이터베이스 앞에서 연결을 기다립니다. 대개는 서버 수의
        두세 배인 풀이면 충분합니다. wait(연결을 기다린 시간)와 server_wait(서버를 기다린 시간)를
        보십시오.
        """),
    "database-connections": Translation(
      title: "서버가 허용하는 것보다 연결이 많습니다",
      text: """
        RDS는 인스턴스의 메모리에서 max_connections를 정합니다. PostgreSQL은 바이트 / 9,531,392,
        MySQL은 바이트 / 12,582,880입니다. 연결마다 메모리가 들고, PostgreSQL에서는 프로세스도
        하나씩 듭니다. 한도를 넘는 연결은 거부됩니다. 풀을 줄이거나, 연결을 나누어 쓰는 프록시를
        두거나, 더 큰 인스턴스를 쓰십시오.
        """),
    "database-time-limit": Translation(
      title: "클라이언트가 포기한 뒤에도 쿼리가 계속 실행됩니다",
      text: """
        클라이언트가 타임아웃 뒤에 연결을 닫아도 쿼리는 끝나지 않습니다. 서버는 끝까지 실행하고
        나서야 받을 사람이 없음을 압니다. 드라이버나 호출한 쪽이 다시 시도하면 서버는 같은 일을 두
        번 하게 됩니다. 그래서 짧은 과부하가 스스로를 키울 수 있습니다. 쿼리가 느려지고,
        클라이언트가 포기했다가 다시 요청하고, 절반이 넘는 일이 받을 사람 없는 일이 됩니다. 처음에
        원인이었던 부하는 벌써 사라졌을 수도 있습니다.

        서버가 그런 쿼리를 취소하게 하거나(statement_timeout: cancels_abandoned), 다시 시도하는
        횟수를 줄이거나, 일찍 거절하십시오: queue_limit, 짧은 acquire_timeout.
        """),
    "database-credits": Translation(
      title: "버스트 가능 인스턴스가 기준 성능을 넘어 돌고 있습니다",
      text: """
        t 클래스의 인스턴스는 프로세서의 일정 몫(기준 성능: db.t4g.medium은 20%)을 계속 쓸 수
        있고, 그보다 적게 쓰면 크레딧을 모읍니다. RDS는 이를 넘어도 계속 돌게 하고, 하루 평균이
        기준 성능을 넘으면 잉여 크레딧을 vCPU-시간 단위로 청구합니다. 그 비용이 가격 차이의
        절반쯤을 넘으면 db.m7g처럼 크레딧이 없는 클래스가 더 쌉니다. 청구서에 한 줄로 실리며,
        리전에 가격이 없으면 합계는 "at least"가 됩니다.
        """),
    "replicas-unused": Translation(
      title: "복제본이 읽기를 맡지 않습니다",
      text: """
        복제본에는 프라이머리와 똑같이 돈이 듭니다. 그러나 클라이언트가 복제본에 물어야(reads:
        replicas) 읽기를 맡습니다. 복제본의 응답은 복제 지연만큼 뒤처져 있으므로, 클라이언트가
        방금 쓴 것을 보지 못할 수 있습니다.
        """),
    "single-database": Translation(
      title: "프라이머리를 잃으면 넘겨받을 것이 없습니다",
      text: """
        단일 인스턴스는 새 인스턴스가 만들어진 뒤에야 돌아옵니다. 몇 분이 걸리고, 복원해야 하면 더
        걸립니다. Multi-AZ는 다른 가용 영역에 동기식 스탠바이를 두고 60초에서 120초 사이에 장애
        조치를 합니다. Aurora는 대개 30초 안에 복제본을 승격합니다. RDS의 읽기 전용 복제본은
        사람이 직접 승격합니다.

        장애를 넣어 시험해 보십시오: faults: { loss: { at: 30m, kill: NAME } }.
        """),
    "connections": Translation(
      title: "쓰이고 있는 연결",
      text: """
        데이터베이스의 지표입니다. 실행 중이든, 서버나 디스크를 기다리든, 포기한 클라이언트를 위해
        계속 실행되든, 연결을 차지하고 있는 쿼리의 수입니다. 리틀의 법칙에 따라 쿼리가 들어오는
        속도에 쿼리마다 연결을 차지하는 시간을 곱한 것입니다. 한도에 이르면 쿼리가 연결을
        기다립니다. wait와 waiting을 보십시오.
        """),
    "waiting": Translation(
      title: "연결을 기다리는 쿼리",
      text: """
        데이터베이스의 지표입니다. 연결 풀 앞에 먼저 온 순서대로 선 줄입니다. 쿼리는 최대
        acquire_timeout만큼 기다리고, 그래도 안 되면 실패합니다(pool_timeouts). 기다린 시간은
        wait입니다.
        """),
    "queued": Translation(
      title: "연결을 얻고 서버를 기다리는 쿼리",
      text: """
        scheduling이 fcfs인 데이터베이스의 지표입니다. concurrency를 넘는 쿼리는 서버 안에서
        기다립니다. queued는 그 수, server_wait는 각각이 기다린 시간입니다. 포아송 도착과 지수
        분포 시간이라면 얼랑 C 공식 그대로입니다. sharing에서는 아무도 기다리지 않는 대신 모두가
        느려집니다.
        """),
    "running": Translation(
      title: "실행 중인 쿼리",
      text: """
        데이터베이스의 지표입니다. 서버나 디스크에서 실행되고 있는 쿼리이며 기다리는 것은 뺍니다.
        sharing에서는 서버보다 많을 수 있고, 그만큼 하나하나가 느려집니다.
        """),
    "abandoned": Translation(
      title: "아무도 기다리지 않는데 실행되는 쿼리",
      text: """
        데이터베이스의 지표입니다. 클라이언트가 포기했는데도 서버에서 실행되거나 기다리는 쿼리의
        수입니다. 연결과 서버를 차지합니다. database-time-limit을 보십시오.
        """),
    "primary-utilisation": Translation(
      title: "프라이머리와 복제본이 얼마나 바쁜지",
      text: """
        복제본이 있는 데이터베이스의 지표입니다. 바쁜 서버의 비율이며, 프라이머리의 것과 복제본
        전체의 것이 따로 있습니다. utilisation은 모든 인스턴스를 합친 것입니다. 어느 한순간에
        서버는 바쁘거나 놀거나 둘 중 하나이므로, 백분위수를 내기 전에 1초씩 평균합니다.
        """),
    "queries": Translation(
      title: "드라이버가 데이터베이스로 보내는 것",
      text: """
        데이터베이스의 지표입니다. 드라이버의 시도이며 재시도도 들어갑니다. .ratio는 호출하는 쪽의
        호출 수로 나눈 것입니다. 1.2라면 시도 여섯 번 가운데 한 번이 재시도였다는 뜻입니다.
        reads와 writes는 서버가 실제로 수행한 것이며, 아무도 기다리지 않는 것도 들어갑니다.
        """),
    "reads": Translation(
      title: "수행된 읽기와 쓰기",
      text: """
        데이터베이스의 지표입니다. .rate는 초당 쿼리, .ratio는 모든 시도 가운데 차지하는
        비율입니다. 삭제도 쓰기로 셉니다. 클라이언트가 포기한 쓰기도 수행되고 커밋됩니다.
        """),
    "retries": Translation(
      title: "다시 한 시도와 너무 오래 걸린 시도",
      text: """
        데이터베이스의 지표이며, .ratio는 모든 쿼리에 대한 것입니다. retries는 한 호출의 첫 번째를
        뺀 나머지 시도이고, timeouts는 클라이언트가 제때 응답을 받지 못한 시도입니다. 둘이
        utilisation과 함께 오르면 재시도 자체가 부하입니다. 재시도 폭풍(retry storm)입니다.
        """),
    "pool-timeouts": Translation(
      title: "제때 연결을 얻지 못한 쿼리",
      text: """
        데이터베이스의 지표입니다. acquire_timeout 동안 연결을 기다리다 실패한 쿼리가 전체에서
        차지하는 비율입니다. 부하에 비해 풀이 작거나, 쿼리가 연결을 너무 오래 차지하고 있는
        것입니다.
        """),
    "disk-operations": Translation(
      title: "데이터베이스의 디스크 연산",
      text: """
        disk_operations는 디스크 연산을 셉니다. .rate는 초당 횟수이며 CloudWatch의 ReadIOPS와
        WriteIOPS를 더한 것입니다. disk_wait는 디스크의 초당 한도 때문에 쿼리가 기다린 시간입니다.
        gp3는 3,000이고 400 GiB부터는 12,000, gp2는 GiB마다 3이고 크레딧이 남아 있는 동안은 3,000,
        io1은 돈을 낸 만큼입니다.
        """),
    "replica-lag": Translation(
      title: "복제본이 얼마나 뒤처져 있는지",
      text: """
        데이터베이스의 지표입니다. 복제본에서 읽기를 시작할 때 그 데이터가 프라이머리보다 얼마나
        뒤처져 있었는지입니다. 쓴 것은 이 시간이 지나야 복제본에서 보입니다.
        """),
  ]
}
