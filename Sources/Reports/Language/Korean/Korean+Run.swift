// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// The report of a run, and what `check` says.
  static let koreanRun: Entries = [
    // What was run.
    "prices {}": "가격 {1}",
    "changed:": "바꾼 것:",
    "0 to 1 replication": "반복 0~1회",
    "{} to {} replications": "반복 {1}~{2}회",
    "{} x {} windows": "{1} x 시간대 {2}개",
    "no warm-up cut": "워밍업 제외 없음",
    "warm-up {} cut": "워밍업 {1} 제외",
    "warm-up {} .. {} cut": "워밍업 {1} .. {2} 제외",
    "{} events": "이벤트 {1}",
    "PARTIAL: the budget ended after {}": "일부만: {1} 뒤에 시간 예산이 끝났습니다",
    "PARTIAL: interrupted after {}": "일부만: {1} 뒤에 중단되었습니다",
    "STOPPED EARLY": "일찍 멈춤",
    "and {} more": "외 {1}개",
    "CANNOT": "할 수 없음",

    // The picture.
    "after {}": "{1} 뒤",
    "see above": "위 참조",
    "delivered:": "전달:",
    "refused": "거부",

    // Abilities and objectives.
    "REQUIRES": "필요한 능력",
    "REQUIRES of {}": "{1}에 필요한 능력",
    "none in this scenario": "이 시나리오에는 없음",

    // Latency.
    "LATENCY {}": "지연 시간 {1}",
    "where it goes, slowest {}": "시간이 쓰인 곳, 가장 느린 {1}",
    "no time at all": "걸린 시간 없음",
    "sending": "보내기",
    "wait": "대기",
    "work": "처리",
    "failed attempts": "실패한 시도",
    "invisible": "보이지 않음",

    // Parts.
    "PARTS": "부분",
    "busy mean..p99": "사용률 평균..p99",
    "queue mean..max": "큐 평균..최대",
    "per second": "초당",
    "limits": "한도",
    "{} in {} out": "들어옴 {1} 나감 {2}",

    // Over time.
    "OVER TIME {}, 0 .. {}, each between 0 and its highest": "시간에 따라 {1}, 0 .. {2}, 저마다 0에서 최댓값까지",
    "OVER TIME {}, 0 .. {}, each from its least to its highest": "시간에 따라 {1}, 0 .. {2}, 저마다 최솟값에서 최댓값까지",
    "not clearly disturbed: {}": "뚜렷한 영향을 받지 않음: {1}",
    "nothing was clearly disturbed: {}": "뚜렷한 영향을 받은 것 없음: {1}",
    "not clearly disturbed by {}": "{1}의 뚜렷한 영향 없음",
    "not back by the end of the window after {}": "{1} 뒤 시간대가 끝날 때까지 돌아오지 못함",
    "back at least {} after {}, not back by the end in {} of {}":
      "{2} 뒤 적어도 {1} 만에 회복, {4} 중 {3}회는 끝날 때까지 돌아오지 못함",
    "back {} after {}": "{2} 뒤 {1} 만에 회복",
    "{}: {} {} at {}": "{1}: {4}에 {3} {2}",

    // Cost.
    "COST": "비용",
    "priced: {}": "가격을 매긴 시간: {1}",
    "prices of {} over {}": "{2} 위에 얹은 {1}의 가격",
    "never priced: {}": "포함하지 않음: {1}",
    "not priced: {} {}, {}: {}": "가격 없음: {1} {2}, {3}: {4}",
    "logs": "로그",
    "data to the internet": "인터넷으로 나가는 데이터",
    "support": "기술 지원",

    // Checks and what they advise.
    "checks": "점검",
    "it could not be tried: {}": "시험할 수 없었음: {1}",
    "{}.{} of {} in {} stays {}": "{4}의 {3} {1}.{2} {5} 그대로",
    "{}.{} of {} in {} {} to {} ({})": "{4}의 {3} {1}.{2} {5}에서 {6:으로/로} ({7})",
    "month stays {}": "월 비용 {1} 그대로",
    "month {} to {} ({})": "월 비용 {1}에서 {2:으로/로} ({3})",
    "{}: {} to {}": "{1}: {2}에서 {3:으로/로}",
    "what the advice brings is of one replication, which has no interval; -n 10 gives some":
      "권고의 효과는 반복 한 번의 값이라 구간이 없습니다. -n 10이면 구간이 나옵니다",
    """
    what the advice brings: differences of {} replications with the same messages; ± is the half-width of the \
    difference's {} interval, widened for all that was compared; ≈ marks what cannot be told from 0
    """:
      """
    권고의 효과: 같은 메시지로 한 반복 {1}회의 차이. ±는 차이의 {2} 신뢰 구간의 절반 너비로, 함께 견준 것의 수만큼 넓혔습니다. ≈는 0과 가를 수 없는 것입니다
    """,
    "{} can be run": "실행할 수 있는 {1}",

    // With -V.
    "ASSUMED, because AWS gives no number": "가정한 값, AWS가 수치를 밝히지 않으므로",
    "made by": "프로그램",
    "random {}": "난수 {1}",
    "scenario {}": "시나리오 {1}",
    "prices {} {} {}": "가격 {1} {2} {3}",

    // For a pull request.
    "cannot do what is required": "필요한 것을 할 수 없음",
    "FAIL: {}": "실패: {1}",
    "undecided: {}": "미정: {1}",
    "no SLO": "SLO 없음",
    "{} met": "{1} 충족",
    "partial": "부분 결과",
    "More than a comment can hold: sluice run -o report.html": "댓글 하나에 담기에는 많습니다: sluice run -o report.html",
    "meter": "과금 항목",
    "Checks: {}": "점검: {1}",
    "How it was computed": "계산 방법",
    "seed {}, {}, {}, {} intervals": "시드 {1}, {2}, {3}, {4} 신뢰 구간",
    "prices {} {}": "가격 {1} {2}",
    "{}, random numbers {}": "{1}, 난수 {2}",
  ]
}
