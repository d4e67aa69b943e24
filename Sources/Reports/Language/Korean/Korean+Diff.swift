// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What `sluice diff` says.
  static let koreanDiff: Entries = [
    "no difference beyond the noise: {}": "잡음을 넘는 차이 없음: {1}",
    "no difference beyond the noise and the tolerance of {}: {}": "잡음과 허용 오차 {1:을/를} 넘는 차이 없음: {2}",
    "{} newly failing": "새로 실패하는 {1}",
    "{} better": "나아진 {1}",
    "{} number": "수치 {1}개",
    "{} differs beyond the noise": "잡음을 넘어 달라진 {1}",
    "{} differ beyond the noise": "잡음을 넘어 달라진 {1}",
    "{} differs beyond the noise and the tolerance of {}": "잡음과 허용 오차 {2:을/를} 넘어 달라진 {1}",
    "{} differ beyond the noise and the tolerance of {}": "잡음과 허용 오차 {2:을/를} 넘어 달라진 {1}",
    "{} other change": "다른 변경 {1}개",
    "{} on one side only": "한쪽에만 있는 {1}",
    "{} unchanged": "그대로인 {1}",
    "{} within the noise": "잡음 안 {1}개",
    "{} within the tolerance": "허용 오차 안 {1}개",
    "{} without an interval": "구간 없음 {1}개",
    "only in the old file": "이전 파일에만 있음",
    "only in the new file": "새 파일에만 있음",
    "old": "이전",
    "new": "새것",
    "OLD": "이전",
    "NEW": "새것",
    "DIFFERENCE": "차이",
    "what": "무엇",
    "worse": "나빠짐",
    "better": "나아짐",
    "requires {}": "요구 {1}",
    "{} more change": "변경 {1}개",
    "and {}": "그리고 {1}",
    "and {} more: -f csv": "외 {1}개: -f csv",
    "and {} more: -V, or -f csv": "외 {1}개: -V 또는 -f csv",
    "How it was compared": "어떻게 비교했나",
    "beyond the noise: Welch's t of the two figures as independent samples, all differences together at {} (Holm); ± is a difference's own interval":
      "잡음을 넘음: 두 수치를 독립 표본으로 보고 웰치의 t로 견주며, 모든 차이를 합쳐 {1} 수준입니다(홀름). ±는 그 차이 자신의 구간입니다",
    "both have the same seed, so that much of the chance is common; a saved result cannot show how much, and real differences may count as noise: sluice compare OLD.yaml NEW.yaml pairs them":
      "둘의 시드가 같아 우연의 많은 부분이 공통입니다. 저장된 결과로는 얼마나인지 알 수 없어 진짜 차이가 잡음으로 여겨질 수 있습니다: "
      + "sluice compare OLD.yaml NEW.yaml이 둘을 짝짓습니다",
    "a result of one replication has no intervals, so that nothing of it can be told: -n 10":
      "반복이 하나인 결과에는 구간이 없어 아무것도 가릴 수 없습니다: -n 10",
  ]
}
