// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// Hit ratio against memory, in Korean.
  static let koreanCurves: Translations = [
    "miss-ratio-curve": Translation(
      title: "모든 크기에서 캐시의 적중률을 한꺼번에",
      text: """
        LRU 캐시는 같은 레코드를 지난번에 읽은 뒤로 요청된 것을 모두 담고 있으면 적중합니다.
        그 사이에 요청된 양이 재사용 거리(reuse distance)입니다(Mattson 1970). 그래서 요청을
        한 번 훑으면 모든 크기의 적중률이 나옵니다. 레코드가 많으면 해시로 고른 일부만
        따라가고 거리를 그만큼 늘려 잡습니다(SHARDS, FAST'15). 100분의 1만 따라가도 오차는
        1퍼센트포인트가 안 됩니다.

        sluice curve는 시나리오의 트래픽을 그대로 흘려 보냅니다. 시간대의 앞 절반은 캐시를
        채우고 뒤 절반을 측정합니다. 값을 지우는 쓰기가 있거나 ttl이 지나면 그다음 읽기는
        크기와 상관없이 미스입니다. 이런 미스와 처음 읽을 때의 미스는 메모리를 늘려도 줄지
        않습니다. 곡선이 평평하면 메모리를 낭비하는 것이고, 가파르면 한 단계 큰 노드가 값을
        합니다. 데이터베이스에 중요한 것은 미스의 수입니다. 적중률이 90%에서 95%로 오르면
        데이터베이스의 부하는 절반이 됩니다.
        """),
    "working-set": Translation(
      title: "한 시기에 쓰이고 있는 레코드 전체",
      text: """
        한 번이라도 읽혔고 ttl이 지나지 않은 레코드를 모두 담는 메모리가 캐시가 쓸 수 있는
        최대입니다. 인기는 대개 매우 고르지 않아서 그 일부만 있어도 거의 모든 적중을
        얻습니다. 곡선을 보십시오.
        """),
  ]
}
