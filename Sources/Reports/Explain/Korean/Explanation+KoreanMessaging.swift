// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// Checks and metrics of topics, functions and FIFO queues, in Korean.
  static let koreanMessaging: Translations = [
    "vis-lambda": Translation(
      title: "함수가 읽기에는 큐의 가시성 타임아웃이 짧습니다",
      text: """
        AWS는 가시성 타임아웃을 함수 타임아웃의 여섯 배 이상에 배치 윈도우를 더한 값으로 잡으라고
        권합니다. 스로틀된 배치는 가시성 타임아웃이 지날 때까지 다시 시도됩니다. 타임아웃이 길수록
        그 안에 자리가 날 가능성이 커집니다. 짧으면 메시지가 처리되지 않은 채 큐로 돌아가고,
        돌아갈 때마다 수신 횟수를 하나씩 써 버립니다.

        함수 자신의 타임아웃보다 짧은 값은 AWS가 거부하며, 여기서도 거부합니다.
        """),
    "lambda-throttle": Translation(
      title: "메시지가 한 번도 실행되지 못한 채 배달 못한 편지가 됩니다",
      text: """
        이벤트 소스 매핑의 폴러는 함수에 자리가 있는지 묻기도 전에 메시지를 가져옵니다. 예약
        동시성이 매핑이 늘어날 수 있는 크기보다 작으면 나머지는 거부됩니다(429). 이렇게 넘기려 할
        때마다 수신으로 집계되므로, max_receives번에 이르면 코드가 한 번도 보지 못한 메시지가 배달
        못한 편지 큐로 갑니다. 함수에는 오류가 보이지 않습니다. Throttles만 늘고, 배달 못한 편지
        큐가 차오를 뿐입니다.

        함수가 아니라 매핑을 제한하십시오. maximum_concurrency를 정하면 처리할 수 있는 만큼만
        가져옵니다. 가시성 타임아웃을 늘리고 수신 횟수를 더 허용하는 것은 도움은 되지만 근본
        해결책은 아닙니다.
        """),
    "lambda-timeout": Translation(
      title: "함수의 타임아웃보다 긴 일은 중간에 끊깁니다",
      text: """
        타임아웃에 이른 실행은 강제로 끝나고 오류로 세며, 그때까지의 시간은 과금됩니다. 메시지는
        다시 돌아오고 다음 실행도 똑같이 오래 걸립니다. 배치라면 핸들러의 시간은 메시지마다 걸린
        시간을 모두 더한 것입니다.
        """),
    "maximum-above-reserved": Translation(
      title: "함수가 실행할 수 있는 것보다 매핑이 더 많이 가져올 수 있습니다",
      text: """
        maximum_concurrency는 매핑의 한도이고 reserved_concurrency는 함수의 한도입니다. 앞의 것이
        더 크면 그 차이만큼은 큐에서 꺼냈다가 스로틀됩니다. maximum_concurrency를
        reserved_concurrency 이하로 두십시오.
        """),
    "reserved-below-5": Translation(
      title: "매핑은 폴러 다섯 개로 시작합니다",
      text: """
        SQS의 이벤트 소스 매핑은 동시에 다섯 배치로 시작합니다. 예약 동시성이 그보다 작은 함수는
        바빠지는 첫 순간부터 스로틀됩니다. AWS는 5 이상을 권합니다.
        """),
    "max-receives-below-5": Translation(
      title: "함수가 읽는 메시지가 몇 번만 수신되어도 배달 못한 편지 큐로 갑니다",
      text: """
        스로틀되어 넘기지 못한 것도 수신 횟수를 씁니다. AWS는 함수가 읽는 큐의 max_receives를 5
        이상으로 잡으라고 권합니다. 그래야 운이 나빴을 뿐인 메시지가 배달 못한 편지가 되지
        않습니다.
        """),
    "fifo-limit": Translation(
      title: "FIFO 큐가 받을 수 있는 것보다 호출이 많습니다",
      text: """
        높은 처리량(high throughput)을 켜지 않은 FIFO 큐는 종류마다 초당 300번의 호출을 받습니다.
        보내기 300번, 받기 300번, 지우기 300번이며, 열 개씩 배치로 묶으면 메시지 3,000개입니다.
        높은 처리량을 켜면 파티션마다 그만큼 받고, 파티션의 수는 리전이 정합니다. 이를 넘는 호출은
        스로틀되고 생산자의 SDK가 다시 시도합니다.

        배치로 묶어 보내거나, high_throughput: true로 두고 메시지 그룹을 많이 만드십시오.
        """),
    "hot-group": Translation(
      title: "메시지 그룹 하나의 일이 작업자 하나가 할 수 있는 것보다 많습니다",
      text: """
        한 그룹의 메시지는 하나씩 차례로 처리됩니다. 하나가 처리 중이면 같은 그룹의 나머지는
        기다립니다. 그래서 작업자가 아무리 많아도 한 그룹은 1 / (처리 시간)보다 빠를 수 없고,
        배치라면 그 시간에 한 배치씩입니다.

        그룹의 키를 더 잘게 나누십시오. 고객이 아니라 주문을 키로 쓰는 식입니다.
        """),
    "few-groups": Translation(
      title: "메시지 그룹이 작업자보다 적습니다",
      text: """
        FIFO 큐에서 동시에 처리되는 메시지의 수는 메시지가 있는 그룹의 수를 넘지 못합니다. 그보다
        많은 작업자는 놀게 됩니다.
        """),
    "sns-quota": Translation(
      title: "계정이 게시할 수 있는 것보다 메시지가 많습니다",
      text: """
        SNS는 한 계정이 초당 게시하는 메시지 수를 리전별로 제한합니다. us-east-1은 30,000개,
        서울은 1,500개입니다. 넘는 것은 스로틀되고, SDK가 몇 번 더 시도합니다. 요청하면 AWS가
        할당량을 올려 줍니다(publish_quota).
        """),
    "unconfirmed": Translation(
      title: "확인하지 않은 구독에는 아무것도 가지 않습니다",
      text: """
        이메일 주소나 웹 서버는 이틀 안에 구독을 확인해야 합니다. 그전까지 SNS는 아무것도 전달하지
        않으며, 그렇다고 알려 주지도 않습니다. confirmed: true로 두십시오.
        """),
    "filter-all": Translation(
      title: "필터 정책이 모두 통과시키거나 하나도 통과시키지 않습니다",
      text: """
        모든 메시지와 일치하는 필터는 신경만 쓰이게 할 뿐이지만, 어떤 메시지와도 일치하지 않는
        필터는 구독자에게 가는 길을 끊어 버립니다. 대소문자까지 정확히 일치해야 하고,
        anything-but은 그 키가 있어야 하며, 숫자는 숫자하고만 일치합니다.
        """),
    "sms-limit": Translation(
      title: "한 달 문자 메시지 비용이 계정의 지출 한도를 넘습니다",
      text: """
        AWS가 한도를 올려 주기 전까지 계정이 문자 메시지에 쓸 수 있는 돈은 한 달에 $1입니다.
        한도를 넘은 문자는 오류 없이 버려집니다. 한도는 시간대들을 더해 한 달을 만들 때 적용하며,
        그만큼 그 달의 delivered.ratio가 낮아집니다.

        문자 메시지의 가격을 모르는 곳에서는 판정을 내리지 않고, 가격이 얼마까지면 한도를 지키는지
        말합니다.
        """),
    "filtered": Translation(
      title: "필터 정책이 걸러 낸 사본",
      text: """
        구독의 지표입니다. 필터에 맞지 않은 메시지가 게시된 메시지에서 차지하는 비율입니다. 비용이
        들지 않으며 다른 어디에서도 세지 않습니다.
        """),
    "redriven": Translation(
      title: "구독이 배달 못한 편지 큐로 보낸 사본",
      text: """
        구독의 지표입니다. 전달하지 못해 구독의 배달 못한 편지 큐로 간 것이며, CloudWatch의
        NumberOfNotificationsRedrivenToDlq입니다.
        """),
    "dropped": Translation(
      title: "함수의 매핑이 포기한 전달",
      text: """
        함수의 지표입니다. 가시성 타임아웃이 지날 때까지 배치가 계속 스로틀된 메시지들입니다.
        처리되지 않은 채 수신 횟수만 하나 늘어서 큐로 돌아갑니다.
        """),
    "concurrency": Translation(
      title: "함수에서 일하고 있는 실행 환경의 수",
      text: """
        CloudWatch의 ConcurrentExecutions입니다. 실행 환경 하나는 한 번에 요청 하나를 처리하므로,
        동시성은 요청이 들어오는 속도에 실행 시간을 곱한 것입니다(리틀의 법칙). SQS의 매핑은 5로
        시작하여 메시지가 남아 있는 동안 1분에 최대 300씩 늘립니다.
        """),
    "cold-starts": Translation(
      title: "새 실행 환경을 기다려야 했던 실행",
      text: """
        함수의 지표입니다. 놀고 있는 실행 환경이 없었던 실행이 전체에서 차지하는 비율입니다. INIT
        단계도 과금됩니다. provisioned_concurrency는 추가 요금을 내고 실행 환경을 미리 준비해 두는
        것입니다. 부하가 꾸준하면 저절로 따뜻한 상태가 유지됩니다.
        """),
    "duration": Translation(
      title: "함수가 실행되고 과금되는 시간",
      text: """
        핸들러의 시작부터 끝까지, 배치 전체에 대해 밀리초 단위로 잽니다. 콜드 스타트의 INIT 단계는
        청구서에 따로 더해집니다.
        """),
    "deduplicated": Translation(
      title: "FIFO 큐나 토픽이 중복이라 버린 전송",
      text: """
        중복 제거 ID는 처음 보낸 때부터 5분 동안 기억되며, 메시지가 지워진 뒤에도 그렇습니다. 그
        안에 같은 것을 다시 보내면 받기는 하고 버립니다. 그 뒤에 보내면 또 하나의 메시지가 됩니다.
        """),
    "groups-in-flight": Translation(
      title: "처리 중인 메시지가 있는 메시지 그룹",
      text: """
        ApproximateNumberOfGroupsWithInflightMessages입니다. 그룹마다 하나씩이므로, FIFO 큐의
        메시지 몇 개를 동시에 처리할 수 있는지를 나타냅니다.
        """),
    "noisy-groups": Translation(
      title: "공정 큐: 처리 중인 메시지를 제 몫보다 많이 가진 테넌트",
      text: """
        공정 큐에서 처리 중인 메시지를 지나치게 많이 차지한 테넌트는 시끄러운(noisy) 테넌트입니다.
        그렇지 않은 조용한 테넌트의 메시지를 먼저 내줍니다. quiet로 시작하는 지표는 시끄러운
        테넌트를 뺀 것이어서, 나머지 모두가 느끼는 바를 보여 줍니다.
        """),
    "recovery-time": Translation(
      title: "장애부터 모든 것이 평소로 돌아올 때까지",
      text: """
        장애가 난 뒤 트래픽 원천이나 부분에서 재는 시간입니다. 장애가 시작된 때부터, 지연
        시간(부분이라면 그 큐, 큐가 없으면 얼마나 바쁜지)이 워밍업과 장애 사이에 있던 범위로
        돌아와 시계열의 세 점 동안 머무를 때까지입니다. 시간대가 끝나도록 돌아오지 않았다면 적어도
        그만큼 걸린 것입니다. 시계열의 점은 최대 240개이므로 이 시간은 시간대 길이를 240으로 나눈
        만큼만 정밀합니다.

          slos: { back-to-normal: { of: jobs, recovery_time: "< 3m", after: outage } }
        """),
    "faults": Translation(
      title: "계획한 시각에 일어나는 고장이나 조치",
      text: """
        stop(닿지 않음), remove(삭제됨), slow(몇 배로 느려짐), fail(요청의 일부가 실패),
        kill(태스크나 노드를 한꺼번에 잃음), pause(새 메시지를 받지 않음), deploy(태스크를
        단계적으로 교체), redrive(배달 못한 편지를 되돌림)가 있습니다. 저마다 어느 부분에,
        언제(at), 얼마 동안(for), 어느 시간대나 변형에서(in, only) 일어나는지 적습니다.

          faults: { mail-gone: { at: 45m, for: 20m, stop: admin-mail, in: incident } }
        """),
    "cloudwatch": Translation(
      title: "대시보드에 나오는 이름으로 보는 같은 수치",
      text: """
        JSON과 CSV는 CloudWatch가 보여 줄 값을 나열합니다. 네임스페이스, 지표, 차원, 통계가 있고
        주기는 1분입니다(Sum은 평균적인 1분의 합입니다). 그래서 결과를 대시보드 옆에 놓고 비교할
        수 있습니다. CloudWatch의 별난 점도 그대로 따릅니다. 배달 못한 편지 큐의
        NumberOfMessagesSent에는 옮겨 온 메시지가 들어가지 않고, ApproximateAgeOfOldestMessage는
        표준 큐에서 세 번 수신된 메시지를 빼고 계산합니다.
        """),
  ]
}
