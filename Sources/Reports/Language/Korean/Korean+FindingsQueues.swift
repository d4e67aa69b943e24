// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What is found in queues, standard and FIFO.
  static let koreanFindingsQueues: Entries = [
    "{} has no dead-letter queue: a poison message would be received until retention ends, about {} times":
      "{1}에 배달 못한 편지 큐가 없습니다. 처리할 수 없는 메시지는 보존 기간이 끝날 때까지 약 {2}번 수신됩니다",
    """
    {} has no dead-letter queue: a poison message would be received until retention ends, about {} times, and \
    block its group all that time
    """:
      "{1}에 배달 못한 편지 큐가 없습니다. 처리할 수 없는 메시지는 보존 기간이 끝날 때까지 약 {2}번 수신되고, 그동안 내내 자기 메시지 그룹을 막습니다",
    "{} and {} read {}: they share the messages, none sees all":
      "{1:과/와} {2:이/가} {3:을/를} 함께 읽습니다. 메시지를 나누어 가지므로 누구도 전부를 보지 못합니다",
    "{} and {} and {} read {}: they share the messages, none sees all":
      "{1}, {2}, {3:이/가} {4:을/를} 함께 읽습니다. 메시지를 나누어 가지므로 누구도 전부를 보지 못합니다",
    "{} and {} and {} and {} read {}: they share the messages, none sees all":
      "{1}, {2}, {3}, {4:이/가} {5:을/를} 함께 읽습니다. 메시지를 나누어 가지므로 누구도 전부를 보지 못합니다",
    "{} task polls {} with receive_wait 0s: empty receives are billed, and a call can miss a message that is there":
      "태스크 {1}개가 {2:을/를} receive_wait 0s로 폴링합니다. 빈 수신에도 요금이 붙고, 있는 메시지를 놓치는 호출도 있을 수 있습니다",
    "{} tasks poll {} with receive_wait 0s: empty receives are billed, and a call can miss a message that is there":
      "태스크 {1}개가 {2:을/를} receive_wait 0s로 폴링합니다. 빈 수신에도 요금이 붙고, 있는 메시지를 놓치는 호출도 있을 수 있습니다",
    "{} task polls {} with receive_wait 0s: empty receives are billed":
      "태스크 {1}개가 {2:을/를} receive_wait 0s로 폴링합니다. 빈 수신에도 요금이 붙습니다",
    "{} tasks poll {} with receive_wait 0s: empty receives are billed":
      "태스크 {1}개가 {2:을/를} receive_wait 0s로 폴링합니다. 빈 수신에도 요금이 붙습니다",
    "{} task polls {} with receive_wait 0s: {} empty receives in the {} h of {} ({} of all receives) are billed":
      "태스크 {1}개가 {2:을/를} receive_wait 0s로 폴링합니다. {5}의 {4}시간 동안 빈 수신 {3}번(전체 수신의 {6})에 요금이 붙습니다",
    "{} tasks poll {} with receive_wait 0s: {} empty receives in the {} h of {} ({} of all receives) are billed":
      "태스크 {1}개가 {2:을/를} receive_wait 0s로 폴링합니다. {5}의 {4}시간 동안 빈 수신 {3}번(전체 수신의 {6})에 요금이 붙습니다",
    "the call times of {} are the built-in assumption, not measured in your account":
      "{1}의 호출 시간은 내장된 가정이며, 여러분의 계정에서 측정한 값이 아닙니다",
    "{} keeps messages for {}, no longer than {} ({}), and a standard queue's message keeps its first timestamp":
      "{1:은/는} 메시지를 {2} 동안 보관합니다. {3}의 보관 기간({4})보다 길지 않은데, 표준 큐의 메시지는 처음 시각을 그대로 지닙니다",
    "{}/s on a FIFO queue of this region: {} calls a second per action":
      "이 리전의 FIFO 큐에 {1}/s입니다. 동작마다 초당 {2}번까지 호출할 수 있습니다",
    "{}/s in batches of {} on a FIFO queue of this region: {} calls a second per action":
      "이 리전의 FIFO 큐에 {2}개씩 묶은 배치로 {1}/s입니다. 동작마다 초당 {3}번까지 호출할 수 있습니다",
    "{}/s on a FIFO queue without high throughput: {} calls a second per action":
      "높은 처리량 모드가 아닌 FIFO 큐에 {1}/s입니다. 동작마다 초당 {2}번까지 호출할 수 있습니다",
    "{}/s in batches of {} on a FIFO queue without high throughput: {} calls a second per action":
      "높은 처리량 모드가 아닌 FIFO 큐에 {2}개씩 묶은 배치로 {1}/s입니다. 동작마다 초당 {3}번까지 호출할 수 있습니다",
    "{} has no keys: all messages are one group of {}, and are worked on one after the other":
      "{1}에는 키가 없습니다. 모든 메시지가 {2}의 한 그룹이 되어 하나씩 차례로 처리됩니다",
    "{} and {} have no keys: all messages are one group of {}, and are worked on one after the other":
      "{1:과/와} {2}에는 키가 없습니다. 모든 메시지가 {3}의 한 그룹이 되어 하나씩 차례로 처리됩니다",
    "{} and {} and {} have no keys: all messages are one group of {}, and are worked on one after the other":
      "{1}, {2}, {3}에는 키가 없습니다. 모든 메시지가 {4}의 한 그룹이 되어 하나씩 차례로 처리됩니다",
    """
    the busiest group of {} needs {} of what one group can get: its messages are worked on one after the \
    other, and more tasks do not help
    """:
      "{1}에서 가장 바쁜 그룹은 한 그룹이 받을 수 있는 것의 {2}배가 필요합니다. 그 메시지는 하나씩 차례로 처리되므로 태스크를 늘려도 소용이 없습니다",
    "{} has {} message groups for {} tasks: at most {} of them work at a time":
      "{1}에는 태스크 {3}개에 메시지 그룹이 {2}개입니다. 한 번에 많아야 {4}개만 일합니다",
    "P(work longer than the visibility timeout of {}) = {} per attempt: about 1 in {} messages is worked on twice":
      "시도마다 P(처리가 가시성 타임아웃 {1}보다 길다) = {2}입니다. 메시지 약 {3}개 가운데 하나가 두 번 처리됩니다",
    """
    {} takes up to {} messages at a time: the last of them is in hand for about {}, and its visibility timeout \
    of {} runs all the while
    """:
      "{1:은/는} 한 번에 메시지를 {2}개까지 가져갑니다. 마지막 것은 약 {3} 동안 손에 들고 있게 되고, 그동안 가시성 타임아웃 {4:은/는} 계속 흐릅니다",
    """
    {} of attempts fail and each waits out the {} timeout: that alone puts p99 at about {}; `on_error: \
    give_back` would make it about {}
    """:
      """
    시도의 {1}가 실패하고, 그때마다 타임아웃 {2:이/가} 다 지나기를 기다립니다. 그것만으로도 p99가 약 {3:이/가} 됩니다. `on_error: give_back`이면 약 \
    {4:이/가} 됩니다
    """,
    "{} of attempts fail and each waits out the {} timeout: `on_error: give_back` gives it back at once":
      "시도의 {1}가 실패하고, 그때마다 타임아웃 {2:이/가} 다 지나기를 기다립니다. `on_error: give_back`은 곧바로 돌려줍니다",
  ]
}
