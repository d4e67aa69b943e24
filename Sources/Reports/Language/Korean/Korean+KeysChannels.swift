// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What settings are, as their key tables say it: queues, topics and Kinesis streams.
  static let koreanKeysChannels: Entries = [
    "How long a received message stays hidden from other consumers unless it is deleted. Counts from each receive.":
      "수신된 메시지가 지워지지 않는 한 다른 소비자에게 보이지 않는 시간입니다. 수신할 때마다 새로 셉니다.",
    "How long a ReceiveMessage call waits for a message: 0s is short polling, more is long polling.":
      "ReceiveMessage 호출이 메시지를 기다리는 시간입니다. 0s는 쇼트 폴링, 그보다 길면 롱 폴링입니다.",
    "How long a new message stays hidden before its first delivery.": "새 메시지가 처음 전달되기 전까지 보이지 않는 시간입니다.",
    "How long a message is kept, whatever its state; then it is dropped without a trace.":
      "메시지를 상태와 관계없이 보관하는 시간입니다. 그 뒤에는 흔적 없이 버려집니다.",
    "The largest message that the queue takes, body and attributes.": "큐가 받는 가장 큰 메시지입니다. 본문과 속성을 합친 것입니다.",
    "Where a message goes that was received too often without being deleted.": "지워지지 않은 채 너무 여러 번 수신된 메시지가 가는 곳입니다.",
    "Which queues may use this one as their dead-letter queue: allow_all, deny_all, or up to 10 of them by name.":
      "이 큐를 배달 못한 편지 큐로 쓸 수 있는 큐입니다. allow_all, deny_all, 또는 이름을 적은 큐 10개까지입니다.",
    "Requests that each message (and each 64 KiB of it) is billed as when a redrive moves it out of this queue.":
      "리드라이브가 이 큐에서 메시지를 옮길 때, 메시지마다(그리고 그 64 KiB마다) 과금되는 요청 수입니다.",
    "How often a deleted message comes back once, as a share of deletes.": "지워진 메시지가 한 번 되돌아오는 빈도입니다. 삭제에 대한 비율로 적습니다.",
    "The most messages in flight: received, not deleted, not visible again.":
      "처리 중인 메시지의 최대 수입니다. 수신되었고, 지워지지 않았고, 아직 다시 보이지 않는 것입니다.",
    "Servers that the messages are spread over; 1 makes the order strict.": "메시지가 흩어져 있는 서버의 수입니다. 1이면 순서가 엄격해집니다.",
    "Servers that a short poll asks; a long poll asks all.": "쇼트 폴링 한 번이 묻는 서버의 수입니다. 롱 폴링은 모든 서버에 묻습니다.",
    "Makes it a fair queue: what the MessageGroupId of a message is (key, source, or a number of groups drawn evenly).":
      "공정 큐로 만듭니다. 메시지의 MessageGroupId가 무엇인지 적습니다(key, source, 또는 고르게 뽑는 그룹의 수).",
    """
    With tenants: a tenant is noisy that has more than this many times the messages in flight that the others \
    have on average.
    """:
      "tenants가 있을 때: 처리 중인 메시지가 다른 테넌트 평균의 이 배수를 넘는 테넌트를 시끄러운(noisy) 테넌트로 봅니다.",
    "With tenants: the least share of all messages in flight that makes a tenant noisy.":
      "tenants가 있을 때: 시끄러운(noisy) 테넌트로 보기 위한, 처리 중인 전체 메시지에 대한 최소 비율입니다.",
    "How long a SendMessage or SendMessageBatch call takes.": "SendMessage나 SendMessageBatch 호출에 걸리는 시간입니다.",
    "How long a ReceiveMessage call takes besides the wait for a message.":
      "메시지를 기다리는 시간 말고 ReceiveMessage 호출에 걸리는 시간입니다.",
    "How long a DeleteMessage or ChangeMessageVisibility call takes.":
      "DeleteMessage나 ChangeMessageVisibility 호출에 걸리는 시간입니다.",
    "How long a caller waits before it tries a call again that failed or was throttled.":
      "실패했거나 스로틀된 호출을 다시 시도하기 전에 호출자가 기다리는 시간입니다.",
    """
    Puts an SNS topic in front and gives every worker that reads the channel a queue of its own with these \
    settings, so that each sees all messages.
    """:
      "앞에 SNS 토픽을 두고, 채널을 읽는 작업자마다 이 설정을 지닌 큐를 따로 주어 저마다 모든 메시지를 보게 합니다.",
    "Encryption at rest: sqs (keys that SQS keeps, free), none, or { kms: … }, whose calls KMS bills.":
      "저장 시 암호화입니다. sqs(SQS가 관리하는 키, 무료), none, 또는 KMS 호출이 과금되는 { kms: … }입니다.",
    """
    The message group (MessageGroupId): the message's key, the source that it comes from, or a number of groups \
    that messages are spread over evenly.
    """:
      "메시지 그룹(MessageGroupId)입니다. 메시지의 키, 메시지가 온 원천, 또는 메시지를 고르게 나누는 그룹의 수입니다.",
    """
    Limits each partition of the queue instead of the whole (DeduplicationScope messageGroup, \
    FifoThroughputLimit perMessageGroupId).
    """:
      "한도를 큐 전체가 아니라 큐의 파티션마다 적용합니다(DeduplicationScope messageGroup, FifoThroughputLimit perMessageGroupId).",
    """
    How long a deduplication id is remembered from the first send on; later sends with it are accepted and \
    dropped. AWS has 5m, always.
    """:
      "처음 보낸 때부터 중복 제거 ID를 기억하는 시간입니다. 그 뒤에 같은 ID로 보낸 것은 받아들인 다음 버립니다. AWS에서는 항상 5m입니다.",
    "Where a deduplication id counts: in the whole queue, or in its group; group with high_throughput, else queue.":
      "중복 제거 ID가 적용되는 범위입니다. 큐 전체 또는 그 그룹이며, high_throughput이면 group, 아니면 queue입니다.",
    "Whether the deduplication id is a hash of the body rather than one that the producer gives.":
      "중복 제거 ID가 생산자가 주는 것이 아니라 본문의 해시인지입니다.",
    "Producers that send messages once more because the answer to the first send was lost.":
      "첫 전송의 응답을 잃어버려 메시지를 한 번 더 보내는 생산자입니다.",
    "The most messages in flight. Calls beyond it get no error and no messages.":
      "처리 중인 메시지의 최대 수입니다. 이를 넘는 호출은 오류도 메시지도 받지 않습니다.",
    "How many of the first messages are looked through for a group that is not locked.":
      "잠기지 않은 그룹을 찾으려고 앞에서부터 살펴보는 메시지의 수입니다.",
    """
    Calls a second of each kind (send, receive, delete; a batch is one) that the queue takes, with \
    high_throughput each of its partitions.
    """:
      "큐가 종류(send, receive, delete. 배치도 하나)마다 받는 초당 호출 수입니다. high_throughput이면 파티션마다 적용됩니다.",
    "What may be saved up of call_limit: calls of so much time at once.":
      "call_limit에서 모아 둘 수 있는 양입니다. 이만한 시간의 호출을 한꺼번에 할 수 있습니다.",
    "With high_throughput: partitions at the start.": "high_throughput일 때: 시작할 때의 파티션 수입니다.",
    "With high_throughput: how often the number of partitions follows the load of the time since.":
      "high_throughput일 때: 그동안의 부하에 맞추어 파티션 수를 조정하는 주기입니다.",
    "With high_throughput: calls a second of each kind over all partitions; what the region allows if it is left out.":
      "high_throughput일 때: 모든 파티션을 합쳐 종류마다 받는 초당 호출 수입니다. 생략하면 리전이 허용하는 만큼입니다.",
    "The share of messages that are sent twice.": "두 번 보내는 메시지의 비율입니다.",
    "The time from the first send to the second.": "첫 전송부터 두 번째 전송까지의 시간입니다.",
    "Whether the second send has another body (a timestamp in it, say), which a hash of the body tells apart.":
      "두 번째 전송의 본문이 다른지입니다(예를 들어 그 안의 타임스탬프). 본문의 해시는 이를 다른 것으로 봅니다.",
    "The subscribers, each with the settings of its subscription: queues, Lambda functions and endpoints.":
      "구독자들이며, 저마다 구독의 설정을 지닙니다. 큐, Lambda 함수, 엔드포인트입니다.",
    "How long a Publish or PublishBatch call takes.": "Publish나 PublishBatch 호출에 걸리는 시간입니다.",
    "How long a copy takes from the topic to the first attempt at a subscriber.":
      "사본이 토픽을 떠나 구독자에게 처음 전달을 시도할 때까지 걸리는 시간입니다.",
    """
    Messages a second that the account may publish to all its topics of this type; the region's default if it is \
    left out.
    """:
      "계정이 이 유형의 모든 토픽에 발행할 수 있는 초당 메시지 수입니다. 생략하면 리전의 기본값입니다.",
    "What a quota allows in so long may come at once.": "할당량이 이 시간 동안 허용하는 만큼은 한꺼번에 와도 됩니다.",
    "How much each wait before a retry is made shorter or longer at random, at the most.":
      "재시도 전의 대기 시간을 무작위로 줄이거나 늘리는 최대 폭입니다.",
    "Bytes that the JSON around a copy adds unless it is delivered raw.":
      "원본 그대로(raw) 전달하지 않을 때 사본을 감싸는 JSON이 더하는 바이트 수입니다.",
    "Encryption at rest: none, or { kms: … }, whose calls KMS bills.":
      "저장 시 암호화입니다. none, 또는 KMS 호출이 과금되는 { kms: … }입니다.",
    """
    Which messages the subscriber wants (FilterPolicy); all if it is left out. What is filtered out costs no \
    delivery.
    """:
      "구독자가 받으려는 메시지입니다(FilterPolicy). 생략하면 모두입니다. 걸러진 것에는 전달 비용이 들지 않습니다.",
    "What the filter looks at: attributes, or the body, which is billed by the bytes looked through.":
      "필터가 보는 것입니다. 속성 또는 본문이며, 본문은 살펴본 바이트만큼 과금됩니다.",
    "Deliver the message as it was published, without the JSON around it: queues, HTTP and Firehose only.":
      "메시지를 JSON으로 감싸지 않고 발행된 그대로 전달합니다. 큐, HTTP, Firehose만 됩니다.",
    "The queue for copies that could not be delivered (RedrivePolicy); without one they are lost.":
      "전달하지 못한 사본이 가는 큐입니다(RedrivePolicy). 없으면 잃어버립니다.",
    "Whether somebody has confirmed the subscription: HTTP and e-mail get nothing before that.":
      "누군가 구독을 확인했는지입니다. 그전까지 HTTP와 이메일에는 아무것도 가지 않습니다.",
    "A delivery policy of its own for an HTTP subscriber; AWS fixes all others.":
      "HTTP 구독자만의 전달 정책입니다. 다른 구독자의 정책은 모두 AWS가 정해 두었습니다.",
    "Retries in all.": "모두 합친 재시도 횟수입니다.",
    "The shortest wait before a retry.": "재시도 전의 가장 짧은 대기 시간입니다.",
    "The longest wait before a retry.": "재시도 전의 가장 긴 대기 시간입니다.",
    "How many of the retries come at once.": "재시도 가운데 곧바로 하는 횟수입니다.",
    "How many of the retries then wait for min_delay.": "그다음 재시도 가운데 min_delay를 기다리는 횟수입니다.",
    "How many of the retries wait for max_delay at the end.": "마지막에 max_delay를 기다리는 재시도 횟수입니다.",
    "How the waits of the retries between grow from min_delay to max_delay.":
      "그 사이 재시도의 대기 시간이 min_delay에서 max_delay까지 늘어나는 방식입니다.",
    "Deliveries a second to this subscriber, on average; more wait (throttlePolicy).":
      "이 구독자에게 전달하는 평균 초당 수입니다. 넘는 것은 기다립니다(throttlePolicy).",
    "The subscribers, each with the settings of its subscription: queues only.": "구독자들이며, 저마다 구독의 설정을 지닙니다. 큐만 됩니다.",
    "The message group: the key of the message, or one of so many groups at random.":
      "메시지 그룹입니다. 메시지의 키, 또는 이 수의 그룹 가운데 무작위로 고른 하나입니다.",
    "Whether messages are deduplicated, and quotas counted, by topic or by message group.":
      "중복 제거와 할당량 집계를 토픽 단위로 하는지, 메시지 그룹 단위로 하는지입니다.",
    "How long the topic remembers a message and drops it when it is published again.":
      "토픽이 메시지를 기억하는 시간입니다. 그 안에 다시 발행된 것은 버립니다.",
    "Messages a second that one topic takes, when throughput is counted by topic.":
      "처리량을 토픽 단위로 셀 때 토픽 하나가 받는 초당 메시지 수입니다.",
    "Payload a second that one topic takes, when throughput is counted by topic.":
      "처리량을 토픽 단위로 셀 때 토픽 하나가 받는 초당 페이로드입니다.",
    "Messages a second that one message group takes.": "메시지 그룹 하나가 받는 초당 메시지 수입니다.",
    "Not simulated yet.": "아직 시뮬레이션하지 않습니다.",
    "Who decides how many shards there are: you (provisioned) or AWS (on-demand).":
      "샤드의 수를 누가 정하는지입니다. 사용자(provisioned) 또는 AWS(on-demand)입니다.",
    "Shards of a provisioned stream: each takes 1 MiB and 1,000 records a second and hands out 2 MiB a second.":
      "프로비저닝된 스트림의 샤드 수입니다. 샤드마다 초당 1 MiB와 레코드 1,000개를 받고 초당 2 MiB를 내줍니다.",
    "Planned UpdateShardCount calls of a provisioned stream, in order of time.":
      "프로비저닝된 스트림에 계획한 UpdateShardCount 호출을 시간순으로 적은 것입니다.",
    """
    How long an UpdateShardCount call takes; 30s for each shard that is split or merged, ten at a time and at \
    least 1m, if it is left out (AWS says minutes).
    """:
      "UpdateShardCount 호출에 걸리는 시간입니다. 생략하면 나누거나 합치는 샤드마다 30s이고, 한 번에 열 개씩이며 적어도 1m입니다(AWS는 몇 분이라고 합니다).",
    """
    The most that an on-demand stream took in during the last 30 days: it is ready for twice that. A new stream, \
    ready for 4 MiB/s, if it is left out.
    """:
      "온디맨드 스트림이 지난 30일 동안 받은 최고치입니다. 그 두 배까지 준비되어 있습니다. 생략하면 4 MiB/s가 준비된 새 스트림입니다.",
    "How long an on-demand stream takes to grow once its load asks for it.": "부하가 요구한 뒤 온디맨드 스트림이 커지는 데 걸리는 시간입니다.",
    "How long a record can be read, again and again.": "레코드를 몇 번이고 다시 읽을 수 있는 시간입니다.",
    """
    Whether readers are registered consumers: records are pushed to each at 2 MiB/s a shard, besides what others \
    read.
    """:
      "독자가 등록된 소비자인지입니다. 다른 독자가 읽는 것과 별도로, 레코드를 저마다 샤드당 2 MiB/s로 밀어 줍니다.",
    """
    How often a worker of the KCL asks each of its shards for records (without enhanced fan-out); five calls a \
    second and shard are possible for all readers together.
    """:
      "KCL 작업자가 자기 샤드마다 레코드를 요청하는 주기입니다(향상된 팬아웃이 아닐 때). 모든 독자를 합쳐 샤드마다 초당 다섯 번까지 호출할 수 있습니다.",
    "The largest record that the stream takes, its partition key included.": "스트림이 받는 가장 큰 레코드입니다. 파티션 키를 포함합니다.",
    """
    Bytes of a partition key, which count towards the shards' limits; the digits of the message's key, and 36B \
    for the random one of a message without, if it is left out.
    """:
      "파티션 키의 바이트 수이며, 샤드의 한도에 들어갑니다. 생략하면 메시지 키의 자릿수이고, 키가 없는 메시지는 무작위 키의 36B입니다.",
    """
    Whether records are encrypted at rest with a key of AWS KMS, whose requests are then billed; the up to 0.1 \
    ms that it adds to a call are not simulated.
    """:
      "레코드를 AWS KMS의 키로 저장 시 암호화하는지입니다. 그러면 KMS 요청이 과금됩니다. 호출에 더해지는 최대 0.1 ms는 시뮬레이션하지 않습니다.",
    "How much of what a shard takes in may come at once, as a time at its limit.":
      "샤드가 받는 양 가운데 한꺼번에 와도 되는 만큼입니다. 한도로 받는 시간으로 적습니다.",
    "Whether producers use the Kinesis Producer Library, which packs many messages into one record.":
      "생산자가 여러 메시지를 레코드 하나에 담는 Kinesis Producer Library를 쓰는지입니다.",
    "With producer_aggregation: the largest record that messages are packed into.":
      "producer_aggregation일 때: 메시지를 담는 가장 큰 레코드입니다.",
    "With producer_aggregation: bytes that the packing adds to each message, besides its partition key.":
      "producer_aggregation일 때: 파티션 키 말고, 담을 때 메시지마다 더해지는 바이트 수입니다.",
    "With producer_aggregation: how long a message waits for others, where the traffic's batch says nothing.":
      "producer_aggregation일 때: 트래픽의 batch가 말하지 않을 때 메시지가 다른 메시지를 기다리는 시간입니다.",
    "With producer_aggregation: how long a message that is throttled is tried again before it is given up.":
      "producer_aggregation일 때: 스로틀된 메시지를 포기하기 전까지 다시 시도하는 시간입니다.",
    "With producer_aggregation: the most that one producer sends to a shard, as a multiple of what the shard takes.":
      "producer_aggregation일 때: 생산자 하나가 샤드 하나에 보내는 최대량입니다. 샤드가 받는 양의 배수로 적습니다.",
    "PutRecords calls of one producer that are under way at a time; more than one may change the order of a key.":
      "생산자 하나가 동시에 진행하는 PutRecords 호출의 수입니다. 둘 이상이면 한 키의 순서가 바뀔 수 있습니다.",
    "How often a KCL worker writes down how far it is in a shard. Lambda does after each batch.":
      "KCL 작업자가 샤드를 어디까지 읽었는지 적어 두는 주기입니다. Lambda는 배치마다 적습니다.",
    "How long a worker of the KCL must be silent before others take its shards.":
      "다른 작업자가 샤드를 가져가려면 KCL 작업자가 얼마 동안 소식이 없어야 하는지입니다.",
    """
    How often workers of the KCL look for shards that nobody reads, and each may take one from a worker that has \
    more.
    """:
      "KCL 작업자들이 아무도 읽지 않는 샤드를 찾는 주기입니다. 그때마다 저마다 더 많이 가진 작업자에게서 하나를 가져올 수 있습니다.",
    "How long a PutRecord or PutRecords call takes.": "PutRecord나 PutRecords 호출에 걸리는 시간입니다.",
    "How long a GetRecords call takes, and how far its records are behind.":
      "GetRecords 호출에 걸리는 시간이며, 그 레코드가 뒤처진 정도이기도 합니다.",
    "How long a record takes from the stream to a registered consumer.": "레코드가 스트림에서 등록된 소비자에게 가는 데 걸리는 시간입니다.",
    "When the call is made, from the window's start.": "호출하는 때입니다. 시간대의 시작부터 셉니다.",
    "Shards afterwards: half as many to twice as many.": "호출한 뒤의 샤드 수입니다. 절반에서 두 배까지입니다.",
    "Whose key it is: aws for aws/kinesis, own for one that is paid for by the month.":
      "누구의 키인지입니다. aws/kinesis면 aws, 월마다 돈을 내는 자기 키면 own입니다.",
    "Sets of credentials of producers and readers that are in use at a time: each makes requests of its own.":
      "동시에 쓰는 생산자와 독자의 자격 증명 수입니다. 저마다 따로 요청을 합니다.",
  ]
}
