// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What `sluice prices` and `sluice results show` say.
  static let koreanPrices: Entries = [
    "{} to {}: {}": "{1} → {2}: {3}",
    // Lists.
    "PRICE OF": "가격 항목",
    "REGION": "리전",
    "PRICE": "가격",
    "UNIT": "단위",
    "LAYER": "층",
    "DATE": "날짜",
    "({} tiers)": "({1}단계)",
    "list price {}": "공시 가격 {1}",
    "documented": "문서화됨",
    "book {}": "가격표 {1}",
    "prices of {} over it": "그 위에 {1}의 가격",
    "newest price {}": "가장 새 가격 {1}",
    "months told from {}": "개월은 {1}부터 셈",
    "US dollars without tax": "세금을 뺀 미국 달러",
    "{} {} in {}, per {} ({})": "{3}의 {1} {2}, {4}당 ({5})",
    "from {} up to {}": "{1}부터 {2}까지",
    "from {} and above": "{1}부터",
    "{} old": "{1} 지남",
    "the list price differs: {} ({})": "공시 가격은 다름: {1} ({2})",

    // Checks.
    "WHAT": "무엇",
    "price book {}": "가격표 {1}",
    "price tables, documented and market": "가격표 documented와 market",
    "over {}: {}": "{1} 위에: {2}",
    "in {}": "{1}",
    "{} price": "가격 {1}개",
    "{} service": "서비스 {1}가지",
    "{} region": "리전 {1}곳",
    "{} discount": "할인 {1}가지",
    "{} gap": "빈틈 {1}곳",
    "1 free quantity": "무료 수량 1가지",
    "{} free quantities": "무료 수량 {1}가지",
    "ages told from {}": "나이는 {1}부터 셈",
    "today by the clock": "시계로는 오늘",
    "all with -V": "모두 보려면 -V",
    "and {} more (-V)": "외 {1}개(-V)",
    "{} in the tiers: quantities of a month without a price": "단계에 {1}: 가격이 없는 월 수량",
    "{} with one third-party source only, or with sources in conflict": "제삼자 출처가 하나뿐이거나 출처끼리 어긋나는 {1}",
    "{} older than {} months on {}": "{3} 기준으로 {2}개월이 넘은 {1}",
    "{} without a complete date": "날짜가 온전하지 않은 {1}",
    "{} worked out from a documented one": "문서화된 것에서 유도한 {1}",
    "{} worked out from documented ones": "문서화된 것에서 유도한 {1}",
    "{} of the book documented differs from the list price": "가격표 documented에서 공시 가격과 다른 {1}",
    "{} of the book documented differ from the list price": "가격표 documented에서 공시 가격과 다른 {1}",
    "items that one region has and another has not: {}": "한 리전에는 있고 다른 리전에는 없는 항목: {1}",
    "{} lacks {}": "{1}에 없는 것 {2}개",

    // Differences.
    "CHANGE": "변화",
    "equal": "같음",
    "was free": "무료였음",
    "per {}": "{1}당",
    "(to {})": "({1}까지)",
    "tiers": "단계",
    "unit": "단위",
    "{} changed": "바뀜 {1}개",
    "{} with other tiers": "단계가 다름 {1}개",
    "{} in another unit": "단위가 다름 {1}개",
    "{} added": "추가됨 {1}개",
    "{} removed": "없어짐 {1}개",

    // Stored results.
    "(also {})": "(또는 {1})",
    "model {}": "모델 {1}",
  ]
}
