// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// Charts: titles, axes, legends, and the sentences for those who do not see them.
  static let koreanCharts: Entries = [
    "There is nothing to draw": "그릴 것이 없음",
    "There is nothing to draw.": "그릴 것이 없습니다.",
    "log scale": "로그 눈금",

    // Latency.
    "percentile": "백분위수",
    "{} by percentile. {}.": "백분위수별 {1}. {2}.",
    "time": "시간",
    "Where the time of {} goes": "{1}의 시간이 쓰인 곳",
    "The average time of the messages of {} between percentiles, by what it was spent on.":
      "백분위수 사이에 있는 {1} 메시지의 평균 시간을 쓰인 곳에 따라 나누었습니다.",
    "up to p{}": "p{1}까지",
    "beyond p{}": "p{1} 너머",
    "slowest {}%": "가장 느린 {1}%",
    "{}: {}, {} of it {}.": "{1}: {2}, 그중 {3:이/가} {4}.",

    // Over time.
    "Queues": "큐",
    "waiting": "대기",
    "Age of what waits": "기다리는 것의 나이",
    "age of the oldest, or lag": "가장 오래된 것의 나이 또는 지연",
    "Busy": "사용률",
    "Hits": "적중",
    "{} over time": "시간에 따른 {1}",
    "{} over time in {}": "{2}에서 시간에 따른 {1}",
    "{} at most {} at {}": "{1} 최대 {2} ({3})",
    "{}; {} smaller ones are left out": "{1}. 더 작은 {2}개는 뺐습니다",
    "{}, averaged over the replications: {}.": "{1}, 반복들의 평균: {2}.",
    "Faults are shaded.": "장애는 어둡게 칠했습니다.",
    "Warm-up": "워밍업",
    "Warm-up of {}": "{1}의 워밍업",
    "The mean of all since the start settles; the first {} are left out of every figure.":
      "처음부터의 평균이 자리를 잡아 갑니다. 모든 수치에서 처음 {1:은/는} 뺐습니다.",
    "The mean of all since the start of {} settles; the first {} are left out of every figure.":
      "{1}의 처음부터의 평균이 자리를 잡아 갑니다. 모든 수치에서 처음 {2:은/는} 뺐습니다.",
    "busy, running mean": "사용률, 누적 평균",
    "waiting, running mean": "대기 중, 누적 평균",
    "warm-up cut {}": "워밍업 제외 {1}",

    // Bills.
    "credits": "할인",
    "{} others": "그 밖의 {1}개",
    "Dollars a month by what is billed: {}.": "청구 항목별 한 달 비용(달러): {1}.",
    "Dollars a month by what is billed: {}; in all {}.": "청구 항목별 한 달 비용(달러): {1}. 모두 {2}.",

    // Caches.
    "Hit ratio of {} against memory": "메모리에 따른 {1}의 적중률",
    "Hit ratio of {} against memory in {}": "{2}에서 메모리에 따른 {1}의 적중률",
    "With {} as now {} of the reads hit; no memory gives more than {}.":
      "지금처럼 {1:이면/면} 읽기의 {2:이/가} 적중합니다. 메모리를 아무리 늘려도 {3:을/를} 넘지 못합니다.",
    "types of nodes, a month": "노드 유형, 한 달 비용",
    "{} hits": "적중률 {1}",
  ]
}
