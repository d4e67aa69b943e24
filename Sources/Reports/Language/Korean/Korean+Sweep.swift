// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What `sluice sweep` says.
  static let koreanSweep: Entries = [
    "points": "점",
    "headroom": "여유",
    "tornado": "토네이도",
    "sobol-indices": "소볼 지수",
    "{} point": "점 {1}개",
    "{} x {}, common random numbers": "{1} x {2}, 공통 난수",
    "and {} more: -V shows all": "외 {1}개: -V로 모두 봅니다",

    // Points.
    "all SLOs": "모든 SLO",
    "pass at every point": "모든 점에서 통과",
    "passes nowhere": "통과하는 점이 없음",
    "pass from {} {} on": "{1} {2}부터 통과",
    "passes from {} {} on": "{1} {2}부터 통과",
    "pass up to {} {}": "{1} {2}까지 통과",
    "passes up to {} {}": "{1} {2}까지 통과",
    "pass only in between": "중간에서만 통과",
    "passes only in between": "중간에서만 통과",
    "(fails at {})": "({1}에서 실패)",
    "knee": "꺾이는 점",
    "{} in {} begins to climb at {}: {}": "{2}의 {1:이/가} {3}에서 치솟기 시작합니다: {4}",
    "{} in {} gains little beyond {}: {}": "{2}의 {1:은/는} {3}부터 별로 나아지지 않습니다: {4}",
    "{} undecided": "미정인 {1}",
    "{} undecided, -n would decide": "미정인 {1}, -n을 늘리면 판정이 납니다",
    "no point passes": "통과하는 점이 없음",
    "not all replications were finished": "모든 반복이 끝나지는 않았습니다",

    // Headroom.
    "HEADROOM": "여유",
    "HEADROOM: times the traffic until each objective fails": "여유: 목표마다 실패할 때까지 트래픽의 배수",
    "{}, the limit": "{1}, 한계",
    "fails at any": "언제나 실패",
    "first": "1차",
    "{} fails beyond {} the traffic": "트래픽이 {2:을/를} 넘으면 {1:이/가} 실패합니다",
    "{} fails at any traffic that was tried": "{1:은/는} 시도한 모든 트래픽에서 실패합니다",
    "no SLO of level fail is seen to fail up to {} the traffic":
      "트래픽 {1}까지 수준 fail인 SLO가 실패하는 것은 보이지 않습니다",
    "there are no SLOs that could fail": "실패할 수 있는 SLO가 없습니다",
    "limit": "한계",
    "the model takes up to {}: {}": "모델은 {1}까지 받아들입니다: {2}",

    // What matters.
    "MATTERS MOST": "가장 중요한 것",
    "MATTERS MOST: each input alone {} less and more": "가장 중요한 것: 입력을 하나씩 {1} 줄이고 늘림",
    "is {} {} in {}": "= {3}의 {1} {2}",
    "INPUT": "입력",
    "WRITTEN": "적힌 값",
    "-{} COST": "-{1} 비용",
    "+{} COST": "+{1} 비용",
    "SOBOL' INDICES: shares of the variance, {} points": "소볼 지수: 분산의 몫, 점 {1}개",
    "FROM": "최소",
    "TO": "최대",
    "COST FIRST": "비용 1차",
    "COST TOTAL": "비용 합계",
    "{} FIRST": "{1} 1차",
    "{} TOTAL": "{1} 합계",
    "brackets": "괄호",
    "an effect that may be nothing but chance": "우연일 뿐일 수도 있는 효과",
    "reading": "읽는 법",
    "first: what would go if the input were known; total: what would stay if all others were known; their difference is what it does together with others":
      "1차는 그 입력을 알면 사라질 몫, 합계는 다른 입력을 모두 알아도 남을 몫입니다. 둘의 차이는 다른 입력과 함께 일으키는 몫입니다",
    "left out": "제외",
    "the setting does not take such a change: {}": "설정이 그런 변경을 받아들이지 않습니다: {1}",

    // The pages of a sweep and of a curve.
    "{} over a range": "{1}의 범위",
    "{} and {} over a range": "{1:과/와} {2}의 범위",
    "how much more traffic there can be": "트래픽이 얼마나 더 늘 수 있나",
    "what matters most": "무엇이 가장 중요한가",
    "Sobol' indices": "소볼 지수",
    "What follows": "알 수 있는 것",
    "Numbers": "수치",
    "The points": "점들",
    "inputs": "입력",
    "design": "설계",
    "{} values": "값 {1}개",
    "{}, common to all points": "{1}, 모든 점에 공통",

    // Charts.
    "Dollars a month against {}.": "{1}에 따른 월 비용(달러).",
    "cheapest that passes": "통과하는 가장 싼 것",
    "knee {}": "꺾이는 점 {1}",
    "{}: {} {} against {}": "{1}: {4}에 따른 {2} {3}",
    "{} {} against {}, asked {}.": "{3}에 따른 {1} {2}, 요구 {4}.",
    "Busy, against {}": "{1}에 따른 사용률",
    "How busy each part is in its busiest window against {}.":
      "{1}에 따라 부분마다 가장 바쁜 시간대에 얼마나 바쁜지.",
    "Latency against how busy the busiest part is": "가장 바쁜 부분의 사용률에 따른 지연 시간",
    "{} {} in {} against the utilisation of the busiest part, a point for each value of {}.":
      "가장 바쁜 부분의 사용률에 따른 {3}의 {1} {2}. 점 하나가 {4}의 값 하나입니다.",
    "utilisation of the busiest part": "가장 바쁜 부분의 사용률",
    "Headroom: times the traffic until each SLO fails": "여유: SLO마다 실패할 때까지 트래픽의 배수",
    "How many times the present traffic each SLO holds: {}.": "SLO마다 지금 트래픽의 몇 배까지 지켜지는지: {1}.",
    "times the present traffic": "지금 트래픽의 배수",
    "the limit of the model": "모델의 한계",
    "holds up to": "지켜지는 한도",
    "What matters most for the cost a month": "월 비용에 가장 중요한 것",
    "What matters most for the latency": "지연 시간에 가장 중요한 것",
    "What matters most for {}": "{1}에 가장 중요한 것",
    "{}: each input alone {} less and {} more; {} does most.":
      "{1}: 입력을 하나씩 {2} 줄이고 {3} 늘렸습니다. {4}의 영향이 가장 큽니다.",
    "{}: each input alone a fifth less or more.": "{1}: 입력을 하나씩 5분의 1만큼 줄이거나 늘렸습니다.",
    "{} less": "{1} 줄임",
    "{} more": "{1} 늘림",
    "20% less or more": "20% 줄이거나 늘림",
    "change": "변화",
    "Sobol' indices of {}": "{1}의 소볼 지수",
    "the cost a month": "월 비용",
    "The share of the variance of {} that comes from each input, alone (first) and with others (total); {} has the largest total.":
      "{1}의 분산 가운데 각 입력에서 오는 몫: 홀로(1차), 그리고 다른 입력과 함께(합계). 합계가 가장 큰 것은 {2}입니다.",
    "share of the variance": "분산의 몫",
  ]
}
