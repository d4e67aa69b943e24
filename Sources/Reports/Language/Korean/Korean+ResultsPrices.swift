// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What checks and comparisons of price books find.
  static let koreanResultsPrices: Entries = [
    "unverified": "확인되지 않음",
    "derived": "유도됨",
    "no price above {} {}": "{1} 초과의 가격 없음({2})",
    "no price below {} {}": "{1} 미만의 가격 없음({2})",
    "no price from {} to {} {}": "{1}부터 {2}까지 가격 없음({3})",
    "{}, {} months old": "{1}, {2}개월 지남",
    "documented {}, list price {}": "documented {1}, 공시 가격 {2}",
    "no price; there is one in {}": "가격 없음, 있는 곳: {1}",
    "added": "추가됨",
    "removed": "없어짐",
  ]
}
