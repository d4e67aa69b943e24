// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// The cheapest configuration that meets the objectives, in Korean.
  static let koreanPlans: Translations = [
    "plan": Translation(
      title: "SLO를 지키는 가장 싼 구성",
      text: """
        sluice plan은 변형과 plan.choose에 적힌 값의 모든 조합을 늘어놓고, 저마다 비용의
        하한을 매기고, 될 수 없는 것을 치운 뒤, 나머지를 싼 것부터 같은 난수로 확실해질
        때까지 시뮬레이션합니다. 답은 새 난수로 다시 확인합니다. 정해 둔 신뢰도로 두 가지를
        약속합니다. 답은 여유(headroom)를 둔 트래픽에서 모든 SLO를 지킵니다. 그리고 목록에
        있는 것 가운데 SLO를 넉넉히 지키면서 답보다 indifference 넘게 싼 것은 없습니다.
        """),
    "plan-space": Translation(
      title: "계획이 고를 수 있는 전부",
      text: """
        변형과, choose에 적힌 모든 설정의 값을 곱한 것입니다. 설정은 그것이 있는 변형에서만
        칩니다. 올바른 시나리오가 되지 않는 조합은 그 오류를 이유로 적고 치웁니다.
        """),
    "lower-bound": Translation(
      title: "구성 하나에 적어도 드는 비용",
      text: """
        시간 단위로 내는 것은 정확히, 쓴 만큼 내는 것은 가능한 가장 적은 사용량으로
        셈합니다. 재시도는 없고, 배치는 꽉 차고, 빈 수신은 없다고 봅니다. 하한이 답의
        비용보다 높은 구성은 시뮬레이션할 필요가 없습니다.
        """),
    "necessary-condition": Translation(
      title: "시뮬레이션 없이도 안 된다는 것을 아는 까닭",
      text: """
        요구한 능력이 없거나, 할당량이 들어오는 속도보다 낮거나, 충분히 긴 시간대에 모든
        작업자가 할 수 있는 것보다 일이 많거나, 메모리가 값 하나보다 작은 경우입니다. 반드시
        성립해야 하는 조건만 씁니다. 근삿값 때문에 버려지는 것은 없습니다.
        """),
    "allen-cunneen": Translation(
      title: "얼마나 기다리는지, 대략",
      text: """
        M/M/c의 대기 시간(얼랑 C)에, 도착과 서비스의 변동 계수를 제곱해 더한 것의 절반을
        곱합니다. M/M/c에는 정확하고, 다른 것에는 부하가 높을 때 잘 맞습니다. 계획은 무엇을
        먼저 시험할지 정하는 데만 쓰고, 무엇이 되는지 판정하는 데는 쓰지 않습니다.
        """),
    "square-root-staffing": Translation(
      title: "부하만큼의 작업자에, 부하의 제곱근의 몇 배를 더",
      text: """
        평균 R명이 바쁜 부하라면 작업자가 대략 R + b sqrt(R)명일 때 대기가 짧게 유지됩니다.
        부하가 흔들리는 폭은 부하의 제곱근처럼 커지므로, 큰 시스템일수록 여유가 상대적으로
        덜 필요합니다(Halfin, Whitt 1981).
        """),
    "fluid-model": Translation(
      title: "밀린 일을 수조의 물처럼",
      text: """
        처리할 수 있는 것보다 빨리 들어오는 것은 쌓이고, 나중에 남는 처리 능력이 빼냅니다.
        갑자기 몰릴 때 얼마나 높이 쌓이고 다 빠지는 데 얼마나 걸리는지를 우연 없이
        계산합니다.
        """),
    "procedure": Translation(
      title: "계획이 반복을 쓰는 방법",
      text: """
        기본값인 ocba는 싼 것부터 시험하고, 다음 반복은 판정이 틀리면 답이 바뀔 가능성이
        가장 큰 구성에 줍니다(제약이 있는 최적 계산 예산 배분, Lee 외 2012). kn은 서로
        가깝고 우연에 따라 달라지는 비용을 Kim과 Nelson(2001)의 완전 순차 절차로 견줍니다.
        all은 모두를 똑같은 횟수로 시뮬레이션합니다. 느리지만 구조상 옳습니다.
        """),
    "indifference": Translation(
      title: "굳이 가릴 필요가 없는 차이",
      text: """
        indifference는 금액입니다. 이보다 가까운 계획은 비긴 것으로 보고, 지연 시간이 짧은
        쪽, 그다음에는 부분이 적은 쪽을 고릅니다. room은 값이 기준을 벗어나도 괜찮다고 볼
        폭입니다. 그 폭 안에서 기준에 걸쳐 있는 값은 지킨 것으로 치고, 보고서가 그렇다고
        말합니다.
        """),
    "fresh-check": Translation(
      title: "뽑힌 것을 다시 시뮬레이션",
      text: """
        여럿 가운데 이긴 것에는 운도 따랐습니다. 그래서 고르는 데 쓰이지 않은 난수로, 적어도
        같은 횟수만큼, 모든 시간대와 모든 장애에서 한 번 더 시뮬레이션합니다. 보고하는 값은
        이때 얻은 것입니다.
        """),
    "pareto-front": Translation(
      title: "비용과 지연 시간 둘 다에서 앞서는 것이 없는 구성",
      text: """
        시뮬레이션한 모든 구성 가운데, 더 싸면서 더 빠르기도 한 것이 없는 구성들입니다.
        계획의 답은 충분히 빠른 것 가운데 가장 싼 것이고, 이 목록은 돈을 더 내면 무엇을
        얻는지 보여 줍니다.
        """),
    "regret": Translation(
      title: "다른 것을 골랐다면 들지 않았을 비용",
      text: """
        어떤 미래에서 계획의 후회(regret)는, 그 미래에 가장 좋은 계획보다 더 드는 비용에
        놓친 목표의 비용(plan.regret)을 더한 것입니다. 후회의 평균이 가장 작은 계획을, 그
        계획이 성립하는 미래의 비율과 함께 보고합니다.
        """),
    "futures": Translation(
      title: "아직 아무도 모르는 입력",
      text: """
        rate: { low: 2/s, likely: 6/s, high: 20/s }는 속도에 대해 아는 만큼을 적은 것입니다.
        run은 likely를 쓰고, plan은 범위 전체에서 뒤섞은(scrambled) 소볼 수열로 미래를 뽑아
        그 모두를 두고 고릅니다.
        """),
    "growth": Translation(
      title: "계획이 얼마나 오래가는가",
      text: """
        --grow 5%/month --for 12는 달마다 트래픽을 늘려 가며 계획이 목표를 더 지키지 못하게
        되는 달을 찾고, 거기서부터 다시 계획합니다.
        """),
    "what-if": Translation(
      title: "입력이 다를 때의 계획",
      text: """
        트래픽이 두 배라면, 또는 어떤 가격이 오른다면 무엇을 고를지 말합니다. sluice plan -x
        2, --set, --prices는 같은 물음에 자세히 답합니다.
        """),
  ]
}
