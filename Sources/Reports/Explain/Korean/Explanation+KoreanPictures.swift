// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// Reports that are looked at: pages, charts, and what they are made of, in Korean.
  static let koreanPictures: Translations = [
    "html": Translation(
      title: "브라우저로도 종이로도 보는 한 페이지 보고서",
      text: """
        -o report.html이나 -f html은 결과를 다른 것이 필요 없는 파일 하나로 씁니다. 스타일과
        그림과 데이터가 그 안에 있고, 어떤 서버에도 아무것도 요청하지 않습니다. 스크립트 없이 읽을
        수 있고(작은 스크립트 하나가 표를 정렬하고 포인터 아래의 값을 보여 줍니다), 밝은
        화면에서도 어두운 화면에서도 휴대전화에서도 보이며, A4로 인쇄됩니다.

        다른 모든 형식과 같은 수를 말하며, 표의 수 뒤에는 줄이지 않은 수(data-value)가 있습니다.
        그림마다 무엇을 보여 주는지 말하는 문장이 있고, 링크 뒤에 데이터가 CSV로 들어 있습니다.
        여러 변형(-v a -v b)이 한 페이지가 됩니다. run, compare, sweep, plan, curve, cost가 이
        페이지를 씁니다.
        """),
    "svg": Translation(
      title: "결과의 차트를 그림으로, 또는 달리 그릴 수 있게",
      text: """
        -o charts.svg는 결과의 모든 차트를 제목과 설명과 함께 위에서 아래로 이어서 쓰며, 읽는
        사람의 밝은 화면이나 어두운 화면을 따릅니다. -o charts.vl.json(또는 -f vega-lite)은
        데이터를 담은 Vega-Lite 5 명세로 씁니다. 차트가 하나면 그것이 곧 명세이고, 여럿이면
        vconcat에 담깁니다. 그래서 노트북에서 그리거나 다른 색으로 그릴 수 있습니다.

        시간에 따른 선은 여기서 네 자리로 반올림합니다. 결과 자체의 JSON과 CSV에는 모든 수가
        줄이지 않은 채로 있습니다.
        """),
    "nines": Translation(
      title: "지연 시간의 꼬리를 볼 수 있는 축",
      text: """
        비율 q는 -log10(1 - q)의 자리에 놓입니다. 90%는 1, 99%는 2, 99.9%는 3입니다. 오른쪽으로 한
        칸 갈 때마다 메시지가 10분의 1만 남으므로, p99.9도 p90만큼의 자리를 얻습니다. 거기서
        일정하게 올라가는 선은 지수적인 꼬리이고, 위로 꺾이는 선은 꼬리가 더 두꺼운 것이며, 계단은
        가시성 타임아웃처럼 일부 메시지가 다 기다려야 하는 시간입니다.
        """),
  ]
}
