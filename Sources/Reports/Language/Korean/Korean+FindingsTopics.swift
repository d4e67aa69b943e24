// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What is found in topics, and in the endpoints that they deliver to.
  static let koreanFindingsTopics: Entries = [
    "no worker reads {}, so the topic of its fan_out has nobody to deliver to":
      "{1:을/를} 읽는 작업자가 없어서, fan_out의 토픽이 전달할 곳이 없습니다",
    "only one worker reads {}: without fan_out it would see all messages too, without the topic's time and price":
      "{1:을/를} 읽는 작업자는 하나뿐입니다. fan_out이 없어도 모든 메시지를 보며, 토픽의 시간과 비용도 들지 않습니다",
    "the subscription of {} to {} is not confirmed: it gets nothing, and its token is good for 2 days":
      "{2}에 대한 {1}의 구독이 확인되지 않았습니다. 아무것도 받지 못하며, 확인 토큰은 2일 동안 유효합니다",
    """
    the subscription of {} has no dead-letter queue: if it cannot be reached for {}, what is published to {} \
    at the beginning of that time is lost
    """:
      "{1}의 구독에 배달 못한 편지 큐가 없습니다. {2} 동안 닿지 못하면, 그 시간의 처음에 {3}에 발행된 것은 잃어버립니다",
    "{} keeps what {} could not deliver for {}; AWS advises 14 days, which leaves time to look at it":
      "{1:은/는} {2:이/가} 전달하지 못한 것을 {3} 동안 보관합니다. AWS는 살펴볼 시간이 있도록 14일을 권합니다",
    "the filter of {} lets every message of {} through: it could be left out": "{1}의 필터는 {2}의 모든 메시지를 통과시킵니다. 없애도 됩니다",
    "the filter of {} lets no message of {} through": "{1}의 필터는 {2}의 메시지를 하나도 통과시키지 않습니다",
    "the filter of {} lets no message of {} through: the body has no {}":
      "{1}의 필터는 {2}의 메시지를 하나도 통과시키지 않습니다. 본문에 {3:이/가} 없습니다",
    "the filter of {} lets no message of {} through: the body has no {} and {}":
      "{1}의 필터는 {2}의 메시지를 하나도 통과시키지 않습니다. 본문에 {3:과/와} {4:이/가} 없습니다",
    "the filter of {} lets no message of {} through: the body has no {} and {} and {}":
      "{1}의 필터는 {2}의 메시지를 하나도 통과시키지 않습니다. 본문에 {3}, {4}, {5:이/가} 없습니다",
    "the filter of {} lets no message of {} through: they have no attribute {}":
      "{1}의 필터는 {2}의 메시지를 하나도 통과시키지 않습니다. 메시지에 {3} 속성이 없습니다",
    "the filter of {} lets no message of {} through: they have no attribute {} and {}":
      "{1}의 필터는 {2}의 메시지를 하나도 통과시키지 않습니다. 메시지에 {3}, {4} 속성이 없습니다",
    "the filter of {} lets no message of {} through: they have no attribute {} and {} and {}":
      "{1}의 필터는 {2}의 메시지를 하나도 통과시키지 않습니다. 메시지에 {3}, {4}, {5} 속성이 없습니다",
    "up to {}/s are published to {}, and the account may publish {}/s in this region: the rest is throttled":
      "{2}에 최대 {1}/s가 발행되는데, 이 리전에서 계정이 발행할 수 있는 것은 {3}/s입니다. 나머지는 스로틀됩니다",
    "up to {}/s are published to {} and {}, and the account may publish {}/s in this region: the rest is throttled":
      "{2:과/와} {3}에 모두 합쳐 최대 {1}/s가 발행되는데, 이 리전에서 계정이 발행할 수 있는 것은 {4}/s입니다. 나머지는 스로틀됩니다",
    """
    up to {}/s are published to {} and {} and {}, and the account may publish {}/s in this region: the rest is \
    throttled
    """:
      "{2}, {3}, {4}에 모두 합쳐 최대 {1}/s가 발행되는데, 이 리전에서 계정이 발행할 수 있는 것은 {5}/s입니다. 나머지는 스로틀됩니다",
    "the times of publishing to {} and of its deliveries are the built-in assumption, not measured in your account":
      "{1}에 발행하고 거기서 전달하는 시간은 내장된 가정이며, 여러분의 계정에서 측정한 값이 아닙니다",
    "the latency of {} is the built-in assumption, not measured at yours":
      "{1}의 지연 시간은 내장된 가정이며, 여러분의 환경에서 측정한 값이 아닙니다",
    "in window {} {}/s come and it takes {}/s: the line grows for as long as it lasts":
      "시간대 {1}에 {2}/s가 오는데 받아들일 수 있는 것은 {3}/s입니다. 이것이 이어지는 동안 줄이 계속 길어집니다",
    "for a time in window {} {}/s come and it takes {}/s: a line builds up and drains afterwards":
      "시간대 {1}에 한동안 {2}/s가 오는데 받아들일 수 있는 것은 {3}/s입니다. 줄이 생겼다가 그 뒤에 풀립니다",
  ]
}
