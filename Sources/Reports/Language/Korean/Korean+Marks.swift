// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// Why an answer of a learner cannot be read.
  static let koreanMarks: Entries = [
    "it changes nothing": "바꾼 것이 없습니다",
    "it changes {}; only {} may change": "{1:을/를} 바꿉니다. 바꿀 수 있는 것은 {2}뿐입니다",
    "it changes {} and {} more; only {} may change": "{1} 등 {2}가지를 더 바꿉니다. 바꿀 수 있는 것은 {3}뿐입니다",
    "it must be one of {}": "{1} 가운데 하나여야 합니다",
    "it must be a number, not {}": "숫자여야 합니다",
    "it must be a map of what is changed, as a variant has it, not {}": "바꾼 것을 변형(variant)처럼 적은 맵이어야 합니다",
    "it must be a number such as {}, not {}": "{1} 같은 숫자여야 하는데 {2}입니다",
    "it must be a percentage such as 6%, not {}": "6% 같은 백분율이어야 하는데 {1}입니다",
    "there is no such question": "그런 문항은 없습니다",
    "there is no such question; nearest: {}": "그런 문항은 없습니다. 가장 가까운 것: {1}",
    "it answers {}, not {}": "{2:이/가} 아니라 {1}에 대한 답입니다",
    "it cannot be read": "읽을 수 없습니다",
  ]
}
