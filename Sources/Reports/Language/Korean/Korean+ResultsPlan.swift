// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// Sentences that the result of a plan carries.
  static let koreanResultsPlan: Entries = [
    // The promise.
    "With probability at least {}, {} meets every SLO, and no configuration in the search space that meets them is {}.":
      "{1} 이상의 확률로 {2:이/가} 모든 SLO를 지키며, 탐색 공간에서 이를 지키는 구성 가운데 {3~} 것은 없습니다.",
    "With probability at least {}, {} meets every SLO {}, and no configuration in the search space that meets them is {}.":
      "{1} 이상의 확률로 {2:이/가} {3~} 모든 SLO를 지키며, 탐색 공간에서 이를 지키는 구성 가운데 {4~} 것은 없습니다.",
    "With probability at least {}, {} meets every SLO, and no configuration in the search space that meets them with some room ({} of the bound) is {}.":
      "{1} 이상의 확률로 {2:이/가} 모든 SLO를 지키며, 탐색 공간에서 이를 여유 있게(한도의 {3}) 지키는 구성 가운데 {4~} 것은 없습니다.",
    "With probability at least {}, {} meets every SLO {}, and no configuration in the search space that meets them with some room ({} of the bound) is {}.":
      "{1} 이상의 확률로 {2:이/가} {3~} 모든 SLO를 지키며, 탐색 공간에서 이를 여유 있게(한도의 {4}) 지키는 구성 가운데 {5~} 것은 없습니다.",
    "cheaper": "더 싼",
    "cheaper by more than {} a month": "월 {1}보다 많이 싼",
    "cheaper, apart from {} that could not be told": "({1~}는 가려내지 못했지만) 더 싼",
    "cheaper by more than {} a month, apart from {} that could not be told":
      "({2~}는 가려내지 못했지만) 월 {1}보다 많이 싼",
    "at {} times the traffic": "트래픽 {1}배에서",
    "at {} times the traffic and with {}": "트래픽 {1}배와 {2}에서",
    "at {} times the traffic and with each of {}": "트래픽 {1}배와 {2} 각각에서",
    "also with each of {}": "{1} 각각에서도",
    "No configuration can work: every one lacks something that is necessary.":
      "될 수 있는 구성이 없습니다: 모두 꼭 필요한 무언가가 빠져 있습니다.",
    "No configuration meets every SLO.": "모든 SLO를 지키는 구성이 없습니다.",
    "No configuration meets every SLO {}.": "{1~} 모든 SLO를 지키는 구성이 없습니다.",
    "No configuration is known to meet every SLO; {} could not be told.":
      "모든 SLO를 지킨다고 알려진 구성이 없습니다. {1~}는 가려내지 못했습니다.",
    "No configuration is known to meet every SLO {}; {} could not be told.":
      "{1~} 모든 SLO를 지킨다고 알려진 구성이 없습니다. {2~}는 가려내지 못했습니다.",
    "No configuration is known to meet every SLO yet: {}.": "모든 SLO를 지킨다고 알려진 구성이 아직 없습니다: {1~}.",
    "No configuration is known to meet every SLO {} yet: {}.": "{1~} 모든 SLO를 지킨다고 알려진 구성이 아직 없습니다: {2~}.",
    "{} is the cheapest found so far, without a promise: {}.": "지금까지 찾은 가장 싼 것은 {1}이며, 장담은 하지 못합니다: {2~}.",
    "the budget ended": "예산이 다했습니다",
    "the budget ended with {} not simulated": "예산이 다했고, {1~}는 시뮬레이션하지 못했습니다",
    "the budget ended with {} not decided": "예산이 다했고, {1}가지는 판정하지 못했습니다",
    "the budget ended with the answer not checked with fresh random numbers":
      "예산이 다했고, 답을 새 난수로 확인하지 못했습니다",
    "the budget ended with {} not simulated, {} not decided":
      "예산이 다했고, {1~}는 시뮬레이션하지 못했고 {2}가지는 판정하지 못했습니다",
    "the budget ended with {} not simulated, the answer not checked with fresh random numbers":
      "예산이 다했고, {1~}는 시뮬레이션하지 못했고 답을 새 난수로 확인하지 못했습니다",
    "the budget ended with {} not decided, the answer not checked with fresh random numbers":
      "예산이 다했고, {1}가지는 판정하지 못했고 답을 새 난수로 확인하지 못했습니다",
    "the budget ended with {} not simulated, {} not decided, the answer not checked with fresh random numbers":
      "예산이 다했고, {1~}는 시뮬레이션하지 못했고 {2}가지는 판정하지 못했고 답을 새 난수로 확인하지 못했습니다",

    // Remarks.
    "{} is met within the room of {}: {}, asked {}": "{1~}: 허용폭 {2} 안에서 지켜집니다: {3~}, 요구 {4}",
    "{} in {} is met within the room of {}: {}, asked {}": "{2~}의 {1:은/는} 허용폭 {3} 안에서 지켜집니다: {4~}, 요구 {5}",
    "{} over the month is met within the room of {}: {}, asked {}":
      "한 달의 {1:은/는} 허용폭 {2} 안에서 지켜집니다: {3~}, 요구 {4}",
    "costs could not be told apart by less than {} a month": "월 {1} 미만의 비용 차이는 구별하지 못했습니다",
    "something in it has no price: its cost is at least what is shown":
      "그 안에 가격이 없는 것이 있습니다: 비용은 적어도 보이는 만큼입니다",
    "{} is not judged: what it is about does not happen under these circumstances":
      "{1:은/는} 판정하지 않았습니다: 이 조건에서는 대상이 되는 일이 일어나지 않습니다",
    "more of {} hurts here: {} meets the objectives, {} does not; its order was not used":
      "여기서는 {1:이/가} 많을수록 나쁩니다: {2:은/는} 목표를 지키고 {3:은/는} 그렇지 않습니다. 이 순서는 쓰지 않았습니다",
    "no futures were drawn: {} rates are uncertain, and at most {} can be":
      "미래를 뽑지 않았습니다: 비율 {1}개가 불확실한데, 많아야 {2}개까지 가능합니다",
    "in none of the futures does any configuration meet the SLOs": "어느 미래에서도 SLO를 지키는 구성이 없습니다",
    "a budget or an interrupt ended it before it was done with: {}": "예산이 다했거나 중단되어 끝내지 못한 것: {1~}",
    "futures": "미래",
    "growth": "성장",
    "what if": "만약",
    "futures, growth": "미래, 성장",
    "futures, what if": "미래, 만약",
    "growth, what if": "성장, 만약",
    "futures, growth, what if": "미래, 성장, 만약",
    "traffic x{}": "트래픽 x{1}",
    "as written": "적힌 대로",
  ]

  /// Why a configuration is not the answer.
  static let koreanResultsPlanReasons: Entries = [
    // Failures: `fails fast in sale at 1.25x traffic: p99 14s .. 22s, asked < 5s`.
    "fails {}: {}, asked {}": "{1~} 실패: {2~}, 요구 {3~}",
    "fails {} with {}: {}, asked {}": "{1}({2}) 실패: {3~}, 요구 {4~}",
    "fails {} in {}: {}, asked {}": "{2~}의 {1} 실패: {3~}, 요구 {4~}",
    "fails {} in {} with {}: {}, asked {}": "{2~}의 {1}({3}) 실패: {4~}, 요구 {5~}",
    "fails {} over the month: {}, asked {}": "한 달의 {1} 실패: {2~}, 요구 {3~}",
    "fails {}: costs at least {} a month, asked {}": "{1} 실패: 적어도 월 {2} 듦, 요구 {3~}",
    "it {} (level warn)": "{1~} (수준 warn)",
    "{} at {}x traffic": "{1}, 트래픽 {2}x",
    "{} at {}x traffic with {}": "{1}, 트래픽 {2}x, {3}",
    "at {}x traffic with {}": "트래픽 {1}x, {2}",
    "with {}": "{1}",
    "{} no data": "{1} 데이터 없음",
    "{}, at best": "{1}, 가장 나은 경우",
    "{}, and the like": "{1~} 등",
    "{} ({} of them not simulated: they have no more of anything than {})":
      "{1~} (그중 {2}개는 시뮬레이션하지 않음: 어느 것도 {3}보다 많지 않음)",
    "{} ({} of them not simulated: they have no more of anything than {} or {})":
      "{1~} (그중 {2}개는 시뮬레이션하지 않음: 어느 것도 {3} 또는 {4}보다 많지 않음)",
    "{} ({} of them not simulated: they have no more of anything than {} or {} or {})":
      "{1~} (그중 {2}개는 시뮬레이션하지 않음: 어느 것도 {3}, {4} 또는 {5}보다 많지 않음)",
    "{} ({} of them not simulated: they have no more of anything than {} or {} or {} and others)":
      "{1~} (그중 {2}개는 시뮬레이션하지 않음: 어느 것도 {3}, {4}, {5} 등보다 많지 않음)",

    // Others.
    "has no data for {}": "{1}에 데이터 없음",
    "has no data for {} in {}": "{2~}의 {1}에 데이터 없음",
    "has no data for {} over the month": "한 달의 {1}에 데이터 없음",
    "cannot be told for {}: a replication was stopped early, or a limit of the month has no price":
      "{1~} 가릴 수 없음: 반복이 일찍 멈췄거나 한 달의 한도에 가격이 없음",
    "cannot be told for {} in {}: a replication was stopped early, or a limit of the month has no price":
      "{2~}의 {1:은/는} 가릴 수 없음: 반복이 일찍 멈췄거나 한 달의 한도에 가격이 없음",
    "cannot be told for {} over the month: a replication was stopped early, or a limit of the month has no price":
      "한 달의 {1:은/는} 가릴 수 없음: 반복이 일찍 멈췄거나 한 달의 한도에 가격이 없음",
    "cannot be told for sure after {} replications: {}: {}, asked {}":
      "반복 {1}회로도 확실히 가릴 수 없음: {2~}: {3~}, 요구 {4~}",
    "cannot be told for sure after {} replications: {} in {}: {}, asked {}":
      "반복 {1}회로도 확실히 가릴 수 없음: {3~}의 {2}: {4~}, 요구 {5~}",
    "cannot be told for sure after {} replications: {} over the month: {}, asked {}":
      "반복 {1}회로도 확실히 가릴 수 없음: 한 달의 {2}: {3~}, 요구 {4~}",
    "has no more of anything than {}, which {}": "어느 것도 {1}보다 많지 않은데, 그것은 {2~}",
    "was not decided when the budget ended": "예산이 다했을 때 판정하지 못함",
    "costs at least {} a month": "적어도 월 {1} 듦",
    "meets the objectives for {} a month": "월 {1}에 목표를 지킴",
    "meets the objectives for {} a month, within the indifference, and is not better":
      "월 {1}에 목표를 지킴, 무차별 폭 안이며 더 낫지 않음",
    "is not valid: {}": "올바르지 않음: {1~}",

    // Without a simulation.
    "costs at least {} a month, and {} asks for {}": "적어도 월 {1} 드는데, {2:은/는} {3:을/를} 요구함",
    "cannot: no {} of {}": "할 수 없음: {2~}에 {1} 없음",
    "cannot: no {} of {}, no {} of {}": "할 수 없음: {2~}에 {1} 없음, {4~}에 {3} 없음",
    "cannot: no {} of {}, no {} of {}, no {} of {}": "할 수 없음: {2~}에 {1} 없음, {4~}에 {3} 없음, {6~}에 {5} 없음",
    "{}; {} (asked {}) is at least {}": "{1~}. {2}(요구 {3}) 값은 {4} 이상",
    "{}; {} (asked {}) is at most {}": "{1~}. {2}(요구 {3}) 값은 {4} 이하",
    "invalid": "올바르지 않음",
    "requires": "요구 사항",
    "quota": "할당량",
    "load": "부하",

    // Which of a variant's configurations.
    "all {}": "{1}가지 모두",
    "any {}": "{1} 무엇이든",
    "any {} and any {}": "{1}, {2} 무엇이든",
    "any {} and any {} and any {}": "{1}, {2}, {3} 무엇이든",
    "{} with any {}": "{1}, {2} 무엇이든",
    "{} with any {} and any {}": "{1}, {2}, {3} 무엇이든",
    "{} with any {} and any {} and any {}": "{1}, {2}, {3}, {4} 무엇이든",
    "{} of those with {}": "{2~} 가운데 {1}가지",

    // Traffic that the model does not take.
    "the scenario is not valid": "시나리오가 올바르지 않습니다",
    "{} configurations": "구성 {1}가지",
  ]
}
