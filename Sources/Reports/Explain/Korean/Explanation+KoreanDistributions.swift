// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// The distributions of times and sizes, in Korean.
  static let koreanDistributions: Translations = [
    "distribution": Translation(
      title: "저마다 다른 값을 적는 법",
      text: """
        5ms처럼 값 하나를 적거나, 종류의 이름을 유일한 키로 갖는 맵을 적습니다. 종류는
        constant, exponential, lognormal, gamma, weibull, pareto, uniform, percentiles,
        samples, mix입니다. 어느 것에나 at_least와 at_most를 붙일 수 있습니다. 측정한
        백분위수가 있으면 percentiles를 쓰십시오. 보통의 값과 나쁜 값만 안다면 p50과 p99를
        준 lognormal을 쓰십시오.
        """),
    "exponential": Translation(
      title: "무기억성: 지금까지 걸린 시간이 앞으로에 대해 아무것도 말해 주지 않는 분포",
      text: """
        { exponential: { mean: 2s } }. P(X > x) = exp(-x / mean)이고, p50은 평균의 0.69배,
        p99는 4.6배이며, cv는 1입니다. 서로 독립인 사건(도착, 고장) 사이의 시간과 교과서의
        큐에 맞습니다. 일하는 데 걸리는 시간이 이런 모양인 경우는 드뭅니다.
        """),
    "lognormal": Translation(
      title: "일하는 시간이 대개 그렇듯 한쪽으로 치우친 분포",
      text: """
        { lognormal: { p50: 1.6s, p99: 9s } } 또는 { mean: 2s, cv: 0.9 }. 로그를 취하면 정규
        분포입니다. X = p50 * exp(sigma * z)이고 sigma = ln(p99 / p50) / 2.326입니다. 평균은
        p50 * exp(sigma^2 / 2)로, 중앙값보다 큽니다. t보다 오래 걸리는 일의 비율은 1 -
        Phi(ln(t / p50) / sigma)입니다. 1.6초와 9초라면 6.2%가 5초보다 오래 걸립니다.
        """),
    "gamma": Translation(
      title: "치우쳐 있지만 꼬리가 lognormal보다 가벼운 분포",
      text: """
        { gamma: { mean: 2s, cv: 0.5 } }. 지수 분포를 따르는 단계 1 / cv^2개의 합입니다.
        cv가 1이면 exponential이고, 작을수록 고릅니다. 여러 단계로 이루어진 일에 알맞습니다.
        도착에 쓰면 { gamma: { cv: 2 } }는 메시지가 무리 지어 오게 합니다.
        """),
    "weibull": Translation(
      title: "아주 치우친 것부터 거의 일정한 것까지",
      text: """
        { weibull: { p50: 1s, p99: 5s } }. P(X > x) = exp(-(x / scale)^shape)입니다. p99와
        p50의 비가 6.6이면 exponential입니다. 그보다 크면 오래 걸린 것일수록 앞으로도 더
        오래 걸리고, 그보다 작으면 닳는 물건처럼 오래될수록 끝이 가깝습니다.
        """),
    "pareto": Translation(
      title: "꼬리가 무거워, 몇 안 되는 값이 합의 대부분을 차지하는 분포",
      text: """
        { pareto: { min: 500ms, alpha: 2.5 } }. P(X > x) = (min / x)^alpha입니다. 평균은 min
        * alpha / (alpha - 1)이고, alpha가 1 이하면 무한합니다. 분산은 alpha가 2 이하면
        무한하며, 그때는 아무리 많이 반복해도 평균이 정밀해지지 않습니다. 실제에 타임아웃이
        있다면 at_most로 상한을 두십시오.
        """),
    "uniform": Translation(
      title: "두 값 사이에서 고르게",
      text: """
        { uniform: { from: 1s, to: 3s } }. 평균은 한가운데이고 cv는 커야 0.58입니다. 일하는
        시간에는 거의 맞지 않지만 쉬는 시간과 지터에는 쓸모가 있습니다.
        """),
    "percentiles": Translation(
      title: "측정한 그대로: 백분위수 몇 개",
      text: """
        { percentiles: { p50: 2ms, p90: 5ms, p99: 20ms, p99.9: 90ms } }. 대시보드에서 보는
        그대로 적으며, 백분위수와 백분위수 사이의 값은 보간합니다. p0과 p100을 안다면 함께
        적으십시오. (run.percentiles는 다른 것입니다. 보고서가 어느 백분위수를 보여 줄지
        정합니다.)
        """),
    "samples": Translation(
      title: "측정한 그대로: 값을 담은 파일",
      text: """
        { samples: times.csv }. 한 줄에 수 하나씩, 시간은 초로, 크기는 바이트로 적습니다.
        모든 값은 나올 확률이 같습니다. 파일은 시나리오 옆에 둡니다. 파일에 없는 값은 절대
        나오지 않습니다. 표본 백 개로는 p99.9를 전혀 알 수 없습니다.
        """),
    "mix": Translation(
      title: "여러 종류를 저마다의 비율로",
      text: """
        { mix: [ { share: 95%, constant: 1s }, { share: 5%, lognormal: { p50: 8s, p99: 20s }
        } ] }. 캐시의 적중과 미스처럼 길이 둘로 갈리는 것에 씁니다. 비율(share)을 모두
        더하면 100%입니다.
        """),
  ]
}
