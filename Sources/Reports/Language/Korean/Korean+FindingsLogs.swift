// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What is found in any log and its readers.
  static let koreanFindingsLogs: Entries = [
    "{} is away for {}, {} keeps records for {}: what is older is gone when it comes back":
      "{1:은/는} {2} 동안 자리를 비우는데 {3:은/는} 레코드를 {4} 동안 보관합니다. 더 오래된 것은 돌아왔을 때 이미 없습니다",
    "{} is to read the last {} again, {} keeps records for {}":
      "{1:은/는} 지난 {2} 치를 다시 읽어야 하는데 {3:은/는} 레코드를 {4} 동안만 보관합니다",
    """
    {} is {} behind on average, more than half of the {} that {} keeps records for: what it does not reach in \
    time is lost
    """:
      "{1:은/는} 평균 {2} 뒤처져 있습니다. {4:이/가} 레코드를 보관하는 {3}의 절반이 넘습니다. 제때 읽지 못한 것은 잃어버립니다",
    "{} has {} tasks for the {} partition of {}: {} stands idle, for only one of a group reads each":
      "{1}에는 {4}의 파티션 {3}개에 태스크가 {2}개 있습니다. 파티션마다 그룹에서 하나만 읽으므로 {5}개가 놉니다",
    "{} has {} tasks for the {} partition of {}: {} stand idle, for only one of a group reads each":
      "{1}에는 {4}의 파티션 {3}개에 태스크가 {2}개 있습니다. 파티션마다 그룹에서 하나만 읽으므로 {5}개가 놉니다",
    "{} has up to {} tasks for the {} partition of {}: {} stands idle, for only one of a group reads each":
      "{1}에는 {4}의 파티션 {3}개에 태스크가 최대 {2}개 있습니다. 파티션마다 그룹에서 하나만 읽으므로 {5}개가 놉니다",
    "{} has up to {} tasks for the {} partition of {}: {} stand idle, for only one of a group reads each":
      "{1}에는 {4}의 파티션 {3}개에 태스크가 최대 {2}개 있습니다. 파티션마다 그룹에서 하나만 읽으므로 {5}개가 놉니다",
    "{} has {} tasks for the {} partitions of {}: {} stands idle, for only one of a group reads each":
      "{1}에는 {4}의 파티션 {3}개에 태스크가 {2}개 있습니다. 파티션마다 그룹에서 하나만 읽으므로 {5}개가 놉니다",
    "{} has {} tasks for the {} partitions of {}: {} stand idle, for only one of a group reads each":
      "{1}에는 {4}의 파티션 {3}개에 태스크가 {2}개 있습니다. 파티션마다 그룹에서 하나만 읽으므로 {5}개가 놉니다",
    "{} has up to {} tasks for the {} partitions of {}: {} stands idle, for only one of a group reads each":
      "{1}에는 {4}의 파티션 {3}개에 태스크가 최대 {2}개 있습니다. 파티션마다 그룹에서 하나만 읽으므로 {5}개가 놉니다",
    "{} has up to {} tasks for the {} partitions of {}: {} stand idle, for only one of a group reads each":
      "{1}에는 {4}의 파티션 {3}개에 태스크가 최대 {2}개 있습니다. 파티션마다 그룹에서 하나만 읽으므로 {5}개가 놉니다",
    "{} has {} tasks for the {} shard of {}: {} stands idle, for only one of a group reads each":
      "{1}에는 {4}의 샤드 {3}개에 태스크가 {2}개 있습니다. 샤드마다 그룹에서 하나만 읽으므로 {5}개가 놉니다",
    "{} has {} tasks for the {} shard of {}: {} stand idle, for only one of a group reads each":
      "{1}에는 {4}의 샤드 {3}개에 태스크가 {2}개 있습니다. 샤드마다 그룹에서 하나만 읽으므로 {5}개가 놉니다",
    "{} has up to {} tasks for the {} shard of {}: {} stands idle, for only one of a group reads each":
      "{1}에는 {4}의 샤드 {3}개에 태스크가 최대 {2}개 있습니다. 샤드마다 그룹에서 하나만 읽으므로 {5}개가 놉니다",
    "{} has up to {} tasks for the {} shard of {}: {} stand idle, for only one of a group reads each":
      "{1}에는 {4}의 샤드 {3}개에 태스크가 최대 {2}개 있습니다. 샤드마다 그룹에서 하나만 읽으므로 {5}개가 놉니다",
    "{} has {} tasks for the {} shards of {}: {} stands idle, for only one of a group reads each":
      "{1}에는 {4}의 샤드 {3}개에 태스크가 {2}개 있습니다. 샤드마다 그룹에서 하나만 읽으므로 {5}개가 놉니다",
    "{} has {} tasks for the {} shards of {}: {} stand idle, for only one of a group reads each":
      "{1}에는 {4}의 샤드 {3}개에 태스크가 {2}개 있습니다. 샤드마다 그룹에서 하나만 읽으므로 {5}개가 놉니다",
    "{} has up to {} tasks for the {} shards of {}: {} stands idle, for only one of a group reads each":
      "{1}에는 {4}의 샤드 {3}개에 태스크가 최대 {2}개 있습니다. 샤드마다 그룹에서 하나만 읽으므로 {5}개가 놉니다",
    "{} has up to {} tasks for the {} shards of {}: {} stand idle, for only one of a group reads each":
      "{1}에는 {4}의 샤드 {3}개에 태스크가 최대 {2}개 있습니다. 샤드마다 그룹에서 하나만 읽으므로 {5}개가 놉니다",
    """
    the busiest key is {} of the messages and needs {} of the {} records/s that one partition takes: more \
    partitions do not help, for a key stays in one
    """:
      "가장 바쁜 키는 메시지의 {1}이고, 파티션 하나가 받는 {3} records/s의 {2}배가 필요합니다. 키는 한 파티션에 머무르므로 파티션을 늘려도 소용이 없습니다",
    """
    the busiest key is {} of the messages and needs {} of the {} records/s that one shard takes: more shards \
    do not help, for a key stays in one
    """:
      "가장 바쁜 키는 메시지의 {1}이고, 샤드 하나가 받는 {3} records/s의 {2}배가 필요합니다. 키는 한 샤드에 머무르므로 샤드를 늘려도 소용이 없습니다",
    """
    the busiest key is {} of the messages and needs {} of the {}/s that one partition takes: more partitions \
    do not help, for a key stays in one
    """:
      "가장 바쁜 키는 메시지의 {1}이고, 파티션 하나가 받는 {3}/s의 {2}배가 필요합니다. 키는 한 파티션에 머무르므로 파티션을 늘려도 소용이 없습니다",
    """
    the busiest key is {} of the messages and needs {} of the {}/s that one shard takes: more shards do not \
    help, for a key stays in one
    """:
      "가장 바쁜 키는 메시지의 {1}이고, 샤드 하나가 받는 {3}/s의 {2}배가 필요합니다. 키는 한 샤드에 머무르므로 샤드를 늘려도 소용이 없습니다",
    """
    the busiest key is {} of the messages and needs {} of what one task of {} can do: more partitions do not \
    help, for a key stays in one
    """:
      "가장 바쁜 키는 메시지의 {1}이고, {3}의 태스크 하나가 할 수 있는 것의 {2}배가 필요합니다. 키는 한 파티션에 머무르므로 파티션을 늘려도 소용이 없습니다",
    """
    the busiest key is {} of the messages and needs {} of what one task of {} can do: more shards do not help, \
    for a key stays in one
    """:
      "가장 바쁜 키는 메시지의 {1}이고, {3}의 태스크 하나가 할 수 있는 것의 {2}배가 필요합니다. 키는 한 샤드에 머무르므로 샤드를 늘려도 소용이 없습니다",
    """
    a poll of {} returns up to {} records, which take about {}: after max_poll_interval, {}, the task is \
    thrown out, another does the same work again, and is thrown out too; lower max_poll_records
    """:
      """
    {1}의 폴 한 번은 레코드를 {2}개까지 돌려주고, 그것을 처리하는 데 약 {3:이/가} 걸립니다. max_poll_interval {4:이/가} 지나면 태스크는 그룹에서 쫓겨나고, \
    다른 태스크가 같은 일을 다시 하다가 또 쫓겨납니다. max_poll_records를 낮추십시오
    """,
    "{} had {} rebalances an hour, and a partition of {} was read by nobody {} of the time":
      "{1}에는 시간당 {2}번의 리밸런스가 있었고, {3}의 파티션은 시간의 {4} 동안 아무도 읽지 않았습니다",
    "{} had {} rebalances an hour, and a partition of {} was read by nobody {} of the time: {}":
      "{1}에는 시간당 {2}번의 리밸런스가 있었고, {3}의 파티션은 시간의 {4} 동안 아무도 읽지 않았습니다. {5~}",
    "tasks of {} crash {} times an hour: a partition of {} would be read by nobody about {} of the time":
      "{1}의 태스크는 시간당 {2}번 비정상 종료합니다. {3}의 파티션은 시간의 약 {4} 동안 아무도 읽지 않게 됩니다",
    "tasks of {} crash {} times an hour: a partition of {} would be read by nobody about {} of the time: {}":
      "{1}의 태스크는 시간당 {2}번 비정상 종료합니다. {3}의 파티션은 시간의 약 {4} 동안 아무도 읽지 않게 됩니다. {5~}",
    "static_membership keeps the partitions of a task that is soon back": "static_membership은 곧 돌아오는 태스크의 파티션을 그대로 둡니다",
    "cooperative-sticky goes on reading what does not move": "cooperative-sticky는 옮겨지지 않는 것을 계속 읽습니다",
    "a shorter session_timeout notices a lost task sooner": "더 짧은 session_timeout은 잃은 태스크를 더 빨리 알아챕니다",
    """
    static_membership keeps the partitions of a task that is soon back, cooperative-sticky goes on reading \
    what does not move
    """:
      "static_membership은 곧 돌아오는 태스크의 파티션을 그대로 둡니다. cooperative-sticky는 옮겨지지 않는 것을 계속 읽습니다",
    """
    static_membership keeps the partitions of a task that is soon back, a shorter session_timeout notices a \
    lost task sooner
    """:
      "static_membership은 곧 돌아오는 태스크의 파티션을 그대로 둡니다. 더 짧은 session_timeout은 잃은 태스크를 더 빨리 알아챕니다",
    "cooperative-sticky goes on reading what does not move, a shorter session_timeout notices a lost task sooner":
      "cooperative-sticky는 옮겨지지 않는 것을 계속 읽습니다. 더 짧은 session_timeout은 잃은 태스크를 더 빨리 알아챕니다",
    """
    static_membership keeps the partitions of a task that is soon back, cooperative-sticky goes on reading \
    what does not move, a shorter session_timeout notices a lost task sooner
    """:
      """
    static_membership은 곧 돌아오는 태스크의 파티션을 그대로 둡니다. cooperative-sticky는 옮겨지지 않는 것을 계속 읽습니다. 더 짧은 \
    session_timeout은 잃은 태스크를 더 빨리 알아챕니다
    """,
  ]
}
