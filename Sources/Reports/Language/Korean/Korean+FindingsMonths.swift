// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What is about a month, a region, prices, traffic, the network or the scenario as a whole.
  static let koreanFindingsMonths: Entries = [
    "the monthly {} limit of {} is used up on day {}: {} of the month's messages are dropped":
      "{2}의 월 {1~} 한도가 {3}일째에 다 쓰입니다. 그 달 메시지의 {4}가 버려집니다",
    "{}s of {} have no price in {}: their monthly limit of {} holds only if one costs less than {}":
      "{3}에는 {2}의 {1~} 가격이 없습니다. 하나가 {5}보다 싸야만 월 한도 {4} 안에 듭니다",
    "text message": "문자 메시지",
    "there is no price in {} for what {} uses ({}), but in {}: it may not be offered there, and the bill lacks it":
      "{1}에는 {2}에 쓰인 것({3~})의 가격이 없고 {4}에는 있습니다. 그 리전에서 제공되지 않을 수 있으며, 청구서에는 빠져 있습니다",
    "there is no price in {} for what {} uses ({}, {}), but in {}: it may not be offered there, and the bill lacks it":
      "{1}에는 {2}에 쓰인 것({3~}, {4~})의 가격이 없고 {5}에는 있습니다. 그 리전에서 제공되지 않을 수 있으며, 청구서에는 빠져 있습니다",
    """
    there is no price in {} for what {} uses ({}, {}, {}), but in {}: it may not be offered there, and the \
    bill lacks it
    """:
      "{1}에는 {2}에 쓰인 것({3~}, {4~}, {5~})의 가격이 없고 {6}에는 있습니다. 그 리전에서 제공되지 않을 수 있으며, 청구서에는 빠져 있습니다",
    """
    {} line of the bill has a price more than {} months old on {}, the oldest of {} ({} months); sluice prices \
    import reads newer ones
    """:
      """
    청구서의 {1}줄은 가격이 {3} 기준으로 {2}개월보다 오래되었습니다. 가장 오래된 것은 {4}의 가격({5}개월)입니다. sluice prices import로 더 새로운 가격을 읽을 \
    수 있습니다
    """,
    """
    {} lines of the bill have prices more than {} months old on {}, the oldest of {} ({} months); sluice \
    prices import reads newer ones
    """:
      """
    청구서의 {1}줄은 가격이 {3} 기준으로 {2}개월보다 오래되었습니다. 가장 오래된 것은 {4}의 가격({5}개월)입니다. sluice prices import로 더 새로운 가격을 읽을 \
    수 있습니다
    """,
    "the windows add up to {} h, not 730 h": "시간대를 모두 더하면 730시간이 아니라 {1}시간입니다",
    "{} cannot do what the scenario requires, {}: {}": "{1:은/는} 시나리오가 요구하는 것({2})을 할 수 없습니다: {3~}",
    "{} cannot do what the scenario requires, {}": "{1:은/는} 시나리오가 요구하는 것({2})을 할 수 없습니다",
    "the rate lies between {}/s and {}/s; this is the likely one, {}/s; a plan sees the range":
      "요청률은 {1}/s와 {2}/s 사이에 있습니다. 이것은 가장 그럴듯한 값 {3}/s이며, plan은 범위 전체를 봅니다",
    "nothing passes the NAT gateways: whom they are for uses endpoints, or nothing outside the VPC":
      "NAT 게이트웨이를 지나는 것이 없습니다. 쓰라고 둔 부분들은 엔드포인트를 쓰거나 VPC 밖의 것을 쓰지 않습니다",
    "nothing passes the {} endpoint, which is paid for by the hour": "시간당 돈을 내는 {1} 엔드포인트를 지나는 것이 없습니다",
  ]
}
