// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What is found in fleets and their scaling.
  static let koreanFindingsFleets: Entries = [
    "offered load {} of {} slot in window {}: unstable, the backlog grows for as long as it lasts":
      "시간대 {3}에 들어오는 부하가 슬롯 {2}개에 {1}입니다. 불안정하여, 이것이 이어지는 동안 밀린 일이 계속 늘어납니다",
    "offered load {} of {} slots in window {}: unstable, the backlog grows for as long as it lasts":
      "시간대 {3}에 들어오는 부하가 슬롯 {2}개에 {1}입니다. 불안정하여, 이것이 이어지는 동안 밀린 일이 계속 늘어납니다",
    "offered load without bound of {} slot in window {}: unstable, the backlog grows for as long as it lasts":
      "시간대 {2}에 들어오는 부하가 슬롯 {1}개에 한없이 큽니다. 불안정하여, 이것이 이어지는 동안 밀린 일이 계속 늘어납니다",
    "offered load without bound of {} slots in window {}: unstable, the backlog grows for as long as it lasts":
      "시간대 {2}에 들어오는 부하가 슬롯 {1}개에 한없이 큽니다. 불안정하여, 이것이 이어지는 동안 밀린 일이 계속 늘어납니다",
    "offered load {} of {} slot for a time in window {}: a backlog builds up and drains afterwards":
      "시간대 {3}에 한동안 들어오는 부하가 슬롯 {2}개에 {1}입니다. 일이 밀렸다가 그 뒤에 풀립니다",
    "offered load {} of {} slots for a time in window {}: a backlog builds up and drains afterwards":
      "시간대 {3}에 한동안 들어오는 부하가 슬롯 {2}개에 {1}입니다. 일이 밀렸다가 그 뒤에 풀립니다",
    "offered load without bound of {} slot for a time in window {}: a backlog builds up and drains afterwards":
      "시간대 {2}에 한동안 들어오는 부하가 슬롯 {1}개에 한없이 큽니다. 일이 밀렸다가 그 뒤에 풀립니다",
    "offered load without bound of {} slots for a time in window {}: a backlog builds up and drains afterwards":
      "시간대 {2}에 한동안 들어오는 부하가 슬롯 {1}개에 한없이 큽니다. 일이 밀렸다가 그 뒤에 풀립니다",
    "that a task of {} is replaced in {} is the built-in assumption: say restart_time":
      "{1}의 태스크가 {2} 만에 교체된다는 것은 내장된 가정입니다. restart_time으로 알려 주십시오",
    """
    {} scales on all visible messages: twice the tasks do not halve them, so it overshoots, then takes too \
    many away; `on: backlog` divides them by the tasks
    """:
      """
    {1:은/는} 보이는 메시지 전체를 보고 확장합니다. 태스크가 두 배가 되어도 그 수가 반으로 줄지 않으므로, 지나치게 늘렸다가 지나치게 줄입니다. `on: backlog`는 그 수를 \
    태스크 수로 나눕니다
    """,
    """
    {} reacts to more load after about {} and has new tasks after {}: at {}/s, {}/s more than its first {} \
    tasks can do, about {} messages pile up meanwhile
    """:
      """
    {1:은/는} 부하가 늘면 약 {2} 뒤에 반응하고 {3} 뒤에 새 태스크가 일합니다. {4}/s는 처음 태스크 {6}개가 할 수 있는 것보다 {5}/s 많아서, 그동안 메시지 약 \
    {7}개가 쌓입니다
    """,
  ]
}
