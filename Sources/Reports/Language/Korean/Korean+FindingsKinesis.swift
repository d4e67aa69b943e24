// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What is found in Kinesis streams.
  static let koreanFindingsKinesis: Entries = [
    """
    shard {} of {} (of {}) is offered {} records a second of 1,000 in window {}: the rest is throttled; the \
    load needs at least {} shards
    """:
      "시간대 {5}에 {2}의 샤드 {1}({3}개 중)에 초당 1,000개까지인 레코드가 {4}개 들어옵니다. 나머지는 스로틀됩니다. 이 부하에는 샤드가 적어도 {6}개 필요합니다",
    """
    shard {} of {} (of {}) is offered {} records a second of 1,000 in window {}: the rest is throttled; the \
    load as a whole would fit into {}: its keys are uneven
    """:
      "시간대 {5}에 {2}의 샤드 {1}({3}개 중)에 초당 1,000개까지인 레코드가 {4}개 들어옵니다. 나머지는 스로틀됩니다. 전체 부하는 샤드 {6}개에 들어가지만 키가 고르지 않습니다",
    """
    shard {} of {} (of {}) is offered {} MiB a second of 1 in window {}: the rest is throttled; the load needs \
    at least {} shards
    """:
      "시간대 {5}에 {2}의 샤드 {1}({3}개 중)에 초당 1 MiB까지인데 {4} MiB가 들어옵니다. 나머지는 스로틀됩니다. 이 부하에는 샤드가 적어도 {6}개 필요합니다",
    """
    shard {} of {} (of {}) is offered {} MiB a second of 1 in window {}: the rest is throttled; the load as a \
    whole would fit into {}: its keys are uneven
    """:
      "시간대 {5}에 {2}의 샤드 {1}({3}개 중)에 초당 1 MiB까지인데 {4} MiB가 들어옵니다. 나머지는 스로틀됩니다. 전체 부하는 샤드 {6}개에 들어가지만 키가 고르지 않습니다",
    """
    {} reader of {} asks each shard {} times a second, and five are let through: the others are throttled, and \
    a record waits about {} for its reader; enhanced_fan_out gives each reader its own
    """:
      """
    {2}의 독자 {1}개가 샤드마다 초당 {3}번 묻는데 다섯 번만 받아들여집니다. 나머지는 스로틀되고, 레코드는 독자를 약 {4} 기다립니다. enhanced_fan_out은 독자마다 \
    따로 처리량을 줍니다
    """,
    """
    {} readers of {} ask each shard {} times a second, and five are let through: the others are throttled, and \
    a record waits about {} for its reader; enhanced_fan_out gives each reader its own
    """:
      """
    {2}의 독자 {1}개가 샤드마다 초당 {3}번 묻는데 다섯 번만 받아들여집니다. 나머지는 스로틀되고, 레코드는 독자를 약 {4} 기다립니다. enhanced_fan_out은 독자마다 \
    따로 처리량을 줍니다
    """,
    """
    {} reader of {} read {} MiB a second from shard {} in window {}, and it hands out 2 MiB/s to all together: \
    they fall behind; enhanced_fan_out gives each reader its own 2 MiB/s
    """:
      """
    시간대 {5}에 {2}의 독자 {1}개가 샤드 {4}에서 초당 {3} MiB를 읽으려 하는데 샤드는 모두 합쳐 2 MiB/s를 내줍니다. 독자가 뒤처집니다. \
    enhanced_fan_out은 독자마다 따로 2 MiB/s를 줍니다
    """,
    """
    {} readers of {} read {} MiB a second from shard {} in window {}, and it hands out 2 MiB/s to all \
    together: they fall behind; enhanced_fan_out gives each reader its own 2 MiB/s
    """:
      """
    시간대 {5}에 {2}의 독자 {1}개가 샤드 {4}에서 초당 {3} MiB를 읽으려 하는데 샤드는 모두 합쳐 2 MiB/s를 내줍니다. 독자가 뒤처집니다. \
    enhanced_fan_out은 독자마다 따로 2 MiB/s를 줍니다
    """,
    """
    {} is offered {} shards' worth at {} in window {} and is ready for {}: an on-demand stream takes in twice \
    its former peak, and needs up to {} for more; the rest is throttled. Say peak_write if it has had such a \
    peak in the last 30 days
    """:
      """
    시간대 {4}의 {3}에 {1}에는 샤드 {2}개 분량이 들어오는데 준비된 것은 {5}개 분량입니다. 온디맨드 스트림은 지난 최고치의 두 배까지 받고, 그보다 많으면 최대 {6:이/가} \
    걸립니다. 나머지는 스로틀됩니다. 지난 30일 안에 그런 최고치가 있었다면 peak_write로 알려 주십시오
    """,
  ]
}
