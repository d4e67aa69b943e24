// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// The bill, in Korean.
  static let koreanMoney: Translations = [
    "cost": Translation(
      title: "시뮬레이션에서 나온 한 달 청구서",
      text: """
        수량(요청, 빈 수신, 태스크의 시간)은 시뮬레이션에서 센 것을 반복들에 걸쳐 평균하고,
        730시간인 한 달에서 각 시간대가 차지하는 시간으로 환산한 것입니다. 가격은 날짜가
        있는 표에서 옵니다. 줄마다 보이는 센트를 더하면 합계가 됩니다. 합계가 "최소"(at
        least) 얼마라고 나오면 가격이 없는 것이 있다는 뜻입니다. cost.monthly와
        cost.per_million(배달된 메시지 백만 개당)은 목표가 될 수 있습니다. sluice cost는 한
        달치나 몇 시간치를 줄마다 수량, 단계, 출처와 함께 보여 줍니다.

        청구서에 결코 들어가지 않는 것은 S3와 지원 요금입니다. 로그와 인터넷으로 나가는
        데이터는 시나리오가 `monitoring`과 `network`에서 요청할 때만 들어갑니다.
        """),
    "free-tier": Translation(
      title: "AWS가 매달 거저 주는 것",
      text: """
        요청하지 않으면 꺼져 있습니다. 계정의 무료 수량은 한 번뿐이고, 무엇이든 먼저 쓰는
        것이 가져가기 때문입니다. pricing.free_tier: always는 끝나지 않는 것(SQS 요청 백만
        건)을 빼고, first-year는 새 계정이 열두 달 동안 받던 것까지 뺍니다. 청구서에서는
        따로 한 줄입니다. 2025-07-15부터 만든 계정에는 첫해 혜택 대신 크레딧이 있습니다.
        pricing.credits가 그것을 한 번 뺍니다.
        """),
    "price-books": Translation(
      title: "가격이 나온 곳",
      text: """
        날짜가 있는 가격표 두 벌이 프로그램 안에 들어 있습니다. `documented`는 Sluice가
        함께하는 수업의 수치를 쓰고 빈 곳을 AWS의 정가로 채웁니다. `market`에는 정가만
        있습니다. 청구서는 어느 가격표를 썼는지 적고, documented의 가격이 리전의 정가와
        다르면 그렇다고 말합니다. 가격은 바뀝니다. 그래서 결과에는 가격의 날짜가 있고, -V를
        주면 지문도 있습니다. --as는 가격표를 고르고, --prices는 그 위에 나의 가격표를
        덮습니다.
        """),
  ]
}
