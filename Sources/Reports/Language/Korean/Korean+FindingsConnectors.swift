// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What is found in connectors.
  static let koreanFindingsConnectors: Entries = [
    "{} captures the changes of a database, which exactly one task does: tasks_max {} changes nothing":
      "{1:은/는} 데이터베이스의 변경을 잡아내며, 그 일은 태스크 하나가 합니다. tasks_max {2:은/는} 아무것도 바꾸지 않습니다",
    "{} has one task on {} workers: one works, one more would take over, and the others are paid for nothing":
      "{1}에는 작업자 {2}개에 태스크가 하나입니다. 하나가 일하고 하나는 이어받을 수 있으며, 나머지에는 쓸데없이 돈을 냅니다",
    """
    {} captures at most {} changes a second with its one task; up to {} are committed in window {}: they fall \
    behind for as long as that lasts
    """:
      "{1:은/는} 태스크 하나로 초당 변경을 {2}개까지 잡아냅니다. 시간대 {4}에는 {3}개까지 커밋되므로, 그것이 이어지는 동안 뒤처집니다",
    "{} reads {} rows before the first change, which takes {}: changes wait as long":
      "{1:은/는} 첫 변경에 앞서 행 {2}개를 읽고, 여기에 {3:이/가} 걸립니다. 변경은 그만큼 기다립니다",
    """
    {} reads {} rows before the first change, which takes {}: changes wait as long, and window {} is over \
    before that
    """:
      "{1:은/는} 첫 변경에 앞서 행 {2}개를 읽고, 여기에 {3:이/가} 걸립니다. 변경은 그만큼 기다리며, 시간대 {4:은/는} 그 전에 끝납니다",
    "{} has {} tasks and {} {} partition, each read by one task at most: {} idle":
      "{1}에는 태스크가 {2}개, {3}에는 파티션이 {4}개 있고 파티션마다 태스크 하나만 읽습니다. {5}개가 놉니다",
    "{} has {} tasks and {} {} partitions, each read by one task at most: {} idle":
      "{1}에는 태스크가 {2}개, {3}에는 파티션이 {4}개 있고 파티션마다 태스크 하나만 읽습니다. {5}개가 놉니다",
    """
    {} writes objects of {} on average, {} a month at the pace of window {}: each costs a PUT request, and \
    whoever reads them a GET; larger flush limits or fewer partitions make fewer
    """:
      """
    {1:은/는} 평균 {2}의 객체를 쓰며, 시간대 {4}의 속도로 한 달에 {3}개입니다. 하나마다 PUT 요청이 들고, 읽는 쪽에는 GET이 듭니다. flush 한도를 키우거나 파티션을 \
    줄이면 객체가 줄어듭니다
    """,
    """
    {} of the records cannot be converted and errors.tolerance is none: the first of them ends its task for \
    good, and the next task that reads it too
    """:
      "레코드의 {1}는 변환할 수 없는데 errors.tolerance가 none입니다. 그런 레코드 가운데 첫 번째가 자기 태스크를 아주 끝내고, 그것을 읽는 다음 태스크도 끝냅니다",
  ]
}
