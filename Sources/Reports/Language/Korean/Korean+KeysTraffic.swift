// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What settings are, as their key tables say it: the scenario itself, its run and its traffic.
  static let koreanKeysTraffic: Entries = [
    "The version of the scenario language.": "시나리오 언어의 버전입니다.",
    "The scenario's name, used in file names.": "파일 이름에 쓰이는 시나리오의 이름입니다.",
    "One line that says what the scenario is about.": "시나리오가 무엇에 관한 것인지 말하는 한 줄입니다.",
    "What it is about, at length.": "무엇에 관한 것인지 길게 적은 설명입니다.",
    "The AWS region; it picks the prices.": "AWS 리전입니다. 가격이 이에 따라 정해집니다.",
    "Seed, windows and precision of the simulation.": "시뮬레이션의 시드, 시간대, 정밀도입니다.",
    "Who sends what.": "누가 무엇을 보내는지입니다.",
    "What carries messages.": "메시지를 나르는 것입니다.",
    "What takes messages and works on them.": "메시지를 가져가 처리하는 것입니다.",
    "Caches.": "캐시입니다.",
    "Databases.": "데이터베이스입니다.",
    "Where messages leave the system.": "메시지가 시스템을 떠나는 곳입니다.",
    "What goes wrong, or is done, and when.": "무엇이 언제 잘못되는지, 또는 어떤 조치를 언제 하는지입니다.",
    "Data to the internet, NAT gateways, endpoints and public addresses.":
      "인터넷으로 나가는 데이터, NAT 게이트웨이, 엔드포인트, 퍼블릭 주소입니다.",
    "Alarms, metrics and logs of CloudWatch.": "CloudWatch의 경보, 지표, 로그입니다.",
    "Abilities that the parts must have, whatever they cost: a variant that lacks one is marked and does not pass.":
      "비용이 얼마든 각 부분이 갖추어야 할 능력입니다. 하나라도 없는 변형은 그렇다고 표시되고 통과하지 못합니다.",
    "What counts as good.": "무엇을 좋다고 볼지입니다.",
    "The alternatives, each written as what differs.": "대안들입니다. 저마다 다른 점만 적습니다.",
    "What a planner may change.": "plan이 바꾸어도 되는 것입니다.",
    "How the bill is made.": "청구서를 만드는 방법입니다.",
    "Latencies of services that AWS gives no number for: the built-in ones, or none at all.":
      "AWS가 수를 밝히지 않는 서비스의 지연 시간입니다. 내장된 값을 쓰거나 아예 두지 않습니다.",
    "The seed of all random draws.": "모든 난수 추출의 시드입니다.",
    "Simulated time when there are no windows.": "시간대가 없을 때 시뮬레이션하는 시간입니다.",
    "What is left out at the start: auto (MSER-5 on each SLO's series, the latest cut wins, at most half), or a time.":
      "처음에 빼는 부분입니다. auto(각 SLO의 시계열에 MSER-5를 적용하여 가장 늦은 지점까지, 최대 절반) 또는 시간입니다.",
    "How often a window is simulated: a number, or until the intervals are narrow enough.":
      "시간대 하나를 몇 번 시뮬레이션할지입니다. 횟수를 적거나, 구간이 충분히 좁아질 때까지로 정합니다.",
    "The confidence of every interval.": "모든 구간의 신뢰 수준입니다.",
    "The percentiles that are reported.": "보고할 백분위수입니다.",
    "What one month is made of; each window is simulated and priced for its hours.":
      "한 달을 이루는 시간대입니다. 시간대마다 시뮬레이션하고 그 시간만큼 가격을 매깁니다.",
    "Replications before the first look.": "처음 살펴보기 전에 하는 반복의 수입니다.",
    "Replications at the most.": "반복의 최대 횟수입니다.",
    """
    The largest half-width of an objective's interval, as a share of its value or bound; or decided: until every \
    verdict is pass or fail.
    """:
      "목표의 구간에 허용하는 가장 큰 반폭입니다. 값이나 기준에 대한 비율로 적습니다. decided이면 모든 판정이 pass나 fail이 될 때까지입니다.",
    "Simulated time of one replication.": "반복 하나에서 시뮬레이션하는 시간입니다.",
    "Hours of the month that are like this; together 730.": "한 달 가운데 이런 시간이 몇 시간인지입니다. 모두 합쳐 730입니다.",
    "What differs in `traffic` during this window.": "이 시간대 동안 `traffic`에서 달라지는 것입니다.",
    "What differs in `faults` during this window.": "이 시간대 동안 `faults`에서 달라지는 것입니다.",
    "The channel that the messages are sent to, or the cache or database that is asked.":
      "메시지를 보낼 채널, 또는 요청을 보낼 캐시나 데이터베이스입니다.",
    """
    What is asked of a cache or database: read (as if it were written), write or delete by the message's key, or \
    what only caches do; for all requests of a trace that has operations of its own, if it is written.
    """:
      """
    캐시나 데이터베이스에 무엇을 요청하는지입니다. 메시지의 키로 하는 read(적지 않았을 때), write, delete이거나 캐시만 하는 것입니다. 연산이 함께 기록된 트레이스(trace)라도, \
    이 설정을 적으면 모든 요청에 적용됩니다.
    """,
    """
    Messages a second, on average, at a load of 1; of a rate that nobody knows yet, { low, likely, high }: all \
    but a plan under doubt use the likely one.
    """:
      "부하가 1일 때의 평균 초당 메시지 수입니다. 아직 아무도 모르는 속도는 { low, likely, high }로 적습니다. 불확실성을 다루는 plan만 빼고 모두 likely를 씁니다.",
    "How messages follow each other: poisson, constant, gamma, bursts, or the times of a file.":
      "메시지가 이어지는 방식입니다. poisson, constant, gamma, bursts, 또는 파일에 적힌 시각입니다.",
    "The load over time as a multiple of the rate: from `at` on it is `x`, after a ramp if one is given.":
      "시간에 따른 부하를 속도의 배수로 적은 것입니다. `at`부터 `x`배이며, 램프를 적었으면 그것이 끝난 뒤부터입니다.",
    "Bytes of one message, body and attributes.": "메시지 하나의 바이트 수입니다. 본문과 속성을 합친 것입니다.",
    "DelaySeconds of every message, 0 included; what the queue says if it is left out.":
      "모든 메시지의 DelaySeconds입니다. 0도 그대로 적용됩니다. 생략하면 큐의 값을 따릅니다.",
    "Producers that the messages come from, in turn or, where they have keys, by key; each gathers batches of its own.":
      "메시지를 보내는 생산자의 수입니다. 차례로, 키가 있으면 키에 따라 나누어 보냅니다. 생산자마다 배치를 따로 모읍니다.",
    """
    Messages in one call: 1 is SendMessage; { up_to: 10, wait: 100ms } gathers for SendMessageBatch, and for a \
    log says how long its client lingers.
    """:
      """
    호출 하나에 담는 메시지 수입니다. 1은 SendMessage입니다. { up_to: 10, wait: 100ms }는 SendMessageBatch를 위해 모으며, 로그에서는 클라이언트의 \
    linger를 뜻합니다.
    """,
    "The keys that messages are about, such as customers: message groups and partitions follow them.":
      "고객처럼 메시지가 다루는 대상의 키입니다. 메시지 그룹과 파티션이 이에 따라 정해집니다.",
    """
    Bytes of the records in a cache or database, each key's always the same, or { same_as: NAME } for the \
    records of another source; the message's size if it is left out.
    """:
      "캐시나 데이터베이스에 있는 레코드의 바이트 수입니다. 같은 키는 늘 같습니다. { same_as: NAME }은 다른 원천의 레코드를 가리킵니다. 생략하면 메시지의 크기입니다.",
    "Message attributes, which filters look at: a value, shares of values, or { number: DISTRIBUTION }.":
      "필터가 보는 메시지 속성입니다. 값 하나, 값마다의 비율, 또는 { number: DISTRIBUTION }입니다.",
    "The JSON body, for filters with the scope MessageBody: as attributes, and maps within maps.":
      "범위가 MessageBody인 필터를 위한 JSON 본문입니다. 속성처럼 적으며, 맵 안에 맵을 둘 수 있습니다.",
    """
    What a producer does when a call is throttled; if it is left out, what the SDKs' standard mode does. \
    Requests to a cache or database that are throttled or fail are asked again only if it is written: who waits \
    for a page reloads it, or not.
    """:
      """
    호출이 스로틀되었을 때 생산자가 하는 일입니다. 생략하면 SDK의 standard 모드를 따릅니다. 캐시나 데이터베이스로 가는 요청은 이것을 적었을 때만 스로틀되거나 실패한 뒤 다시 보냅니다. \
    페이지를 기다리는 사람은 새로 고칠 수도 있고 그러지 않을 수도 있기 때문입니다.
    """,
    """
    The rate that one future in twenty stays below; as far below the likely rate as high is above it, in \
    proportion, if it is left out.
    """:
      "미래 스물에 하나가 이보다 낮은 속도입니다. 생략하면 비율로 보아 high가 likely보다 높은 만큼 likely보다 낮은 값입니다.",
    "The rate that is as likely too low as too high, which is simulated unless a plan is under doubt.":
      "너무 낮을 가능성과 너무 높을 가능성이 같은 속도입니다. 불확실성을 다루는 plan이 아니면 이것으로 시뮬레이션합니다.",
    """
    The rate that one future in twenty goes beyond; as far above the likely rate as low is below it, in \
    proportion, if it is left out.
    """:
      "미래 스물에 하나가 이를 넘는 속도입니다. 생략하면 비율로 보아 low가 likely보다 낮은 만큼 likely보다 높은 값입니다.",
    "Coefficient of variation of the times between messages: 1 is like poisson.":
      "메시지 사이 시간의 변동 계수입니다. 1이면 poisson과 비슷합니다.",
    "Time between two bursts.": "두 버스트 사이의 시간입니다.",
    "Messages of one burst, at a load of 1.": "부하가 1일 때 버스트 하나의 메시지 수입니다.",
    "The file; paths count from the scenario's folder.": "파일입니다. 경로는 시나리오가 있는 폴더를 기준으로 합니다.",
    """
    How it is written: times (seconds, perhaps bytes), twitter (the CSV of Twitter's cache traces) or \
    oracle-general (libCacheSim's records); auto looks.
    """:
      """
    파일의 형식입니다. times(초, 그리고 있으면 바이트), twitter(Twitter 캐시 기록의 CSV), oracle-general(libCacheSim의 레코드)이며, auto는 내용을 \
    보고 정합니다.
    """,
    "How much faster than recorded time goes; the traffic factor multiplies it.":
      "기록된 시간을 몇 배 빠르게 흘려 보내는지입니다. 트래픽 배수가 여기에 곱해집니다.",
    "The most messages in one call; never more than the service takes: 10 for SQS and SNS, 500 for PutRecords.":
      "호출 하나에 담는 최대 메시지 수입니다. 서비스가 받는 수를 넘지 못합니다. SQS와 SNS는 10개, PutRecords는 500개입니다.",
    "The longest that a message waits for its batch to fill (Kafka: linger.ms).":
      "메시지가 자기 배치가 차기를 기다리는 최대 시간입니다(Kafka: linger.ms).",
    "Calls in all, the first included; then the messages are rejected.": "처음 것까지 합친 호출 횟수입니다. 그래도 안 되면 메시지는 거부됩니다.",
    "Wait before the first retry; it doubles with each.": "첫 재시도 전의 대기 시간입니다. 재시도할 때마다 두 배가 됩니다.",
    "What the wait grows to.": "대기 시간이 늘어나는 한계입니다.",
    "full draws each wait evenly between 0 and the back-off; none waits all of it.":
      "full은 매번 0과 대기 시간 사이에서 고르게 뽑고, none은 대기 시간을 모두 기다립니다.",
  ]
}
