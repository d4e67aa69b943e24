// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What settings are, as their key tables say it: requests, distributions, calls and retries.
  static let koreanKeysShared: Entries = [
    // Requests and their rates.
    "How long a session lives after its latest use.": "세션이 마지막으로 쓰인 뒤 얼마나 살아 있는지입니다.",
    "How long a counter lives after it began; for ever if left out.": "카운터가 시작된 뒤 얼마나 살아 있는지입니다. 생략하면 영원히입니다.",
    "Requests of a key in each window.": "시간 창마다 한 키에 허용하는 요청의 수입니다.",
    "The length of a window.": "시간 창 하나의 길이입니다.",
    "fixed-window counts, sliding-log keeps the instants of all requests, token-bucket runs a script.":
      "fixed-window는 횟수를 세고, sliding-log는 모든 요청의 시각을 보관하고, token-bucket은 스크립트를 실행합니다.",
    "add raises a member's score, top lists the best, rank asks for a member's place.":
      "add는 멤버의 점수를 올리고, top은 가장 좋은 것을 나열하고, rank는 멤버의 순위를 묻습니다.",
    "Members of the sorted set.": "정렬된 집합의 멤버 수입니다.",
    "How many `top` lists.": "`top`이 몇 개를 나열하는지입니다.",
    "Subscribers of the channel.": "채널의 구독자 수입니다.",
    "When the change begins.": "변화가 시작되는 때입니다.",
    "The load from then on, as a multiple of the rate.": "그때부터의 부하이며, 속도의 몇 배인지로 적습니다.",
    "How long the load takes to get there, in a straight line.": "부하가 거기까지 가는 데 걸리는 시간이며, 직선으로 변합니다.",

    // Distributions.
    "The average.": "평균입니다.",
    "The median.": "중앙값입니다.",
    "The 99th percentile.": "99번째 백분위수입니다.",
    "The coefficient of variation.": "변동 계수입니다.",
    "The smallest value.": "최솟값입니다.",
    "The tail index; up to 1 the average is infinite.": "꼬리 지수입니다. 1 이하이면 평균이 무한합니다.",
    "The largest value.": "최댓값입니다.",
    "How much of the whole is drawn from this one.": "전체 가운데 이 분포에서 뽑는 비율입니다.",
    "Different keys.": "서로 다른 키의 수입니다.",
    "How much more popular the first keys are: key k is drawn in proportion to k^-exponent.":
      "앞쪽 키가 얼마나 더 인기 있는지입니다. 키 k는 k^-exponent에 비례하여 뽑힙니다.",
    """
    Newcomers, as with news: each takes the first place, and all others fall back by one; the last one's number is \
    the newcomer's.
    """:
      "뉴스처럼 새로 들어오는 키입니다. 새 키는 저마다 첫자리를 차지하고 나머지는 모두 한 자리씩 물러납니다. 맨 끝 키의 번호가 새 키의 것이 됩니다.",

    // Channels.
    "The dead-letter queue.": "배달 못한 편지 큐입니다.",
    "Receives after which the next attempt to receive the message moves it.": "메시지를 몇 번 받으면 그다음 수신 시도에서 옮기는지입니다.",
    """
    The KMS key: aws-managed (alias/aws/sqs or alias/aws/sns, free by the month), customer (a key of its own), or \
    alias/NAME (a customer key that all channels with this alias share).
    """:
      """
    KMS 키입니다. aws-managed(alias/aws/sqs 또는 alias/aws/sns, 월 요금 없음), customer(자기만의 고객 관리형 키), alias/NAME(이 별칭을 쓰는 모든 \
    채널이 함께 쓰는 고객 관리형 키)입니다.
    """,
    "How long SQS uses a data key of a principal before it calls KMS again.":
      "SQS가 KMS를 다시 호출하기 전에 한 보안 주체(principal)의 데이터 키를 얼마나 쓰는지입니다.",
    "Working time in a month.": "한 달의 작업 시간입니다.",
    "What an hour of it costs.": "그 한 시간의 비용입니다.",
    "The codec.": "코덱입니다.",
    """
    How many times smaller a full batch of 16 KiB or more gets; by default what JSON gives: gzip and zstd 4, lz4 \
    2.2, snappy 2. Smaller batches gain less.
    """:
      "16 KiB 이상인 가득 찬 배치가 몇 배 작아지는지입니다. 기본은 JSON에서의 값으로 gzip과 zstd 4, lz4 2.2, snappy 2입니다. 더 작은 배치는 덜 줄어듭니다.",
    "Bytes that one producer compresses in a second; by default gzip 45 MB/s, snappy 320, lz4 420, zstd 170.":
      "생산자 하나가 초당 압축(compression)하는 바이트입니다. 기본은 gzip 45 MB/s, snappy 320, lz4 420, zstd 170입니다.",
    "Bytes in a second that the producers of one source may send to one broker.":
      "한 원천의 생산자들이 한 브로커에 초당 보낼 수 있는 바이트입니다.",
    "Bytes in a second that one reader may fetch from one broker.": "독자 하나가 한 브로커에서 초당 가져올(fetch) 수 있는 바이트입니다.",

    // Calls and workers.
    """
    What is called: an endpoint, a cache or a database is asked and the answer awaited; to a channel a message is \
    sent.
    """:
      "무엇을 호출하는지입니다. 엔드포인트, 캐시, 데이터베이스에는 요청하고 응답을 기다립니다. 채널에는 메시지를 보냅니다.",
    "With a cache or database: what it is asked for by the message's key; read if it is left out.":
      "캐시나 데이터베이스일 때: 메시지의 키로 무엇을 요청하는지입니다. 생략하면 read입니다.",
    "Calls that are made at the same time; the longest decides.": "동시에 하는 호출입니다. 가장 오래 걸리는 것이 시간을 정합니다.",
    "The share of the messages that make this call; a message that does makes it at every attempt.":
      "이 호출을 하는 메시지의 비율입니다. 호출하는 메시지는 시도할 때마다 합니다.",
    "With a channel: the size of the message that is sent; that of the one received if it is left out.":
      "채널일 때: 보내는 메시지의 크기입니다. 생략하면 받은 메시지의 크기입니다.",
    "What becomes of the attempt when the call is refused, or has failed at its last try: it fails, or goes on.":
      "호출이 거부되거나 마지막 시도까지 실패했을 때 시도가 어떻게 되는지입니다. 실패하거나 계속 진행합니다.",
    "How a call that is throttled or fails is tried again. A refused one is not.":
      "스로틀되거나 실패한 호출을 다시 시도하는 방식입니다. 거부된 호출은 다시 시도하지 않습니다.",
    "MSK Connect Units of one worker: each is 1 vCPU with 4 GiB.":
      "작업자 하나의 MSK Connect Unit 수입니다. 하나는 vCPU 1개와 4 GiB입니다.",
    "The instance type, such as m7g.large.": "인스턴스 유형입니다. 예: m7g.large.",
    "vCPUs of one instance: more tasks than these slow each other down.":
      "인스턴스 하나의 vCPU 수입니다. 태스크가 이보다 많으면 서로를 느리게 합니다.",

    // Caches.
    "Time between two backups; the first is taken at the start.": "두 백업 사이의 시간입니다. 첫 백업은 시작할 때 만듭니다.",
    "Backups kept; one is free, the others are billed.": "보관하는 백업의 수입니다. 하나는 무료이고 나머지는 과금됩니다.",
    "How fast a node loads a backup; meanwhile it answers that it is loading.":
      "노드가 백업을 읽어 들이는 속도입니다. 그동안 노드는 읽어 들이는 중이라고 답합니다.",
    "How long each GiB of memory stops a primary without a replica when a backup begins.":
      "백업을 시작할 때 복제본이 없는 프라이머리가 메모리 GiB마다 멈추는 시간입니다.",
    "Time until the loss is noticed.": "노드를 잃은 것을 알아차리기까지의 시간입니다.",
    "Time until the replica is the primary.": "복제본이 프라이머리가 되기까지의 시간입니다.",
    "Time until clients know the new primary.": "클라이언트가 새 프라이머리를 알게 되기까지의 시간입니다.",
    "The most data; at it keys with an expiry are evicted (Memcached: any), and if there is none writes are refused.":
      "데이터의 최대 크기입니다. 이에 이르면 만료가 있는 키(Memcached는 어느 키든)를 축출하고, 그런 키가 없으면 쓰기를 거부합니다.",
    "The most ECPUs in a second; more is throttled.": "초당 최대 ECPU입니다. 이를 넘으면 스로틀됩니다.",
    "ECPUs a second that the cache can do from the start (pre-scaling).": "캐시가 처음부터 낼 수 있는 초당 ECPU입니다(pre-scaling).",
    "Time in which what it can do doubles, for as long as more than half of it is asked for.":
      "캐시의 능력이 두 배로 늘어나는 데 걸리는 시간입니다. 능력의 절반이 넘게 요청되는 동안 늘어납니다.",
    "Time of each command in the proxy, besides round_trip.": "round_trip 말고 명령마다 프록시에서 드는 시간입니다.",
    "System calls and protocol of a request.": "요청마다 시스템 호출과 프로토콜에 드는 시간입니다.",
    "A command of constant work: GET.": "일의 양이 일정한 명령(GET)에 드는 시간입니다.",
    "A SET.": "SET에 드는 시간입니다.",
    "Each further key of a command with several.": "여러 키를 다루는 명령에서 추가되는 키마다 드는 시간입니다.",
    "Each element that is read, returned or removed.": "읽거나 돌려주거나 없애는 원소마다 드는 시간입니다.",
    "Each tenfold of the members of a sorted set.": "정렬된 집합의 멤버가 열 배가 될 때마다 드는 시간입니다.",
    "Each subscriber of a channel.": "채널의 구독자마다 드는 시간입니다.",
    "Each KiB of the value up to 16 KiB.": "16 KiB까지 값의 KiB마다 드는 시간입니다.",
    "Failures in a row after which a node is not asked any more.": "잇달아 몇 번 실패하면 그 노드에 더 요청하지 않는지입니다.",
    "How long it is not asked; then one request tries.": "노드에 얼마나 요청하지 않는지입니다. 그 뒤에 요청 하나가 시험해 봅니다.",
    "The most popular records, this many of each source, are there at the start.":
      "원천마다 가장 인기 있는 레코드가 이만큼 처음부터 들어 있습니다.",
    "Time between two rounds of writes.": "두 차례의 쓰기 사이의 시간입니다.",
    "The most records that are written in a round.": "한 차례에 쓰는 레코드의 최대 수입니다.",

    // Contention and retries.
    "Share of the work that only one query can do at a time.": "한 번에 쿼리 하나만 할 수 있는 일의 비율입니다.",
    "Cost of keeping each two queries consistent, as a share of a query's work.":
      "두 쿼리마다 서로의 일관성을 지키는 비용이며, 쿼리 하나의 일에 대한 비율로 적습니다.",
    "Tries in all, the first included.": "처음을 포함한 시도의 총수입니다.",
    "Pause before the first retry; it doubles with each.": "첫 재시도 전에 쉬는 시간입니다. 재시도할 때마다 두 배가 됩니다.",
    "What the pause grows to.": "쉬는 시간이 어디까지 늘어나는지입니다.",
    "full draws each pause evenly between 0 and the back-off; none waits all of it.":
      "full은 쉬는 시간을 매번 0과 백오프 사이에서 고르게 뽑고, none은 백오프만큼 다 쉽니다.",
    "Share of calls that fail on its side (5xx): worth another try.": "엔드포인트 쪽에서 실패하는 호출의 비율입니다(5xx). 다시 시도할 만합니다.",
    "Share of calls that it turns down for good (4xx other than 429): nobody tries again.":
      "엔드포인트가 완전히 거절하는 호출의 비율입니다(429를 뺀 4xx). 아무도 다시 시도하지 않습니다.",
    "The longest pause before the first retry; it doubles with each, and a pause is drawn evenly from 0 to it.":
      "첫 재시도 전에 쉬는 시간의 최댓값입니다. 재시도할 때마다 두 배가 되고, 쉬는 시간은 0과 이 값 사이에서 고르게 뽑습니다.",
    "What that pause never exceeds.": "그 쉬는 시간이 넘지 않는 상한입니다.",
  ]
}
