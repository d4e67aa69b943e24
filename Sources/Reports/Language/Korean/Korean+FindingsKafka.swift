// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What is found in Kafka topics and their clusters.
  static let koreanFindingsKafka: Entries = [
    """
    acks: 0 asks nobody whether a record has arrived: what a broker or a connection loses is lost in silence. \
    acks: all, replication 3 and min_insync 2 survive a broker
    """:
      """
    acks: 0은 레코드가 도착했는지 아무에게도 묻지 않습니다. 브로커나 연결이 잃은 것은 소리 없이 사라집니다. acks: all, replication 3, min_insync 2면 \
    브로커 하나를 잃어도 견딥니다
    """,
    """
    replication 1 is one copy: a broker takes its partitions with it, and their records with its volume. acks: \
    all, replication 3 and min_insync 2 survive a broker
    """:
      """
    replication 1은 사본이 하나입니다. 브로커가 사라지면 그 파티션도, 볼륨이 사라지면 그 레코드도 사라집니다. acks: all, replication 3, min_insync \
    2면 브로커 하나를 잃어도 견딥니다
    """,
    """
    acks: 1 is answered before the followers have a record: what they have not fetched when the leader is \
    lost, is lost, although it was acknowledged. acks: all, replication 3 and min_insync 2 survive a broker
    """:
      """
    acks: 1은 팔로워가 레코드를 받기 전에 응답합니다. 리더를 잃을 때 팔로워가 아직 가져가지 않은 것은 확인 응답을 받았더라도 사라집니다. acks: all, replication \
    3, min_insync 2면 브로커 하나를 잃어도 견딥니다
    """,
    """
    acks: all with min_insync 1 is answered by the leader alone when the others are away, and with \
    unclean_election one of them takes over without what it lacks. acks: all, replication 3 and min_insync 2 \
    survive a broker
    """:
      """
    min_insync 1인 acks: all은 다른 브로커가 없을 때 리더 혼자 응답하고, unclean_election이면 그중 하나가 자기에게 없는 것 없이 이어받습니다. acks: \
    all, replication 3, min_insync 2면 브로커 하나를 잃어도 견딥니다
    """,
    """
    acks: all with min_insync 1 is answered by the leader alone when the others are away: its volume then has \
    the only copy. acks: all, replication 3 and min_insync 2 survive a broker
    """:
      """
    min_insync 1인 acks: all은 다른 브로커가 없을 때 리더 혼자 응답합니다. 그때 유일한 사본은 리더의 볼륨에 있습니다. acks: all, replication 3, \
    min_insync 2면 브로커 하나를 잃어도 견딥니다
    """,
    """
    min_insync {} of {} copies: when one broker is away, even for an update, its partitions accept no writes \
    (NotEnoughReplicas). Set min_insync to {}
    """:
      """
    min_insync가 사본 {2}개 중 {1}입니다. 업데이트 때문이라도 브로커 하나가 자리를 비우면 그 파티션은 쓰기를 받지 않습니다(NotEnoughReplicas). \
    min_insync를 {3:으로/로} 정하십시오
    """,
    """
    min_insync {} of {} copies: when one broker is away, even for an update, its partitions accept no writes \
    (NotEnoughReplicas). Three copies with min_insync 2 survive that
    """:
      """
    min_insync가 사본 {2}개 중 {1}입니다. 업데이트 때문이라도 브로커 하나가 자리를 비우면 그 파티션은 쓰기를 받지 않습니다(NotEnoughReplicas). 사본 세 개에 \
    min_insync 2면 견딥니다
    """,
    "{}/s against {}/s that {} allows, {} in window {}: lines grow in the producers until their memory is used up":
      "시간대 {5}에 {1}/s가 들어오는데 {3~}의 한도는 {2}/s입니다({4}). 생산자의 메모리가 다 찰 때까지 생산자 안에서 줄이 길어집니다",
    "{}/s against {}/s that {} allow, {} in window {}: lines grow in the producers until their memory is used up":
      "시간대 {5}에 {1}/s가 들어오는데 {3~}의 한도는 {2}/s입니다({4}). 생산자의 메모리가 다 찰 때까지 생산자 안에서 줄이 길어집니다",
    """
    {}/s against {}/s that {} allows, {} in window {}: above 80% latencies rise steeply, and nothing is left \
    for a broker that is away
    """:
      "시간대 {5}에 {1}/s가 들어오는데 {3~}의 한도는 {2}/s입니다({4}). 80%를 넘으면 지연 시간이 가파르게 늘고, 브로커 하나가 자리를 비울 때를 위한 여유가 없습니다",
    """
    {}/s against {}/s that {} allow, {} in window {}: above 80% latencies rise steeply, and nothing is left \
    for a broker that is away
    """:
      "시간대 {5}에 {1}/s가 들어오는데 {3~}의 한도는 {2}/s입니다({4}). 80%를 넘으면 지연 시간이 가파르게 늘고, 브로커 하나가 자리를 비울 때를 위한 여유가 없습니다",
    "{} partitions of 5 MB/s": "파티션 {1}개에 5 MB/s씩",
    "400 MB/s of fetches": "가져가기 400 MB/s",
    "200 MB/s of writes": "쓰기 200 MB/s",
    "the quota of its brokers": "브로커의 할당량",
    "the throughput of the volumes": "볼륨의 처리량",
    "{}'s way to EBS": "{1}에서 EBS로 가는 길",
    "{}'s network": "{1}의 네트워크",
    "{} partitions on each broker, copies included: AWS recommends at most {} on {}":
      "브로커마다 사본까지 합쳐 파티션이 {1}개입니다. AWS는 {3}에 {2}개까지를 권합니다",
    """
    {} partitions on each broker, copies included: AWS recommends at most {} on {}, and above {} it refuses to \
    change version, size or configuration
    """:
      "브로커마다 사본까지 합쳐 파티션이 {1}개입니다. AWS는 {3}에 {2}개까지를 권하며, {4}개를 넘으면 버전, 크기, 설정의 변경을 거부합니다",
    """
    {} partitions on each broker, copies included: above some 4,000 elections, recovery and the metadata take \
    noticeably longer
    """:
      "브로커마다 사본까지 합쳐 파티션이 {1}개입니다. 4,000개 정도를 넘으면 리더 선출, 복구, 메타데이터 처리가 눈에 띄게 오래 걸립니다",
    """
    a batch of {} for each of {} partitions needs {}: more than the {} of buffer_memory, so batches leave \
    before they are full
    """:
      "파티션 {2}개마다 {1}의 배치를 두려면 {3:이/가} 필요합니다. buffer_memory {4}보다 많으므로 배치가 차기 전에 떠납니다",
    """
    at the load of window {}, compaction keeps {} in {} copies, {} of the brokers' {}: the volumes run full, \
    and a broker whose volume is full stops
    """:
      "시간대 {1}의 부하에서 압축(compaction)은 사본 {3}개에 {2:을/를} 남깁니다. 브로커 전체 {5}의 {4}입니다. 볼륨이 가득 차고, 볼륨이 가득 찬 브로커는 멈춥니다",
    """
    at the load of window {}, compaction keeps {} in {} copies, {} of the brokers' {}: above 85% \
    (KafkaDataLogsDiskUsed) AWS advises to act
    """:
      """
    시간대 {1}의 부하에서 압축(compaction)은 사본 {3}개에 {2:을/를} 남깁니다. 브로커 전체 {5}의 {4}입니다. 85%(KafkaDataLogsDiskUsed)를 넘으면 \
    AWS는 조치를 권합니다
    """,
    """
    at the load of window {}, a retention of {} keeps {} in {} copies, {} of the brokers' {}: the volumes run \
    full, and a broker whose volume is full stops
    """:
      "시간대 {1}의 부하에서 보존 기간 {2:은/는} 사본 {4}개에 {3:을/를} 남깁니다. 브로커 전체 {6}의 {5}입니다. 볼륨이 가득 차고, 볼륨이 가득 찬 브로커는 멈춥니다",
    """
    at the load of window {}, a retention of {} keeps {} in {} copies, {} of the brokers' {}: above 85% \
    (KafkaDataLogsDiskUsed) AWS advises to act
    """:
      """
    시간대 {1}의 부하에서 보존 기간 {2:은/는} 사본 {4}개에 {3:을/를} 남깁니다. 브로커 전체 {6}의 {5}입니다. 85%(KafkaDataLogsDiskUsed)를 넘으면 \
    AWS는 조치를 권합니다
    """,
    """
    {} controller has no majority when one is away: then no leader is elected, and partitions that lose theirs \
    stay away. Three survive the loss of one
    """:
      "컨트롤러 {1}개는 하나가 자리를 비우면 과반수가 되지 못합니다. 그러면 리더가 선출되지 않고, 리더를 잃은 파티션은 돌아오지 못합니다. 세 개면 하나를 잃어도 견딥니다",
    """
    {} controllers have no majority when one is away: then no leader is elected, and partitions that lose \
    theirs stay away. Three survive the loss of one
    """:
      "컨트롤러 {1}개는 하나가 자리를 비우면 과반수가 되지 못합니다. 그러면 리더가 선출되지 않고, 리더를 잃은 파티션은 돌아오지 못합니다. 세 개면 하나를 잃어도 견딥니다",
    """
    the busiest partition gets {}/s, more than the 5 MB/s that MSK Serverless allows one: its producers are \
    held up, however many partitions there are besides
    """:
      "가장 바쁜 파티션이 {1}/s를 받는데, MSK Serverless가 파티션 하나에 허용하는 것은 5 MB/s입니다. 다른 파티션이 아무리 많아도 그 생산자는 막힙니다",
    "network_time and broker_time of {} are the built-in assumptions, not measured at yours":
      "{1}의 network_time과 broker_time은 내장된 가정이며, 여러분의 환경에서 측정한 값이 아닙니다",
  ]
}
