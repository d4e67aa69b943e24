// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What stands around a setting's sentence when it is explained, and what exit codes mean.
  static let koreanSettings: Entries = [
    "default: {} (AWS default)": "기본값: {1} (AWS 기본값)",
    "default: {} (AWS default): {}": "기본값: {1} (AWS 기본값): {2}",
    "default: {} (assumed, not measured)": "기본값: {1} (가정, 측정하지 않음)",
    "default: {} (assumed, not measured): {}": "기본값: {1} (가정, 측정하지 않음): {2~}",
    "default: {} (Sluice default)": "기본값: {1} (Sluice 기본값)",
    "required": "필수",
    "may be left out": "생략할 수 있음",
    "example: {}": "예: {1}",
    "source: {}": "출처: {1}",
    "settings: {}": "설정: {1}",
    // Exit codes.
    "exit code {}: {}": "종료 코드 {1}: {2~}",
    "done; no SLO failed": "완료. 실패한 SLO 없음",
    "an error of the program, or of reading or writing a file": "프로그램의 오류, 또는 파일을 읽거나 쓸 때의 오류",
    "wrong usage": "잘못된 사용법",
    "a scenario or a price book is not valid; nothing was run": "시나리오나 가격표가 올바르지 않음. 아무것도 실행하지 않음",
    "an SLO of level fail failed, or a variant cannot do what the scenario requires":
      "level이 fail인 SLO가 실패했거나, 변형이 시나리오가 요구하는 것을 할 수 없음",
    "no SLO failed, but one is undecided (only with --fail-on undecided)":
      "실패한 SLO는 없지만 판정이 나지 않은 것이 있음(--fail-on undecided일 때만)",
    "plan: no configuration meets the SLOs": "plan: SLO를 만족하는 구성이 없음",
    "diff: something differs beyond noise and tolerance; prices diff: the books differ; teach check: not right yet":
      "diff: 잡음과 허용 오차를 넘는 차이가 있음. prices diff: 가격표가 서로 다름. teach check: 아직 정답이 아님",
    "an SLO failed that has this exit code of its own; of several the lowest":
      "이 종료 코드를 따로 가진 SLO가 실패함. 여럿이면 가장 낮은 코드",
    "interrupted; what was finished is reported and marked as partial":
      "중단됨. 끝난 것까지 보고하고 부분 결과라고 표시함",
  ]
}
