// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What settings are, as their key tables say it: Kafka on EC2, MSK and MSK Serverless.
  static let koreanKeysKafka: Entries = [
    "Brokers of the cluster; MSK allows 30 with ZooKeeper and 60 with KRaft.":
      "클러스터의 브로커 수입니다. MSK는 ZooKeeper면 30개, KRaft면 60개까지 허용합니다.",
    "The EC2 instance type of the brokers.": "브로커의 EC2 인스턴스 유형입니다.",
    "The EBS volume of each broker.": "브로커마다 있는 EBS 볼륨입니다.",
    "Instances of their own for the controller quorum (KRaft) or ZooKeeper; without, the first three brokers hold it.":
      "컨트롤러 쿼럼(KRaft)이나 ZooKeeper를 위한 별도의 인스턴스입니다. 없으면 처음 세 브로커가 맡습니다.",
    "What elects leaders; it decides how soon a dead broker is noticed and how long each election takes.":
      "리더를 선출하는 것입니다. 죽은 브로커를 얼마나 빨리 알아채는지, 선출에 얼마나 걸리는지가 이에 따라 정해집니다.",
    """
    Availability zones that the brokers are spread over, one after the other; producers and consumers are spread \
    alike.
    """:
      "브로커를 차례로 나누어 두는 가용 영역의 수입니다. 생산자와 소비자도 똑같이 나눕니다.",
    "What running the cluster costs in working time; a line of its own on the bill.":
      "클러스터를 운영하는 사람의 작업 시간에 드는 비용입니다. 청구서에 따로 한 줄이 됩니다.",
    "Partitions of the topic; they can be added but not taken away.": "토픽의 파티션 수입니다. 늘릴 수는 있지만 줄일 수는 없습니다.",
    "Copies of each partition, the leader included; at most one on each broker.":
      "파티션마다의 사본 수이며 리더를 포함합니다. 브로커마다 많아야 하나입니다.",
    """
    Replicas that must be in sync for acks: all to be accepted; one less than replication if it is left out, but \
    at least 1.
    """:
      "acks: all이 받아들여지려면 동기화되어 있어야 하는 사본의 수입니다. 생략하면 replication보다 하나 적으며, 적어도 1입니다.",
    "Who must have a record before it counts as sent: all in-sync replicas, the leader (1), or nobody (0).":
      "레코드를 보낸 것으로 치려면 누가 지녀야 하는지입니다. 동기화된 사본 전부(all), 리더(1), 아무도 아님(0)입니다.",
    "How long records are kept; only whole closed segments are deleted, so it can be longer.":
      "레코드를 보관하는 시간입니다. 닫힌 세그먼트를 통째로만 지우므로 더 길어질 수 있습니다.",
    "The most bytes of one partition; its oldest closed segments are deleted beyond it.":
      "파티션 하나의 최대 바이트 수입니다. 이를 넘으면 가장 오래된 닫힌 세그먼트부터 지웁니다.",
    "A segment of a partition is closed at this size.": "파티션의 세그먼트를 닫는 크기입니다.",
    "A segment is closed at this age.": "세그먼트를 닫는 나이입니다.",
    "delete drops records after their retention; compact keeps the latest record of each key for ever.":
      "delete는 보존 기간이 지난 레코드를 버리고, compact는 키마다 마지막 레코드를 언제까지나 지닙니다.",
    "With compact: the share of a log that is not yet compacted at which it is compacted again.":
      "compact일 때: 로그에서 아직 압축(compaction)되지 않은 부분이 이 비율이 되면 다시 압축합니다.",
    """
    Whether a replica that is not in sync may become the leader when no other is left: records are lost, but \
    writes go on. If it is left out, only on MSK, and not with tiered storage.
    """:
      "다른 사본이 남아 있지 않을 때 동기화되지 않은 사본이 리더가 될 수 있는지입니다. 레코드는 잃지만 쓰기는 계속됩니다. 생략하면 MSK에서만, 그리고 계층형 스토리지가 아닐 때만 그렇습니다.",
    "Whether consumers read from the leader or from a replica in their own zone.": "소비자가 리더에서 읽는지, 자기 영역의 사본에서 읽는지입니다.",
    "Threads by which a broker fetches from each other broker what it replicates.":
      "브로커가 다른 브로커 하나하나에서 복제할 것을 가져오는 스레드의 수입니다.",
    "The longest that a batch waits for more records, where the traffic's batch has no wait of its own.":
      "트래픽의 batch에 wait가 없을 때, 배치가 레코드를 더 기다리는 최대 시간입니다.",
    "A batch of one partition is full at this size, after compression.":
      "압축(compression)한 뒤의 이 크기에서 파티션 하나의 배치가 다 찹니다.",
    "Memory of one producer for batches that are not acknowledged yet; when it is used up, sending blocks.":
      "확인 응답을 받지 못한 배치를 위한 생산자 하나의 메모리입니다. 다 쓰면 보내기가 막힙니다.",
    "The longest that sending blocks before the record is given up.": "레코드를 포기하기 전까지 보내기가 막혀 있는 최대 시간입니다.",
    "Requests of one producer to one broker that may be unanswered; above 1 a retry may reorder without idempotence.":
      "생산자 하나가 브로커 하나에 응답 없이 보내 둘 수 있는 요청의 수입니다. 1보다 크면 멱등성이 없을 때 재시도가 순서를 바꿀 수 있습니다.",
    """
    Whether the broker drops what a retry sends twice and keeps the order of a producer's batches; if it is left \
    out, with acks: all and at most 5 requests in flight.
    """:
      "재시도가 두 번 보낸 것을 브로커가 버리고 생산자의 배치 순서를 지키는지입니다. 생략하면 acks: all이고 진행 중인 요청이 많아야 5개일 때 그렇습니다.",
    "The most bytes of one request; a record above it is refused.": "요청 하나의 최대 바이트 수입니다. 이보다 큰 레코드는 거부됩니다.",
    "How long a producer waits for an answer before it sends the batches again.": "생산자가 배치를 다시 보내기 전에 응답을 기다리는 시간입니다.",
    "The time from the first record of a batch until it is given up, retries included.":
      "배치의 첫 레코드부터 배치를 포기할 때까지의 시간입니다. 재시도를 포함합니다.",
    "Pause before the first retry; it doubles with each, with 20 % of jitter.":
      "첫 재시도 전에 쉬는 시간입니다. 재시도할 때마다 두 배가 되며, 20 %의 지터가 있습니다.",
    "What that pause grows to.": "그 쉬는 시간이 늘어나는 한계입니다.",
    "For messages without keys: whether partitions with shorter queues in the producer are chosen more often.":
      "키가 없는 메시지에서, 생산자 안의 줄이 짧은 파티션을 더 자주 고르는지입니다.",
    "How the producers compress batches: none, gzip, snappy, lz4 or zstd, or { type: …, ratio: …, speed: … }.":
      "생산자가 배치를 압축(compression)하는 방식입니다. none, gzip, snappy, lz4, zstd, 또는 { type: …, ratio: …, speed: … }입니다.",
    "A follower that has not caught up for so long is no longer in sync.": "이 시간 동안 따라잡지 못한 팔로워는 더는 동기화된 것이 아닙니다.",
    "How long a dead broker goes unnoticed; 9 s with KRaft, 18 s with ZooKeeper if it is left out.":
      "죽은 브로커를 알아채지 못하는 시간입니다. 생략하면 KRaft에서 9 s, ZooKeeper에서 18 s입니다.",
    """
    Time that the election of one partition's leader takes, one after the other; 1 ms with KRaft, 8 ms with \
    ZooKeeper if it is left out.
    """:
      "파티션 하나의 리더 선출에 걸리는 시간이며, 하나씩 차례로 합니다. 생략하면 KRaft에서 1 ms, ZooKeeper에서 8 ms입니다.",
    "How often leaders go back to the brokers that they belong to.": "리더가 본래의 브로커로 돌아가는 주기입니다.",
    "One way between two machines, besides what bandwidth takes.": "두 기계 사이의 편도 시간입니다. 대역폭 때문에 걸리는 시간은 별도입니다.",
    "Time of a request or a fetch in a broker that nothing else keeps busy: threads, page cache, garbage collection.":
      "다른 일로 바쁘지 않은 브로커에서 요청이나 가져가기(fetch) 한 번에 걸리는 시간입니다. 스레드, 페이지 캐시, 가비지 컬렉션입니다.",
    "Processor time that each request and each fetch costs a broker.": "요청과 가져가기(fetch)마다 브로커가 쓰는 프로세서 시간입니다.",
    "Processor time that each million bytes cost a broker, in or out.": "들어오거나 나가는 백만 바이트마다 브로커가 쓰는 프로세서 시간입니다.",
    "What may wait in the page cache to be written; appends wait beyond it.":
      "페이지 캐시에서 쓰이기를 기다릴 수 있는 양입니다. 이를 넘으면 덧붙이기가 기다립니다.",
    "Client quotas of each broker: who exceeds one has to wait, and gets no error.":
      "브로커마다의 클라이언트 할당량입니다. 넘는 쪽은 기다려야 하며, 오류를 받지는 않습니다.",
    """
    Operations a second: 3,000 come with gp3, and more are paid for; io1 and io2 need it and pay for all; gp2 \
    has 3 for each GiB.
    """:
      "초당 작업 수(IOPS)입니다. gp3는 3,000이 딸려 오고 그 위로는 돈을 냅니다. io1과 io2는 반드시 적어야 하며 전부 돈을 냅니다. gp2는 GiB마다 3입니다.",
    "Bytes a second of gp3; 125MiB/s, which come with it, if it is left out.":
      "gp3의 초당 바이트 수입니다. 생략하면 딸려 오는 125MiB/s입니다.",
    "Controllers; a majority must be up for leaders to be elected.": "컨트롤러의 수입니다. 리더를 선출하려면 과반수가 살아 있어야 합니다.",
    "Their EC2 instance type.": "그 EC2 인스턴스 유형입니다.",
    "The type of the brokers; express types have no storage to look after and throttle above their quota.":
      "브로커의 유형입니다. express 유형은 돌볼 스토리지가 없고 할당량을 넘으면 스로틀합니다.",
    "EBS storage of each broker; it is billed whether it is used or not.": "브로커마다의 EBS 스토리지입니다. 쓰든 안 쓰든 과금됩니다.",
    "Provisioned throughput of each broker's volume (m5.4xlarge, m7g.2xlarge and larger); 250 MiB/s if it is left out.":
      "브로커마다 있는 볼륨의 프로비저닝된 처리량입니다(m5.4xlarge, m7g.2xlarge와 그보다 큰 것). 생략하면 250 MiB/s입니다.",
    "Tiered storage: what is older than local_retention lies in Amazon S3.":
      "계층형 스토리지입니다. local_retention보다 오래된 것은 Amazon S3에 둡니다.",
    "How long records stay on the brokers' volumes, too.": "레코드가 브로커의 볼륨에도 남아 있는 시간입니다.",
    "How much longer a fetch takes whose records are no longer on the volume.":
      "레코드가 더는 볼륨에 없는 가져가기(fetch)에 더 걸리는 시간입니다.",
    "Time of a request or a fetch in the service that nothing else keeps busy.":
      "다른 일로 바쁘지 않은 서비스에서 요청이나 가져가기(fetch) 한 번에 걸리는 시간입니다.",
  ]
}
