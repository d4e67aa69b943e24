// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What `sluice compare` says.
  static let koreanCompare: Entries = [
    // The verdict.
    "nothing was finished, so nothing can be said": "끝난 반복이 없어 말할 수 있는 것이 없습니다",
    "cheapest that does what is required: {}, {} a month": "요구를 충족하는 가장 싼 변형: {1}, 월 {2}",
    "cheapest that does what is required: {}, {} a month, {} less than the next, {}":
      "요구를 충족하는 가장 싼 변형: {1}, 월 {2}, 다음으로 싼 {4}보다 {3} 적음",
    "{} costs the same": "{1}도 비용이 같습니다",
    "not told apart from {} by its cost": "비용으로는 {1:과/와} 구별되지 않습니다",
    "not told apart from {}": "{1:과/와} 구별되지 않습니다",
    "something of {} has no price: it may cost more": "{1}에는 가격이 없는 것이 있습니다: 더 비쌀 수 있습니다",
    "cheaper, if the undecided SLOs hold: {}": "미정인 SLO가 지켜진다면 더 싼 것: {1}",
    "none is known to do what is required; undecided: {}":
      "요구를 충족한다고 알려진 것이 없습니다. 미정: {1}",
    "none does what is required": "요구를 충족하는 것이 없습니다",
    "{}, needs about {} replications": "{1}, 반복이 약 {2}회 필요",

    // How to read it.
    "How to read it": "읽는 법",
    "one replication has no interval: nothing can be told apart; -n 10 gives some":
      "반복이 하나면 구간이 없어 아무것도 구별할 수 없습니다. -n 10이면 구간이 생깁니다",
    "differences are paired by replication; ± is the half-width of the difference's {} interval, not of either number":
      "차이는 반복마다 짝지어 계산합니다. ±는 두 수 각각이 아니라 차이의 {1} 구간의 반폭입니다",
    "differences are paired by replication; ± is the half-width of the difference's {} interval, not of either number, widened for {} comparisons with the base (Bonferroni), each row by itself":
      "차이는 반복마다 짝지어 계산합니다. ±는 두 수 각각이 아니라 차이의 {1} 구간의 반폭이며, 기준과의 비교 {2}개에 맞게 행마다 따로 넓혔습니다(본페로니)",
    "≈ marks a difference that cannot be told from 0, = one that is 0 in every replication":
      "≈는 0과 구별되지 않는 차이, =는 모든 반복에서 0인 차이를 뜻합니다",
    "vs best: the interval of the difference from the best of the others that are able (Hsu 1984); up to 0: it is the best, from 0 on: another is better":
      "최선 대비: 요구를 충족할 수 있는 나머지 가운데 가장 좋은 것과의 차이의 구간입니다(Hsu 1984). 0까지면 이것이 최선이고, 0부터면 다른 것이 더 좋습니다",
    "looked at {}; each look may be wrong a little, so that all together are wrong in at most {}":
      "{1} 살펴보았습니다. 볼 때마다 조금씩 틀릴 수 있으며, 모두 합쳐 틀릴 확률은 많아야 {2}입니다",
    "{} time": "{1}번",
    "interrupted: only {} of each": "중단됨: 각각 {1}뿐입니다",
    "the budget ended it after {} of each": "예산이 다해 각각 {1}에서 끝났습니다",

    // Break-even.
    "break-even: stopped before it was found; {} is the cheapest at {}":
      "손익분기: 찾기 전에 멈췄습니다. {2}에서는 {1:이/가} 가장 쌉니다",
    "no break-even: {} is the cheapest from {} to {} times this traffic":
      "손익분기 없음: 지금 트래픽의 {2}배에서 {3}배까지 {1:이/가} 가장 쌉니다",
    "no break-even: {} is the cheapest for {} from {} to {}":
      "손익분기 없음: {2:이/가} {3}에서 {4}까지일 때 {1:이/가} 가장 쌉니다",
    "{} becomes cheaper than {} at {} times this traffic ({})":
      "지금 트래픽의 {3}배({4})에서 {1:이/가} {2}보다 싸집니다",
    "{} becomes cheaper than {} at {} {} ({})": "{3} {4}({5})에서 {1:이/가} {2}보다 싸집니다",
    "found by {} at each of {}; only bills are compared, not whether the SLOs hold there":
      "{2} 각각에서 {1}로 찾았습니다. 청구서만 비교하며, 그곳에서 SLO가 지켜지는지는 보지 않습니다",
    "{} place": "{1}곳",

    // The table.
    "common random numbers, {} each": "공통 난수, 각각 {1}",
    "SURVIVES": "장애 견딤",
    "vs {}": "{1} 대비",
    "vs best": "최선 대비",
    "out": "제외",
    "{} open": "미정 {1}개",
    "not back in {}": "{1}회에서 회복하지 못함",
    "{} pause": "{1} 멈춤",

    // The page.
    "Side by side": "나란히 보기",
    "The variants side by side": "나란히 본 변형",
    "Bills": "청구서",
    "Objectives of all variants": "모든 변형의 목표",
    "replications of each": "각각의 반복",
    "stopping": "멈춤 규칙",

    // Charts.
    "Latency of {} in {}": "{2}에서 {1}의 지연 시간",
    "{}, {}: difference from {}": "{1}, {2}: {3:과/와}의 차이",
    "Cost a month: difference from {}": "월 비용: {1:과/와}의 차이",
    "{}, paired by replication: {}.": "{1}, 반복마다 짝지음: {2}.",
    "less .. more": "적음 .. 많음",
    "Cost a month against {}": "{1}에 따른 월 비용",
    "times this traffic": "지금 트래픽의 배수",
    "from {}": "{1}부터",
  ]
}
