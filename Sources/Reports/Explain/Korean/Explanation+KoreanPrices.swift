// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// Prices, terms, and what a scenario may ask for besides its parts, in Korean.
  static let koreanPrices: Translations = [
    "own-prices": Translation(
      title: "나만의 가격표",
      text: """
        가격과 할인과 무료 수량을 적어 Sluice에 들어 있는 가격 위에 덮는 YAML 파일입니다.
        계약 가격, 다른 리전, 더 새로운 수치를 적습니다. 직접 적은 가격은 그 가격을 단계까지
        통째로 대신하고, 할인은 직접 가격을 적지 않은 것을 낮춥니다. sluice prices import는
        AWS가 공개하는 가격 목록으로 이런 파일을 만들고, sluice prices check FILE은 파일에서
        무엇이 잘못되었고 무엇이 바뀌는지 말합니다.
        """),
    "price-list": Translation(
      title: "AWS가 제품마다 얼마인지 공개하는 파일",
      text: """
        sluice prices import는 이 파일(JSON 또는 CSV, 한 리전 또는 전체)을 가격표로
        바꿉니다. 온디맨드 가격과 Redis 노드의 예약 가격을 읽습니다. 첫 단계가 $0이면 무료
        수량이 됩니다. 제품을 몇 개나, 왜 빼놓았는지도 말합니다.
        """),
    "price-gap": Translation(
      title: "가격이 없는 수량",
      text: """
        그 리전이나 단계의 한 구간에 대해 출처를 찾지 못한 것입니다. 이 빈 곳에 드는 것은
        가격 없음(not priced)으로 나열되고, 합계는 "최소"(at least) 얼마라고 나오며, 그에
        대한 목표는 undecided입니다. 결코 무료로 치지 않습니다.
        """),
    "price-stale": Translation(
      title: "12개월이 넘은 가격",
      text: """
        나이는 가격표에서 가장 새로운 가격을, 또는 pricing.date를 기준으로 셉니다. AWS는
        가격을 올리는 일이 드물지만, 오래된 가격은 실제보다 높을 수 있고 새로 나온 것에는
        가격이 없습니다. sluice prices import는 지금의 가격 목록을 읽습니다.
        """),
    "price-undated": Translation(
      title: "출처에 날짜가 온전히 적혀 있지 않은 가격",
      text: """
        얼마나 오래된 수치인지 아무도 말할 수 없습니다. 수업의 수치가 그렇습니다. 교재에는
        2024년과 2025년이 나옵니다.
        """),
    "price-unverified": Translation(
      title: "출처가 제삼자 하나뿐이거나 출처끼리 어긋나는 가격",
      text: """
        AWS의 페이지와 견주어 보거나, 올바른 수치를 나만의 가격표(--prices)에 적으십시오.
        """),
    "price-derived": Translation(
      title: "문서에 있는 가격에서 계산해 낸 가격",
      text: """
        이를테면 한 달 가격을 730시간으로 나눈 것, 또는 가용 영역 두 곳의 가격을 한 곳의 두
        배로 잡은 것입니다.
        """),
    "price-differs": Translation(
      title: "정가 옆의 수업 수치",
      text: """
        같은 리전의 같은 것을 두고 수업의 교재와 AWS의 정가가 다른 금액을 말할 수 있습니다.
        가격표 `documented`는 교재의 금액이 있으면 그것을 쓰고, 청구서는 두 가지를 섞어 더할
        때 그렇다고 말합니다. `market`은 정가만 씁니다. sluice prices diff documented
        market은 차이를 모두 보여 줍니다.
        """),
    "price-region": Translation(
      title: "한 리전에만 있는 가격",
      text: """
        다른 리전을 쓰는 시나리오에서는 가격 없음으로 나열되고, 청구서는 하한이 됩니다.
        AWS가 거기에서 제공하지 않거나(서비스, 노드 유형, 어떤 나라로 보내는 문자 메시지)
        가격표에 아직 없는 것입니다. sluice prices import는 AWS가 공개하는 가격 목록을 읽고,
        --prices FILE의 한 줄로 가격 하나를 적을 수 있습니다.
        """),
    "reserved": Translation(
      title: "몇 년을 약정하고 받는 낮은 요금",
      text: """
        pricing.reserved는 ElastiCache 노드, RDS, EC2 인스턴스에 적용됩니다. Redis 노드의
        요금은 가격표에 있고, 나머지는 `discount`나 나만의 가격표가 필요합니다.
        pricing.savings는 EC2, Fargate, Lambda 실행 시간에 대한 컴퓨팅 절감형 플랜(Savings
        Plans)이며 요금을 적어 주어야 합니다. `covers`는 사용량 가운데 약정한 비율입니다.
        선결제는 약정 기간의 시간에 고르게 나눕니다. 한 달 청구서는 약정을 다 썼다고 봅니다.
        """),
    "graviton": Translation(
      title: "같은 크기의 Arm 프로세서 가격",
      text: """
        pricing.graviton을 켜면 Lambda와 Fargate, 그리고 같은 크기의 Graviton 계열이 있는
        노드와 인스턴스와 브로커의 가격을 Graviton에서 돌아가는 것으로 매깁니다. 바뀌는 것은
        가격뿐입니다. 거기서 일이 얼마나 빠른지는 직접 측정해야 합니다.
        """),
    "focus": Translation(
      title: "FinOps Open Cost and Usage Specification의 열",
      text: """
        sluice cost -f focus는 청구서를 FOCUS 1.0의 열로, 줄의 단계마다 한 행씩 적습니다.
        그래서 실제 청구서와 나란히 놓을 수 있습니다. 계정과 송장은 simulated라고 적고, 청구
        월은 가격의 기준일이 속한 달입니다.
        """),
    "nat-gateway": Translation(
      title: "공인 주소가 없는 서버가 서비스에 닿는 길",
      text: """
        SQS, SNS, Kinesis의 주소는 공인 주소입니다. 프라이빗 서브넷의 서버는 NAT
        게이트웨이나 인터페이스 엔드포인트를 거쳐 닿습니다. 둘 다 한 시간이 시작될 때마다,
        그리고 어느 방향이든 GB마다 돈을 냅니다. S3와 DynamoDB의 게이트웨이 엔드포인트는
        무료입니다. `network`는 무엇이 있고 누가 쓰는지 말합니다. 바이트는 메시지의 크기에,
        호출과 응답마다 call_overhead를 더한 것입니다.
        """),
    "nat-unused": Translation(
      title: "아무도 지나가지 않는 NAT 게이트웨이",
      text: """
        NAT 게이트웨이는 지나가는 것이 있든 없든 시간마다 돈이 듭니다. 여기서는 이
        게이트웨이를 쓰는 부분이 호출하는 것이 모두 VPC 안에 있거나 자기 엔드포인트가
        있습니다. 게이트웨이를 없애거나, 그 뒤에 누가 있는지 `for`에 적으십시오.
        """),
    "endpoint-unused": Translation(
      title: "아무도 쓰지 않는 인터페이스 엔드포인트",
      text: """
        인터페이스 엔드포인트는 영역마다 시간으로 돈이 듭니다. 이 엔드포인트를 쓸 수 있는
        부분 가운데 그 서비스를 호출하는 것이 없습니다. Lambda 함수는 `for`에 이름이 있을
        때만 엔드포인트를 쓰고, 함수의 폴러는 결코 쓰지 않습니다.
        """),
    "monitoring-cost": Translation(
      title: "CloudWatch의 비용",
      text: """
        `monitoring`은 경보와 사용자 지정 지표를 월 단위로, 로그를 들어오는 GB와 압축해
        보관하는 GB-월 단위로 청구서에 올립니다. 목표 추적은 정책마다 경보를 둘 만들고,
        그것도 청구됩니다.
        """),
    "kms": Translation(
      title: "키를 달라는 요청",
      text: """
        KMS 키로 암호화한 큐나 토픽은 KMS에 데이터 키를 요청합니다. 재사용 기간마다, 그
        기간에 호출이 있으면 보내는 쪽 하나에 두 번, 받는 쪽 하나에 한 번입니다. 스트림은
        자격 증명 한 벌마다 5분에 12번쯤 요청합니다. 직접 만든 키는 한 달에 $1이고, SNS가
        암호화된 큐로 전달할 때는 꼭 필요합니다.
        """),
    "producing-principals": Translation(
      title: "데이터 키를 가진 송신자와 수신자",
      text: """
        AWS가 KMS 요청 수를 어림하는 식 (B / D) x (2P + C)의 P와 C입니다. 한 순간에 몇이나
        키를 가지고 있는지를 뜻합니다. 작업자 집단이나 함수는 하나의 보안
        주체(principal)입니다.
        """),
    "put-payload-unit": Translation(
      title: "Kinesis 스트림이 레코드를 세는 단위",
      text: """
        레코드가 어떤 호출에 실려 왔든, 25,600바이트마다 한 단위로 세고 나머지는 올립니다.
        KPL이 묶은 레코드는 하나로 칩니다.
        """),
    "long-term-retention": Translation(
      title: "7일보다 오래 보관하기",
      text: """
        첫날의 보관은 레코드를 받는 가격에 들어 있습니다. 7일째까지는
        샤드-시간으로(온디맨드는 GB-월로), 그 뒤로는 GB-월로 돈을 냅니다. 샤드를 쓰는
        스트림에서는 더 오래된 데이터를 GetRecords로 가져오는 GB에도 돈이 듭니다.
        """),
    "surplus-vcpus": Translation(
      title: "버스트 가능 인스턴스가 기준선(baseline)을 넘어 쓴 vCPU",
      text: """
        기준선을 넘어서도 계속 돌 수 있는 t 계열 인스턴스(RDS, Aurora, EC2)가 쓴 것에서
        기준선을 뺀 것입니다. 기준선 아래에서는 크레딧이 쌓입니다. 한 달의 합을
        vCPU-시간으로 청구하며 0보다 작아지지는 않습니다.
        """),
    "zone-transfer": Translation(
      title: "가용 영역 사이의 바이트",
      text: """
        EC2는 방향마다 GB로 청구합니다. 캐시의 클라이언트는 자기 쪽만 내고, 데이터베이스와
        EC2 위의 Kafka 브로커에서는 양쪽이 냅니다. ElastiCache, RDS, MSK 안의 복제는
        무료입니다. `cross_zone`은 영역을 건너는 비율입니다. 세 영역에 흩어진 클라이언트는
        3분의 2가 건넙니다.
        """),
  ]
}
