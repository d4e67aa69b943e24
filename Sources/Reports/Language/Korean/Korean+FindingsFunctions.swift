// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What is found in Lambda functions, behind queues and behind logs.
  static let koreanFindingsFunctions: Entries = [
    """
    the visibility timeout of {} ({}) is below six times the function's timeout ({}): a throttled batch has \
    too little time for another try
    """:
      "{1}의 가시성 타임아웃({2})이 함수 타임아웃의 여섯 배({3})보다 짧습니다. 스로틀된 배치가 다시 시도할 시간이 너무 적습니다",
    """
    the visibility timeout of {} ({}) is below six times the function's timeout plus the batch window ({}): a \
    throttled batch has too little time for another try
    """:
      "{1}의 가시성 타임아웃({2})이 함수 타임아웃의 여섯 배에 배치 대기 시간을 더한 것({3})보다 짧습니다. 스로틀된 배치가 다시 시도할 시간이 너무 적습니다",
    """
    the mapping of {} can take up to {} batches at a time, and its reserved concurrency is {}: {} messages in \
    {} were dead-lettered without a single run; maximum_concurrency: {} leaves them in {}
    """:
      """
    {1}의 매핑은 한 번에 배치를 {2}개까지 가져갈 수 있는데 예약된 동시성은 {3}입니다. {5}에서 메시지 {4}개가 한 번도 실행되지 못하고 배달 못한 편지 큐로 갔습니다. \
    maximum_concurrency: {6}이면 {7}에 남아 있게 됩니다
    """,
    """
    the mapping of {} can take up to {} batches at a time, and its reserved concurrency is {}: throttled \
    hand-overs use up receives, and can dead-letter messages that never ran; maximum_concurrency: {} leaves \
    them in {}
    """:
      """
    {1}의 매핑은 한 번에 배치를 {2}개까지 가져갈 수 있는데 예약된 동시성은 {3}입니다. 스로틀된 호출도 수신 횟수를 쓰므로, 한 번도 실행되지 못한 메시지가 배달 못한 편지 큐로 갈 \
    수 있습니다. maximum_concurrency: {4}이면 {5}에 남아 있게 됩니다
    """,
    """
    max_receives {} of {} is below the 5 that AWS advises for functions: a throttled batch uses up receives \
    without a run
    """:
      "{2}의 max_receives {1:은/는} AWS가 함수에 권하는 5보다 작습니다. 스로틀된 배치는 실행되지 않고도 수신 횟수를 씁니다",
    "reserved_concurrency 0 turns {} off: every batch is throttled until it is dead-lettered":
      "reserved_concurrency 0은 {1:을/를} 끕니다. 모든 배치가 배달 못한 편지 큐로 갈 때까지 스로틀됩니다",
    "reserved_concurrency {} of {} is below the {} batches that the mapping begins with":
      "{2}의 reserved_concurrency {1:은/는} 매핑이 처음에 가져가는 배치 {3}개보다 작습니다",
    """
    maximum_concurrency {} of {} exceeds its reserved_concurrency of {}: the mapping is throttled before it \
    stops by itself
    """:
      "{2}의 maximum_concurrency {1:은/는} reserved_concurrency {3}보다 큽니다. 매핑이 스스로 멈추기 전에 스로틀됩니다",
    "{} of attempts fail and each waits out the visibility timeout of {} ({}) before the next":
      "시도의 {1}가 실패하고, 그때마다 다음 시도 전에 {2}의 가시성 타임아웃({3})이 다 지나기를 기다립니다",
    """
    {} of attempts fail and each, with the rest of its batch waits out the visibility timeout of {} ({}) \
    before the next
    """:
      "시도의 {1}가 실패하고, 그때마다 그 배치의 나머지까지 함께 다음 시도 전에 {2}의 가시성 타임아웃({3})이 다 지나기를 기다립니다",
    "a full batch takes {} about {}, longer than its timeout of {}: it is cut off and comes back whole":
      "{1:은/는} 가득 찬 배치에 약 {2:이/가} 걸리는데 타임아웃은 {3}입니다. 중간에 잘리고 배치 전체가 되돌아옵니다",
    "P(work longer than the timeout of {}) = {} per attempt: it is cut off, fails and is billed":
      "시도마다 P(처리가 타임아웃 {1}보다 길다) = {2}입니다. 중간에 잘려 실패하고, 요금은 붙습니다",
    "offered load {} of {} concurrent invocations in window {}: unstable, the backlog grows for as long as it lasts":
      "시간대 {3}에 들어오는 부하가 동시 호출 {2}개에 {1}입니다. 불안정하여, 이것이 이어지는 동안 밀린 일이 계속 늘어납니다",
    "offered load {} of {} concurrent invocations for a time in window {}: a backlog builds up and drains afterwards":
      "시간대 {3}에 한동안 들어오는 부하가 동시 호출 {2}개에 {1}입니다. 일이 밀렸다가 그 뒤에 풀립니다",
    "the cold start and call times of {} are the built-in assumption, not measured in your account":
      "{1}의 콜드 스타트와 호출 시간은 내장된 가정이며, 여러분의 계정에서 측정한 값이 아닙니다",
    """
    {} of the records fail at every attempt and {} tries again for ever: one of them blocks its shard of {} \
    for up to {}; maximum_retry_attempts with bisect_on_error and on_failure sets it aside
    """:
      """
    레코드의 {1}는 시도할 때마다 실패하는데 {2:은/는} 끝없이 다시 시도합니다. 그런 레코드 하나가 {3}의 자기 샤드를 최대 {4} 동안 막습니다. \
    maximum_retry_attempts를 bisect_on_error, on_failure와 함께 쓰면 따로 빼 둡니다
    """,
    """
    {} of the records fail at every attempt and {} tries again for ever: one of them blocks its partition of \
    {} for up to {}; maximum_retry_attempts with bisect_on_error and on_failure sets it aside
    """:
      """
    레코드의 {1}는 시도할 때마다 실패하는데 {2:은/는} 끝없이 다시 시도합니다. 그런 레코드 하나가 {3}의 자기 파티션을 최대 {4} 동안 막습니다. \
    maximum_retry_attempts를 bisect_on_error, on_failure와 함께 쓰면 따로 빼 둡니다
    """,
    "{} records/s come to a shard of {} in window {}, and {} does {}/s of each: batches of {} in {}, {} at a time":
      "시간대 {3}에 {2}의 샤드 하나에 {1} records/s가 오는데, {4:은/는} 샤드마다 {5}/s를 처리합니다({6}개 배치에 {7}, 한 번에 {8}개)",
    """
    {} records/s come to a shard of {} in window {}, and {} does {}/s of each: batches of {} in {}, {} at a \
    time; {} would do more
    """:
      """
    시간대 {3}에 {2}의 샤드 하나에 {1} records/s가 오는데, {4:은/는} 샤드마다 {5}/s를 처리합니다({6}개 배치에 {7}, 한 번에 {8}개). {9~} 값을 키우면 \
    더 처리합니다
    """,
    """
    {} records/s come to a shard of {} in window {} for a time, and {} does {}/s of each: batches of {} in {}, \
    {} at a time
    """:
      "시간대 {3}에 한동안 {2}의 샤드 하나에 {1} records/s가 오는데, {4:은/는} 샤드마다 {5}/s를 처리합니다({6}개 배치에 {7}, 한 번에 {8}개)",
    """
    {} records/s come to a shard of {} in window {} for a time, and {} does {}/s of each: batches of {} in {}, \
    {} at a time; {} would do more
    """:
      """
    시간대 {3}에 한동안 {2}의 샤드 하나에 {1} records/s가 오는데, {4:은/는} 샤드마다 {5}/s를 처리합니다({6}개 배치에 {7}, 한 번에 {8}개). {9~} 값을 \
    키우면 더 처리합니다
    """,
    "{} records/s come to a partition of {} in window {}, and {} does {}/s of each: batches of {} in {}, {} at a time":
      "시간대 {3}에 {2}의 파티션 하나에 {1} records/s가 오는데, {4:은/는} 파티션마다 {5}/s를 처리합니다({6}개 배치에 {7}, 한 번에 {8}개)",
    """
    {} records/s come to a partition of {} in window {}, and {} does {}/s of each: batches of {} in {}, {} at \
    a time; {} would do more
    """:
      """
    시간대 {3}에 {2}의 파티션 하나에 {1} records/s가 오는데, {4:은/는} 파티션마다 {5}/s를 처리합니다({6}개 배치에 {7}, 한 번에 {8}개). {9~} 값을 \
    키우면 더 처리합니다
    """,
    """
    {} records/s come to a partition of {} in window {} for a time, and {} does {}/s of each: batches of {} in \
    {}, {} at a time
    """:
      "시간대 {3}에 한동안 {2}의 파티션 하나에 {1} records/s가 오는데, {4:은/는} 파티션마다 {5}/s를 처리합니다({6}개 배치에 {7}, 한 번에 {8}개)",
    """
    {} records/s come to a partition of {} in window {} for a time, and {} does {}/s of each: batches of {} in \
    {}, {} at a time; {} would do more
    """:
      """
    시간대 {3}에 한동안 {2}의 파티션 하나에 {1} records/s가 오는데, {4:은/는} 파티션마다 {5}/s를 처리합니다({6}개 배치에 {7}, 한 번에 {8}개). {9~} \
    값을 키우면 더 처리합니다
    """,
    "more shards": "shards",
    "more partitions": "partitions",
    "a larger batch_size": "batch_size",
    "a larger parallelization_factor": "parallelization_factor",
    "a larger reserved_concurrency": "reserved_concurrency",
    "a larger parallelization_factor and more shards": "parallelization_factor, shards",
    "a larger parallelization_factor and a larger reserved_concurrency": "parallelization_factor, reserved_concurrency",
    "more shards and a larger reserved_concurrency": "shards, reserved_concurrency",
    "more partitions and a larger reserved_concurrency": "partitions, reserved_concurrency",
    "a larger parallelization_factor and more shards and a larger reserved_concurrency":
      "parallelization_factor, shards, reserved_concurrency",
  ]
}
