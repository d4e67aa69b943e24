// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What settings are, as their key tables say it: the network, monitoring, requirements, SLOs, plans and prices.
  static let koreanKeysAnswers: Entries = [
    // The network.
    "Parts outside AWS: what services of AWS and workers send to them is data to the internet; what comes in is free.":
      "AWS 밖에 있는 부분입니다. AWS의 서비스와 작업자가 이들에게 보내는 것은 인터넷으로 나가는 데이터이고, 들어오는 것은 무료입니다.",
    "NAT gateways: paid for by the hour, and by the GB that passes, in either direction.":
      "NAT 게이트웨이입니다. 시간당으로, 그리고 어느 방향이든 지나는 GB마다 요금을 냅니다.",
    "Interface endpoints: paid for by the hour and zone, and by the GB that passes, in either direction.":
      "인터페이스 엔드포인트입니다. 영역마다 시간당으로, 그리고 어느 방향이든 지나는 GB마다 요금을 냅니다.",
    "Gateway endpoints, which are free: objects for S3 then pass no NAT gateway; bytes to DynamoDB are not counted.":
      "무료인 게이트웨이 엔드포인트입니다. 그러면 S3로 가는 객체가 NAT 게이트웨이를 지나지 않습니다. DynamoDB로 가는 바이트는 세지 않습니다.",
    "Public IPv4 addresses, paid for by the hour; those of the NAT gateways come on top.":
      "시간당 요금을 내는 퍼블릭 IPv4 주소의 수입니다. NAT 게이트웨이의 주소는 따로 더해집니다.",
    "Bytes of each call to a service besides the messages, and of each answer.":
      "서비스 호출마다 메시지 말고 드는 바이트와, 응답마다 드는 바이트입니다.",
    "NAT gateways, each with a public IPv4 address, which is paid for too.":
      "NAT 게이트웨이의 수입니다. 저마다 퍼블릭 IPv4 주소가 하나씩 있고, 그 요금도 냅니다.",
    """
    Who reaches services and the internet through them: all fleets and connectors but those outside AWS; a function \
    only if it is named.
    """:
      "이를 거쳐 서비스와 인터넷에 닿는 부분입니다. 생략하면 AWS 밖에 있는 것을 뺀 모든 작업자 집단과 커넥터이고, 함수는 이름을 적었을 때만 해당합니다.",
    "The interface endpoint of SQS.": "SQS의 인터페이스 엔드포인트입니다.",
    "The interface endpoint of SNS.": "SNS의 인터페이스 엔드포인트입니다.",
    "The interface endpoint of Kinesis.": "Kinesis의 인터페이스 엔드포인트입니다.",
    "The interface endpoint of Lambda.": "Lambda의 인터페이스 엔드포인트입니다.",
    "The interface endpoint of Firehose.": "Firehose의 인터페이스 엔드포인트입니다.",
    "Availability Zones that it is in; each is paid for.": "이것이 놓이는 가용 영역의 수입니다. 영역마다 요금을 냅니다.",
    "Who uses it: all fleets and connectors but those outside AWS; a function only if it is named.":
      "이를 쓰는 부분입니다. 생략하면 AWS 밖에 있는 것을 뺀 모든 작업자 집단과 커넥터이고, 함수는 이름을 적었을 때만 해당합니다.",

    // Monitoring.
    "Alarms with a period of a minute or more; those that target tracking makes by itself come on top.":
      "주기가 1분 이상인 경보의 수입니다. 목표 추적이 스스로 만드는 경보는 따로 더해집니다.",
    "Alarms with a period below a minute.": "주기가 1분 미만인 경보의 수입니다.",
    "Alarms that combine others.": "다른 경보를 조합하는 경보의 수입니다.",
    "Metrics that you publish or that agents do; each combination of dimensions is one.":
      "여러분이나 에이전트가 발행하는 지표의 수입니다. 차원(dimension)의 조합마다 하나로 칩니다.",
    "What workers write into CloudWatch Logs.": "작업자가 CloudWatch Logs에 쓰는 것입니다.",
    "The workers that write; all if left out.": "로그를 쓰는 작업자입니다. 생략하면 모두입니다.",
    "Bytes for each attempt at a message.": "메시지를 한 번 시도할 때마다 쓰는 바이트입니다.",
    "How long logs are kept; the bill is that of a steady state.": "로그를 보관하는 기간입니다. 청구서는 정상 상태의 것입니다.",
    "The share of the bytes that is left when they are stored, compressed.": "압축(compression)하여 저장할 때 남는 바이트의 비율입니다.",

    // Requirements and objectives.
    "The part that must be able to: mostly a channel.": "이 능력을 갖추어야 하는 부분입니다. 대개 채널입니다.",
    "Messages are seen in the order in which they were sent: those of one key (per_key), or all of them (total).":
      "메시지를 보낸 순서대로 봅니다. 키마다(per_key), 또는 전체(total)의 순서입니다.",
    "What was sent in so long a time back from now can be read again.": "지금부터 이 시간만큼 거슬러 올라간 때까지 보낸 것을 다시 읽을 수 있습니다.",
    "So many readers see all messages, each at its own pace.": "이만큼의 독자가 저마다의 속도로 모든 메시지를 봅니다.",
    "What comes of a message is seen once, whatever crashes.": "무엇이 죽더라도 메시지의 결과는 한 번만 보입니다.",
    "What was accepted survives the loss of a server.": "받아들인 것은 서버를 하나 잃어도 남습니다.",
    "What is judged: a traffic source or a part. Left out for a cost.": "판정할 대상입니다. 트래픽 원천이나 부분입니다. 비용에는 적지 않습니다.",
    "The windows in which it must hold; all by default.": "지켜져야 하는 시간대입니다. 기본은 모두입니다.",
    "The fault that recovery_time counts from.": "recovery_time을 재기 시작하는 장애입니다.",
    "Whether a failure makes the command fail.": "목표를 어기면 명령도 실패하는지입니다.",
    "The exit code of its failure.": "실패했을 때의 종료 코드입니다.",

    // Plans.
    "What is to be as small as possible; cost.monthly is all there is.": "가장 작게 만들 것입니다. 지금은 cost.monthly뿐입니다.",
    "The variants to choose from: a list, or all.": "고를 수 있는 변형입니다. 목록이거나 all입니다.",
    """
    Settings by path, each with the values to choose from: a list, 2..20, 2..20 step 2 or 2..64 doubling; a setting \
    counts only in the variants that have it.
    """:
      "경로로 적은 설정과, 저마다 고를 수 있는 값입니다. 목록, 2..20, 2..20 step 2, 2..64 doubling으로 적습니다. 그 설정이 있는 변형에서만 칩니다.",
    "The SLOs must still hold at so many times the traffic.": "트래픽이 이 배수가 되어도 SLO가 지켜져야 합니다.",
    """
    Faults under each of which, alone, the SLOs must hold; left out, they must hold under the faults as they are \
    written.
    """:
      "저마다 따로 일어나도 SLO가 지켜져야 하는 장애입니다. 생략하면 장애가 적힌 그대로 일어날 때 지켜져야 합니다.",
    "How sure the answer must be.": "답이 얼마나 확실해야 하는지입니다.",
    """
    How far beyond its bound a figure may lie without anyone minding, as a share of the bound: what straddles the \
    bound within it counts as meeting the SLO, and the answer says so.
    """:
      "값이 기준을 얼마나 넘어도 괜찮은지를 기준에 대한 비율로 적은 허용폭입니다. 허용폭 안에서 기준에 걸친 값은 SLO를 지킨 것으로 치고, 답이 그렇다고 말합니다.",
    "Dollars a month: plans closer than this are not worth telling apart.":
      "한 달 기준의 달러입니다. 차이가 이보다 작은 계획들은 가릴 값어치가 없습니다.",
    "When the search ends at the latest: 500 replications, 60s of wall time, or a map of both.":
      "탐색이 늦어도 언제 끝나는지입니다. 반복 수(500), 실제로 흐른 시간(60s), 또는 둘 다 적은 맵입니다.",
    "What a wrong choice costs, for plans under doubt.": "잘못 고르면 무엇을 치르는지입니다. 불확실성을 다루는 plan에 적습니다.",
    "Replications of the whole search.": "탐색 전체의 반복 수입니다.",
    "Wall time.": "실제로 흐른 시간입니다.",
    "What a dollar too many counts.": "더 쓴 1달러를 얼마로 치는지입니다.",
    "Dollars for each hour in which an SLO is missed.": "SLO를 지키지 못한 한 시간마다 치르는 달러입니다.",

    // Prices.
    "The free tier that is taken off: none, what is always free, or that of an account's first year.":
      "빼 줄 프리 티어입니다. 없음, 언제나 무료인 것, 또는 계정의 첫해의 것입니다.",
    "Credits of a new account (opened since 2025-07-15), taken off last and only once: a bill of one month.":
      "새 계정(2025-07-15 이후에 만든 것)의 크레딧입니다. 맨 마지막에 한 번만, 한 달의 청구서에서 뺍니다.",
    "A discount on the whole bill, after the free tier.": "프리 티어를 뺀 뒤 청구서 전체에 주는 할인입니다.",
    "The price book: documented figures first, or list prices only.": "가격표입니다. 문서의 값을 먼저 쓰거나, 공시 가격만 씁니다.",
    "Price what there is with a Graviton processor as if it had one; how fast it works there is not simulated.":
      "Graviton 프로세서로도 쓸 수 있는 것을 그것을 쓴 것처럼 가격을 매깁니다. 얼마나 빨리 처리하는지는 시뮬레이션하지 않습니다.",
    "Nodes and instances that are promised for years, at a lower rate.": "몇 해를 약정하고 더 싸게 쓰는 노드와 인스턴스입니다.",
    "A compute savings plan: for EC2 instances, Fargate and the duration of Lambda. Its rate is in no price book.":
      "컴퓨팅 절감형 플랜입니다. EC2 인스턴스, Fargate, Lambda의 실행 시간에 적용됩니다. 그 할인율은 어느 가격표에도 없습니다.",
    "The day (yyyy-mm-dd) from which the age of prices is told; the newest price's by default.":
      "가격이 얼마나 오래되었는지를 세는 날(yyyy-mm-dd)입니다. 기본은 가장 새로운 가격의 날입니다.",
    "The currency; there is only one.": "통화입니다. 하나뿐입니다.",
    "Reserved cache nodes.": "예약 캐시 노드입니다.",
    "Reserved database instances.": "예약 데이터베이스 인스턴스입니다.",
    "Reserved EC2 instances.": "예약 EC2 인스턴스입니다.",
    "For how long: one year or three.": "약정 기간입니다. 1년 또는 3년입니다.",
    "What is paid at the start; an upfront payment is spread over the hours of the term.":
      "처음에 내는 금액입니다. 선결제는 기간의 모든 시간에 나누어 매깁니다.",
    "The share of what is used that is promised for; the rest is paid for at the list price.":
      "쓰는 것 가운데 약정하는 비율입니다. 나머지는 정가로 냅니다.",
    "What is taken off the list price; by default the rate of the price book.": "정가에서 빼 주는 비율입니다. 기본은 가격표의 요율입니다.",
    "What the plan takes off the list price.": "절감형 플랜이 정가에서 빼 주는 비율입니다.",
  ]
}
