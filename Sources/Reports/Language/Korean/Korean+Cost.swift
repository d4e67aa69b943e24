// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// The bill alone.
  static let koreanCost: Entries = [
    // How much.
    "PARTIAL: the simulation was interrupted": "일부만: 시뮬레이션이 중단되었습니다",
    "TOTAL {} {}": "{2} 합계 {1}",
    "TOTAL {} for {}": "{2} 동안 합계 {1}",
    "AT LEAST {} {}": "{2} 합계 최소 {1}",
    "AT LEAST {} for {}": "{2} 동안 합계 최소 {1}",
    "a month ({})": "한 달({1})",
    "{} a month ({})": "월 {1} ({2})",
    "at least {} a month ({})": "월 최소 {1} ({2})",
    "at least {} for {}": "{2} 동안 최소 {1}",
    "only {}": "{1}만",
    "1 hour": "1시간",
    "{} hours": "{1}시간",
    "exactly {}": "정확히 {1}",
    "{} interval {} to {}": "{1} 신뢰 구간 {2} .. {3}",
    "no interval from one replication": "반복 한 번으로는 구간이 없음",
    "{} prices, over them {}": "{1} 가격, 그 위에 {2}",
    "newest {}": "가장 새로운 가격 {1}",

    // What makes it doubtful.
    "mixed prices: {}": "여러 출처의 가격: {1}",
    "{} from the course": "수업의 가격 {1}",
    "{} list price": "정가 {1}",
    "{} of your own": "자신의 가격 {1}",
    "stale prices: {} more than {} months old on {}, the oldest of {} ({} months)":
      "오래된 가격: {1:이/가} {3}에 {2}개월 넘게 지났고, 가장 오래된 것은 {4} ({5}개월)",
    "that day": "그날",
    "undated prices: {}": "날짜 없는 가격: {1}",
    "unverified prices (one source, or sources in conflict): {}": "확인되지 않은 가격(출처가 하나이거나 서로 어긋남): {1}",
    "prices worked out from documented ones: {}": "문서의 가격에서 끌어낸 가격: {1}",

    // The lines.
    "PART": "부분",
    "counted: {}": "센 것: {1}",
    "from {} on": "{1}부터",
    "from {} to {}": "{1}부터 {2}까지",
    "WINDOW": "시간대",
    "an hour": "시간당",

    // Where the prices are from.
    "course": "수업",
    "own": "자신",
    "list price": "정가",
    "a cent is added where rounding took most, so that the lines add up to the total":
      "반올림으로 가장 많이 깎인 줄에 1센트를 더해 줄의 합이 합계와 맞습니다",
    "never priced: {}; no tax": "포함하지 않음: {1}. 세금도 없음",
  ]
}
