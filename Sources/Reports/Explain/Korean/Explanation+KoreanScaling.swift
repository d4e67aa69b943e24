// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// Scaling policies and calls of workers: their checks and metrics, in Korean.
  static let koreanScaling: Translations = [
    "scaling-metric": Translation(
      title: "태스크 수로 나뉘지 않는 것을 재는 정책",
      text: """
        목표 추적은 새 태스크 수를 현재 수 x 지표 / 목표로 계산합니다. 태스크가 두 배가 되면
        절반이 되는 지표에만 맞는 계산입니다. 보이는 메시지의 수는 그렇지 않습니다. 태스크가
        두 배면 밀린 메시지가 더 빨리 줄 뿐, 절반이 되지는 않습니다. 그래서 작업자 집단은
        최대까지 늘어 큐를 비우고, 그다음에는 너무 많이 줄어들기를 되풀이합니다.

        태스크 수로 나누십시오. on: backlog는 실행 중인 태스크 하나당 보이는 메시지 수이고,
        그 목표는 받아들일 수 있는 지연 시간을 메시지 하나의 처리 시간으로 나눈 값입니다.
        """),
    "scaling-delay": Translation(
      title: "부하보다 몇 분 늦게 오는 새 태스크",
      text: """
        확장 정책은 부하를 늦게 봅니다. 지표가 도착하는 데 길면 1분이 걸리고, 경보는 목표를
        넘는 점 세 개를 기다리고, 새 태스크는 시작하는 데 시간이 듭니다. 모두 합쳐 5분에서
        6분이며, 그동안 처음 있던 태스크가 처리하지 못하는 만큼 메시지가 계속 밀립니다.

        이만큼 밀려도 견딜 수 있게 최소 태스크 수(min)를 두거나, 미리 아는 피크라면 그 전에
        늘리거나, 더 자주 재십시오(period: 10s).
        """),
    "tasks": Translation(
      title: "태스크가 몇 개 있는가",
      text: """
        autoscale이 있으면 태스크 수가 바뀝니다. desired_tasks는 정책이 원하는 수,
        running_tasks는 메시지를 가져가는 태스크의 수, tasks는 돈을 내는 태스크의 수입니다.
        돈은 시작할 때부터, 태스크마다 적어도 1분어치를 냅니다.
        """),
    "backlog_per_task": Translation(
      title: "실행 중인 태스크 하나당 보이는 메시지",
      text: """
        큐 뒤의 작업자 집단이 기준으로 삼아야 할 지표입니다. 메시지 하나에 3초가 걸리고
        30초까지 기다려도 된다면 태스크 하나 앞에 메시지 10개가 기다려도 됩니다(target: 10).
        """),
    "scale_outs": Translation(
      title: "태스크를 늘리거나 줄인 횟수",
      text: """
        저마다 정책의 결정을 셉니다. 비율(ratio)은 지표의 점 개수에 대한 것입니다. 둘 다
        많으면 작업자 집단의 크기가 출렁이는 것입니다. scaling-metric을 보거나, 태스크를 더
        천천히 줄이십시오(scale_in_step, low_alarm_points).
        """),
    "failed_calls": Translation(
      title: "끝내 실패한 작업자의 호출",
      text: """
        스로틀되거나 실패한 호출은 AWS SDK처럼 점점 길게 쉬어 가며, 기본값으로는 모두 세
        번까지 시도합니다. 그러고도 실패하거나 거절되면 메시지에 대한 시도가 실패합니다.
        호출에 on_failure: ignore가 있으면 실패로 치지 않습니다.
        """),
    "call_time": Translation(
      title: "작업자가 호출 하나를 기다리는 시간",
      text: """
        첫 시도부터 마지막 응답까지이며, 재시도 전에 쉬는 시간도 들어갑니다. 그동안 슬롯은
        내내 차 있고 메시지의 가시성 타임아웃은 흘러갑니다.
        """),
  ]
}
