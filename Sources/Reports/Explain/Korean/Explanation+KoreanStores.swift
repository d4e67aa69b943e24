// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// What outlives the program, and work on several machines, in Korean.
  static let koreanStores: Translations = [
    "store": Translation(
      title: "보관해 둔 끝난 반복",
      text: """
        compare, sweep, plan에서 끝난 반복은 하나하나가 SQLite 파일(.sluice/results.sqlite
        또는 --store FILE, --store none이면 아무것도 보관하지 않음)의 한 행입니다. 결과를
        좌우하는 모든 것, 곧 모델의 버전, 구성, 시드, 반복의 번호로 찾습니다. 그래서 중단된
        작업은 멈춘 곳에서 이어지고, 같은 것을 두 번 시뮬레이션하지 않으며, 보관소가 있든
        없든 나오는 결과는 같습니다.
        """),
    "shard": Translation(
      title: "실험을 똑같이 나눈 조각 하나",
      text: """
        --shard 2/4는 반복을 넷에 하나씩 맡아 자기 보관소에 넣습니다. 어느 조각인지는
        스케줄러가 알려 줍니다. Slurm, Kubernetes, AWS Batch가 변수를 정하고 --shards 4가
        그것을 읽습니다. 반복 횟수는 미리 정해야 합니다(-n 20). 다른 조각이 무엇을
        알아냈는지 어느 조각도 모르기 때문입니다.
        """),
    "merge": Translation(
      title: "실험의 조각을 하나로",
      text: """
        sluice merge part-*.sqlite는 행을 합쳐 보고서를 만듭니다. 컴퓨터 한 대로 했을 때와
        바이트 하나까지 같습니다. 빠진 조각은 이름을 알려 주고, 한 반복에 서로 다른 두 행이
        있으면 오류입니다.
        """),
    "cluster": Translation(
      title: "스케줄러의 작업 파일",
      text: """
        sluice cluster는 Slurm, Kubernetes, AWS Batch가 실험을 나누어 하는 데 필요한 것을
        출력합니다. 배열 스크립트, Indexed Job, 배열 작업 정의이며, 합치는 작업도 함께
        나옵니다. 줄을 세우고, 자리를 잡고, 다시 시작하는 일은 스케줄러가 합니다.
        """),
  ]
}
