// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// The life of a message, and drawings, in Korean.
  static let koreanTraces: Translations = [
    "trace": Translation(
      title: "메시지 하나에 일어나는 모든 일을 한 걸음씩",
      text: """
        sluice trace는 sluice run의 반복 하나를 같은 시드와 같은 난수로 다시 돌려 메시지 하나의
        일생을 보여 줍니다. 보냄, 앞에 몇 개가 있는 채로 줄을 섬, 받음, 처리함, 실패함, 숨음, 다시
        보임, 지워지거나 배달 못한 편지 큐로 감, 그리고 토픽의 사본, 로그의 샤드나 파티션, 캐시의
        적중과 미스까지입니다. 누가 들여다본다고 달라지는 것은 없습니다.

        메시지는 원천에서 보낸 순서대로 1부터 매긴 번호로 고르거나(--message uploads#1234)
        찾아냅니다: --worst latency(기본값), --first 뒤에 dead-lettered, duplicate, lost, rejected
        가운데 하나. 해당하는 메시지가 없으면 무엇이 있었는지 말하고 종료 코드 1로 끝납니다.

        비용은 청구되는 것 가운데 이 메시지의 몫입니다. 메시지 열 개를 담은 호출이라면 10분의
        1이고, 시간으로 과금되는 곳이라면 시도에 걸린 시간만큼이며, 첫 단계의 가격으로 계산합니다.
        시간당 돈을 내는 부분은 이름만 밝히고 나누어 매기지 않습니다.
        """),
    "chrome-trace": Translation(
      title: "확대해 볼 수 있는 시간 축 위의 메시지 일생",
      text: """
        sluice trace FILE -o slow.trace.json은 Trace Event Format으로 쓰며, ui.perfetto.dev와
        chrome://tracing에서 열립니다. 메시지와 그 사본마다 프로세스 하나, 부분마다 스레드 하나,
        보내고 기다리고 처리하고 숨겨진 시간마다 슬라이스 하나, 걸음마다 표시 하나가 있습니다.
        """),
    "graph": Translation(
      title: "그림으로 보는 아키텍처",
      text: """
        sluice graph FILE은 무엇이 무엇에 보내는지 그립니다. Mermaid(GitHub가 README에서 보여
        줍니다), DOT(Graphviz용), SVG(그 자체로 그림이며 읽는 사람의 밝은 화면이나 어두운 화면을
        따릅니다), JSON이 있습니다. 배달 못한 편지 큐로 가는 길은 점선입니다.

        화살표에 적힌 속도는 설정에서 나오는 것입니다. 원천이 보내고 다른 부분이 넘겨주는 양이며,
        실패와 밀린 일은 넣지 않습니다. --simulate를 주거나 저장된 결과를 그릴 때는 시뮬레이션한
        속도이고, 부분마다 얼마나 바빴는지도 보여 줍니다.
        """),
  ]
}
