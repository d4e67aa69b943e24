// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What settings are, as their key tables say it: databases, endpoints and faults.
  static let koreanKeysDatabases: Entries = [
    // Databases.
    "The database engine; it sets the price and the server's own limit on connections.":
      "데이터베이스 엔진입니다. 가격과, 서버 자체의 연결 수 한도가 이에 따라 정해집니다.",
    "The instance class, of the primary and of each replica.": "프라이머리와 각 복제본의 인스턴스 클래스입니다.",
    """
    Whether a standby in another zone takes over when the primary is lost. Commits wait for it: put that into \
    write_time.
    """:
      "프라이머리를 잃으면 다른 영역의 대기 인스턴스가 이어받는지입니다. 커밋은 대기 인스턴스를 기다립니다. 그 시간은 write_time에 넣으십시오.",
    "Kind and size of the storage; it sets how many disk operations a second there can be.":
      "스토리지의 종류와 크기입니다. 초당 디스크 연산을 몇 번 할 수 있는지가 이에 따라 정해집니다.",
    "Queries that really run at the same time on one instance: as many as it has vCPUs, or a number.":
      "한 인스턴스에서 실제로 동시에 실행되는 쿼리의 수입니다. 인스턴스의 vCPU 수만큼이거나, 직접 적은 수입니다.",
    "fcfs: queries beyond concurrency wait for their turn; sharing: all run at once, and share the processors evenly.":
      "fcfs: concurrency를 넘는 쿼리는 차례를 기다립니다. sharing: 모두 동시에 실행되며 프로세서를 고르게 나눕니다.",
    "Queries that slow each other down (Universal Scalability Law); implies sharing.":
      "서로를 느리게 하는 쿼리입니다(Universal Scalability Law). 적으면 sharing이 됩니다.",
    "How long a read takes that nothing holds up, from the client's side; one that reads the disk is longer.":
      "아무것도 가로막지 않는 읽기에 걸리는 시간을 클라이언트 쪽에서 잰 것입니다. 디스크를 읽으면 더 오래 걸립니다.",
    "How long a write or delete takes that nothing holds up, from the client's side, its commit included.":
      "아무것도 가로막지 않는 쓰기나 삭제에 걸리는 시간을 커밋까지 포함하여 클라이언트 쪽에서 잰 것입니다.",
    "The share of keys under which nothing is stored: reads say so.": "아무것도 저장되어 있지 않은 키의 비율입니다. 읽기는 없다고 답합니다.",
    "Disk operations of a read, on average.": "읽기 한 번의 평균 디스크 연산 수입니다.",
    "Disk operations of a write, on average.": "쓰기 한 번의 평균 디스크 연산 수입니다.",
    "How long one disk operation takes, besides waiting for its turn when there are too many.":
      "디스크 연산 하나에 걸리는 시간입니다. 연산이 너무 많아 차례를 기다리는 시간은 빼고 셉니다.",
    "Connections to one instance, all clients' pools together; a query that finds none free waits.":
      "한 인스턴스에 대한 연결 수이며, 모든 클라이언트의 풀을 합친 것입니다. 빈 연결을 찾지 못한 쿼리는 기다립니다.",
    "Queries that may wait for a connection; more fail at once.": "연결을 기다릴 수 있는 쿼리의 수입니다. 이를 넘으면 곧바로 실패합니다.",
    "How long a query waits for a connection before it fails.": "쿼리가 연결을 얼마나 기다리다가 실패하는지입니다.",
    "How long the client waits for the answer to a query, from the moment it has a connection.":
      "클라이언트가 연결을 얻은 때부터 쿼리의 응답을 기다리는 시간입니다.",
    "Whether a query that the client gave up ends at once; otherwise it runs on, and holds its connection.":
      "클라이언트가 포기한 쿼리가 곧바로 끝나는지입니다. 그렇지 않으면 계속 실행되며 연결을 붙잡습니다.",
    "How the driver tries failed and timed-out queries again.": "드라이버가 실패하거나 타임아웃된 쿼리를 다시 시도하는 방식입니다.",
    "How long a query takes to fail when the database cannot be reached.": "데이터베이스에 닿을 수 없을 때 쿼리가 실패하기까지 걸리는 시간입니다.",
    "Read replicas, each an instance with connections of its own.": "읽기 복제본의 수입니다. 저마다 자기 연결을 지닌 인스턴스입니다.",
    "Where reads go: to the primary, or to the replicas, each to one by chance.":
      "읽기가 가는 곳입니다. 프라이머리로 가거나, 읽기마다 무작위로 고른 복제본으로 갑니다.",
    "How far a replica's data are behind the primary's.": "복제본의 데이터가 프라이머리보다 얼마나 뒤처지는지입니다.",
    "Time from the loss of the primary until the standby has taken over.": "프라이머리를 잃은 때부터 대기 인스턴스가 이어받기까지의 시간입니다.",
    "Time until an instance is replaced that nothing takes over from.": "아무것도 이어받지 않는 인스턴스가 교체되기까지의 시간입니다.",
    "How long a restart (reboot) takes.": "다시 시작(reboot)하는 데 걸리는 시간입니다.",
    "Backups kept, automated and manual together; what exceeds the storage of the database is billed.":
      "보관하는 백업이며, 자동과 수동을 합친 것입니다. 데이터베이스의 스토리지를 넘는 만큼 과금됩니다.",
    """
    The year of Extended Support that an old version of MySQL or PostgreSQL is in, which is billed on top; left out \
    for a version in standard support.
    """:
      "오래된 버전의 MySQL이나 PostgreSQL이 Extended Support의 몇 년째인지이며, 그 요금이 더해집니다. 표준 지원을 받는 버전에서는 생략합니다.",
    "Bytes on the network of each query and of each answer, besides the record; counted where cross_zone is above 0.":
      "쿼리와 응답마다 레코드 말고 네트워크를 지나는 바이트입니다. cross_zone이 0보다 클 때 셉니다.",
    "Operations a second that are paid for: io1 needs it, gp3 from 400 GiB may have it, gp2 has 3 for each GiB.":
      "요금을 내는 초당 연산 수입니다. io1은 꼭 적어야 하고, gp3는 400 GiB부터 적을 수 있으며, gp2는 GiB마다 3입니다.",
    "The engine that Aurora is compatible with; it sets the price and the server's own limit on connections.":
      "Aurora가 호환하는 엔진입니다. 가격과, 서버 자체의 연결 수 한도가 이에 따라 정해집니다.",
    "Size of the cluster volume, which is billed as it is used.": "클러스터 볼륨의 크기입니다. 쓰는 만큼 과금됩니다.",
    "Aurora I/O-Optimized: dearer instances and storage, and no charge for each I/O request.":
      "Aurora I/O-Optimized입니다. 인스턴스와 스토리지는 더 비싸고, I/O 요청마다 내는 요금이 없습니다.",
    "Time from the loss of the primary until a replica has taken over.": "프라이머리를 잃은 때부터 복제본이 이어받기까지의 시간입니다.",
    "Queries that really run at the same time on one instance.": "한 인스턴스에서 실제로 동시에 실행되는 쿼리의 수입니다.",
    "Time from the loss of the primary until a standby has taken over; none does if left out.":
      "프라이머리를 잃은 때부터 대기 인스턴스가 이어받기까지의 시간입니다. 생략하면 이어받는 것이 없습니다.",

    // Endpoints.
    "How long a call takes that reaches it.": "엔드포인트에 닿은 호출에 걸리는 시간입니다.",
    "A call that takes longer has failed, whatever the other side makes of it.":
      "이보다 오래 걸리는 호출은 상대 쪽에서 어떻게 되었든 실패한 것입니다.",
    "How long a call takes that does not reach it, or that it turns away.": "엔드포인트에 닿지 못하거나 엔드포인트가 물리친 호출에 걸리는 시간입니다.",
    "Calls a second that it takes; more wait, and nothing limits it if it is left out.":
      "초당 받아들이는 호출 수입니다. 이를 넘는 호출은 기다립니다. 생략하면 한도가 없습니다.",
    "What `accepts` allows in so long may come at once.": "`accepts`가 이 시간 동안 허용하는 만큼은 한꺼번에 와도 됩니다.",
    "What becomes of calls above `accepts`: they wait in line, or are refused for now (429) and tried again.":
      "`accepts`를 넘는 호출이 어떻게 되는지입니다. 줄을 서서 기다리거나, 지금은 거부되어(429) 다시 시도됩니다.",
    "Text messages a second that are sent; more wait.": "초당 보내는 문자 메시지의 수입니다. 이를 넘는 것은 기다립니다.",
    "The country that the text messages go to, in two letters (ISO 3166): it sets the price.":
      "문자 메시지를 받는 나라를 두 글자로 적습니다(ISO 3166). 가격이 이에 따라 정해집니다.",
    "Parts that one text is sent in: 160 letters fit into one, 70 in Korean; each is billed.":
      "문자 메시지 하나를 나누어 보내는 조각의 수입니다. 한 조각에 영문 160자, 한글 70자가 들어갑니다. 조각마다 과금됩니다.",
    "Dollars a month after which no more text messages are sent.": "한 달에 이 금액(달러)에 이르면 문자 메시지를 더 보내지 않습니다.",
    "The push service: apns (Apple) or gcm (Google, now Firebase).":
      "푸시 서비스입니다. apns(Apple) 또는 gcm(Google, 지금의 Firebase)입니다.",

    // Faults.
    "When it begins, from the window's start.": "언제 시작하는지이며, 시간대의 처음부터 잽니다.",
    "How long it lasts; to the window's end if it is left out.": "얼마나 이어지는지입니다. 생략하면 시간대가 끝날 때까지입니다.",
    "The windows in which it happens; all by default.": "이 일이 일어나는 시간대입니다. 기본은 모두입니다.",
    "The variants in which it happens; all by default.": "이 일이 일어나는 변형입니다. 기본은 모두입니다.",
    "The part that cannot be reached for a time: calls to it fail and are tried again.":
      "한동안 닿을 수 없는 부분입니다. 이 부분을 부르는 호출은 실패하고 다시 시도됩니다.",
    "The part that is deleted for a time: calls to it are refused, and nobody tries again.":
      "한동안 삭제되어 있는 부분입니다. 이 부분을 부르는 호출은 거부되고, 아무도 다시 시도하지 않습니다.",
    "The part whose work or answers take longer for a time.": "한동안 처리나 응답이 더 오래 걸리는 부분입니다.",
    "The part that fails a share of what it is asked for a time.": "한동안 요청받은 일의 일부가 실패하는 부분입니다.",
    "The part that loses tasks or nodes at once, with what they hold.": "태스크나 노드를, 지닌 것까지 한꺼번에 잃는 부분입니다.",
    "The worker that takes no new messages for a time.": "한동안 새 메시지를 가져가지 않는 작업자입니다.",
    "The fleet whose tasks are replaced in waves.": "태스크가 여러 단계로 나뉘어 교체되는 작업자 집단입니다.",
    "The dead-letter queue whose messages are moved back.": "메시지가 되돌려지는 배달 못한 편지 큐입니다.",
    "The cache or database whose nodes start anew; a cache comes back empty unless it keeps snapshots.":
      "노드가 다시 시작하는 캐시나 데이터베이스입니다. 캐시는 스냅샷을 보관하지 않으면 빈 채로 돌아옵니다.",
    "The cache that is emptied (FLUSHALL, flush_all).": "비워지는 캐시입니다(FLUSHALL, flush_all).",
    "The worker that reads its log again from the time that since says.": "since가 말하는 시각부터 로그를 다시 읽는 작업자입니다.",
    "With slow: how many times longer everything takes.": "slow일 때: 모든 것이 몇 배 더 오래 걸리는지입니다.",
    "With fail: the share of what fails.": "fail일 때: 실패하는 것의 비율입니다.",
    "With kill: tasks of a fleet that are lost at once.": "kill일 때: 작업자 집단에서 한꺼번에 잃는 태스크의 수입니다.",
    """
    With kill: nodes or brokers that are lost at once, brokers for as long as for says; with stop: nodes of a cache \
    that come back with what they held.
    """:
      "kill일 때: 한꺼번에 잃는 노드나 브로커의 수입니다. 브로커는 for가 말하는 동안 잃습니다. stop일 때: 지닌 것을 그대로 가지고 돌아오는 캐시 노드의 수입니다.",
    "With deploy: how many groups of tasks are replaced in turn.": "deploy일 때: 태스크를 몇 무리로 나누어 차례로 교체하는지입니다.",
    "With redrive: messages moved in a second (MaxNumberOfMessagesPerSecond); 500, the most, if it is left out.":
      "redrive일 때: 초당 옮기는 메시지의 수입니다(MaxNumberOfMessagesPerSecond). 생략하면 최댓값인 500입니다.",
    "With redrive: the queue that the messages go to; where they came from if it is left out.":
      "redrive일 때: 메시지가 가는 큐입니다. 생략하면 메시지가 왔던 곳입니다.",
    "With replay: the time from which records are read again, from the window's start.":
      "replay일 때: 레코드를 다시 읽기 시작하는 시각이며, 시간대의 처음부터 잽니다.",
  ]
}
